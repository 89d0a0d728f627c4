"""The pictures that the content names: cleaned and made small as a brand's logo is, and kept in the cache by what they are made from."""

from __future__ import annotations

from pathlib import Path

from ..model import tree
from ..model.handbook import Handbook
from ..model.texts import PICTURE
from ..paths import Project
from . import logos

#: The box that a picture is made to fit, in pixels: twice the width of a page's text, for fine screens and for paper.
BOX = (1400, 1400)


def load(project: Project, handbook: Handbook) -> dict[str, logos.Picture]:
    """Every picture that a handbook names, by its file; raise logos.Unusable."""
    return {name: read(project, name) for name in sorted({name for _, name in tree.named(handbook, PICTURE)})}


def read(project: Project, name: str) -> logos.Picture:
    """The picture of a file such as assets/plan.svg; raise logos.Unusable."""
    if ".." in Path(name).parts:
        raise logos.Unusable(f'is "{name}", which leads out of assets/, expected a file in it. Copy the file there.')
    path = project.asset(name)
    if not path.is_file():
        raise logos.Unusable(f'is "{name}", and there is no such file in docs/. Add it, or correct the path.')
    return logos.kept(project.cache, path.read_bytes(), path.suffix[1:].replace("jpg", "jpeg"), box=BOX)
