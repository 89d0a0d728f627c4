"""One or two seed colours -> every shade of pages and paper, with the contrast that reading needs.

Text and links have 7:1 or more on every ground they stand on (WCAG 2.2, 1.4.6,
level AAA). Shades keep the seed's hue in OKLCH
(CSS Color 4), where equal steps look equal; the accent's hue tints the grounds.
An accent too light for text, such as yellow, is none: it colours marks, with dark
text on them, and edges, for which no contrast is asked (1.4.11 is about what is needed).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Contrast of text, a little above what the rule says, since browsers round.
TEXT = 7.1
#: How far a seed may be moved in lightness (0 black, 1 white) before it is another colour to the eye.
FARTHEST = 0.2
_PAPER_HUE = 82.0  # degrees in OKLCH

Shades = Mapping[str, str]  # name -> #rrggbb


@dataclass(frozen=True)
class Palette:
    """Shades for light pages, dark pages and paper."""

    light: Shades
    dark: Shades
    paper: Shades


def _colour(*values: object) -> object:
    """A colour of coloraide's, whose import takes longer than anything here: most builds find their look in the cache."""
    from coloraide import Color  # noqa: PLC0415

    return Color(*values)


class Unworkable(Exception):
    """A seed cannot be made readable without becoming another colour."""

    def __init__(self, field: str, contrast: float, nearest: str):
        self.field, self.contrast, self.nearest = field, contrast, nearest
        super().__init__(f"{field}: {contrast:.1f}, nearest {nearest}")


def meant(text: str) -> str | None:
    """The opaque colour, as #rrggbb, that somebody wrote in another form: `D6001C`, `#F00`, `rgb(214, 0, 28)`, `214 0 28`, `teal`."""
    bare = text.strip().removeprefix("0x")
    numbers = re.fullmatch(r"(?:rgb)?[\s:(]*(\d{1,3})[\s,;]+(\d{1,3})[\s,;]+(\d{1,3})\)?", bare, re.IGNORECASE)
    for form in (f"rgb({' '.join(numbers.groups())})",) if numbers else (bare, f"#{bare}"):
        try:
            colour = _colour(form).convert("srgb")
        except ValueError:
            continue
        return colour.clip().to_string(hex=True) if colour.alpha() == 1 else None
    return None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition)."""
    return _colour(one).contrast(other, method="wcag21")


def palette(main: str, accent: str | None = None) -> Palette:
    """Every shade from the seeds, as #rrggbb; raise Unworkable for a main colour too light to be read."""
    tint = _Hue(accent or main)
    if not _PAPER_HUE < tint.hue < 330:  # pinks, reds and browns would make the grounds pink: cream is what paper looks like
        tint.hue = _PAPER_HUE
    light = {name: tint.shade(*values) for name, values in _LIGHT.items()}
    grounds = [light["ground"], light["surface"], light["tint"]]
    light["quiet"] = tint.readable(light["quiet"], grounds, darker=True)
    light["brand"] = _seed("main", main, grounds)
    light |= _accented(accent or light["brand"], light, grounds)
    light |= {"on-brand": light["surface"], "focus": light["brand"]}

    dark = {name: tint.shade(*values) for name, values in _DARK.items()}
    grounds = [dark["ground"], dark["surface"], dark["tint"]]
    for name, seed in (("brand", main), ("warm", accent or main)):
        hue = _Hue(seed)
        dark[name] = hue.readable(hue.shade(0.82, min(hue.chroma, 0.09)), grounds, darker=False)
    dark |= {"on-brand": tint.readable(dark["ground"], [dark["brand"]], darker=True), "focus": dark["warm"], "edge": dark["warm"]}

    paper = {name: tint.shade(*values) for name, values in _PAPER.items()}
    return Palette(light, dark, paper | {name: light[name] for name in ("brand", "warm", "edge", "quiet", "mark")})


def _accented(accent: str, light: Shades, grounds: list[str]) -> Shades:
    """The shades of an accent on light pages: `edge` as it is, `warm` for text, `mark` below text."""
    try:
        return {"edge": accent.lower(), "warm": _seed("accent", accent, grounds), "mark": light["mark"]}
    except Unworkable:
        mark = _Hue(accent).readable(accent.lower(), [light["text"]], darker=False)
        return {"edge": accent.lower(), "warm": light["brand"], "mark": mark}


def changed(main: str, accent: str | None, light: Shades) -> list[str]:
    """What a person should know of the seeds that light pages do not show as they are."""
    said = []
    if main.lower() != light["brand"]:
        said.append(f"main {main} is shown as {light['brand']}, for a contrast of 7 to 1.")
    if accent and light["warm"] == light["brand"] != accent.lower():
        said.append(f"accent {accent} colours marks and edges; text, for which it is too light, has the main colour.")
    elif accent and accent.lower() != light["warm"]:
        said.append(f"accent {accent} colours edges; text has {light['warm']}, for a contrast of 7 to 1.")
    return said


#: Lightness and chroma of what is tinted with the accent's hue.
_LIGHT = {
    "ground": (0.977, 0.011), "surface": (0.994, 0.006), "tint": (0.943, 0.018), "line": (0.855, 0.026),
    "text": (0.27, 0.011), "quiet": (0.4, 0.02), "mark": (0.925, 0.05),
}  # fmt: skip
_DARK = {
    "ground": (0.215, 0.005), "surface": (0.256, 0.006), "tint": (0.292, 0.008), "line": (0.4, 0.014),
    "text": (0.936, 0.016), "quiet": (0.829, 0.02), "mark": (0.385, 0.05),
}  # fmt: skip
_PAPER = {"text": (0.23, 0.008), "line": (0.855, 0.026)}


class _Hue:
    """The hue of a seed; shades of a grey seed are grey."""

    def __init__(self, seed: str):
        _, self.chroma, self.hue = _colour(seed).convert("oklch").coords(nans=False)
        self.strength = min(1.0, self.chroma / 0.04)

    def shade(self, lightness: float, chroma: float) -> str:
        """The hue at a lightness (0 to 1) and a chroma, as near as sRGB has it."""
        colour = _colour("oklch", [lightness, chroma * self.strength, self.hue])
        return colour.convert("srgb").fit(method="oklch-chroma").to_string(hex=True)

    def readable(self, colour: str, grounds: Iterable[str], darker: bool) -> str:
        """`colour`, made darker or lighter as little as it takes to have the contrast on every ground."""
        lightness, chroma, _ = _colour(colour).convert("oklch").coords(nans=False)
        while lowest(colour, grounds) < TEXT and lightness != (0.0 if darker else 1.0):
            lightness = max(0.0, lightness - 0.004) if darker else min(1.0, lightness + 0.004)
            shade = _colour("oklch", [lightness, chroma, self.hue])
            colour = shade.convert("srgb").fit(method="oklch-chroma").to_string(hex=True)
        return colour


def lowest(colour: str, grounds: Iterable[str]) -> float:
    """The lowest contrast of a colour on any of the grounds."""
    return min(contrast(colour, ground) for ground in grounds)


def _seed(field: str, seed: str, grounds: list[str]) -> str:
    """The seed, darkened until it can be read on the grounds; raise Unworkable when that makes it another colour."""
    found = _Hue(seed).readable(seed.lower(), grounds, darker=True)
    moved = _colour(seed).convert("oklch")["lightness"] - _colour(found).convert("oklch")["lightness"]
    if moved > FARTHEST:
        raise Unworkable(field, lowest(seed, grounds), found)
    return found
