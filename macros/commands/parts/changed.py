"""What of our content, at the places that an organization's file speaks of, is not as it was, in words.

Ours is compared with ours, then and now, along the ways that theirs names (reading/uses.py): so it can be
told when theirs fits ours no longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ...problems import shortened
from ...reading.uses import MET, Way, as_text, entries, find, gone, uses

_AROUND = 4  # words on each side of what differs
_LONGEST = 200  # characters of what was added or removed as a whole
_NO_BREAK = "\u00a0"


def changes(theirs: object, then: object, now: object) -> Iterator[list[str]]:
    """The lines on each place of which theirs speaks and that ours has changed; the data of the three files are given."""
    said: set[Way] = set()
    for use in uses(theirs, now):
        way = _lost_or_met(then, now, use.way)
        if way and way not in said:
            said.add(way)
            yield [f"{' > '.join(way)}: {gone(then, now, way) if find(now, way) is None else MET}"]
        elif not way and not use.only_there and (lines := list(between(find(then, use.way), find(now, use.way)))):
            yield [f"{' > '.join(use.way)}:", *(f"  {line}" for line in lines)]


def _lost_or_met(then: object, now: object, way: Way) -> Way | None:
    """The first part of a way that is an entry, or a string of the interface, which ours had and has no longer, or has now and had not."""
    for length in range(1, len(way) + 1):
        part = way[:length]
        before, after = find(then, part), find(now, part)
        if (before is None) != (after is None):
            holder = find(then if after is None else now, part[:-1])
            return part if isinstance(holder, list) or length == 1 else None
    return None


def between(then: object, now: object) -> Iterator[str]:
    """What is other in a value, in words."""
    for inner, old, new in _differences(then, now):
        where = f"{' '.join(inner)} " if inner else ""
        if isinstance(old, str) and isinstance(new, str):
            for was, is_now in _words(old, new):
                yield f"{where}was: {was}"
                yield f"{where}now: {is_now}"
        else:
            yield f"{where}was: {shortened(as_text(old), _LONGEST)}"
            yield f"{where}now: {shortened(as_text(new), _LONGEST)}"


def as_it_is(value: object) -> Iterator[str]:
    """What a value says, where what it said is not known."""
    for inner, _, new in _differences({} if isinstance(value, dict) else [], value):
        yield f"{' '.join((*inner, 'now'))}: {shortened(new if isinstance(new, str) else as_text(new), _LONGEST)}"


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
    before, after = entries(old), entries(new)
    if before or after:
        yield from _differences(before, after, way)
        return
    one, other = ([as_text(entry) for entry in entries] for entries in (old, new))
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
