"""Pictures of a brand and of the content: read, made harmless, made small; or refused with the reason.

What is published looks as what was given, on pages and on paper. An SVG is svg.py's
business. A PNG or JPEG is written anew, as browsers show it, without whatever else the
file held, such as where and when a photograph was taken.
"""

from __future__ import annotations

import functools
import hashlib
import io
import pickle
import warnings
from base64 import b64encode
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ..files import write_whole
from ..paths import code

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


def kept(cache: Path, data: bytes, kind: str, **options: object) -> Picture:
    """As read, once for each file: `cache` is the folder of the project's cache. An SVG takes a second to read."""
    made_from = data + f"{kind} {options}".encode() + made_by()
    file = cache / "pictures" / hashlib.sha256(made_from).hexdigest()[:32]
    try:
        return pickle.loads(file.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, ImportError):
        made = read(data, kind, **options)
    write_whole(file, pickle.dumps(made))
    return made


@functools.cache
def made_by() -> bytes:
    """A hash of what pictures are judged and made by: this stage's code, and the engine of paper."""
    return code("look") + version("weasyprint").encode()


def _svg(data: bytes) -> Picture:
    from . import svg  # noqa: PLC0415  (what reads it needs it)

    published, width, height = svg.read(data)
    return Picture(published, "svg", width, height)


def _pixels(data: bytes, kind: str, smallest: int, box: tuple[int, int]) -> Picture:
    from PIL import Image  # noqa: PLC0415

    from . import pixels  # noqa: PLC0415

    name, options = PIXELS[kind]
    try:
        with warnings.catch_warnings(action="ignore"), pixels.opened(data, [name]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise Unusable(f"is {width} by {height} pixels, expected fewer. Make it 2000 pixels wide at most.")
            if min(width, height) < smallest:
                raise Unusable(f"is {width} by {height} pixels, expected {smallest} at least on each side. Use a larger one, or an SVG.")
            small = pixels.plain(image)
            small.thumbnail(box)
    except Unusable:
        raise
    except Image.DecompressionBombError:
        raise Unusable("has more pixels than can be read, expected fewer. Make it 2000 pixels wide at most.") from None
    except Exception:  # Pillow has as many errors as files have ways of being broken
        raise Unusable(f"is not a {name} picture, expected one. Export it again, as {name} or SVG.") from None
    small.info.clear()
    output = io.BytesIO()
    small.save(output, name, **options)
    return Picture(output.getvalue(), kind, *small.size)
