"""Texts for translators and back: PO and XLIFF files, one unit a text, whose id is the text's address.

An address is made of ids (`chapters/x/sections/ask/items/y/title`), so a unit
finds its text again whatever was moved meanwhile. What comes back is written
into the organization's folder as an overlay in that language alone.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...model import inline, texts
from ...model.handbook import Handbook
from ...model.texts import Slugs, Text, Words
from ...model.tree import address_of, walk
from ...paths import Project
from ...problems import HandbookError
from ...reading.load import DERIVED, Reader

FORMATS = {".po": "PO", ".xlf": "XLIFF 1.1"}
_BOLD = re.compile(r"\*\*")


@dataclass(frozen=True)
class Unit:
    """A text to translate. A list of words is a text of lines."""

    path: tuple  # in the Handbook, as walk gives it
    address: str
    source: str  # in the handbook's first language
    target: str  # in the language asked for; empty where there is none yet
    notes: tuple[str, ...]  # for the translator: the other languages, and what the text is
    place: tuple[str, int]  # file and line of the source


def add_language(parser: argparse.ArgumentParser) -> None:
    """The option that names the language."""
    parser.add_argument("--lang", required=True, metavar="CODE", help="the language's code, such as es")


def usual_file(project: Project, code: str, ending: str) -> Path:
    """Where the texts of a language lie for translators, as PO or XLIFF; raise HandbookError when `code` is no language code."""
    if not re.fullmatch(texts.pattern(texts.Language), code or ""):
        raise HandbookError(f'"{code}" is no language code, expected two or three small letters, such as es: LANG=es.')
    return (project.overlay or project.root) / "translations" / f"{code}{ending}"


def units(reader: Reader, handbook: Handbook, code: str) -> Iterator[Unit]:
    """Every text of the handbook, for translation into the language `code`."""
    first = handbook.written[0]
    for path, part in walk({field: value for field, value in handbook.__dict__.items() if field not in DERIVED}):
        if isinstance(part, (Text, Slugs, Words)) and first in part.root:
            words = {language: value if isinstance(value, str) else "\n".join(value) for language, value in part.root.items()}
            notes = [f"{language}: {text}" for language, text in words.items() if language not in (first, code)]
            if isinstance(part, Slugs):
                notes.append("Part of an address: small letters without accents, digits and hyphens.")
            if isinstance(part, Words):
                notes.append("Words, one a line; there may be more or fewer of them.")
            if blanks := inline.PLACEHOLDER.findall(words[first]):
                notes.append(f"Keep as they are: {', '.join(f'{{{name}}}' for name in blanks)}.")
            file, keys = reader.origin(path)
            place = (reader.project.relative(file), reader.documents[file].locate(keys)[0])
            yield Unit(path, address_of(handbook, path), words[first], words.get(code, ""), tuple(notes), place)


def write(found: list[Unit], source: str, code: str, target: Path) -> None:
    """Write the units as PO or XLIFF, as the ending of `target` says."""
    target.parent.mkdir(parents=True, exist_ok=True)
    (_write_po if target.suffix == ".po" else _write_xliff)(found, source, code, target)


def _write_po(found: list[Unit], source: str, code: str, target: Path) -> None:
    import polib  # noqa: PLC0415  (requirements/translate.txt: only these two commands have it)

    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Language": code, "X-Source-Language": source, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8"}
    for unit in found:
        entry = polib.POEntry(msgctxt=unit.address, msgid=unit.source, msgstr=unit.target, comment="\n".join(unit.notes))
        entry.occurrences = [(unit.place[0], str(unit.place[1]))]
        file.append(entry)
    file.save(str(target))


def _write_xliff(found: list[Unit], source: str, code: str, target: Path) -> None:
    from translate.storage import xliff  # noqa: PLC0415

    store = xliff.xlifffile(sourcelanguage=source, targetlanguage=code)
    for unit in found:
        added = store.addsourceunit(unit.source)
        added.setid(unit.address)
        for note in unit.notes:
            added.addnote(note, origin="developer")
        if unit.target:
            added.target = unit.target
    target.write_bytes(bytes(store))


def read(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Yield (address, source, target, line) for every unit that is translated and not marked for review; raise HandbookError."""
    path.read_bytes()  # an OSError says what is wrong with a file that cannot be read
    try:
        yield from (_read_po if path.suffix == ".po" else _read_xliff)(path)
    except Exception as error:  # each library has its own errors for files that are none of theirs
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        form = FORMATS[path.suffix]
        raise HandbookError(f"{path.name}: this is no {form} file ({reason}). Export it again, or ask the translator for it.") from None


def _read_po(path: Path) -> Iterator[tuple[str, str, str, int]]:
    import polib  # noqa: PLC0415

    for entry in polib.pofile(str(path), encoding="utf-8"):
        if entry.msgstr and not entry.fuzzy and not entry.obsolete:
            yield entry.msgctxt or "", entry.msgid, entry.msgstr, entry.linenum


def _read_xliff(path: Path) -> Iterator[tuple[str, str, str, int]]:
    from translate.storage import xliff  # noqa: PLC0415

    for unit in xliff.xlifffile.parsestring(path.read_bytes()).units:
        if unit.target and not unit.isfuzzy():
            yield unit.getid().rpartition("\x04")[2], str(unit.source), str(unit.target), unit.xmlelement.sourceline or 1


def faults(source: str, target: str) -> list[str]:
    """What of the source a translation has lost or added: blanks, links to pages, bold marks."""
    pairs: list[tuple[str, Callable[[str], list[str]]]] = [
        ("blanks", lambda text: [f"{{{name}}}" for name in inline.PLACEHOLDER.findall(text)]),
        ("links", lambda text: [link for link in inline.targets(text) if link.startswith("ref:")]),
        ("bold marks", _BOLD.findall),
    ]
    found = []
    for noun, of in pairs:
        wanted, has = Counter(of(source)), Counter(of(target))
        if noun == "blanks":  # a blank may stand twice in one language and once in another
            wanted, has = Counter(set(wanted)), Counter(set(has))
        if lost := wanted - has:
            found.append(f"lacks the {noun} {', '.join(lost.elements())}")
        if more := has - wanted:
            found.append(f"has the {noun} {', '.join(more.elements())} more than the source")
    return found


@dataclass
class Taken:
    """What an import found: translations to write, by unit, and lines about the others."""

    good: list[tuple[Unit, str]]
    problems: list[str]
    outdated: list[str]


def take(path: Path, known: list[Unit]) -> Taken:
    """Compare a translated file with the texts as they are now; raise HandbookError."""
    by_address = {unit.address: unit for unit in known}
    taken = Taken([], [], [])
    for address, source, target, line in read(path):
        unit, where = by_address.get(address), f"{path.name}:{line}: {address}"
        if unit is None:
            taken.outdated.append(f"{where}: there is no such text any more")
        elif unit.source != source:
            taken.outdated.append(f"{where}: the source has changed since the file was made")
        elif wrong := faults(source, target):
            taken.problems.append(f"{where}: the translation {' and '.join(wrong)}. Write it as in the source.")
        elif target != unit.target:
            taken.good.append((unit, target))
    return taken
