"""Jobs -> files: cached by content, made in parallel processes.

A file's key is a hash of all that goes into it, so an unchanged part costs a
look at the cache and a changed sentence costs only what shows it. The workers
do what printer.py says.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from .. import files, processes, refused
from ..paths import Project
from ..paths import code as code_of
from ..problems import HandbookError

log = logging.getLogger("mkdocs.handbook")

#: Cached files that no build has used for this long are removed, in seconds.
KEPT = 30 * 24 * 3600

Progress = Callable[[int, int], None]  # gets how many are made, of how many


@dataclass(frozen=True)
class Job:
    """A file to make: what to call it in errors, the body of the worker with what it needs, and the ending of its name.

    The body gets the folder of the cache first, if `from_cache`: its arguments then name files there, by what went into them.
    """

    name: str
    body: Callable[..., tuple[bytes, int]]
    arguments: tuple
    ending: str
    from_cache: bool = False

    @functools.cached_property
    def key(self) -> str:
        """A hash of all that goes into the file."""
        digest = hashlib.sha256(code() + self.body.__name__.encode())
        for argument in self.arguments:
            digest.update(_digest(argument))
        return digest.hexdigest()[:32]


@functools.lru_cache(maxsize=8)
def _digest(argument: object) -> bytes:
    """A hash of an argument; the stylesheet, which holds the typeface, is that of many jobs."""
    return hashlib.sha256(repr(argument).encode()).digest()


@functools.cache
def code() -> bytes:
    """A hash of the code and the libraries that make the files."""
    digest = hashlib.sha256(code_of("paper"))
    for library in ("weasyprint", "pikepdf", "pydyf", "pypdfium2", "python-docx", "tinyhtml5"):
        digest.update(version(library).encode())
    return digest.digest()


class Press:
    """Makes files, with a cache; its processes live as long as it does."""

    def __init__(self, project: Project, workers: int | None = None, progress: Progress | None = None):
        """`workers` is a number of processes, by default one for each processor."""
        self.folder = project.cache / "worksheets"
        self._workers = workers or os.cpu_count() or 1
        self._progress = progress or _show
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[str, tuple[Job, Future]] = {}
        self._used: set[Path] = set()

    def __enter__(self) -> Press:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._held = {path.stem.partition("-")[0]: path for path in self.folder.glob("[0-9a-f]*.*")}
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        _forget(self.folder, self._used)

    def start(self, jobs: Iterable[Job]) -> None:
        """Begin what the cache does not hold; `made` waits for it."""
        for job in jobs:
            if job.key not in self._held and job.key not in self._running:
                self._pool = self._pool or ProcessPoolExecutor(self._workers, processes.context())
                folder = [self.folder] if job.from_cache else []
                self._running[job.key] = (job, self._pool.submit(job.body, *folder, *job.arguments))

    def made(self, jobs: Sequence[Job]) -> list[Path]:
        """The file of every job, from the cache or made now, in the order given; its name ends with the number of its pages.

        Raise HandbookError, which names the job.
        """
        self.start(jobs)
        begun = {done: key for key, (_, done) in self._running.items()}
        for number, done in enumerate(as_completed(begun), start=1):
            self._keep(begun[done])
            self._progress(number, len(begun))
        found = [self._held[job.key] for job in jobs]
        self._used.update(found)
        return found

    def _keep(self, key: str) -> None:
        """Write what a job has made into the cache."""
        job, done = self._running.pop(key)
        try:
            document, pages = done.result()
        except Exception as error:
            self._pool.shutdown(cancel_futures=True)
            if refused.no_room(error):
                raise
            raise HandbookError(f"{job.name}: {refused.said_of(error) or error}") from error
        self._held[key] = self.folder / f"{key}-{pages}.{job.ending}"
        files.write_whole(self._held[key], document)


def pages_of(path: Path) -> int:
    """How many pages a file of the cache has."""
    return int(path.stem.partition("-")[2])


def _forget(cache: Path, used: set[Path]) -> None:
    """Note which files this build used, and remove those that none has used for long."""
    now = time.time()
    for path in used:
        os.utime(path, (now, now))
    for path in cache.glob("[0-9a-f]*.*"):
        if now - path.stat().st_mtime > KEPT:
            path.unlink(missing_ok=True)


def _show(done: int, all_: int) -> None:
    """A bar in a terminal, a plain line at every tenth in a log."""
    if sys.stderr.isatty():
        bar = "█" * (24 * done // all_)
        print(f"\r{bar:<24} {done}/{all_}", end="\n" if done == all_ else "", file=sys.stderr, flush=True)
    elif done == all_ or done * 10 // all_ > (done - 1) * 10 // all_:
        log.info("PDFs: %d of %d", done, all_)
