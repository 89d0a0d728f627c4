"""`python -m macros overlay`: what an organization's folder changes, and what has changed under it since."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import yaml

from .. import git, leftovers
from ..checking import check
from ..paths import HOME, Project
from ..problems import ContentError, HandbookError
from ..reading.listing import Change
from ..reading.load import Reader
from .parts import changed

_PARTS = ("brand.yml", "assets", "content", "docs", "overrides")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The version to compare with."""
    parser.add_argument("--since", metavar="VERSION", help="tag or commit of the handbook to compare with")


def run(project: Project, options: argparse.Namespace) -> str:
    """Say what an organization's folder changes, and what has changed under it."""
    if not project.overlay:
        raise HandbookError("Which folder? make overlay BRAND=../our-handbook")
    return explain(project, options.since)


def explain(project: Project, since: str | None = None) -> str:
    """Say what the organization's folder does; and since a version, by default that of brand.yml, what ours has changed there.

    A folder that no longer fits says so too: what is wrong with it comes last, after what has changed.
    """
    reader = Reader(project)
    trouble = _trouble(reader)
    now = git.version(project.root)
    lines = [f"{project.overlay.name}, over the handbook at {now or 'an unknown version'}:", ""]
    lines += [line for path in leftovers.files(project.overlay, "**/*") if path.is_file() for line in _on_file(project, reader, path)]
    since = since or _version(project)
    lines.append("")
    if not since:
        lines.append("Write `version:` in brand.yml, or SINCE= after make overlay: this then says what has changed under your folder.")
    elif git.commit(project.root, since) is None:
        lines.append(f'What has changed since "{since}" cannot be said: this copy of the handbook does not know that version.')
    else:
        found = [*_changed_content(project, since), *_changed_code(project, since)]
        count = f"{len(found)} place{'s' if len(found) > 1 else ''}" if found else "nothing"
        lines.append(f"Since {since}, the handbook has changed {count} under your folder{':' if found else '.'}")
        lines += [f"  {line}" for change in found for line in change]
        if not trouble and now != _version(project):
            lines.append(f'When you have read this, write `version: "{now}"` in brand.yml.')
    return "\n".join([*lines, *(["", "This has to be mended before the next build:", *trouble] if trouble else [])])


def _trouble(reader: Reader) -> list[str]:
    """What is wrong with the folder, as `make check` says it."""
    try:
        check.apply(reader, reader.read())
    except ContentError as error:
        return error.lines
    return []


def _version(project: Project) -> str | None:
    """The version that brand.yml names, whatever else may be wrong with it."""
    path = project.theirs("brand.yml")
    brand = _yaml(path.read_bytes()) if path else None
    return str(brand["version"]) if isinstance(brand, dict) and brand.get("version") else None


def _on_file(project: Project, reader: Reader, path: Path) -> Iterator[str]:
    """What a file of the folder does."""
    name = path.relative_to(project.overlay).as_posix()
    part, page = name.split("/")[0], f'the {path.parent.name[:-1]} "{path.stem}"'
    if part not in _PARTS or (path.suffix in (".md", ".lock") and part != "docs"):
        return
    if name == "brand.yml":
        yield "brand.yml: the whole brand is yours"
    elif path in reader.changes:
        yield f"{name}:"
        yield from (f"  {_said(change)}" for change in reader.changes[path])
        if path.stem in reader.hidden and part == "content":
            yield f"  hides {page}"
    elif part in ("docs", "overrides"):
        replaced = "replaces ours" if (project.root / name).exists() or (HOME / name).exists() else "is added"
        yield f"{name}: {replaced} (this is code)"
    elif part == "assets":
        ours = any((folder / name).exists() for folder in (*project.templates[1:], project.docs))
        yield f"{name}: {'replaces ours' if ours else 'is added'}"
    else:
        yield f"{name}: adds {page}"


def _said(change: Change) -> str:
    """A change in words."""
    *way, last = change.way
    ids = [name for name in way if name not in ("sections", "items")]
    inside = f' of "{ids[-1]}"' if ids else ""
    if change.verb in ("adds", "hides", "moves") and (change.place or change.verb != "adds" or not ids):
        verb, _, neighbour = change.place.partition(" ")
        where = f' {verb} "{neighbour}"' if change.place else ""
        return f'{change.verb} the {change.noun} "{last}"{where}'
    return f"{change.verb} '{last}'{inside}"


def _changed_content(project: Project, since: str) -> Iterator[list[str]]:
    """The lines on each place of our content that the folder speaks of and that is not as it was."""
    for path in leftovers.files(project.overlay / "content", "**/*.yml"):
        name = path.relative_to(project.overlay).as_posix()
        ours = project.ours(name.removeprefix("content/"))
        before, now = git.at(project.root, since, name), ours.read_bytes() if ours.is_file() else None
        if before is not None and now is None:
            yield [f"{name}: {_gone(project, since, ours, before)}"]
        elif before is None and now is not None and ours.is_relative_to(project.root):
            yield [f"{name}: {changed.MET}"]
        elif before is not None:
            yield from (
                [f"{name}: {first}", *more] for first, *more in changed.changes(_yaml(path.read_bytes()), _yaml(before), _yaml(now))
            )


def _gone(project: Project, since: str, ours: Path, before: bytes) -> str:
    """That a file of ours is gone, and by which name it seems to go on."""
    for path in sorted(ours.parent.glob("*.yml")):
        is_new = git.at(project.root, since, path.relative_to(project.root).as_posix()) is None
        if is_new and changed.alike(before.decode(errors="replace"), path.read_text(encoding="utf-8", errors="replace")):
            return f'ours seems to be called "{path.name}" now'
    return "ours was removed"


def _changed_code(project: Project, since: str) -> Iterator[list[str]]:
    """Templates and pages of ours that the folder replaces and that are not as they were."""
    for folder in ("overrides", "docs"):
        for path in leftovers.files(project.overlay / folder, "**/*"):
            name = path.relative_to(project.overlay).as_posix()
            ours = project.root / name
            before = git.at(project.root, since, name) if path.is_file() else None
            if before is not None and not ours.exists():
                yield [f"{name}: ours was removed"]
            elif before is not None and before != ours.read_bytes():
                yield [f"{name}: ours has changed; compare it with yours"]


def _yaml(text: bytes | None) -> object:
    """The data of a file; None where it is none, which `make check` says."""
    try:
        return yaml.load(text, yaml.CSafeLoader) if text else None
    except yaml.YAMLError:
        return None
