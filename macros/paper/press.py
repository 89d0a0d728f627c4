"""Sheets -> PDFs and drawings -> PNGs: cached by content, made in parallel processes.

A file's key is a hash of all that goes into it, so an unchanged sheet costs a
look at the cache and a changed sentence costs only the sheets that show it.
The workers do what printer.py says.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .. import files, processes
from ..paths import Project, code
from ..problems import HandbookError
from ..reading import snapshot
from ..rendering import identity
from ..rendering.render import Renderer
from . import printer, worksheets
from .worksheets import Sheet

log = logging.getLogger("mkdocs.handbook")

#: Cached files that no build has used for this long are removed, in seconds.
KEPT = 30 * 24 * 3600


@dataclass(frozen=True)
class Pdf:
    """A finished sheet: its file in the cache, its size in bytes, its pages."""

    sheet: Sheet
    path: Path
    size: int
    pages: int


@dataclass(frozen=True)
class Drawn:
    """A finished drawing: its place on the site of its language, and its file in the cache."""

    language: str
    file: str
    path: Path


class Offered(NamedTuple):
    """What the pages of a language offer: the PDFs, and the brand's pictures."""

    downloads: Sequence[Pdf] = ()
    drawn: Sequence[Drawn] = ()


Progress = Callable[[int, int], None]  # gets how many are made, of how many


@dataclass(frozen=True)
class Job:
    """A file to make: what to call it in errors, the body of the worker with what it needs, and the ending of its name."""

    name: str
    body: Callable[..., tuple[bytes, int]]
    arguments: tuple
    ending: str

    @property
    def key(self) -> str:
        """A hash of all that goes into the file."""
        return hashlib.sha256(_code() + repr(self.arguments).encode()).hexdigest()[:32]


def make_pdfs(project: Project, sheets: Sequence[Sheet], workers: int | None = None, progress: Progress | None = None) -> list[Pdf]:
    """Make every sheet that the cache does not hold; return all, in the order given. Raise HandbookError.

    `workers` is a number of processes, by default one for each processor.
    """
    made = _made(project, [_sheet_job(sheet) for sheet in sheets], workers, progress)
    return [_pdf(sheet, path) for sheet, path in zip(sheets, made, strict=True)]


def _sheet_job(sheet: Sheet) -> Job:
    return Job(sheet.file, printer.render, (sheet.style, sheet.html), "pdf")


def _pdf(sheet: Sheet, path: Path) -> Pdf:
    """A sheet and its file, whose name ends with the number of its pages."""
    return Pdf(sheet, path, path.stat().st_size, int(path.stem.partition("-")[2]))


def _made(project: Project, jobs: Sequence[Job], workers: int | None = None, progress: Progress | None = None) -> list[Path]:
    """The file of every job, from the cache or made now, in the order given. Raise HandbookError."""
    cache = project.cache / "worksheets"
    cache.mkdir(parents=True, exist_ok=True)
    keys = [job.key for job in jobs]
    held = {path.stem.partition("-")[0]: path for path in cache.glob("[0-9a-f]*.*")}
    wanted = {key: job for key, job in zip(keys, jobs, strict=True) if key not in held}
    if wanted:
        held |= _make(cache, wanted, workers, progress or _show)
    _forget(cache, {held[key] for key in keys})
    return [held[key] for key in keys]


def offer(project: Project, renderers: Sequence[Renderer], site_url: str) -> dict[str, Offered]:
    """Make the PDFs and the brand's pictures of every language; return each language's own. Raise HandbookError.

    What was made is noted with a hash of all that it came from: while that is
    the same, not even the HTML of the sheets is rendered.
    """
    note = project.notes / "downloads"
    made_from = (snapshot.key(project), _templates(project), _code(), site_url.encode(), b"PDFs" if _wanted() else b"none")
    valid = hashlib.sha256(b"".join(made_from)).hexdigest()
    pdfs, drawn = _noted(note, valid) or _offered(project, renderers, site_url)
    files.write_whole(note, pickle.dumps((valid, [replace(pdf, sheet=replace(pdf.sheet, html="", style="")) for pdf in pdfs], drawn)))
    codes = [renderer.language for renderer in renderers]
    return {
        code: Offered([pdf for pdf in pdfs if pdf.sheet.language == code], [one for one in drawn if one.language == code]) for code in codes
    }


