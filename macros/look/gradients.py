"""Gradients of an SVG picture, written out in the one form that paper draws as browsers do: plain numbers, on their own, not turned.

WeasyPrint takes a share of a radius from another length, and paints a turned gradient into a box that is too small.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping

from .logos import Unusable

Element = ElementTree.Element
Matrix = tuple[float, float, float, float, float, float]

#: What a gradient has where it does not say: across its shape, or from the middle of it.
_ACROSS = {"linearGradient": {"x1": 0, "y1": 0, "x2": 1, "y2": 0}, "radialGradient": {"cx": 0.5, "cy": 0.5, "r": 0.5}}
_PLACES = ("x1", "y1", "x2", "y2", "cx", "cy", "r", "fx", "fy")
_SHARED = ("gradientUnits", "gradientTransform", "spreadMethod")
#: Up to this share a gradient that is turned or stretched looks as if it were not.
_SLIGHT = 0.002


def write_out(root: Element) -> None:
    """Write out every gradient of a picture, in place; raise Unusable where that cannot be."""
    named = {element.get("id"): element for element in root.iter()}
    found = [element for element in root.iter() if element.tag in _ACROSS]
    for gradient in found:
        _inherit(gradient, named)
    for gradient in found:
        _write_out(gradient)


def _inherit(gradient: Element, named: Mapping[str | None, Element]) -> None:
    """Give a gradient what it takes from others; `named` are the picture's elements by their ids."""
    while (link := gradient.attrib.pop("href", None)) and (base := named.get(link[1:])) is not None:
        names = base.attrib if base.tag == gradient.tag else {"href", *_SHARED} & base.attrib.keys()
        gradient.attrib |= {name: base.attrib[name] for name in names if name not in ("id", *gradient.attrib)}
        if not len(gradient):
            gradient.extend(base)
    for stranger in [child for child in gradient if child.tag != "stop"]:
        gradient.remove(stranger)


def _write_out(gradient: Element) -> None:
    of_shape = gradient.get("gradientUnits") != "userSpaceOnUse"
    for name, share in _ACROSS[gradient.tag].items():
        gradient.attrib.setdefault(name, f"{share}" if of_shape or not share else "100%")
    for name in _PLACES:
        if name in gradient.attrib:
            gradient.set(name, f"{_number(gradient.attrib[name], of_shape):.7g}")
    matrix = _matrix(gradient.get("gradientTransform", ""))
    if not _is_straight(matrix):
        _turn(gradient, matrix)


def _number(value: str, of_shape: bool) -> float:
    try:
        return float(value[:-1]) / 100 if of_shape and value.endswith("%") else float(value.removesuffix("px"))
    except ValueError:
        raise Unusable(f"has a gradient at {value}, expected plain numbers. Export it as plain SVG, or as a PNG.") from None


def _matrix(transform: str) -> Matrix:
    """The matrix of a list of transformations (SVG 1.1, 7.6)."""
    made: Matrix = (1, 0, 0, 1, 0, 0)
    for name, written in re.findall(r"(\w+)\s*\(([^)]*)\)", transform):
        try:
            made = _product(made, _step(name, [float(number) for number in re.split(r"[\s,]+", written.strip())]))
        except (ValueError, IndexError, KeyError, TypeError):
            raise Unusable(f"has a gradient with {name}({written}), expected plain numbers. Export it as plain SVG, or as a PNG.") from None
    return made


def _step(name: str, by: list[float]) -> Matrix:
    if name == "rotate" and len(by) == 3:
        there, back = (1, 0, 0, 1, by[1], by[2]), (1, 0, 0, 1, -by[1], -by[2])
        return _product(_product(there, _step("rotate", by[:1])), back)
    if name == "matrix":
        a, b, c, d, e, f = by
        return a, b, c, d, e, f
    turn = math.radians(by[0])
    return {
        "translate": (1, 0, 0, 1, by[0], (*by, 0)[1]),
        "scale": (by[0], 0, 0, by[-1], 0, 0),
        "rotate": (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0),
        "skewX": (1, 0, math.tan(turn), 1, 0, 0),
        "skewY": (1, math.tan(turn), 0, 1, 0, 0),
    }[name]


def _product(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    (g, h), (i, j), (k, m) = two[:2], two[2:4], two[4:]
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def _is_straight(matrix: Matrix) -> bool:
    """Whether what is upright stays upright, or lies down."""
    a, b, c, d, *_ = map(abs, matrix)
    return min(a + d, b + c) <= _SLIGHT * max(a + d, b + c)


def _turn(gradient: Element, matrix: Matrix) -> None:
    """Give a gradient the place that its transformation gives it."""
    a, b, c, d, e, f = matrix
    at = {name: float(gradient.attrib[name]) for name in _PLACES if name in gradient.attrib}
    if gradient.tag == "linearGradient":
        run, rise = at["x2"] - at["x1"], at["y2"] - at["y1"]
        right, down = a * run + c * rise, b * run + d * rise
        across, along = c * run - a * rise, d * run - b * rise  # where the colour stays the same
        share = (right * across + down * along) / (across**2 + along**2 or 1)
        at |= {"x1": a * at["x1"] + c * at["y1"] + e, "y1": b * at["x1"] + d * at["y1"] + f}
        at |= {"x2": at["x1"] + right - share * across, "y2": at["y1"] + down - share * along}
    elif abs(abs(a) - abs(d)) + abs(abs(b) - abs(c)) > _SLIGHT * math.hypot(a, b) or a * c + b * d > _SLIGHT * (a * a + b * b):
        raise Unusable("has a turned gradient of ovals, which paper cannot show as browsers do. Export it as a PNG.")
    else:
        at["r"] *= math.hypot(a, b)
        for x, y in (("cx", "cy"), ("fx", "fy")):
            across, down = at.get(x, at["cx"]), at.get(y, at["cy"])
            at |= {x: a * across + c * down + e, y: b * across + d * down + f} if x in at or y in at else {}
    del gradient.attrib["gradientTransform"]
    for name, value in at.items():
        gradient.set(name, f"{value:.7g}")
