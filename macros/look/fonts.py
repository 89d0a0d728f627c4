"""A typeface's files: what pages and PDFs need of them, and whether they have the letters of the texts."""

from __future__ import annotations

import io
import logging
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


def subset_of(font: bytes, also: Iterable[str] = ()) -> bytes:
    """The font with CHARACTERS and the characters `also`, as woff2; TTLibError when `font` is no font.

    PDF forms embed their font whole, so that a subset is what keeps worksheets small.
    """
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark", "mkmk", "ccmp"], hinting=False)
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # tables that it drops are not worth a word
    loaded = TTFont(io.BytesIO(font), lazy=False, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS | {ord(character) for character in also})
    subsetter.subset(loaded)
    loaded.flavor = "woff2"
    output = io.BytesIO()
    loaded.save(output)
    return output.getvalue()


def lacking(font: bytes, characters: Iterable[str]) -> list[str]:
    """Those of the letters and digits among `characters` that the font does not have, in order."""
    known = TTFont(io.BytesIO(font), lazy=True).getBestCmap()
    return sorted({character for character in characters if character.isalnum() and ord(character) not in known})
