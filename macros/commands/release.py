"""`python -m macros release`: what is handed on of a built site, in the folder `release` beside it.

The same site gives the same bytes. Compressed copies that `make hosting` may have
written into the site are left out: they can be made anew at any time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from .. import git
from ..files import write_whole, write_zip
from ..leftovers import is_leftover
from ..paths import Project
from ..rendering.render import Renderer
from ..site import built
from . import offline
from .parts import sbom

SUMS = "SHA256SUMS"
_COPIES = (".gz", ".br")


def run(project: Project, options: argparse.Namespace) -> str:
    """Write what is handed on of the site that was built: ZIPs, bill of materials, checksums."""
    written = write(project, built.renderers(project))
    size = sum(path.stat().st_size for path in written)
    return f"{os.path.relpath(written[0].parent)}: {len(written)} files, {size / 1e6:.1f} MB. Check: sha256sum -c {SUMS}"


def write(project: Project, renderers: list[Renderer]) -> list[Path]:
    """Write the release of the site that was built, its list of checksums last; return the files written.

    OSError when a file cannot be written: then there is no list of checksums.
    """
    folder = project.site.with_name("release")
    (folder / SUMS).unlink(missing_ok=True)
    written = list(_written(project, renderers, folder))
    for path in folder.glob("handbook-worksheets-*.zip"):
        if path not in written:  # of a language that is no longer offered
            path.unlink()
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(written))
    write_whole(folder / SUMS, sums.encode())
    return [*written, folder / SUMS]


def _written(project: Project, renderers: list[Renderer], folder: Path) -> Iterator[Path]:
    """Write every file of a release but the checksums; yield each."""
    site = project.site
    whole = folder / "handbook-site.zip"
    write_zip(whole, _files(site, (path for path in site.rglob("*") if path.suffix not in _COPIES)))
    yield whole
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
