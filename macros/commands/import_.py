"""`python -m macros import`: a translated file taken into an organization's folder, as texts in that language alone."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from ..checking import check
from ..paths import Project, typed
from ..problems import HandbookError, shortened
from .parts import exchange
from .parts.writer import Writer

#: So many addresses are named in a list; the file itself has them all.
_NAMED = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """The language, and the file where it is not at its usual place."""
    exchange.add_language(parser)
    parser.add_argument("--file", type=typed, help="the file; without it, translations/CODE.po or .xlf of the folder")


def run(project: Project, options: argparse.Namespace) -> str:
    """Write a translated file into an organization's folder, as texts in that language."""
    said, sound = take(project, options.lang, options.file)
    if not sound:
        raise HandbookError(said)
    return said


def take(project: Project, code: str, file: Path | None) -> tuple[str, bool]:
    """Write the translations of a file; return what was done, and whether all were sound. Raise HandbookError.

    What is not sound is named and left as it was.
    """
    if not project.overlay:
        raise HandbookError("A translation is written into an organization's folder. Which one? Add BRAND=../our-handbook.")
    source = _source(project, code, file)
    reader, handbook = check.fresh(project)
    known = list(exchange.units(reader, handbook, code))
    taken = exchange.take(source, known)
    writer = Writer(handbook, project.overlay, code)
    for unit, text in taken.good:
        writer.put(unit.path, text)
    is_new = bool(taken.good) and code not in handbook.written
    if is_new:
        writer.add_language(code, _own_name(code))
    written = writer.save()
    translated = {unit.address for unit, _ in taken.good}
    lacking = [unit for unit in known if not unit.target and unit.address not in translated]
    said = [f"{len(taken.good)} translations written into {len(written)} files of {os.path.relpath(project.overlay)}."]
    said += [*_listed(taken, lacking), *(_what_is_left(code) if is_new else ())]
    return "\n".join(said), not taken.problems


def _source(project: Project, code: str, file: Path | None) -> Path:
    """The translated file: the one that was named, or the one at its usual place."""
    candidates = [file] if file else [exchange.usual_file(project, code, ending) for ending in exchange.FORMATS]
    source = next((path for path in candidates if path.is_file()), None)
    if source is None or source.suffix not in exchange.FORMATS:
        names = " or ".join(os.path.relpath(path) for path in candidates)
        raise HandbookError(f"{names}: there is no such file, expected one that ends in {' or '.join(exchange.FORMATS)}.")
    return source


def _listed(taken: exchange.Taken, lacking: list[exchange.Unit]) -> Iterator[str]:
    """What was not taken, and what is not translated, each as a list under a title."""
    for title, lines in (
        ("Not taken, to be mended", taken.problems),
        ("Not taken, out of date: export again", taken.outdated),
        ("Not translated yet", [f"{unit.place[0]}:{unit.place[1]}: {unit.address}: {shortened(unit.source)}" for unit in lacking]),
    ):
        if lines:
            yield from ("", f"{title} ({len(lines)}):", *(f"  {line}" for line in lines[:_NAMED]))
        if len(lines) > _NAMED:
            yield f"  and {len(lines) - _NAMED} more"


def _what_is_left(code: str) -> Iterator[str]:
    """What somebody has to look at where the language is new."""
    yield ""
    yield f"content/handbook.yml of your folder now has the language: see whether its name and locale ({code}) are right."
    yield "Where brand.yml lists 'languages', add it there to offer it."


def _own_name(code: str) -> str:
    """A language's name in itself, as far as Unicode's CLDR knows it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return (Locale.parse(code, sep="-").get_display_name() or code).capitalize()
    except (UnknownLocaleError, ValueError):
        return code
