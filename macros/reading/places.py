"""What stands in the folders of a handbook, and an organization's, that nobody meant to be there: copies, drafts, files out of reach."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from .. import leftovers
from ..model.kinds import PAGES
from ..paths import Project
from ..problems import Problem

LOCKS = ("translations.lock", "overlay.lock")


def copies(project: Project) -> Iterator[Problem]:
    """A problem for each copy of a file that a program has made where two people, or one on two machines, have changed it at once."""
    tops = [top for top in (project.root, project.overlay) if top]
    for part in (".", "content", *(f"content/{kind.place}" for kind in PAGES), "docs", *(f"docs/{kind.place}" for kind in PAGES)):
        found = [path for top in tops for path in leftovers.files(top / part) if path.suffix in _COPIED]
        found = [path for path in found if part != "." or path.parent == project.overlay]
        for path in found:
            if original := leftovers.copy_of(path.name, {*LOCKS, *(one.name for one in found)}):
                yield Problem(path, (), f"{_COPY.format(original)} Move there what you need of this one, then remove it.", at=(1, 1))


def is_copy(path: Path, names: Collection[str]) -> bool:
    """Whether `copies` tells of a file in a folder that may hold these names."""
    return path.suffix in _COPIED and leftovers.copy_of(path.name, names) is not None


_COPIED = (".yml", ".lock", ".md")
_COPY = "this looks like a copy of {}, as programs make of a file that was changed in two places at once, expected one file."


def misplaced(project: Project) -> Iterator[Problem]:
    """A problem for each file in a folder's place, and each folder in content/ that nothing looks into."""
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
