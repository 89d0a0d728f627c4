"""A third language is an overlay: given to translators and taken back whole, checked on the way in, and complete or not."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pdfs
import pikepdf
import polib
import pytest
import yaml
from conftest import BRANDS, DEMO, FROZEN, build, edit, pdf_pages

from macros.checking import check
from macros.commands import export, import_
from macros.commands.parts import formats
from macros.model import untranslated
from macros.model.handbook import Handbook
from macros.model.texts import Slugs, Text, Words
from macros.model.tree import walk
from macros.paths import Project
from macros.problems import ContentError, HandbookError
from macros.rendering import render

SPANISH = BRANDS / "espanol"


@pytest.fixture
def ours(tmp_path: Path) -> Project:
    """A folder with the Spanish pack's brand and languages, and no Spanish text."""
    shutil.copytree(SPANISH, tmp_path / "ours")
    for path in (tmp_path / "ours" / "content").rglob("*.yml"):
        if path.name != "handbook.yml":
            path.unlink()
    return Project.of(FROZEN, tmp_path / "ours")


def test_spanish_is_complete() -> None:
    """The pack has every text of the frozen handbook in Spanish, and changes none of ours."""
    project = Project.of(FROZEN, SPANISH)
    handbook, default = check.read(project), check.read(Project(FROZEN))
    assert [language.code for language in handbook.settings.languages] == ["es", "en", "fr"]
    for (path, part), (_, old) in zip(*(_texts(one) for one in (handbook, default)), strict=True):
        assert "es" in part.root and {code: part.root[code] for code in ("en", "fr")} == old.root, path
    python = [path for path in SPANISH.rglob("*") if path.suffix not in (".yml", "")]
    assert python == []


def _texts(handbook: Handbook) -> list[tuple[tuple, Text]]:
    fields = {name: value for name, value in handbook.__dict__.items() if name not in ("brand", "origin", "settings")}
    return [(path, part) for path, part in walk(fields) if isinstance(part, (Text, Slugs, Words))]


@pytest.fixture
def plain(tmp_path: Path) -> Project:
    """A folder with a brand in English and French."""
    shutil.copytree(BRANDS / "longest", tmp_path / "plain")
    return Project.of(FROZEN, tmp_path / "plain")


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_a_round_trip_loses_nothing(ours: Project, tmp_path: Path, form: str) -> None:
    """The Spanish pack, exported and taken into an empty folder, is the same handbook again; a second time changes nothing."""
    shutil.copytree(SPANISH, tmp_path / "theirs")
    export.run(Project.of(FROZEN, tmp_path / "theirs"), argparse.Namespace(lang="es", format=form))
    ending = ".po" if form == "po" else ".xlf"
    (ours.overlay / "translations").mkdir()
    shutil.copy(tmp_path / "theirs" / "translations" / f"es{ending}", ours.overlay / "translations")
    said, sound = import_.take(ours, "es", None)
    assert sound and "Not translated yet" not in said
    assert check.fresh(ours)[1] == check.fresh(Project.of(FROZEN, SPANISH))[1]
    again, _ = import_.take(ours, "es", ours.overlay / "translations" / f"es{ending}")
    assert again.startswith("0 translations written")


def test_every_kind_of_text_comes_back(tmp_path: Path) -> None:
    """Texts of every kind that authors may write, those of asides, rows, marks and cells too, are exported and find their places again."""
    shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns(".cache"))
    (tmp_path / "ours").mkdir()
    brand = (DEMO / "content" / "brand.yml").read_text("utf-8")
    (tmp_path / "ours" / "brand.yml").write_text(f"{brand}languages: [en, fr, es]\n", "utf-8")
    shutil.copytree(DEMO / "content" / "assets", tmp_path / "ours" / "assets")
    project = Project.of(tmp_path / "demo", tmp_path / "ours")
    export.run(project, argparse.Namespace(lang="es", format="po"))
    file = polib.pofile(str(project.overlay / "translations" / "es.po"))
    for entry in file:
        entry.msgstr = entry.msgstr or (entry.msgid if _ADDRESS.fullmatch(entry.msgid) else f"{entry.msgid} del")
    file.save()
    said, sound = import_.take(project, "es", None)
    assert sound and "Not translated yet" not in said, said
    texts = [part for _, part in walk(check.read(project).chapters) if isinstance(part, Text)]
    assert len(texts) > 100 and all(text["es"].removesuffix(" del") == text["en"] for text in texts)


#: What stands in an address, and is the same in every language.
_ADDRESS = re.compile(r"[a-z0-9-]+|\w+:\S+|assets/\S+")


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


def test_files_that_are_none(ours: Project, tmp_path: Path) -> None:
    """What is no PO or XLIFF file, a wrong code and a missing file are told in a line."""
    (tmp_path / "es.po").write_text("nonsense here", "utf-8")
    (tmp_path / "es.xlf").write_text("<nonsense>", "utf-8")
    for name in ("es.po", "es.xlf"):
        with pytest.raises(HandbookError, match="Export it again"):
            formats.read(tmp_path / name)
    with pytest.raises(HandbookError, match="LANG=es"):
        export.run(ours, argparse.Namespace(lang="en_US.UTF-8", format="po"))
    with pytest.raises(HandbookError, match="there is no such file"):
        import_.take(Project.of(FROZEN, SPANISH), "es", None)
    with pytest.raises(HandbookError, match="BRAND="):
        import_.take(Project(FROZEN), "es", None)


