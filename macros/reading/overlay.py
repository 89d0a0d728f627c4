"""An organization's file laid over ours: entries are found by id, and each part remembers whose file it came from.

What a file of theirs says replaces what ours says, field by field; a text is one
field in all its languages. A text in languages that ours lacks is added to it,
so that a translation is an overlay like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import Field

from ..model import inline
from ..model.naming import noun_at
from ..model.texts import Content, Id
from ..problems import Problem, closest
from .documents import Document, Keys


class Verbs(Content):
    """What an organization's file says of a chapter, page, letter, section, item or other entry that has an id, besides its fields."""

    hide: bool = Field(False, description="`true` leaves it out: of pages, menus, search, PDFs and data. A link to it is then an error.")
    after: Id | None = Field(None, description="Puts it after the entry with this id, in the same list.")
    before: Id | None = Field(None, description="Puts it before the entry with this id, in the same list.")


VERBS = tuple(Verbs.model_fields)


class Change(NamedTuple):
    """What a file does to ours: `way` is the fields and ids that lead to it, `place` the id that it is put beside."""

    verb: str  # adds, replaces, hides, moves, translates
    noun: str
    way: tuple[str, ...]
    place: str = ""


#: Lists whose new entries stand at the end.
_WITHOUT_ORDER = ("languages", "claims", "links", "contacts", "social", "legal")
Places = tuple[Keys, Keys, Keys]  # the keys of one part in the merged data, in ours and in theirs


class Merged:
    """Two documents as one: where each part stands is asked of the document that it came from."""

    def __init__(self, base: Document | Merged):
        self.path = base.path
        self._sources: dict[Keys, tuple[Document | Merged, Keys]] = {(): (base, ())}

    def came(self, keys: Keys, document: Document | Merged, own: Keys) -> None:
        """Note that what stands at `keys` is at `own` in a document."""
        self._sources[keys] = (document, own)

    def source(self, keys: Keys) -> tuple[Document, Keys]:
        """The document that holds what stands at `keys`, and its keys there."""
        length = next(length for length in range(len(keys), -1, -1) if keys[:length] in self._sources)
        document, own = self._sources[keys[:length]]
        return document.source((*own, *keys[length:]))

    def written(self, keys: Keys) -> str | None:
        """See Document.written."""
        document, own = self.source(keys)
        return document.written(own)

    def written_key(self, keys: Keys) -> str:
        """See Document.written_key."""
        document, own = self.source(keys)
        return document.written_key(own)

    def is_flow(self, keys: Keys) -> bool:
        """See Document.is_flow."""
        document, own = self.source(keys)
        return document.is_flow(own)


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
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._fields(ours, without_verbs(theirs), noun, ((), (), ()), ())
        if _has_ids(ours) and isinstance(theirs, list):
            return self._entries(ours, theirs, noun, ((), (), ()), (), free=True)
        self.merged.came((), self.top, ())
        return theirs

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
                    self._report(
                        (key, code), f'interface "{key}": {code} has {has}, expected {expected} as ours has. Write them in braces.'
                    )

    def _fields(self, ours: dict, theirs: dict, noun: str, places: Places, way: tuple[str, ...]) -> dict:
        found = dict(ours)
        for name, value in theirs.items():
            here, there, above = ((*keys, name) for keys in places)
            old = ours.get(name)
            if _has_ids(old) and isinstance(value, list) and value:  # an empty list takes the place of ours
                entry = noun_at(ours, name)
                found[name] = self._entries(old, value, entry, (here, there, above), (*way, name), free=name in _WITHOUT_ORDER)
            elif (both := _translated(old, value)) is not None:
                found[name] = both
                self.changes.append(Change("translates", noun, (*way, name)))
            elif name != "id":
                found[name] = value
                self.changes.append(Change("replaces" if name in ours else "adds", noun, (*way, name)))
                self.merged.came(here, self.top, above)
        return found

    def _entries(self, ours: list, theirs: list, noun: str, places: Places, way: tuple[str, ...], free: bool = False) -> list:
        """Two lists of entries as one; `free` says that a new entry needs no place: it stands at the end."""
        at, base_at, top_at = places
        order: list[tuple[int | None, int | None]] = [(number, None) for number in range(len(ours))]
        seen: set[str] = set()
        names = {identity(entry): number for number, entry in enumerate(ours)}
        for number, entry in enumerate(theirs):
            name, keys = identity(entry), (*top_at, number)
            if name is None:
                self._report(keys, f"{noun} {number + 1} has no 'id', expected the id of the {noun} to change, or a new one. Add it.")
                continue
            if name in seen:
                self._report(keys, f'{noun} "{name}" is here twice, expected once. Put what both say into one of them.')
                continue
            seen.add(name)
            verbs, about = {verb: entry[verb] for verb in VERBS if verb in entry}, f'{noun} "{name}"'
            known = names.get(name)
            if not self._sound(verbs, keys, about):
                continue
            here = next((spot for spot in order if spot[0] == known is not None), None)
            if verbs.pop("hide", False):
                if here is None:
                    self._report(keys, f"{about} is not one of ours, so it cannot be hidden.{closest(name, names) or ' Remove it.'}")
                else:
                    order.remove(here)
                    self.changes.append(Change("hides", noun, (*way, name)))
                continue
            if here is None and not verbs and not free:
                hint = closest(name, names) or ""
                self._report(keys, f"{about} is not one of ours.{hint} To add a new one, say where: after: or before: and an id.")
                continue
            spot = (known, number)
            if not verbs:
                order = [spot if one == here else one for one in order] if here else [*order, spot]
            else:
                order = [one for one in order if one != here]
                ids = [identity(ours[one[0]] if one[0] is not None else theirs[one[1]]) for one in order]
                verb, target = next(iter(verbs.items()))
                if target not in ids:
                    self._report(
                        (*keys, verb), f"{about}: '{verb}' is \"{target}\", expected the id of a {noun} here.{_choices(target, ids)}"
                    )
                    continue
                order.insert(ids.index(target) + (verb == "after"), spot)
            if here is None or verbs:
                place = " ".join(next(iter(verbs.items()), ()))
                self.changes.append(Change("adds" if here is None else "moves", noun, (*way, name), place))
        self.merged.came(at, self.top, top_at)
        return [self._entry(ours, theirs, spot, noun, ((*at, number), base_at, top_at), way) for number, spot in enumerate(order)]

    def _entry(
        self, ours: list, theirs: list, spot: tuple[int | None, int | None], noun: str, places: Places, way: tuple[str, ...]
    ) -> object:
        (mine, other), (at, base_at, top_at) = spot, places
        if mine is None:
            self.merged.came(at, self.top, (*top_at, other))
            return without_verbs(theirs[other])
        self.merged.came(at, self.base, (*base_at, mine))
        if other is None:
            return ours[mine]
        places = (at, (*base_at, mine), (*top_at, other))
        return self._fields(ours[mine], without_verbs(theirs[other]), noun, places, (*way, identity(theirs[other])))

    def _sound(self, verbs: dict, keys: Keys, about: str) -> bool:
        problems = faults(verbs)
        for verb, message in problems:
            self._report((*keys, verb), f"{about}: {message}")
        return not problems

    def _report(self, keys: Keys, message: str) -> None:
        self.problems.append(Problem(self.top.path, keys, message))


