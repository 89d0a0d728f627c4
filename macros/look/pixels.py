"""A picture of pixels as browsers show it, in a form that every reader knows: RGB or RGBA, 8 bits, sRGB, upright, still."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageCms, ImageFile, ImageMath, ImageOps

from .logos import Unusable

#: What a file's colours are where it says nothing of them, or nothing much else (PNG 3, 11.3.2.2): those of screens, sRGB.
_GAMMA, _ALIKE = 1 / 2.2, 0.01
#: Exif 2.3, 4.6.4: which way up a photograph is.
_ORIENTATION = 0x112


def plain(image: Image.Image) -> Image.Image:
    """A picture as browsers show it; raise Unusable where it moves."""
    if getattr(image, "n_frames", 1) > 1:
        raise Unusable("moves, expected a picture that stands still. Export one of its frames.")
    said = dict(image.info)
    image = ImageOps.exif_transpose(_eight_bits(image))
    clear = image.convert("RGBA") if "transparency" in image.info or image.mode[-1] in "Aa" else None
    colours = "L" if image.mode in ("1", "L", "LA") else "CMYK" if image.mode == "CMYK" else "RGB"
    shown = _in_srgb((clear or image).convert(colours), said).convert("RGB")
    if clear:
        shown.putalpha(clear.getchannel("A"))
    return shown


@contextlib.contextmanager
def opened(data: bytes, formats: Sequence[str]) -> Iterator[Image.Image]:
    """The picture of a file in one of the formats; whole, whatever other libraries in this process let Pillow put up with."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES  # which WeasyPrint sets
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=formats) as image:
            yield image
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def known(data: bytes) -> bytes:
    """A PNG or JPEG within another picture, written anew where paper would show it in another way; raise Unusable, OSError."""
    with opened(data, ["PNG", "JPEG"]) as image:
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        if image.mode[0] not in "IC" and not turned and not {"icc_profile", "gamma"} & image.info.keys():
            return data
        shown, output = plain(image), io.BytesIO()
        shown.info.clear()
        shown.save(output, image.format)
    return output.getvalue()


def _eight_bits(image: Image.Image) -> Image.Image:
    """A picture with 256 shades of each colour; Pillow has no other way for 16 bits of grey, which it would cut off at the first 8."""
    if image.mode[0] not in "IF":
        return image
    if image.mode == "F":
        return image.convert("L")
    shades = image.convert("I")
    grey = shades.point(lambda shade: shade * (1 / 257) + 0.5).convert("L")
    if (clear := image.info.get("transparency")) is not None:
        shown = ImageMath.lambda_eval(lambda of: (of["shades"] != clear) * 255, shades=shades).convert("L")
        grey = Image.merge("LA", (grey, shown))
    return grey


def _in_srgb(image: Image.Image, said: dict) -> Image.Image:
    """An opaque picture with the colours that its file's profile or gamma means."""
    if profile := said.get("icc_profile"):
        try:
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (OSError, ImageCms.PyCMSError):  # broken, or of another kind of colours: browsers pass over it too
            return image
    gamma = said.get("gamma", _GAMMA)
    if "srgb" in said or abs(gamma - _GAMMA) < _ALIKE or gamma <= 0:
        return image
    return image.convert("RGB").point([round(255 * _encoded((shade / 255) ** (1 / gamma))) for shade in range(256)] * 3)


def _encoded(light: float) -> float:
    """How sRGB writes a share of light (IEC 61966-2-1)."""
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
