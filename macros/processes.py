"""How this library starts processes."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import TypeVar

T = TypeVar("T")

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


def limited(seconds: int, function: Callable[..., T], *arguments: object) -> T:
    """What a function returns or raises, called in a process that may compute for so many seconds; TimeoutError where it took more."""
    with ProcessPoolExecutor(1, context(), initializer=_limit, initargs=(seconds,)) as pool:
        try:
            return pool.submit(function, *arguments).result()
        except BrokenProcessPool:
            raise TimeoutError from None


def _limit(seconds: int) -> None:
    """End this process once it has computed for so long; Windows has no such limit."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
