"""overlay.lock: how ours stood, at each place that an organization's folder stands over, when they last confirmed that theirs is right.

A line's address is the name of their file and the way to the place, as in `content/chapters/x.yml#sections/ready/title`
(form: lockfile.py). Its hashes are one for each language of ours, or `ours:` and one for what is in
none; of something that only has to be there, or not to be there, `ours:there` and `ours:none`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import NamedTuple

from .. import git, leftovers
from ..paths import Project
from ..problems import Problem
from ..reading.documents import loaded
from ..reading.load import Reader
from ..reading.uses import MET, REMOVED, alike, called, find, gone
from . import lockfile
from .beneath import NOTHING, THERE, Place, as_it_was, places
from .lockfile import Entry, Hashes

CHANGED = "ours has changed"
_HEADER = "Made by `make confirm`: how ours stood under this folder, and the day, when that was last confirmed to have been read."
_HASH = re.compile(r"[0-9a-f]{12}|there|none")


class Other(NamedTuple):
    """A place at which ours is not as it was confirmed."""

    place: Place
    before: Entry
    happened: str
    was: object  # what stood there; None where nothing did, or git does not know

    @property
    def said(self) -> str:
        """What has happened, and since when."""
        return self.happened + (f" (you confirmed yours on {self.before.day})" if self.before.day else "")


def write(reader: Reader, today: datetime.date) -> int:
    """Record ours at every place, and `today` where the lock did not hold it like this; return how many places that are, or are gone."""
    written, offered = _languages(reader)
    at = git.version(reader.project.root)
    now = {address: Entry(place.hashes(place.ours, written), today, at) for address, place in places(reader).items()}
    return lockfile.renew(reader.project.overlay_lock, _HEADER, now, lambda one, other: _same(one.hashes, other.hashes, offered))


def has_lock(reader: Reader) -> bool:
    """Whether there is a lock to compare with: an organization begins one with `make confirm`, if it wants one."""
    return bool(reader.project.overlay_lock) and reader.project.overlay_lock.exists()


def compared(reader: Reader) -> tuple[list[Other], int]:
    """The places at which ours is not as it was confirmed, and how many are new in theirs, or gone from it."""
    if not has_lock(reader) or "written" not in reader.data:  # nothing was confirmed, or nothing could be read
        return [], 0
    lock, now = lockfile.read(reader.project.overlay_lock), places(reader)
    written, offered = _languages(reader)
    found, new, over = [], 0, set()
    for address, place in now.items():
        before, hashes = lock.get(address), place.hashes(place.ours, written)
        if _is_in(address, over):
            continue
        if not before or not _is_of(before, place):
            new += 1
        elif not _same(before.hashes, hashes, offered):
            found.append(_other(reader, place, before))
            if NOTHING in (before.hashes, hashes):
                over.add(address)
    return found, new + sum(not _is_in(address, over) for address in lock.keys() - now.keys())


def _is_of(before: Entry, place: Place) -> bool:
    """Whether a line says of a place what matters of it now: it is whole, and theirs speaks of the place as it did then."""
    if not before.hashes or not all(map(_HASH.fullmatch, before.hashes.values())):
        return False
    return before.hashes == NOTHING or place.ours is None or (before.hashes == THERE) == place.use.only_there


def _is_in(address: str, over: Collection[str]) -> bool:
    """Whether a place is in one of others, which came or went: of it, nothing more is to be said."""
    return address.startswith(tuple(above + mark for above in over for mark in "/#"))


def _other(reader: Reader, place: Place, before: Entry) -> Other:
    """What has happened to ours at a place, as far as git knows what was there."""
    project, way = reader.project, place.use.way
    at = before.at and git.commit(project.root, before.at)
    then = at and as_it_was(project, at, place.name)
    if place.name.startswith("content/"):
        data = loaded(then) if then else None
        was = find(data, way)
    else:
        was = then
    if before.hashes == NOTHING:
        happened = MET
    elif place.ours is not None:
        happened = CHANGED + ("; compare it with yours" if isinstance(place.ours, bytes) else "")
    elif was is None:
        happened = REMOVED
    elif way:
        happened = gone(data, reader.documents[project.beneath(place.name)[0]].parse()[0], way)
    else:
        happened = renamed(project, at, place.name, then)
    written, offered = _languages(reader)
    return Other(place, before, happened, was if _same(place.hashes(was, written), before.hashes, offered) else None)


def renamed(project: Project, version: str, name: str, was: bytes) -> str:
    """That a file of ours is gone, and by which name it seems to go on; `was` is what it held at a version."""
    for path in leftovers.files(project.beneath(name)[0].parent, "*.yml") if name.startswith("content/") else ():
        is_new = as_it_was(project, version, f"content/{path.relative_to(project.content).as_posix()}") is None
        if is_new and alike(was.decode(errors="replace"), path.read_text(encoding="utf-8", errors="replace")):
            return called(path.name)
    return REMOVED


def _languages(reader: Reader) -> tuple[Collection[str], Collection[str]]:
    """The languages that texts may be in, and those that are offered."""
    settings = reader.data.get("settings")
    languages = settings.get("languages") if isinstance(settings, dict) else None
    offered = [language.get("code") for language in languages if isinstance(language, dict)] if isinstance(languages, list) else []
    return reader.data["written"], offered


def _same(one: Hashes, other: Hashes, offered: Collection[str]) -> bool:
    """Whether a place is as it was, in the languages that are offered; in all, where ours is in none of them."""
    codes = {**one, **other}.keys()
    return all(one.get(code) == other.get(code) for code in codes & {"ours", *offered} or codes)


def drift(reader: Reader) -> list[Problem]:
    """Places at which ours is not as it was confirmed, and in a line how many are new, or gone."""
    found, unconfirmed = compared(reader)
    top = reader.project.overlay
    problems = [_problem(reader, other) for other in found]
    if unconfirmed and not reader.problems:  # what cannot be read yet would count as gone
        count = "1 place is" if unconfirmed == 1 else f"{unconfirmed} places are"
        message = f"{count} new in your folder, or gone from it. Compare yours with ours, then run `make confirm BRAND={top}`."
        problems.append(Problem(reader.project.overlay_lock, (), message, at=(1, 1)))
    return problems


def _problem(reader: Reader, other: Other) -> Problem:
    top, place = reader.project.overlay, other.place
    about = f"{place.said}: " if place.said else ""
    mend = f"`make overlay BRAND={top}` shows it; when yours is right, run `make confirm BRAND={top}`."
    at = None if place.file in reader.documents and place.use.keys else (1, 1)
    return Problem(place.file, place.use.keys, f"{about}{other.said}. {mend}", at)
