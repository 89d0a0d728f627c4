"""`python -m macros export`: a language's texts for translators' tools."""

from __future__ import annotations

import argparse
import os

from ..checking import check
from ..paths import Project
from .parts import exchange


def add_options(parser: argparse.ArgumentParser) -> None:
    """The language and the format."""
    exchange.add_language(parser)
    parser.add_argument("--format", choices=("po", "xliff"), default="po", help="gettext PO (the usual one) or XLIFF 1.1")


def run(project: Project, options: argparse.Namespace) -> str:
    """Write every text for translation into a language, as PO or XLIFF."""
    target = exchange.usual_file(project, options.lang, ".po" if options.format == "po" else ".xlf")
    reader, handbook = check.fresh(project)
    found = list(exchange.units(reader, handbook, options.lang))
    exchange.write(found, handbook.written[0], options.lang, target)
    lacking = sum(not unit.target for unit in found)
    return f"{os.path.relpath(target)}: {len(found)} texts, {lacking} of them not yet translated."
