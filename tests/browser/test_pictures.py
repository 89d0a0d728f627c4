"""What is published of a picture is what was given, on pages and on paper; or it is refused with the reason.

A case is a file of tests/browser/pictures/. A PNG is published. A .yml says:

    svg:      the picture
    refused:  why it is none for us; without it, Chromium shows the given picture and the published one alike, and so does paper
    means:    the picture that is meant, where browsers show none of the given one

Whatever else is reported is one more file.
"""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
import pytest
import yaml
from PIL import Image, ImageChops, ImageCms, ImageFilter
from playwright.sync_api import Browser, Page
from weasyprint import HTML

from macros.look import logos, svg
from macros.look import pixels as pixels_of

FOLDER = Path(__file__).with_name("pictures")
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
REFUSED = [name for name, case in CASES.items() if "refused" in case]
#: How wide pictures are drawn, in pixels, and how much finer on paper, where a hair of a line is as wide as a pixel.
WIDTH, FINER = 300, 4
#: From this difference on of 255, two pixels are unlike, one pixel around forms left out; and the share of them that edges may be.
UNLIKE, EDGES = 40, 0.003


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": WIDTH, "height": 3 * WIDTH})


def shown(page: Page, data: bytes, kind: str, ratio: float) -> Image.Image:
    """A picture as Chromium shows it on a page."""
    page.set_content(f"<style>body {{ margin: 0 }}</style>{element(data, kind, ratio)}")
    page.evaluate("document.images[0].decode()")
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": round(WIDTH / ratio)}
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


def printed(data: bytes, kind: str, ratio: float) -> Image.Image:
    """A picture as it is in a PDF."""
    style = f"@page {{ margin: 0; size: {WIDTH}px {WIDTH / ratio}px }} body {{ margin: 0 }}"
    pdf = HTML(string=f"<style>{style}</style>{element(data, kind, ratio)}").write_pdf()
    drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=FINER * 96 / 72).to_pil().convert("RGB")
    return drawn.resize((WIDTH, round(WIDTH / ratio)), Image.Resampling.BOX)


def element(data: bytes, kind: str, ratio: float) -> str:
    media = {"svg": "svg+xml"}.get(kind, kind)
    size = f"display: block; width: {WIDTH}px; height: {WIDTH / ratio}px"
    return f'<img style="{size}" src="data:image/{media};base64,{b64encode(data).decode()}">'


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of two drawings that differs by more than their edges."""
    difference = ImageChops.difference(one, other).convert("L").filter(ImageFilter.MinFilter(3))
    return sum(difference.histogram()[UNLIKE:]) / (one.width * one.height)


@pytest.mark.parametrize("name", [name for name in CASES if name not in REFUSED])
def test_an_svg_looks_as_it_was_given(page: Page, name: str) -> None:
    """What is accepted looks the same in Chromium before and after, and on paper."""
    case = CASES[name]
    picture = logos.read(case["svg"].encode(), "svg")
    given = shown(page, case.get("means", case["svg"]).encode(), "svg", picture.ratio)
    assert given.getextrema() != ((255, 255),) * 3, "the case shows nothing"
    assert unlike(given, shown(page, picture.data, "svg", picture.ratio)) == 0
    assert unlike(given, printed(picture.data, "svg", picture.ratio)) < EDGES


@pytest.mark.parametrize("name", REFUSED)
def test_an_svg_is_refused_with_the_reason(name: str) -> None:
    """What would not look the same is refused, with what it is and a way on."""
    with pytest.raises(logos.Unusable) as refusal:
        logos.read(CASES[name]["svg"].encode(), "svg")
    assert str(refusal.value) == CASES[name]["refused"]


def test_the_comparison_sees(page: Page) -> None:
    """Paper does draw a mask, variables, holes of a clip and turned ovals otherwise than Chromium: else the test above shows nothing."""
    for name in ("mask-of-figma", "variables", "clip-with-holes", "gradient-of-turned-ovals", "gradient-that-fades-and-turns"):
        data = CASES[name]["svg"].encode()
        assert unlike(shown(page, data, "svg", 1.25), printed(data, "svg", 1.25)) > 10 * EDGES, name


def test_what_is_lost_in_cleaning_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were something taken out that is seen, the picture would be refused and not be published without it."""
    given = an_svg('<rect width="9" height="9" fill="#c00"/><path d="M1 1h5v5z"/>')
    svg.clean(given)
    monkeypatch.setattr(svg, "_NEEDLESS", {"path"})
    with pytest.raises(logos.Unusable, match="looks different once it is made safe"):
        svg.clean(given)


