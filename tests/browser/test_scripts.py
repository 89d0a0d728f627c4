"""A typeface made small sets texts of every script as the whole typeface does, on pages and on paper."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest
from conftest import SERIF
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from macros.look import fonts

SANS = SERIF.with_name("DejaVuSans.ttf")
#: From this difference on of 255 two pixels are unlike: hinting is left out, so that none is.
UNLIKE = 60


def package(name: str) -> Path:
    """The font of a package of fontpkg."""
    return next(Path(str(files(name))).glob("files/*[[]*.ttf"))


#: Language, typeface and a text with joined letters, marks, conjuncts, vowels in two parts, and what joins and parts letters unseen.
TEXTS = {
    "Arabic": ("ar", SANS, "مرحبا بكم في كتاب العمل، لا إله ١٢٣"),
    "Arabic with its vowels": ("ar", SANS, "مُرَحَّبًا بِكُم فِي كِتَابِ العَمَل"),
    "Persian": ("fa", SANS, "گفت‌وگو با پزشک خود، می‌خواهم چگونه ژاله ۱۲۳۴"),
    "Hebrew": ("he", SANS, "שָׁלוֹם עֲלֵיכֶם, בְּרֵאשִׁית"),
    "Inuktitut": ("iu", SANS, "ᐃᓄᒃᑎᑐᑦ ᖃᐅᔨᓴᖅᑎ ᐱᔨᑦᑎᕋᖅᑎ"),
    "Hindi": ("hi", "fontpkg_noto_sans_devanagari", "क्षत्रिय विद्यार्थी कार्य स्वास्थ्य हिन्दी श्री रूपये ड़ ढ़ १२"),
    "Tamil": ("ta", "fontpkg_noto_sans_tamil", "கொடு போகும் மௌனம் க்ஷ ஸ்ரீ பணி வாழ்க்கை"),
    "Vietnamese": ("vi", SANS, "Chúng tôi giúp đỡ những người bệnh nặng"),
    "Serbian": ("sr", SANS, "здравље и рад, б г д п т"),
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1200, "height": 200})
    yield opened
    opened.close()


def typeface(source: str | Path) -> bytes:
    """A font's bytes without its hints, which a subset has not either."""
    font = TTFont(package(source) if isinstance(source, str) else source)
    for table in ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH", "cvar"):
        if table in font:
            del font[table]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    output = io.BytesIO()
    font.save(output)
    return output.getvalue()


def document(font: bytes, language: str, text: str) -> str:
    """A page with a text in a font; a letter that it lacks comes as a box of another one, which would be seen."""
    source = f"@font-face {{ font-family: Tried; src: url(data:font/ttf;base64,{b64encode(font).decode()}) }}"
    style = f"{source} @page {{ margin: 0; size: 1200px 200px }} body {{ margin: 20px; font: 40px Tried }}"
    way = "rtl" if language in ("ar", "fa", "he") else "ltr"
    return f'<!DOCTYPE html><html lang="{language}" dir="{way}"><style>{style}</style><p>{text}</p></html>'


def on_page(page: Page, html: str) -> Image.Image:
    page.set_content(html)
    assert page.evaluate("Promise.all([...document.fonts].map(face => face.load())).then(faces => faces.length)") == 1
    return Image.open(io.BytesIO(page.screenshot())).convert("L")


def on_paper(html: str) -> Image.Image:
    pdf = HTML(string=html).write_pdf(font_config=FontConfiguration())
    return pypdfium2.PdfDocument(pdf)[0].render(scale=96 / 72).to_pil().convert("L")


def alike(one: Image.Image, other: Image.Image) -> bool:
    assert one.getextrema()[0] < 100, "nothing is set"
    return ImageChops.difference(one, other).getextrema()[1] < UNLIKE


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_set_as_by_the_whole_typeface(page: Page, name: str) -> None:
    """Each shape is the same, and stands in the same place."""
    language, file, text = TEXTS[name]
    whole = typeface(file)
    assert not fonts.lacking(whole, text)
    small = fonts.subset_of(whole, text)
    assert len(small) < len(whole)
    given, made = document(whole, language, text), document(small, language, text)
    assert alike(on_page(page, given), on_page(page, made)), "on pages"
    assert alike(on_paper(given), on_paper(made)), "on paper"


def test_the_comparison_sees(page: Page) -> None:
    """With what Latin letters need alone, texts of other scripts do look different: else the test above shows nothing."""
    for name in ("Hindi", "Tamil"):  # Arabic letters would be joined by their characters, where a font has those
        language, file, text = TEXTS[name]
        whole = typeface(file)
        given, made = document(whole, language, text), document(fonts.subset_of(whole, text, fonts.LATIN), language, text)
        assert not alike(on_page(page, given), on_page(page, made)) and not alike(on_paper(given), on_paper(made)), name


# Features ------------------------------------------------------------------------------------

