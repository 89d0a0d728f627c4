"""The PDFs and EPUBs that a handbook offers in a language, and the names of their files.

Every chapter with worksheets has a PDF for each of them, a packet of them all
and a print edition; the handbook has one of everything. Each comes in a
standard version and in large print, for each of the brand's papers. What there is
to read is an EPUB too, where readers choose letters and colours: every chapter, and
the handbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import inline
from .handbook import Chapter, Handbook
from .texts import Text

VARIANTS = ("standard", "large")
PACKET, CHAPTER, HANDBOOK = "packet", "chapter", "handbook"
#: Parts that are to be read, and are no forms.
EDITIONS = (CHAPTER, HANDBOOK)


@dataclass(frozen=True)
class Sheet:
    """A PDF on offer."""

    file: str
    title: str
    language: str
    chapter: str | None  # id of its chapter; None: the handbook
    part: str  # id of the worksheet, or PACKET, CHAPTER, HANDBOOK
    variant: str
    paper: str


@dataclass(frozen=True)
class Book:
    """An EPUB on offer."""

    file: str
    title: str
    language: str
    chapter: str | None  # id of its chapter; None: the handbook


def books(handbook: Handbook, language: str) -> Iterator[Book]:
    """Every EPUB of a language, that of the handbook last; KeyError where a text lacks the language."""
    namer = _Namer(handbook, language)
    for chapter in handbook.chapters:
        yield Book(f"{chapter.slug[language]}-{namer.ui('file-chapter')}.epub", namer.plain(chapter.title), language, chapter.id)
    if handbook.chapters:
        yield Book(f"{namer.ui('file-handbook')}.epub", namer.plain(handbook.brand.name), language, None)


def sheets(handbook: Handbook, language: str) -> Iterator[Sheet]:
    """Every PDF of a language, in the order in which they are offered; KeyError where a text lacks the language."""
    namer = _Namer(handbook, language)
    offering = [chapter for chapter in handbook.chapters if chapter.worksheets]
    for chapter in offering:
        for worksheet in chapter.worksheets:
            yield from namer.versions(chapter, worksheet.id, worksheet.slug[language], namer.plain(worksheet.title))
        if len(chapter.worksheets) > 1:
            yield from namer.versions(chapter, PACKET, namer.ui("file-packet"), namer.ui(PACKET))
        yield from namer.versions(chapter, CHAPTER, namer.ui("file-chapter"))
    if offering:
        yield from namer.versions(None, HANDBOOK, namer.ui("file-handbook"), namer.plain(handbook.brand.name))


class _Namer:
    """Names the PDFs of a language."""

    def __init__(self, handbook: Handbook, language: str):
        self.handbook = handbook
        self.language = language

    def ui(self, key: str) -> str:
        return self.handbook.interface[key][self.language]

    def plain(self, text: Text) -> str:
        return inline.plain(text[self.language])

    def versions(self, chapter: Chapter | None, part: str, name: str, title: str = "") -> Iterator[Sheet]:
        """A part of a chapter, or of the handbook, in each variant and for each paper; `name` is its part of the file's."""
        titles = [title, self.plain(chapter.title) if chapter else ""]
        for variant in VARIANTS:
            for paper in dict.fromkeys(self.handbook.brand.papers):
                file = self._file(chapter.slug[self.language] if chapter else "", name, variant, paper)
                whole = " – ".join(filter(None, titles))
                yield Sheet(file, whole, self.language, chapter and chapter.id, part, variant, paper)

    def _file(self, chapter: str, part: str, variant: str, paper: str) -> str:
        """A file's name, all of it in the language: chapter, part, variant, paper."""
        words = [chapter, part, "" if variant == "standard" else self.ui(f"file-{variant}"), self.ui(f"file-{paper}")]
        return "-".join(filter(None, words)) + ".pdf"
