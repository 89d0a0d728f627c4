"""A third language is an overlay: given to translators and taken back whole, and checked on the way in."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

import polib
import pytest
import yaml
from conftest import BRANDS, DEMO, FROZEN, build

from macros.checking import check
from macros.commands import export, import_
from macros.commands.parts import formats
from macros.model.texts import Text
from macros.model.tree import walk
from macros.paths import Project
from macros.problems import HandbookError

SPANISH = BRANDS / "espanol"
#: What stands in an address, and is the same in every language.
_ADDRESS = re.compile(r"[a-z0-9-]+|\w+:\S+|assets/\S+")


def begun(folder: Path) -> Project:
    """The demo handbook with an organization's folder, which offers Spanish and has no word of it."""
    shutil.copytree(DEMO / "content" / "assets", folder / "assets")
    brand = (DEMO / "content" / "brand.yml").read_text("utf-8")
    (folder / "brand.yml").write_text(f"{brand}languages: [en, fr, es]\n", "utf-8")
    return Project.of(DEMO, folder)


@pytest.fixture
def spanish(tmp_path: Path) -> Project:
    """The demo handbook with a Spanish word at the end of every text."""
    project = begun(tmp_path / "spanish")
    export.run(project, argparse.Namespace(lang="es", format="po"))
    file = polib.pofile(str(project.overlay / "translations" / "es.po"))
    for entry in file:
        entry.msgstr = entry.msgstr or (entry.msgid if _ADDRESS.fullmatch(entry.msgid) else f"{entry.msgid} del")
    file.save()
    said, sound = import_.take(project, "es", None)
    assert sound and "Not translated yet" not in said, said
    return project


@pytest.fixture
def plain(tmp_path: Path) -> Project:
    """A folder with a brand in English and French."""
    shutil.copytree(BRANDS / "longest", tmp_path / "plain")
    return Project.of(FROZEN, tmp_path / "plain")


def test_every_kind_of_text_comes_back(spanish: Project) -> None:
    """Texts of every kind that authors may write, those of asides, rows, marks and cells too, are exported and find their places again."""
    texts = [part for _, part in walk(check.read(spanish).chapters) if isinstance(part, Text)]
    assert len(texts) > 100 and all(text["es"].removesuffix(" del") == text["en"] for text in texts)


@pytest.mark.parametrize(("form", "ending"), [("po", ".po"), ("xliff", ".xlf")])
def test_a_round_trip_loses_nothing(spanish: Project, tmp_path: Path, form: str, ending: str) -> None:
    """What is exported and taken into an empty folder is the same handbook again; a second time changes nothing."""
    export.run(spanish, argparse.Namespace(lang="es", format=form))
    file, again = spanish.overlay / "translations" / f"es{ending}", begun(tmp_path / "again")
    _, sound = import_.take(again, "es", file)
    assert sound and check.fresh(again)[1] == check.fresh(spanish)[1]
    said, _ = import_.take(again, "es", file)
    assert said.startswith("0 translations written")


def test_what_stands_in_a_file_stays(plain: Project, tmp_path: Path) -> None:
    """Taking translations in keeps comments and changes of the organization's own."""
    page = plain.overlay / "content" / "pages" / "home.yml"
    page.parent.mkdir(parents=True)
    page.write_text("# ours\nsections:\n  - id: start  # kept\n    items:\n      - id: sheets\n        hide: true\n", "utf-8")
    entry = polib.POEntry(msgctxt="pages/home/title", msgid="Finding work, one step at a time", msgstr="Encontrar trabajo")
    inner = polib.POEntry(msgctxt="pages/home/sections/start/title", msgid="What would you like to do?", msgstr="¿Qué quiere hacer?")
    file = polib.POFile()
    file.extend([entry, inner])
    file.save(str(tmp_path / "es.po"))
    said, sound = import_.take(plain, "es", tmp_path / "es.po")
    text = page.read_text("utf-8")
    assert sound and text.startswith("# ours\n") and "# kept" in text and "hide: true" in text
    assert yaml.safe_load(text)["title"] == {"es": "Encontrar trabajo"} and "¿Qué quiere hacer?" in text
    language = yaml.safe_load((plain.overlay / "content" / "handbook.yml").read_text("utf-8"))["languages"]
    assert language == [{"code": "es", "locale": "es", "name": "Español"}] and "languages: [en, fr, es]" in said


BROKEN = [
    ("pages/home/title", "Finding work, one step at a time", "Encontrar **trabajo", "has the bold marks ** more than the source"),
    ("interface/search-other", "{count} results", "páginas", "lacks the blanks {count}"),
    (
        "interface/search-other",
        "{count} results",
        "{number} páginas",
        "lacks the blanks {count} and has the blanks {number} more than the source",
    ),
]


@pytest.mark.parametrize(("address", "source", "target", "reason"), BROKEN)
def test_a_translation_that_lost_something_is_named(
    plain: Project, tmp_path: Path, address: str, source: str, target: str, reason: str
) -> None:
    """Blanks, links and marks are compared with the source: what differs is named with its line and not written."""
    file = polib.POFile()
    file.append(polib.POEntry(msgctxt=address, msgid=source, msgstr=target))
    file.append(polib.POEntry(msgctxt="pages/none/title", msgid="x", msgstr="y"))
    file.append(polib.POEntry(msgctxt="interface/home", msgid="Homepage", msgstr="Inicio"))
    file.save(str(tmp_path / "es.po"))
    said, sound = import_.take(plain, "es", tmp_path / "es.po")
    assert not sound and f"{address}: the translation {reason}. Write it as in the source." in said
    assert "pages/none/title: there is no such text any more" in said and "interface/home: the source has changed" in said
    assert list((plain.overlay / "content").rglob("*.yml")) == []


def test_files_that_are_none(plain: Project, tmp_path: Path) -> None:
    """What is no PO or XLIFF file, a wrong code and a missing file are told in a line."""
    (tmp_path / "es.po").write_text("nonsense here", "utf-8")
    (tmp_path / "es.xlf").write_text("<nonsense>", "utf-8")
    for name in ("es.po", "es.xlf"):
        with pytest.raises(HandbookError, match="Export it again"):
            formats.read(tmp_path / name)
    with pytest.raises(HandbookError, match="LANG=es"):
        export.run(plain, argparse.Namespace(lang="en_US.UTF-8", format="po"))
    with pytest.raises(HandbookError, match="there is no such file"):
        import_.take(plain, "es", None)
    with pytest.raises(HandbookError, match="BRAND="):
        import_.take(Project(FROZEN), "es", None)


def test_build_of_nothing_translated_fails_in_words(tmp_path: Path) -> None:
    """A language that is offered without texts is a list of problems, and no site."""
    folder = tmp_path / "ours"
    (folder / "content").mkdir(parents=True)
    shutil.copy(SPANISH / "content" / "handbook.yml", folder / "content")
    brand = (SPANISH / "brand.yml").read_text("utf-8").replace("untranslated: shown", "untranslated: error")
    (folder / "brand.yml").write_text(brand, "utf-8")
    done = build(FROZEN / "mkdocs.yml", tmp_path / "site", folder)
    assert done.returncode and "has no text in es" in done.stderr + done.stdout and not (tmp_path / "site").exists()
