"""`python -m macros serve`: the site on this machine, built anew with every change."""

from __future__ import annotations

import argparse
import errno
import socket

from ..paths import Project
from ..problems import HandbookError
from . import site

HOST = "127.0.0.1"  # nobody else on the network sees a draft


def add_options(parser: argparse.ArgumentParser) -> None:
    """The port."""
    parser.add_argument("--port", type=int, default=8000, help="port of this machine to show the site at")


def run(project: Project, options: argparse.Namespace) -> str:
    """Show the site on this machine and follow every change."""
    _free(options.port)
    site.become_engine(project, "serve", "--dev-addr", f"{HOST}:{options.port}")
    return ""


def _free(port: int) -> None:
    """Raise HandbookError when the port cannot be had."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: one that has just ended is no hindrance
        try:
            tried.bind((HOST, port))
        except (OSError, OverflowError) as error:
            why, mend = str(getattr(error, "strerror", None) or error), "Choose one from 1024 to 65535: make serve PORT=8000."
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                why, mend = "it is in use, by another `make serve` perhaps", f"End that one, or choose another: make serve PORT={port + 1}."
            raise HandbookError(f"Port {port} cannot be had: {why}. {mend}") from None
