"""Sheets -> PDFs: cached by content, made in parallel processes, refused what is not the project's.

A PDF's key is a hash of all that goes into it, so an unchanged sheet costs a
look at the cache and a changed sentence costs only the sheets that show it.
WeasyPrint is imported by the workers alone.
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

from . import processes, snapshot, tagging, worksheets
from .files import write_whole
from .paths import Project
from .render import Renderer
from .worksheets import Sheet

log = logging.getLogger("mkdocs.handbook")

STYLE = "worksheets/worksheet.css"
#: Cached PDFs that no build has used for this long are removed, in seconds.
KEPT = 30 * 24 * 3600


class SheetFailed(Exception):
    """A PDF could not be made; the message names its file and the cause."""


@dataclass(frozen=True)
class Pdf:
    """A finished sheet: its file in the cache, its size in bytes, its pages."""

    sheet: Sheet
    path: Path
    size: int
    pages: int


Progress = Callable[[int, int], None]  # gets how many are made, of how many


def press(project: Project, sheets: Sequence[Sheet], workers: int | None = None, progress: Progress | None = None) -> list[Pdf]:
    """Make every sheet that the cache does not hold; return all, in the order given. Raise SheetFailed.

    `workers` is a number of processes, by default one for each processor.
    """
    cache = project.cache / "worksheets"
    cache.mkdir(parents=True, exist_ok=True)
    common = _fingerprint(project)
    keys = [hashlib.sha256(common + sheet.html.encode()).hexdigest()[:32] for sheet in sheets]
    held = {path.stem.partition("-")[0]: path for path in cache.glob("*.pdf")}
    wanted = {key: sheet for key, sheet in zip(keys, sheets, strict=True) if key not in held}
    if wanted:
        held |= _make(project, cache, wanted, workers, progress or _show)
    _forget(cache, {held[key] for key in keys})
    return [_pdf(sheet, held[key]) for key, sheet in zip(keys, sheets, strict=True)]


def _pdf(sheet: Sheet, path: Path) -> Pdf:
    """A sheet and its file, whose name ends with the number of its pages."""
    return Pdf(sheet, path, path.stat().st_size, int(path.stem.partition("-")[2]))


def offer(project: Project, renderers: Sequence[Renderer], site_url: str) -> None:
    """Make the PDFs of every language, and let each renderer's pages offer its own. Raise SheetFailed.

    What was offered is noted with a hash of all that it came from: while that
    is the same, not even the HTML of the sheets is rendered.
    """
    note = project.cache / "downloads"
    valid = hashlib.sha256(snapshot.key(project) + _fingerprint(project) + site_url.encode()).hexdigest()
    pdfs = _noted(note, valid)
    if pdfs is None:
        pdfs = press(project, [sheet for renderer in renderers for sheet in worksheets.sheets(renderer, site_url)])
        write_whole(note, pickle.dumps((valid, [replace(pdf, sheet=replace(pdf.sheet, html="")) for pdf in pdfs])))
    for renderer in renderers:
        renderer.downloads = [pdf for pdf in pdfs if pdf.sheet.language == renderer.language]


def _noted(note: Path, valid: str) -> list[Pdf] | None:
    """The PDFs of the last build, if nothing that they came from has changed and all are still there."""
    try:
        made_from, pdfs = pickle.loads(note.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError):
        return None
    return pdfs if made_from == valid and all(pdf.path.exists() for pdf in pdfs) else None


def publish(renderer: Renderer, folder: Path) -> None:
    """Copy the PDFs that a renderer's pages offer into the site of its language."""
    target = folder / renderer.addresses.downloads
    target.mkdir(parents=True, exist_ok=True)
    for pdf in renderer.downloads:
        shutil.copyfile(pdf.path, target / pdf.sheet.file)


