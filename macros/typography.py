"""Typography of texts, as in the fr-CA column of Le guide du rédacteur (Translation Bureau of Canada).

A rule is data: what to look for, in which languages, what is wrong and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


RULES = (
    _rule("", r"['´`](?=\w)|(?<=\w)['´`]", "a straight apostrophe", "Write ’."),
    _rule("", r'"', "a straight quotation mark", "Write the language's own quotation marks."),
    _rule("", r"\.\.\.", "three full stops", "Write an ellipsis: …"),
    _rule("", r"  |\u00a0 | \u00a0", "a double space", "Keep one space."),
    _rule("", r"(?<=\d)\s?-\s?(?=\d)", "a hyphen between figures", "Write an en dash: –"),
    _rule("", r"\u202f|\u2011", "a character that the handbook's font lacks (U+202F or U+2011)", "Write U+00A0 or a plain hyphen."),
    _rule("en", r"[«»]", "a guillemet", "Write “ and ”."),
    _rule("fr", r"[“”]", "an English quotation mark", "Write « and »."),
    _rule("fr", r"«(?!\u00a0)|(?<!\u00a0)»", "a guillemet without U+00A0 inside", "Put a no-break space inside « and »."),
    _rule("fr", r"(?<=[^\u00a0\d]):|(?<=\d):(?!\d)", "a colon without U+00A0 before it", "Put a no-break space before the colon."),
    _rule("fr", r"(?<=\d) ?[%$]", "% or $ without U+00A0 before it", "Put a no-break space before the sign."),
    _rule("fr", r"[ \u00a0](?=[;!?])", "a space before ; ! or ?", "Remove the space."),
    _rule("fr", r"\b\d{1,2} ?[hH] ?\d{2}\b(?<!\d\u00a0h\u00a0\d\d)|\b\d{1,2}:\d{2}\b", "an hour in another form", "Write 9 h 30 with no-break spaces."),
    _rule("fr", r"(?:^|(?<=[.!?…:] ))A (?=[a-zà-ÿ])|\bEt(?=at|ude|ap|abl)|\bE(?=cole|crit|coute|valu|qui|quipe|viter?z)", "a capital without its accent", "Write À or É."),
)  # fmt: skip

#: One pattern that finds nothing in nearly every correct text, so that most texts cost one search.
_SUSPECT = re.compile(r"['´`\"«»“”:%$;!?-]|\.\.\.|  |\u00a0 | \u00a0|\d ?[hH]|\u202f|\u2011|\bA |\bE[tcvq]")
#: Addresses, telephone numbers and dates in figures keep the characters that they need.
_ADDRESS = re.compile(r"\]\([^)]*\)|(?:https?|mailto|ref):\S+|\b[\w.-]+@[\w.-]+|\b\d{3}-\d{3}-\d{4}\b|\b\d{4}-\d\d-\d\d\b")


def faults(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield (what was found, how to mend it) for each rule that `text` breaks; addresses are left out."""
    if not _SUSPECT.search(text):
        return
    text = _ADDRESS.sub("]", text)
    for rule in RULES:
        if language.startswith(rule.languages) and (match := rule.pattern.search(text)):
            around = text[max(0, match.start() - 12) : match.end() + 12].strip()
            yield f"{rule.found} in “{around}”", rule.mend
