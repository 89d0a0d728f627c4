"""Raw data -> model: what pydantic finds, said in the words of problems.py."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from pydantic import TypeAdapter, ValidationError

from ..model import brand, organization
from ..model.naming import subject
from ..model.texts import TEXTS, Asset, Id, Language, Recorded, Slug, Url, WebAddress, pattern
from ..problems import Problem, closest, explain_value, field, quoted, shortened
from . import meant
from .documents import Document
from .trace import Fault, traced

#: What each pattern of the model asks for.
PATTERNS = {
    pattern(Id): "an id: lower-case letters, digits and hyphens, such as call-first",
    pattern(Slug): "part of an address: lower-case letters without accents, digits and hyphens",
    pattern(Language): "a language code: two or three lower-case letters",
    pattern(Url): "an address that begins with https://, mailto: or tel:",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "a language and a region, joined by a hyphen",
    pattern(WebAddress): "an address that begins with https:// or http://",
    r"^ref:\S+$": "a link to a page of the handbook, such as ref:glossary",
    pattern(Asset): "the path of an SVG, PNG or JPEG file below docs/, such as assets/name.jpg",
    pattern(Recorded): "the path of an MP3, M4A, Ogg, MP4 or WebM file below docs/, such as assets/welcome.mp3",
    pattern(brand.Colour): "a colour as # and six figures or letters from a to f, such as #26547c",
    pattern(organization.Picture): "the path of an SVG or PNG file, such as assets/logo.svg",
    pattern(brand.FontFile): "the path of a font file (woff2, woff, ttf or otf), such as assets/regular.woff2",
    pattern(organization.Address): "an address that begins with https://, mailto: or tel:",
    pattern(organization.HomePage): "an address that begins with https://",
    pattern(
        brand.Origin
    ): "a site as https://, its host and nothing behind it, such as https://hospital.example or https://*.hospital.example",
    pattern(brand.Site): "the address of a site, such as https://example.org/handbook/",
}


def validate(
    document: Document, kind: object, noun: str, data: object, leaving: AbstractSet[str] = frozenset()
) -> tuple[object, list[Problem]]:
    """Return (the model, no problems) or (None, every problem of this file).

    `kind` is a model class or a type such as tuple[Term, ...]; `noun` names one entry of it. Texts in the languages
    `leaving` are not read.
    """
    try:
        return TypeAdapter(kind).validate_python(data, context=leaving), []
    except ValidationError as error:
        return None, [_problem(document, noun, data, fault) for fault in traced(kind, error)]


def _problem(document: Document, noun: str, data: object, fault: Fault) -> Problem:
    about = f"{subject(noun, data, fault.keys)}: " if fault.keys else ""
    message = _message(document, fault)
    document, keys = document.source(fault.keys)
    return Problem(document.path, keys, about + message)


def _message(document: Document, fault: Fault) -> str:
    error, label, value = fault.error, fault.label, fault.error["input"]
    if fault.is_of_key:
        return _key_message(document, fault)
    match error["type"]:
        case "missing" | "union_tag_not_found":
            return _missing(fault)
        case "extra_forbidden" if now := getattr(fault.owner, "renamed", {}).get(fault.keys[-1]):
            entries = quoted(map(str, value if isinstance(value, list) else [value]))
            return f"{label} is a field of older versions, expected {now.partition(':')[0]}. Write {now.format(entries)}."
        case "extra_forbidden":
            return f"{label} is not a field here, expected one of {quoted(fault.fields)}.{_other_field(fault)}"
        case "union_tag_invalid" | "literal_error":
            value = value["kind"] if error["type"] == "union_tag_invalid" else value
            hint = closest(str(value), fault.choices) or " Choose one."
            return f"{label} {explain_value(value, document.written(fault.keys))}, expected one of {quoted(fault.choices)}.{hint}"
        case "string_pattern_mismatch":
            wanted = error["ctx"]["pattern"]
            return f'{label} is "{shortened(value)}", expected {PATTERNS[wanted]}.{meant.mend(value, wanted)}'
        case "less_than_equal":
            return f"{label} is {value}, expected {error['ctx']['le']} at most. Write a smaller number."
        case "greater_than_equal":
            return f"{label} is {value}, expected {error['ctx']['ge']} at least. Write a larger number."
        case "string_too_short":
            return f"{label} is empty, expected a text. Write one."
        case "too_short" if value:
            return f"{label} has {_number(value)}, expected {error['ctx']['min_length']} at least. Add one."
        case "too_short":
            return f"{label} is an empty list, expected at least one entry. Add one."
        case "too_long":
            return f"{label} has {_number(value)}, expected {error['ctx']['max_length']} at most. Remove some."
    return f"{label} {explain_value(value, document.written(fault.keys))}, {_expected(document, fault)}"


def _number(value: list) -> str:
    return f"{len(value)} entr{'y' if len(value) == 1 else 'ies'}"


def _other_field(fault: Fault) -> str:
    name = fault.keys[-1]
    if re.fullmatch("[a-z]{2}", name):
        return " If it is a language of the field above it, indent it."
    return closest(name, fault.fields) or " Rename it, move it or remove it."


def _expected(document: Document, fault: Fault) -> str:
    """What was expected in place of a value of another type, and how to mend it."""
    match fault.error["type"]:
        case "int_parsing" | "int_type" | "int_from_float":
            return "expected a whole number. Write one in figures."
        case "float_parsing" | "float_type":
            return "expected a number. Write one in figures, with a point."
        case "string_type" if fault.error["input"] is None and document.written(fault.keys) == "":
            return "expected a text. Write one."
        case "string_type" if document.is_flow(fault.keys):
            return "expected a text. Put the whole text in double quotes, or take the brackets away."
        case "string_type" if isinstance(fault.error["input"], (dict, list)):
            return "expected a text. Write one after the colon."
        case "string_type":
            return "expected a text. Put it in double quotes."
        case "tuple_type":
            return "expected a list. Begin each entry with a hyphen and a space."
        case "dict_type" if fault.kind in TEXTS:
            return "expected one text per language. Write each language's code, a colon and its text on a line of their own."
        case "dict_type" | "model_type" | "model_attributes_type":
            return "expected fields. Write each field's name, a colon and its value on a line of their own."
        case "date_type" | "date_from_datetime_parsing" | "date_from_datetime_inexact":
            return "expected a date such as 2026-11-24. Write the year, the month and the day."
    return f"{fault.error['msg']}."


def _missing(fault: Fault) -> str:
    if choices := fault.choices:
        return f"{fault.label} is missing, expected one of {quoted(choices)}. Add it."
    return f"{fault.label} is missing. Add it: {fault.fields[fault.keys[-1]].description}"


def _key_message(document: Document, fault: Fault) -> str:
    key = fault.keys[-1]
    if not isinstance(key, str):
        return f"a key {explain_value(key, document.written_key(fault.keys))}, expected a word. Put it in double quotes."
    wanted = fault.error["ctx"]["pattern"]
    holder = f"{field(fault.keys[:-1])} has " if len(fault.keys) > 1 else "the file has "
    in_text = fault.owner in TEXTS
    mend = " Change it, or put a text that holds a colon or a comma in double quotes." if in_text else meant.mend(key, wanted)
    return f'{holder}the key "{shortened(key)}", expected {PATTERNS[wanted]}.{mend}'