# Not everything translated -------------------------------------------------------------------


@pytest.fixture
def partly(tmp_path: Path) -> Callable[[str], Project]:
    """The Spanish pack without one question, one term and one paragraph, and what its brand says of that."""

    def make(choice: str) -> Project:
        folder = tmp_path / choice
        shutil.copytree(SPANISH, folder)
        edit(folder / "brand.yml", "untranslated: shown", f"untranslated: {choice}")
        chapter = folder / "content" / "chapters" / "informational-interviewing.yml"
        data = yaml.safe_load(chapter.read_text("utf-8"))
        ask = next(section for section in data["sections"] if section["id"] == "ask")
        ask["items"] = [item for item in ask["items"] if item["id"] != "typical-day"]
        chapter.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
        glossary = folder / "content" / "glossary.yml"
        terms = [term for term in yaml.safe_load(glossary.read_text("utf-8")) if term["id"] != "network"]
        glossary.write_text(yaml.safe_dump(terms, allow_unicode=True), "utf-8")
        return Project.of(FROZEN, folder)

    return make


def test_by_default_a_lacking_text_is_a_mistake(partly: Callable[[str], Project]) -> None:
    with pytest.raises(ContentError) as error:
        check.read(partly("error"))
    assert any("question \"typical-day\": 'ask' has no text in es" in line for line in error.value.lines)


def test_a_lacking_text_is_shown_with_a_notice(partly: Callable[[str], Project]) -> None:
    """`shown`: the text stands in the first language, and the page says so; pages that are whole do not."""
    project = partly("shown")
    handbook = check.read(project)
    renderer = render.Renderer(project, handbook, "es")
    page = lxml.html.fromstring(renderer.block("chapter", "informational-interviewing"))
    assert "What do you do on a typical day?" in page.text_content() or page.get_element_by_id("typical-day").text_content().strip()
    assert page.find_class("notice")[0].text_content() == handbook.interface["not-translated"]["es"]
    assert not lxml.html.fromstring(renderer.block("letter", "thank-you")).find_class("notice")
    for language in ("en", "fr"):
        assert "notice" not in render.Renderer(project, handbook, language).block("chapter", "informational-interviewing")


def test_a_lacking_text_is_left_out(partly: Callable[[str], Project]) -> None:
    """`left-out`: the item and the term are not there in that language, and a link to the term leads to its page."""
    project = partly("left-out")
    handbook = check.read(project)
    renderer = render.Renderer(project, handbook, "es")
    page = lxml.html.fromstring(renderer.block("chapter", "informational-interviewing"))
    assert not page.xpath("//*[@id='typical-day']") and page.xpath("//*[@id='background']") and not page.find_class("notice")
    links = page.xpath("//a[contains(@href, 'glosario')]/@href")
    assert links and not any(link.endswith("#network") for link in links)
    assert "typical-day" in render.Renderer(project, handbook, "en").block("chapter", "informational-interviewing")
    assert len(renderer.handbook.terms) == len(handbook.terms) - 1
    assert untranslated.spoken(handbook, "en") == handbook


def test_spanish_is_built(branded: Callable[[str], Path]) -> None:
    """The site has three languages, Spanish first: pages, dates, worksheets, and each page in all three."""
    site = branded("espanol")
    page = lxml.html.fromstring((site / "es" / "capitulos" / "entrevista-informativa" / "index.html").read_bytes())
    assert page.get("lang") == "es-419" and "de noviembre de 2026" in page.text_content()
    assert {link.get("hreflang") for link in page.xpath("//link[@rel='alternate']")} == {"es-419", "en-CA", "fr-CA", "x-default"}
    assert [link.text for link in page.xpath("//ul[@class='languages']//a")] == ["English", "Français"]
    project = Project.of(FROZEN, SPANISH)
    (pdf,) = pdfs.made(project, [next(sheet for sheet in pdfs.offered(project) if sheet.language == "es")])
    with pikepdf.open(pdf.path) as document:
        assert document.Root.Lang == "es-419"
    assert pdf.sheet.file.startswith("entrevista-informativa-") and "Se basa en" in pdf_pages(pdf.path)[-1]


def test_build_of_nothing_translated_fails_in_words(tmp_path: Path) -> None:
    """A language that is offered without texts is a list of problems, and no site."""
    folder = tmp_path / "ours"
    (folder / "content").mkdir(parents=True)
    shutil.copy(SPANISH / "content" / "handbook.yml", folder / "content")
    brand = (SPANISH / "brand.yml").read_text("utf-8").replace("untranslated: shown", "untranslated: error")
    (folder / "brand.yml").write_text(brand, "utf-8")
    done = build(FROZEN / "mkdocs.yml", tmp_path / "site", folder)
    assert done.returncode and "has no text in es" in done.stderr + done.stdout and not (tmp_path / "site").exists()
