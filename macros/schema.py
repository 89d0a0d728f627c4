"""What is generated from model.py into content/schema/: JSON Schemas for editors, and the authors' reference."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator

from pydantic import TypeAdapter

from . import model
from .load import FOLDERS, SINGLE_FILES
from .paths import Project
from .problems import Problem

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(settings: model.Settings) -> dict[str, str]:
    """Name of the file in content/schema/ -> its text, for a handbook in these languages."""
    kinds = {name.removesuffix(".yml"): kind for _, name, kind, _ in SINGLE_FILES}
    kinds |= {noun: kind for _, _, kind, noun in FOLDERS}
    generated = {f"{name}.json": _schema(kind, name, settings) for name, kind in kinds.items()}
    return {**generated, "README.md": "\n".join(_reference()) + "\n"}


def _schema(kind: object, name: str, settings: model.Settings) -> str:
    schema = TypeAdapter(kind).json_schema()
    for text in ("Text", "Slugs"):
        if definition := schema.get("$defs", {}).get(text):
            _require_languages(definition, settings)
    return json.dumps({"$schema": DIALECT, "title": name, **schema}, ensure_ascii=False, indent=1) + "\n"


def _require_languages(definition: dict, settings: model.Settings) -> None:
    """Offer the handbook's languages as the keys of a text, and demand them all."""
    (value,) = definition.pop("patternProperties").values()
    definition["properties"] = {language.code: {**value, "description": language.name} for language in settings.languages}
    definition["required"] = [language.code for language in settings.languages]
    definition["additionalProperties"] = False


def _reference() -> Iterator[str]:
    """Every content kind and field, as a Markdown page."""
    yield "# Every field of the content\n"
    yield "Made by `make schema` from `macros/model.py`. Fields in **bold** are required.\n"
    for name, kind in inspect.getmembers(model, inspect.isclass):
        if issubclass(kind, model.Content) and name in model.__all__ and name not in ("Content", "Handbook"):
            yield f"## {name}\n\n{inspect.getdoc(kind)}\n\n| field | meaning |\n| --- | --- |"
            for field, info in kind.model_fields.items():
                yield f"| {f'**`{field}`**' if info.is_required() else f'`{field}`'} | {info.description} |"
            yield ""


def stale(project: Project, settings: model.Settings) -> list[Problem]:
    """A problem for each schema that is not what the model gives now."""
    found = []
    for name, text in schemas(settings).items():
        path = project.schemas / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            found.append(Problem(path, (), "this is not what macros/model.py gives. Run `make schema`.", at=(1, 1)))
    return found


def write(project: Project, settings: model.Settings) -> list[str]:
    """Write the schemas; return the names of those that changed."""
    project.schemas.mkdir(exist_ok=True)
    names = [problem.file.name for problem in stale(project, settings)]
    for name, text in schemas(settings).items():
        (project.schemas / name).write_text(text, encoding="utf-8")
    return names
