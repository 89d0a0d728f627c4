"""What in an organization's folder would be left out in silence, or leads out of it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from .. import leftovers
from ..look import logos
from ..model.kinds import FILES, PAGES
from ..paths import Project
from ..problems import Problem, closest, quoted

#: What an organization's folder may hold besides hidden files: `docs` and `overrides` are code, the rest is data.
PARTS = ("brand.yml", "assets", "content", "docs", "overrides", "site", "hosting", "release", "translations")
_LOCK = "translations.lock"
_CONTENT = (*(kind.place for kind in (*FILES, *PAGES) if kind.field != "brand"), _LOCK)  # brand.yml stands above content/
_NOTES = (".md", ".txt")  # an organization's own notes
#: What assets/ may hold: files that a browser shows and does not run.
_SHOWN = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".woff2", ".woff", ".ttf", ".otf", *_NOTES)


def strangers(project: Project) -> Iterator[Problem]:
    """A problem for each file of the organization's folder that nothing would read, and each link that leads out of it.

    And for each copy of a file, and what stands in the place of a folder or in one where nothing reads it, whoever's it is.
    """
    yield from copies(project)
    yield from misplaced(project)
    top = project.overlay
    if not top:
        return
    for path in leftovers.files(top):
        if path.name not in PARTS and (path.is_dir() or path.suffix in (".yml", ".yaml")) and not _is_copy(path, PARTS):
            yield _stranger(path, PARTS)
    content = top / "content"
    for path in leftovers.files(content):
        if path.name not in _CONTENT and path.suffix not in _NOTES and not _is_copy(path, _CONTENT):
            yield _stranger(path, _CONTENT[:-1])
    for part in ("brand.yml", "assets", "content", "docs", "overrides"):
        for path in leftovers.files(top / part, "**/*") if (top / part).is_dir() else [top / part]:
            if not Path(os.path.realpath(path)).is_relative_to(top.resolve()):  # unlike resolve(), it bears links in a circle
                yield Problem(path, (), "this is a link that leads out of the folder, expected a file. Copy the file here.", at=(1, 1))
    yield from _assets(top / "assets")


def copies(project: Project) -> Iterator[Problem]:
    """A problem for each copy of a file that a program has made where two people, or one on two machines, have changed it at once."""
    tops = [top for top in (project.root, project.overlay) if top]
    for part in (".", "content", *(f"content/{kind.place}" for kind in PAGES), "docs", *(f"docs/{kind.place}" for kind in PAGES)):
        found = [path for top in tops for path in leftovers.files(top / part) if path.suffix in _COPIED]
        found = [path for path in found if part != "." or path.parent == project.overlay]
        for path in found:
            if original := leftovers.copy_of(path.name, {_LOCK, *(one.name for one in found)}):
                yield Problem(path, (), f"{_COPY.format(original)} Move there what you need of this one, then remove it.", at=(1, 1))


def _is_copy(path: Path, names: Collection[str]) -> bool:
    return path.suffix in _COPIED and leftovers.copy_of(path.name, names) is not None


_COPIED = (".yml", ".lock", ".md")
_COPY = "this looks like a copy of {}, as programs make of a file that was changed in two places at once, expected one file."


def misplaced(project: Project) -> Iterator[Problem]:
    """A problem for each file in a folder's place, and each folder and file of content/ that nothing reads."""
    for top in filter(None, (project.root, project.overlay)):
        for part in ("assets", "content", "docs", "overrides", *(f"content/{kind.place}" for kind in PAGES)):
            path = top / part
            if path.is_file():
                yield Problem(path, (), f'"{path.name}" is a file, expected a folder. Move it away, or call it otherwise.', at=(1, 1))
        for kind in PAGES:
            for path in filter(Path.is_dir, leftovers.files(top / "content" / kind.place)):
                if not path.suffix:
                    message = f'nothing reads what is in the folder "{path.name}". Move its files up, or begin its name with a full stop.'
                    yield Problem(path, (), message, at=(1, 1))
    for path in leftovers.files(project.content):  # of an organization's, strangers tells the same
        if path.suffix in (".yml", ".yaml") and path.name not in (*_CONTENT, "brand.yml") and not _is_copy(path, _CONTENT):
            yield _stranger(path, (*_CONTENT[:-1], "brand.yml"))


def out_of_reach(project: Project) -> Iterator[Problem]:
    """A problem for each file that is in iCloud and not on this machine, and each whose name is no text."""
    for top in filter(None, (project.root, project.overlay)):
        for part in (".", "content", "docs", "assets", "overrides"):
            for path in sorted((top / part).glob("*" if part == "." else "**/*")):
                if name := leftovers.in_icloud(path.name):
                    message = f'"{name}" is in iCloud and not on this machine yet. Open its folder in Finder, and click its cloud.'
                    yield Problem(path, (), message, at=(1, 1))
                elif _LOST.search(path.name):
                    message = "the file's name was written in another encoding than UTF-8, as old ZIPs have it. Rename it."
                    yield Problem(path, (), message, at=(1, 1))


#: What Python makes of bytes in a name that are no UTF-8 (PEP 383).
_LOST = re.compile("[\udc80-\udcff]")


def _assets(folder: Path) -> Iterator[Problem]:
    """What assets/ may not hold: code, and pictures that hold some."""
    for path in filter(Path.is_file, leftovers.files(folder, "**/*")):
        message = None
        if path.suffix.lower() not in _SHOWN:
            message = (
                f'"{path.name}" is no picture, font or document, and assets/ holds no others. Move it to overrides/assets/, which is code.'
            )
        elif path.suffix.lower() == ".svg":
            try:
                logos.read(path.read_bytes(), "svg")
            except logos.Unusable as fault:
                message = f'"{path.name}" {fault}'
        if message:
            yield Problem(path, (), message, at=(1, 1))


def _stranger(path: Path, known: tuple[str, ...]) -> Problem:
    hint = closest(path.name, known) or " Move it, rename it or remove it."
    return Problem(path, (), f'nothing reads "{path.name}" here, expected one of {quoted(known)}.{hint}', at=(1, 1))
