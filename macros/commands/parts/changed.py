"""What of our content, at the places that an organization's file speaks of, is not as it was.

Ours is compared with ours, then and now, along the ways that theirs names: so it can be
told when theirs fits ours no longer. A way is fields and ids, as in ("sections", "ask", "title").
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

import yaml

from ...problems import shortened
from ...reading.merged import identity
from ...reading.verbs import place, verbs, without_verbs

#: What is said where ours has come to have an entry by a name that theirs had given to its own.
MET = "ours has one by this name now; yours is laid over it"
_AROUND = 4  # words on each side of what differs
_LONGEST = 200  # characters of what was added or removed as a whole
_ALIKE = 0.6  # share that two entries have in common when one is the other by a new name
_NO_BREAK = "\u00a0"

Way = tuple[str, ...]


class Use(NamedTuple):
    """A place that theirs speaks of; of a neighbour, beside which something is put, only its going matters."""

    way: Way
    is_neighbour: bool = False


def changes(theirs: object, then: object, now: object) -> Iterator[list[str]]:
    """The lines on each place of which theirs speaks and that ours has changed; the data of the three files are given."""
    said: set[Way] = set()
    for use in _uses(theirs):
        way = _lost_or_met(then, now, use.way)
        if way and way not in said:
            said.add(way)
            yield [f"{_named(way)}: {_gone(then, now, way) if _find(now, way) is None else MET}"]
        elif not way and not use.is_neighbour and (lines := list(_at(then, now, use.way))):
            yield [f"{_named(use.way)}:", *(f"  {line}" for line in lines)]


def alike(one: object, other: object) -> bool:
    """Whether two entries, or the texts of two files, are mostly the same."""
    first, second = (entry if isinstance(entry, str) else _text(entry) for entry in (one, other))
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio() >= _ALIKE


def _uses(theirs: object, way: Way = ()) -> Iterator[Use]:
    """The places that a file's data speaks of, down to the fields that it replaces and the entries that it hides or moves."""
    fields = theirs if isinstance(theirs, dict) else {"": theirs}
    for name, value in without_verbs(fields).items():
        here = (*way, name) if name else way
        if isinstance(value, list) and value and all(identity(entry) is not None for entry in value):
            for entry in value:
                yield from _uses_of(entry, here)
        elif name not in ("id", ""):
            yield Use(here)


def _uses_of(entry: dict, above: Way) -> Iterator[Use]:
    said, here = verbs(entry), (*above, identity(entry))
    if where := place(said):
        yield Use((*above, str(where[1])), is_neighbour=True)
    yield Use(here, is_neighbour=not said.get("hide"))  # that it is there at all
    yield from _uses(entry, here)


def _lost_or_met(then: object, now: object, way: Way) -> Way | None:
    """The first part of a way that is an entry, or a string of the interface, which ours had and has no longer, or has now and had not."""
    for length in range(1, len(way) + 1):
        part = way[:length]
        before, after = _find(then, part), _find(now, part)
        if (before is None) != (after is None):
            holder = _find(then if after is None else now, part[:-1])
            return part if isinstance(holder, list) or length == 1 else None
    return None


def _gone(then: object, now: object, way: Way) -> str:
    """That an entry of ours is gone, and by which name it seems to go on."""
    before, after = (_entries(_find(data, way[:-1])) for data in (then, now))
    heirs = [name for name, entry in after.items() if name not in before and alike(_nameless(entry), _nameless(before[way[-1]]))]
    return f'ours seems to be called "{heirs[0]}" now' if heirs else "ours was removed"


def _entries(holder: object) -> dict[str, object]:
    """The entries of a list, or the fields of a file, by their names."""
    if isinstance(holder, list):
        return {identity(entry): entry for entry in holder if identity(entry) is not None}
    return holder if isinstance(holder, dict) else {}


def _nameless(entry: object) -> object:
    return {name: value for name, value in entry.items() if name != "id"} if isinstance(entry, dict) else entry


def _at(then: object, now: object, way: Way) -> Iterator[str]:
    """What is other at a place, in words."""
    for inner, old, new in _differences(_find(then, way), _find(now, way)):
        where = f"{' '.join(inner)} " if inner else ""
        if isinstance(old, str) and isinstance(new, str):
            for was, is_now in _words(old, new):
                yield f"{where}was: {was}"
                yield f"{where}now: {is_now}"
        else:
            yield f"{where}was: {shortened(_text(old), _LONGEST)}"
            yield f"{where}now: {shortened(_text(new), _LONGEST)}"


def _differences(old: object, new: object, way: Way = ()) -> Iterator[tuple[Way, object, object]]:
    """Where two values differ: (fields, ids and numbers that lead there, the old value, the new one; None where there is none)."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            yield from _differences(old.get(name), new.get(name), (*way, str(name)))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_lists(old, new, way)
    else:
        yield way, old, new


def _in_lists(old: list, new: list, way: Way) -> Iterator[tuple[Way, object, object]]:
    """Entries with ids are compared by these; others by what is still the same around them."""
    before, after = _entries(old), _entries(new)
    if before or after:
        yield from _differences(before, after, way)
        return
    one, other = ([_text(entry) for entry in entries] for entries in (old, new))
    for verb, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for number in range(max(end - start, stop - begin)) if verb != "equal" else ():
            was = old[start + number] if start + number < end else None
            is_now = new[begin + number] if begin + number < stop else None
            yield from _differences(was, is_now, (*way, str(max(start, begin) + number + 1)))


def _words(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Each stretch of words that differs, as it was and as it is, with some words around it."""
    one, other = old.split(" "), new.split(" ")
    for group in SequenceMatcher(None, one, other, autojunk=False).get_grouped_opcodes(_AROUND):
        was, is_now = _stretch(one, group[0][1], group[-1][2]), _stretch(other, group[0][3], group[-1][4])
        if was.replace(_NO_BREAK, " ") == is_now.replace(_NO_BREAK, " "):
            was, is_now = (text.replace(_NO_BREAK, "[U+00A0]") for text in (was, is_now))
        yield was, is_now


def _stretch(words: list[str], start: int, end: int) -> str:
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")


def _named(way: Way) -> str:
    return " > ".join(way)


def _find(data: object, way: Way) -> object:
    """What stands at the end of a way; None where nothing does."""
    for name in way:
        if isinstance(data, dict):
            data = data.get(name)
        elif isinstance(data, list):
            data = next((entry for entry in data if identity(entry) == name), None)
    return data


def _text(value: object) -> str:
    if value is None:
        return "nothing"
    return " ".join(yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).split()).removesuffix(" ...")
