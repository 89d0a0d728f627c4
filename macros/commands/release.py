"""`python -m macros release`: what is handed on of a built site, in the folder `release` beside it.

The same site gives the same bytes. Compressed copies that `make hosting` may have
written into the site are left out: they can be made anew at any time. With an older
release to compare with, what has changed since is handed on by itself (parts/update.py).
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from .. import git
from ..files import write_whole, write_zip
from ..leftovers import is_leftover
from ..paths import Project
from ..rendering.render import Renderer
from ..site import built
from . import offline
from .parts import sbom, update

_COPIES = (".gz", ".br")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The release to compare with."""
    parser.add_argument("--since", metavar="RELEASE", help="folder of an older release, the ZIP of its site or the checksums of that")


def run(project: Project, options: argparse.Namespace) -> str:
    """Write what is handed on of the site that was built: ZIPs, bill of materials, checksums; and what has changed since another."""
    renderers, folder = built.renderers(project), _folder(project)
    before = update.since(options.since, folder) if options.since else None
    files = _files(project.site, (path for path in project.site.rglob("*") if path.suffix not in _COPIES))
    todo = None if before is None else update.compared(before, update.sums(files))
    written = write(project, renderers, files, todo)
    size = sum(path.stat().st_size for path in written)
    said = [f"{os.path.relpath(folder)}: {len(written)} files, {size / 1e6:.1f} MB. Check: sha256sum -c {update.ALL}"]
    if todo:
        said.append(f"Since {options.since}: {todo.sent} to send, {len(todo.gone)} to delete, see {update.LIST}.")
    return "\n".join(said)


def write(project: Project, renderers: list[Renderer], files: Mapping[str, bytes], todo: update.Update | None) -> list[Path]:
    """Write the release of the site that was built (its `files`), its list of checksums last; return the files written.

    `todo` is what has changed since another release. OSError when a file cannot be written: then there is no list of checksums.
    """
    folder = _folder(project)
    (folder / update.ALL).unlink(missing_ok=True)
    written = list(_written(project, renderers, folder, files, todo))
    for path in (*folder.glob("handbook-worksheets-*.zip"), folder / update.FILES, folder / update.LIST):
        if path not in written:  # of a language that is no longer offered, or since another release
            path.unlink(missing_ok=True)
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(written))
    write_whole(folder / update.ALL, sums.encode())
    return [*written, folder / update.ALL]


def _folder(project: Project) -> Path:
    return project.site.with_name("release")


def _written(
    project: Project, renderers: list[Renderer], folder: Path, files: Mapping[str, bytes], todo: update.Update | None
) -> Iterator[Path]:
    """Write every file of a release but the checksums; yield each."""
    site = project.site
    whole = folder / update.SITE
    write_zip(whole, files)
    yield whole
    write_whole(folder / update.SUMS, update.listed(update.sums(files)))
    yield folder / update.SUMS
    if todo:
        yield from update.write(folder, todo, files)
    alone = folder / "handbook-offline.zip"
    offline.write(renderers, site, alone)
    yield alone
    for renderer in renderers:
        top = site / renderer.language
        documents = _files(top, (path for path in top.rglob("*") if path.suffix in (".pdf", ".epub")))
        if documents:
            sheets = folder / f"handbook-worksheets-{renderer.language}.zip"
            write_zip(sheets, documents)
            yield sheets
    bill = folder / "sbom.json"
    date = os.environ.get("SOURCE_DATE_EPOCH") or git.committed(project.root, project.overlay)
    write_whole(bill, sbom.write(project, renderers[0], None if date is None else int(date)))
    yield bill


def _files(top: Path, paths: Iterator[Path]) -> dict[str, bytes]:
    """Name below a folder -> bytes, of those paths that are files, and none that a program has left there."""
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in paths if path.is_file() and not is_leftover(path.name)}
