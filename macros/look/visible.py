"""Logos that would go wrong in silence: nobody sees them on the ground that they stand on."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping

from .colours import contrast, meant
from .logos import Picture, Unusable

#: Contrast below which a shape is as good as not there; pale grey on white has 1.5.
LEAST = 1.5
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "image")
#: What holds shapes that are not drawn where they stand.
_NOT_DRAWN = ("clipPath", "mask", "pattern", "marker", "linearGradient", "radialGradient", "style", "metadata")
_BLACK = "#000000"
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")

Style = Mapping[str, str]  # property -> value


def check(picture: Picture, ground: str, mend: str) -> None:
    """Raise Unusable for a picture of which nothing is seen on a ground; `mend` says what to do then."""
    shades = set(_of_svg(picture) if picture.kind == "svg" else _of_png(picture))
    if shades and max(contrast(shade, ground) for shade in shades) < LEAST:
        raise Unusable(f"has no colour that is seen on {ground}, the ground that it stands on. {mend}")


def _of_png(picture: Picture) -> Iterator[str]:
    """The colours of the pixels that are more than half there."""
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(picture.data)) as image:
        small = image.convert("RGBA")
        small.thumbnail((64, 64))
        yield from {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue, alpha) in small.getcolors(64 * 64) if alpha > 127}


def _of_svg(picture: Picture) -> Iterator[str]:
    """The colours of shapes: SVG 2, 13.2 and 13.5 (black, unless it says otherwise), by attribute, style or class."""
    root = _root(picture)
    rules = [
        (selector.strip(), _declared(rule[2]))
        for style in root.iter()
        if _name(style) == "style"
        for rule in _RULE.finditer(style.text or "")
        for selector in rule[1].split(",")
    ]
    yield from _drawn(root, root, {}, rules)


def _drawn(root: ElementTree.Element, part: ElementTree.Element, above: Style, rules: list[tuple[str, Style]]) -> Iterator[str]:
    if _name(part) in _NOT_DRAWN:
        return
    style = {**above, **_styled(part, rules)}
    if style.get("display") == "none" or style.get("opacity") in ("0", "0%"):
        return
    if _name(part) == "image":
        yield _BLACK  # whatever it shows is not white alone
    elif _name(part) in _SHAPES:
        yield from _painted(root, style.get("fill", _BLACK), style)
        yield from _painted(root, style.get("stroke", "none"), style)
    for child in part:
        yield from _drawn(root, child, style, rules)


def _styled(part: ElementTree.Element, rules: list[tuple[str, Style]]) -> Style:
    """What a part says of its paint: attributes, then rules for its tag, class or id, then its own style."""
    own = {name: part.get(name, "") for name in ("fill", "stroke", "color", "display", "opacity") if name in part.attrib}
    names = {_name(part), f"#{part.get('id')}", *(f".{name}" for name in part.get("class", "").split())}
    for selector, style in rules:
        if selector in names:
            own |= style
    return own | _declared(part.get("style", ""))


def _declared(text: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in text.split(";") if ":" in declaration)
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _painted(root: ElementTree.Element, paint: str, style: Style) -> Iterator[str]:
    """The colours of a paint: one, those of a gradient, or none."""
    if paint in ("none", "transparent"):
        return
    if reference := re.match(r"url\([\"']?#([^\"')]+)", paint):
        stops = [_styled(stop, []).get("stop-color", stop.get("stop-color", _BLACK)) for stop in _stops(root, reference[1])]
        yield from (meant(stop) or _BLACK for stop in stops or [_BLACK])
    else:
        yield meant(style.get("color", _BLACK) if paint.lower() == "currentcolor" else paint) or _BLACK


def _stops(root: ElementTree.Element, name: str, depth: int = 3) -> list[ElementTree.Element]:
    """The stops of a gradient, or of the one that it takes them from."""
    found = next((part for part in root.iter() if part.get("id") == name), None)
    if found is None or not depth:
        return []
    link = found.get("href") or found.get("{http://www.w3.org/1999/xlink}href") or ""
    return [part for part in found if _name(part) == "stop"] or _stops(root, link.removeprefix("#"), depth - 1)


def _root(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.data)


def _name(part: ElementTree.Element) -> str:
    """A tag without its namespace; comments have none."""
    return part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
