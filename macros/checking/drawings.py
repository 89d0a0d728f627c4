"""The drawings that the content names: each is a template of overrides/drawings/, and has a word for each of its parts."""

from __future__ import annotations

import re
from pathlib import Path

from .. import leftovers
from ..model import tree
from ..model.asides import Vignette
from ..model.handbook import Handbook
from ..model.texts import DRAWING
from ..paths import Project
from ..problems import closest, field, quoted
from .references import Found

#: How a drawing says in how many parts it comes, each with a word beside it; without it, it is whole.
_PARTS = re.compile(r"\{% set parts = (\d+) %\}")


def faults(project: Project, handbook: Handbook) -> Found:
    """Names that no drawing has, and drawings with more words than parts, or fewer."""
    known = _known(project)
    for path, name in tree.named(handbook, DRAWING):
        if name not in known:
            mend = closest(name, known) or f" Choose one, or add overrides/drawings/{name}.svg to your folder."
            yield path, f'{field(path)} is "{name}", expected the name of a drawing: {quoted(known)}.{mend}'
            continue
        parts, drawn = _parts(known[name]), tree.at(handbook, path[:-1])
        if isinstance(drawn, Vignette):
            if parts:
                yield path, f'{field(path)} is "{name}", which comes in parts with words, expected a drawing that is whole. Choose another.'
        elif drawn.words and not parts:
            yield (*path[:-1], "words"), f"the drawing \"{name}\" is whole, and there are 'words', expected none. Write a 'caption'."
        elif len(drawn.words) != parts:
            said = f"the drawing \"{name}\" comes in {parts} parts, and 'words' has {len(drawn.words)}, expected one for each"
            yield (*path[:-1], "words"), f"{said}. Mend the list."


def _known(project: Project) -> dict[str, Path]:
    """Name -> file of every drawing, the organization's in place of ours."""
    folders = [folder / "drawings" for folder in reversed(project.templates)]
    return dict(sorted({path.stem: path for folder in folders for path in leftovers.files(folder, "*.svg")}.items()))


def _parts(path: Path) -> int:
    found = _PARTS.search(path.read_text("utf-8", "replace"))
    return int(found[1]) if found else 0
