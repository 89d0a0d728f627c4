"""What the PDFs cost: their size, their time beside Chromium's, two processes beside one, and an unchanged build.

The benchmark calls `measure`; every figure is a ratio within one run or a size.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from macros import paths
from macros.checking import check
from macros.model import sheets
from macros.paper import downloads, printer
from macros.paper.press import Press
from macros.paper.worksheets import Maker
from macros.paths import HOME
from macros.processes import engine
from macros.rendering.render import Renderer

from . import timing

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SMALL_KB, TO_CHROMIUM, TWO_TO_ONE, UNCHANGED = 45.0, 0.15, 1.7, 1.1


def measure(judge, environment: dict[str, str], rounds: int = 3) -> Iterator[str]:
    """Yield the lines of the report; `judge(what, value, limit)` says whether a value is within its limit."""
    handbook = check.read(paths.Project())
    codes = [language.code for language in handbook.settings.languages]
    offered = [sheet for code in codes for sheet in sheets.sheets(handbook, code)]
    makers = {code: Maker(Renderer(paths.Project(), handbook, code), "https://handbook.example/") for code in codes}
    yield "\n## PDFs\n\n| what | measured | target |\n|---|---:|---|"
    pdfs = _all(paths.Project(), makers, offered)
    forms = (pdf for pdf in pdfs if pdf.sheet.part not in (sheets.PACKET, *sheets.EDITIONS))
    small = min(forms, key=lambda pdf: pdf.pages)
    kilobytes = small.size / 1000
    yield f"| smallest worksheet, {small.pages} pages | {kilobytes:.1f} KB | {judge('size of a worksheet', kilobytes, SMALL_KB)} |"
    ours, chromium = _to_chromium(makers[small.sheet.language], small.sheet, rounds)
    ratio = ours / chromium
    yield f"| warm worksheet / fresh Chromium print | {ratio:.2f} | {judge('time of a worksheet', ratio, TO_CHROMIUM)} |"
    one, two = (_timed(makers, offered, workers) for workers in (1, 2))
    gain = one / two
    verdict = judge("two processes", TWO_TO_ONE / gain, 1.0).split(" ")[0]
    yield f"| {len(offered)} PDFs: one process / two ({one:.1f} s, {two:.1f} s) | {gain:.2f} | {verdict} (>= {TWO_TO_ONE}) |"
    ratio = _unchanged(environment, rounds)
    yield f"| build with unchanged PDFs / build without any | {ratio:.2f} | {judge('unchanged PDFs', ratio, UNCHANGED)} |"


def _to_chromium(maker: Maker, sheet: sheets.Sheet, rounds: int) -> tuple[float, float]:
    """Medians in seconds of a worksheet made in this warm process, and printed by a new Chromium, in turn."""
    (html,) = maker.parts(sheet)
    version = (maker.style, html, sheet.variant, sheet.paper)
    printer.render(*version)
    ours, chromium = [], []
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html.replace("</head>", f"<style>{maker.style}</style></head>"), encoding="utf-8")
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/page.pdf", page.as_uri()]
        for _ in range(rounds):
            start = time.perf_counter()
            printer.render(*version)
            ours.append(time.perf_counter() - start)
            shutil.rmtree(f"{folder}/profile", ignore_errors=True)
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            chromium.append(time.perf_counter() - start)
    return statistics.median(ours), statistics.median(chromium)


def _all(project: paths.Project, makers: dict[str, Maker], offered: list[sheets.Sheet], workers: int | None = None) -> list[downloads.Pdf]:
    with Press(project, workers, lambda done, total: None) as machine:
        return downloads.make(machine, makers, offered)


def _timed(makers: dict[str, Maker], offered: list[sheets.Sheet], workers: int) -> float:
    """Seconds to make every PDF without a cache."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        _all(paths.Project(Path(folder)), makers, offered, workers)
        return time.perf_counter() - start


def _unchanged(environment: dict[str, str], rounds: int) -> float:
    """Time of a build whose PDFs are all cached, beside the same handbook without worksheets; medians, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        without = Path(folder) / "handbook"
        for name in ("content", "docs", "overrides", "macros"):
            shutil.copytree(HOME / name, without / name)
        shutil.copy(HOME / "mkdocs.yml", without)
        for path in (without / "content" / "chapters").glob("*.yml"):
            chapter = yaml.safe_load(path.read_text("utf-8"))
            chapter.pop("worksheets", None)
            path.write_text(yaml.safe_dump(chapter, allow_unicode=True), "utf-8")
        command = engine("build", "--site-dir", f"{folder}/site")
        times: dict[Path, list[float]] = {HOME: [], without: []}
        for turn in range(rounds + 1):
            for where, taken in times.items():
                took = timing.seconds(command, where, environment)
                taken.extend([took] if turn else [])  # the first turn fills the caches
    return statistics.median(times[HOME]) / statistics.median(times[without])
