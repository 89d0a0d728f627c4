"""Translated files, as translators' tools write them: what is taken from each, and what is said of the rest.

A case of tests/commands/translations/ is a comment that says whose habit it is, a file, and what must come of it when it is
imported into a folder over the handbook in tests/reading/errors/base/:

    file:      its name (default: es.po, or es.xlf for xliff)
    po:        its entries; or xliff: its units, of XLIFF 1.2; or text: the whole of it
    encoding:  how it is saved (default: utf-8)
    lang:      the language as it is asked for (default: es)
    written:   address -> text, for every translation that is taken
    said:      lines that the command says, from their beginning
    failed:    whether somebody has to mend something (default: false)
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from macros.checking import check
from macros.commands import import_
from macros.commands.parts import exchange
from macros.paths import Project
from macros.problems import HandbookError

TESTS = Path(__file__).parent
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((TESTS / "translations").glob("*.yml"))}
PO = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
XLIFF = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="es" source-language="en" target-language="es">'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the base handbook with a brand over it."""
    shutil.copytree(TESTS.parent / "reading" / "errors" / "base", tmp_path / "handbook")
    shutil.copytree(tmp_path / "handbook" / "content", tmp_path / "ours", ignore=lambda _, names: {*names} - {"brand.yml"})
    return Project.of(tmp_path / "handbook", tmp_path / "ours")


def write(folder: Path, case: dict) -> Path:
    """Write the file of a case; return its path."""
    text = case.get("text") or (PO + case["po"] if "po" in case else f"{XLIFF}<body>{case['xliff']}</body></file></xliff>")
    path = folder / case.get("file", "es.po" if "po" in case else "es.xlf")
    path.write_bytes(text.encode(case.get("encoding", "utf-8")))
    return path


@pytest.mark.parametrize("name", CASES)
def test_translated_file(name: str, project: Project, tmp_path: Path) -> None:
    """A file gives exactly the texts of its case; what is left out is said with its reason; the folder is sound as it was."""
    case = CASES[name]
    lang = case.get("lang", "es")
    try:
        said, sound = import_.take(project, lang, write(tmp_path, case))
    except HandbookError as error:
        said, sound = str(error), False
    assert sound is not case.get("failed", False), said
    lines = [line.strip() for line in said.splitlines()]
    for line in case.get("said", "").splitlines():
        assert any(one.startswith(line) for one in lines), said
    units = exchange.gather(project, lang.lower()).units
    assert {unit.address: unit.target for unit in units if unit.target} == case.get("written", {})
    assert not any("  File " in line for line in lines)
    check.fresh(project)


def test_cases() -> None:
    """Each case says whose habit it is, and tells something."""
    for name, case in CASES.items():
        assert (TESTS / "translations" / f"{name}.yml").read_text("utf-8").startswith("# "), name
        assert case.get("written") or case.get("said"), name


@pytest.mark.parametrize("ending", [".po", ".PO", ".pot", ".xlf", ".XLIFF", ".xliff", ".sdlxliff", ".mqxliff"])
def test_the_usual_place_takes_every_ending(project: Project, ending: str) -> None:
    """A file that lies in translations/ under the language's code is found, whatever its tool calls its kind."""
    folder = project.overlay / "translations"
    folder.mkdir()
    case = {"po": 'msgctxt "interface/search"\nmsgid "Search"\nmsgstr "Buscar"\n'} if "po" in ending.lower() else {}
    unit = '<trans-unit id="interface/search"><source>Search</source><target>Buscar</target></trans-unit>'
    write(folder, {"xliff": unit, "file": f"ES{ending}", **case})
    assert import_.take(project, "es", None)[0].startswith("1 translation written")


def test_two_files_of_a_language_are_told_apart(project: Project) -> None:
    """Nobody knows which of two files is meant; a missing file and one of another kind are told with the endings that are known."""
    folder = project.overlay / "translations"
    folder.mkdir()
    for name in ("es.po", "es.xliff"):
        (folder / name).write_text("", "utf-8")
    with pytest.raises(HandbookError, match=r"es\.po, .*es\.xliff: which one is it\? Name it: FILE="):
        import_.take(project, "es", None)
    with pytest.raises(HandbookError, match=r"there is no such file, expected one that ends in \.po or"):
        import_.take(project, "pt", None)
    (folder / "es.docx").write_text("", "utf-8")
    with pytest.raises(HandbookError, match=r'ends in "\.docx", expected \.po or'):
        import_.take(project, "es", folder / "es.docx")


@pytest.mark.parametrize("lang", ["pt_BR", "pt_BR.UTF-8", "C", "", "español", "e", "en", "fr"])
def test_what_is_no_language_to_translate_into(project: Project, tmp_path: Path, lang: str) -> None:
    """A locale of the system, words, and the handbook's own languages are refused, and nothing is written."""
    file = write(tmp_path, {"po": 'msgctxt "interface/search"\nmsgid "Search"\nmsgstr "Buscar"\n'})
    with pytest.raises(HandbookError, match=r"language"):
        import_.take(project, lang, file)
    assert not (project.overlay / "content").exists()
