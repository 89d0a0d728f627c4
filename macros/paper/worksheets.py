"""Worksheets and print editions as HTML: the parts that PDFs are put together from.

A part is printed by itself and stands in several PDFs: a worksheet in its own
and in the chapter's packet, a chapter in its print edition and in the whole
handbook's. So each is laid out once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup

from ..model.handbook import Chapter, Handbook, Letter
from ..model.kinds import KINDS
from ..model.sections import Group
from ..model.sheets import CHAPTER, EDITIONS, HANDBOOK, PACKET, Sheet
from ..model.views import WORKSHEET
from ..rendering.render import Renderer

#: Links to pages of the PDF in which a part stands: the number of the page and what to say for it follow (binding.py).
PAGES = "https://page.invalid/"


@dataclass(frozen=True)
class Placed:
    """Where a part stands in a book: its first page, and the page of each of its ids, from 1."""

    first: int
    pages: Mapping[str, int]


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
        if sheet.part in EDITIONS:
            return self.edition(sheet.chapter)
        chapter = next(chapter for chapter in self.renderer.handbook.chapters if chapter.id == sheet.chapter)
        names = [worksheet.id for worksheet in chapter.worksheets] if sheet.part == PACKET else [sheet.part]
        return [self._part(chapter.id, name) for name in names]

    def edition(self, chapter_id: str | None) -> list[str]:
        """The HTML of what there is to read: a chapter; without one, every chapter, and what stands in the handbook after them."""
        if chapter_id:
            return [self._part(chapter_id, CHAPTER)]
        rest = [self._part(None, HANDBOOK)] if self.renderer.handbook.letters or self.renderer.handbook.terms else []
        return [*(self._part(chapter.id, CHAPTER) for chapter in self.renderer.handbook.chapters), *rest]

    def imprint(self, chapter_id: str | None) -> str:
        """The HTML of what an EPUB says of itself at its end."""
        reviewed = max(chapter.reviewed for chapter in self.renderer.handbook.chapters if chapter_id in (None, chapter.id))
        return self._html("imprint", chapter_id or "home", self.renderer.ui("imprint"), foot=css_string(""), reviewed=reviewed)

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
        values = {"chapter": chapter, "letters": letters(self.renderer.handbook), "foot": self._name()}
        return self._html("edition", chapter.id if chapter else "home", self.renderer.plain(title), **values)

    def front(self, parts: Sequence[Placed]) -> str:
        """The cover of the handbook, with its contents and where to get its worksheets; `parts` are where those of `parts()` stand."""
        handbook = self.renderer.handbook
        values = {"parts": parts, "letters": letters(handbook), "pages_at": PAGES, "foot": self._name()}
        values |= {"offers": {chapter.id: self._offers(chapter) for chapter in handbook.chapters}}
        return self._html("front", "home", self.renderer.plain(handbook.brand.name), **values)

    def _offers(self, chapter: Chapter) -> tuple[str, Markup]:
        """The address at which a chapter's worksheets are offered, and its QR code."""
        pages = self.renderer.addresses
        address = self.address + (f"{pages.downloads}#pdf-{chapter.id}" if pages.downloads else pages.of(chapter.id))
        return address, _qr(address)

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


def letters(handbook: Handbook) -> list[tuple[Group | None, list[Letter]]]:
    """The letters in the order in which their page lists them: by its groups, and then those that stand in none."""
    page = next((page for page in handbook.pages if page.id == KINDS["letters"].index), None)
    groups = {section.id: section for section in (page.sections if page else ()) if isinstance(section, Group)}
    found = [(groups.get(name), [letter for letter in handbook.letters if letter.group == name]) for name in groups]
    rest = [letter for letter in handbook.letters if letter.group not in groups]
    return [(group, those) for group, those in (*found, (None, rest)) if those]


def css_string(text: str) -> Markup:
    """A text as a CSS string that is safe inside <style> (CSS Syntax 3, 4.3.7)."""
    return Markup('"' + re.sub(r"[^\w \u00a0-\uffff.,:–-]", lambda character: f"\\{ord(character[0]):x} ", text) + '"')


@functools.cache
def _qr(address: str) -> Markup:
    """The QR code of an address as a data address of an SVG image."""
    return Markup(segno.make(address, error="m", micro=False).svg_data_uri(border=0))
