"""`python -m macros export`: a language's texts for translators' tools."""

from __future__ import annotations

import argparse
import os

from ..paths import Project
from .parts import exchange, formats

_ENDINGS = {"po": ".po", "xliff": ".xlf"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The language and the format."""
    exchange.add_language(parser)
    parser.add_argument("--format", choices=tuple(_ENDINGS), default="po", help="gettext PO (the usual one) or XLIFF 1.2")


def run(project: Project, options: argparse.Namespace) -> str:
    """Write every text for translation into a language, as PO or XLIFF."""
    code = exchange.code_of(options.lang)
    known = exchange.gather(project, code)
    target = exchange.folder_of(project) / f"{code}{_ENDINGS[options.format]}"
    formats.write(known.units, known.handbook.written[0], code, target)
    lacking = sum(not unit.target for unit in known.units)
    said = [f"{os.path.relpath(target)}: {len(known.units)} texts, {lacking} of them not yet translated."]
    return "\n".join([*said, *exchange.besides(project, known)])
