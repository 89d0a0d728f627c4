"""The translators' loop never locks: every step works on a folder in every state, and whatever else is wrong with it."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
import yaml
from conftest import BRANDS, FROZEN, build, edit

from macros.checking import check
from macros.commands import check as checking
from macros.commands import export, import_, report
from macros.commands.parts import exchange
from macros.commands.parts.writer import Writer
from macros.paths import Project
from macros.problems import ContentError, HandbookError
from macros.reading.documents import Document

BASE = Path(__file__).parents[1] / "reading" / "errors" / "base"
#: How much of the handbook is translated -> which of its texts are.
STATES = {"nothing": slice(0), "little": slice(2, None, 40), "most": slice(1, None), "all": slice(None)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the base handbook with a brand over it."""
    shutil.copytree(BASE, tmp_path / "handbook")
    shutil.copytree(BASE / "content", tmp_path / "ours", ignore=lambda _, names: {*names} - {"brand.yml"})
    return Project.of(tmp_path / "handbook", tmp_path / "ours")


def exported(project: Project, code: str = "es") -> Path:
    """Export, and return the file."""
    export.run(project, argparse.Namespace(lang=code, format="po"))
    return project.overlay / "translations" / f"{code}.po"


def as_translated(source: str) -> str:
    """A text that is not the source's, in Spanish and Portuguese for who asks; addresses stay as they are."""
    return source if re.fullmatch(r"[a-z0-9-]+|\w+:\S+", source) else f"{source} del uma"


def translate(file: Path, texts: slice | dict[str, str]) -> Path:
    """Translate the units of a slice by their own sources, which have every blank and link, or those of an address; return the file."""
    units = polib.pofile(str(file))
    for unit in [*units][texts] if isinstance(texts, slice) else units:
        unit.msgstr = as_translated(unit.msgid) if isinstance(texts, slice) else texts.get(unit.msgctxt, unit.msgstr)
    units.save(str(file))
    return file


def offer(project: Project, code: str, choice: str) -> None:
    """Offer a language in brand.yml, and say what happens to texts that it lacks."""
    with (project.overlay / "brand.yml").open("a", encoding="utf-8") as brand:
        brand.write(f"\nlanguages: [en, fr, {code}]\nuntranslated: {choice}\n")


def declare(project: Project, code: str) -> None:
    """Name a language in handbook.yml, with a locale that there is."""
    (project.overlay / "content").mkdir(exist_ok=True)
    (project.overlay / "content" / "handbook.yml").write_text(f"languages:\n  - {{code: {code}, locale: nb-NO, name: X}}\n", "utf-8")


def targets(project: Project, code: str = "es") -> dict[str, str]:
    return {unit.address: unit.target for unit in exchange.gather(project, code).units if unit.target}


def lines(project: Project) -> list[str]:
    try:
        checking.run(project, argparse.Namespace())
    except ContentError as error:
        return error.lines
    return []


