"""translations.lock names what changed in one language only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros import __main__ as command
from macros import check, paths, translations
from macros.load import Reader

DEMO = paths.HOME / "tests" / "demo"
CHAPTER = "content/chapters/job-interview.yml"


@pytest.fixture
def project(tmp_path: Path) -> paths.Project:
    """The demo, its texts confirmed."""
    shutil.copytree(DEMO, tmp_path / "demo")
    project = paths.Project(tmp_path / "demo")
    command.confirm_translations(project, None)
    return project


def drift(project: paths.Project) -> list[str]:
    reader, handbook = check.fresh(project)
    return reader.lines(translations.drift(reader, handbook))


def edit(project: paths.Project, old: str, new: str) -> None:
    path = project.root / CHAPTER
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_confirmed_texts_agree(project: paths.Project) -> None:
    """After `make confirm` nothing has drifted, and confirming again changes no byte."""
    before = project.lock.read_bytes()
    assert drift(project) == []
    assert command.confirm_translations(project, None).endswith("0 texts confirmed.")
    assert project.lock.read_bytes() == before


def test_a_change_in_one_language_is_named(project: paths.Project) -> None:
    """The problem stands at the changed language, names the other, and says what to do; confirming ends it."""
    edit(project, "Take an early bus.", "Take a late bus.")
    (line,) = drift(project)
    number = (project.root / CHAPTER).read_text("utf-8")[: (project.root / CHAPTER).read_text("utf-8").index("Take a late")].count("\n") + 1
    assert line.startswith(f"{CHAPTER}:{number}:")
    assert "tip \"be-early\": 'body' changed in en and not in fr. Read both; when they agree, run `make confirm`." in line
    command.confirm_translations(project, None)
    assert drift(project) == []


def test_changes_in_every_language_are_counted(project: paths.Project) -> None:
    """New, removed and wholly changed texts are one problem with their number."""
    edit(project, "{en: Take an early bus., fr: Prenez l’autobus plus tôt.}", "{en: Take a late bus., fr: Prenez un autobus tardif.}")
    (line,) = drift(project)
    assert line == "content/translations.lock:1:1: 1 text is new, gone or changed in every language. Read them, then run `make confirm`."


def test_moving_an_item_changes_nothing(project: paths.Project) -> None:
    """A text's address is made of ids: the order of items is not part of it."""
    hours = (project.root / CHAPTER).read_text("utf-8")
    first, second = hours.index("      - id: hours"), hours.index("      - id: team")
    end = hours.index("  - id: advice")
    moved = hours[:first] + hours[second:end] + hours[first:second] + hours[end:]
    (project.root / CHAPTER).write_text(moved, "utf-8")
    assert drift(project) == []


def test_a_damaged_lock_is_no_crash(project: paths.Project) -> None:
    """A lock with conflict marks or cut lines makes texts new, nothing worse."""
    lines = project.lock.read_text("utf-8").splitlines()
    project.lock.write_text("\n".join(["<<<<<<< ours", *lines[:-1], lines[-1][:-9], ">>>>>>> theirs", "", "x"]), "utf-8")
    assert len(drift(project)) >= 1


def test_texts_have_distinct_addresses() -> None:
    """No two texts share an address, in the default handbook and the demo."""
    for root in (paths.HOME, DEMO):
        addresses = [address for _, address, _ in translations.texts(Reader(paths.Project(root)).read())]
        assert len(addresses) == len(set(addresses))
