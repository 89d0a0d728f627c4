"""What of SVG paper shows as browsers do: WeasyPrint passes over what it does not know, or draws it in its own way.

The tables say what is alike in both, tried with resvg's test suite and with real logos
in Chromium and in PDFs; all else is refused by its name, with a way on.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import cssselect2
import tinycss2
from tinycss2.color5 import parse_color

from ..problems import shortened
from . import gradients
from .logos import Unusable

Element = ElementTree.Element
Style = dict[str, str]

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
_LENGTH = rf"{_NUMBER}(?:px|pt|pc|mm|cm|in)?"
_COLOURS = re.compile(r"#|[a-z]+$|(?:rgb|hsl)a?\(", re.IGNORECASE)
_LINK = r"url\(\s*[\"']?#[^\"')]+[\"']?\s*\)"
_TO_NOTHING = r"scale[XY]?\(\s*0\s*[,)]|matrix\((?:\s*0[\s,]){4}"
_MATRIX = rf"(?!.*(?:{_TO_NOTHING}))(?:(?:matrix|(?:translate|scale)[XY]?|rotate|skew[XY])\s*\((?:[-+\d\s,.e]|px|deg)*\)[\s,]*)*"

#: A path as SVG's grammar has it, with flags of arcs that may touch the next number; each number is taken whole.
_EACH = rf"(?>{_NUMBER})[\s,]*"
_PATH = (
    rf"\s*[Mm](?:[MmLlTt]?\s*(?:{_EACH * 2})++|[HhVv]\s*(?:{_EACH})++|[Cc]\s*(?:{_EACH * 6})++|[SsQq]\s*(?:{_EACH * 4})++"
    rf"|[Aa]\s*(?:{_EACH * 3}[01][\s,]*[01][\s,]*{_EACH * 2})++|[Zz][\s,]*)++"
)

#: Elements that are alike.
_DRAWN = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "defs", "symbol", "image", "style")
)
_TEXT = frozenset(("text", "tspan", "textPath", "tref"))
_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "image", "stop"))
_PAINTS, _CLIP = frozenset(("linearGradient", "radialGradient", "stop")), "clipPath"

#: Properties and attributes that are alike, by the form of their values; `none`, `inherit` and so on where the words say the same.
_VALUES = {
    "x y x1 y1 x2 y2 cx cy fx fy stroke-dashoffset": _LENGTH,
    "width height r rx ry stroke-width": rf"(?!-){_LENGTH}",
    "d": rf"{_PATH}|none|",
    "points": r"[-+\d\s,.eE]*",
    "transform gradientTransform": rf"{_MATRIX}|none",
    "viewBox": r"[-+\d\s,.eE]*",
    "preserveAspectRatio": r"[\w\s]*",
    "href": r"(?:\#|data:image/(?:png|jpeg)\b).*",
    "fill": rf"none|currentColor|inherit|{_LINK}|(?P<colour>.*)",
    "stroke": r"none|currentColor|inherit|(?P<colour>.*)",
    "stop-color": r"(?!hsl)(?P<colour>.*)",
    "color": "(?P<colour>.*)",
    "opacity fill-opacity": rf"{_NUMBER}%?|inherit",
    "stroke-opacity": r"1(?:\.0*)?|100%|inherit",
    "stop-opacity": rf"{_NUMBER}%?",
    "offset": r"0*(?:0|\.\d+|0\.\d*|1|1\.0*)|(?:\d{1,2}(?:\.\d*)?|100|\.\d+)%",
    "gradientUnits clipPathUnits": "userSpaceOnUse|objectBoundingBox",
    "spreadMethod": "pad",
    "fill-rule": "nonzero|evenodd|inherit",
    "clip-rule": "nonzero|evenodd|inherit",
    "clip-path": rf"none|{_LINK}",
    "stroke-linecap": "butt|round|square|inherit",
    "stroke-linejoin": "miter|round|bevel|inherit",
    "stroke-miterlimit": rf"{_NUMBER}|inherit",
    "stroke-dasharray": rf"none|0|inherit|(?:(?!0+[\s,]|0+$)(?>{_LENGTH})[\s,]*)+",
    "display": r"[\w-]+",
    "visibility": "visible|hidden|inherit",
    "overflow": "visible|hidden|inherit|auto|scroll",
    "type": "text/css",
    "media": "all|screen",
    "mask filter marker marker-start marker-mid marker-end animation animation-name background background-image clip": "none|auto",
    "mix-blend-mode paint-order baseline-shift stroke-alignment": "normal|auto|baseline",
    "vector-effect transform-origin transform-box rotate scale translate offset-path zoom d-path": "none|0 0|0px 0px|1",
    "background-color": "none|transparent",
    "color-interpolation": "auto|sRGB",
    "image-rendering": "auto|optimizeQuality|smooth|high-quality",
}  # fmt: skip
_FORMS = {name: re.compile(form, re.DOTALL) for names, form in _VALUES.items() for name in names.split()}
#: Properties of what is not drawn, such as text, and those that change nothing in a still picture.
_IDLE = re.compile(
    r"-|font|text|letter-|word-|white-space|line-|writing|direction|unicode|baseline|dominant|alignment|glyph|kerning|block-|solid-|cursor"
    r"|pointer-|user-select|will-change|transition|shape-rendering|color-|enable-background|isolation|flood-|lighting|mask-|speak|margin|padding"
)
#: What is of the file rather than of the picture.
_NAMES = frozenset(("id", "class", "style", "requiredFeatures"))
_REFUSED = frozenset(("systemLanguage", "pathLength"))

#: How to mend what is often met.
_MENDS = {
    "mask": "Flatten the mask into the shapes that it leaves",
    "filter": "Take the shadow or blur away",
    "marker": "Turn the arrowheads into shapes",
    "pattern": "Turn the pattern into shapes",
    "symbol": "Expand the symbols into shapes",
    "clip-path": "Cut the shapes instead of clipping them",
    "stop-opacity": "Give it opaque colours, or one colour",
    "mix-blend-mode": "Take the blending away",
    "stroke": "Turn the outline into a shape",
    "var": "Write the colours themselves",
    "animate": "Give it one state that stands still",
}
_KIN = {
    **dict.fromkeys(("animateTransform", "animateMotion", "set", "animation", "animation-name", "@keyframes"), "animate"),
    **dict.fromkeys((_CLIP, "clip-rule", "clipPathUnits"), "clip-path"),
    "stroke-opacity": "stroke",
}


def matters(name: str) -> bool:
    """Whether an attribute says something of the picture: no program's own notes, handlers of events or unknown words."""
    return name in _FORMS or name in _NAMES or name in _REFUSED


