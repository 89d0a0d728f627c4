"""`python -m macros import`: a translated file taken into an organization's folder, as texts in that language alone."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from ..paths import Project
from ..problems import HandbookError, quoted, shortened
from .parts import exchange, formats, trial
from .parts.writer import Writer

#: So many addresses are named in a list; the file itself has them all.
_NAMED = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """The language, and the file where it is not at its usual place."""
    exchange.add_language(parser)
    parser.add_argument("--file", type=Path, help="the file; without it, the one of the folder's translations/ that the code names")


def run(project: Project, options: argparse.Namespace) -> str:
    """Write a translated file into an organization's folder, as texts in that language."""
    said, sound = take(project, options.lang, options.file)
    if not sound:
        raise HandbookError(said)
    return said


def take(project: Project, lang: str, file: Path | None) -> tuple[str, bool]:
    """Write the translations of a file; return what was done, and whether all were sound. Raise HandbookError.

    What is not sound is named and left as it was; the others are written.
    """
    if not project.overlay:
        raise HandbookError("A translation is written into an organization's folder. Which one? Add BRAND=../our-handbook.")
    code = exchange.code_of(lang)
    source = _source(project, code, file)
    known = exchange.gather(project, code)
    if code in known.ours:
        raise HandbookError(f"{code} is a language of the handbook itself: change its texts in files of your own, as BRANDING.md shows.")
    taken = exchange.take(source, known, code)
    writer = Writer(known.handbook, project.overlay, code)
    trial.judge(known, taken, writer, code)
    for unit, text, _ in taken.good:
        writer.put(unit.path, text)
    is_new = code not in known.handbook.written and bool(taken.good or any(unit.target for unit in known.units))
    if is_new and (closed := known.closed.get("settings/")):
        taken.problems.append(f"{closed} cannot be read, so the language is not in it. Mend that file, then import again.")
    elif is_new:
        writer.add_language(code, *_called(code))
    written = writer.save()
    counts = f"{_counted(len(taken.good), 'translation')} written into {_counted(len(written), 'file')}"
    said = [f"{counts} of {os.path.relpath(project.overlay)}."]
    said += [*_listed(taken, known), *exchange.besides(project, known), *_what_is_left(known, code, is_new)]
    return "\n".join(said), not taken.problems


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _source(project: Project, code: str, file: Path | None) -> Path:
    """The translated file: the one that was named, or the one at its usual place; raise HandbookError."""
    folder = exchange.folder_of(project)
    there = sorted(path for path in folder.glob("*") if path.stem.lower() == code and path.suffix.lower() in formats.FORMATS)
    found = [file] if file else there
    endings = " or ".join(formats.FORMATS)
    if len(found) > 1:
        raise HandbookError(f"{quoted(map(os.path.relpath, found))}: which one is it? Name it: FILE={os.path.relpath(found[0])}.")
    if not found or not found[0].is_file():
        name = os.path.relpath(file or folder / f"{code}.po")
        raise HandbookError(f"{name}: there is no such file, expected one that ends in {endings}. Name it: FILE=...")
    if found[0].suffix.lower() not in formats.FORMATS:
        raise HandbookError(f'{os.path.relpath(file)}: the name ends in "{file.suffix}", expected {endings}. Ask for one of these.')
    return found[0]


def _listed(taken: exchange.Taken, known: exchange.Known) -> Iterator[str]:
    """What was not taken, and what is not translated, each as a list under a title."""
    translated = {unit.address for unit, _, _ in taken.good}
    lacking = [unit for unit in known.units if not unit.target and unit.address not in translated]
    for title, lines in (
        ("Not taken, to be mended", taken.problems),
        *((f"Not taken, since the file says {said}", lines) for said, lines in sorted(taken.unready.items())),
        ("Not taken, out of date: export again, with the same BRAND", taken.outdated),
        ("Not taken, since no address tells which text is meant and several or none have these words", taken.lost),
        ("Not translated yet", [f"{unit.place[0]}:{unit.place[1]}: {unit.address}: {shortened(unit.source)}" for unit in lacking]),
    ):
        if lines:
            yield from ("", f"{title} ({len(lines)}):", *(f"  {line}" for line in lines[:_NAMED]))
        if len(lines) > _NAMED:
            yield f"  and {len(lines) - _NAMED} more"


def _what_is_left(known: exchange.Known, code: str, is_new: bool) -> Iterator[str]:
    """What somebody has to look at where the language is new, or is not offered."""
    if is_new and "settings/" not in known.closed:
        yield ""
        yield "content/handbook.yml of your folder now has the language: see whether its name and locale are right."
    offered = [language.code for language in known.handbook.settings.languages]
    if code not in offered:
        yield ""
        yield f"Readers do not see it yet. To offer it, write in brand.yml: languages: [{quoted([*offered, code])}]"


def _called(code: str) -> tuple[str, str]:
    """A language's locale, and its name in itself, as far as Unicode's CLDR knows it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code, code
    return str(locale).replace("_", "-"), (locale.get_display_name() or code).capitalize()
