"""translations.lock names what changed in one language only."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from macros import paths
from macros.checking import check, lock, lockfile
from macros.commands import confirm as command
from macros.reading.load import Reader

DEMO = paths.HOME / "tests" / "demo"
CHAPTER = "content/chapters/job-interview.yml"
FIRST, LATER = datetime.date(2026, 2, 1), datetime.date(2026, 3, 15)
TIP = "chapters/job-interview/sections/advice/items/be-early/body/0"


@pytest.fixture
def project(tmp_path: Path) -> paths.Project:
    """The demo, its texts confirmed."""
    shutil.copytree(DEMO, tmp_path / "demo")
    project = paths.Project(tmp_path / "demo")
    confirm(project, FIRST)
    return project


def confirm(project: paths.Project, today: datetime.date) -> int:
    return lock.write(*check.fresh(project), today)


def drift(project: paths.Project) -> list[str]:
    reader, handbook = check.fresh(project)
    return reader.lines(lock.drift(reader, handbook))


def line_of(project: paths.Project, address: str) -> str:
    """The line of the lock for a text."""
    (line,) = [line for line in project.lock.read_text("utf-8").splitlines() if line.startswith(f"{address} ")]
    return line


def edit(project: paths.Project, old: str, new: str) -> None:
    path = project.root / CHAPTER
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_confirmed_texts_agree(project: paths.Project) -> None:
    """After `make confirm` nothing has drifted, and confirming again changes no byte."""
    before = project.lock.read_bytes()
    assert drift(project) == []
    assert command.run(project, None).endswith("0 texts confirmed.")
    assert project.lock.read_bytes() == before


def test_a_change_in_one_language_is_named(project: paths.Project) -> None:
    """The problem stands at the changed language and shows both texts, the day that they agreed, and what to do; confirming ends it."""
    edit(project, "Take an early bus.", "Take a late bus.")
    (line,) = drift(project)
    number = (project.root / CHAPTER).read_text("utf-8")[: (project.root / CHAPTER).read_text("utf-8").index("Take a late")].count("\n") + 1
    assert line == (
        f"{CHAPTER}:{number}:14: tip \"be-early\": 'body' changed in en and not in fr since they were confirmed to agree on 2026-02-01. "
        "en is now “Take a late bus.”; fr is still “Prenez l’autobus plus tôt.”. Read both; when they agree, run `make confirm`."
    )
    confirm(project, LATER)
    assert drift(project) == []


def test_the_side_that_changed_is_told(project: paths.Project) -> None:
    """A change of the second language is told as one, and long texts are cut to one line of about 80 characters each."""
    edit(project, "fr: Prenez l’autobus plus tôt.", 'fr: "' + "Prenez l’autobus.\\n" * 9 + '"')
    (line,) = drift(project)
    assert "'body' changed in fr and not in en since" in line and "en is still “Take an early bus.”" in line
    (shown,) = re.findall("fr is now “(.*?)”", line)
    assert shown.startswith("Prenez l’autobus. Prenez l’autobus.") and shown.endswith("…") and len(shown) == 80


def test_unchanged_texts_keep_their_day(project: paths.Project) -> None:
    """Confirming another day changes the lines of the texts that changed, and no other."""
    before = project.lock.read_text("utf-8").splitlines()
    edit(project, "Take an early bus.", "Take a late bus.")
    assert confirm(project, LATER) == 1
    after = project.lock.read_text("utf-8").splitlines()
    (changed,) = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed == line_of(project, TIP) and changed.startswith(f"{TIP} day=2026-03-15 en:")
    assert line_of(project, "chapters/job-interview/title").startswith("chapters/job-interview/title day=2026-02-01 en:")


def test_a_lock_without_days_reads(project: paths.Project) -> None:
    """The lines of older locks are known; a problem then names no day, and confirming adds one to every line."""
    project.lock.write_text(project.lock.read_text("utf-8").replace(" day=2026-02-01", ""), "utf-8")
    assert lockfile.recorded("a/b en:12 fr:34") == {"a/b": lockfile.Entry({"en": "12", "fr": "34"}, None)}
    assert drift(project) == []
    edit(project, "Take an early bus.", "Take a late bus.")
    (line,) = drift(project)
    assert "'body' changed in en and not in fr. en is now “Take a late bus.”; fr is still" in line
    assert confirm(project, LATER) == len(lock.current(*check.fresh(project)))
    assert all(" day=2026-03-15 " in line for line in project.lock.read_text("utf-8").splitlines()[1:])


@pytest.mark.parametrize("day", ["day=2026-13-45", "day=", "day=yesterday", "day=2026-02-01T09:30"])
def test_a_damaged_day_is_no_day(day: str, project: paths.Project) -> None:
    """A day that is none is left out, and its text keeps its hashes."""
    assert lockfile.recorded(f"a/b {day} en:12") == {"a/b": lockfile.Entry({"en": "12"}, None)}
    project.lock.write_text(project.lock.read_text("utf-8").replace("day=2026-02-01", day), "utf-8")
    assert drift(project) == []


def test_the_command_confirms_today(project: paths.Project) -> None:
    """`make confirm` writes the day that it runs on."""
    project.lock.unlink()
    command.run(project, None)
    assert f" day={datetime.date.today()} " in line_of(project, TIP)


def test_changes_in_every_language_are_counted(project: paths.Project) -> None:
    """New, removed and wholly changed texts are one problem with their number."""
    edit(project, "{en: Take an early bus., fr: Prenez l’autobus plus tôt.}", "{en: Take a late bus., fr: Prenez un autobus tardif.}")
    (line,) = drift(project)
    assert line == "content/translations.lock:1:1: 1 text is new, gone or changed in every language. Read them, then run `make confirm`."


def test_moving_an_item_changes_nothing(project: paths.Project) -> None:
    """A text's address is made of ids: the order of items is not part of it."""
    hours = (project.root / CHAPTER).read_text("utf-8")
    first, second = hours.index("      - id: hours"), hours.index("      - id: team")
    end = hours.index("  - id: my-rights")
    moved = hours[:first] + hours[second:end] + hours[first:second] + hours[end:]
    (project.root / CHAPTER).write_text(moved, "utf-8")
    assert drift(project) == []


def test_a_damaged_lock_is_no_crash(project: paths.Project) -> None:
    """A lock with conflict marks or cut lines makes texts new, nothing worse, and confirming mends it."""
    lines = project.lock.read_text("utf-8").splitlines()
    project.lock.write_text("\n".join(["<<<<<<< ours", *lines[:-1], lines[-1][:-9], ">>>>>>> theirs", "", "x"]), "utf-8")
    assert len(drift(project)) >= 1
    confirm(project, FIRST)
    assert project.lock.read_text("utf-8").splitlines() == lines


def test_texts_have_distinct_addresses() -> None:
    """No two texts share an address, in the default handbook and the demo."""
    for root in (paths.HOME, DEMO):
        addresses = [address for _, address, _ in lock.texts(Reader(paths.Project(root)).read())]
        assert len(addresses) == len(set(addresses))
