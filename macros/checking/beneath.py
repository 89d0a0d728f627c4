"""The places of ours that an organization's folder stands over, and hashes of what stands there."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from .. import git, leftovers
from ..paths import Project
from ..reading.load import Reader
from ..reading.overlay import has_ids
from ..reading.uses import Use, entries, find, uses
from .lockfile import Hashes, digest

#: Of something that only has to be there, or not to be there.
THERE, NOTHING = {"ours": "there"}, {"ours": "none"}


class Place(NamedTuple):
    """A place of ours over which theirs stands: `file` is theirs, `name` the same below their folder, `ours` what stands there now."""

    file: Path
    name: str
    use: Use
    ours: object  # data of YAML, bytes of another file; None where nothing is

    @property
    def address(self) -> str:
        """What the lock calls it."""
        way = "/".join(quote(part, safe=":") for part in self.use.way)
        return quote(unicodedata.normalize("NFC", self.name)) + (f"#{way}" if way else "")

    @property
    def said(self) -> str:
        """What a message calls it, within its file."""
        return " > ".join(self.use.way)

    def hashes(self, value: object, written: Collection[str]) -> Hashes:
        """What the lock says of it while `value` stands there; `written` are all languages that texts may be in."""
        if value is None:
            return NOTHING
        if self.use.only_there:
            return THERE
        if isinstance(value, bytes):
            return {"ours": digest(value.replace(b"\r\n", b"\n"))}
        codes = sorted(_codes(value, written))
        return {code: _of_data(_in_one(value, code, written)) for code in codes} or {"ours": _of_data(value)}


def places(reader: Reader) -> dict[str, Place]:
    """Every place of ours that the organization's folder stands over, by address; translations are translations.lock's."""
    return {place.address: place for place in (*_of_content(reader), *_of_files(reader.project))}


def _of_content(reader: Reader) -> Iterator[Place]:
    project = reader.project
    for path, document in sorted(reader.documents.items()):
        if not path.is_relative_to(project.overlay / "content"):
            continue
        name = path.relative_to(project.overlay).as_posix()
        beneath = reader.documents.get(project.beneath(name)[0])
        if not beneath:
            yield Place(path, name, Use(only_there=True), None)
            continue
        theirs, ours = document.parse()[0], beneath.parse()[0]
        yield Place(path, name, Use(only_there=True), {} if ours is None else ours)
        for use in uses(theirs, ours):
            if not use.is_translation:
                yield Place(path, name, use, find(ours, use.way))


def _of_files(project: Project) -> Iterator[Place]:
    for part in ("assets", "docs", "overrides"):
        for path in filter(Path.is_file, leftovers.files(project.overlay / part, "**/*")):
            name = path.relative_to(project.overlay).as_posix()
            yield Place(path, name, Use(), ours_beneath(project, name))


def ours_beneath(project: Project, name: str) -> bytes | None:
    """Ours beneath a file of the organization's folder; None where nothing is."""
    return next((file.read_bytes() for file in project.beneath(name) if file.is_file()), None)


def as_it_was(project: Project, version: str, name: str) -> bytes | None:
    """The same at a version of the handbook; None where nothing was, or git does not know."""
    ours = (path.relative_to(project.root) for path in project.beneath(name) if path.is_relative_to(project.root))
    return next(filter(None, (git.at(project.root, version, path.as_posix()) for path in ours)), None)


def _codes(value: object, written: Collection[str]) -> set[str]:
    """The languages of the texts in a value."""
    if isinstance(value, dict):
        return set(value) if _is_text(value, written) else _codes([*value.values()], written)
    return {code for entry in value for code in _codes(entry, written)} if isinstance(value, list) else set()


def _in_one(value: object, code: str, written: Collection[str]) -> object:
    """A value with its texts in one language."""
    if isinstance(value, dict):
        return value.get(code) if _is_text(value, written) else {name: _in_one(part, code, written) for name, part in value.items()}
    return [_in_one(entry, code, written) for entry in value] if isinstance(value, list) else value


def _is_text(value: dict, written: Collection[str]) -> bool:
    return bool(value) and all(name in written for name in value)


def _of_data(value: object) -> str:
    """The hash of data, which neither the order of its fields nor that of entries with ids changes."""
    return digest(json.dumps(_by_name(value), ensure_ascii=False, sort_keys=True, default=str))


def _by_name(value: object) -> object:
    named = entries(value) if has_ids(value) else value
    if isinstance(named, dict):
        return {str(name): _by_name(part) for name, part in named.items()}
    return [_by_name(entry) for entry in named] if isinstance(named, list) else named
