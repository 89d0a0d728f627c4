"""translations.lock: how each text stood when somebody last confirmed that its languages agree.

A line is `address day=YYYY-MM-DD code:hash code:hash`: the text's address, the
day of its confirmation and a hash per language. When one language changes and
the other does not, `make check` shows both; `make confirm` writes the lock anew
once both have been read. Locks from before there were days still read.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..model.handbook import AnyPage, Handbook
from ..model.kinds import FILES, PAGES
from ..model.texts import Text
from ..model.tree import about, address_of, walk
from ..paths import Project
from ..problems import Problem, quoted, shortened
from ..reading.load import Reader

_DAY = "day="
_LONGEST = 80  # characters of a text that a problem shows
_BREAKS = re.compile(r"[ \t\r\n]+")  # a problem is one line; no-break spaces stay
Hashes = dict[str, str]  # language -> hash of the text


class Entry(NamedTuple):
    """What the lock holds of a text."""

    hashes: Hashes
    day: datetime.date | None = None  # of the confirmation; None: the lock does not say


class Drifted(NamedTuple):
    """A text that has changed in some of its languages and not in others."""

    path: tuple  # of walk
    text: Text
    changed: list[str]  # codes of languages
    same: list[str]
    day: datetime.date | None  # since when they were known to agree


class Changed(NamedTuple):
    """A page, and the day on which one of its texts last changed."""

    page: AnyPage
    day: datetime.date


Lock = dict[str, Entry]  # by address of the text
#: Page -> the field of the Handbook whose entries it lists: they have no pages of their own.
_LISTED = {kind.place.removesuffix(".yml"): kind.field for kind in FILES}


def texts(handbook: Handbook) -> Iterator[tuple[tuple, str, Text]]:
    """Yield (path, address, text) for every text; an address is made of ids, so that moving an item changes nothing."""
    for path, part in walk(handbook.__dict__):
        if isinstance(part, Text) and path[0] != "origin":  # a brand that has been replaced
            yield path, address_of(handbook, path), part


def _own(reader: Reader, handbook: Handbook) -> Iterator[tuple[tuple, str, Text]]:
    """The texts that the lock is about: an organization's own, where a folder of theirs is laid over ours, or else all."""
    top = reader.project.overlay
    for path, address, text in texts(handbook):
        if not top or reader.origin(path)[0].is_relative_to(top):
            yield path, address, text


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def current(reader: Reader, handbook: Handbook) -> dict[str, Hashes]:
    """The hashes of every text as it is, by address."""
    return {address: {code: _hash(string) for code, string in text.root.items()} for _, address, text in _own(reader, handbook)}


def recorded(lock: str) -> Lock:
    """Parse the text of a lock; a line that is no entry is ignored, and its text then counts as new. A day that is none is no day."""
    entries: Lock = {}
    for line in lock.splitlines():
        address, *words = line.split() or [""]
        if address and not address.startswith("#"):
            hashes = dict(word.split(":", 1) for word in words if ":" in word and not word.startswith(_DAY))
            entries[address] = Entry(hashes, next((_day(word) for word in words if word.startswith(_DAY)), None))
    return entries


