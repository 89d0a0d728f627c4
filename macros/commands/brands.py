"""`python -m macros brands FOLDER`: the site of every brand in a folder, some at a time, with the caches shared."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from ..paths import Project
from ..problems import HandbookError
from ..reading.stray import is_brand


@dataclass(frozen=True)
class Outcome:
    """How the build of a brand ended: its folder, the seconds it took, and what it said if it failed."""

    folder: Path
    seconds: float
    trouble: str | None


def add_options(parser: argparse.ArgumentParser) -> None:
    """The folder."""
    parser.add_argument("folder", type=Path, help="folder that holds the brands' folders")


def run(project: Project, options: argparse.Namespace) -> str:
    """Build the site of every brand in a folder."""
    brands = folders(options.folder.resolve())
    if not brands:
        raise HandbookError(f"{options.folder}: no folder in it has a brand.yml. Which folder holds the brands? make brands DIR=...")
    failed = 0
    for number, outcome in enumerate(build(project, brands), start=1):
        failed += outcome.trouble is not None
        print(f"{number}/{len(brands)} {_said(outcome)}")
    summary = f"{len(brands) - failed} of {len(brands)} brands were built."
    if failed:
        print(summary)
        raise HandbookError
    return summary


def _said(outcome: Outcome) -> str:
    """A line on a brand, and below it what went wrong."""
    how = f"the site is in {os.path.relpath(outcome.folder / 'site')}" if outcome.trouble is None else "FAILED, its last site stays"
    trouble = "\n  " + outcome.trouble.replace("\n", "\n  ") if outcome.trouble else ""
    return f"{outcome.folder.name}: {how} ({outcome.seconds:.0f} s){trouble}"


def folders(parent: Path) -> list[Path]:
    """The brands' folders in a folder, by name: those with a brand.yml, and those that seem to be one and will say what is wrong."""
    return sorted({path.parent for path in parent.glob("*/*") if is_brand(path) and not path.parent.name.startswith(".")})


def build(project: Project, brands: list[Path], at_once: int | None = None) -> Iterator[Outcome]:
    """Build the brands, `at_once` at the same time (by default one for each two processors); yield each outcome as it is known.

    A brand that fails leaves its last good site, and the others go on.
    """
    workers = at_once or max(1, (os.cpu_count() or 1) // 2)  # a build uses two: a language each, and PDFs
    with ThreadPoolExecutor(workers) as pool:
        for done in as_completed([pool.submit(_one, project, brand) for brand in brands]):
            yield done.result()


def _one(project: Project, brand: Path) -> Outcome:
    command = [sys.executable, "-m", "macros", "--project", str(project.root), "site", "--brand", str(brand)]
    start = time.monotonic()
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if line and not line.startswith(("INFO", "WARNING: Location"))]
    return Outcome(brand, time.monotonic() - start, "\n".join(said) if done.returncode else None)
