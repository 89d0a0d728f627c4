"""`python -m macros site`: the site, in every language."""

from __future__ import annotations

import argparse
import os
import subprocess

from .. import processes
from ..paths import Project
from ..problems import HandbookError


def run(project: Project, options: argparse.Namespace) -> str:
    """Build the site."""
    start_engine(project, "build")
    return f"The site is in {os.path.relpath(project.site)}."


def start_engine(project: Project, command: str) -> None:
    """Let the engine do a command of its own; raise HandbookError without words when it fails, since it has said why."""
    environment = {**os.environ, "HANDBOOK_BRAND": str(project.overlay or ""), "NO_MKDOCS_2_WARNING": "1"}
    line = processes.engine(command, "--config-file", "mkdocs.yml")
    done = subprocess.run(line, cwd=project.root, env=environment, check=False)
    if done.returncode:
        raise HandbookError
