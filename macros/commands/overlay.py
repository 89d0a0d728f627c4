"""`python -m macros overlay`: what an organization's folder changes, and what has changed under it since."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import yaml

from .. import git
from ..checking import check
from ..paths import HOME, Project
from ..problems import HandbookError, shortened
from ..reading.listing import Change
from ..reading.load import Reader

_LONGEST = 100  # characters of a text that is shown before and after
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

    Raise ContentError when the folder cannot be laid over ours.
    """
    reader, handbook = check.fresh(project)
    lines = [f"{project.overlay.name}, over the handbook at {git.version(project.root) or 'an unknown version'}:", ""]
    lines += [line for path in sorted(project.overlay.rglob("*")) if path.is_file() for line in _on_file(project, reader, path)]
    since = since or handbook.brand.version
    lines.append("")
    if not since:
        lines.append("Write `version:` in brand.yml, or SINCE= after make overlay: this then says what has changed under your folder.")
    elif git.commit(project.root, since) is None:
        lines.append(f'What has changed since "{since}" cannot be said: this copy of the handbook does not know that version.')
    else:
        found = [*_changed_content(project, reader, since), *_changed_code(project, since)]
        lines.append(f"Since {since}, the handbook has changed {len(found) or 'nothing'} under your folder{':' if found else '.'}")
        lines += found
        lines.append(f'When you have read this, write `version: "{git.version(project.root)}"` in brand.yml.')
    return "\n".join(lines)


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


def _changed_content(project: Project, reader: Reader, since: str) -> Iterator[str]:
    """What of our content, at the places that the folder changes, is not as it was."""
    for path, changes in sorted(reader.changes.items()):
        name = path.relative_to(project.overlay).as_posix()
        before, now = _yaml(git.at(project.root, since, name)), _yaml(project.ours(name.removeprefix("content/")).read_bytes())
        for change in changes:
            for way in _ways(change):
                old, new = _find(before, way), _find(now, way)
                if old != new and not (change.place and old and new):  # beside an entry, only its going matters
                    yield f"  {name}: {' > '.join(way)}"
                    yield f"    was: {shortened(_text(old), _LONGEST)}"
                    yield f"    now: {shortened(_text(new), _LONGEST)}"


def _ways(change: Change) -> Iterator[tuple[str, ...]]:
    """The ways to what a change rests on: what it changes, and the entry that it is put beside."""
    if change.verb != "adds":
        yield change.way
    if change.place:
        yield (*change.way[:-1], change.place.partition(" ")[2])


def _changed_code(project: Project, since: str) -> Iterator[str]:
    """Templates and pages of ours that the folder replaces and that are not as they were."""
    for folder in ("overrides", "docs"):
        for path in sorted((project.overlay / folder).rglob("*")):
            name = path.relative_to(project.overlay).as_posix()
            ours = project.root / name
            before = git.at(project.root, since, name) if path.is_file() and ours.exists() else None
            if before is not None and before != ours.read_bytes():
                yield f"  {name}: ours has changed; compare it with yours"


def _find(data: object, way: tuple[str, ...]) -> object:
    """What stands at the end of a way of fields and ids; None where nothing does."""
    for name in way:
        if isinstance(data, dict):
            data = data.get(name)
        elif isinstance(data, list):
            data = next((entry for entry in data if isinstance(entry, dict) and name in (entry.get("id"), entry.get("code"))), None)
    return data


def _text(value: object) -> str:
    if value is None:
        return "nothing"
    return " ".join(yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).split())


def _yaml(text: bytes | None) -> object:
    return yaml.load(text, yaml.CSafeLoader) if text else None
