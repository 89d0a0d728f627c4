"""The form for brand.yml has words for every field in both languages, stands on our own site alone, and costs readers nothing."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import BRANDS, DEMO, ROOT, named

from macros.checking import check, typography
from macros.commands import schema
from macros.model.brand import Brand
from macros.model.schema import schema_of
from macros.paths import Project
from macros.rendering import brand_form, identity
from macros.rendering.render import Renderer
from tools import yaml_library

ASSETS = ROOT / "overrides" / "assets"
WORDS = yaml.safe_load((ROOT / "overrides" / brand_form.WORDS).read_text("utf-8"))


def renderer(overlay: Path | None = None, language: str = "en") -> Renderer:
    project = Project.of(DEMO, overlay)
    return Renderer(project, check.read(project), language)


def test_every_field_has_words() -> None:
    """Each field of a brand has a label in both languages and help in French, lists and choices too; no words are left over."""
    brand = schema_of(Brand, "Brand", check.read(Project(DEMO)).settings, every=False)
    fields = dict(brand_form.fields(brand))
    assert WORDS["fields"].keys() == fields.keys()
    for name, field in fields.items():
        said = WORDS["fields"][name]
        assert said["label"].keys() == {"en", "fr"} and "fr" in said["help"], name
        of = [field, *field.get("anyOf", ())]
        items = next((one["items"] for one in of if "items" in one), None)
        assert ("item" in said) == (items is not None), name
        assert set(said.get("values", ())) == {*field.get("enum", ()), *(items or {}).get("enum", ())}, name
    assert {field for group in WORDS["groups"] for field in group["fields"]} == set(Brand.model_fields)
    assert WORDS["languages"] in Brand.model_fields and WORDS["begin"].keys() < set(Brand.model_fields)


def texts(node: object) -> list[dict[str, str]]:
    """Every text of the words, in its languages."""
    if isinstance(node, dict) and node.keys() <= {"en", "fr"}:
        return [node]
    return [text for value in node.values() for text in texts(value)] if isinstance(node, dict) else []


def test_words_are_in_both_languages() -> None:
    """Only help may lack English, which the model has; blanks are the same in both, and typography is each language's own."""
    helps = {id(field["help"]) for field in WORDS["fields"].values()}
    for text in [*texts(WORDS["ui"]), *texts(WORDS["fields"]), *(group["title"] for group in WORDS["groups"]), WORDS["rest"]]:
        assert text.keys() == {"en", "fr"} or id(text) in helps, text
        blanks = {language: sorted(re.findall(r"\{\w+\}", words)) for language, words in text.items()}
        assert len({*map(tuple, blanks.values())}) == 1, text
        for language, words in text.items():
            assert list(typography.faults(re.sub(r"`[^`]*`", "x", words), language)) == [], words


def test_a_page_holds_the_schema_in_its_language() -> None:
    """The form's schema is that of editors, in other words: English of the model where there are no better, French of form.yml."""
    project = Project(DEMO)
    (english, french) = (json.loads(renderer(language=code).brand_form().json)["schema"] for code in ("en", "fr"))
    whole = json.loads(schema.schemas(check.read(project).settings)["brand.json"])
    for made in (english, french):
        for _, field in brand_form.fields(made):
            for key in ("title", "description", "item", "values"):
                field.pop(key, None)
    for _, field in brand_form.fields(whole):
        for key in ("title", "description"):
            field.pop(key, None)
    assert english == french == whole
    for code in ("en", "fr"):
        for name, field in brand_form.fields(json.loads(renderer(language=code).brand_form().json)["schema"]):
            assert "'" not in field["description"], name
    said = json.loads(renderer(language="fr").brand_form().json)["schema"]["properties"]
    assert said["colours"]["title"] == "Couleurs" and said["papers"]["values"] == {"letter": "Lettre", "a4": "A4"}


@pytest.mark.parametrize("brand", [None, "longest"])
def test_it_is_on_our_own_site_alone(brand: str | None) -> None:
    """Where an organization has a brand, there is neither the page, nor what leads there, nor a file of the form."""
    made = renderer(BRANDS / brand if brand else None)
    has_form = brand is None
    assert ("brand-form" in made.addresses.pages) == has_form
    about = made.addresses.pages["about"].model_dump_json()
    assert ("ref:brand-form" in about) == has_form
    assert made.handbook.settings.apart == (("brand-form",) if has_form else ())
    assert identity.unneeded(made) >= brand_form.FILES or has_form
    assert not identity.unneeded(made) & brand_form.FILES or not has_form


def test_its_files_are_known() -> None:
    """Every file of the form in assets/ is one that is left out elsewhere."""
    assert {f"assets/{path.name}" for path in ASSETS.glob("brand-form*")} == brand_form.FILES


def test_the_library_is_the_one_that_was_made() -> None:
    """The file of the YAML library is byte for byte what tools/yaml_library.py makes, with its licence."""
    data = yaml_library.TARGET.read_bytes()
    assert hashlib.sha256(data).hexdigest() == yaml_library.SHA256
    assert data.startswith(f"/*! yaml {yaml_library.VERSION}\n\nCopyright Eemeli Aro".encode())


def test_it_costs_readers_nothing(demo_site: Path) -> None:
    """No other page names a file of the form, the service worker keeps none, and the theme's stylesheet is not larger for it."""
    holding = [path for path in demo_site.rglob("*.html") if b"assets/brand-form" in path.read_bytes()]
    assert sorted(path.relative_to(demo_site).as_posix() for path in holding) == ["en/brand-form/index.html", "fr/marque/index.html"]
    for code, page in (("en", "brand-form/"), ("fr", "marque/")):
        worker = (demo_site / code / "sw.js").read_text("utf-8")
        assert "brand-form" not in worker and f'"{page}"' not in worker
        assert page in (demo_site / code / "sitemap.xml").read_text("utf-8") and page in (demo_site / code / "search.json").read_text(
            "utf-8"
        )
        assert "blockquote" not in named(demo_site / code, "assets/material.css").read_text("utf-8")
