"""What the worker processes of press.py do: one HTML page -> a PDF, or a PNG, with WeasyPrint.

Only this module imports WeasyPrint, and only when it is at work: that takes 0.7 s.
Nothing is fetched: pictures and fonts stand in the page itself.
"""

from __future__ import annotations

import functools
import io


def render(style: str, html: str) -> tuple[bytes, int]:
    """Body of a worker: one PDF and its number of pages."""
    fonts, sheet = _shared(style)
    pdf = _print(html, [sheet], fonts, pdf_variant="pdf/ua-1", pdf_forms=True)
    from . import tagging  # noqa: PLC0415  (pikepdf, which a build without new PDFs does not need)

    return tagging.mend(pdf)


def draw(html: str, width: int) -> tuple[bytes, int]:
    """Body of a worker: the first page of an HTML document as a PNG so many pixels wide."""
    import pypdfium2  # noqa: PLC0415

    pdf = _print(html, [], None)
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=width / page.get_width()).to_pil().convert("P", palette=1, colors=128)
    output = io.BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue(), 1


def _print(html: str, styles: list, fonts: object, **options: object) -> bytes:
    """The PDF of a page; ValueError when it asks for a file."""
    from weasyprint import HTML  # noqa: PLC0415  (0.7 s that only workers pay)
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    document = HTML(string=html, base_url="https://handbook.invalid/", url_fetcher=_fetcher())
    try:
        return document.write_pdf(stylesheets=styles, font_config=fonts, **options)
    except FatalURLFetchingError as error:  # no Exception: it would end the worker without a word
        raise ValueError(str(error.__cause__ or error)) from None


@functools.lru_cache(maxsize=1)
def _shared(style: str) -> tuple:
    """What the sheets of a brand share in a worker: the fonts and the stylesheet."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    return fonts, CSS(string=style, url_fetcher=_fetcher(), font_config=fonts)


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