#: What HarfBuzz asks fonts for by itself, by what sets a script (hb-ot-shape.cc and hb-ot-shaper-*.cc of HarfBuzz 10).
FEATURES = {
    "latn": "rvrn ccmp locl rlig calt clig liga rclt frac numr dnom rand",
    "hebr": "ccmp locl rlig calt clig liga rtla rtlm",
    "arab": "stch ccmp locl isol fina fin2 fin3 medi med2 init rlig calt rclt liga clig mset rtla rtlm",
    "syrc": "isol fina fin2 fin3 medi med2 init rlig calt liga",
    "dev2": "locl ccmp nukt akhn rphf rkrf pref blwf abvf half pstf vatu cjct init pres abvs blws psts haln calt clig",
    "tml2": "locl ccmp nukt akhn rphf pref blwf half pstf cjct pres abvs blws psts haln",
    "khmr": "locl ccmp pref blwf abvf pstf cfar pres abvs blws psts clig",
    "mym2": "locl ccmp rphf pref blwf pstf pres abvs blws psts",
    "tibt": "locl ccmp abvs blws calt liga",
    "sinh": "locl ccmp nukt akhn rphf pref rkrf abvf blwf half pstf vatu cjct isol init medi fina abvs blws haln pres psts",
    "hang": "ljmo vjmo tjmo ccmp",
    "cans": "ccmp locl rlig calt liga",
}
POSITIONS = "kern curs dist mark mkmk abvm blwm"


def tiny(features: str) -> bytes:
    """A font of two letters, A and ب, with other shapes of both, and features."""
    shapes = ["A", "beh", "A.other", "beh.other"]
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder([".notdef", *shapes])
    build.setupCharacterMap({ord("A"): "A", 0x628: "beh"})
    drawn = {}
    for wide, shape in enumerate([".notdef", *shapes], start=1):
        pen = TTGlyphPen(None)
        for move, *points in ((pen.moveTo, (0, 0)), (pen.lineTo, (100 * wide, 0)), (pen.lineTo, (0, 700))):
            move(*points)
        pen.closePath()
        drawn[shape] = pen.glyph()
    build.setupGlyf(drawn)
    build.setupHorizontalMetrics({shape: (500, 0) for shape in drawn})
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    build.setupOS2()
    build.setupPost()
    addOpenTypeFeaturesFromString(build.font, features)
    output = io.BytesIO()
    build.font.save(output)
    return output.getvalue()


def kept(font: bytes, table: str) -> set[str]:
    """The features that a font has, and that do something."""
    loaded = TTFont(io.BytesIO(font))
    records = loaded[table].table.FeatureList.FeatureRecord if table in loaded else []
    return {record.FeatureTag for record in records if record.Feature.LookupCount}


@pytest.mark.parametrize("script", FEATURES)
def test_features_of_a_script_are_kept(script: str) -> None:
    """Whatever HarfBuzz asks for by itself is there still; what a reader would have to switch on is not."""
    wanted = FEATURES[script].split()
    rules = "".join(f"feature {tag} {{ script {script}; sub beh by beh.other; }} {tag};" for tag in [*wanted, "smcp"])
    assert kept(fonts.subset_of(tiny(rules), "ب"), "GSUB") == set(wanted)


def test_features_of_places_are_kept() -> None:
    """The same for where letters stand."""
    rules = "".join(f"feature {tag} {{ pos beh <0 0 -100 0>; }} {tag};" for tag in [*POSITIONS.split(), "cpsp"])
    assert kept(fonts.subset_of(tiny(rules), "ب"), "GPOS") == set(POSITIONS.split())


def test_old_pairs_are_kept_where_there_are_no_others() -> None:
    """A font from before OpenType has its pairs of letters in a table of its own; beside newer ones it counts for nothing."""
    font = TTFont(SANS)
    assert "kern" in font and "GPOS" in font
    assert "kern" not in TTFont(io.BytesIO(fonts.subset_of(SANS.read_bytes())))
    addOpenTypeFeaturesFromString(font, "feature dist { pos A <0 0 -10 0>; } dist;", tables=["GPOS"])
    output = io.BytesIO()
    font.save(output)
    assert "kern" in TTFont(io.BytesIO(fonts.subset_of(output.getvalue())))


# Letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("கொ", "\u0bc6\u0bbe"), ("মো", "\u09c7\u09be"), ("කො", "\u0dd9\u0dcf"),  # vowels around a letter, by Unicode's own parts
        ("កើ", "\u17c1"), ("កោ", "\u17c1"),  # those of Khmer, which Unicode does not take apart
        ("ڑ", "\ufb8c\ufb8d"), ("ש" + "\u05c1", "\ufb2a"),  # forms in which old fonts join letters
        ("ब", "\u25cc"), ("ب", "\u2010"),
    ],
)  # fmt: skip
def test_what_harfbuzz_draws_besides_is_kept(text: str, parts: str) -> None:
    """HarfBuzz takes letters apart, puts them together, and adds a circle or a hyphen: a font without those would show boxes."""
    assert set(map(ord, parts)) <= fonts._shaped(set(map(ord, text)))


def test_marks_are_letters_too() -> None:
    """A typeface that lacks vowels, which stand on letters, is refused as one that lacks letters; what has no shape is not asked for."""
    assert fonts.lacking(SERIF.read_bytes(), "कि" + "\ufe0f\u200d") == ["क", "ि"]
    assert fonts.lacking(package("fontpkg_noto_sans_devanagari").read_bytes(), "कि\u200d\ufe0f") == []


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic"])
def test_our_own_typeface_stays_as_light(face: str) -> None:
    """The subset in overrides/ is the one that tools/typeface_subset.py makes, with what Latin letters need."""
    source = Path(str(files("fontpkg_atkinson_hyperlegible"))) / "files" / f"AtkinsonHyperlegible-{face}.ttf"
    made = Path(fonts.__file__).parents[2] / "overrides" / "assets" / "fonts" / f"{face.lower()}.woff2"
    assert fonts.subset_of(source.read_bytes(), (), fonts.LATIN) == made.read_bytes()
