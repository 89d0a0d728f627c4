"""What many brands cost, and how many requests a second nginx answers with the handbook's configuration.

The benchmark calls both; every figure is a ratio within one run, a number of requests, or memory.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from macros.commands import brands as many
from macros.commands.hosting import compress
from macros.paths import HOME, Project
from macros.processes import engine

sys.path.insert(0, str(HOME / "tests"))

import servers

FURTHER, FLAT = 0.6, 1.15
BRAND = """\
name: {{en: Bench {number}, fr: Banc {number}}}
site_url: https://bench{number}.example/
colours: {{main: "#12{number:02d}56"}}
licence: {{name: {{en: CC BY 4.0, fr: CC BY 4.0}}, url: https://creativecommons.org/licenses/by/4.0/}}
"""


def brands(judge, counts: tuple[int, ...] = (1, 5, 20)) -> Iterator[str]:
    """Yield the report on many brands; `judge(what, value, limit)` says whether a value is within its limit."""
    yield "\n## Many brands, each with all its PDFs\n"
    yield "| brands | seconds | a further brand / the first | largest process | target |\n|---:|---:|---:|---:|---|"
    first, memory = 0.0, 0
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            for number in range(count):
                brand = Path(folder) / "brands" / f"b{number}" / "brand.yml"
                brand.parent.mkdir(parents=True)
                brand.write_text(BRAND.format(number=number), encoding="utf-8")
            home = Path(folder) / "handbook"  # a cache of its own, so that nothing is there yet
            for name in ("content", "docs", "overrides", "macros"):
                shutil.copytree(HOME / name, home / name)
            shutil.copy(HOME / "mkdocs.yml", home)
            start = time.perf_counter()
            outcomes = list(many.build(Project(home), many.folders(Path(folder) / "brands")))
            took = time.perf_counter() - start
            assert all(outcome.trouble is None for outcome in outcomes), outcomes
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        first, memory = first or took, memory or largest
        further = (took - first) / (count - 1) / first if count > 1 else None
        verdicts = [judge("memory of many brands", largest / memory, FLAT)]
        verdicts += [judge("a further brand", further, FURTHER)] if further else []
        shown = "" if further is None else f"{further:.2f}"
        yield f"| {count} | {took:.1f} | {shown} | {largest / 1000:.0f} MB | {', '.join(verdicts)} |"


def load(seconds: int = 5) -> Iterator[str]:
    """Yield requests a second: a page with the handbook's headers and its packed file, beside the same nginx and a bare file."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run(engine("build", "--site-dir", str(site)), cwd=HOME, check=True, capture_output=True)
        compress(site)
        page = next(path for path in site.rglob("index.html") if path.parent != site and path.stat().st_size > 50_000)
        (Path(folder) / "bare").mkdir()
        shutil.copy(page, Path(folder) / "bare" / "page.html")
        scratch = Path(folder) / "nginx"
        scratch.mkdir()
        yield f"\n## nginx, {seconds} s with 16 connections\n\n| what | requests a second |\n|---|---:|"
        rates = {}
        with servers.nginx(Project(HOME), site, scratch, bare=Path(folder) / "bare") as address:
            root = address.split("/", 3)
            for name, url in (
                ("the handbook's page", address + page.parent.relative_to(site).as_posix() + "/"),
                ("a bare file", "/".join(root[:3]) + "/bare/page.html"),
            ):
                command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", "Accept-Encoding: gzip", url]
                said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                assert "Non-2xx" not in said, said
                rates[name] = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
                yield f"| {name} | {rates[name]:.0f} |"
        page_rate, bare_rate = rates.values()
        yield f"\nThe page / the bare file: {page_rate / bare_rate:.2f}"
