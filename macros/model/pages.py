"""Which file of docs/ shows what, and the order in which the pages are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import leftovers
from ..problems import HandbookError
from . import addresses
from .handbook import Handbook
from .kinds import KINDS, PAGES, Kind
from .views import views


class PagesDiffer(HandbookError):
    """A file of docs/ shows content that there is not; the message says what to add."""

    def __init__(self, message: str, file: Path):
        self.file = file
        super().__init__(message)


def reading_order(handbook: Handbook, docs: Path, theirs: Path | None = None) -> dict[str, str]:
    """Page ids and the files below docs/ that show them, in reading order; raise PagesDiffer.

    The home page comes first, then the menu's pages with what stands below each, then the foot's. An organization's
    files (`theirs`) take the place of ours. Content that no file shows gets one by `standard`, as the pages below a chapter's own do.
    """
    files = {addresses.page_id(uri): uri for folder in (docs, theirs) if folder for uri in _uris(folder)}
    kinds = {page.id: kind for kind in PAGES for page in getattr(handbook, kind.field)}
    indexes = {kind.index: kind for kind in PAGES if kind.index}
    for page in kinds.keys() - files.keys():
        files[page] = _file(page, kinds[page], page in indexes)
    for page in sorted(files.keys() - kinds.keys() - handbook.hidden.keys()):
        folder = theirs if theirs and (theirs / files[page]).exists() else docs
        message = f'there is no page, chapter or letter "{page}" in content/. Add content/pages/{page}.yml.'
        raise PagesDiffer(message, folder / files[page])
    order = [addresses.HOME, *handbook.settings.ways]
    for page in (*handbook.settings.menu, *handbook.settings.footer):
        order += [page, *(getattr(handbook.settings, indexes[page].field) if page in indexes else ())]
    below = {chapter.id: [view.id for view in views(handbook, chapter)] for chapter in handbook.chapters}
    files |= {view: f"{KINDS['chapters'].index}/{view}.md" for found in below.values() for view in found}
    return {one: files[one] for page in dict.fromkeys((*order, *kinds)) for one in (page, *below.get(page, ()))}


def _file(page_id: str, kind: Kind, is_index: bool) -> str:
    """The file of docs/ that shows a page by `standard`."""
    if page_id == addresses.HOME:
        return "index.md"
    return f"{page_id}/index.md" if is_index else f"{kind.index}/{page_id}.md" if kind.index else f"{page_id}.md"


def _uris(folder: Path) -> Sequence[str]:
    found = list(leftovers.files(folder, "**/*.md"))
    names = {path.name for path in found}
    return [path.relative_to(folder).as_posix() for path in found if not leftovers.copy_of(path.name, names)]


def standard(handbook: Handbook, page_id: str) -> str:
    """The text of a file of docs/ that shows a page as a whole."""
    own = page_id.partition("/")[0]
    kind = next(kind for kind in PAGES if own in [page.id for page in getattr(handbook, kind.field)])
    lists = [below.field for below in PAGES if below.index == page_id]
    return "\n\n".join(f"{{{{ {macro}() }}}}" for macro in (kind.macro, *lists)) + "\n"
