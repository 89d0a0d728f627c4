"""A typeface's files: what pages and PDFs need of them, and whether they have the letters of the texts."""

from __future__ import annotations

import functools
import io
import logging
import unicodedata
from collections.abc import Iterable

from fontTools import subset
from fontTools.ttLib import TTFont

#: Latin and Latin Extended-A, so that names of people keep their letters, and the signs of both languages' typography.
CHARACTERS = frozenset(
    [
        *range(0x20, 0x7F),
        *range(0xA0, 0x180),
        0x2013,
        0x2014,
        *range(0x2018, 0x201F),
        0x2022,
        0x2026,
        0x2039,
        0x203A,
        0x20AC,
        0x2122,
        0x2212,
    ]
)


#: For names of people: further Latin letters (Vietnamese, Azerbaijani, Romanian, Pinyin), Greek, Cyrillic (with Ukrainian, Kazakh, Tatar).
NAMES = frozenset(
    [
        *range(0x180, 0x250),
        *range(0x2B9, 0x2C0),
        *range(0x384, 0x3CF),
        *range(0x400, 0x460),
        *map(ord, "ҐґҒғҚқҢңҮүҰұҺһӘәӨө"),
        *range(0x1E80, 0x1E86),
        0x1E9E,
        *range(0x1EA0, 0x1EFA),
        0x2032,
        0x2033,
        0x2116,
    ]
)


#: Bits of a font's fsType -> what they forbid (OpenType 1.9, OS/2). Typefaces on pages are made small, and stand whole in forms.
_FORBIDDEN = {0x0002: "embedding", 0x0100: "to make it smaller", 0x0200: "embedding of its outlines"}


def forbidden(font: bytes) -> str | None:
    """What the font's maker has forbidden and the handbook would do; None where it may be used. TTLibError when it is no font."""
    table = TTFont(io.BytesIO(font), lazy=True).get("OS/2")
    return next((what for bit, what in _FORBIDDEN.items() if table and table.fsType & bit), None)


#: What letters of Latin, Greek and Cyrillic are set with: for the library's own typefaces, which have no others.
LATIN = ("kern", "liga", "mark", "mkmk", "ccmp")
#: What HarfBuzz draws by itself: a circle for a mark to stand on, and the hyphens at which a line may and may not end.
_DRAWN = frozenset((0x25CC, 0x2010, 0x2011))
#: Hebrew with its points, and Arabic letters as they stand in a word: for fonts that join letters by their characters alone.
_JOINED = (*range(0xFB1D, 0xFE00), *range(0xFE70, 0xFF00))
#: Khmer vowels of two parts, which Unicode does not take apart and HarfBuzz does; all begin with the same one.
_KHMER, _FIRST = frozenset((0x17BE, 0x17BF, 0x17C0, 0x17C4, 0x17C5)), 0x17C1


def subset_of(font: bytes, also: Iterable[str] = (), features: Iterable[str] | None = None) -> bytes:
    """The font with CHARACTERS and the characters `also`, as woff2; TTLibError when `font` is no font.

    Without `features`, it keeps every layout feature that HarfBuzz, which sets pages and PDFs, asks for by itself in any
    script: fontTools' own list. PDF forms embed their font whole, so that a subset is what keeps worksheets small.
    """
    options = subset.Options(flavor="woff2", hinting=False)
    options.layout_features = options.layout_features if features is None else list(features)
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # tables that it drops are not worth a word
    loaded = TTFont(io.BytesIO(font), lazy=False, recalcTimestamp=False)
    options.legacy_kern = "kern" in loaded and not _kerned(loaded)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS | _shaped({ord(character) for character in also}))
    subsetter.subset(loaded)
    loaded.flavor = "woff2"
    output = io.BytesIO()
    loaded.save(output)
    return output.getvalue()


def _kerned(font: TTFont) -> bool:
    """Whether a font has pairs of letters where HarfBuzz looks first; where it has none, the old table counts."""
    listed = font["GPOS"].table.FeatureList if "GPOS" in font else None
    return bool(listed) and any(record.FeatureTag == "kern" for record in listed.FeatureRecord)


def _shaped(codes: set[int]) -> set[int]:
    """The characters that HarfBuzz may look up in setting these: their parts (Tamil's ொ is drawn as two), and what joins them."""
    parts = {ord(part) for code in codes for part in unicodedata.normalize("NFD", chr(code))}
    joined = {code for code in _JOINED if {ord(part) for part in unicodedata.normalize("NFKD", chr(code))} <= codes | parts}
    return codes | parts | joined | (_DRAWN if codes else set()) | ({_FIRST} if codes & _KHMER else set())


#: Letters about as often as English and French texts have them.
_TEXT = "eeeeeeeeeeeeaaaaaaaatttttttiiiiiiinnnnnnnssssssssooooooorrrrrrruuuuulllllddddhhhcccmmmpppfgbvyqwkxzj'-,,.é" + 18 * " "


def measures(font: bytes) -> tuple[float, float, float, float]:
    """How wide a character of a text is on average, how far lines reach above and below their base, and the gap between them, in em.

    Which table holds a line's measures is said in OpenType's OS/2, fsSelection, bit 7.
    """
    loaded = TTFont(io.BytesIO(font), lazy=True)
    em, glyphs, advances = loaded["head"].unitsPerEm, loaded.getBestCmap(), loaded["hmtx"]
    known = [advances[glyphs[ord(character)]][0] for character in _TEXT if ord(character) in glyphs]
    os2, hhea = loaded["OS/2"], loaded["hhea"]
    typographic = os2.sTypoAscender, -os2.sTypoDescender, os2.sTypoLineGap
    line = typographic if os2.fsSelection & 1 << 7 else (hhea.ascent, -hhea.descent, hhea.lineGap)
    return (sum(known) / max(1, len(known)) / em, *(measure / em for measure in line))


@functools.cache
def _advances(font: bytes) -> dict[str, float]:
    loaded = TTFont(io.BytesIO(font), lazy=True)
    em, advances = loaded["head"].unitsPerEm, loaded["hmtx"]
    return {chr(code): advances[glyph][0] / em for code, glyph in loaded.getBestCmap().items()}


def width(font: bytes, text: str) -> float:
    """How wide a text is when it is set without kerning, in em; a character that the font lacks counts as 1."""
    known = _advances(font)
    return sum(known.get(character, 1) for character in text)


#: Marks without a shape: what joins two others, and selectors of a letter's variants.
_SHAPELESS = frozenset((0x34F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))


def lacking(font: bytes, characters: Iterable[str]) -> list[str]:
    """Those of the letters, marks on letters and digits among `characters` that the font does not have, in order."""
    known = TTFont(io.BytesIO(font), lazy=True).getBestCmap().keys() | _SHAPELESS
    return sorted({character for character in characters if ord(character) not in known and unicodedata.category(character)[0] in "LMN"})
