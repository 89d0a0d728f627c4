"""What the typeface of pages and sheets cannot draw: emoji and other signs, and letters of scripts that it has not.

On a screen another font of the reader's takes their place; on paper it is one of the machine that makes the PDFs, or none.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..look.look import OURS
from ..model.handbook import Handbook
from ..model.texts import Text, Words
from ..model.tree import Parts, walk
from ..problems import around, field
from .raw import NAMES
from .references import Found

#: Beyond what every typeface has that is taken: most texts need no look into a font.
_BEYOND = re.compile("[^\n -~\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026]")
#: So many letters are named.
_NAMED = 12


def signs(handbook: Handbook, parts: Parts) -> Found:
    """No text has an emoji or another sign that the library's typeface lacks; of a brand's own, look/fonts.py says what it lacks."""
    for path, code, text in _texts(parts) if not handbook.brand.typeface else ():
        lacking = [sign for sign in _lacking(text) if not _is_letter(sign)]
        if lacking and path[:3] not in NAMES:
            place, at, sign = (*path, code), text.index(lacking[0]), f"“{lacking[0]}” (U+{ord(lacking[0]):04X})"
            said = f"has {sign} in “{around(text, at, at + 1)}”, which the typeface cannot draw"
            yield place, f"{field(place, in_text=True)} {said}. Write words in its place: on paper nothing may stand there."


def notes(handbook: Handbook) -> list[str]:
    """A line for each language whose texts have letters that the library's typeface lacks."""
    found: dict[str, set[str]] = {language.code: set() for language in handbook.settings.languages}
    for _, code, text in _texts(walk(handbook.__dict__)) if not handbook.brand.typeface else ():
        if code in found:
            found[code].update(filter(_is_letter, _lacking(text)))
    return [_note(code, sorted(letters)) for code, letters in found.items() if letters]


def _texts(parts: Iterable[tuple[tuple, object]]) -> Iterator[tuple[tuple, str, str]]:
    """Yield (path, language, text) for every text."""
    for path, part in parts:
        for code, value in part.root.items() if isinstance(part, (Text, Words)) else ():
            yield from ((path, code, text) for text in ((value,) if isinstance(value, str) else value))


def _note(code: str, letters: list[str]) -> str:
    shown = " ".join(letters[:_NAMED]) + (" …" if len(letters) > _NAMED else "")
    lacks = f"{code}: the handbook's typeface has no {shown}: PDFs show them in a font of this machine, or not at all"
    return f"{lacks}. Give brand.yml a 'typeface' that has them."


def _lacking(text: str) -> Iterator[str]:
    return (sign for sign in _BEYOND.findall(text) if ord(sign) not in _known() and unicodedata.category(sign)[0] not in "CZ")


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


@functools.cache
def _known() -> frozenset[int]:
    """What the library's typeface can draw."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (0.1 s that most handbooks do not need)

    return frozenset(TTFont(OURS["regular"], lazy=True).getBestCmap())