def _fingerprint(project: Project) -> bytes:
    """What goes into every PDF besides its HTML: style, typeface, this code, the libraries."""
    digest = hashlib.sha256()
    for folder in project.templates:
        for kind in ("worksheets/*", "blocks/*.html", "assets/fonts/*.woff2", "assets/*.svg"):
            for path in sorted(folder.glob(kind)):
                digest.update(path.read_bytes())
    for module in (tagging.__file__, __file__):
        digest.update(Path(module).read_bytes())
    for library in ("weasyprint", "pikepdf", "pydyf"):
        digest.update(version(library).encode())
    return digest.digest()


def _make(
    project: Project, cache: Path, wanted: Mapping[str, Sheet], workers: int | None, progress: Progress
) -> dict[str, Path]:
    """Render the wanted sheets in worker processes; return their files."""
    made: dict[str, Path] = {}
    with ProcessPoolExecutor(workers or min(os.cpu_count() or 1, len(wanted)), processes.context()) as pool:
        jobs = {pool.submit(_render, project, sheet.html): (key, sheet) for key, sheet in wanted.items()}
        for job in as_completed(jobs):
            key, sheet = jobs[job]
            try:
                document, pages = job.result()
            except Exception as error:
                pool.shutdown(cancel_futures=True)
                raise SheetFailed(f"{sheet.file}: {error}") from error
            made[key] = cache / f"{key}-{pages}.pdf"
            write_whole(made[key], document)
            progress(len(made), len(wanted))
    return made


def _render(project: Project, html: str) -> tuple[bytes, int]:
    """Body of a worker: one PDF and its number of pages."""
    from weasyprint import HTML  # noqa: PLC0415  (0.7 s that only workers pay)
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    address, fetcher, fonts, style = _shared(project)
    document = HTML(string=html, base_url=address, url_fetcher=fetcher)
    try:
        pdf = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_forms=True)
    except FatalURLFetchingError as error:  # no Exception: it would end the worker without a word
        raise ValueError(str(error.__cause__ or error)) from None
    fields = (element for element in document.etree_element.iter() if element.tag in ("input", "textarea"))
    return tagging.mend(pdf, {field.get("name"): field.get("aria-label") for field in fields})


@functools.lru_cache(maxsize=1)
def _shared(project: Project) -> tuple:
    """What the sheets of a worker share: the stylesheet's address, the fetcher, the fonts, the stylesheet."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    folders = [folder.resolve() for folder in project.templates]

    class Fetcher(URLFetcher):
        """Fetches data addresses and files of the project's templates, and nothing else."""

        def fetch(self, url: str, headers: dict | None = None) -> object:
            path = Path(url.removeprefix("file://")).resolve() if url.startswith("file://") else None
            if not url.startswith("data:") and not (path and any(path.is_relative_to(folder) for folder in folders)):
                raise FatalURLFetchingError(f"it asks for {url}, which is not a file of the project. Put it below overrides/assets/.")
            return super().fetch(url, headers)

    fetcher, fonts = Fetcher(allowed_protocols={"file", "data"}), FontConfiguration()
    path = next(folder / STYLE for folder in folders if (folder / STYLE).exists())
    return path.as_uri(), fetcher, fonts, CSS(filename=path, url_fetcher=fetcher, font_config=fonts)


def _forget(cache: Path, used: Iterable[Path]) -> None:
    """Note which PDFs this build used, and remove those that none has used for long."""
    now = time.time()
    for path in used:
        os.utime(path, (now, now))
    for path in cache.glob("*.pdf"):
        if now - path.stat().st_mtime > KEPT:
            path.unlink(missing_ok=True)


def _show(done: int, all_: int) -> None:
    """A bar in a terminal, a plain line at every tenth in a log."""
    if sys.stderr.isatty():
        bar = "█" * (24 * done // all_)
        print(f"\r{bar:<24} {done}/{all_}", end="\n" if done == all_ else "", file=sys.stderr, flush=True)
    elif done == all_ or done * 10 // all_ > (done - 1) * 10 // all_:
        log.info("PDFs: %d of %d", done, all_)
