"""What is not translated yet is left out entry by entry, and no more than that."""

from __future__ import annotations

import shutil
from pathlib import Path

import lxml.html
import pytest
from conftest import DEMO, edit

from macros.checking import check
from macros.model.untranslated import spoken
from macros.paths import Project
from macros.rendering.render import Renderer


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the demo that leaves out what is not translated."""
    shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns(".cache"))
    project = Project(tmp_path / "demo")
    brand = project.content / "brand.yml"
    brand.write_text(brand.read_text("utf-8") + "untranslated: left-out\n", "utf-8")
    return project


def test_an_aside_is_left_out_alone(project: Project) -> None:
    """The tip that it stands beside stays, and so do the other asides."""
    edit(project.content / "chapters" / "job-interview.yml", "{en: Run in., fr: Entrer en courant.}", "{en: Run in.}")
    handbook = check.read(project)

    def asides(language: str) -> dict[str, list[str]]:
        (chapter,) = spoken(handbook, language).chapters
        section = next(section for section in chapter.sections if section.id == "advice")
        return {item.id: [aside.id for aside in item.asides] for item in section.items}

    assert asides("en") == {"be-early": ["doors", "line"]} and asides("fr") == {"be-early": ["line"]}


def test_a_source_stays_where_it_is_not_named(project: Project) -> None:
    """What lacks its name in a language is called by another, and its note is left out: claims cite it."""
    sources = project.content / "sources.yml"
    edit(sources, "{en: Work Editions, fr: Éditions du travail}", "{en: Work Editions}")
    edit(sources, "{en: https://manuel.example/en, fr: https://manuel.example/fr}", "{en: https://manuel.example/en}")
    edit(sources, "{en: How long it takes., fr: Combien de temps cela prend.}", "{en: How long it takes.}")
    shown = {source.id: source for source in spoken(check.read(project), "fr").sources}
    assert shown["manuel"].publisher["fr"] == "Work Editions"
    assert shown["manuel"].url["fr"] == "https://manuel.example/en"
    assert shown["guide"].note is None


def test_an_item_and_a_term_are_left_out(project: Project) -> None:
    """They are not there in that language, a link to the term leads to its page, and nothing is said of it; another language has all."""
    edit(project.content / "chapters" / "job-interview.yml", "{en: Read up, fr: Renseignez-vous}", "{en: Read up}")
    edit(
        project.content / "glossary.yml",
        "{en: A talk about a job., fr: Une conversation au sujet d’un emploi.}",
        "{en: A talk about a job.}",
    )
    handbook = check.read(project)
    french, english = (Renderer(project, handbook, code) for code in ("fr", "en"))
    page = lxml.html.fromstring(french.block("stage", "job-interview/before"))
    assert not page.xpath("//*[@id='read-up']") and page.xpath("//*[@id='write-after']") and not page.find_class("notice")
    links = page.xpath("//a[contains(@href, 'glossaire')]/@href")
    assert links and not any(link.endswith("#interview") for link in links)
    assert 'id="read-up"' in english.block("stage", "job-interview/before")
    assert {term.id for term in handbook.terms} - {term.id for term in french.handbook.terms} == {"interview"}
    assert spoken(handbook, "en") == handbook
