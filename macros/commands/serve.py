"""`python -m macros serve`: the site on this machine, built anew with every change."""

from __future__ import annotations

import argparse

from ..paths import Project
from . import site


def run(project: Project, options: argparse.Namespace) -> str:
    """Show the site on this machine and follow every change."""
    site.start_engine(project, "serve")
    return ""
