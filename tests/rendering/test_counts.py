"""Texts that count are right whatever is added, hidden or not translated, wherever they are shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest
import yaml

from macros.checking import check
from macros.model import sheets
from macros.model.texts import Text
from macros.model.tree import walk
from macros.paper import worksheets
from macros.paths import HOME, Project
from macros.rendering import data
from macros.rendering.render import Renderer

TESTS = HOME / "tests"
CHAPTER = "informational-interviewing"
BRAND = yaml.safe_load((TESTS / "brands" / "longest" / "brand.yml").read_text("utf-8"))
#: What an organization's chapter says -> how many questions there are then to choose from, beside those of before.
CHANGES = {
    "nothing": ("[{id: background}]", 0),
    "hidden": ("[{id: background, hide: true}, {id: typical-day, hide: true}]", -2),
    "added": ("[{id: pay, after: background, ask: {en: What of pay?, fr: Et la paie?}, why: {en: So you know., fr: Pour savoir.}}]", 1),
    "moved": ("[{id: typical-day, before: background}]", 0),
}


def over(folder: Path, items: str, **brand: object) -> Project:
    """The frozen handbook with an organization's chapter over it."""
    (folder / "content" / "chapters").mkdir(parents=True)
    (folder / "brand.yml").write_text(yaml.safe_dump({**BRAND, **brand}, allow_unicode=True), "utf-8")
    (folder / "content" / "chapters" / f"{CHAPTER}.yml").write_text(f"sections:\n  - {{id: ask, items: {items}}}\n", "utf-8")
    return Project.of(TESTS / "frozen", folder)


def questions(renderer: Renderer) -> list:
    (section,) = (one for one in renderer.addresses.pages[CHAPTER].sections if one.id == "ask")
    return list(section.items)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_count_follows_what_is_there(name: str, language: str, tmp_path: Path) -> None:
    """Pages, data and print editions say as many questions as they show."""
    items, more = CHANGES[name]
    project = over(tmp_path / "ours", items)
    before = len(questions(Renderer(Project(TESTS / "frozen"), check.read(Project(TESTS / "frozen")), language)))
    renderer = Renderer(project, check.read(project), language)
    assert len(questions(renderer)) == before + more
    said = f"Here are {before + more} to choose from" if language == "en" else f"En voici {before + more}, au choix"
    edition = next(sheet for sheet in sheets.sheets(renderer.handbook, language) if sheet.part == sheets.CHAPTER)
    shown = {
        "page": lxml.html.fromstring(renderer.block("stage", f"{CHAPTER}/ask")).text_content(),  # what scripts say has blanks of its own
        "data": json.dumps(data.content(renderer), ensure_ascii=False),
        "paper": "".join(worksheets.Maker(renderer, "https://x.example/").parts(edition)),
    }
    assert [name for name, text in shown.items() if said not in text or "{count}" in text] == []


def test_a_count_is_that_of_its_language(tmp_path: Path) -> None:
    """Where what is not translated is left out, each language counts what it shows."""
    project = over(
        tmp_path / "ours", "[{id: pay, after: background, ask: {en: What of pay?}, why: {en: So you know.}}]", untranslated="left-out"
    )
    handbook = check.read(project)
    numbers = {}
    for code in ("en", "fr"):
        renderer = Renderer(project, handbook, code)
        said = str(renderer.block("stage", f"{CHAPTER}/ask"))
        numbers[code] = int(re.search(r"Here are (\d+) to|En voici (\d+), au", said)[1 if code == "en" else 2])
        assert numbers[code] == len(questions(renderer))
    assert numbers["en"] == numbers["fr"] + 1


@pytest.mark.parametrize("folder", [HOME, TESTS / "demo", TESTS / "frozen"], ids=["handbook", "demo", "frozen"])
def test_no_count_is_left(folder: Path) -> None:
    """No text that readers get has a count that was not filled in."""
    handbook = check.read(Project(folder))
    for language in handbook.settings.languages:
        renderer = Renderer(Project(folder), handbook, language.code)
        pages = (renderer.handbook.pages, renderer.handbook.chapters)
        assert not [path for path, part in walk(pages) if isinstance(part, Text) and "{count}" in part[language.code]]
