"""The other languages of a build, each in a process of its own: a fork for each build, or one that stays for the builds to come.

A fork has everything imported already. Where none is safe, as while serving,
only the first build waits for a new interpreter.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection, parent_process
from multiprocessing.process import BaseProcess
from typing import ClassVar, Protocol

from .. import processes


class Other(Protocol):
    """The build of another language."""

    def failed(self) -> bool:
        """Wait for its end; whether it has failed."""

    def stop(self) -> None:
        """End it, done or not."""


class Forked:
    """In a fork of this process."""

    def __init__(self, body: Callable[..., None], *arguments: object):
        self._process: BaseProcess = processes.context().Process(target=body, args=arguments)
        self._process.start()

    def failed(self) -> bool:
        self._process.join()
        return bool(self._process.exitcode)

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()


class Staying:
    """In a process that stays, one for each language."""

    _processes: ClassVar[dict[str, ProcessPoolExecutor]] = {}

    def __init__(self, language: str, body: Callable[..., None], *arguments: object):
        if language not in self._processes:
            self._processes[language] = ProcessPoolExecutor(1, processes.context(), _end_with_parent)
        self._done = self._processes[language].submit(body, *arguments)

    def failed(self) -> bool:
        return self._done.exception() is not None

    def stop(self) -> None:
        self._done.exception()


def _end_with_parent() -> None:
    """Let this process end when the one that started it is killed."""
    watched = parent_process().sentinel
    threading.Thread(target=lambda: (connection.wait([watched]), os._exit(1)), daemon=True).start()
