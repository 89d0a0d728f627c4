"""What the worker processes of press.py do: HTML -> PDFs and PNGs with WeasyPrint, and PDFs put together.

Only this module imports WeasyPrint, and only when it is at work: that takes 0.4 s.
Nothing is fetched: pictures and fonts stand in the page itself.
"""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint import HTML, Document


#: A last page with less of it used than this is one too many, if the part takes one page less when set tight.
LITTLE = 1 / 3
#: Parts of more pages than this are laid out once: one page of so many is not worth the time.
MANY = 24
#: Where a part ends.
_END = "_end"


def render(style: str, html: str, variant: str, paper: str) -> tuple[bytes, int]:
    """Body of a worker: a part in one of its versions as a PDF, and its number of pages."""
    from . import tagging  # noqa: PLC0415  (pikepdf, which a build without new PDFs does not need)

    _let_elements_say_languages()
    made = _laid_out(style, html, variant, paper, **_READABLE)
    last = made.pages[-1]
    if 1 < len(made.pages) <= MANY and last.anchors[_END][1] < LITTLE * last.height:
        tight = _laid_out(style, html, f"{variant} tight", paper, **_READABLE)
        made = min(made, tight, key=lambda document: len(document.pages))
    return tagging.mend(made.write_pdf(**_READABLE))


_READABLE = {"pdf_variant": "pdf/ua-1", "pdf_forms": True}


def number(style: str, html: str, variant: str, paper: str) -> tuple[bytes, int]:
    """Body of a worker: the numbers of pages, to be laid over them; they belong to no structure."""
    made = _laid_out(style, html, variant, paper)
    return made.write_pdf(), len(made.pages)


def bind(folder: Path, parts: Sequence[str], numbers: str | None, title: str) -> tuple[bytes, int]:
    """Body of a worker: files of the cache put together, and the number of their pages."""
    from . import binding  # noqa: PLC0415  (as above)

    return binding.bind([folder / name for name in parts], folder / numbers if numbers else None, title)


def draw(style: str, html: str, width: int) -> tuple[bytes, int]:
    """Body of a worker: the first page of an HTML document as a PNG so many pixels wide; its style is what many share, the typeface."""
    import pypdfium2  # noqa: PLC0415

    fonts, shared = _shared(style)
    with _refusing():
        pdf = _page(html).render(stylesheets=[shared], font_config=fonts).write_pdf()
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=width / page.get_width()).to_pil().convert("P", palette=1, colors=128)
    output = io.BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue(), 1


def _laid_out(style: str, html: str, variant: str, paper: str, **options: object) -> Document:
    """A part for a paper, in a variant, which is a class of its body; ValueError when it asks for a file."""
    from weasyprint import CSS  # noqa: PLC0415  (0.4 s that only workers pay)

    fonts, shared = _shared(style)
    page = _page(html)
    body = page.etree_element.find("body")
    body.set("class", f"{variant} {body.get('class', '')}".strip())
    with _refusing():
        return page.render(stylesheets=[shared, CSS(string=f"@page {{ size: {paper} }}")], font_config=fonts, **options)


def _page(html: str) -> HTML:
    """A page that may ask for nothing."""
    from weasyprint import HTML  # noqa: PLC0415  (as above)

    return HTML(string=html, base_url="https://handbook.invalid/", url_fetcher=_fetcher())


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """ValueError where a page asks for a file: WeasyPrint's own error is no Exception, and would end the worker without a word."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415  (as above)

    try:
        yield
    except FatalURLFetchingError as error:
        raise ValueError(str(error.__cause__ or error)) from None


@functools.lru_cache(maxsize=2)
def _shared(style: str) -> tuple:
    """What the sheets of a brand share in a worker, or its drawings: the fonts and the stylesheet."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    return fonts, CSS(string=style, url_fetcher=_fetcher(), font_config=fonts)


@functools.cache
def _let_elements_say_languages() -> None:
    """Let the structure have the languages of elements (ISO 32000-1, 14.9.2): WeasyPrint 70 writes that of the document alone.

    What it makes of a box goes through one function of its own, which is wrapped.
    """
    from pydyf import String  # noqa: PLC0415  (as above)
    from weasyprint.pdf import tags  # noqa: PLC0415

    build = tags._build_box_tree

    def with_language(box: object, *others: object) -> Iterator[object]:
        source = getattr(box, "_box", box).element  # a placeholder's box, where it stands outside of the flow
        language = None if source is None or source.tag in ("html", "body") else source.get("lang")
        for element in build(box, *others):
            if language:
                element["Lang"] = String(language)
            yield element

    tags._build_box_tree = with_language


@functools.cache
def _fetcher() -> object:
    """What fetches pictures and fonts: those that stand in the page itself, and no others."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    class Fetcher(URLFetcher):
        """Refuses everything but data addresses."""

        def fetch(self, url: str, headers: dict | None = None) -> object:
            if not url.startswith("data:"):
                raise FatalURLFetchingError(f"it asks for {url}, expected a data: address. Put the file's content into the template.")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"data"})
