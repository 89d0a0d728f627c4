"""`python -m macros overlay`: what an organization's folder changes, and what has changed under it since."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from .. import git, leftovers
from ..checking import check
from ..checking import overlay as confirmed
from ..checking.beneath import as_it_was, ours_beneath
from ..paths import Project
from ..problems import ContentError, HandbookError
from ..reading.documents import loaded
from ..reading.listing import Change
from ..reading.load import Reader
from ..reading.uses import MET, REMOVED
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
    """Say what the organization's folder does, and what ours has changed there: since a version, if one is named; since
    they confirmed each place, where they have a lock; or else since the version of brand.yml.

    A folder that no longer fits says so too: what is wrong with it comes last, after what has changed.
    """
    reader = Reader(project)
    trouble = _trouble(reader)
    lines = [f"{project.overlay.name}, over the handbook at {git.version(project.root) or 'an unknown version'}:", ""]
    lines += [line for path in leftovers.files(project.overlay, "**/*") if path.is_file() for line in _on_file(project, reader, path)]
    lines.append("")
    if confirmed.has_lock(reader) and not since:
        lines += _since_confirmed(reader, bool(trouble))
    else:
        lines += _since_version(project, since or _version(project), bool(trouble))
    return "\n".join([*lines, *(["", "This has to be mended before the next build:", *trouble] if trouble else [])])


def _since_confirmed(reader: Reader, trouble: bool) -> Iterator[str]:
    """What ours has changed since the places were confirmed, each on its day."""
    found, unconfirmed = confirmed.compared(reader)
    yield from _counted("Since you confirmed yours", [_on_other(other) for other in found])
    if unconfirmed and not trouble:
        yield f"Not confirmed yet: {unconfirmed} place{'' if unconfirmed == 1 else 's'} new in your folder, or gone from it."
    if (found or unconfirmed) and not trouble:
        yield f"When you have read this and yours is right, run `make confirm BRAND={reader.project.overlay}`."
    before, now = _version(reader.project), git.version(reader.project.root)
    if before and now and before != now and not trouble:  # hosting recipes take the version that it names
        yield f'brand.yml says `version: {before}`; this is "{now}".'


def _since_version(project: Project, since: str | None, trouble: bool) -> Iterator[str]:
    """What ours has changed since a version of the handbook."""
    now = git.version(project.root)
    if not since:
        yield "Write `version:` in brand.yml, or SINCE= after make overlay: this then says what has changed under your folder."
    elif git.commit(project.root, since) is None:
        yield f'What has changed since "{since}" cannot be said: this copy of the handbook does not know that version.'
    else:
        yield from _counted(f"Since {since}", [*_changed_content(project, since), *_changed_code(project, since)])
        if not trouble and now != _version(project) and not project.overlay_lock.exists():
            yield f'When you have read this, write `version: "{now}"` in brand.yml.'
    if not project.overlay_lock.exists():
        yield f"`make confirm BRAND={project.overlay}` keeps what you have read: `make check` then says what of ours changes under it."


def _counted(since: str, found: list[list[str]]) -> Iterator[str]:
    """The number of places, and the lines of each."""
    count = f"{len(found)} place{'s' if len(found) > 1 else ''}" if found else "nothing"
    yield f"{since}, the handbook has changed {count} under your folder{':' if found else '.'}"
    yield from (f"  {line}" for change in found for line in change)


def _on_other(other: confirmed.Other) -> list[str]:
    """The lines on a place that is not as it was confirmed: the words that differ, or what ours says now where git does not know them."""
    place, was = other.place, other.was
    name = ": ".join(filter(None, (place.name, place.said)))
    if other.happened != confirmed.CHANGED:
        return [f"{name}: {other.said}"]
    lines = changed.as_it_is(place.ours) if was is None else changed.between(was, place.ours)
    return [f"{name}: {other.said}:", *(f"  {line}" for line in lines)]


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
    brand = loaded(path.read_bytes()) if path else None
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
        yield f"{name}: {_stands(project, name)} (this is code)"
    elif part == "assets":
        yield f"{name}: {_stands(project, name)}"
    else:
        yield f"{name}: adds {page}"


def _stands(project: Project, name: str) -> str:
    return "is added" if ours_beneath(project, name) is None else "replaces ours"


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
        (ours,) = project.beneath(name)
        before, now = as_it_was(project, since, name), ours.read_bytes() if ours.is_file() else None
        if before is not None and now is None:
            yield [f"{name}: {confirmed.renamed(project, since, name, before)}"]
        elif before is None and now is not None and ours.is_relative_to(project.root):
            yield [f"{name}: {MET}"]
        elif before is not None:
            theirs = loaded(path.read_bytes())
            yield from ([f"{name}: {first}", *more] for first, *more in changed.changes(theirs, loaded(before), loaded(now)))


def _changed_code(project: Project, since: str) -> Iterator[list[str]]:
    """Templates, pages and files of ours that the folder replaces and that are not as they were."""
    for folder in ("assets", "docs", "overrides"):
        for path in filter(Path.is_file, leftovers.files(project.overlay / folder, "**/*")):
            name = path.relative_to(project.overlay).as_posix()
            before, now = as_it_was(project, since, name), ours_beneath(project, name)
            if before is not None and now is None:
                yield [f"{name}: {REMOVED}"]
            elif before is not None and before != now:
                yield [f"{name}: {confirmed.CHANGED}; compare it with yours"]
