"""Texts for translators and back, one unit a text, whose id is the text's address.

An address is made of ids (`chapters/x/sections/ask/items/y/title`), so a unit
finds its text again whatever was moved meanwhile. What comes back is written
into the organization's folder as an overlay in that language alone.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...checking import check
from ...model import inline, texts
from ...model.handbook import Handbook
from ...model.kinds import KINDS
from ...model.texts import TEXTS, Files, Slugs, Urls, Words
from ...model.tree import address_of, at, walk
from ...paths import Project
from ...problems import ContentError, HandbookError, quoted, shortened, summary
from ...reading.load import DERIVED, Reader, gathered
from .formats import Entry, read
from .places import Places

_BOLD = re.compile(r"\*\*")
#: Parts of tags that gettext or BCP 47 calls in two ways: Norwegian, Hebrew and Indonesian, and scripts.
_CALLED = {"nb": "no", "iw": "he", "in": "id", "latin": "latn", "cyrillic": "cyrl"}


@dataclass(frozen=True)
class Unit:
    """A text to translate. A list of words is a text of lines."""

    path: tuple  # in the Handbook, as walk gives it
    address: str
    source: str  # in the handbook's first language
    target: str  # in the language asked for; empty where there is none yet
    notes: tuple[str, ...]  # for the translator: where it is shown, the other languages, and what the text is
    place: tuple[str, int]  # file and line of the source
    is_list: bool = False  # of words


def add_language(parser: argparse.ArgumentParser) -> None:
    """The option that names the language."""
    parser.add_argument("--lang", required=True, metavar="CODE", help="the language's code, such as es or pt-br")


def code_of(said: str) -> str:
    """A language's code as texts have it, in small letters; raise HandbookError when `said` is none."""
    if not re.fullmatch(texts.pattern(texts.Language), (said or "").lower()):
        raise HandbookError(f'"{said}" is no language code, expected one such as es or pt-br: LANG=es.')
    return said.lower()


def folder_of(project: Project) -> Path:
    """The folder in which files for translators lie, by their languages' codes."""
    return (project.overlay or project.root) / "translations"


@dataclass(frozen=True)
class Known:
    """What a handbook holds for translation into a language: as much of it as can be read."""

    handbook: Handbook  # without its texts in the language, so that none of them is in the way
    units: list[Unit]
    ours: tuple[str, ...]  # codes of the languages that the handbook itself has
    closed: dict[str, str]  # the beginning of addresses -> the organization's file, which cannot be read
    lines: list[str]  # that say why


def gather(project: Project, code: str) -> Known:
    """Read a handbook for translation into a language; raise HandbookError."""
    reader, handbook, lines = gathered(project, frozenset({code}))
    if code == handbook.written[0]:
        raise HandbookError(f"{code} is the language that the handbook is written in, expected another one: LANG=es.")
    closed = {_beginning(path): project.relative(path) for path in sorted(reader.without)}
    found = [unit for unit in units(reader, handbook, code) if not unit.address.startswith(tuple(closed))]
    settings, _ = reader.documents[project.ours(KINDS["settings"].place)].parse()
    return Known(handbook, found, tuple(language["code"] for language in settings["languages"]), closed, lines)


def _beginning(file: Path) -> str:
    """How the addresses of the texts in an organization's file begin."""
    kind = next(kind for kind in KINDS.values() if kind.place == (file.parent.name if kind.is_folder else file.name))
    return f"{kind.field}/{file.stem}/" if kind.is_folder else f"{kind.field}/"


def units(reader: Reader, handbook: Handbook, code: str) -> Iterator[Unit]:
    """Every text of the handbook, for translation into the language `code`."""
    first = handbook.written[0]
    places = Places(handbook)
    for path, part in walk({name: value for name, value in handbook.__dict__.items() if name not in DERIVED}):
        if isinstance(part, TEXTS) and first in part.root:
            words = _as_lines(at(reader.data, path)) | _as_lines(part.root)
            notes = [places.said(path), *_notes(part, {name: text for name, text in words.items() if name != code}, first)]
            file, keys = reader.origin(path)
            place = (reader.project.relative(file), reader.documents[file].locate(keys)[0])
            yield Unit(path, address_of(handbook, path), words[first], words.get(code, ""), tuple(notes), place, isinstance(part, Words))


def _as_lines(text: dict) -> dict[str, str]:
    """The words of a text in each language; in a language that nobody checks, something else may stand there."""
    lists = {code: value if isinstance(value, (list, tuple)) else [value] for code, value in text.items()}
    return {code: "\n".join(words) for code, words in lists.items() if all(isinstance(word, str) for word in words)}


