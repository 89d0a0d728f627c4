"""Whether each language of a text is that language: not the words of another that were left, or changed places with it.

Words that hold sentences together (languages.yml) tell languages apart: every sentence has some, and hardly one is shared.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from ..model import inline
from ..model.handbook import Handbook
from ..model.texts import LINK, Text
from ..model.tree import Parts, is_marked
from ..problems import field, shortened
from .languages import words_held
from .references import Found

#: Fewer words may be the same in two languages, as names and loans are.
_FEW = 3
#: Titles and quotations, which may be in any language.
_TITLES = re.compile(r"(?<!\*)\*[^*]+\*(?!\*)|“[^”]*”|«[^»]*»|\]\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+")


def translated(handbook: Handbook, parts: Parts) -> Found:
    """A text of more than three words is not the same in two languages, and not in another language than it says."""
    for path, part in parts:
        if isinstance(part, Text) and len(part.root) > 1 and path[:2] != ("brand", "name"):
            found = list(_of_another(path, part.root))
            yield from () if found and is_marked(handbook, path, LINK) else found


def _of_another(path: tuple, texts: Mapping[str, str]) -> Found:
    first, *others = texts
    plain = {code: inline.plain(text) for code, text in texts.items()}
    seeming = {code: found for code, text in texts.items() if (found := _seems(text, code, texts))}
    for code in others:
        place, name = (*path, code), field((*path, code), in_text=True)
        if plain[code] == plain[first] and not _is_name(plain[code]):
            yield place, f"{name} is word for word what {first} says: “{shortened(plain[code])}”. Translate it."
        elif seeming.get(code) == first and seeming.get(first) == code:
            yield path, f"{field(path)} has the words of {first} under {code} and those of {code} under {first}. Exchange them."
        elif code in seeming:
            yield place, f"{name} seems to be in {seeming[code]}: “{shortened(plain[code])}”. Write it in {code}."
    if first in seeming and seeming.get(seeming[first]) != first:
        place = (*path, first)
        yield place, f"{field(place, in_text=True)} seems to be in {seeming[first]}: “{shortened(plain[first])}”. Write it in {first}."


def _seems(text: str, code: str, codes: Mapping[str, str]) -> str | None:
    """The language among `codes` that a text seems to be in, if that is another than `code`; names are in any."""
    words = _WORD.findall(_TITLES.sub("", text).lower())
    telling = _telling(tuple(codes))
    if code not in telling or _is_name(text):
        return None
    score = {one: sum(map(known.__contains__, words)) for one, known in telling.items()}
    best = max(score, key=score.get)
    return best if score[code] == 0 and score[best] >= _FEW else None


@functools.cache
def _telling(codes: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The words by which each of these languages is told from the others; of a language without a list nothing is said."""
    known = {code: words for code in codes if (words := words_held(code))}
    return {code: words.difference(*(others for other, others in known.items() if other != code)) for code, words in known.items()}


def _is_name(text: str) -> bool:
    """Whether a text may be the same in every language: a few words, or the title of a work or a name, in capitals."""
    words = _WORD.findall(text)
    long = [word for word in words if len(word) > _FEW]
    return len(words) <= _FEW or all(word[0].isupper() for word in long)
