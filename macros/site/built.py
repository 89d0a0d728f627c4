"""The site that was built, for whatever is made of it: its renderers."""

from __future__ import annotations

from ..checking import check
from ..paths import Project
from ..problems import HandbookError
from ..rendering.render import Renderer


def renderers(project: Project) -> list[Renderer]:
    """A renderer for each language of the site that was built, the first one first; raise HandbookError where there is none."""
    if not project.site.is_dir():
        raise HandbookError("There is no site yet. Build it first: make site.")
    handbook = check.read(project)
    return [Renderer(project, handbook, language.code) for language in handbook.settings.languages]
