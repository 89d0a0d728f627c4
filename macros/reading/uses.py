"""The places of ours that an organization's file speaks of, and what may become of them: gone, called otherwise, met by one of ours.

A way is fields and ids, as in ("sections", "ask", "title"): it leads to the same place in ours and
in theirs, wherever in its list an entry stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

import yaml

from .documents import Keys
from .merged import identified_by, identity
from .overlay import has_ids, laid
from .verbs import place, verbs, without_verbs

#: What is said of ours, at a place that theirs speaks of.
MET = "ours has one by this name now; yours is laid over it"
REMOVED = "ours was removed"
_ALIKE = 0.6  # share that two entries have in common when one is the other by a new name

Way = tuple[str, ...]


class Use(NamedTuple):
    """A place that theirs speaks of: the way to it, and where theirs does so, as keys of its file."""

    way: Way = ()
    keys: Keys = ()
    only_there: bool = False  # it matters that ours is there, or is not, and no word of it: theirs says something inside, or beside it
    is_translation: bool = False  # theirs adds languages to it and leaves ours as it is


def uses(theirs: object, ours: object, way: Way = (), keys: Keys = ()) -> Iterator[Use]:
    """The places that a file's data speaks of, down to the fields that it replaces and the entries that it hides.

    Both are as they are now; of what ours has no longer, the places are those that theirs names.
    """
    if isinstance(theirs, dict):
        for name, value in without_verbs(theirs).items():
            if name != identified_by(theirs):
                old = ours.get(name) if isinstance(ours, dict) else None
                yield from _uses_of_value(value, old, (*way, str(name)), (*keys, name))
    elif isinstance(theirs, list):
        yield from _uses_of_value(theirs, ours, way, keys)


def _uses_of_value(theirs: object, ours: object, way: Way, keys: Keys) -> Iterator[Use]:
    how = laid(ours, theirs)
    if how == "by id" or (ours is None and has_ids(theirs)):
        for position, entry in enumerate(theirs):
            if (name := identity(entry)) is not None:
                yield from _uses_of_entry(entry, find(ours, (name,)), way, (*keys, position))
    elif how == "by field":
        yield from uses(theirs, ours, way, keys)
    else:
        yield Use(way, keys, is_translation=how == "added")


def _uses_of_entry(theirs: dict, ours: object, above: Way, keys: Keys) -> Iterator[Use]:
    said, here = verbs(theirs), (*above, identity(theirs))
    if where := place(said):
        yield Use((*above, str(where[1])), (*keys, where[0]), only_there=True)
    hidden = bool(said.get("hide"))
    yield Use(here, keys, only_there=not hidden)
    if not hidden and ours is not None:  # of what is in an entry of theirs alone, ours has nothing
        yield from uses(theirs, ours, here, keys)


def find(data: object, way: Way) -> object:
    """What stands at the end of a way; None where nothing does."""
    for name in way:
        data = entries(data).get(name)
    return data


def entries(holder: object) -> dict[str, object]:
    """The entries of a list, or the fields of a mapping, by their names."""
    if isinstance(holder, list):
        return {identity(entry): entry for entry in holder if identity(entry) is not None}
    return holder if isinstance(holder, dict) else {}


def gone(then: object, now: object, way: Way) -> str:
    """That an entry of ours is gone, and by which name it seems to go on; the data of the file are given, as they were and are."""
    before, after = (entries(find(data, way[:-1])) for data in (then, now))
    lost = _nameless(before.get(way[-1]))
    heirs = (name for name, entry in after.items() if name not in before and alike(_nameless(entry), lost))
    return called(next(heirs, None))


def called(heir: str | None) -> str:
    """That something of ours is gone, and what it seems to be called now."""
    return f'ours seems to be called "{heir}" now' if heir else REMOVED


def alike(one: object, other: object) -> bool:
    """Whether two entries, or the texts of two files, are mostly the same."""
    first, second = (entry if isinstance(entry, str) else as_text(entry) for entry in (one, other))
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio() >= _ALIKE


def as_text(value: object) -> str:
    """A value in one line of YAML, for a person to read."""
    if value is None:
        return "nothing"
    return " ".join(yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).split()).removesuffix(" ...")


def _nameless(entry: object) -> object:
    return {name: value for name, value in entry.items() if name != "id"} if isinstance(entry, dict) else entry
