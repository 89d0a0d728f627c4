"""A build that is killed leaves a whole site, and the next build works."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHAPTER, build, edit, left_over, start, tree

from macros import files
from macros.site import finish

#: Kills, and how many come in a row before a build is let go on to its end.
KILLS, IN_A_ROW = 20, 5
#: How often a moment that a build went past unseen is tried again.
TRIES = 10


def moments(handbook: Path, folder: Path, files: int) -> list[tuple[str, Callable[[], bool]]]:
    """Moments of a build, KILLS of them, in order, each with a function that says whether it has come.

    They are told by what the build has done, not by the clock, so a busy machine doesn't move them together: at once, when the
    content has been read, at many numbers of files in the folder that is being built, and when that folder has been published.
    """
    snapshot, building = handbook / ".cache" / "content.snapshot", folder.with_name(f".{folder.name}.building")
    snapshot.unlink(missing_ok=True)
    before = folder.stat().st_ino

    def written(count: int) -> bool:
        return sum(len(names) for _, _, names in os.walk(building)) >= count

    parts = KILLS - 4
    numbers = [1 + (files - 1) * part // parts for part in range(parts + 1)]
    return [
        ("at once", lambda: True),
        ("content read", snapshot.exists),
        *((f"{number} of {files} files written", functools.partial(written, number)) for number in numbers),
        ("published", lambda: folder.stat().st_ino != before),
    ]


def killed(handbook: Path, folder: Path, number: int, files: int) -> str | None:
    """Start a build and kill it at the moment of this number; return the moment's name, or None where the build went past it."""
    name, come = moments(handbook, folder, files)[number]
    process = start(handbook, folder)
    while not come() and process.poll() is None:
        time.sleep(0.0005)
    ended = process.poll()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    said, _ = process.communicate()
    assert ended in (None, 0), said  # what a kill before this one has left lets a build go on
    return name if ended is None else None


def test_a_killed_build_leaves_a_whole_site(handbook: Path, tmp_path: Path) -> None:
    """At whichever moment a build is killed, the site is the last one or the new one, file for file; the next build works.

    Kills come in rows, from early to late moments, so that each build goes on past where the one before it was killed, on top of
    all that it left; after each row a build is let go on to its end.
    """
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
    files = min(map(len, sites))
    rows = KILLS // IN_A_ROW
    for turn, number in enumerate(number for row in range(rows) for number in range(row, KILLS, rows)):
        chapter.write_text(texts[turn % 2], "utf-8")
        moment = next(filter(None, (killed(handbook, folder, number, files) for _ in range(TRIES))), None)
        assert moment, f"no build was seen at moment {number}"
        whole = tree(folder) in sites
        assert whole, f"killed when: {moment}"
        if number >= KILLS - rows:
            done = build(handbook / "mkdocs.yml", folder)
            assert done.returncode == 0, done.stderr
            assert tree(folder) == sites[turn % 2] and left_over(folder) == []


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
