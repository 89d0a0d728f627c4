"""`python -m macros export` and `import`: a language's texts to translators' tools, and back into an organization's folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ...checking import check
from ...model import texts
from ...model.handbook import Handbook
from ...paths import Project
from ...problems import shortened
from . import exchange
from .writer import Writer

#: So many addresses are named in a list; the file itself has them all.
_NAMED = 20


class Refused(Exception):
    """Texts cannot be given out or taken in as asked; the message says why and what to do."""


def _file(project: Project, code: str, ending: str) -> Path:
    if not re.fullmatch(texts.Language.__metadata__[0].pattern, code or ""):
        raise Refused(f'"{code}" is no language code, expected two or three small letters, such as es: LANG=es.')
    return (project.overlay or project.root) / "translations" / f"{code}{ending}"


def give(project: Project, code: str, form: str) -> str:
    """Write every text for translation into a language, what is translated already included; say where. Raise Refused."""
    target = _file(project, code, ".po" if form == "po" else ".xlf")
    reader, handbook = check.fresh(project)
    found = list(exchange.units(reader, handbook, code))
    exchange.write(found, handbook.written[0], code, target)
    lacking = sum(not unit.target for unit in found)
    return f"{os.path.relpath(target)}: {len(found)} texts, {lacking} of them not yet translated."


def take(project: Project, code: str, file: Path | None) -> tuple[str, bool]:
    """Write the translations of a file into the organization's folder; return what was done, and whether all were sound.

    Raise Refused; exchange.Unreadable. What is not sound is named and left as it was.
    """
    if not project.overlay:
        raise Refused("A translation is written into an organization's folder. Which one? Add BRAND=../our-handbook.")
    candidates = [file] if file else [_file(project, code, ending) for ending in exchange.FORMATS]
    source = next((path for path in candidates if path.is_file()), None)
    if source is None or source.suffix not in exchange.FORMATS:
        names = " or ".join(os.path.relpath(path) for path in candidates)
        raise Refused(f"{names}: there is no such file, expected one that ends in {' or '.join(exchange.FORMATS)}.")
    reader, handbook = check.fresh(project)
    known = list(exchange.units(reader, handbook, code))
    taken = exchange.take(source, known)
    writer = Writer(handbook, project.overlay, code)
    for unit, text in taken.good:
        writer.put(unit.path, text)
    if taken.good and code not in handbook.written:
        writer.add_language(code, _own_name(code))
    written = writer.save()
    translated = {unit.address for unit, _ in taken.good}
    lacking = [unit for unit in known if not unit.target and unit.address not in translated]
    return "\n".join(_said(project, handbook, code, taken, written, lacking)), not taken.problems


def _said(
    project: Project, handbook: Handbook, code: str, taken: exchange.Taken, written: list[Path], lacking: list[exchange.Unit]
) -> list[str]:
    said = [f"{len(taken.good)} translations written into {len(written)} files of {os.path.relpath(project.overlay)}."]
    for title, lines in (
        ("Not taken, to be mended", taken.problems),
        ("Not taken, out of date: export again", taken.outdated),
        ("Not translated yet", [f"{unit.place[0]}:{unit.place[1]}: {unit.address}: {shortened(unit.source)}" for unit in lacking]),
    ):
        if lines:
            said += ["", f"{title} ({len(lines)}):", *(f"  {line}" for line in lines[:_NAMED])]
            said += [f"  and {len(lines) - _NAMED} more"] if len(lines) > _NAMED else []
    if taken.good and code not in handbook.written:
        said += [
            "",
            f"content/handbook.yml of your folder now has the language: see whether its name and locale ({code}) are right.",
            "Where brand.yml lists 'languages', add it there to offer it.",
        ]
    return said


def _own_name(code: str) -> str:
    """A language's name in itself, as far as Unicode's CLDR knows it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return (Locale.parse(code, sep="-").get_display_name() or code).capitalize()
    except (UnknownLocaleError, ValueError):
        return code