def _notes(part: object, words: dict[str, str], first: str) -> Iterator[str]:
    """What a translator has to know of a text besides where it is shown; `words` are those of other languages."""
    yield from (f"{language}: {text}" for language, text in words.items() if language != first)
    if isinstance(part, Slugs):
        yield "Part of an address: small letters without accents, digits and hyphens."
    if isinstance(part, Urls):
        yield "An address on the Web: that of the same page in your language, or else the same again."
    if isinstance(part, Files):
        yield "A file: that of the recording in your language, or else the same again."
    if isinstance(part, Words):
        yield "Words, one a line; there may be more or fewer of them."
    if blanks := inline.PLACEHOLDER.findall(words[first]):
        yield f"Keep as they are: {', '.join(f'{{{name}}}' for name in blanks)}."


def besides(project: Project, known: Known) -> Iterator[str]:
    """What to say of mistakes that a folder has besides: neither export nor import waits for them."""
    if known.closed:
        yield from ("", f"Left out, since they cannot be read: {quoted(known.closed.values())}.", *known.lines)
    try:
        check.fresh(project)
    except ContentError as error:
        brand = f" BRAND={shlex.quote(os.path.relpath(project.overlay))}" if project.overlay else ""
        yield from ("", f"The content has {summary(len(error.lines)).partition(' in ')[0]}: `make check{brand}` lists them.")


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

    good: list[tuple[Unit, str, str]] = field(default_factory=list)  # with where in the file the translation stands
    problems: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    unready: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by how the file says so
    lost: list[str] = field(default_factory=list)  # texts without an address, that could be anywhere


def take(path: Path, known: Known, code: str) -> Taken:
    """Compare a translated file with the texts as they are now; raise HandbookError, also when it is in another language."""
    file = read(path)
    for said in sorted(file.languages):
        if not same_language(said, code):
            mend = "Give its own language as LANG=, or mend what it says."
            raise HandbookError(f'{path.name}: the file says that it is in "{said}", expected {code}. {mend}')
    found, taken = Finder(known.units), Taken()
    for entry in file.entries:
        unit = found.unit(entry)
        where = f"{path.name}:{entry.line}: {unit.address if unit else entry.address}"
        if unit is None and not _is_address(entry.address):
            taken.lost.append(shortened(entry.source))
        elif unit is None and (closed := next((file for start, file in known.closed.items() if entry.address.startswith(start)), None)):
            taken.problems.append(f"{where}: {closed} cannot be read. Mend that file, then import again.")
        elif unit is None:
            taken.outdated.append(f"{where}: there is no such text any more")
        elif _plain(unit.source) != _plain(entry.source):
            taken.outdated.append(f"{where}: the source has changed since the file was made")
        elif (target := tidied(unit, entry.target)) == unit.target:
            continue
        elif entry.unready:
            taken.unready[entry.unready].append(where)
        elif wrong := faults(unit.source, target):
            taken.problems.append(f"{where}: the translation {' and '.join(wrong)}. Write it as in the source.")
        else:
            taken.good.append((unit, target, where))
    return taken


class Finder:
    """Finds the unit that a translation is for: by its address, or else by its source where only one text says that."""

    def __init__(self, known: list[Unit]):
        self._addresses = {unit.address: unit for unit in known}
        self._sources: dict[str, list[Unit]] = defaultdict(list)
        for unit in known:
            self._sources[_plain(unit.source)].append(unit)

    def unit(self, entry: Entry) -> Unit | None:
        """The unit of an entry; None where there is none, or no telling which."""
        if _is_address(entry.address):
            return self._addresses.get(entry.address)
        same = self._sources.get(_plain(entry.source), ())
        return same[0] if len(same) == 1 else None


def _is_address(text: str) -> bool:
    """Whether a unit is named as ours are; some tools keep no names, others give numbers."""
    return text.partition("/")[0] in KINDS


def _plain(text: str) -> str:
    """A source for comparison: tools break lines anew, and write accents in two ways."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def tidied(unit: Unit, target: str) -> str:
    """A translation without what tools add to it: breaks of lines, and space at the ends, which the source does not have."""
    text = target.replace("\r\n", "\n").strip(" \t\n")
    if unit.is_list:
        return "\n".join(filter(None, map(str.strip, text.split("\n"))))
    return text if "\n" in unit.source.strip() else re.sub(r"[ \t]*\n[ \t]*", " ", text)


def same_language(said: str, code: str) -> bool:
    """Whether a tag, as tools write it (pt_BR, sr@latin), is of a language: the same, or one of both says more, such as the region.

    That is how RFC 4647, 3.3.1 matches a tag with a range; many tools do not know a language without a region.
    """
    (other, *more), (own, *wanted) = (
        [_CALLED.get(part, part) for part in re.split("[-_@]", tag.partition(".")[0].lower())] for tag in (said, code)
    )
    if not re.fullmatch("[a-z]{2,3}", other):
        return True  # a name in words
    return other == own and (set(more) <= set(wanted) or set(wanted) <= set(more))
