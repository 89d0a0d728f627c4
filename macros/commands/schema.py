"""`python -m macros schema`: JSON Schemas for editors, and the authors' reference, made from the model into content/schema/.

Files of an organization's folder have schemas of their own (overlay/): nothing
but ids is required there, and entries may carry the verbs of verbs.py.
"""

from __future__ import annotations

import argparse
import inspect
import json
from collections.abc import Iterator

from ..checking import check
from ..model.handbook import Handbook, Settings
from ..model.kinds import FILES, PAGES
from ..model.schema import schema_of
from ..model.texts import Content, kinds
from ..paths import Project
from ..problems import Problem
from ..reading.verbs import Verbs

VERBS_SCHEMA = Verbs.model_json_schema()["properties"]


def run(project: Project, options: argparse.Namespace) -> str:
    """Write content/schema/ anew from the model."""
    _, handbook = check.fresh(project)
    return f"Written: {', '.join(write(project, handbook.settings)) or 'nothing, all were current'}."


def schemas(settings: Settings) -> dict[str, str]:
    """Name of the file in content/schema/ -> its text, for a handbook in these languages."""
    types = {kind.place.removesuffix(".yml"): kind.type for kind in FILES} | {kind.noun: kind.type for kind in PAGES}
    generated = {f"{name}.json": _schema(kind, name, settings, every=name != "brand") for name, kind in types.items()}
    over = {name: kind for name, kind in types.items() if name != "brand"}
    generated |= {f"overlay/{name}.json": _over(_schema(kind, name, settings, every=False)) for name, kind in over.items()}
    return {**generated, "README.md": "\n".join(_reference()) + "\n"}


def _schema(kind: object, name: str, settings: Settings, every: bool) -> str:
    return json.dumps(schema_of(kind, name, settings, every), ensure_ascii=False, indent=1) + "\n"


def _over(schema: str) -> str:
    """A schema for an organization's file: it says only what is other, and where."""
    return json.dumps(_loosened(json.loads(schema)), ensure_ascii=False, indent=1) + "\n"


def _loosened(node: object) -> object:
    if isinstance(node, list):
        return [_loosened(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    found = {key: _loosened(value) for key, value in node.items() if key not in ("discriminator", "minItems")}
    if "oneOf" in found:
        found["anyOf"] = found.pop("oneOf")
    properties = node.get("properties", {})
    if properties.keys() & {"id", "kind", "languages"}:  # an entry or a file, and no text
        found.pop("required", None)
    if "id" in properties:
        found["properties"] |= VERBS_SCHEMA
    return found


def _reference() -> Iterator[str]:
    """Every content kind and field, and every verb, as a Markdown page."""
    yield "# Every field of the content\n"
    yield "Made by `make schema` from the model. Fields in **bold** are required.\n"
    written = (kind for kind in kinds(Content) if kind.model_fields and kind not in (Handbook, Verbs))
    for kind in sorted(written, key=lambda kind: kind.__name__):
        yield from _described(kind.__name__, kind)
    yield from _described("Verbs of an organization's folder", Verbs)


def _described(name: str, kind: type[Content]) -> Iterator[str]:
    """A heading and the fields of a kind, as a table."""
    yield f"## {name}\n\n{inspect.getdoc(kind)}\n\n| field | meaning |\n| --- | --- |"
    for field, info in kind.model_fields.items():
        yield f"| {f'**`{field}`**' if info.is_required() else f'`{field}`'} | {info.description} |"
    yield ""


def stale(project: Project, settings: Settings) -> list[Problem]:
    """A problem for each schema that is not what the model gives now."""
    found = []
    for name, text in schemas(settings).items():
        path = project.schemas / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            found.append(Problem(path, (), "this is not what macros/model/ gives. Run `make schema`.", at=(1, 1)))
    return found


def write(project: Project, settings: Settings) -> list[str]:
    """Write the schemas; return the names of those that changed."""
    (project.schemas / "overlay").mkdir(parents=True, exist_ok=True)
    names = [problem.file.relative_to(project.schemas).as_posix() for problem in stale(project, settings)]
    for name, text in schemas(settings).items():
        (project.schemas / name).write_text(text, encoding="utf-8")
    return names
