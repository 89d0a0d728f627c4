"""What authors may write as a JSON Schema (2020-12): for editors, and for the form of brand.yml."""

from __future__ import annotations

from pydantic import TypeAdapter

from .handbook import Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: object, title: str, settings: Settings, every: bool) -> dict:
    """The schema of a class of the content in a handbook of these languages, all of which a text must have if `every`."""
    schema = TypeAdapter(kind).json_schema()
    for text in ("Text", "Slugs", "Urls", "Files"):
        if definition := schema.get("$defs", {}).get(text):
            _name_languages(definition, settings, every)
    return {"$schema": DIALECT, "title": title, **schema}


def _name_languages(definition: dict, settings: Settings, every: bool) -> None:
    """Offer the handbook's languages as the keys of a text; demand them all, unless an organization may offer fewer or others."""
    (value,) = definition["patternProperties"].values()
    definition["properties"] = {language.code: {**value, "description": language.name} for language in settings.languages}
    definition["additionalProperties"] = False
    if every:
        del definition["patternProperties"]
        definition["required"] = [language.code for language in settings.languages]
