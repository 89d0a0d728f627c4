"""The one format of problems in content, and the words that they share.

A problem reads `file:line:column: subject: what was found, what was expected. How to mend it.`
All problems are collected, sorted and shown at once.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: A quoted value is cut after so many characters.
LONGEST = 40


@dataclass(frozen=True)
class Problem:
    """Something in the content that has to be mended."""

    file: Path
    keys: tuple
    message: str
    at: tuple[int, int] | None = None  # line and column, from 1


class HandbookError(Exception):
    """What keeps a command from doing its work, told to the person who ran it, without a traceback.

    The message is all there is to say; it is empty where that has been said already.
    """


class ContentError(HandbookError):
    """The content has problems; `lines` are ready to print."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        super().__init__("\n".join([*lines, summary(len(lines))]))


def summary(count: int) -> str:
    """The closing line under a list of problems."""
    return f"{count} problem{'' if count == 1 else 's'} in the content. Nothing was published."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The closest of the known words, if one is close."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def closest(word: str, known: Iterable[str]) -> str:
    """` Did you mean "…"?` with the closest of the known words, or nothing."""
    match = nearest(word, known)
    return f' Did you mean "{match}"?' if match else ""


def quoted(words: Iterable[str]) -> str:
    """A list of words for a message."""
    return ", ".join(words)


def one(noun: str) -> str:
    """A noun with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def field(keys: tuple, in_text: bool = False) -> str:
    """What a message calls the value at `keys`; with `in_text`, the last key is the language of a text."""
    if not keys:
        return "the file"
    *names, last = [key for key in keys if isinstance(key, str)] or ["the file"]
    if in_text and names:
        return f"'{names[-1]}' in {last}"
    name = f"'{last}'" if last != "the file" else last
    return f"entry {keys[-1] + 1} of {name}" if isinstance(keys[-1], int) else name


def explain_value(value: object, written: str | None) -> str:
    """What a value is that is not what was expected; `written` is how it stands in the file."""
    if value is None:
        return f"is {written}, which YAML reads as nothing" if written else "is empty"
    if isinstance(value, bool):
        return f'is {written}, which YAML reads as "{str(value).lower()}"'
    if isinstance(value, datetime.datetime):
        return f"is {written}, which YAML reads as a date and a time"
    if isinstance(value, datetime.date):
        return f"is {written}, which YAML reads as a date"
    if isinstance(value, int) and written and ":" in written:
        return f"is {written}, which YAML reads as the number {value}"
    if isinstance(value, (int, float)):
        return f"is {written}, which YAML reads as a number"
    if isinstance(value, (dict, list)):
        return "is a mapping" if isinstance(value, dict) else "is a list"
    return f'is "{shortened(str(value))}"'


def around(text: str, start: int, end: int) -> str:
    """The part of `text` from `start` to `end` with a word or two on each side, to find it by."""
    before, after = text[:start].split(" ")[-3:], text[end:].split(" ")[:3]
    return (" ".join(before) + text[start:end] + " ".join(after)).strip()


def shortened(text: str, longest: int = LONGEST) -> str:
    """`text`, cut where it is too long for a message."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
