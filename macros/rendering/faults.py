"""Templates that cannot be rendered: which of them, and which line."""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2

from ..paths import HOME, Project


def said_of(error: BaseException, project: Project) -> str | None:
    """What keeps a template from being rendered, with its file and line; None where an error is none of a template's.

    An error that Jinja knows nothing of is one of the library's, unless somebody else's template calls what fails.
    """
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _said(project, Path(error.filename or error.name or ""), error.lineno, error.message)
    ours = HOME / "overrides"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if any(path.is_relative_to(folder) for folder in project.templates):
            known = isinstance(error, jinja2.TemplateError) or not path.is_relative_to(ours)
            return _said(project, path, frame.lineno, _reason(error)) if known else None
    return None


def _said(project: Project, path: Path, line: int | None, reason: str | None) -> str:
    why = str(reason).rstrip(".")
    return f"{project.relative(path)}:{line}: this line cannot be rendered: {why}. Mend the template."


def _reason(error: BaseException) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name}"
    return str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