# Pixels --------------------------------------------------------------------------------------

SIZE = W, H = 64, 48


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(depth: int, colour: int, rows: Iterable[bytes], *extra: tuple[bytes, bytes], size: tuple[int, int] = SIZE) -> bytes:
    """A PNG of any kind that there is: bits of a colour, its type (PNG 3, 11.2.1), rows of bytes, and further chunks."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*one) for one in extra) + body + chunk(b"IEND", b"")


def words(*channels: Callable[[int, int], int]) -> list[bytes]:
    """Rows of pixels with 16 bits a channel."""
    return [b"".join(struct.pack(">H", channel(x, y) % 65536) for x in range(W) for channel in channels) for y in range(H)]


def saved(image: Image.Image, **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, "PNG", **options)
    return output.getvalue()


def swapped() -> bytes:
    """sRGB's profile with red and green changed for each other: what is shown by it cannot be taken for the numbers themselves."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    return profile[:red] + b"gXYZ" + profile[red + 4 : green] + b"rXYZ" + profile[green + 4 :]


def pictures() -> dict[str, bytes]:
    """PNGs of every kind, by what they are."""
    rgb = Image.merge("RGB", [Image.linear_gradient("L").resize(SIZE).rotate(turn) for turn in (0, 90, 180)])
    clear = rgb.copy()
    clear.putalpha(Image.radial_gradient("L").resize(SIZE))
    few = rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
    upright = Image.Exif()
    upright[0x112] = 6
    across, down, both = (lambda x, y: x * 1000), (lambda x, y: y * 1300), (lambda x, y: x * y * 20)
    half = lambda x, y: 20_000 + x * 500  # noqa: E731
    gamma = lambda share: (b"gAMA", struct.pack(">I", round(share * 100_000)))  # noqa: E731
    return {
        "1": saved(rgb.convert("1")), "1, one clear": saved(rgb.convert("1", dither=Image.Dither.NONE), transparency=0),
        "L": saved(rgb.convert("L")), "L, one clear": saved(rgb.convert("L"), transparency=90), "LA": saved(clear.convert("LA")),
        "P": saved(few), "P, one clear": saved(few, transparency=5),
        "P, clear by degrees": saved(few, transparency=bytes(range(0, 256, 4))),
        "RGB": saved(rgb), "RGB, one clear": saved(rgb, transparency=rgb.getpixel((9, 9))), "RGBA": saved(clear),
        "I;16": saved(Image.frombytes("I;16", SIZE, b"".join(struct.pack("<H", x * 1000) for _ in range(H) for x in range(W)))),
        "I;16B": png(16, 0, words(both)), "I;16B, one clear": png(16, 0, words(across), (b"tRNS", struct.pack(">H", 9000))),
        "2 bits": png(2, 0, [bytes((x * 5 + y) % 256 for x in range(W // 4)) for y in range(H)]),
        "4 bits": png(4, 0, [bytes((x * 5 + y) % 256 for x in range(W // 2)) for y in range(H)]),
        "RGB of 16 bits": png(16, 2, words(across, down, both)), "RGBA of 16 bits": png(16, 6, words(across, down, both, half)),
        "LA of 16 bits": png(16, 4, words(across, half)),
        "RGB of 16 bits, one clear": png(16, 2, words(across, down, both), (b"tRNS", struct.pack(">HHH", 0, 0, 0))),
        "gamma of light": png(16, 2, words(across, down, both), gamma(1)),
        "gamma of a Mac": png(16, 6, words(across, down, both, half), gamma(1 / 1.8)),
        "gamma of screens": png(16, 2, words(across, down, both), gamma(1 / 2.2)),
        "profile": saved(rgb, icc_profile=swapped()), "profile, clear": saved(clear, icc_profile=swapped()),
        "profile, P": saved(few, icc_profile=swapped()), "profile that is broken": saved(rgb, icc_profile=b"sRGB" * 50),
        "turned by Exif": saved(rgb, exif=upright),
    }  # fmt: skip


PNGS = pictures() | {path.stem: path.read_bytes() for path in FOLDER.glob("*.png")}
#: What Chromium has of a picture: its size, and red, green, blue and alpha of each pixel.
PIXELS = """async address => {
  const image = new Image(); image.src = address; await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [canvas.width, canvas.height, Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data)];
}"""


def pixels(page: Page, data: bytes) -> tuple[tuple[int, int], list[int]]:
    """Size of a PNG in Chromium, and its pixels as they lie on black and how clear each is."""
    width, height, found = page.evaluate(PIXELS, f"data:image/png;base64,{b64encode(data).decode()}")
    return (width, height), [round(part * found[at | 3] / 255) if at % 4 < 3 else part for at, part in enumerate(found)]


@pytest.mark.parametrize("name", PNGS)
def test_a_png_keeps_its_pixels(page: Page, name: str) -> None:
    """A PNG of any kind has the same colours in Chromium before and after, and is of a kind that paper and old readers know."""
    picture = logos.read(PNGS[name], "png")
    (size, given), (published_size, published) = pixels(page, PNGS[name]), pixels(page, picture.data)
    assert size == published_size and max(map(abs, map(int.__sub__, given, published))) <= 2
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.mode in ("RGB", "RGBA") and not image.info.keys() & {"icc_profile", "gamma", "exif", "transparency"}
    on_paper = printed(picture.data, "png", picture.ratio)
    assert unlike(shown(page, picture.data, "png", picture.ratio), on_paper) < 3 * EDGES  # each pixel is as wide as five


@pytest.mark.parametrize("name", ["I;16B", "RGBA", "profile", "gamma of light", "turned by Exif", "P"])
def test_a_photograph_within_an_svg_keeps_its_look(page: Page, name: str) -> None:
    """What an SVG holds is read as what stands alone."""
    given = an_svg(photograph(PNGS[name], *SIZE)).replace(b"0 0 9 9", b"0 0 64 48")
    picture = logos.read(given, "svg")
    assert unlike(shown(page, given, "svg", 4 / 3), printed(picture.data, "svg", 4 / 3)) < EDGES


# What would never end ------------------------------------------------------------------------


def an_svg(parts: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{parts}</svg>'.encode()


def photograph(data: bytes, width: int, height: int) -> str:
    return f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(data).decode()}"/>'


def layers(link: str = "href") -> str:
    """Eight parts that each draw the one before ten times."""
    made = [f'<g id="a{number}">{f"""<use {link}="#a{number - 1}"/>""" * 10}</g>' for number in range(1, 9)]
    return f'<defs><path id="a0" d="M0 0h1v1z"/>{"".join(made)}</defs><use href="#a8"/>'


def multiplied(text: str) -> str:
    """Entities that each hold the one before ten times."""
    entities = "".join(f'<!ENTITY {chr(98 + number)} "{f"&{chr(97 + number)};" * 10}">' for number in range(9))
    return f'<!DOCTYPE svg [<!ENTITY a "{text}">{entities}]>'


PREFIXED = an_svg(layers()).replace(b"<", b"<s:").replace(b"<s:/", b"</s:").replace(b"xmlns=", b"xmlns:s=")
LINKED = an_svg(layers("xlink:href")).replace(b"<svg", b'<svg xmlns:xlink="http://www.w3.org/1999/xlink"')
RING = '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
CHAIN = "".join(f'<linearGradient id="a{number}" href="#a{number + 1}"/>' for number in range(3000))
FILLED = '<path fill="url(#{})" d="M0 0h9v9z"/>'
RULES = "".join(f"*:not(.b{number}) *:not(.c{number}) {{ fill: red }}" for number in range(3000))
LONG = f'<!DOCTYPE svg [<!ENTITY a "{"a" * 90_000}">]>'
BOMBS = {
    "uses of uses": (an_svg(layers()), "draws more than 20000 shapes"),
    "links of links": (LINKED, "draws more than 20000 shapes"),
    "uses with a prefix": (PREFIXED, "draws more than 20000 shapes"),
    "gradients in a ring": (an_svg(RING + FILLED.format("a")), "draws parts of itself within themselves"),
    "a chain of gradients": (an_svg(CHAIN + FILLED.format("a0")), "draws parts of itself within themselves"),
    "groups in groups": (an_svg("<g>" * 12_000 + "</g>" * 12_000), "elements more than 100 deep"),
    "entities": (an_svg("<desc>&j;</desc>", multiplied("aaaaaaaaaa")), "is not an SVG picture"),
    "elements by entities": (an_svg("&j;", multiplied("&lt;g/&gt;")), "is not an SVG picture"),
    "one long entity": (an_svg(f"<desc>{'&a;' * 20_000}</desc>", LONG), "is not an SVG picture"),
    "a path that nearly fits": (an_svg(f'<path d="M0 0{"1 " * 90_000}!"/>'), "has 'd: M0 0"),
    "turns that nearly fit": (an_svg(f'<g transform="{"scale( " * 25_000}"><path d="M0 0h9v9z"/></g>'), "has 'transform: scale"),
    "rules for everything": (an_svg(f"<style>{RULES}</style><g>" + '<path d="M0 0h9v9z"/>' * 3000 + "</g>"), "takes more than 1 seconds"),
    "too large to have a size": (an_svg("<g/>").replace(b"9 9", b"1e9 1e9"), "does not say how large it is"),
    "a photograph without end": (an_svg(photograph(png(8, 2, [], size=(60_000, 60_000)), 9, 9)), "photograph that cannot be read"),
    "wide and high": (png(8, 2, [], size=(60_000, 60_000)), "has more pixels than can be read"),
    "rather wide and high": (png(8, 2, [], size=(9_000, 9_000)), "is 9000 by 9000 pixels, expected fewer"),
    "long and thin": (png(1, 0, [], size=(2_000_000_000, 1)), "has more pixels than can be read"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_never_end_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A small file that asks for years of work is refused, by what it asks for or at the latest by the limit of time."""
    monkeypatch.setattr(svg, "SECONDS", 1)
    data, reason = BOMBS[name]
    with pytest.raises(logos.Unusable, match=reason):
        logos.read(data, "png" if data.startswith(b"\x89PNG") else "svg")


def test_a_png_that_moves_is_refused() -> None:
    """Browsers play it, paper cannot."""
    frames = [Image.new("RGB", SIZE, colour) for colour in ("red", "blue")]
    with pytest.raises(logos.Unusable, match="moves, expected a picture that stands still"):
        logos.read(saved(frames[0], save_all=True, append_images=frames[1:]), "png")


GREYS = ("1", "L", "LA", "I", "I;16", "I;16B", "F")


@pytest.mark.parametrize("mode", [*GREYS, "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "HSV"])
def test_every_mode_of_pillow_keeps_its_look(mode: str) -> None:
    """A file of a further kind, such as a photograph, may be read in any of them."""
    rgb = Image.merge("RGB", [Image.linear_gradient("L").resize(SIZE).rotate(turn) for turn in (0, 90, 180)])
    meant = rgb.convert("L") if mode in GREYS else rgb.quantize(64).convert("RGB") if mode[0] == "P" else rgb
    image = meant.convert("I").point(lambda shade: shade * 257) if mode[0] == "I" else meant.convert("RGBA") if mode == "RGBa" else meant
    image = image.quantize(64).convert(mode) if mode[0] == "P" else image.convert(mode)
    shown = pixels_of.plain(image)
    difference = ImageChops.difference(shown.convert("RGB"), image.convert("RGB") if mode == "1" else meant.convert("RGB"))
    assert shown.mode in ("RGB", "RGBA") and max(most for _, most in difference.getextrema()) <= 8
