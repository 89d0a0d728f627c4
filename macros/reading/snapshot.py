"""The content as it was when it last passed every check, so that an unchanged handbook is not checked again.

A snapshot is the parsed YAML in Python's marshal format, valid for one state of
the content, of this library and of the day (a rule asks whether a review lies
in the future). Whatever differs, the content is read and checked anew.
"""

from __future__ import annotations

import datetime
import hashlib
import marshal
import sys
from pathlib import Path

import pydantic
from pydantic import TypeAdapter

from ..files import write_whole
from ..look.look import folder_of
from ..model.handbook import Handbook
from ..model.kinds import FILES, PAGES
from ..paths import Project, code
from .load import DERIVED, Reader
from .selection import unread

TYPES = {kind.field: kind.type for kind in FILES} | {kind.field: tuple[kind.type, ...] for kind in PAGES} | DERIVED


def key(project: Project) -> bytes:
    """What a snapshot is valid for, as a hash."""
    digest = hashlib.sha256(f"{datetime.date.today()} {pydantic.VERSION} {sys.version}".encode() + code())
    content = [path for name in ("content", "brand.yml") for path in _below(project.overlay, name)] + _below(project.root, "content")
    folders = (folder_of(project), project.docs, project.overlay, project.overlay and project.overlay / "docs")
    pictures = [path for folder in folders for path in _below(folder, "assets")]
    for path in (project.ours("interface.yml"), *(path for path in content if path.suffix != ".json"), *pictures):
        digest.update(f"{path}\n".encode() + path.read_bytes() if path.exists() else b"missing")
    return digest.digest()


def _below(folder: Path | None, name: str) -> list[Path]:
    """The file of this name in a folder, or the files below the folder of this name."""
    path = folder / name if folder else None
    return [] if not path else sorted(found for found in path.rglob("*") if found.is_file()) if path.is_dir() else [path]


def held(project: Project, valid: bytes) -> Handbook | None:
    """The Handbook of the snapshot, if there is one that is valid."""
    try:
        written = _file(project).read_bytes()
        if not written.startswith(valid):
            return None
        parts = marshal.loads(written[len(valid) :])
        leaving = unread(parts["written"], parts["settings"])
        fields = {field: TypeAdapter(kind).validate_python(parts[field], context=leaving) for field, kind in TYPES.items()}
        return Handbook.model_construct(**fields)
    except (OSError, EOFError, ValueError, TypeError, KeyError):  # none, or damaged: the content itself is still there
        return None


def keep(project: Project, valid: bytes, reader: Reader) -> None:
    """Write the snapshot of content that has just passed every check."""
    write_whole(_file(project), valid + marshal.dumps(_plain(reader.data)))


def _file(project: Project) -> Path:
    return project.notes / "content.snapshot"


def _plain(node: object) -> object:
    """Data that marshal can write: dates become their ISO form, which the model accepts."""
    if isinstance(node, dict):
        return {name: _plain(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node.isoformat() if isinstance(node, datetime.date) else node
