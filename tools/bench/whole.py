"""What a whole handbook costs: chapters like today's, its YAML copied under other ids, with all their PDFs.

The benchmark calls `measure`; a build is judged beside an unchanged one in the same run.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from macros.paths import HOME
from macros.processes import engine

from . import synthetic, timing

CHAPTERS = 11
#: The most that a cold build may take in unchanged ones, that a changed sentence may take in them, and the site's megabytes.
COLD, CHANGED, MEGABYTES = 25.0, 2.2, 15.0
#: Where a sentence is changed: the second chapter's first one that a worksheet shows.
SENTENCE = re.compile(r"(sheet:\n +en: (?:>-\n +)?)(\w)")


def write(folder: Path, chapters: int = CHAPTERS) -> Path:
    """Write a handbook with copies of today's first chapter into a folder; return the file of its second chapter."""
    for name in ("content", "docs"):
        shutil.copytree(HOME / name, folder / name)
    (folder / "content" / "translations.lock").unlink()
    settings = synthetic.read(folder / "content" / "handbook.yml")
    first = settings["chapters"][0]
    model = synthetic.read(folder / "content" / "chapters" / f"{first}.yml")
    for number in range(2, chapters + 1):
        title = {code: f"{text} {number}" for code, text in model["title"].items()}
        slug = {code: f"{text}-{number}" for code, text in model["slug"].items()}
        one = synthetic.own_links({**model, "id": f"{first}-{number}", "title": title, "slug": slug}, first)
        settings["chapters"].append(one["id"])
        synthetic.dump(one, folder / "content" / "chapters" / f"{one['id']}.yml")
    synthetic.dump(settings, folder / "content" / "handbook.yml")
    synthetic.configure(HOME, folder)
    return folder / "content" / "chapters" / f"{first}-2.yml"


def measure(judge, environment: dict[str, str], rounds: int = 3) -> Iterator[str]:
    """Yield the lines of the report; `judge(what, value, limit)` says whether a value is within its limit."""
