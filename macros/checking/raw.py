"""What readers would see as it was typed, and words that are not done: marks of other formats, bare addresses, notes to oneself.

Rules as those of typography.py: a pattern that a correct text does not hold, in which languages, what is wrong, how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model.handbook import Handbook
from ..model.texts import LINK, PLAIN, Text, Words
from ..model.tree import Parts, is_marked
from ..problems import around, field
from .languages import LANGUAGES
from .references import Found
from .typography import Rule

#: Names that an organization writes in its own way.
AS_REGISTERED = (("brand", "name"), ("brand", "short"))
#: Where any sign may be part of a name.
NAMES = (*AS_REGISTERED, *(("brand", "organization", name) for name in ("name", "registration", "address")))


def _rule(languages: str, pattern: str, found: str, mend: str) -> Rule:
    return Rule(languages, re.compile(pattern, re.IGNORECASE), found, mend)


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_TO_DO = rf"\b(?:{_any(word for known in LANGUAGES.values() for word in known.get('to_do', ()))})\b"
RULES = (
    _rule("", r"&(?:[a-z]{2}[a-z0-9]*|#[0-9]+|#x[0-9a-f]+);", "a character as HTML writes it", "Write the character itself."),
    _rule("", r"</?[a-z][a-z0-9]*(?:[ /][^<>]*)?>|<!--", "a mark of HTML", "Leave it out, or write **strong** and *emphasized* words."),
    _rule("", r"^#{1,6} ", "a heading’s mark", "Leave it out: titles have fields of their own."),
    _rule("", r"!\[[^\]]*\]\(", "a picture’s mark", "Write an aside of kind picture."),
    _rule("", r"(?<!!)\[\s*\]\([^)]*\)", "a link without words", "Write between the brackets where it leads."),
    _rule("", r"(?<!\]\()(?<!\] \()(?<![\[\w/])https?://[^\s)\]]+", "an address that is no link", "Write [words](address)."),
    Rule("", re.compile(rf"{_TO_DO}|\b[Ll]orem ipsum\b"), "a note that something is left to do", "Do it, or take the note out."),
    *(
        _rule(
            code,
            rf"\[(?:{_any(known['nothing'])})[.!…]?\]\(",
            "link words that say nothing",
            "Write where the link leads: many readers hear links alone.",  # WCAG 2.2, 2.4.4
        )
        for code, known in LANGUAGES.items()
    ),
)
#: One pattern that finds nothing in nearly every correct text.
_SUSPECT = re.compile(r"[&<#\[]|https?://|[A-Z]{2}|[Ll]orem")
#: Marks of emphasis and links, where a text is shown without them: in titles, labels, lists.
_MARKS = re.compile(r"\*\*[^*]+\*\*|(?<![\w*])[*_][^\s*_][^*_]*[*_](?![\w*])|\[[^\]]*\]\([^)]*\)")


def faults(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield (what was found, how to mend it) for each rule that a text breaks."""
    for rule in RULES if _SUSPECT.search(text) else ():
        if language.startswith(rule.languages) and (match := rule.pattern.search(text)):
            yield f"{rule.found} in “{around(text, *match.span())}”", rule.mend


def marks(text: str) -> Iterator[tuple[str, str]]:
    """The same for marks of emphasis and links in a text that is shown without any."""
    if match := _MARKS.search(text):
        yield f"marks of emphasis or a link in “{around(text, *match.span())}”", "Leave them out: this text is shown as it is."


def as_typed(handbook: Handbook, parts: Parts) -> Found:
    """Readers see no marks that an author has typed for another program, and no notes to oneself."""
    for path, part in parts:
        if isinstance(part, (Text, Words)) and path[:3] not in NAMES:
            for code, value in part.root.items():
                place = (*path, code)
                for text in (value,) if isinstance(value, str) else value:
                    for found, mend in _faults(handbook, path, text, code):
                        yield place, f"{field(place, in_text=True)} has {found}. {mend}"


def _faults(handbook: Handbook, path: tuple, text: str, code: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a text at its place; addresses are no words."""
    found, marked = list(faults(text, code)), list(marks(text))
    if found and not is_marked(handbook, path, LINK):
        yield from found
    if marked and is_marked(handbook, path, PLAIN):
        yield from marked
