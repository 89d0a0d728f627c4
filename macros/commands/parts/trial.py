"""Translations judged before they are written: by the reader of YAML, by the model, and by every rule of the handbook."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from ...checking import check
from ...model.handbook import Handbook
from ...model.tree import about, at, replaced
from ...reading.documents import Document
from ...reading.validate import validate
from .exchange import Known, Taken, Unit
from .writer import Writer


def judge(known: Known, taken: Taken, writer: Writer, code: str) -> None:
    """Leave what is sound in `taken.good`; say of the others what is wrong, in `taken.problems`."""
    parts, wrong = {}, {}
    for unit, text, _ in taken.good:
        if writer.holds(text):
            parts[unit.path], wrong[unit.path] = _part(known.handbook, unit, text, code)
        else:
            wrong[unit.path] = _unwritable(text)
    before = {unit.path: _part(known.handbook, unit, unit.target, code)[0] for unit in known.units if unit.target}
    for path, message in check.found(_with(known.handbook, before | parts, code)):
        unit = next((path[:length] for length in range(len(path)) if path[:length] in parts), None)
        if unit and path[len(unit)] == code:
            wrong[unit] = wrong[unit] or message
    taken.problems += [f"{where}: {wrong[unit.path]}" for unit, _, where in taken.good if wrong[unit.path]]
    taken.good = [found for found in taken.good if not wrong[found[0].path]]


def _part(handbook: Handbook, unit: Unit, text: str, code: str) -> tuple[object, str]:
    """What stands at the unit's place, with a translation more; or without it, and why there cannot be one."""
    part = at(handbook, unit.path)
    field = next(key for key in reversed(unit.path) if isinstance(key, str))
    data = {field: {code: text.split("\n") if unit.is_list else text}}
    made, problems = validate(Document(Path(), ""), dict[str, type(part)], about(handbook, unit.path), data)
    if problems:
        return part, problems[0].message
    return type(part).model_construct(root={**part.root, **made[field].root}), ""


def _with(handbook: Handbook, parts: dict[tuple, object], code: str) -> Handbook:
    """The handbook with these texts in it, in a language that it may have."""
    return replaced(handbook, parts).model_copy(update={"written": tuple(dict.fromkeys((*handbook.written, code)))})


def _unwritable(text: str) -> str:
    """Why no file can hold a text."""
    signs = sorted({f"U+{ord(sign):04X}" for sign in text if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")})
    if signs:
        return f"the translation holds {', '.join(signs)}, which no text may. Write a space, or nothing, in its place."
    return "the translation would be read as another one. Write it in other words."
