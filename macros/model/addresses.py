"""Where each page stands in the site of one language, relative to that site's root."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .handbook import AnyPage, Chapter, Handbook
from .kinds import PAGES
from .tree import anchors
from .views import STAGE, WORKSHEET, View, views

HOME = "home"
#: The feed of what has changed, in the folder of a language.
FEED = "changes.xml"


class Addresses:
    """The addresses of a language's site."""

    def __init__(self, handbook: Handbook, language: str, left_out: Mapping[str, set[str]] = MappingProxyType({})):
        self.language = language
        self.pages: dict[str, AnyPage | View] = {}
        self.parents: dict[str, str] = {}
        self.left_out = left_out  # page -> anchors that this language does not have
        self._addresses: dict[str, str] = {}
        self._shown: dict[str, str] = {}  # chapter/anchor -> the stage's page that has it
        for kind in PAGES:
            above = self._addresses.get(kind.index, f"{kind.index}/") if kind.index else ""
            for page in getattr(handbook, kind.field):
                self._add(page, above if page.slug is None else f"{above}{page.slug[language]}/", kind.index or None)
                for view in views(handbook, page) if isinstance(page, Chapter) else ():
                    self._add(view, f"{self._addresses[page.id]}{view.slug[language]}/", page.id)
                    if view.kind == STAGE:
                        self._shown |= {f"{page.id}/{anchor}": view.id for anchor in anchors(view)}

    def _add(self, page: AnyPage | View, address: str, parent: str | None) -> None:
        self.pages[page.id] = page
        self._addresses[page.id] = address
        if parent in self.pages:
            self.parents[page.id] = parent

    def of(self, page_id: str) -> str:
        """Address of a page: "" for the home page, else with a closing slash."""
        return self._addresses[page_id]

    def has(self, target: str) -> bool:
        """Whether there is such a page, or such a section on it (`page/section`)."""
        page, _, section = target.partition("/")
        sections = [part.id for part in getattr(self.pages.get(page), "sections", ())]
        return page in self.pages and (not section or section in sections)

    @property
    def downloads(self) -> str:
        """Address of the folder of the PDFs: that of the page that lists them, where there is one."""
        return self._addresses.get("print", "")

    def link(self, target: str, base: str) -> str:
        """Address of a `ref:` target, `page` or `page/anchor`, seen from a page whose root is `base`.

        The entries of a chapter that has stages are on their pages.
        """
        page, _, anchor = target.partition("/")
        address = base + self.of(self._shown.get(target, page))
        if anchor and anchor in self.left_out.get(page, ()):
            anchor = ""
        return (address or "./") + (f"#{anchor}" if anchor else "")

    def trail(self, page_id: str) -> list[str]:
        """Ids of the pages above a page, from the home page down."""
        if page_id == HOME:
            return []
        parent = self.parents.get(page_id)
        return [*self.trail(parent), parent] if parent else [HOME]

    def nearby(self, page_id: str) -> dict[str, str]:
        """What comes before and after a page for whoever reads on: ids by `rel` (HTML, 4.6.7). A chapter's stages follow its own page."""
        row = [name for name, page in self.pages.items() if self._is_read_on(name, page_id)]
        at = row.index(page_id) if page_id in row else -1
        return {rel: row[to] for rel, to in (("prev", at - 1), ("next", at + 1)) if at >= 0 and 0 <= to < len(row)}

    def _is_read_on(self, page_id: str, after: str) -> bool:
        """Whether pages of a kind that is read in order, chapters with their stages or letters, hold both."""
        page = self.pages[page_id]
        if isinstance(page, View):
            return page.kind == STAGE and self.trail(page_id)[:2] == self.trail(after)[:2]
        return page_id in self.parents and self.parents[page_id] == next(iter(self.trail(after)[1:]), None)

    def views(self, page_id: str, kind: str) -> list[View]:
        """The pages of a kind (views.py) below a chapter's own, in reading order."""
        return [page for page in self.pages.values() if isinstance(page, View) and (page.chapter.id, page.kind) == (page_id, kind)]

    def sheet(self, chapter_id: str, stage: str | None) -> View | None:
        """The page of the first worksheet of a chapter that covers a stage."""
        return next((view for view in self.views(chapter_id, WORKSHEET) if stage in view.worksheet.stages), None)


def base(address: str) -> str:
    """The relative address of the site's root, seen from `address`."""
    return "../" * address.count("/")


def page_id(source: str) -> str:
    """The id of the page that a file of docs/ shows.

    index.md is `home`, x.md and d/x.md are `x`, d/index.md is `d`; what is deeper, as d/x/y.md, is a View's, `x/y`.
    """
    parts = source.removesuffix(".md").split("/")
    if parts[-1] == "index":
        return parts[-2] if len(parts) > 1 else HOME
    return "/".join(parts[1:] or parts)