def check(root: Element) -> None:
    """Raise Unusable for what paper would show in another way; gradients are written out in a form that it knows."""
    gradients.write_out(root)
    said = list(_styled(root))
    for element, style in said:
        if element.tag in _TEXT:
            raise Unusable(
                "holds text, which each machine draws in a typeface of its own, expected shapes alone. Turn text into paths (outlines), "
                "and export it again."
            )
        if element.tag not in _DRAWN and element.tag not in _PAINTS and element.tag != _CLIP:
            raise _unlike(element.tag, f"<{element.tag}>")
        for name, value in style.items():
            _say(element, name, value)
        _place(element, style, root)
    if any(element.tag == _CLIP for element, _ in said):
        _clips(dict(said))
    _fades(dict(said))
    _borrow(dict(said))


def _say(element: Element, name: str, value: str) -> None:
    """Unusable where a property has a value that is not alike."""
    if name in _NAMES or (name not in _FORMS and _IDLE.match(name)):
        return
    found = _FORMS[name].fullmatch(value) if name in _FORMS else None
    colour = found and found.groupdict().get("colour")
    parsed = parse_color(colour) if colour and _COLOURS.match(colour) else None
    if not found or (colour is not None and (not parsed or parsed == "currentcolor")):
        raise _unlike("var" if "var(" in value else name, f"'{name}: {shortened(value)}' in <{element.tag}>")
    if name == "stroke" and parsed and parsed.alpha < 1:
        raise _unlike(name, f"the translucent '{name}: {shortened(value)}'")


