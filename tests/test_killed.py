"""A build that is killed leaves a whole site, and the next build works."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from conftest import CHAPTER, build, edit, left_over, start, tree

from macros import files
from macros.site import finish

KILLS = 20


def test_a_killed_build_leaves_a_whole_site(handbook: Path, tmp_path: Path) -> None:
    """At whichever moment a build is killed, the site is the last one or the new one, file for file; the next build works."""
    folder, chapter = tmp_path / "site", handbook / CHAPTER
    texts = [chapter.read_text("utf-8")]
    edit(chapter, "Take an early bus.", "Take a late bus.")
    texts.append(chapter.read_text("utf-8"))
    sites = []
    for text in texts:
        chapter.write_text(text, "utf-8")
        assert build(handbook / "mkdocs.yml", folder).returncode == 0
        sites.append(tree(folder))
    assert sites[0] != sites[1]
    began = time.monotonic()
    chapter.write_text(texts[0], "utf-8")
    assert build(handbook / "mkdocs.yml", folder).returncode == 0
    length = time.monotonic() - began
    moments = random.Random(20)
    for number in range(1, KILLS + 1):
        chapter.write_text(texts[number % 2], "utf-8")
        process, moment = start(handbook, folder), moments.uniform(0, length)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        whole = tree(folder) in sites
        assert whole, f"killed after {moment:.2f} of {length:.2f} s"
        done = build(handbook / "mkdocs.yml", folder)
        assert done.returncode == 0, done.stderr
        assert tree(folder) == sites[number % 2] and left_over(folder) == []


#: A build on a system that cannot swap two folders, killed right after its first rename.
BETWEEN = """
import os, signal
from pathlib import Path
from macros import files
files.exchange = lambda one, other: False
rename = Path.rename
def last(path, target):
    rename(path, target)
    os.killpg(0, signal.SIGKILL)
Path.rename = last
from mkdocs.__main__ import cli
cli()
"""


def test_a_build_killed_between_its_renames_is_undone(handbook: Path, tmp_path: Path) -> None:
    """The site that was set aside comes back with the next build, even when that one fails; and the one after works."""
    folder = tmp_path / "site"
    assert build(handbook / "mkdocs.yml", folder).returncode == 0
    before = tree(folder)
    edit(handbook / CHAPTER, "Take an early bus.", "Take a late bus.")
    process = start(handbook, folder, "-c", BETWEEN)
    said, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL, said
    assert not folder.exists() and tree(tmp_path / ".site.previous") == before
    edit(handbook / "docs/about.md", "article()", "artcle()")
    assert build(handbook / "mkdocs.yml", folder).returncode != 0
    assert tree(folder) == before
    edit(handbook / "docs/about.md", "artcle()", "article()")
    assert build(handbook / "mkdocs.yml", folder).returncode == 0
    assert tree(folder) != before and left_over(folder) == []


@pytest.mark.parametrize("swaps", [True, False], ids=["swap", "renames"])
def test_publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool) -> None:
    """The new site takes the place of the old one, with and without a system that can swap; nothing of the old one is left."""
    if not swaps:
        monkeypatch.setattr(files, "exchange", lambda one, other: False)
    for number in ("one", "two", "three"):
        publishing = finish.Publishing.begin(tmp_path / "site")
        publishing.building.mkdir()
        (publishing.building / number).write_text(number)
        publishing.publish()
        assert tree(tmp_path / "site") == {number: number.encode()} and left_over(tmp_path / "site") == []