def _day(word: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(word.removeprefix(_DAY))
    except ValueError:
        return None


def _read(path: Path) -> Lock:
    """The lock in a file, none where there is no file; what is damaged in it counts as new."""
    return recorded(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else {}


def write(reader: Reader, handbook: Handbook, today: datetime.date) -> int:
    """Record the content as it is, and `today` for what the lock did not hold like this; return how many texts that are, or are gone."""
    path = reader.project.lock
    before = _read(path)
    now = current(reader, handbook)
    # an unchanged text keeps its line, so that a change of the lock shows what was confirmed
    kept = {address: before[address].day for address, hashes in now.items() if address in before and before[address].hashes == hashes}
    days = {address: kept.get(address) or today for address in now}
    lines = [" ".join((address, f"{_DAY}{days[address]}", *map(":".join, now[address].items()))) for address in sorted(now)]
    header = "# Made by `make confirm`: how each text stood, and the day, when its languages were last confirmed to agree.\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return sum(not kept.get(address) for address in now) + len(before.keys() - now.keys())


def compared(reader: Reader, handbook: Handbook) -> tuple[list[Drifted], int]:
    """The texts that changed in one language only, and how many are new, gone or changed in every language."""
    if not has_lock(reader):
        return [], 0
    lock = _read(reader.project.lock)
    found, unconfirmed, addresses = [], 0, set()
    for path, address, text in _own(reader, handbook):
        addresses.add(address)
        before = lock.get(address, Entry({}))
        changed = [code for code, string in text.root.items() if before.hashes.get(code) != _hash(string)]
        same = [code for code in text.root if code not in changed]
        if changed and same:
            found.append(Drifted(path, text, changed, same, before.day))
        unconfirmed += bool(changed and not same)
    return found, unconfirmed + len(lock.keys() - addresses)


def has_lock(reader: Reader) -> bool:
    """Whether there is a lock to compare with: an organization begins one with `make confirm`, if it wants one."""
    return not reader.project.overlay or reader.project.lock.exists()


def changed(project: Project, handbook: Handbook) -> list[Changed]:
    """The pages of which the day is known, the latest first, those of one day in the handbook's order.

    A text has the day on which its languages were confirmed to agree as they stand: ours are in our lock, an organization's
    own in theirs. What has not been confirmed since it changed has none, and a page of such texts alone is left out.
    """
    days = _days(project)
    found = []
    for kind in PAGES:
        for page in getattr(handbook, kind.field):
            listed = _LISTED.get(page.id)
            parts = [(kind.field, page), *((listed, entry) for entry in (getattr(handbook, listed) if listed else ()))]
            known = [day for field, part in parts for day in _known(part, days.get((field, part.id), {}))]
            found += [Changed(page, max(known))] if known else []
    return sorted(found, key=lambda one: one.day, reverse=True)


def _known(part: object, days: Mapping[tuple[str, str], datetime.date]) -> Iterator[datetime.date]:
    """The days of the texts of a part that have one."""
    for _, text in walk(part):
        if isinstance(text, Text):
            found = (days.get((code, _hash(string))) for code, string in text.root.items())
            yield from (day for day in found if day)


def _days(project: Project) -> dict[tuple[str, str], dict[tuple[str, str], datetime.date]]:
    """For each entry of the Handbook (its field, its id): language and hash of each of its texts -> the last day of such a text."""
    found: dict[tuple[str, str], dict[tuple[str, str], datetime.date]] = {}
    for address, entry in (line for path in project.locks for line in _read(path).items()):
        if entry.day:
            known = found.setdefault(tuple(address.split("/")[:2]), {})
            known |= {one: max(entry.day, known.get(one, entry.day)) for one in entry.hashes.items()}
    return found


def drift(reader: Reader, handbook: Handbook) -> list[Problem]:
    """Texts whose languages no longer agree, as far as the lock can tell."""
    confirm = f"make confirm BRAND={reader.project.overlay}" if reader.project.overlay else "make confirm"
    drifted, unconfirmed = compared(reader, handbook)
    problems = []
    for found in drifted:
        file, keys = reader.origin(found.path)
        message = f"{about(handbook, found.path)}: {_said(found)} Read both; when they agree, run `{confirm}`."
        problems.append(Problem(file, (*keys, found.changed[0]), message))
    if unconfirmed:
        noun = "text is" if unconfirmed == 1 else "texts are"
        message = f"{unconfirmed} {noun} new, gone or changed in every language. Read them, then run `{confirm}`."
        problems.append(Problem(reader.project.lock, (), message, at=(1, 1)))
    return problems


def _said(found: Drifted) -> str:
    """What changed and what did not, both texts, and since when they had agreed."""
    field = next(key for key in reversed(found.path) if isinstance(key, str))
    since = f" since they were confirmed to agree on {found.day}" if found.day else ""
    shown = {code: shortened(_BREAKS.sub(" ", string), _LONGEST) for code, string in found.text.root.items()}
    texts = [f"{code} is now “{shown[code]}”" for code in found.changed] + [f"{code} is still “{shown[code]}”" for code in found.same]
    return f"'{field}' changed in {quoted(found.changed)} and not in {quoted(found.same)}{since}. {'; '.join(texts)}."
