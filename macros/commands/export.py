"""`python -m macros export`: a language's texts for translators' tools."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ..paths import Project
from ..problems import HandbookError
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
    kept = _kept(target, known)
    formats.write(known.units, known.handbook.written[0], code, target)
    lacking = sum(not unit.target for unit in known.units)
    said = [f"{os.path.relpath(target)}: {len(known.units)} texts, {lacking} of them not yet translated."]
    return "\n".join([*said, *kept, *exchange.besides(project, known)])


def _kept(target: Path, known: exchange.Known) -> list[str]:
    """Put a file aside that holds work which is not in the folder, such as what is not finished yet; return what to say of it."""
    if not target.exists():
        return []
    found = exchange.Finder(known.units)
    try:
        pairs = [(found.unit(entry), entry.target) for entry in formats.read(target).entries]
    except HandbookError:
        pairs = [(None, "")]
    if all(unit and exchange.tidied(unit, text) == unit.target for unit, text in pairs):
        return []
    aside = target.with_name(f"{target.stem}.before{target.suffix}")
    target.replace(aside)
    return [f"{os.path.relpath(aside)}: what was there, since it holds translations that are not in your folder."]
