"""An organization's file laid over ours: entries are found by id, and each part remembers whose file it came from.

What a file of theirs says replaces what ours says, field by field; a text is one
field in all its languages. A text in languages that ours lacks is added to it,
so that a translation is an overlay like any other.
"""

from __future__ import annotations

from typing import Literal

from ..model import inline
from ..model.naming import noun_at
from ..problems import Problem, closest
from .documents import Document, Keys
from .listing import Change, Listing
from .merged import Merged, Part, identity
from .verbs import without_verbs

#: Lists whose new entries stand at the end.
_WITHOUT_ORDER = ("languages", "claims", "links", "contacts", "social", "legal")


class Overlay:
    """Lays the data of `top` over that of `base`; what cannot be done is in `problems`."""

    def __init__(self, base: Document, top: Document):
        self.base, self.top = base, top
        self.merged = Merged(base)
        self.problems: list[Problem] = []
        self.changes: list[Change] = []

    @property
    def hidden(self) -> list[str]:
        """Ids of the entries that are left out."""
        return [change.way[-1] for change in self.changes if change.verb == "hides"]

    def lay(self, ours: object, theirs: object, noun: str) -> object:
        """The data of both files; `noun` is what one entry of a list is called."""
        base, top = Part(self.base, ours), Part(self.top, theirs)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._fields(base, top, (), noun)
        if has_ids(ours) and isinstance(theirs, list):
            return self._entries(base, top, (), Listing(base, noun, ordered=False))
        return self._theirs(top, ())

    def strings(self, ours: dict, theirs: dict) -> None:
        """Report interface strings that ours does not have, and those without the blanks that the site fills."""
        for key, text in theirs.items():
            if key not in ours:
                hint = closest(str(key), ours) or " Remove it."
                self._report((key,), f'interface "{key}" is not one of the handbook\'s, expected an id of ours.{hint}')
                continue
            wanted = _blanks(next(iter(ours[key].values()), "")) if isinstance(ours[key], dict) else []
            for code, string in text.items() if isinstance(text, dict) else ():
                if (found := _blanks(string)) != wanted:
                    has, expected = (f"the blanks {', '.join(names)}" if names else "no blank" for names in (found, wanted))
                    mend = "Write them in braces."
                    self._report((key, code), f'interface "{key}": {code} has {has}, expected {expected} as ours has. {mend}')

    def _fields(self, ours: Part, theirs: Part, at: Keys, noun: str) -> dict:
        """Ours with the fields of theirs; the result stands at the keys `at` of the merged data."""
        found = dict(ours.value)
        for name in without_verbs(theirs.value):
            old, new, here = ours.field(name), theirs.field(name), (*at, name)
            how = laid(old.value, new.value)
            if how == "by id":
                listing = Listing(old, noun_at(ours.value, name), ordered=name not in _WITHOUT_ORDER)
                found[name] = self._entries(old, new, here, listing)
            elif how == "added":
                found[name] = both = _translated(old.value, new.value)
                for keys in _languages(new.value) if both is not old.value else ():
                    self.merged.came((*here, *keys), new.document, (*new.keys, *keys))
                self.changes.append(Change("translates", noun, new.way))
            elif how == "by field":
                found[name] = self._fields(old, new, here, noun)
            elif name != "id":
                found[name] = self._theirs(new, here)
                self.changes.append(Change("replaces" if name in ours.value else "adds", noun, new.way))
        return found

    def _entries(self, ours: Part, theirs: Part, at: Keys, listing: Listing) -> list:
        """Two lists of entries as one; the result stands at `at`."""
        for entry in theirs.entries():
            listing.take(entry)
        self.problems += listing.problems
        self.changes += listing.changes
        self._theirs(theirs, at)
        return [self._entry(mine, other, (*at, number), listing.noun) for number, (mine, other) in enumerate(listing.pairs)]

    def _entry(self, ours: Part | None, theirs: Part | None, at: Keys, noun: str) -> object:
        """An entry that one of the files has, or both have."""
        if ours is None:
            return without_verbs(self._theirs(theirs, at))
        self.merged.came(at, ours.document, ours.keys)
        return ours.value if theirs is None else self._fields(ours, theirs, at, noun)

    def _theirs(self, part: Part, at: Keys) -> object:
        """What theirs has, which stands at `at`."""
        self.merged.came(at, part.document, part.keys)
        return part.value

    def _report(self, keys: Keys, message: str) -> None:
        self.problems.append(Problem(self.top.path, keys, message))


def _blanks(string: object) -> list[str]:
    return sorted(set(inline.PLACEHOLDER.findall(string))) if isinstance(string, str) else []


def laid(ours: object, theirs: object) -> Literal["by id", "added", "by field", "whole"]:
    """How a value of theirs is laid over ours: entry by entry, as more languages of it, field by field, or in its place."""
    if has_ids(ours) and isinstance(theirs, list) and theirs:  # an empty list takes the place of ours
        return "by id"
    if _translated(ours, theirs) is not None:
        return "added"
    return "by field" if _has_fields(ours) and isinstance(theirs, dict) else "whole"


def has_ids(value: object) -> bool:
    """Whether a value is a list whose entries are found by their ids."""
    return isinstance(value, list) and bool(value) and all(identity(entry) is not None for entry in value)


def _translated(ours: object, theirs: object) -> object:
    """A text, or list of texts, with the languages that `theirs` adds; None when it is no translation of `ours`."""
    if isinstance(ours, dict) and theirs == {}:
        return ours  # not translated yet
    if isinstance(ours, dict) and isinstance(theirs, dict) and not ours.keys() & theirs.keys():
        return {**ours, **theirs} if _is_text(ours) and not any(isinstance(value, dict) for value in theirs.values()) else None
    if isinstance(ours, list) and isinstance(theirs, list) and ours and theirs:
        pairs = [_translated(one, other) for one, other in zip([*ours, *ours[:1] * len(theirs)], theirs, strict=False)]
        if None not in pairs:  # a translation of what ours had before says nothing of what ours has now
            return pairs if len(ours) == len(theirs) else ours
    return None


def _languages(text: dict | list) -> list[Keys]:
    """The keys of each language in a text, or in a list of texts."""
    if isinstance(text, dict):
        return [(code,) for code in text]
    return [(position, *keys) for position, entry in enumerate(text) for keys in _languages(entry)]


def _has_fields(value: object) -> bool:
    """Whether a value has fields of its own, as a worksheet's calendar has: it is no text in some languages."""
    return isinstance(value, dict) and not _is_text(value)


def _is_text(text: dict) -> bool:
    return all(isinstance(value, (str, list)) for value in text.values())
