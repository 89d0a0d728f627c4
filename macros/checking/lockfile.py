"""The form that locks share: how something stood, and on which day, when somebody last confirmed that it is right.

A line is `address day=YYYY-MM-DD at=VERSION name:hash name:hash`; the day, and the
version of the handbook, are left out where they are not known. Lines stand in the order of
their addresses, which hold no space, so that a file's bytes depend on no machine.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_DAY, _AT = "day=", "at="
Hashes = dict[str, str]  # what it is of, such as a language -> hash


class Entry(NamedTuple):
    """What a lock holds of an address."""

    hashes: Hashes
    day: datetime.date | None = None  # of the confirmation; None: the lock does not say
    at: str | None = None  # the handbook's version at that time, as git names it

    def __str__(self) -> str:
        """The line of the lock, without its address."""
        day, at = f"{_DAY}{self.day}" if self.day else "", f"{_AT}{self.at}" if self.at else ""
        return " ".join(filter(None, (day, at, *map(":".join, self.hashes.items()))))


Lock = dict[str, Entry]  # by address


def digest(data: str | bytes) -> str:
    """The hash of a text, or of bytes."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()[:12]


def recorded(text: str) -> Lock:
    """Parse the text of a lock; a line that is no entry is ignored, and what it was of then counts as new. A day that is none is no day."""
    lock: Lock = {}
    for line in text.splitlines():
        address, *words = line.split() or [""]
        if address and not address.startswith("#"):
            hashes = dict(word.split(":", 1) for word in words if ":" in word and not word.startswith((_DAY, _AT)))
            at = next((word.removeprefix(_AT) for word in words if word.startswith(_AT)), None)
            lock[address] = Entry(hashes, next((_day(word) for word in words if word.startswith(_DAY)), None), at or None)
    return lock


def _day(word: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(word.removeprefix(_DAY))
    except ValueError:
        return None


def read(path: Path) -> Lock:
    """The lock in a file, none where there is no file; what is damaged in it counts as new."""
    return recorded(path.read_text(encoding="utf-8-sig", errors="replace")) if path.exists() else {}


def renew(path: Path, header: str, now: Lock, same: Callable[[Entry, Entry], bool]) -> int:
    """Write a lock anew; return how many of its addresses are not as they were, or are gone.

    What is the `same` as before, and has a day, keeps its line, so that a change of the lock shows what was confirmed.
    """
    before = read(path)
    kept = {address: before[address] for address, entry in now.items() if address in before and same(before[address], entry)}
    kept = {address: entry for address, entry in kept.items() if entry.day}
    path.parent.mkdir(exist_ok=True)
    lines = [f"# {header}", *(f"{address} {entry}" for address, entry in sorted({**now, **kept}.items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(now) - len(kept) + len(before.keys() - now.keys())
