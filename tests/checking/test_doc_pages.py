"""Pages of docs/: the macros that the check knows are those that there are, and sound pages pass."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
from conftest import DEMO, ROOT

from macros.checking import check, docs
from macros.model.naming import named
from macros.model.sections import Section
from macros.paths import Project


def test_the_macros_are_those_that_there_are() -> None:
    """docs.MACROS is what macros/__init__.py registers."""
    tree = ast.parse((ROOT / "macros" / "__init__.py").read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    registered = {one.name for one in functions if any(ast.unparse(mark) == "env.macro" for mark in one.decorator_list)}
    assert registered | set(named(Section)) == set(docs.MACROS)


SOUND = {
    "the chapter": "{{ chapter() }}",
    "the chapter by its id": "{{ chapter('job-interview') }}\n\n{{ chapters() }}",
    "sections": "# A title\n\n{{ tips() }}\n\n{{ section(id='before') }}",
    "a title in HTML": '<h1 id="a">A title</h1>\n\n{{ tips() }}',
    "a section of another page": "{{ chapter() }}\n\n{{ section('start', 'home') }}",
    "what MkDocs gives": "{{ chapter() }} {{ config.site_name }} {{ page.title }} {{ now() }} {% for i in range(3) %}{{ i }}{% endfor %}",
    "names of its own": "---\nmine: 3\n---\n{% set other = 1 %}{{ chapter() }} {{ mine }} {{ other }} {% raw %}{{ x }}{% endraw %}",
    "braces that are left alone": "---\nrender_macros: false\n---\n{{ } {% x",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_pages(name: str, tmp_path: Path) -> None:
    """What a page may say is no mistake."""
    shutil.copytree(DEMO / "content", tmp_path / "content")
    shutil.copytree(DEMO / "docs", tmp_path / "docs")
    (tmp_path / "docs" / "chapters" / "job-interview.md").write_text(SOUND[name], "utf-8")
    project = Project(tmp_path)
    sections = [section.id for section in check.read(Project(DEMO)).chapters[0].sections]
    if "'before'" in SOUND[name]:
        (tmp_path / "docs" / "chapters" / "job-interview.md").write_text(SOUND[name].replace("before", sections[0]), "utf-8")
    assert [problem.message for problem in docs.faults(project, check.read(Project(DEMO)))] == []


def test_a_page_of_words_alone(tmp_path: Path) -> None:
    """An organization's page may stand in docs/ as a whole, if content/ has but its title."""
    handbook = check.read(Project(DEMO))
    page = handbook.pages[1].model_copy(update={"id": "own", "intro": (), "sections": ()})
    handbook = handbook.model_copy(update={"pages": (*handbook.pages, page)})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "own.md").write_text("# Ours\n\n![Our house](assets/house.jpg)\n", "utf-8")
    assert list(docs.faults(Project(tmp_path), handbook)) == []
