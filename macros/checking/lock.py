"""translations.lock: how each text stood when somebody last confirmed that its languages agree.

When one language changes and the other does not, `make check` shows both; `make confirm`
writes the lock anew once both have been read (lockfile.py). Locks from before there were days still read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..model.handbook import AnyPage, Handbook
from ..model.kinds import FILES, PAGES
from ..model.texts import Text
from ..model.tree import about, address_of, walk
from ..paths import Project
from ..problems import Problem, quoted, shortened
from ..reading.load import Reader
from . import lockfile
from .lockfile import Entry, Hashes, digest

_LONGEST = 80  # characters of a text that a problem shows
_BREAKS = re.compile(r"[ \t\r\n]+")  # a problem is one line; no-break spaces stay
_HEADER = "Made by `make confirm`: how each text stood, and the day, when its languages were last confirmed to agree."


class Drifted(NamedTuple):
    """A text that has changed in some of its languages and not in others."""

    path: tuple  # of walk
    text: Text
    changed: list[str]  # codes of languages
    same: list[str]
    day: datetime.date | None  # since when they were known to agree
    at: str  # the language to mend: an organization's own where it translates ours, or else the one that changed


class Changed(NamedTuple):
    """A page, and the day on which one of its texts last changed."""

    page: AnyPage
    day: datetime.date


#: Page -> the field of the Handbook whose entries it lists: they have no pages of their own.
_LISTED = {kind.place.removesuffix(".yml"): kind.field for kind in FILES}


def texts(handbook: Handbook) -> Iterator[tuple[tuple, str, Text]]:
    """Yield (path, address, text) for every text; an address is made of ids, so that moving an item changes nothing."""
    for path, part in walk(handbook.__dict__):
        if isinstance(part, Text) and path[0] != "origin":  # a brand that has been replaced
            yield path, address_of(handbook, path), part


def _own(reader: Reader, handbook: Handbook) -> Iterator[tuple[tuple, str, Text]]:
    """The texts that the lock is about: where there is an organization's folder, its own and those that it translates; or else all."""
    for path, address, text in texts(handbook):
        if not reader.project.overlay or any(reader.is_theirs((*path, code)) for code in text.root):
            yield path, address, text


def current(reader: Reader, handbook: Handbook) -> dict[str, Hashes]:
    """The hashes of every text as it is, by address."""
    return {address: {code: digest(string) for code, string in text.root.items()} for _, address, text in _own(reader, handbook)}


def write(reader: Reader, handbook: Handbook, today: datetime.date) -> int:
    """Record the content as it is, and `today` for what the lock did not hold like this; return how many texts that are, or are gone."""
    now = {address: Entry(hashes, today) for address, hashes in current(reader, handbook).items()}
    return lockfile.renew(reader.project.lock, _HEADER, now, lambda one, other: one.hashes == other.hashes)


def compared(reader: Reader, handbook: Handbook) -> tuple[list[Drifted], int]:
    """The texts that changed in one language only, and how many are new, gone or changed in every language."""
    if not has_lock(reader):
        return [], 0
    lock = lockfile.read(reader.project.lock)
    found, unconfirmed, addresses = [], 0, set()
    for path, address, text in _own(reader, handbook):
        addresses.add(address)
        before = lock.get(address, Entry({}))
        changed = [code for code, string in text.root.items() if before.hashes.get(code) != digest(string)]
        same = [code for code in text.root if code not in changed]
        if changed and same:
            theirs = [code for code in (*changed, *same) if reader.is_theirs((*path, code))]
            found.append(Drifted(path, text, changed, same, before.day, at=(theirs or changed)[0]))
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
            found = (days.get((code, digest(string))) for code, string in text.root.items())
            yield from (day for day in found if day)


def _days(project: Project) -> dict[tuple[str, str], dict[tuple[str, str], datetime.date]]:
    """For each entry of the Handbook (its field, its id): language and hash of each of its texts -> the last day of such a text.

    A text of ours that an organization translates has the day of ours.
    """
    ours, *theirs = (lockfile.read(path) for path in project.locks)
    found: dict[tuple[str, str], dict[tuple[str, str], datetime.date]] = {}
    for lock in (ours, *theirs):
        for address, entry in lock.items():
            is_translation = lock is not ours and address in ours and ours[address].hashes.items() <= entry.hashes.items()
            if entry.day and not is_translation:
                known = found.setdefault(tuple(address.split("/")[:2]), {})
                known |= {one: max(entry.day, known.get(one, entry.day)) for one in entry.hashes.items()}
    return found


def drift(reader: Reader, handbook: Handbook) -> list[Problem]:
    """Texts whose languages no longer agree, as far as the lock can tell."""
    confirm = f"make confirm BRAND={reader.project.overlay}" if reader.project.overlay else "make confirm"
    drifted, unconfirmed = compared(reader, handbook)
    problems = []
    for found in drifted:
        file, keys = reader.origin((*found.path, found.at))
        message = f"{about(handbook, found.path)}: {_said(found)} Read both; when they agree, run `{confirm}`."
        problems.append(Problem(file, keys, message))
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
