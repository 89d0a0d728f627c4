"""`python -m macros confirm`: translations.lock and overlay.lock, written anew once somebody has read what changed."""

from __future__ import annotations

import argparse
import datetime

from ..checking import check, lock, overlay
from ..paths import Project


def run(project: Project, options: argparse.Namespace) -> str:
    """Record that the languages of every text agree as they are now, and that an organization has read what is under its folder."""
    reader, handbook = check.fresh(project)
    today = datetime.date.today()
    count = lock.write(reader, handbook, today)
    said = [f"{project.relative(project.lock)}: {count} text{'' if count == 1 else 's'} confirmed."]
    if project.overlay:
        count = overlay.write(reader, today)
        said.append(f"{project.relative(project.overlay_lock)}: {count} place{'' if count == 1 else 's'} of ours under yours confirmed.")
    return "\n".join(said)
