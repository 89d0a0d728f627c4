"""Raw data -> model: what pydantic finds, said in the words of problems.py."""

from __future__ import annotations

import types
import typing

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from . import model
from .documents import Document
from .problems import NOUNS, Problem, closest, explain_value, quoted, subject

PATTERNS = {
    model.Id.__metadata__[0].pattern: "an id: lower-case letters, digits and hyphens, such as call-first",
    model.Slug.__metadata__[0].pattern: "part of an address: lower-case letters without accents, digits and hyphens",
    model.Language.__metadata__[0].pattern: "a language code such as en or fr",
    model.Url.__metadata__[0].pattern: "an address that begins with https:// or mailto:",
    r"^https?://\S+$": "an address that begins with https:// or http://",
    r"^ref:\S+$": "a link to a page of the handbook, such as ref:glossary",
    r"^assets/[\w./-]+$": "the path of a picture below docs/, such as assets/name.jpg",
}


def validate(document: Document, kind: object, noun: str, data: object) -> tuple[object, list[Problem]]:
    """Return (the model, no problems) or (None, every problem of this file).

    `kind` is a model class or a type such as tuple[Term, ...]; `noun` names one entry of it.
    """
    try:
        return TypeAdapter(kind).validate_python(data), []
    except ValidationError as error:
        found = [_problem(document, kind, noun, data, details) for details in error.errors(include_url=False)]
        return None, list(dict.fromkeys(found))


def _problem(document: Document, kind: object, noun: str, data: object, error: ErrorDetails) -> Problem:
    keys = _keys(data, error["loc"])
    about = _about(noun, data, keys)
    if error["loc"] and error["loc"][-1] == "[key]":
        return Problem(document.path, keys, f"{about}: {_key_message(error)}")
    name = next((key for key in reversed(keys) if isinstance(key, str)), None)
    label = f"'{name}'" if name else "the file"
    return Problem(document.path, keys, f"{about}: {_message(document, kind, data, keys, label, error)}")


def _about(noun: str, data: object, keys: tuple) -> str:
    """The subject; in a file that is a list, its entry."""
    if isinstance(data, list) and keys and isinstance(keys[0], int):
        entry = data[keys[0]]
        name = subject(noun, entry, keys[1:])
        return name if isinstance(entry, dict) and "id" in entry else f"{name} {keys[0] + 1}"
    return subject(noun, data, keys)


def _keys(data: object, location: tuple) -> tuple:
    """A pydantic location without the discriminator values and markers that it mixes in."""
    keys: list = []
    for key in location:
        if key == "[key]":
            continue
        last = key == location[-1]
        known = isinstance(data, dict) and key in data or isinstance(data, list) and isinstance(key, int)
        if not known and not last:
            continue
        keys.append(key)
        data = data[key] if known and (isinstance(data, dict) or key < len(data)) else None
    return tuple(keys)


def _key_message(error: ErrorDetails) -> str:
    key = error["input"]
    if isinstance(key, bool):
        word = "yes, on or true" if key else "no, off or false"
        return f'a key is {word}, which YAML reads as "{str(key).lower()}". Put the key in double quotes.'
    if isinstance(key, str):
        return f"the key '{key}' is not {PATTERNS.get(error['ctx']['pattern'])}."
    return f"the key {key} is not text. Put it in double quotes."


def _message(document: Document, kind: object, data: object, keys: tuple, label: str, error: ErrorDetails) -> str:
    context, value = error.get("ctx", {}), error["input"]
    match error["type"]:
        case "missing":
            described = _description(kind, data, keys)
            return f"{label} is missing. Add it: {described}" if described else f"{label} is missing. Add it."
        case "extra_forbidden":
            known = _fields(kind, data, keys)
            return f"{label} is not a field here, expected one of {quoted(known)}.{closest(str(keys[-1]), known)}"
        case "union_tag_not_found":
            return f"'kind' is missing, expected one of {quoted(_kinds())}. Add it."
        case "union_tag_invalid":
            return f"'kind' is \"{context['tag']}\", expected one of {quoted(_kinds())}.{closest(context['tag'], _kinds())}"
        case "literal_error":
            choices = [choice.strip("'") for choice in context["expected"].replace(" or ", ", ").split(", ")]
            return f'{label} is "{value}", expected one of {quoted(choices)}.{closest(str(value), choices)}'
        case "string_pattern_mismatch":
            return f'{label} is "{value}", expected {PATTERNS[context["pattern"]]}.'
        case "string_too_short":
            return f"{label} is empty, expected a text. Write one, or leave the field out."
        case "too_short":
            return f"{label} is an empty list, expected at least one entry. Add one."
        case "string_type":
            found = explain_value(value, document.written(keys))
            mend = "Write one." if value is None else "Put it in double quotes."
            return f"{label} {found}, expected a text. {mend}"
        case "tuple_type" | "list_type":
            return f"{label} {explain_value(value, document.written(keys))}, expected a list. Begin each entry with a hyphen."
        case "dict_type" | "model_type" | "model_attributes_type" if _is_text(kind, data, keys):
            return f"{label} {explain_value(value, document.written(keys))}, expected one text per language. Write each language's code and text on a line below it."
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{label} {explain_value(value, document.written(keys))}, expected fields with values."
        case "date_type" | "date_parsing" | "date_from_datetime_parsing" | "date_from_datetime_inexact":
            return f'{label} is "{document.written(keys)}", expected a date such as 2026-11-24.'
        case _:
            return f"{label}: {error['msg']}."


def _kinds() -> list[str]:
    return [typing.get_args(section.model_fields["kind"].annotation)[0] for section in _sections()]


def _sections() -> tuple[type[BaseModel], ...]:
    return typing.get_args(typing.get_args(model.AnySection)[0])


def _fields(kind: object, data: object, keys: tuple) -> list[str]:
    owner = _type_at(kind, data, keys[:-1])
    return list(owner.model_fields) if isinstance(owner, type) and issubclass(owner, BaseModel) else []


def _description(kind: object, data: object, keys: tuple) -> str:
    owner = _type_at(kind, data, keys[:-1])
    field = owner.model_fields.get(keys[-1]) if isinstance(owner, type) and issubclass(owner, BaseModel) else None
    return field.description if field else ""


def _is_text(kind: object, data: object, keys: tuple) -> bool:
    return _type_at(kind, data, keys) in (model.Text, model.Slugs, model.Words)


def _type_at(kind: object, data: object, keys: tuple) -> object:
    """The declared type of the value at `keys`."""
    for key in keys:
        kind = _one_type(kind, data)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(key) if isinstance(key, str) else None
            kind = field.annotation if field else None
        else:
            arguments = typing.get_args(kind)
            kind = arguments[0 if typing.get_origin(kind) is tuple else -1] if arguments else None
        data = _child(data, key)
    return _one_type(kind, data)


def _one_type(kind: object, data: object) -> object:
    """Resolve Annotated, optional and the union of sections (by the `kind` in the data)."""
    while typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        if len(options) == 1:
            return _one_type(options[0], data)
        wanted = data.get("kind") if isinstance(data, dict) else None
        return next((s for s in options if typing.get_args(s.model_fields["kind"].annotation)[0] == wanted), None)
    return kind


def _child(data: object, key: object) -> object:
    try:
        return data[key]
    except (KeyError, IndexError, TypeError):
        return None


assert set(_kinds()) <= set(NOUNS), "every kind of section needs a noun in problems.NOUNS"
