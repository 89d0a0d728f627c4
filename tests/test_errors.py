"""Every mistake that an author can make is told in one line that says where it is and how to mend it.

A case is a file of tests/errors/: a comment that names the mistake, what it
does to the handbook in tests/errors/base/, and the exact lines expected.
    file:      the file of content/ that it is in (default: chapters/example.yml)
    edit:      replacements in that file; or text: the whole of it; or remove: true
    encoding:  how the file is saved (default: utf-8)
    expected:  the lines
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from macros import check, load, typography, validate
from macros.paths import Project
from macros.problems import ContentError

ERRORS = Path(__file__).parent / "errors"
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(ERRORS.glob("*.yml"))}
EXPECTED = "".join(case["expected"] or "" for case in CASES.values())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the base handbook."""
    shutil.copytree(ERRORS / "base" / "content", tmp_path / "content")
    return Project(tmp_path)


def problems(project: Project) -> list[str]:
    """The lines that an author would read."""
    try:
        check.read(project)
    except ContentError as error:
        return error.lines
    return []


def make(project: Project, case: dict) -> None:
    """Make the mistake of a case."""
    path = project.content / case.get("file", "chapters/example.yml")
    text = case.get("text") if "text" in case else path.read_text(encoding="utf-8")
    for edit in case.get("edit", ()):
        assert text.count(edit["replace"]) == 1, f"{edit['replace']!r} must be in the file exactly once"
        text = text.replace(edit["replace"], edit["with"])
    path.unlink(missing_ok=True)
    if not case.get("remove"):
        path.write_text(text, encoding=case.get("encoding", "utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_mistake(name: str, project: Project):
    """A mistake gives exactly the lines of its case: place, wording, number and order."""
    make(project, CASES[name])
    assert problems(project) == CASES[name]["expected"].splitlines()
