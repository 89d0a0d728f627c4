"""Where each page stands in the site of one language, relative to that site's root."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .handbook import AnyPage, Handbook
from .kinds import PAGES

HOME = "home"


class Addresses:
    """The addresses of a language's site."""

    def __init__(self, handbook: Handbook, language: str, left_out: Mapping[str, set[str]] = MappingProxyType({})):
        self.language = language
        self.pages: dict[str, AnyPage] = {}
        self.parents: dict[str, str] = {}
        self.left_out = left_out  # page -> anchors that this language does not have
        self._addresses: dict[str, str] = {}
        for kind in PAGES:
            above = self._addresses.get(kind.index, f"{kind.index}/") if kind.index else ""
            for page in getattr(handbook, kind.field):
                self._add(page, above if page.slug is None else f"{above}{page.slug[language]}/", kind.index or None)

    def _add(self, page: AnyPage, address: str, parent: str | None) -> None:
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
        """Address of a `ref:` target, `page` or `page/anchor`, seen from a page whose root is `base`."""
        page, _, anchor = target.partition("/")
        address = base + self.of(page)
        if anchor and anchor in self.left_out.get(page, ()):
            anchor = ""
        return (address or "./") + (f"#{anchor}" if anchor else "")

    def trail(self, page_id: str) -> list[str]:
        """Ids of the pages above a page, from the home page down."""
        if page_id == HOME:
            return []
        parent = self.parents.get(page_id)
        return [HOME, parent] if parent else [HOME]


def base(address: str) -> str:
    """The relative address of the site's root, seen from `address`."""
    return "../" * address.count("/")


def page_id(source: str) -> str:
    """The id of the page that a file of docs/ shows: index.md is `home`, x.md and d/x.md are `x`, d/index.md is `d`."""
    parts = source.removesuffix(".md").split("/")
    if parts[-1] == "index":
        return parts[-2] if len(parts) > 1 else HOME
    return parts[-1]
