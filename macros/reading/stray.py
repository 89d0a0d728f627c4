"""What in an organization's folder would be left out in silence, or leads out of it; and what it lacks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from .. import leftovers
from ..look import logos
from ..model.kinds import FILES, PAGES
from ..paths import Project
from ..problems import Problem, closest, nearest, quoted
from .places import LOCKS, copies, is_copy, misplaced

#: What an organization's folder may hold besides hidden files: `docs` and `overrides` are code, the rest is data.
PARTS = ("brand.yml", "assets", "content", "docs", "overrides", "site", "hosting", "release", "translations")
_WRITTEN = tuple(kind.place for kind in (*FILES, *PAGES) if kind.field != "brand")  # which stands above content/
_CONTENT = (*_WRITTEN, *LOCKS)
_FILES = tuple(kind.place for kind in FILES)
_NOTES = (".md", ".txt")  # an organization's own notes
_NOWHERE = "this is a link that leads to no file, expected a file. Copy the file here."
#: What assets/ may hold: files that a browser shows or plays and does not run.
_SHOWN = (
    *(".svg", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".woff2", ".woff", ".ttf", ".otf", *_NOTES),
    *(".mp3", ".m4a", ".ogg", ".mp4", ".webm", ".vtt"),
)


def strangers(project: Project) -> Iterator[Problem]:
    """A problem for each file of the organization's folder that nothing would read, and each link that leads out of it.

    And for each copy of a file, and what stands in the place of a folder or in one where nothing reads it, whoever's it is.
    """
    top = project.overlay
    if top and (lacking := _without_brand(top)):  # it may be no organization's folder at all: of its other files nothing is said
        yield lacking
        return
    yield from (*copies(project), *misplaced(project), *_unread(project))
    if not top:
        return
    for path in leftovers.files(top):
        if path.name not in PARTS and (path.is_dir() or yaml_ending(path) or is_brand(path)) and not is_copy(path, PARTS):
            yield _stranger(path, PARTS)
    for path in leftovers.files(top / "content"):
        if path.name not in _CONTENT and not _is_note(path) and not is_copy(path, _CONTENT):
            yield _stranger(path, _WRITTEN)
        elif path.name in _FILES and path.is_dir():
            yield as_folder(path)
    for part in ("brand.yml", "assets", "content", "docs", "overrides"):
        for path in leftovers.files(top / part, "**/*") if (top / part).is_dir() else [top / part]:
            if not Path(os.path.realpath(path)).is_relative_to(top.resolve()):  # unlike resolve(), it bears links in a circle
                yield Problem(path, (), "this is a link that leads out of the folder, expected a file. Copy the file here.", at=(1, 1))
            elif path.is_symlink() and not path.exists():
                yield Problem(path, (), _NOWHERE, at=(1, 1))
    yield from _assets(top / "assets", project.cache)


def _unread(project: Project) -> Iterator[Problem]:
    """The same for the handbook's own content/, which holds more than files of texts."""
    for path in leftovers.files(project.content):
        if yaml_ending(path) and path.name not in (*_CONTENT, "brand.yml") and not is_copy(path, _CONTENT):
            yield _stranger(path, (*_WRITTEN, "brand.yml"))


def yaml_ending(path: Path) -> str:
    """The ending of a YAML file's name, with what was put behind it: Windows hides endings, and `brand.yml.txt` looks right there."""
    found = re.search(r"\.ya?ml(\..*)?$", path.name, re.IGNORECASE)
    return found[0] if found else ""


def as_folder(path: Path) -> Problem:
    """What is wrong with a folder that has a file's name."""
    return Problem(path, (), f'"{path.name}" is a folder, expected a file. Move the file that you mean to this place.', at=(1, 1))


def _is_note(path: Path) -> bool:
    return path.suffix in _NOTES and not yaml_ending(path)


def is_brand(path: Path) -> bool:
    """Whether a file seems to be meant as brand.yml."""
    name = path.name.lower()
    return "brand" in name if yaml_ending(path) else name in ("brand", "brand.txt")


def _without_brand(top: Path) -> Problem | None:
    """What is wrong where a folder has no file called brand.yml: without one, the handbook would come out under its own name."""
    path = top / "brand.yml"
    if path.is_file():
        return None
    if path.is_dir():
        return as_folder(path)
    if path.is_symlink():
        return Problem(path, (), _NOWHERE, at=(1, 1))
    meant = [file for file in top.iterdir() if file.is_file() and is_brand(file)]
    if meant:
        name = nearest("brand.yml", [file.name for file in meant]) or meant[0].name
        shown = "In Windows, View > File name extensions shows whole names."
        return Problem(top / name, (), f'the file is called "{name}", expected "brand.yml". Rename it. {shown}', at=(1, 1))
    elsewhere = sorted(file.relative_to(top).as_posix() for file in top.glob("*/brand.yml"))
    mend = f"Move {elsewhere[0]} here, or give its folder." if elsewhere else "`make brand DIR=...` begins a folder that has one."
    return Problem(path, (), f"the file is missing, expected one that says whose handbook this is. {mend}", at=(1, 1))


def _assets(folder: Path, cache: Path) -> Iterator[Problem]:
    """What assets/ may not hold: code, and pictures that hold some."""
    for path in filter(Path.is_file, leftovers.files(folder, "**/*")):
        message = None
        if path.suffix.lower() not in _SHOWN:
            message = (
                f'"{path.name}" is no picture, font, recording or document, and assets/ holds no others. '
                "Move it to overrides/assets/, which is code."
            )
        elif path.suffix.lower() == ".svg":
            try:
                logos.kept(cache, path.read_bytes(), "svg")
            except logos.Unusable as fault:
                message = f'"{path.name}" {fault}'
        if message:
            yield Problem(path, (), message, at=(1, 1))


def _stranger(path: Path, known: tuple[str, ...]) -> Problem:
    hint = closest(path.name, known) or " Move it, rename it or remove it."
    return Problem(path, (), f'nothing reads "{path.name}" here, expected one of {quoted(known)}.{hint}', at=(1, 1))
