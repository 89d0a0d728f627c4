"""The files of translators' tools: PO (gettext) and XLIFF (OASIS), written for all of them and read by the habits of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...problems import HandbookError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from .exchange import Unit

#: The ending of a file's name, in small letters -> what it holds. Trados and memoQ have endings of their own for XLIFF.
FORMATS = {".po": "PO", ".pot": "PO", ".xlf": "XLIFF", ".xliff": "XLIFF", ".sdlxliff": "XLIFF", ".mqxliff": "XLIFF"}
_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"


class Entry(NamedTuple):
    """A translation that stands in a file."""

    address: str  # of the text; what the tool has put in its place, or nothing, where it keeps no addresses
    source: str
    target: str
    line: int
    unready: str  # how the file says that the translation is not ready; empty where it does not


class File(NamedTuple):
    """What a translated file holds."""

    languages: set[str]  # that it says to be in, as it writes them
    entries: list[Entry]  # those that have a translation


def write(units: Iterable[Unit], source: str, code: str, target: Path) -> None:
    """Write units as PO or XLIFF 1.2, as the ending of `target` says; `source` and `code` are their languages."""
    target.parent.mkdir(parents=True, exist_ok=True)
    (_write_po if FORMATS[target.suffix] == "PO" else _write_xliff)(units, source, code, target)


def read(path: Path) -> File:
    """Read a file by its ending; raise HandbookError where it is not what that says."""
    form = FORMATS[path.suffix.lower()]
    try:
        return (_read_po if form == "PO" else _read_xliff)(path)
    except Exception as error:  # each library has its own errors for files that are none of theirs
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise HandbookError(f"{path.name}: this is no {form} file ({reason}). Export it again, or ask the translator for it.") from None


def _write_po(units: Iterable[Unit], source: str, code: str, target: Path) -> None:
    import polib  # noqa: PLC0415  (requirements/translate.txt: only these two commands have it)

    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Language": code, "X-Source-Language": source, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8"}
    for unit in units:
        entry = polib.POEntry(msgctxt=unit.address, msgid=unit.source, msgstr=unit.target, comment="\n".join(unit.notes))
        entry.occurrences = [(unit.place[0], str(unit.place[1]))]
        file.append(entry)
    file.save(str(target))


def _read_po(path: Path) -> File:
    import polib  # noqa: PLC0415

    file = polib.pofile(str(path), encoding=_encoding(path.read_bytes()))
    language = file.metadata.get("Language", "")
    found = [entry for entry in file if entry.msgstr.strip() and not entry.obsolete]
    entries = [Entry(one.msgctxt or "", one.msgid, one.msgstr, one.linenum, "fuzzy" if one.fuzzy else "") for one in found]
    return File({language} if language else set(), entries)


def _encoding(data: bytes) -> str:
    """What a PO file is written in: UTF-8 if it can be that, whatever it says, or else what its header says; raise ValueError."""
    named = re.search(rb"charset=([\w.:-]+)", data)
    for name in ("utf-8-sig", named[1].decode() if named else ""):
        try:
            data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return name
    raise ValueError(f"it is neither UTF-8 nor {name or 'in an encoding that its header names'}")


def _write_xliff(units: Iterable[Unit], source: str, code: str, target: Path) -> None:
    from lxml import etree  # noqa: PLC0415
    from lxml.builder import ElementMaker  # noqa: PLC0415

    make = ElementMaker(namespace=_XLIFF, nsmap={None: _XLIFF})
    body = make.body()
    for unit in units:
        texts = [make.source(unit.source), *([make.target(unit.target, state="translated")] if unit.target else [])]
        notes = [make.note(note, {"from": "developer"}) for note in unit.notes]
        # tools that number units anew keep the name
        names = {"id": unit.address, "resname": unit.address, "{http://www.w3.org/XML/1998/namespace}space": "preserve"}
        body.append(make("trans-unit", names, *texts, *notes))
    languages = {"source-language": source, "target-language": code}
    tree = make.xliff(make.file(body, languages, original=f"{code}.xlf", datatype="plaintext"), version="1.2")
    target.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _read_xliff(path: Path) -> File:
    """XLIFF 1.x and 2.x; they differ in the names of elements, in where states stand, and in what these are called."""
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    tree = etree.parse(str(path), parser)
    root = tree.getroot()
    if tree.docinfo.internalDTD is not None and any(tree.docinfo.internalDTD.iterentities()):
        raise ValueError("it declares entities of its own")
    if etree.QName(root).localname != "xliff":
        raise ValueError(f"it begins with <{etree.QName(root).localname}>, expected <xliff>")
    if root.get("version", "1").startswith("2"):
        return File(set(filter(None, [root.get("trgLang")])), list(_units(root, "{*}unit", "{*}segment", _unready_2)))
    languages = {file.get("target-language") for file in root.iter("{*}file")}
    return File(set(filter(None, languages)), list(_units(root, "{*}trans-unit", ".", _unready_1)))


_SIDES = ("{*}source", "{*}target")


def _units(root: Element, unit: str, segments: str, unready: Callable[[Element], str]) -> Iterator[Entry]:
    """The translated units below `root`; a unit's texts are those of its segments, one after the other."""
    for node in root.iter(unit):
        parts = node.findall(segments)
        source, target = (" ".join("".join(text.itertext()) for part in parts for text in part.findall(name)) for name in _SIDES)
        names = [node.get(name, "") for name in ("id", "resname", "name")]
        address = next((name for name in names if "/" in name), names[0])
        if target.strip():
            yield Entry(address, source, target, node.sourceline or 1, next(filter(None, map(unready, parts)), ""))


def _unready_1(unit: Element) -> str:
    """How a <trans-unit> of XLIFF 1.2 says that its translation is not ready.

    `state` says how far the <target> has come; those that begin with needs-, and `new`, say that work is left. `approved`
    says of the <trans-unit> whether a final review has been passed. The standard's default for it is `no`, but most tools
    write neither, and mean that the translation is there; a written `no` is meant. Where the two differ, the one that
    asks for work is right: a reviewer who opens a text again changes its state, and tools set `yes` by themselves.
    """
    state = unit.find("{*}target").get("state", "")
    if state == "new" or state.startswith("needs-"):
        return f'state="{state}"'
    if unit.get("approved") == "no":
        return 'approved="no"'
    return next(_own_states(unit), "")


#: What Trados (`conf` of a segment) and memoQ (`status` of a unit) call a translation that is ready, in small letters.
_READY = ("translated", "approvedtranslation", "approvedsignoff", "manuallyconfirmed", "reviewer1confirmed", "confirmed", "proofread")


def _own_states(unit: Element) -> Iterator[str]:
    """The states in attributes of Trados and memoQ that say that a translation is not ready."""
    for node in unit.iter():
        for name, value in node.attrib.items():
            trados = name == "conf" and node.tag.endswith("}seg")
            if (trados or (name.startswith("{") and name.endswith("}status"))) and value.lower() not in _READY:
                yield f'{name.rpartition("}")[2]}="{value}"'


def _unready_2(segment: Element) -> str:
    """How a <segment> of XLIFF 2 says that its translation is not ready: `initial` is the first of its four states."""
    return 'state="initial"' if segment.get("state") == "initial" else ""
