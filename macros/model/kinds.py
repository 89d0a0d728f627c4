"""The files of content/, and what each is: the one table of them."""

from __future__ import annotations

from typing import NamedTuple

from .brand import Brand
from .handbook import Chapter, Contributor, Letter, Page, Settings, Source, Term, Way
from .texts import Id, Text


class Kind(NamedTuple):
    """A file of content/, or a folder of files of which each is a page."""

    field: str  # of the Handbook
    place: str  # below content/
    type: object  # of what a file holds
    noun: str  # what a file, or one entry of a list in it, is called
    lists: tuple[str, ...] = ()  # of handbook.yml, that name the pages in order; the last takes a page that says no place
    macro: str = ""  # the macro, and the block, that shows a whole page
    index: str = ""  # id of the page under whose address the pages stand

    @property
    def is_folder(self) -> bool:
        """Whether its files are pages."""
        return not self.place.endswith(".yml")

    @property
    def prefix(self) -> str:
        """What stands before the id of an entry that an organization leaves out: nothing before a page's."""
        return "" if self.is_folder else self.place.removesuffix(".yml") + "/"


#: Checked and told about in this order.
FILES = (
    Kind("settings", "handbook.yml", Settings, "handbook"),
    Kind("brand", "brand.yml", Brand, "brand"),
    Kind("interface", "interface.yml", dict[Id, Text], "interface"),
    Kind("terms", "glossary.yml", tuple[Term, ...], "term"),
    Kind("sources", "sources.yml", tuple[Source, ...], "source"),
    Kind("contributors", "contributors.yml", tuple[Contributor, ...], "contributor"),
)
PAGES = (
    Kind("pages", "pages", Page, "page", ("menu", "apart", "footer"), "article"),
    Kind("chapters", "chapters", Chapter, "chapter", ("chapters",), "chapter", "chapters"),
    Kind("letters", "letters", Letter, "letter", ("letters",), "letter", "letters"),
    Kind("ways", "ways", Way, "way", ("ways",), "way"),
)
#: By the field of the Handbook.
KINDS = {kind.field: kind for kind in (*FILES, *PAGES)}
