"""`python -m macros check`: every mistake in the content, in one list."""

from __future__ import annotations

import argparse
import datetime

from ..checking import brand, check, letters, lock, overlay
from ..look import look
from ..paths import Project
from ..problems import ContentError
from ..reading.load import Reader
from . import schema


def run(project: Project, options: argparse.Namespace) -> str:
    """Check everything an author can break: content, brand, locks, schemas."""
    reader = Reader(project)
    try:
        handbook = reader.read()
        check.apply(reader, handbook)
    except ContentError:
        reader.problems += overlay.drift(reader)  # what became of ours, where theirs fits no longer
        reader.fail_on_problems()
    reader.problems += [*lock.drift(reader, handbook), *overlay.drift(reader)]
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
