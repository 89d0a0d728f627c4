"""pydantic's errors, traced through the types of the model to where they stand in the file."""

from __future__ import annotations

import typing
from typing import NamedTuple

from pydantic import BaseModel, Tag, ValidationError
from pydantic_core import ErrorDetails

from ..model.naming import bare, is_union, name_of
from ..model.texts import TEXTS
from ..problems import field, nearest


class Fault(NamedTuple):
    """One of pydantic's errors, with where it is."""

    error: ErrorDetails
    keys: tuple  # in the file; pydantic's location holds names of options as well
    owner: object  # the type that holds the last key
    kind: object  # the type of what should stand there

    @property
    def label(self) -> str:
        """What a message calls the place."""
        return field(self.keys, in_text=self.owner in TEXTS)

    @property
    def is_of_key(self) -> bool:
        """Whether a key is wrong, and not a value."""
        return _is_of_key(self.error)

    @property
    def fields(self) -> dict:
        """The fields beside it."""
        return self.owner.model_fields if isinstance(self.owner, type) and issubclass(self.owner, BaseModel) else {}

    @property
    def choices(self) -> list[str]:
        """The values that the field allows, where it names them."""
        if is_union(self.kind) and not _tags(self.kind):
            return [name_of(option) for option in typing.get_args(self.kind)]
        return list(typing.get_args(self.kind)) if typing.get_origin(self.kind) is typing.Literal else []


def traced(kind: object, error: ValidationError) -> list[Fault]:
    """Every mistake in data that should have been of a type, each once: without the errors that follow from another one."""
    faults = [_trace(kind, details) for details in error.errors(include_url=False)]
    misspelt = {
        (*fault.keys[:-1], nearest(str(fault.keys[-1]), fault.fields)) for fault in faults if fault.error["type"] == "extra_forbidden"
    }
    wrong_keys = {fault.keys for fault in faults if fault.is_of_key}

    def follows(fault: Fault) -> bool:
        below_wrong_key = not fault.is_of_key and any(fault.keys[:length] in wrong_keys for length in range(len(fault.keys) + 1))
        # pydantic counts the entries of a list after it has left out the wrong ones
        miscounted = fault.error["type"] == "too_short" and len(fault.error["input"]) >= fault.error["ctx"]["min_length"]
        return miscounted or below_wrong_key or (fault.error["type"] == "missing" and fault.keys in misspelt)

    return [fault for fault in faults if not follows(fault)]


def _trace(kind: object, error: ErrorDetails) -> Fault:
    """Follow pydantic's location of an error through the types."""
    keys, owner, kind = [], None, _bare(kind)
    for key in error["loc"]:
        if key == "[key]":
            continue
        if is_union(kind):
            kind = _tags(kind).get(key) or next(option for option in typing.get_args(kind) if name_of(option) == key)
            continue
        keys.append(key)
        owner, kind = kind, _bare(_child_type(kind, key))
    if _is_of_key(error):
        keys[-1] = error["input"]  # the location holds a text in place of a date or a boolean
    if error["type"] in ("union_tag_invalid", "union_tag_not_found"):
        keys, owner = [*keys, "kind"], typing.get_args(kind)[0]
    return Fault(error, tuple(keys), owner, kind)


def _is_of_key(error: ErrorDetails) -> bool:
    return error["type"] == "invalid_key" or error["loc"][-1:] == ("[key]",)


def _bare(kind: object) -> object:
    """A type without Annotated and None."""
    kind = bare(kind)
    if is_union(kind):
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        return _bare(options[0]) if len(options) == 1 else kind
    return kind


def _tags(kind: object) -> dict[str, object]:
    """What each type of a union is called in pydantic's locations, where a function tells them apart and not `kind`."""
    marked = ((mark, bare(option)) for option in typing.get_args(kind) for mark in getattr(option, "__metadata__", ()))
    return {mark.tag: option for mark, option in marked if isinstance(mark, Tag)}


def _child_type(kind: object, key: object) -> object:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind.__pydantic_root_model__:
            return typing.get_args(kind.model_fields["root"].annotation)[-1]
        return kind.model_fields[key].annotation if key in kind.model_fields else None
    arguments = typing.get_args(kind)
    return arguments[0 if typing.get_origin(kind) is tuple else -1] if arguments else None
