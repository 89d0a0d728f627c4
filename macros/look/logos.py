"""Pictures of a brand and of the content: read, made harmless, made small; or refused with the reason.

An SVG is a document that can hold scripts and ask other hosts for files:
svg-hush (Cloudflare's allow-list) takes those out, and what still leads outside
is refused. A PNG or JPEG is written anew, without whatever else the file held,
such as where and when a photograph was taken.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from dataclasses import dataclass

#: Largest SVG file in bytes; a logo that has more holds a photograph or thousands of points.
LARGEST_SVG = 200_000
#: Largest PNG or JPEG in pixels, smallest side of a logo and of an icon in pixels, and the box that a logo is made to fit.
MOST_PIXELS, SMALLEST_LOGO, SMALLEST_ICON, BOX = 50_000_000, 32, 180, (1024, 512)
#: Kinds of pictures that are made of pixels: Pillow's name of each, and how it is written.
PIXELS = {"png": ("PNG", {"optimize": True}), "jpeg": ("JPEG", {"optimize": True, "quality": 85})}


class Unusable(Exception):
    """A picture cannot be used; the message says what was found, what was expected and how to mend it."""


@dataclass(frozen=True)
class Picture:
    """A picture that may be published: its bytes, `svg`, `png` or `jpeg`, and its width and height in pixels."""

    data: bytes
    kind: str
    width: float
    height: float

    @property
    def ratio(self) -> float:
        """Width divided by height."""
        return self.width / self.height

    @property
    def address(self) -> str:
        """The whole picture as a data: address."""
        return f"data:image/{'svg+xml' if self.kind == 'svg' else self.kind};base64,{b64encode(self.data).decode()}"


def read(data: bytes, kind: str, square: bool = False, box: tuple[int, int] = BOX) -> Picture:
    """Return the picture of a file's bytes, `kind` being svg, png or jpeg; raise Unusable. An icon is `square`; pixels fit in `box`."""
    picture = _svg(data) if kind == "svg" else _pixels(data, kind, SMALLEST_ICON if square else SMALLEST_LOGO, box)
    if square and not 0.97 < picture.ratio < 1.03:
        raise Unusable(f"is {picture.width:g} by {picture.height:g}, expected a square. Give it a square canvas.")
    if not 0.1 < picture.ratio < 12:
        raise Unusable(f"is {picture.width:g} by {picture.height:g}, expected a shape less long and thin. Cut the empty part away.")
    return picture


_OUTSIDE = re.compile(
    r"""(?:href|src)=["'](?!\#|data:image/)|url\(["']?(?!["']?\#|["']?data:image/)|@import|javascript:|https?://(?!www\.w3\.org/)"""
)


def _svg(data: bytes) -> Picture:
    import py_svg_hush  # noqa: PLC0415  (only a brand that has changed needs it)

    if len(data) > LARGEST_SVG:
        size, most = f"{len(data) / 1e6:.1f} MB", f"{LARGEST_SVG // 1000} KB"
        raise Unusable(f"is {size}, expected {most} at most. Simplify it, or export it as a PNG.")
    try:
        clean = py_svg_hush.filter_svg(data, {"image": ["png", "jpeg"]})
        root = ElementTree.fromstring(clean)
    except (ValueError, ElementTree.ParseError):
        raise Unusable("is not an SVG picture, expected one. Export it again, as SVG or PNG.") from None
    if _OUTSIDE.search(clean.decode()):
        raise Unusable("leads to something elsewhere, expected a picture that holds all it needs. Export it with everything embedded.")
    if not any(True for _ in root):
        raise Unusable("shows nothing once scripts are taken out, expected a picture. Export it again.")
    width, height = _size(root)
    return Picture(clean, "svg", width, height)


def _size(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height of an SVG: those of its viewBox, or else its own."""
    box = re.split(r"[ ,]+", root.get("viewBox", "").strip())
    try:
        width, height = (float(box[2]), float(box[3])) if len(box) == 4 else (_length(root, "width"), _length(root, "height"))
    except ValueError:
        width = height = 0.0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Unusable("does not say how large it is, expected a viewBox. Export it with one.")
    return width, height


def _length(root: ElementTree.Element, name: str) -> float:
    return float(root.get(name, "").removesuffix("px"))


def _pixels(data: bytes, kind: str, smallest: int, box: tuple[int, int]) -> Picture:
    from PIL import Image, ImageOps  # noqa: PLC0415

    name, options = PIXELS[kind]
    try:
        with Image.open(io.BytesIO(data), formats=[name]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise Unusable(f"is {width} by {height} pixels, expected fewer. Make it 2000 pixels wide at most.")
            if min(width, height) < smallest:
                raise Unusable(f"is {width} by {height} pixels, expected {smallest} at least on each side. Use a larger one, or an SVG.")
            upright = ImageOps.exif_transpose(image)  # what a camera says about it is not kept
            upright.thumbnail(box)
            clear = kind == "png" and ("A" in image.getbands() or "transparency" in image.info)
            small = upright.convert("RGBA" if clear else "RGB")
    except Unusable:
        raise
    except Exception:  # Pillow has as many errors as files have ways of being broken
        raise Unusable(f"is not a {name} picture, expected one. Export it again, as {name} or SVG.") from None
    small.info.clear()
    output = io.BytesIO()
    small.save(output, name, **options)
    return Picture(output.getvalue(), kind, *small.size)
