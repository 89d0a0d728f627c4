"""Worksheets and print editions: which PDFs there are, and the HTML of each.

Every chapter has its worksheets and a packet of them all, and a print edition
to read: for the brand's paper, each in a standard version and in large print.
press.py makes the PDFs; this module says what goes into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import segno
from markupsafe import Markup

from ..model.handbook import Chapter
from ..model.prompts import Worksheet
from ..model.texts import Text
from ..rendering.render import Renderer

VARIANTS = ("standard", "large")
PACKET, CHAPTER, HANDBOOK = "packet", "chapter", "handbook"


@dataclass(frozen=True)
class Sheet:
    """A PDF to make: its file's name, and the page that it is made from."""

    file: str
    html: str
    style: str  # the stylesheet, in the brand's colours and typeface
    language: str
    chapter: str | None  # id of its chapter; None: the handbook
    part: str  # id of the worksheet, or PACKET, CHAPTER, HANDBOOK
    variant: str
    paper: str


def sheets(renderer: Renderer, site_url: str) -> Iterator[Sheet]:
    """Every PDF of a language, in the order in which they are offered."""
    maker = _Maker(renderer, f"{site_url.rstrip('/')}/{renderer.language}/")
    for chapter in renderer.handbook.chapters:
        if chapter.worksheets:
            parts = [(worksheet.id, (worksheet,)) for worksheet in chapter.worksheets]
            packet = [(PACKET, chapter.worksheets)] if len(parts) > 1 else []
            for part, worksheets in [*parts, *packet]:
                yield from maker.worksheet(chapter, part, worksheets)
            yield from maker.edition(chapter, CHAPTER, chapter.title, [chapter])
    if any(chapter.worksheets for chapter in renderer.handbook.chapters):
        everything = [*renderer.handbook.chapters, *renderer.handbook.letters]
        yield from maker.edition(None, HANDBOOK, renderer.handbook.brand.name, everything)


class _Maker:
    """Makes the HTML of sheets; links lead to the site at `address`."""

    def __init__(self, renderer: Renderer, address: str):
        self.renderer = renderer
        self.address = address
        self.style = renderer.environment.get_template("worksheets/worksheet.css").render()
        papers = dict.fromkeys(renderer.handbook.brand.papers)  # each once
        self._versions = [(variant, paper) for variant in VARIANTS for paper in papers]

    def worksheet(self, chapter: Chapter, part: str, worksheets: tuple[Worksheet, ...]) -> Iterator[Sheet]:
        title = self.renderer.ui(PACKET) if part == PACKET else self.renderer.plain(worksheets[0].title)
        slug = self.renderer.ui("file-packet") if part == PACKET else worksheets[0].slug[self.renderer.language]
        values = {"chapter": chapter, "worksheets": worksheets, "part": part, "title": title}
        for variant, paper in self._versions:
            file = self._file(chapter.slug[self.renderer.language], slug, variant, paper)
            html = self._html("worksheet", chapter.id, variant, paper, foot=self._foot(chapter.title), **values)
            yield Sheet(file, html, self.style, self.renderer.language, chapter.id, part, variant, paper)

    def edition(self, chapter: Chapter | None, part: str, title: Text, pages: list) -> Iterator[Sheet]:
        name = chapter.slug[self.renderer.language] if chapter else None
        values = {"title": self.renderer.plain(title), "pages": pages, "part": part, "chapter": chapter}
        brand = self.renderer.handbook.brand
        foot = css_string(self.renderer.text(brand.short or brand.name))
        for variant, paper in self._versions:
            file = self._file(name, self.renderer.ui(f"file-{part}"), variant, paper)
            html = self._html("edition", chapter.id if chapter else "home", variant, paper, foot=foot, **values)
            yield Sheet(file, html, self.style, self.renderer.language, chapter and chapter.id, part, variant, paper)

    def _file(self, name: str | None, part: str, variant: str, paper: str) -> str:
        """A file's name, all of it in the language: chapter, part, variant, paper."""
        words = [name, part, None if variant == "standard" else self.renderer.ui(f"file-{variant}"), self.renderer.ui(f"file-{paper}")]
        return "-".join(str(word) for word in words if word) + ".pdf"

    def _html(self, template: str, page_id: str, variant: str, paper: str, **values: object) -> str:
        address = self.address + self.renderer.addresses.of(page_id)
        with self.renderer.at(self.address):
            return self.renderer.environment.get_template(f"worksheets/{template}.html").render(
                medium="paper",
                address=address,
                qr=_qr(address),
                variant=variant,
                paper=paper,
                page_of=self._page_of(),
                **values,
            )

    def _foot(self, chapter: Text) -> Markup:
        """The foot of a worksheet's pages as a CSS value: the sheet's own name, its chapter's. Loose pages find each other by it."""
        return Markup("string(sheet) ") + css_string(f" – {self.renderer.plain(chapter)}")

    def _page_of(self) -> Markup:
        """The interface string for page numbers as a CSS value, its blanks counters."""
        text = self.renderer.handbook.interface["page-of"][self.renderer.language]
        counters = {"page": "counter(page)", "pages": "counter(pages)"}
        parts = re.split(r"\{(page|pages)\}", text)
        return Markup(" ".join(counters[part] if number % 2 else css_string(part) for number, part in enumerate(parts)))


def css_string(text: str) -> Markup:
    """A text as a CSS string that is safe inside <style> (CSS Syntax 3, 4.3.7)."""
    return Markup('"' + re.sub(r"[^\w \u00a0-\uffff.,:–-]", lambda character: f"\\{ord(character[0]):x} ", text) + '"')


def _qr(address: str) -> Markup:
    """The QR code of an address as a data address of an SVG image."""
    return Markup(segno.make(address, error="m", micro=False).svg_data_uri(border=0))
