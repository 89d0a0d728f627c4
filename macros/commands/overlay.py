"""`python -m macros overlay`: what an organization's folder changes, and what has changed under it since."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from .. import git
from ..checking import check
from ..paths import HOME, Project
from ..problems import shortened
from ..reading.load import Reader
from ..reading.overlay import Change

_LONGEST = 100  # characters of a text that is shown before and after


def explain(project: Project, since: str | None = None) -> str:
    """Say what the organization's folder does; and since a version, by default that of brand.yml, what ours has changed there.

    Raise ContentError when the folder cannot be laid over ours.
    """
    reader, handbook = check.fresh(project)
    lines = [f"{project.overlay.name}, over the handbook at {git.version(project.root) or 'an unknown version'}:", ""]
    lines += _files(project, reader)
    since = since or handbook.brand.version
    lines.append("")
    if not since:
        lines.append("Write `version:` in brand.yml, or SINCE= after make overlay: this then says what has changed under your folder.")
    elif not git.knows(project.root, since):
        lines.append(f'What has changed since "{since}" cannot be said: this copy of the handbook does not know that version.')
    else:
        found = list(_since(project, reader, since))
        lines.append(f"Since {since}, the handbook has changed {len(found) or 'nothing'} under your folder{':' if found else '.'}")
        lines += found
        lines.append(f'When you have read this, write `version: "{git.version(project.root)}"` in brand.yml.')
    return "\n".join(lines)


def _files(project: Project, reader: Reader) -> Iterator[str]:
    for path in sorted(project.overlay.rglob("*")):
        name = path.relative_to(project.overlay).as_posix()
        part = name.split("/")[0]
        if (
            not path.is_file()
            or part not in ("brand.yml", "assets", "content", "docs", "overrides")
            or (path.suffix in (".md", ".lock") and part != "docs")
        ):
            continue
        if name == "brand.yml":
            yield "brand.yml: the whole brand is yours"
        elif path in reader.changes:
            yield f"{name}:"
            yield from (f"  {_said(change)}" for change in reader.changes[path])
            yield from (
                f'  hides the {path.parent.name[:-1]} "{path.stem}"' for _ in (1,) if path.stem in reader.hidden and part == "content"
            )
        elif part in ("docs", "overrides"):
            replaced = "replaces ours" if (project.root / name).exists() or (HOME / name).exists() else "is added"
            yield f"{name}: {replaced} (this is code)"
        elif part == "assets":
            yield f"{name}: {'replaces ours' if any((folder / name).exists() for folder in project.templates[1:]) else 'is added'}"
        else:
            yield f'{name}: adds the {path.parent.name[:-1]} "{path.stem}"'


def _said(change: Change) -> str:
    """A change in words."""
    *way, last = change.way
    ids = [name for name in way if name not in ("sections", "items")]
    inside = f' of "{ids[-1]}"' if ids else ""
    if change.verb in ("adds", "hides", "moves") and (change.place or change.verb != "adds" or not ids):
        place = change.place.partition(" ")
        where = f' {place[0]} "{place[2]}"' if change.place else ""
        return f'{change.verb} the {change.noun} "{last}"{where}'
    return f"{change.verb} '{last}'{inside}"


def _since(project: Project, reader: Reader, since: str) -> Iterator[str]:
    """What of ours, at the places that the folder changes, is not as it was."""
    for path, changes in sorted(reader.changes.items()):
        name = path.relative_to(project.overlay).as_posix()
        before, now = _yaml(git.at(project.root, since, name)), _yaml(project.ours(name.removeprefix("content/")).read_bytes())
        for change in changes:
            ways = [change.way] if change.verb != "adds" else []
            ways += [(*change.way[:-1], change.place.partition(" ")[2])] if change.place else []
            for way in ways:
                old, new = _find(before, way), _find(now, way)
                if old != new and not (change.place and old and new):  # beside an entry, only its going matters
                    yield f"  {name}: {' > '.join(way)}"
                    yield from (f"    {word} {shortened(_text(value), _LONGEST)}" for word, value in (("was:", old), ("now:", new)))
    for folder in ("overrides", "docs"):
        for path in sorted((project.overlay / folder).rglob("*")):
            name = path.relative_to(project.overlay).as_posix()
            ours = project.root / name
            if (
                path.is_file()
                and ours.exists()
                and (before := git.at(project.root, since, name)) is not None
                and before != ours.read_bytes()
            ):
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
    return (
        "nothing" if value is None else " ".join(yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).split())
    )


def _yaml(text: bytes | None) -> object:
    return yaml.load(text, yaml.CSafeLoader) if text else None
