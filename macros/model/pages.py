"""Which file of docs/ shows what, and the order in which the pages are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..problems import HandbookError
from . import addresses
from .handbook import Handbook

#: The macro that shows a whole page of each kind.
_MACROS = {"pages": "article", "chapters": "chapter", "letters": "letter"}


class PagesDiffer(HandbookError):
    """docs/ and content/ do not correspond; the message says what to add, `file` is where (None: nowhere yet)."""

    def __init__(self, message: str, file: Path | None = None):
        self.file = file
        super().__init__(message)


def reading_order(handbook: Handbook, docs: Path, theirs: Path | None = None) -> dict[str, str]:
    """Page ids and the files below docs/ that show them, in reading order; raise PagesDiffer.

    The home page comes first, then the menu's pages with what stands below each, then the foot's. An organization's
    files (`theirs`) take the place of ours; content that they add needs none (`standard` makes one).
    """
    files = {addresses.page_id(uri): uri for folder in (docs, theirs) if folder for uri in _uris(folder)}
    kinds = {page.id: kind for kind in _MACROS for page in getattr(handbook, kind)}
    for page in sorted(kinds.keys() - files.keys()):
        if not theirs:
            raise PagesDiffer(f'docs/: nothing shows the content "{page}". Add a page named {page}.md that calls its macro.')
        files[page] = f"{page}.md" if kinds[page] == "pages" else f"{kinds[page]}/{page}.md"
    for page in sorted(files.keys() - kinds.keys() - handbook.hidden.keys()):
        folder = theirs if theirs and (theirs / files[page]).exists() else docs
        message = f'there is no page, chapter or letter "{page}" in content/. Add content/pages/{page}.yml.'
        raise PagesDiffer(message, folder / files[page])
    order = [addresses.HOME]
    for page in (*handbook.settings.menu, *handbook.settings.footer):
        order += [page, *(getattr(handbook.settings, page) if page in addresses.PARENTS else ())]
    return {page: files[page] for page in dict.fromkeys((*order, *kinds))}


def _uris(folder: Path) -> Sequence[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def standard(handbook: Handbook, page_id: str) -> str:
    """The text of a file of docs/ that shows a page as a whole."""
    kind = next(kind for kind in _MACROS if page_id in [page.id for page in getattr(handbook, kind)])
    return f"{{{{ {_MACROS[kind]}() }}}}\n"
