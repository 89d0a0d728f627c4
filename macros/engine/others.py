"""The other languages of a build, each in a process of its own: a fork for each build, or one that stays for the builds to come.

A fork has everything imported already. Where none is safe, as while serving,
only the first build waits for a new interpreter.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pipe, connection, parent_process
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
        self._heard, self._end = Pipe(duplex=False)
        self._process: BaseProcess = processes.context().Process(target=_telling, args=(self._end, body, *arguments))
        self._process.start()

    def failed(self) -> bool:
        self._process.join()
        if self._heard.poll():
            print(self._heard.recv(), file=sys.stderr)
        return bool(self._process.exitcode)

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()


def _telling(end: connection.Connection, body: Callable[..., None], *arguments: object) -> None:
    """Do the work of a process, and hand over what it says at its end: whoever stops it has said the same of its own."""
    try:
        body(*arguments)
    except SystemExit as error:
        if isinstance(error.code, str):
            end.send(error.code[:_LONGEST])
        raise SystemExit(error.code and 1) from None


#: So much fits into a pipe that nobody reads yet (pipe(7)).
_LONGEST = 10_000


class Staying:
    """In a process that stays, one for each language."""

    _processes: ClassVar[dict[str, ProcessPoolExecutor]] = {}

    def __init__(self, language: str, body: Callable[..., None], *arguments: object):
        if language not in self._processes:
            self._processes[language] = ProcessPoolExecutor(1, processes.context(), _end_with_parent)
        self._done = self._processes[language].submit(body, *arguments)

    def failed(self) -> bool:
        error = self._done.exception()
        if isinstance(error, SystemExit) and isinstance(error.code, str):
            print(error.code, file=sys.stderr)
        return error is not None

    def stop(self) -> None:
        self._done.exception()


def _end_with_parent() -> None:
    """Let this process end when the one that started it is killed."""
    watched = parent_process().sentinel
    threading.Thread(target=lambda: (connection.wait([watched]), os._exit(1)), daemon=True).start()
