"""How this library starts processes."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from multiprocessing.context import BaseContext


def may_fork() -> bool:
    """Whether a fork is safe: on Linux, and while no other thread runs (in `mkdocs serve` some do)."""
    return sys.platform == "linux" and threading.active_count() == 1


def context() -> BaseContext:
    """The way to start processes: a fork, which has everything imported already, or where unsafe a new interpreter."""
    return multiprocessing.get_context("fork" if may_fork() else "spawn")
