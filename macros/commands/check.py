"""`python -m macros check`: every mistake in the content, in one list."""

from __future__ import annotations

import argparse
import datetime

from ..checking import brand, check, letters, lock
from ..look import look
from ..paths import Project
from . import schema


def run(project: Project, options: argparse.Namespace) -> str:
    """Check everything an author can break: content, brand, translations.lock, schemas."""
    reader, handbook = check.fresh(project)
    reader.problems += lock.drift(reader, handbook)
    if not project.overlay:
        reader.problems += schema.stale(project, handbook.settings)
    reader.fail_on_problems()
    count = sum(1 for _ in lock.texts(handbook))
    languages = ", ".join(language.name for language in handbook.settings.languages)
    each = "each in" if handbook.brand.untranslated == "error" else "in"  # else some may be lacking
    notes = [
        *look.notes(look.load(project, handbook), handbook.brand),
        *letters.notes(handbook),
        *brand.notes(handbook, datetime.date.today()),
    ]
    return "\n".join([f"No problems: {len(reader.documents)} files, {count} texts, {each} {languages}.", *notes])
