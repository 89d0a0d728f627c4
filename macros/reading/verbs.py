"""What an organization's file says of an entry or a page besides its fields: that it is hidden, or where it stands."""

from __future__ import annotations

from pydantic import Field

from ..model.texts import Content, Id


class Verbs(Content):
    """What an organization's file says of a chapter, page, letter, section, item or other entry that has an id, besides its fields."""

    hide: bool = Field(False, description="`true` leaves it out: of pages, menus, search, PDFs and data. A link to it is then an error.")
    after: Id | None = Field(None, description="Puts it after the entry with this id, in the same list.")
    before: Id | None = Field(None, description="Puts it before the entry with this id, in the same list.")


VERBS = tuple(Verbs.model_fields)


#: What people write for true and false besides these, as every other field takes it.
_SAID = {"yes": True, "on": True, "no": False, "off": False}


def verbs(entry: dict) -> dict:
    """The verbs of an entry, as they are in its file."""
    said = {verb: entry[verb] for verb in VERBS if verb in entry}
    return said | {"hide": _SAID.get(str(said["hide"]).lower(), said["hide"])} if "hide" in said else said


def without_verbs(entry: object) -> object:
    """An entry as the model knows it."""
    return {name: value for name, value in entry.items() if name not in VERBS} if isinstance(entry, dict) else entry


def faults(said: dict) -> list[tuple[str, str]]:
    """What is wrong with the verbs of an entry: (verb, message) pairs."""
    found = []
    if not isinstance(said.get("hide", False), bool):
        found.append(("hide", "'hide' is no yes or no, expected true. Write hide: true, or remove the line."))
    found += [
        (verb, f"'{verb}' is no id, expected the id of an entry. Write one.")
        for verb in ("after", "before")
        if not isinstance(said.get(verb, ""), str)
    ]
    if {"after", "before"} <= set(said):
        found.append(("before", "'after' and 'before' are both here, expected one of them. Remove one."))
    return found


def place(said: dict) -> tuple[str, str] | None:
    """The verb that puts an entry beside another one, and the other one's id; None where it says no place."""
    return next(((verb, said[verb]) for verb in ("after", "before") if verb in said), None)
