"""`python -m macros confirm`: translations.lock, written anew once somebody has read what changed."""

from __future__ import annotations

import argparse
import datetime

from ..checking import check, lock
from ..paths import Project


def run(project: Project, options: argparse.Namespace) -> str:
    """Record that the languages of every text agree as they are now."""
    count = lock.write(*check.fresh(project), datetime.date.today())
    return f"{project.relative(project.lock)}: {count} text{'' if count == 1 else 's'} confirmed."
