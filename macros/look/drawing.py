"""What WeasyPrint, which makes the PDFs, draws of an SVG picture: whether it draws all of it, and two of them alike."""

from __future__ import annotations

import logging
import logging.handlers
from base64 import b64encode

from PIL import Image, ImageChops

from .logos import Unusable

#: How wide a picture is drawn to be looked at, in pixels; and from which difference on of a colour, of 255, two pixels are unlike.
_WIDTH, _SEEN = 240, 24


def check(given: bytes, cleaned: bytes, published: bytes, ratio: float) -> None:
    """Raise Unusable where paper shows nothing, or another picture once it has been made safe: `published` may be `cleaned` or mended."""
    safe = draw(cleaned, ratio)
    difference = ImageChops.difference(safe, draw(given, ratio))
    if any(most > _SEEN for _, most in difference.getextrema()):
        raise Unusable("looks different once it is made safe, expected the same picture. Export it as plain SVG, or as a PNG.")
    shown = safe if published == cleaned else draw(published, ratio)
    if not shown.getchannel("A").getextrema()[1]:
        raise Unusable("shows nothing, expected a picture. Export it again.")


def draw(svg: bytes, ratio: float) -> Image.Image:
    """A picture as it is on paper; raise Unusable where it cannot be drawn."""
    import pypdfium2  # noqa: PLC0415  (as WeasyPrint, what only a brand that has changed needs)
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.logger import LOGGER  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    size = f"{_WIDTH}px {_WIDTH / ratio}px"
    page = (
        f"@page {{ size: {size}; margin: 0 }} img {{ display: block; width: {_WIDTH}px; height: {_WIDTH / ratio}px }} body {{ margin: 0 }}"
    )
    html = f'<style>{page}</style><img src="data:image/svg+xml;base64,{b64encode(svg).decode()}">'
    failed = logging.handlers.BufferingHandler(1000)
    failed.setLevel(logging.ERROR)
    LOGGER.addHandler(failed)
    pdf = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"})).write_pdf()
    LOGGER.removeHandler(failed)
    if failed.buffer:
        raise Unusable("cannot be drawn on paper, expected a plainer picture. Export it as plain SVG, or as a PNG.")
    return pypdfium2.PdfDocument(pdf)[0].render(scale=96 / 72, fill_color=(0, 0, 0, 0)).to_pil()
