"""A commit gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, build, differing, tree

from macros import git, processes

#: What a clone holds of the library.
PARTS = ("macros", "overrides", "content", "requirements", "mkdocs.yml", "tests/demo")
#: What it does not.
MADE = shutil.ignore_patterns(".cache", "__pycache__")
#: Dates of two commits, in seconds since 1970: 14 November 2023, and a second later.
DAY = 1_700_000_000
HERE = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}
THERE = {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C"}


def clone(folder: Path, dated: bool = True) -> Path:
    """A copy of the library with the demo handbook, whose pages tell MkDocs' date of the build, at a commit of a given date."""
    for part in PARTS:
        copy = functools.partial(shutil.copytree, ignore=MADE) if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    page = folder / "overrides" / "base.html"
    page.write_text(page.read_text("utf-8") + "<!-- built {{ build_date_utc }} -->", "utf-8")
    if dated:
        commit(folder, DAY)
    return folder


def commit(folder: Path, date: int) -> None:
    """Put all that a folder holds into a commit of this date."""
    who = {f"GIT_{role}_{what}": "x@x.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": f"{date - 99} +0300", "GIT_COMMITTER_DATE": f"{date} +0300"}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who, **dates}, check=True)


def release(folder: Path, **settings: str) -> dict[str, bytes]:
    """Build the demo handbook of a clone without a cache, and its release; return every file of both."""
    demo = folder / "tests" / "demo"
    known = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONPATH")}
    environment = known | {"NO_MKDOCS_2_WARNING": "1", "HANDBOOK_BRAND": ""} | settings
    for command in (
        [processes.ENGINE, "build", "-q", "-f", str(demo / "mkdocs.yml"), "-d", str(demo / "site")],
        ["macros", "--project", str(demo), "release"],
    ):
        done = subprocess.run([sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return {f"{part}/{name}": data for part in ("site", "release") for name, data in tree(demo / part).items()}


def test_a_build_twice_in_a_folder(handbook: Path, tmp_path: Path) -> None:
    """Two builds of the same content give the same bytes, with and without what the first one kept."""
    for name in ("one", "two"):
        assert build(handbook / "mkdocs.yml", tmp_path / name).returncode == 0
    assert differing(tree(tmp_path / "one"), tree(tmp_path / "two")) == []


def test_a_commit_in_two_folders(tmp_path: Path) -> None:
    """Two folders of one commit, without caches, in other time zones and languages, give the same pages, PDFs, PNGs and release."""
    one = release(clone(tmp_path / "one"), **HERE)
    other = release(clone(tmp_path / "somewhere" / "with a longer name" / "two"), **THERE)
    assert differing(one, other) == []
    kinds = {name.rpartition(".")[2] for name in one}
    assert {"html", "pdf", "png", "zip", "json", "docx", "txt", "js", "epub"} <= kinds
    assert b"built 2023-11-14 22:13:20" in one["site/en/index.html"] and b'"2023-11-14T22:13:20Z"' in one["release/sbom.json"]
    assert not [name for name, data in one.items() if str(tmp_path).encode() in data]


def test_a_date_that_is_given_stands(tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH, where it is set, is the date; a folder that is no clone, and has none, gives the day of the build."""
    folder = clone(tmp_path / "one", dated=False)
    given = release(folder, SOURCE_DATE_EPOCH="86400")
    assert b"built 1970-01-02 00:00:00" in given["site/en/index.html"] and b'"1970-01-02T00:00:00Z"' in given["release/sbom.json"]
    without = release(folder)
    assert b"built 1970" not in without["site/en/index.html"] and b"timestamp" not in without["release/sbom.json"]


def test_the_newest_commit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an organization's folder over the handbook, the date is that of the newer commit of the two."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for name, date in (("ours", DAY), ("theirs", DAY + 1), ("older", DAY - 1)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_text("x")
        commit(tmp_path / name, date)
    (tmp_path / "none").mkdir()
    ours = tmp_path / "ours"
    dates = [git.committed(ours, over and tmp_path / over) for over in (None, "theirs", "older", "none")]
    assert dates == [DAY, DAY + 1, DAY, DAY] and git.committed(tmp_path / "none", None) is None
