"""Characters that nobody sees in an editor, or that something has broken on the way into a file.

They come with what is pasted from Word, PDFs and web pages, and from files that were saved in one encoding and read in
another. A rule is a pattern, what it finds and how to mend it; the place is the character's own, since it cannot be seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

Found = tuple[str, tuple[int, int]]  # a message, and its line and column, from 1

#: What each byte from 80 to BF is in Windows' Western encoding, or in Latin-1 where it has none.
_BYTE = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›\u0153žŸ]"
#: Scripts written from right to left; and those that join or part letters by signs without width (Unicode 16, 23.2).
_FROM_RIGHT = "\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_JOINING = f"{_FROM_RIGHT}\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\ua8ff\ua980-\uabff\U00011000-\U00011fff"
#: Scripts without spaces, in which a line may end at a space without width.
_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\u2e80-\u9fff"
#: Pictures that a sign without width joins as well.
_EMOJI = "\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f"


class Rule(NamedTuple):
    """A pattern that a sound file does not hold."""

    pattern: re.Pattern
    found: str  # {} is the character by number and name, or what was meant
    mend: str


RULES = (
    Rule(re.compile("\ufffd+"), "a character is lost here (U+FFFD)", "Write what stood in its place."),
    Rule(
        re.compile(
            f"(?<![A-Z\u00c0-Þ]{{2}})(?:(?:[ÂÃ]{_BYTE}|Å[“’¡½¾¸])+|\u00e2(?:[€\u0080].?|[„‚†ˆ‰…]{_BYTE})|\u00ef[»¿¬]{_BYTE}|ðŸ{_BYTE}*"
            f"|(?:[ÐÑ]{_BYTE}){{2,}}|(?:[ØÙ]{_BYTE}){{2,}}|(?:×{_BYTE}){{2,}}|(?:[ÎÏ]{_BYTE}){{2,}})"
        ),
        "this was saved in one encoding and read in another{}",
        "Write the letters anew, or copy them again from where they are right.",
    ),
    Rule(
        re.compile(
            f"(?<![{_WITHOUT_SPACES}])\u200b"
            "|[\u2060-\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
        ),
        "an invisible character ({})",
        "Delete it.",
    ),
    Rule(re.compile(f"(?<![{_JOINING}{_EMOJI}])[\u200c\u200d]"), "an invisible character ({})", "Delete it."),
    Rule(re.compile("\u00ad"), "an invisible character ({})", "Delete it: with it, no search finds the word."),
    Rule(re.compile("[\u202a-\u202e]"), "an invisible character ({}), as telephone numbers have it that are copied", "Delete it."),
    Rule(
        re.compile(f"^(?!.*[{_FROM_RIGHT}]).*?([\u200e\u200f\u061c\u2066-\u2069])", re.MULTILINE),
        "an invisible character ({}), which belongs beside letters written from right to left",
        "Delete it.",
    ),
    Rule(
        re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]"),
        "a character of one font alone ({}), as Word's bullets are",
        "Write one that every font has, such as •, or leave it out.",
    ),
    Rule(re.compile("[\u1680\u2000-\u200a\u205f]"), "a space of a width of its own ({})", "Write a plain one, or U+00A0."),
    Rule(re.compile(r"(?<=[^\s:-])[ ]*\t(?=[^\S\n]*[^\s#])"), "a tab within a text", "Write a space."),
)  # fmt: skip
#: One pattern that finds nothing in nearly every sound file.
_SUSPECT = re.compile("[\t\u00ad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u202a-\u202e\u205f-\u206f\u3164\ue000-\uf8ff\ufeff\uffa0"
                      "\ufff9-\ufffd\U000e0000-\U000e007f\U000f0000-\U0010fffd]|[ÂÃÅ\u00e2\u00efðÐÑØÙ×ÎÏ][^\x00-\x7f]")  # fmt: skip
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)


def faults(text: str) -> Iterator[Found]:
    """Yield a message and its place for each kind of broken character in a file, where it first is; comments are left alone."""
    if not _SUSPECT.search(text):
        return
    text = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    for rule in RULES:
        first, *others = [*rule.pattern.finditer(text)] or [None]
        if first:
            group = 1 if rule.pattern.groups else 0
            more = f" and {len(others)} more" if others else ""
            yield f"{rule.found.format(_said(first[group]))}{more}, expected none. {rule.mend}", place(text, first.start(group))


def place(text: str, index: int) -> tuple[int, int]:
    """The line and column of a character, from 1, as editors count them."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _said(found: str) -> str:
    """An invisible character by its number and name; of broken letters, what they were and what was meant."""
    if len(found) > 1 or found.isalpha():
        meant = _repaired(found)
        return f": “{found}”, for “{meant}”" if meant else f": “{found}”"
    return f"U+{ord(found):04X}{''.join(', ' + name.lower() for name in [unicodedata.name(found, '')] if name)}"


def _repaired(found: str) -> str:
    """Letters as they were before UTF-8 was read as Windows' Western encoding; nothing where that is not known."""
    try:
        data = b"".join(letter.encode("latin-1" if ord(letter) < 256 else "cp1252") for letter in found)
        return data.decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
