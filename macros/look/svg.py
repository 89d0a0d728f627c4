"""An SVG picture: written plainly, harmless, and drawn on paper as browsers draw it; or refused with the reason.

An SVG is a document that can hold scripts and ask other hosts for files. It is read
and written anew without what no picture needs; then svg-hush (Cloudflare's allow-list)
must find nothing more to take out, alike.py nothing that paper shows in another way,
and WeasyPrint must draw what is published as it draws what was given.
All of this runs in a process of its own that may compute for SECONDS: a small file can
ask for years of drawing.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from base64 import b64decode, b64encode
from collections.abc import Iterator

from PIL import Image

from .. import processes
from . import alike, pixels
from .logos import Unusable

Element = ElementTree.Element

#: Largest SVG file in bytes; a logo that has more holds a photograph or thousands of points.
LARGEST = 200_000
#: How long one may take, in seconds of the processor; how deep its elements may lie; how many it may draw, again and again included.
SECONDS, DEEPEST, MOST = 5, 100, 20_000

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
#: What is drawn only where something else names it.
_DEFINED = frozenset(("mask", "filter", "pattern", "marker", "clipPath", "linearGradient", "radialGradient", "symbol"))
#: What no picture needs: an image runs nothing, and nobody reads these.
_NEEDLESS = frozenset(("script", "metadata", "title", "desc", "view", "cursor"))
_MEASURED = frozenset(("rect", "circle", "ellipse", "line", "image", "use"))
_PIXELS = re.compile(r"\s*(\d+\.?\d*|\.\d+)(?:px)?\s*")
_QUOTED = re.compile(r"""url\(\s*["'](#[^"')]*)["']\s*\)""")
_OUTSIDE = re.compile(r"""url\(\s*["']?(?!["']?(?:\#|data:))|@import|javascript:""", re.IGNORECASE)


def read(data: bytes) -> tuple[bytes, float, float]:
    """Return the picture of a file's bytes as it may be published, its width and height; raise Unusable."""
    if len(data) > LARGEST:
        size, most = f"{len(data) / 1e6:.1f} MB", f"{LARGEST // 1000} KB"
        raise Unusable(f"is {size}, expected {most} at most. Simplify it, or export it as a PNG.")
    try:
        return processes.limited(SECONDS, clean, data)
    except TimeoutError:
        raise Unusable(f"takes more than {SECONDS} seconds to draw, expected much less. Simplify it, or export it as a PNG.") from None


def clean(data: bytes) -> tuple[bytes, float, float]:
    """What read does, without a limit of time."""
    from . import drawing  # noqa: PLC0415  (WeasyPrint, 0.4 s)

    given = _parsed(data)
    root = _without_unused(_plain(given, "" if given.tag == "svg" else _SVG))
    if not len(root):
        raise Unusable("shows nothing once scripts are taken out, expected a picture. Export it again.")
    _count(root)
    width, height = _size(root)
    cleaned = _written(root)
    _closed(root)
    _measure(root, width, height)
    alike.check(root)
    _harmless(root)
    _embed(root)
    published = _written(root)
    drawing.check(ElementTree.tostring(_named(given)), cleaned, published, width / height)
    return published, width, height


def _parsed(data: bytes) -> Element:
    try:
        root = ElementTree.fromstring(data)
    except (ValueError, ElementTree.ParseError):  # entities that multiply are one
        root = None
    if root is None or root.tag not in ("svg", f"{_SVG}svg"):
        raise Unusable("is not an SVG picture, expected one. Export it again, as SVG or PNG.")
    level, depth = [root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
        if depth > DEEPEST:
            raise Unusable(f"has elements more than {DEEPEST} deep, expected fewer. Simplify it, or export it as a PNG.")
    return root


def _named(root: Element) -> Element:
    """A picture with its elements in SVG's namespace, where it names none."""
    for element in root.iter() if root.tag == "svg" else ():
        element.tag = _SVG + element.tag.removeprefix(_SVG)
    return root


def _plain(element: Element, space: str) -> Element:
    """A copy of an element without what no picture needs and what is of other programs; `space` is where it has its names."""
    tag = element.tag.removeprefix(space)
    copy = Element("g" if tag in ("switch", "a") else tag, dict(_attributes(element)))
    copy.text = _QUOTED.sub(r"url(\1)", element.text or "") if tag == "style" else None
    copy.extend(_plain(child, space) for child in _shown(element, space) if _is_drawn(child, space))
    return copy


def _is_drawn(element: Element, space: str) -> bool:
    """Whether an element may be seen: SVG's own, and text only where it says something."""
    name = element.tag.removeprefix(space)
    if not element.tag.startswith(space) or "}" in name or name in _NEEDLESS:
        return False
    return name != "text" or bool("".join(element.itertext()).strip())


def _without_unused(root: Element) -> Element:
    """A picture without definitions that nothing uses, which programs leave in it."""
    said = [text for element in root.iter() for text in (*element.attrib.values(), element.text or "")]
    used = set(re.findall(r"#([^\s\"')]+)", " ".join(said)))
    for element in list(root.iter()):
        for child in [child for child in element if child.tag in _DEFINED and child.get("id") not in used]:
            element.remove(child)
    return root


def _shown(element: Element, space: str) -> Iterator[Element]:
    """The children that browsers show: of a switch the first that asks for nothing, elsewhere all that ask for nothing."""
    for child in element:
        if "requiredExtensions" not in child.attrib:
            yield child
            if element.tag == f"{space}switch":
                return


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes that say something of the picture, with those of a link under one name."""
    unused = {"a": ("href",), "use": ("width", "height")}.get(element.tag.rpartition("}")[2], ())
    for name, value in element.attrib.items():
        if name == _LINK and "href" not in element.attrib:
            name = "href"
        if alike.matters(name) and name not in unused:
            yield name, _QUOTED.sub(r"url(\1)", value)


def _count(root: Element) -> None:
    """Unusable where so much is drawn, since drawings hold drawings, that no reader would see its end."""
    named = {element.get("id"): element for element in root.iter()}
    counted: dict[Element, int] = {}

    def drawn(element: Element, depth: int) -> int:
        if depth > DEEPEST:
            raise Unusable("draws parts of itself within themselves, expected each to end. Export it again, or as a PNG.")
        if element not in counted:
            parts = [*element, *(named[name] for name in _references(element) if name in named)]
            counted[element] = 1 + sum(drawn(part, depth + 1) for part in parts)
        return counted[element]

    if drawn(root, 0) > MOST:
        raise Unusable(f"draws more than {MOST} shapes, since its parts are drawn again in others. Simplify it, or export it as a PNG.")


def _references(element: Element) -> list[str]:
    """The ids of what else an element draws."""
    link = element.get("href", "")
    return [link[1:]] * link.startswith("#") + re.findall(r"url\(\s*[\"']?#([^\"')]+)", " ".join(element.attrib.values()))


def _embed(root: Element) -> None:
    """Write photographs within a picture in colours that paper knows too."""
    for element in root.iter("image"):
        kind, _, data = element.get("href", "").partition(";base64,")
        try:
            element.set("href", f"{kind};base64,{b64encode(pixels.known(b64decode(data))).decode()}")
        except (OSError, ValueError, Image.DecompressionBombError):
            raise Unusable("holds a photograph that cannot be read, expected a PNG or JPEG. Export it again, or as a PNG.") from None


def _size(root: Element) -> tuple[float, float]:
    """Width and height of an SVG: those of its viewBox, or else its own; whichever is there, the root then says no other."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    own = [float(found[1]) if (found := _PIXELS.fullmatch(root.get(name, ""))) else 0.0 for name in ("width", "height")]
    try:
        width, height = (float(box[2]), float(box[3])) if len(box) == 4 else own
    except ValueError:
        width = height = 0.0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Unusable("does not say how large it is, expected a viewBox. Export it with one.")
    if len(box) != 4:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    alike_sized = all(own) and abs(own[0] / own[1] * height / width - 1) < 0.01
    if not alike_sized and all(own) and re.search("none|slice", root.get("preserveAspectRatio", "")):
        raise Unusable("is stretched to another shape than its viewBox, expected its own. Export it again.")
    for name in ("preserveAspectRatio", "x", "y", *(() if alike_sized else ("width", "height"))):
        root.attrib.pop(name, None)
    return width, height


def _measure(root: Element, width: float, height: float) -> None:
    """Write shares of the picture as lengths."""
    whole = dict.fromkeys(("x", "x1", "x2", "cx", "rx", "width"), width) | dict.fromkeys(("y", "y1", "y2", "cy", "ry", "height"), height)
    for element in root.iter():
        for name in whole.keys() & element.attrib.keys() if element.tag in _MEASURED else ():
            if found := re.fullmatch(r"([\d.]+)%", element.attrib[name]):
                element.set(name, f"{float(found[1]) / 100 * whole[name]:g}")


def _written(root: Element) -> bytes:
    """The picture's file, under SVG's name alone."""
    whole = Element(root.tag, {"xmlns": _SVG.strip("{}"), **root.attrib})
    whole.extend(root)
    return ElementTree.tostring(whole)


def _closed(root: Element) -> None:
    """Unusable where something leads elsewhere."""
    for element in root.iter():
        said = [*element.attrib.values(), element.text or ""]
        if any(map(_OUTSIDE.search, said)) or not element.get("href", "#").startswith(("#", "data:")):
            raise Unusable("leads to something elsewhere, expected a picture that holds all it needs. Export it with everything embedded.")


def _harmless(root: Element) -> None:
    """Unusable where svg-hush would take something out."""
    import py_svg_hush  # noqa: PLC0415

    try:
        left = list(ElementTree.fromstring(py_svg_hush.filter_svg(_written(root), {"image": ["png", "jpeg"]})).iter())
    except (ValueError, ElementTree.ParseError):
        raise Unusable("is not an SVG picture, expected one. Export it again, as SVG or PNG.") from None
    for position, element in enumerate(root.iter()):
        kept = left[position] if position < len(left) else None
        if kept is None or kept.tag.removeprefix(_SVG) != element.tag or len(kept) != len(element):
            raise Unusable(f"holds <{element.tag}>, which is not safe, expected none. Export it again, or as a PNG.")
        for name, value in element.attrib.items():
            if kept.get(name, "").split() != value.split():
                raise Unusable(f"holds '{name}' in <{element.tag}>, which is not safe, expected none. Export it again, or as a PNG.")
        if element.tag == "style" and re.sub(r"\s", "", kept.text or "") != re.sub(r"\s", "", element.text or ""):
            raise Unusable("holds styles that are not safe, expected colours and lines alone. Export it again, or as a PNG.")
