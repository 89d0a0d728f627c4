"""How this library starts processes."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from multiprocessing.context import BaseContext

#: The program that puts pages around what this library renders: MkDocs, or ProperDocs with this one word (HACKING.md).
ENGINE = "mkdocs"


def engine(*arguments: str) -> list[str]:
    """A command line for the engine, with the packages of this process."""
    return [sys.executable, "-m", ENGINE, *arguments]


def may_fork() -> bool:
    """Whether a fork is safe: on Linux, and while no other thread runs (in `mkdocs serve` some do)."""
    return sys.platform == "linux" and threading.active_count() == 1


def context() -> BaseContext:
    """The way to start processes: a fork, which has everything imported already, or where unsafe a new interpreter."""
    return multiprocessing.get_context("fork" if may_fork() else "spawn")
