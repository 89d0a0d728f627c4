"""What in an organization's folder would be left out in silence, or leads out of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..look import logos
from ..model.kinds import FILES, PAGES
from ..paths import Project
from ..problems import Problem, closest, quoted

#: What an organization's folder may hold besides hidden files: `docs` and `overrides` are code, the rest is data.
PARTS = ("brand.yml", "assets", "content", "docs", "overrides", "site", "hosting", "release", "translations")
_CONTENT = tuple(kind.place for kind in (*FILES, *PAGES) if kind.field != "brand")  # brand.yml stands above content/
_NOTES = (".md", ".txt")  # an organization's own notes
#: What assets/ may hold: files that a browser shows and does not run.
_SHOWN = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".woff2", ".woff", ".ttf", ".otf", *_NOTES)


def strangers(project: Project) -> Iterator[Problem]:
    """A problem for each file of the organization's folder that nothing would read, and each link that leads out of it."""
    top = project.overlay
    if not top:
        return
    for path in sorted(top.iterdir()):
        if path.name not in PARTS and (path.is_dir() or path.suffix in (".yml", ".yaml")) and not path.name.startswith("."):
            yield _stranger(path, PARTS)
    content = top / "content"
    for path in sorted(content.iterdir()) if content.is_dir() else ():
        if path.name not in (*_CONTENT, "translations.lock") and path.suffix not in _NOTES and not path.name.startswith("."):
            yield _stranger(path, _CONTENT)
    for part in ("brand.yml", "assets", "content", "docs", "overrides"):
        for path in sorted((top / part).rglob("*")) if (top / part).is_dir() else [top / part]:
            if not path.resolve().is_relative_to(top.resolve()):
                yield Problem(path, (), "this is a link that leads out of the folder, expected a file. Copy the file here.", at=(1, 1))
    yield from _assets(top / "assets", project.cache)


def _assets(folder: Path, cache: Path) -> Iterator[Problem]:
    """What assets/ may not hold: code, and pictures that hold some."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".") and path.name != "Thumbs.db"):
        message = None
        if path.suffix.lower() not in _SHOWN:
            message = (
                f'"{path.name}" is no picture, font or document, and assets/ holds no others. Move it to overrides/assets/, which is code.'
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
