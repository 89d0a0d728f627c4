"""`python -m macros site`: the site, in every language."""

from __future__ import annotations

import argparse
import os
import subprocess

from .. import processes
from ..paths import Project
from ..problems import HandbookError


def run(project: Project, options: argparse.Namespace) -> str:
    """Build the site; raise HandbookError without words when the engine fails, since it has said why."""
    done = subprocess.run(processes.engine("build", *_CONFIGURED), cwd=project.root, env=_environment(project), check=False)
    if done.returncode:
        raise HandbookError
    return f"The site is in {os.path.relpath(project.site)}."


def become_engine(project: Project, *arguments: str) -> None:
    """Let the engine take this process's place, so that whoever ends the one ends the other; where a system has no such thing, wait."""
    line, environment = processes.engine(*arguments, *_CONFIGURED), _environment(project)
    if os.name == "posix":
        os.chdir(project.root)
        os.execve(line[0], line, environment)
    subprocess.run(line, cwd=project.root, env=environment, check=True)


_CONFIGURED = ("--config-file", "mkdocs.yml")


def _environment(project: Project) -> dict[str, str]:
    return {**os.environ, "HANDBOOK_BRAND": str(project.overlay or ""), "NO_MKDOCS_2_WARNING": "1"}
