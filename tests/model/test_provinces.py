"""Rights at work, by province: what brand.yml may say of them, and what becomes of chapters without any."""

from __future__ import annotations

import shutil
from pathlib import Path

import lxml.html
import pytest
from conftest import DEMO

from macros.checking import check
from macros.model.sections import Where
from macros.model.sheets import CHAPTER, Sheet
from macros.model.tree import provinces
from macros.paper.worksheets import Maker
from macros.paths import Project
from macros.problems import ContentError
from macros.rendering.render import Renderer

BRAND = (DEMO / "content" / "brand.yml").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The demo handbook with an organization's folder over it, that has the demo's own brand."""
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "brand.yml").write_text(BRAND, "utf-8")
    shutil.copytree(DEMO / "content" / "assets", tmp_path / "assets")
    return Project.of(DEMO, tmp_path)


def printed(project: Project) -> str:
    """The words of the section on rights in a chapter's print edition."""
    renderer = Renderer(project, check.read(project), "en")
    edition = Maker(renderer, "https://example.org").parts(Sheet("x", "x", "en", "job-interview", CHAPTER, "standard", "letter"))[0]
    return lxml.html.fromstring(edition).xpath("//h2[@id='my-rights']/..")[0].text_content()


def test_without_a_word_paper_says_whom_to_ask(project: Project) -> None:
    """Every province stands on paper with its offices, and no more."""
    said = printed(project)
    assert "The North: The office of the North" in said and "Trains: The office of trains" in said
    assert "Duty to adapt" not in said


def test_a_brand_names_its_provinces(project: Project) -> None:
    """They come first, and PDFs show all of theirs and of what concerns everybody, and nothing of the others."""
    assert [province.id for province in provinces(check.read(project))] == ["trains", "north"]
    (project.overlay / "brand.yml").write_text(f"{BRAND}provinces: [north]\n", "utf-8")
    assert [province.id for province in provinces(check.read(project))] == ["north", "trains"]
    said = printed(project)
    assert all(words in said for words in ("The street clinic.", "Two years.", "Duty to help.", "The office of trains"))
    (project.overlay / "brand.yml").write_text(f"{BRAND}provinces: [trains]\n", "utf-8")
    assert "North" not in printed(project)


def test_a_misspelt_province_is_told(project: Project) -> None:
    """The file, the line, and what was meant."""
    (project.overlay / "brand.yml").write_text(f"{BRAND}provinces: [nort]\n", "utf-8")
    with pytest.raises(ContentError) as told:
        check.read(project)
    line = BRAND.count("\n") + 1
    message = 'brand: entry 1 of \'provinces\' is "nort", expected the id of a province. Did you mean "north"?'
    assert [problem.split(":", 2)[1:] for problem in told.value.lines] == [[str(line), f"13: {message}"]]


def test_nothing_is_shown_where_there_are_none(project: Project) -> None:
    """Whoever hides the provinces, for a handbook of another country, has no empty section in chapters."""
    assert any(isinstance(section, Where) for section in check.read(project).chapters[0].sections)
    (project.overlay / "content" / "pages" / "about.yml").write_text("sections:\n  - {id: rights, hide: true}\n", "utf-8")
    assert not any(isinstance(section, Where) for section in check.read(project).chapters[0].sections)
