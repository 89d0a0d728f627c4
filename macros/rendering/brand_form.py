"""What the form for brand.yml is made from: the schema of a brand in the words of a language, and the form's own (blocks/form.yml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..model.addresses import Addresses
from ..model.brand import Brand
from ..model.handbook import Handbook, LanguageSetting
from ..model.schema import schema_of
from ..model.sections import BrandForm

#: The words, beside the template.
WORDS = "blocks/form.yml"
#: What only a page that holds the form asks for.
FILES = frozenset(
    f"assets/brand-form{name}" for name in (".css", ".js", "-fields.js", "-controls.js", "-colours.js", "-looks.js", "-yaml.js")
)


class Form(NamedTuple):
    """The form's own words by their names, and everything else as JSON that is safe inside <script>."""

    ui: dict[str, str]
    json: Markup


def apart(handbook: Handbook, addresses: Addresses) -> frozenset[str]:
    """What of a language's site is for the form alone, and costs readers nothing: FILES, and the pages that hold it, if any do."""
    pages = [page.id for page in handbook.pages if any(isinstance(section, BrandForm) for section in page.sections)]
    return FILES.union(f"{addresses.of(page)}index.html" for page in pages) if pages else frozenset()


def form(handbook: Handbook, language: LanguageSetting, said: str) -> Form:
    """The form in a language, of what WORDS says; raise KeyError where that lacks one of the form's own words."""
    words = yaml.load(said, yaml.CSafeLoader)

    def text(both: dict[str, str]) -> str:
        return both.get(language.code) or next(iter(both.values()))

    schema = schema_of(Brand, "Brand", handbook.settings, every=False)
    for name, field in fields(schema):
        if "description" in field:  # the model's English has the apostrophes of code
            field["description"] = field["description"].replace("'", "’")
        _speak(field, words["fields"].get(name, {}), language.code)
    licence = handbook.brand.licence.model_dump()
    ui = {name: text(both) for name, both in words["ui"].items()}
    data = {
        "schema": schema,
        "groups": [{"title": text(group["title"]), "fields": group["fields"]} for group in words["groups"]],
        "rest": text(words["rest"]),
        "offered": words["languages"],
        "languages": {one.code: one.name for one in handbook.settings.languages},
        "begin": {**words["begin"], "licence": licence},
        "ui": ui,
    }
    return Form(ui, htmlsafe_json_dumps(data, ensure_ascii=False))


def fields(schema: dict) -> Iterator[tuple[str, dict]]:
    """Each field that a brand may have, as Class.field, and its place in the schema, which may be changed; texts are no classes."""
    kinds = {schema["title"]: schema} | schema["$defs"]
    for kind, found in kinds.items():
        if "patternProperties" not in found:
            yield from ((f"{kind}.{name}", field) for name, field in found.get("properties", {}).items())


def _speak(field: dict, words: dict, language: str) -> None:
    """Let a field of the schema say its words in a language: title, description, `item` for an entry of a list, `values` of an enum."""
    if label := words.get("label", {}).get(language):
        field["title"] = label
    if help_ := words.get("help", {}).get(language):
        field["description"] = help_
    if item := words.get("item", {}).get(language):
        field["item"] = item
    if values := words.get("values"):
        field["values"] = {value: said[language] for value, said in values.items() if language in said}
