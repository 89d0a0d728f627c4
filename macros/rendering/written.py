"""How languages write: direction, order of a dictionary, sizes."""

from __future__ import annotations

import unicodedata

from babel import Locale

from ..model.handbook import LanguageSetting


def direction(language: LanguageSetting) -> str:
    """The direction that a language is written in, `ltr` or `rtl` (Unicode CLDR)."""
    return Locale.parse(language.locale, sep="-").text_direction


def kilobytes(size: int) -> int:
    """A size in bytes as whole kilobytes of 1000 bytes, 1 at least."""
    return max(1, round(size / 1000))


def without_accents(text: str) -> str:
    """A text as a dictionary orders it: in small letters, accents left out."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter))
