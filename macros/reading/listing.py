"""A list of ours while an organization's file says, entry by entry, what is other in it."""

from __future__ import annotations

from typing import NamedTuple

from ..problems import Problem, closest, quoted
from .merged import Part
from .verbs import faults, place, verbs


class Change(NamedTuple):
    """What a file does to ours: `way` is the fields and ids that lead to it, `place` the id that it is put beside."""

    verb: str  # adds, replaces, hides, moves, translates
    noun: str
    way: tuple[str, ...]
    place: str = ""


class Pair(NamedTuple):
    """An entry of the list: as ours has it, as theirs has it, or both, to be laid one over the other."""

    ours: Part | None
    theirs: Part | None

    @property
    def id(self) -> str | None:
        return (self.ours or self.theirs).id


class Listing:
    """The entries of a list, at first as ours has them; `noun` is what one of them is called.

    A list that is `ordered` asks a new entry for its place; in others it stands at the end.
    """

    def __init__(self, ours: Part, noun: str, ordered: bool):
        self.noun = noun
        self.pairs = [Pair(entry, None) for entry in ours.entries()]
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self._ordered = ordered
        self._known = [pair.id for pair in self.pairs]
        self._taken: set[str] = set()

    def take(self, entry: Part) -> None:
        """Do what theirs says of an entry, or note why that cannot be done."""
        noun = self.noun
        if entry.id is None:
            message = f"{noun} {entry.number} has no 'id', expected the id of the {noun} to change, or a new one. Add it."
            self._refuse(entry, message)
            return
        if entry.id in self._taken:
            self._refuse(entry, f'{noun} "{entry.id}" is here twice, expected once. Put what both say into one of them.')
            return
        self._taken.add(entry.id)
        said = verbs(entry.value)
        if wrong := faults(said):
            for verb, message in wrong:
                self._refuse(entry, f"{self._about(entry)}: {message}", verb)
        elif said.get("hide"):
            self._hide(entry)
        elif where := place(said):
            self._put(entry, *where)
        else:
            self._lay(entry)

    def _hide(self, entry: Part) -> None:
        """Leave an entry of ours out."""
        position = self._position(entry)
        if position is None:
            hint = closest(entry.id, self._known) or " Remove it."
            self._refuse(entry, f"{self._about(entry)} is not one of ours, so it cannot be hidden.{hint}")
            return
        del self.pairs[position]
        self._note("hides", entry)

    def _lay(self, entry: Part) -> None:
        """Lay an entry over the one of ours, which stays in its place; or add it at the end, where it needs no place."""
        position = self._position(entry)
        if position is not None:
            self.pairs[position] = Pair(self.pairs[position].ours, entry)
        elif self._ordered:
            hint = closest(entry.id, self._known)
            mend = "To add a new one, say where: after: or before: and an id."
            self._refuse(entry, f"{self._about(entry)} is not one of ours.{hint} {mend}")
        else:
            self.pairs.append(Pair(None, entry))
            self._note("adds", entry)

    def _put(self, entry: Part, verb: str, target: str) -> None:
        """Put an entry, new or one of ours, after or before another one."""
        position = self._position(entry)
        ours = None if position is None else self.pairs.pop(position).ours
        ids = [pair.id for pair in self.pairs]
        if target not in ids:
            hint = closest(target, filter(None, ids)) or f" Choose one of {quoted(filter(None, ids))}."
            self._refuse(entry, f"{self._about(entry)}: '{verb}' is \"{target}\", expected the id of a {self.noun} here.{hint}", verb)
            return
        self.pairs.insert(ids.index(target) + (verb == "after"), Pair(ours, entry))
        self._note("adds" if ours is None else "moves", entry, f"{verb} {target}")

    def _position(self, entry: Part) -> int | None:
        """Where the entry of ours with the same id stands now."""
        return next((number for number, pair in reversed([*enumerate(self.pairs)]) if pair.ours and pair.id == entry.id), None)

    def _about(self, entry: Part) -> str:
        return f'{self.noun} "{entry.id}"'

    def _note(self, verb: str, entry: Part, place: str = "") -> None:
        self.changes.append(Change(verb, self.noun, entry.way, place))

    def _refuse(self, entry: Part, message: str, *field: str) -> None:
        self.problems.append(Problem(entry.document.path, (*entry.keys, *field), message))