def faults(verbs: dict) -> list[tuple[str, str]]:
    """What is wrong with the verbs of an entry: (verb, message) pairs."""
    found = []
    if not isinstance(verbs.get("hide", False), bool):
        found.append(("hide", "'hide' is no yes or no, expected true. Write hide: true, or remove the line."))
    found += [
        (verb, f"'{verb}' is no id, expected the id of an entry. Write one.")
        for verb in ("after", "before")
        if not isinstance(verbs.get(verb, ""), str)
    ]
    if {"after", "before"} <= set(verbs):
        found.append(("before", "'after' and 'before' are both here, expected one of them. Remove one."))
    return found


def without_verbs(entry: object) -> object:
    """An entry as the model knows it."""
    return {name: value for name, value in entry.items() if name not in VERBS} if isinstance(entry, dict) else entry


def _choices(target: str, ids: Iterable[str | None]) -> str:
    known = [name for name in ids if name]
    return closest(target, known) or f" Choose one of {', '.join(known)}."


def _blanks(string: object) -> list[str]:
    return sorted(set(inline.PLACEHOLDER.findall(string))) if isinstance(string, str) else []


def identity(entry: object) -> str | None:
    """What an entry of a list is found by: its id; a language's code; the source of a claim; the address of a link."""
    found = next((entry[key] for key in ("id", "code", "source", "url") if key in entry), None) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else None


def _has_ids(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(identity(entry) is not None for entry in value)


def _translated(ours: object, theirs: object) -> object:
    """A text, or list of texts, with the languages that `theirs` adds; None when it is no translation of `ours`."""
    if isinstance(ours, dict) and theirs == {}:
        return ours  # not translated yet
    if isinstance(ours, dict) and isinstance(theirs, dict) and not ours.keys() & theirs.keys():
        return {**ours, **theirs} if _strings(ours) and _strings(theirs) else None
    if isinstance(ours, list) and isinstance(theirs, list) and ours and len(ours) == len(theirs):
        pairs = [_translated(one, other) for one, other in zip(ours, theirs, strict=True)]
        return None if None in pairs else pairs
    return None


def _strings(text: dict) -> bool:
    return all(isinstance(value, (str, list)) for value in text.values())
