"""What a whole handbook costs: chapters like today's, its YAML copied under other ids, with all their PDFs.

The benchmark calls `measure`; a build is judged beside an unchanged one in the same run.
"""

from __future__ import annotations

import copy
import functools
import itertools
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from macros.paths import HOME

from . import synthetic, timing

CHAPTERS = 11
#: How many unchanged builds a cold one may take, and one after a changed sentence; the site's megabytes.
COLD, CHANGED, MEGABYTES = 25.0, 2.2, 15.0
BUILD = [sys.executable, "-m", "macros", "--project", ".", "site"]
_LETTERS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"


def write(folder: Path, chapters: int = CHAPTERS) -> Path:
    """Write a handbook with copies of today's first chapter into a folder; return the file of its second chapter, or its only one."""
    for name in ("content", "docs"):
        shutil.copytree(HOME / name, folder / name)
    (folder / "content" / "translations.lock").unlink()
    settings = synthetic.read(folder / "content" / "handbook.yml")
    first = settings["chapters"][0]
    files = [folder / "content" / "chapters" / f"{first}.yml"]
    model = synthetic.read(files[0])
    for letter in _LETTERS[: chapters - 1]:
        title = {code: f"{text} {letter}" for code, text in model["title"].items()}
        slug = {code: f"{text}-{letter.lower()}" for code, text in model["slug"].items()}
        one = copy.deepcopy(model) | {"id": f"{first}-{letter.lower()}", "title": title, "slug": slug}
        settings["chapters"].append(one["id"])
        files.append(folder / "content" / "chapters" / f"{one['id']}.yml")
        synthetic.dump(synthetic.own_links(one, first, list(title)), files[-1])
    synthetic.dump(settings, folder / "content" / "handbook.yml")
    synthetic.configure(HOME, folder)
    return files[:2][-1]


def _changing(file: Path, words: Iterator[str]) -> str:
    """Change the first sentence that a worksheet of the chapter shows; return a word that is in it now, and was not."""
    word = f"changed{next(words)}"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"(\bsheet:\n +en: (?:>-\n +)?)(?:changed\w+ )?", rf"\g<1>{word} ", text, count=1), "utf-8")
    return word


def measure(judge, environment: dict[str, str], rounds: int = 3) -> Iterator[str]:
    """Yield the lines of the report; `judge(what, value, limit)` says whether a value is within its limit."""
    yield f"\n## A whole handbook: {CHAPTERS} chapters like today's, two languages, all PDFs; medians of {rounds}\n"
    yield "| what | seconds | in unchanged builds | target |\n|---|---:|---:|---|"
    words = map("".join, itertools.product("abcdefghij", repeat=3))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = write(folder)
        clear = functools.partial(shutil.rmtree, folder / ".cache", ignore_errors=True)
        took = {"cold": timing.seconds(BUILD, folder, environment, clear)}
        took["unchanged"] = statistics.median(timing.seconds(BUILD, folder, environment) for _ in range(rounds))
        change = functools.partial(_changing, file, words)
        took["one sentence changed"] = statistics.median(timing.seconds(BUILD, folder, environment, change) for _ in range(rounds))
        limits = {"cold": COLD, "one sentence changed": CHANGED}
        for what, seconds in took.items():
            ratio = seconds / took["unchanged"]
            yield f"| {what} | {seconds:.1f} | {ratio:.1f} | {judge(f'{what}, {CHAPTERS} chapters', ratio, limits.get(what))} |"
        size = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file()) / 1e6
        yield f"\nThe site: {size:.1f} MB {judge(f'megabytes of {CHAPTERS} chapters', size, MEGABYTES)}"
    yield "\n| `make serve` | from a save to the page, seconds |\n|---|---:|"
    for chapters in (1, CHAPTERS):
        with tempfile.TemporaryDirectory() as name:
            seen = _seen(Path(name), write(Path(name), chapters), environment, words, rounds)
        yield f"| {chapters} chapters | {seen:.2f} |"


def _seen(folder: Path, file: Path, environment: dict[str, str], words: Iterator[str], rounds: int) -> float:
    """Seconds from saving a changed sentence until the page shows it, while serving; the median."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        [*BUILD[:-1], "serve", "--port", str(port)], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    chapter = synthetic.read(file)
    page = f"http://127.0.0.1:{port}/en/chapters/{chapter['slug']['en']}/"
    try:
        _wait(page, chapter["title"]["en"])
        return statistics.median(_once(file, words, page) for _ in range(rounds + 1))
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(timeout=10)


def _once(file: Path, words: Iterator[str], page: str) -> float:
    title = f"Seen {next(words)}."
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"^(intro:\n *- en: ).*?(?=\n +fr: )", rf"\g<1>{title}", text, count=1, flags=re.MULTILINE | re.DOTALL), "utf-8")
    start = time.perf_counter()
    _wait(page, title)
    return time.perf_counter() - start


def _wait(page: str, words: str, patience: float = 60) -> None:
    """Wait until a page shows some words; TimeoutError."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            if words in urllib.request.urlopen(page, timeout=patience).read().decode():
                return
        except OSError:
            pass
        time.sleep(0.03)
    raise TimeoutError(f"{page} does not show {words}")