def _place(element: Element, style: Style, root: Element) -> None:
    """Unusable where an element stands where it is not alike, or lacks what it needs."""
    if element.tag in _SHAPES and len(element):
        raise _unlike(element[0].tag, f"<{element[0].tag}> within <{element.tag}>")
    if element.tag == "ellipse" and not {"rx", "ry"} <= style.keys():
        raise _unlike("ellipse", "<ellipse> without 'rx' or 'ry'")
    if style.get("display") == "none" and element.tag in (*_PAINTS, _CLIP, "defs"):
        raise _unlike("display", f"<{element.tag}> that is not shown")
    if element.tag == "symbol" and "viewBox" in style:
        raise _unlike("symbol", "<symbol> with a viewBox")
    if element.tag == "svg" and element is not root:
        raise _unlike("svg", "<svg> within <svg>")
    if element is root and {"opacity", "transform", "clip-path"} & style.keys():
        raise _unlike("opacity", "an effect on the whole picture")


def _styled(root: Element) -> Iterator[tuple[Element, Style]]:
    """Each element with what its attributes and the picture's stylesheets say of it."""
    rules = cssselect2.Matcher()
    for sheet in root.iter("style"):
        for rule in tinycss2.parse_stylesheet(sheet.text or "", skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                word = f"@{rule.lower_at_keyword}" if rule.type == "at-rule" else "a style that cannot be read"
                raise _unlike(word, word)
            try:
                for selector in cssselect2.compile_selector_list(rule.prelude):
                    rules.add_selector(selector, dict(_declared(rule.content)))
            except cssselect2.SelectorError:
                raise _unlike("style", f"a style for {shortened(tinycss2.serialize(rule.prelude).strip())}") from None
    for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        element = wrapper.etree_element
        style = dict(element.attrib)
        for match in rules.match(wrapper):
            style |= match[-1]
        style |= dict(_declared(element.get("style", "")))
        yield element, {name: value.strip() for name, value in style.items()}


def _declared(css: object) -> Iterator[tuple[str, str]]:
    for declaration in tinycss2.parse_blocks_contents(css):
        if declaration.type == "declaration":
            yield declaration.lower_name, tinycss2.serialize(declaration.value).strip()


def _borrow(styles: dict[Element, Style]) -> None:
    """currentColor is alike where it is said: paper hands its colour down, where browsers hand down the word."""
    coloured = {element for element, style in styles.items() if "color" in style}
    for element, style in styles.items() if coloured else ():
        inner = coloured if element.tag == "use" else coloured.intersection(element.iter()) - {element}
        if inner and "currentColor" in style.values():
            raise _unlike("color", f"'currentColor' in <{element.tag}> and another 'color' below it")


def _fades(styles: dict[Element, Style]) -> None:
    """A gradient that fades is alike where it has one colour: between two, paper goes another way."""
    for gradient in styles:
        stops = [styles[stop] for stop in gradient if stop.tag == "stop"]
        seen = [parse_color(stop.get("stop-color", "black")) for stop in stops]
        clear = any(stop.get("stop-opacity", "1") not in ("1", "100%") for stop in stops) or any(colour.alpha < 1 for colour in seen)
        if clear and len({colour[:3] for colour in seen}) > 1:
            raise _unlike("stop-opacity", "a gradient that changes its colour while it fades")


def _clips(styles: dict[Element, Style]) -> None:
    """Clips are alike where each is one shape as it stands, by the rule that all shapes have."""
    for element, style in styles.items():
        if style.get("clip-rule") == "evenodd" and element.tag not in _SHAPES:
            raise _unlike("clip-path", f"'clip-rule: evenodd' in <{element.tag}>")
        if element.tag == _CLIP:
            shape = element[0] if len(element) == 1 else None
            if shape is None or shape.tag not in _SHAPES - {"use", "image", "line"} or {"transform", "clip-path"} & style.keys():
                raise _unlike("clip-path", "<clipPath> that is no plain shape")
            rules = style.get("clipPathUnits") == "objectBoundingBox" or styles[shape].get("clip-rule") == "evenodd"
            if rules or "clip-path" in styles[shape]:
                raise _unlike("clip-path", "<clipPath> with a rule of its own")


def _unlike(name: str, said: str) -> Unusable:
    mend = _MENDS.get(_KIN.get(name, name))
    mend = f"{mend}. Export it as a PNG if you cannot." if mend else "Export it as a PNG."
    return Unusable(f"has {said}, which paper cannot show as browsers do. {mend}")
