"""handbook.json keeps its word: while its format has the same number, whatever was in it stays as it was.

`formats/` records the shape of each format, a line for each form that a field may have. What is new is recorded by
`FORMATS=write .venv/bin/python -m pytest tests/rendering/test_data.py`; what is gone asks for another number.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from annotated_types import MinLen
from conftest import BRANDS, DEMO, FROZEN, ROOT
from pydantic import RootModel

from macros.checking import check
from macros.model.handbook import Handbook
from macros.model.texts import Content
from macros.paths import HOME, Project
from macros.rendering import data
from macros.rendering.render import Renderer

RECORDS = Path(__file__).parent / "formats"
#: What JSON has for the types of the model.
SIMPLE = {str: "string", int: "number", float: "number", bool: "boolean", datetime.date: "date"}
#: What is no field of the Handbook.
ABOVE = {"Handbook.format: number", "Handbook.language: string", "Handbook.based_on?: string"}


def forms(kind: object) -> list[str]:
    """What a value of a type may be in JSON, each alternative by its name; a text is what it is in one language."""
    if typing.get_origin(kind) is typing.Annotated:
        return forms(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [form for option in typing.get_args(kind) if option is not type(None) for form in forms(option)]
    if typing.get_origin(kind) is typing.Literal:
        return [json.dumps(value) for value in typing.get_args(kind)]
    if typing.get_origin(kind) is tuple:
        return [f"[{form}]" for form in forms(typing.get_args(kind)[0])]
    if issubclass(kind, RootModel):
        return forms(typing.get_args(kind.model_fields["root"].annotation)[1])
    return [SIMPLE.get(kind) or kind.__name__]


def classes(kind: object) -> Iterator[type[Content]]:
    """The classes of content that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, Content):
        yield kind
    for part in typing.get_args(kind):
        yield from classes(part)


def shape() -> set[str]:
    """The shape of the data by the model: `Class.field: form`, with a question mark where nothing may be said."""
    lines, waiting, seen = set(ABOVE), [Handbook], {Handbook}
    while waiting:
        kind = waiting.pop()
        for name, info in kind.model_fields.items():
            if kind is Handbook and name in data.LEFT_OUT:
                continue
            said = forms(info.annotation)
            least = any(isinstance(limit, MinLen) for limit in info.metadata)
            may_lack = info.default in (None, ()) or (said[0].startswith("[") and not least)
            lines |= {f"{kind.__name__}.{name}{'?' if may_lack else ''}: {form}" for form in said}
            found = set(classes(info.annotation)) - seen
            seen |= found
            waiting += found
    return lines


def lost(before: set[str], now: set[str]) -> list[str]:
    """What was there and is not as it was; that a field is always there now is no loss."""
    return sorted(line for line in before if not {line, line.replace("?:", ":")} & now)


def fits(value: object, options: list[str], lines: set[str]) -> bool:
    """Whether what stands in the data has one of the forms that the shape knows; an object has every field that it must have."""
    if isinstance(value, list):
        return all(fits(entry, [form[1:-1] for form in options if form.startswith("[")], lines) for entry in value)
    if not isinstance(value, dict):
        is_date = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        return bool({SIMPLE.get(type(value), ""), json.dumps(value), *(["date"] if is_date else [])} & set(options))
    return any(_fits(value, form, lines) for form in options)


def _fits(value: dict, name: str, lines: set[str]) -> bool:
    known: dict[str, list[str]] = {}
    for line in (line for line in lines if line.startswith(f"{name}.")):
        field, _, form = line.removeprefix(f"{name}.").partition(": ")
        known.setdefault(field, []).append(form)
    needed = {field for field in known if not field.endswith("?")}
    options = {field.rstrip("?"): said for field, said in known.items()}
    return needed <= value.keys() <= options.keys() and all(fits(said, options[field], lines) for field, said in value.items())


def record() -> Path:
    """The file that records the present format."""
    return RECORDS / f"{data.FORMAT}.txt"


def recorded() -> set[str]:
    return set(record().read_text("utf-8").splitlines()) if record().exists() else set()


def test_the_format_is_kept() -> None:
    """Nothing of the recorded shape is lost while the format has its number, and nothing new is unrecorded."""
    now = shape()
    gone = lost(recorded(), now)
    assert gone == [], "other programs may rely on this: count FORMAT in macros/rendering/data.py up, and say in HACKING.md what is other"
    if os.environ.get("FORMATS") == "write":
        record().write_text("".join(f"{line}\n" for line in sorted(now)), "utf-8")
    assert sorted(now - recorded()) == [], f"run FORMATS=write .venv/bin/python -m pytest {Path(__file__).relative_to(HOME)}"


def test_what_is_lost_is_told() -> None:
    """A field that is gone, renamed, of another form or no longer always there is a loss; a new one is none."""
    now = shape()
    assert lost(now, now - {"Chapter.reviewed: date"}) == ["Chapter.reviewed: date"]
    assert lost(now, now - {"Chapter.reviewed: date"} | {"Chapter.reviewed: string"}) == ["Chapter.reviewed: date"]
    assert lost(now, now - {"Chapter.reviewed: date"} | {"Chapter.reviewed?: date"}) == ["Chapter.reviewed: date"]
    assert lost(now, now - {"Chapter.sections: [Steps]"}) == ["Chapter.sections: [Steps]"]
    assert lost(now, now | {"Chapter.mood: string"}) == []
    assert lost(now, now - {"Page.short?: string"} | {"Page.short: string"}) == []


@pytest.mark.parametrize("project", [Project(DEMO), Project.of(FROZEN, BRANDS / "ontario"), Project.of(ROOT, BRANDS / "espanol")])
def test_the_shape_is_that_of_the_data(project: Project) -> None:
    """What a site publishes, in each language, has the recorded shape; data with a field of another form or without one has not."""
    handbook = check.read(project)
    for language in (one.code for one in handbook.settings.languages):
        said = json.loads(json.dumps(data.content(Renderer(project, handbook, language))))
        assert said["format"] == data.FORMAT and fits(said, ["Handbook"], recorded())
        for change in (
            {"chapters": 3},
            {"brand": {**said["brand"], "mood": "glad"}},
            {"chapters": [{**said["chapters"][0], "title": None}]},
        ):
            assert not fits({**said, **change}, ["Handbook"], recorded())
        assert not fits({name: part for name, part in said.items() if name != "settings"}, ["Handbook"], recorded())


def test_each_format_is_documented() -> None:
    """HACKING.md has a line for each format, and its record is kept."""
    section = re.search(r"^## Data$(.*?)^## ", (HOME / "HACKING.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)[1]
    listed = re.findall(r"^\| (\d+) \| .", section, re.MULTILINE)
    assert [int(number) for number in listed] == list(range(1, data.FORMAT + 1))
    assert sorted(int(path.stem) for path in RECORDS.iterdir()) == list(range(1, data.FORMAT + 1))
