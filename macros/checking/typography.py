"""Typography of texts, as in the fr-CA column of Le guide du rédacteur (Translation Bureau of Canada).

A rule is data: what to look for, in which languages, what is wrong and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..problems import around

NBSP = "\u00a0"


@dataclass(frozen=True)
class Rule:
    """A pattern that a correct text does not hold."""

    languages: str  # a prefix of BCP 47 codes; "" is every language
    pattern: re.Pattern
    found: str
    mend: str


def _rule(languages: str, pattern: str, found: str, mend: str) -> Rule:
    return Rule(languages, re.compile(pattern), found, mend)


#: Where a sentence begins.
_START = r"(?:^|(?<=[.!?…:][ \u00a0]))"
_KEY = "It is typed as Alt+0160 in Windows, and as Option+Space on a Mac."
#: An hour as it should be: 9 h, 9 h 30, with no-break spaces.
_HOUR = r"\d{1,2}\u00a0h(?:\u00a0\d{2}\b|\b(?![ \u00a0]?\d{2}\b))"
_ANY_HOUR = r"(?:\d{1,2}[ \u00a0]?[hH](?:[ \u00a0]?\d{2})?|\d{1,2}:\d{2})\b"

RULES = (
    _rule("", r"['´`](?=\w)|(?<=\w)['´`]", "a straight apostrophe", "Write ’."),
    _rule("", r'"', "a straight quotation mark", "Write the language's own quotation marks."),
    _rule("", r"\.\.\.", "three full stops", "Write an ellipsis: …"),
    _rule("", r"[ \u00a0]{2,}", "a double space", "Keep one space."),
    _rule("", r"(?<=\d)\s?-\s?(?=\d)", "a hyphen between figures", "Write an en dash: –"),
    _rule("", r"[\u202f\u2011]", "a character that the handbook's font lacks (U+202F or U+2011)", "Write U+00A0 or a plain hyphen."),
    _rule("en", r"[«»]", "a guillemet", "Write “ and ”."),
    _rule("fr", r"[“”]", "an English quotation mark", "Write « and »."),
    _rule("fr", r"«(?!\u00a0)|(?<!\u00a0)»", "a guillemet without U+00A0 inside", f"Put a no-break space inside « and ». {_KEY}"),
    _rule("fr", r"(?<=[^\u00a0\d]):|(?<=\d):(?!\d)", "a colon without U+00A0 before it", f"Put a no-break space before the colon. {_KEY}"),
    _rule("fr", r"(?<=\d) ?[%$]", "% or $ without U+00A0 before it", f"Put a no-break space before the sign. {_KEY}"),
    _rule("fr", r"[ \u00a0](?=[;!?])", "a space before ; ! or ?", "Remove the space."),
    _rule("fr", rf"\b(?!{_HOUR}){_ANY_HOUR}", "an hour in another form", f"Write 9 h 30 with no-break spaces. {_KEY}"),
    _rule("fr", rf"{_START}(?:A (?=[a-zà-ÿ])|Ca (?=[a-zà-ÿ]))", "a capital without its accent or cedilla", "Write À or Ç."),
    _rule("fr", r"\bE(?=t(?:at|ude|ap|abl|es?[ -]|re\b)|cole|cri|cout|valu|qui[pv]|vite)", "a capital without its accent", "Write É or Ê."),
)  # fmt: skip

#: One pattern that finds nothing in nearly every correct text, so that most texts cost one search.
_SUSPECT = re.compile(r"['´`\"«»“”:%$;!?\u202f\u2011]|\d\s?-|\.\.\.|[ \u00a0]{2}|\d[ \u00a0]?[hH]|\b(?:A|Ca) |\bE[tcvq]")
#: Addresses, telephone numbers (9-1-1 too) and dates in figures keep the characters that they need.
_ADDRESS = re.compile(
    r"\]\([^)]*\)|(?:https?|mailto|tel|ref):\S+|\b[\w.-]+@[\w.-]+|\b(?:1-)?\d{3}-\d{3}-\d{4}\b|\b\d{3}-\d{4}\b|\b\d-\d-\d\b|\b\d{4}-\d\d-\d\d\b"
)


def faults(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield (what was found, how to mend it) for each rule that `text` breaks; addresses are left out."""
    if not _SUSPECT.search(text):
        return
    text = _ADDRESS.sub("]", text)
    for rule in RULES:
        if language.startswith(rule.languages):
            first, *others = [*rule.pattern.finditer(text)] or [None]
            if first:
                yield f"{rule.found} in “{around(text, *first.span())}”{f' and {len(others)} more' if others else ''}", rule.mend
