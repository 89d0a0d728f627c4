"""Worksheets and print editions as HTML: the parts that PDFs are put together from.

A part is printed by itself and stands in several PDFs: a worksheet in its own
and in the chapter's packet, a chapter in its print edition and in the whole
handbook's. So each is laid out once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

import segno
from markupsafe import Markup

from ..model.handbook import Chapter
from ..model.sheets import CHAPTER, EDITIONS, HANDBOOK, PACKET, Sheet
from ..model.views import WORKSHEET
from ..rendering.render import Renderer

#: Links to pages of the PDF in which a part stands: the number of the page and what to say for it follow (binding.py).
PAGES = "https://page.invalid/"


@dataclass(frozen=True)
class Entry:
    """An entry of a table of contents: its title, the page where it stands, and 1 or 2 for how far down it is."""

    title: str
    page: int
    level: int


class Maker:
    """Makes the HTML of the parts of a language's PDFs; links lead to the site at `site_url`."""

    def __init__(self, renderer: Renderer, site_url: str):
        self.renderer = renderer
        self.address = f"{site_url.rstrip('/')}/{renderer.language}/"
        self._made: dict[tuple[str | None, str], str] = {}

    @functools.cached_property
    def style(self) -> str:
        """The stylesheet of every part, in the brand's colours and typeface."""
        return self.renderer.environment.get_template("worksheets/worksheet.css").render()

    def parts(self, sheet: Sheet) -> list[str]:
        """The HTML of what a PDF is put together from, without the front of the handbook's."""
        chapters = self.renderer.handbook.chapters
        if sheet.part == HANDBOOK:
            rest = [self._part(None, HANDBOOK)] if self.renderer.handbook.letters or self.renderer.handbook.terms else []
            return [*(self._part(chapter.id, CHAPTER) for chapter in chapters), *rest]
        chapter = next(chapter for chapter in chapters if chapter.id == sheet.chapter)
        names = [worksheet.id for worksheet in chapter.worksheets] if sheet.part == PACKET else [sheet.part]
        return [self._part(chapter.id, name) for name in names]

    def _part(self, chapter_id: str | None, name: str) -> str:
        """The HTML of one part; it is the same for every version."""
        key = (chapter_id, name)
        if key not in self._made:
            chapter = next((chapter for chapter in self.renderer.handbook.chapters if chapter.id == chapter_id), None)
            self._made[key] = self._edition(chapter) if name in EDITIONS else self._worksheet(chapter, name)
        return self._made[key]

    def _worksheet(self, chapter: Chapter, name: str) -> str:
        worksheet = next(worksheet for worksheet in chapter.worksheets if worksheet.id == name)
        title = f"{self.renderer.plain(worksheet.title)} – {self.renderer.plain(chapter.title)}"  # by which loose pages find each other
        values = {"foot": css_string(title), "page_of": self._page_of(), "chapter": chapter, "worksheet": worksheet}
        return self._html("worksheet", f"{chapter.id}/{WORKSHEET}/{name}", title, **values)

    def _edition(self, chapter: Chapter | None) -> str:
        """A chapter; without one, what stands in the handbook after its chapters."""
        title = chapter.title if chapter else self.renderer.handbook.brand.name
        pages = [chapter] if chapter else self.renderer.handbook.letters
        values = {"chapter": chapter, "pages": pages, "foot": self._name()}
        return self._html("edition", chapter.id if chapter else "home", self.renderer.plain(title), **values)

    def front(self, entries: Iterable[Entry]) -> str:
        """The cover of the handbook, with its contents."""
        title = self.renderer.plain(self.renderer.handbook.brand.name)
        return self._html("front", "home", title, entries=list(entries), pages_at=PAGES, foot=self._name())

    def numbers(self, pages: int) -> str:
        """So many pages with nothing but their numbers."""
        return self.renderer.environment.get_template("worksheets/numbers.html").render(pages=pages, page_of=self._page_of())

    def _html(self, template: str, page_id: str, title: str, **values: object) -> str:
        address = self.address + self.renderer.addresses.of(page_id)
        values |= {"title": title, "medium": "paper", "address": address, "qr": _qr(address)}
        with self.renderer.at(self.address):
            return self.renderer.told(self.renderer.environment.get_template(f"worksheets/{template}.html").render(**values))

    def _name(self) -> Markup:
        """The handbook's name as a CSS value, for the foot of what is to be read."""
        brand = self.renderer.handbook.brand
        return css_string(self.renderer.text(brand.short or brand.name))

    def _page_of(self) -> Markup:
        """The interface string for page numbers as a CSS value, its blanks counters."""
        text = self.renderer.handbook.interface["page-of"][self.renderer.language]
        counters = {"page": "counter(page)", "pages": "counter(pages)"}
        parts = re.split(r"\{(page|pages)\}", text)
        return Markup(" ".join(counters[part] if number % 2 else css_string(part) for number, part in enumerate(parts)))


def css_string(text: str) -> Markup:
    """A text as a CSS string that is safe inside <style> (CSS Syntax 3, 4.3.7)."""
    return Markup('"' + re.sub(r"[^\w \u00a0-\uffff.,:–-]", lambda character: f"\\{ord(character[0]):x} ", text) + '"')


@functools.cache
def _qr(address: str) -> Markup:
    """The QR code of an address as a data address of an SVG image."""
    return Markup(segno.make(address, error="m", micro=False).svg_data_uri(border=0))