@pytest.mark.parametrize("code", ["es", "no", "on", "yes", "pt-br"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("offered", ["", "shown", "left-out", "error"])
def test_every_step_in_every_state(project: Project, code: str, state: str, offered: str) -> None:
    """Export, import and check, again and again: whatever is translated, and whatever the brand says of the language."""
    file = translate(exported(project, code), STATES[state])
    assert import_.take(project, code, file)[1]
    if offered:
        declare(project, code)
        offer(project, code, offered)
    found = lines(project)
    assert all(f" has no text in {code}, " in line for line in found)
    assert bool(found) is (state != "all" and offered in ("left-out", "error"))
    again = exported(project, code)
    assert [unit.msgctxt for unit in polib.pofile(str(again)) if unit.msgstr] == list(targets(project, code))
    said, sound = import_.take(project, code, translate(again, slice(None)))
    assert sound and "Not translated yet" not in said and lines(project) == []


@pytest.mark.parametrize("state", STATES)
def test_the_site_in_every_state(tmp_path: Path, state: str) -> None:
    """The site is built with a language of which nothing, a part or all is there: not offered first, then offered and shown."""
    shutil.copytree(BRANDS / "longest", tmp_path / "ours")
    project = Project.of(FROZEN, tmp_path / "ours")
    import_.take(project, "no", translate(exported(project, "no"), STATES[state]))
    done = build(FROZEN / "mkdocs.yml", tmp_path / "site", project.overlay, pdfs=False)
    assert done.returncode == 0 and not (tmp_path / "site" / "no").exists(), done.stderr
    declare(project, "no")
    offer(project, "no", "shown")
    done = build(FROZEN / "mkdocs.yml", tmp_path / "site", project.overlay, pdfs=False)
    home = tmp_path / "site" / "no" / "index.html"
    assert done.returncode == 0 and ('class="notice"' in home.read_text("utf-8")) is (state in ("nothing", "little")), done.stderr
    assert report.run(project, argparse.Namespace())


BAD = {
    "chapters/example/slug": ("No Slug", "un-ejemplo"),
    "chapters/example/sections/further/items/survey-site/link": ("the survey", "https://survey.example/es"),
    "interface/count": ("pages", "{count} páginas"),
}


def test_a_bad_translation_is_left_out_and_a_good_one_taken_later(project: Project) -> None:
    """What is bad is named by the translator's file and its line; the others are written; the mended file is taken."""
    file = translate(exported(project), {address: bad for address, (bad, _) in BAD.items()} | {"interface/search": "Buscar"})
    said, sound = import_.take(project, "es", file)
    assert not sound and targets(project) == {"interface/search": "Buscar"} and lines(project) == []
    for unit in polib.pofile(str(file)):
        if unit.msgctxt in BAD:
            assert f"  es.po:{unit.linenum}: {unit.msgctxt}: " in said
    assert import_.take(project, "es", translate(file, {address: good for address, (_, good) in BAD.items()}))[1]
    assert targets(project) == {address: good for address, (_, good) in BAD.items()} | {"interface/search": "Buscar"}


@pytest.mark.parametrize("offered", ["", "shown"])
def test_bad_texts_of_a_language_are_replaced(project: Project, offered: str) -> None:
    """What stands in the folder already, by hand or from an older import, is in nobody's way, offered or not."""
    folder = project.overlay / "content"
    (folder / "chapters").mkdir(parents=True)
    (folder / "handbook.yml").write_text("languages:\n  - {code: es, locale: es, name: Español}\n", "utf-8")
    (folder / "chapters" / "example.yml").write_text(
        "title: {es: 12:30}\nslug: {es: No Slug}\nsections:\n  - id: further\n    items:\n      - {id: survey-site, link: {es: words}}\n"
        "  - id: meaning\n    body: [{es: 'One, of two'}]\n",
        "utf-8",
    )
    if offered:
        offer(project, "es", offered)
    file = translate(exported(project), slice(None))
    said, sound = import_.take(project, "es", file)
    assert sound and lines(project) == [], said


OTHERS = {
    "content/pages/home.yml": ("title: [", "pages/home/"),
    "content/pages/letters.yml": ("title: {en: 5, fr: Lettres}\n", "pages/letters/"),
    "content/pages/added.yml": ("id: added\nafter: letters\n", "pages/added/"),
    "content/glossary.yml": ("- id: network\n  colour: red\n", "terms/"),
    "content/sources.yml": ("- id: none\n  hide: true\n", ""),
    "brand.yml": ("name: {en: Ours, fr: Le nôtre}\ncolours: {main: blue}\n", "brand/"),
    "content/interface.yml": ('search: {en: Find it, fr: "Trouver ; vite"}\n', ""),
    "content/handbook.yml": ("languages: 5\n", ""),
    "strange/thing.yml": ("a: b\n", ""),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_mistakes_are_said_and_wait(project: Project, name: str) -> None:
    """A file of the organization that cannot be read is left out and said; all else goes on, out and in."""
    text, closed = OTHERS[name]
    (project.overlay / name).parent.mkdir(parents=True, exist_ok=True)
    (project.overlay / name).write_text(text, "utf-8")
    said = export.run(project, argparse.Namespace(lang="es", format="po"))
    assert "problem" in said and ("cannot be read" in said) is (bool(closed) or name == "content/handbook.yml")
    file = project.overlay / "translations" / "es.po"
    addresses = [unit.msgctxt for unit in polib.pofile(str(file))]
    assert addresses and not any(closed and address.startswith(closed) for address in addresses)
    units = polib.pofile(str(file))
    if closed:
        units.append(polib.POEntry(msgctxt=f"{closed}title", msgid="x", msgstr="y"))
    units.save(str(file))
    before = (project.overlay / name).read_text("utf-8")
    said, sound = import_.take(project, "es", translate(file, slice(None)))
    assert sound is not ("cannot be read" in said) and "problem" in said
    assert not closed or f"{closed}title: ours/{name} cannot be read. Mend that file, then import again." in said
    assert set(targets(project)) == set(addresses)
    assert not closed or (project.overlay / name).read_text("utf-8") == before


#: What YAML 1.1, libyaml or the handbook's own reader would take for something else than words.
ODD = [
    *("No", "no", "on", "Yes", "off", "y", "true", "False", "null", "~", "12:30", "12:30:45", "1_000", "0x1F", "017", "1e3", ".inf"),
    *("2026-11-26", "2026-11-26 10:00", "=", "<<", "- a", "? a", "a: b", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a"),
    *('"a" b', "'a' b", "[a", "{a", "a\\b", "\\n", "a “b”", "a\u00a0b", "\u00a0a", "a\u2028b", "ñandú 🌱", "a" * 300, "word " * 60 + "end"),
    *("--- a", "... a", "a:", "a\u00ad", "\ufeffa"),
]


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_what_is_written_is_read_back(project: Project, text: str) -> None:
    """Whatever a translation looks like to YAML, the handbook reads what the translator wrote, in a text and in a list of words."""
    handbook = exchange.gather(project, "no").handbook
    writer = Writer(handbook, project.overlay, "no")
    chapter, term = ("chapters", 0, "sections", 1, "items", 0, "title"), ("terms", 0, "synonyms")
    assert writer.holds(text)
    writer.put(chapter, text)
    writer.put(term, f"{text}\nb")
    writer.save()
    item = Document(project.overlay / "content" / "chapters" / "example.yml").parse()[0]["sections"][0]["items"][0]
    assert item["title"] == {"no": text}
    assert Document(project.overlay / "content" / "glossary.yml").parse()[0][0]["synonyms"] == {"no": [text, "b"]}


@pytest.mark.parametrize("text", ["a\tb", "a\rb", "a\x85b", "a\x07b", "a\x7fb"], ids=ascii)
def test_what_no_file_can_hold_is_not_written(project: Project, text: str) -> None:
    """Signs that the handbook's reader refuses, or turns into others, are found before anything is written."""
    assert not Writer(exchange.gather(project, "es").handbook, project.overlay, "es").holds(text)


def test_what_an_author_has_quoted_stays_a_text(project: Project) -> None:
    """Texts in quotation marks that would be numbers or dates without them keep the marks."""
    page = project.overlay / "content" / "pages" / "home.yml"
    page.parent.mkdir(parents=True)
    text = "title:\n  en: \"12:30\"\n  fr: '017'\ndescription: {en: \"1_000\", fr: '0x1F'}\n"
    page.write_text(text, "utf-8")
    before = yaml.safe_load(text)
    assert import_.take(project, "es", translate(exported(project), {"pages/home/sections/ways/title": "Adónde ir"}))[1]
    after = yaml.safe_load(page.read_text("utf-8"))
    assert {name: after[name] for name in before} == before and lines(project) == []


def test_a_file_that_would_be_read_otherwise_is_not_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the writer of YAML to write another thing than was meant, no file is touched, and the one in question is named."""
    writer = Writer(exchange.gather(project, "es").handbook, project.overlay, "es")
    writer.put(("pages", 2, "title"), "Inicio")
    writer.put(("terms", 0, "term"), "red")
    monkeypatch.setattr(writer, "_dumped", lambda data: "title: {es: 12:30}\n")
    with pytest.raises(HandbookError, match=r"would not be read as it is meant\. Nothing was written\."):
        writer.save()
    assert not (project.overlay / "content").exists()


def test_units_say_where_they_are_shown(project: Project) -> None:
    """Each unit leads to the page and the place on it, at the address of the organization's site, in the language it is translated from."""
    edit(project.overlay / "brand.yml", "https://handbook.example/", "https://ours.example/deep")
    notes = {unit.address: unit.notes for unit in exchange.gather(project, "es").units}
    site = "https://ours.example/deep/en/"
    for address, place in {
        "pages/home/title": "",
        "pages/letters/description": "letters/",
        "chapters/example/title": "chapters/an-example/",
        "chapters/example/sections/ready/title": "chapters/an-example/at-home/#ready",
        "chapters/example/sections/ready/items/write/body/0": "chapters/an-example/at-home/#write",
        "letters/sample/placeholders/your-name/hint": "letters/sample/",
        "terms/mentor/definition": "glossary/#mentor",
    }.items():
        assert f"On the page {site}{place}" in notes[address], address
    assert f"On many pages, such as {site}" in notes["interface/search"]
    assert all(any(note.startswith("On ") and site in note for note in said) for said in notes.values())


def test_units_of_a_site_without_their_language_lead_to_one_that_it_has(project: Project) -> None:
    """Where English is not offered, there is no English page to lead to."""
    offer(project, "fr", "error")
    text = (project.overlay / "brand.yml").read_text("utf-8").replace("languages: [en, fr, fr]", "languages: [fr]")
    (project.overlay / "brand.yml").write_text(text, "utf-8")
    notes = {unit.address: unit.notes for unit in exchange.gather(project, "es").units}
    assert "On the page https://handbook.example/fr/chapitres/un-exemple/" in notes["chapters/example/title"]


@pytest.fixture
def languages() -> Callable[[Project], list[str]]:
    return lambda project: [language.code for language in check.fresh(project)[1].settings.languages]


def test_paragraphs_that_came_since_are_translated_anew(project: Project, languages: Callable[[Project], list[str]]) -> None:
    """A list of ours that grew: its old translation waits, is exported as not there, and the new one takes its place."""
    assert import_.take(project, "es", translate(exported(project), slice(None)))[1]
    old = "      - en: It grows with time.\n"
    edit(project.root / "content" / "chapters" / "example.yml", old, "      - {en: New., fr: Neuf.}\n" + old)
    assert languages(project) == ["en", "fr"] and lines(project) == []
    lacking = [unit.msgctxt for unit in polib.pofile(str(exported(project))) if not unit.msgstr]
    assert lacking == [f"chapters/example/sections/meaning/body/{number}" for number in range(3)]
    assert import_.take(project, "es", translate(exported(project), slice(None)))[1]
    offer(project, "es", "error")
    assert lines(project) == [] and languages(project) == ["en", "fr", "es"]


def test_an_export_keeps_work_that_was_not_taken_in(project: Project) -> None:
    """A file with translations that are not in the folder, or that is none, is put aside; one that is all taken in is written anew."""
    file = translate(exported(project), {"interface/search": "Buscar"})
    before = file.read_bytes()
    assert "es.before.po: what was there" in export.run(project, argparse.Namespace(lang="es", format="po"))
    aside = file.with_name("es.before.po")
    assert aside.read_bytes() == before and import_.take(project, "es", aside)[0].startswith("1 translation written")
    aside.unlink()
    for _ in ("as it was exported before", "as it is now"):
        assert "what was there" not in export.run(project, argparse.Namespace(lang="es", format="po")) and not aside.exists()
    file.write_text("nonsense", "utf-8")
    assert "what was there" in export.run(project, argparse.Namespace(lang="es", format="po")) and aside.read_text("utf-8") == "nonsense"
