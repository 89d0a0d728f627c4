"""The one format of problems in content, and all of its wording.

A problem reads `file:line:column: subject: what was found, what was expected. How to mend it.`
All problems are collected, sorted and shown at once.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: What one entry of a list is called. `items` takes its name from the section's kind.
NOUNS = {
    "advantages": "advantage", "steps": "step", "questions": "question", "tips": "tip",
    "reflection": "question", "resources": "resource", "cards": "card", "sections": "section",
    "stages": "stage", "tags": "tag", "placeholders": "placeholder", "claims": "claim", "links": "link",
    "languages": "language", "prose": "entry",
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Something in the content that has to be mended."""

    file: Path
    keys: tuple
    message: str
    at: tuple[int, int] | None = None  # line and column, from 1


class ContentError(Exception):
    """The content has problems; `lines` are ready to print."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        super().__init__("\n".join([*lines, summary(len(lines))]))


def summary(count: int) -> str:
    """The closing line under a list of problems."""
    return f"{count} problem{'' if count == 1 else 's'} in the content. Nothing was published."


def closest(word: str, known: Iterable[str]) -> str:
    """` Did you mean "…"?` with the closest of the known words, or nothing."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{matches[0]}"?' if matches else ""


def quoted(words: Iterable[str]) -> str:
    """A list of words for a message."""
    return ", ".join(words)


def subject(noun: str, data: object, keys: tuple) -> str:
    """What the problem is about: the innermost entry with an id on the way to `keys`."""
    name = f'{noun} "{data["id"]}"' if isinstance(data, dict) and isinstance(data.get("id"), str) else noun
    entries = ""
    for key in keys:
        if isinstance(data, dict):
            if isinstance(key, str) and key in NOUNS:
                entries = NOUNS[key]
            elif key == "items":
                entries = NOUNS.get(data.get("kind"), "entry")
            data = data.get(key)
        elif isinstance(data, (list, tuple)) and isinstance(key, int) and key < len(data):
            data = data[key]
            if isinstance(data, dict) and "id" in data and entries:
                name = f'{entries} "{data["id"]}"'
            elif entries == "claim":
                name = f"{name}, claim {key + 1}"
        else:
            break
    return name


def explain_yaml(error: Exception, line: str) -> str:
    """Why a file is not YAML, and how to mend it.

    `error` is PyYAML's; `line` is the line that it points at.
    """
    if hasattr(error, "key"):
        return f"key '{error.key}' is here twice (first on line {error.first.line + 1}). Keep one of them."
    problem = str(getattr(error, "problem", None) or error)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "the line is indented with a tab, and YAML wants spaces. Replace the tab with spaces."
    if "mapping values are not allowed" in problem:
        return "YAML reads a colon followed by a space as the end of a key. Put the whole text in double quotes."
    if "cannot start any token" in problem or "alias" in problem or "anchor" in problem or "found undefined tag" in problem:
        return "YAML gives the text's first character a meaning of its own. Put the whole text in double quotes."
    if "found unexpected end of stream" in problem:
        return "a text begins with a quote that is never closed. Add the closing quote."
    if "could not determine a constructor for the tag" in problem:
        return "a text that begins with ! is read by YAML as a tag. Put the whole text in double quotes."
    if "did not find expected key" in problem or "did not find expected '-' indicator" in problem:
        return "the line does not fit the lines above it. Check its indentation, and quotes inside a quoted text."
    return f"this is not YAML: {problem}. Check indentation, quotes and colons near this line."


def explain_value(value: object, written: str | None) -> str:
    """What YAML made of an unquoted text that it takes for something else."""
    if value is None:
        return "is empty"
    if isinstance(value, bool):
        return f'is {written}, which YAML reads as "{str(value).lower()}"'
    if isinstance(value, (datetime.date, datetime.datetime)):
        return f"is {written}, which YAML reads as a date"
    if isinstance(value, int) and written and ":" in written:
        return f"is {written}, which YAML reads as the number {value}"
    if isinstance(value, (int, float)):
        return f"is {written}, which YAML reads as a number"
    if isinstance(value, dict) and any(isinstance(inner, type(None)) for inner in value.values()):
        return "is a mapping (YAML reads { at the start of a text as one)"
    if isinstance(value, dict):
        return "is a mapping"
    if isinstance(value, list):
        return "is a list"
    return f'is "{value}"'
