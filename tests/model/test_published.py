"""A page that lists nothing is not published, and nothing leads to it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import BRANDS, FROZEN, build

from macros.checking import check
from macros.model.published import published
from macros.model.texts import Text
from macros.model.tree import walk
from macros.paths import Project

BRAND = (BRANDS / "longest" / "brand.yml").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The frozen handbook, whose contributors nobody has named, with an organization's folder over it."""
    (tmp_path / "ours" / "content" / "pages").mkdir(parents=True)
    (tmp_path / "ours" / "brand.yml").write_text(BRAND, "utf-8")
    project = Project.of(FROZEN, tmp_path / "ours")
    led, plain = (
        {"en": "[Who](ref:contributors) wrote.", "fr": "[Qui](ref:contributors) écrit."},
        {"en": "Many wrote.", "fr": "Bien des gens."},
    )
    made = {"id": "made", "after": "purpose", "kind": "prose", "title": {"en": "Made", "fr": "Fait"}, "body": [plain, led], "points": [led]}
    only = {**made, "id": "only", "body": [led], "points": []}
    write(project, "pages/about.yml", {"sections": [made, only]})
    return project


def write(project: Project, name: str, data: object) -> None:
    path = project.overlay / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def led(project: Project) -> set[str]:
    """Ids of the pages that a text or a link leads to."""
    handbook = check.read(project)
    texts = [text for _, part in walk(handbook.__dict__) if isinstance(part, Text) for text in part.root.values()]
    links = [part.link for _, part in walk(handbook.__dict__) if isinstance(getattr(part, "link", None), str)]
    return {page for text in (*texts, *links) for page in re.findall(r"ref:([a-z-]+)", text)}


def test_an_empty_list_is_no_page(project: Project) -> None:
    """Contributors is no page while nobody is named: in no menu, and no text leads to it; the rest is as it was."""
    whole, handbook = check.fresh(project)[1], check.read(project)
    assert "contributors" in {page.id for page in whole.pages} and "contributors" in whole.settings.footer
    assert {page.id for page in handbook.pages} == {page.id for page in whole.pages} - {"contributors"}
    assert "contributors" not in (*handbook.settings.footer, *handbook.settings.menu, *led(project))
    before, after = (next(page for page in book.pages if page.id == "about") for book in (whole, handbook))
    assert [section.id for section in after.sections] == [section.id for section in before.sections if section.id != "only"]
    made = next(section for section in after.sections if section.id == "made")
    assert [text["en"] for text in made.body] == ["Many wrote."] and made.points == ()


def test_a_page_with_an_entry_is_one(project: Project) -> None:
    """As soon as somebody is named, the page and all that leads to it are there."""
    person = {"id": "x", "name": "X", "role": {"en": "Coach", "fr": "Aide"}, "biography": {"en": "Helps.", "fr": "Aide les gens."}}
    write(project, "contributors.yml", [person])
    assert check.read(project) == check.fresh(project)[1] and "contributors" in led(project)


@pytest.mark.parametrize("kept", ["sections", "docs"])
def test_a_page_with_more_than_the_list_stays(kept: str, project: Project) -> None:
    """A page with sections of its own, or that an organization's file in docs/ shows, is not empty."""
    if kept == "sections":
        section = {"id": "join", "kind": "prose", "title": {"en": "Join us", "fr": "Venez"}, "body": [{"en": "Write.", "fr": "Écrivez."}]}
        write(project, "pages/contributors.yml", {"sections": [section]})
    else:
        (project.overlay / "docs").mkdir()
        (project.overlay / "docs" / "contributors.md").write_text("Our own words.\n", "utf-8")
    assert check.read(project) == check.fresh(project)[1]


@pytest.mark.parametrize(("field", "page"), [("terms", "glossary"), ("letters", "letters"), ("contributors", "contributors")])
def test_every_list_is_looked_at(field: str, page: str, project: Project) -> None:
    """Whatever a page lists, it is left out with all that leads to it, cards too, where the list is empty."""
    handbook = published(check.fresh(project)[1].model_copy(update={field: ()}))
    assert page not in {one.id for one in handbook.pages} and page in handbook.hidden
    assert not [part for _, part in walk(handbook.__dict__) if getattr(part, "link", None) == f"ref:{page}"]


def test_a_link_within_a_single_text_leaves_its_words(project: Project) -> None:
    """Where a text cannot go, only its link does."""
    write(
        project,
        "pages/home.yml",
        {"sections": [{"id": "start", "title": {"en": "See [who](ref:contributors) helps", "fr": "Voyez [qui](ref:contributors) aide"}}]},
    )
    home = next(page for page in check.read(project).pages if page.id == "home")
    assert home.sections[0].title.root == {"en": "See who helps", "fr": "Voyez qui aide"}


def test_no_such_page_is_built(project: Project, tmp_path: Path) -> None:
    """The site has no file of it, and no page names its address."""
    done = build(FROZEN / "mkdocs.yml", tmp_path / "site", project.overlay, pdfs=False)
    assert done.returncode == 0, done.stderr
    names = [path.relative_to(tmp_path).as_posix() for path in (tmp_path / "site").rglob("*")]
    assert not [name for name in names if "/contributors" in name or "/collaboration" in name]
    said = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*") if path.suffix in (".html", ".xml", ".js"))
    assert "contributors/" not in said and "collaboration/" not in said