def _offered(project: Project, renderers: Sequence[Renderer], site_url: str) -> tuple[list[Pdf], list[Drawn]]:
    """Every PDF and picture, made now or found in the cache."""
    sheets = [sheet for renderer in renderers if _wanted() for sheet in worksheets.sheets(renderer, site_url)]
    drawings = [(renderer.language, drawing) for renderer in renderers for drawing in identity.drawings(renderer)]
    jobs = [Job(drawing.file, printer.draw, (drawing.html, drawing.width), "png") for _, drawing in drawings]
    made = _made(project, [*jobs, *map(_sheet_job, sheets)])
    drawn = [Drawn(language, drawing.file, path) for (language, drawing), path in zip(drawings, made, strict=False)]
    return [_pdf(sheet, path) for sheet, path in zip(sheets, made[len(jobs) :], strict=True)], drawn


def _wanted() -> bool:
    """Whether PDFs are made at all: HANDBOOK_PDFS=none builds pages that offer none, for who looks at pages alone. Raise HandbookError."""
    asked = os.environ.get("HANDBOOK_PDFS", "")
    if asked not in ("", "none"):
        raise HandbookError(f'HANDBOOK_PDFS is "{asked}", expected "none" (pages without PDFs) or nothing (with them). Change or unset it.')
    return not asked


def _noted(note: Path, valid: str) -> tuple[list[Pdf], list[Drawn]] | None:
    """What the last build offered, if nothing that it came from has changed and all is still there."""
    try:
        made_from, pdfs, drawn = pickle.loads(note.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, TypeError):
        return None
    return (pdfs, drawn) if made_from == valid and all(made.path.exists() for made in (*pdfs, *drawn)) else None


def publish(renderer: Renderer, folder: Path) -> None:
    """Copy the PDFs that a renderer's pages offer into the site of its language."""
    target = folder / renderer.addresses.downloads
    target.mkdir(parents=True, exist_ok=True)
    for pdf in renderer.downloads:
        shutil.copyfile(pdf.path, target / pdf.sheet.file)


def _templates(project: Project) -> bytes:
    """A hash of every template and file that sheets and drawings may be made from."""
    digest = hashlib.sha256()
    for folder in project.templates:
        for kind in ("worksheets/*", "blocks/*.html", "brand/*", "assets/fonts/*.woff2"):
            for path in sorted(folder.glob(kind)):
                digest.update(path.read_bytes())
    return digest.digest()


@functools.cache
def _code() -> bytes:
    """A hash of the code and the libraries that make the files."""
    digest = hashlib.sha256(code("paper"))
    for library in ("weasyprint", "pikepdf", "pydyf", "pypdfium2"):
        digest.update(version(library).encode())
    return digest.digest()


def _make(cache: Path, wanted: Mapping[str, Job], workers: int | None, progress: Progress) -> dict[str, Path]:
    """Do the wanted jobs in worker processes; return their files."""
    made: dict[str, Path] = {}
    with ProcessPoolExecutor(workers or min(os.cpu_count() or 1, len(wanted)), processes.context()) as pool:
        running = {pool.submit(job.body, *job.arguments): (key, job) for key, job in wanted.items()}
        for done in as_completed(running):
            key, job = running[done]
            try:
                document, pages = done.result()
            except Exception as error:
                pool.shutdown(cancel_futures=True)
                if files.no_room(error):
                    raise
                raise HandbookError(f"{job.name}: {error}") from error
            made[key] = cache / f"{key}-{pages}.{job.ending}"
            files.write_whole(made[key], document)
            progress(len(made), len(wanted))
    return made


def _forget(cache: Path, used: Iterable[Path]) -> None:
    """Note which PDFs this build used, and remove those that none has used for long."""
    now = time.time()
    for path in used:
        os.utime(path, (now, now))
    for path in cache.glob("*.p*"):
        if now - path.stat().st_mtime > KEPT:
            path.unlink(missing_ok=True)


def _show(done: int, all_: int) -> None:
    """A bar in a terminal, a plain line at every tenth in a log."""
    if sys.stderr.isatty():
        bar = "█" * (24 * done // all_)
        print(f"\r{bar:<24} {done}/{all_}", end="\n" if done == all_ else "", file=sys.stderr, flush=True)
    elif done == all_ or done * 10 // all_ > (done - 1) * 10 // all_:
        log.info("PDFs: %d of %d", done, all_)
