"""A logo that nobody would see, or that machines would draw each in their own way, is refused and not published in silence."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml
from conftest import BRANDS, FROZEN, SERIF
from fontTools.ttLib import TTFont
from PIL import Image

from macros.checking import check
from macros.look import logos, visible
from macros.paths import Project
from macros.problems import ContentError

BRAND = yaml.safe_load((BRANDS / "lumiere" / "brand.yml").read_text("utf-8"))
SHAPE = 'd="M0 0h40v40z"'
LIGHT, DARK = "#fdfcf9", "#242320"
#: What an SVG holds -> whether it is seen on light pages, and on dark ones.
DRAWN = {
    f"<path {SHAPE}/>": (True, False),
    f'<path fill="#fff" {SHAPE}/>': (False, True),
    f'<path fill="WHITE" {SHAPE}/>': (False, True),
    f'<path fill="rgb(255,255,255)" {SHAPE}/>': (False, True),
    f'<path style="fill:#FFFFFF;stroke:none" {SHAPE}/>': (False, True),
    f'<g fill="#fff"><path {SHAPE}/></g>': (False, True),
    f'<g fill="#fff"><path fill="#102b28" {SHAPE}/></g>': (True, False),
    f'<style>.a, .b {{ fill: #fff !important }}</style><path class="x b" {SHAPE}/>': (False, True),
    f"<style>path {{ fill: #fff }}</style><path {SHAPE}/>": (False, True),
    f'<path fill="none" stroke="#fff" {SHAPE}/>': (False, True),
    f'<path fill="none" stroke="#000" {SHAPE}/>': (True, False),
    f'<path fill="#fffde0" {SHAPE}/>': (False, True),
    f'<path fill="#e00" {SHAPE}/>': (True, True),
    f'<g color="#fff"><path fill="currentColor" {SHAPE}/></g>': (False, True),
    f'<linearGradient id="g"><stop stop-color="#fff"/></linearGradient><path fill="url(#g)" {SHAPE}/>': (False, True),
    f'<linearGradient id="g"><stop stop-color="#fff"/><stop stop-color="#00f"/></linearGradient><path fill="url(#g)" {SHAPE}/>': (
        True,
        True,
    ),
    f'<path fill="#fff" {SHAPE}/><path display="none" {SHAPE}/>': (False, True),
    f'<clipPath id="c"><path {SHAPE}/></clipPath><path clip-path="url(#c)" fill="#fff" {SHAPE}/>': (False, True),
    f'<rect width="40" height="40" fill="#123456"/><path fill="#fff" {SHAPE}/>': (True, True),
}


def svg(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{body}</svg>'.encode()


def png(colour: str) -> bytes:
    """A square of a colour on nothing."""
    image = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    image.paste(Image.new("RGBA", (60, 60), colour), (10, 10))
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def is_seen(picture: logos.Picture, ground: str) -> bool:
    try:
        visible.check(picture, ground, "Mend it.")
    except logos.Unusable as fault:
        assert f"is seen on {ground}" in str(fault)
        return False
    return True


@pytest.mark.parametrize("body", DRAWN)
def test_a_drawing_is_seen_or_not(body: str) -> None:
    """Whatever way an SVG says its colours in, it is known whether any is seen on the ground that it stands on."""
    picture = logos.read(svg(body), "svg")
    assert (is_seen(picture, LIGHT), is_seen(picture, DARK)) == DRAWN[body]


@pytest.mark.parametrize(("colour", "expected"), [("#ffffff", (False, True)), ("#102b28", (True, False)), ("#ee0000", (True, True))])
def test_pixels_are_seen_or_not(colour: str, expected: tuple[bool, bool]) -> None:
    """Of a PNG the pixels that are there count."""
    picture = logos.read(png(colour), "png")
    assert (is_seen(picture, LIGHT), is_seen(picture, DARK)) == expected


def lines(folder: Path, files: dict[str, bytes], **fields: object) -> list[str]:
    """What is said of a brand with these fields and files in assets/."""
    (folder / "assets").mkdir()
    (folder / "brand.yml").write_text(yaml.safe_dump({**BRAND, "logo_has_name": False, **fields}, allow_unicode=True), "utf-8")
    for name, data in files.items():
        (folder / "assets" / name).write_bytes(data)
    try:
        check.fresh(Project.of(FROZEN, folder))
    except ContentError as error:
        return [re.split(r":\d+:\d+: (?:brand: )?", line)[1] for line in error.lines]
    return []


WHITE, BLACK = svg(f'<path fill="#fff" {SHAPE}/>'), svg(f"<path {SHAPE}/>")
#: Files and fields -> how the line on them begins and ends; none where nothing is wrong.
LOGOS = [
    ({"a.svg": WHITE}, {"logo": "assets/a.svg"}, "'logo' has no colour", "as 'logo' the one for light grounds."),
    ({"a.svg": BLACK, "b.svg": WHITE}, {"logo": "assets/a.svg", "logo_dark": "assets/b.svg"}, "", ""),
    (
        {"a.svg": BLACK, "b.svg": BLACK},
        {"logo": "assets/a.svg", "logo_dark": "assets/b.svg"},
        "'logo_dark' has no colour",
        "a light ground.",
    ),
    ({"a.png": png("#ffffff")}, {"logo": "assets/a.png"}, "'logo' has no colour", "as 'logo' the one for light grounds."),
    ({"a.svg": svg("<text>Ours</text>")}, {"logo": "assets/a.svg"}, '"a.svg" holds text', "and export it again."),
    ({"a.svg": svg(f"<title>Ours</title><text> </text><path {SHAPE}/>")}, {"logo": "assets/a.svg"}, "", ""),
]


@pytest.mark.parametrize(
    ("files", "fields", "begin", "end"), LOGOS, ids=["white", "white-for-dark", "black-for-dark", "png", "text", "no-text"]
)
def test_a_logo_that_goes_wrong_is_told(files: dict, fields: dict, begin: str, end: str, tmp_path: Path) -> None:
    """A logo is refused in one line that says what to do; the usual pair of logos is not."""
    said = lines(tmp_path, files, **fields)
    assert len(said) == bool(begin) and all(line.startswith(begin) and line.endswith(end) for line in said)


@pytest.mark.parametrize(
    ("bits", "forbidden"), [(0, ""), (4, ""), (8, ""), (2, "embedding"), (0x104, "to make it smaller"), (0x200, "outlines")]
)
def test_a_font_that_forbids_it_is_not_embedded(bits: int, forbidden: str, tmp_path: Path) -> None:
    """What a font's maker forbids in fsType is said, and the font is not used."""
    font, output = TTFont(SERIF), io.BytesIO()
    font["OS/2"].fsType = bits
    font.save(output)
    said = lines(tmp_path, {"f.ttf": output.getvalue()}, logo=None, typeface={"regular": "assets/f.ttf"})
    assert len(said) == bool(forbidden) and all("'regular' says that its maker forbids" in line and forbidden in line for line in said)
