"""The feed of a language says of each page when its texts last changed, as translations.lock knows, and nothing that it does not know."""

from __future__ import annotations

import datetime
import re
import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

import expected
import lxml.etree
import lxml.html
import pytest
from conftest import CHAPTER, build, demo, demo_content, edit

from macros import __main__ as command
from macros.checking import check, lock
from macros.paths import Project
from macros.rendering import feed
from macros.rendering.render import Renderer

FIRST, LATER = datetime.date(2026, 2, 1), datetime.date(2026, 3, 15)
ATOM = "{http://www.w3.org/2005/Atom}"
ROOT = "https://demo.example/handbook/"
BRAND = """name: {en: Ours, fr: Nôtre}
site_url: https://ours.example/
colours: {main: "#1b504b"}
organization: {name: {en: Ours & <b>, fr: Nôtre & <b>}}
licence: {name: {en: CC BY 4.0, fr: CC BY 4.0}, url: https://creativecommons.org/licenses/by/4.0/}
"""


class Entry(NamedTuple):
    """What the feed says of a page."""

    title: str
    day: str
    address: str
    summary: str


@pytest.fixture
def project(demo_site: Path, tmp_path: Path) -> Project:
    """The demo, its texts confirmed on a day."""
    project = Project(demo_content(tmp_path / "demo", ("looks", "pictures", "templates")))
    confirm(project, FIRST)
    return project


def confirm(project: Project, day: datetime.date) -> None:
    lock.write(*check.fresh(project), day)


def said(project: Project, language: str = "en") -> bytes:
    """The feed of a language, b"" where there is none."""
    return (feed.feed(Renderer(project, check.read(project), language)) or "").encode()


def entries(data: bytes) -> dict[str, Entry]:
    """Page id -> what a feed says of it, in the feed's order, once it is one by RFC 4287: each element that has to be there, once."""
    top = lxml.etree.fromstring(data)
    assert top.tag == f"{ATOM}feed" and top.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert top.findtext(f"{ATOM}author/{ATOM}name")
    identity = top.findtext(f"{ATOM}id")
    assert [link.get("href") for link in top.findall(f"{ATOM}link[@rel='self']")] == [identity]
    found = {}
    for element in (top, *top.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00Z", element.findtext(f"{ATOM}updated"))  # RFC 3339
        (link,) = element.findall(f"{ATOM}link[@rel='alternate']")
        if element is not top:
            page = element.findtext(f"{ATOM}id").removeprefix(f"{identity}#")
            assert page not in found
            texts = (element.findtext(f"{ATOM}{name}") for name in ("title", "updated", "summary"))
            title, day, summary = texts
            found[page] = Entry(title, day[:10], link.get("href"), summary)
    days = [entry.day for entry in found.values()]
    assert days == sorted(days, reverse=True) and top.findtext(f"{ATOM}updated")[:10] == days[0]
    return found


def days(data: bytes) -> dict[str, str]:
    return {page: entry.day for page, entry in entries(data).items()}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_feed_has_each_page_and_no_other(language: str, project: Project) -> None:
    """Every page, chapter, letter and way in of the content is in it once, with its title, its sentence and its address."""
    content, found = expected.Content(project.content), entries(said(project, language))
    pages = {page["id"]: page for listed in content.kinds.values() for page in listed}
    assert found.keys() == pages.keys() and len(pages) > 8
    for name, page in pages.items():
        entry = found[name]
        assert entry[:2] == (expected.plain(page["title"][language]), str(FIRST))
        assert entry.summary == expected.plain(page["description"][language])
        assert entry.address.startswith(f"{ROOT}{language}/")
        assert entry.address.endswith(f"/{page['slug'][language]}/" if "slug" in page else f"/{language}/")


@pytest.mark.parametrize(
    ("file", "old", "new", "page"),
    [
        (CHAPTER, "Take an early bus.", "Take a late bus.", "job-interview"),
        ("content/letters/ask.yml", None, None, "ask"),
        ("content/pages/home.yml", None, None, "home"),
        ("content/ways/tomorrow.yml", None, None, "tomorrow"),
        ("content/glossary.yml", None, None, "glossary"),
        ("content/contributors.yml", None, None, "contributors"),
    ],
    ids=["chapter", "letter", "page", "way", "glossary", "contributors"],
)
def test_a_change_gives_its_page_a_day_once_it_is_confirmed(file: str, old: str, new: str, page: str, project: Project) -> None:
    """Of all pages that one is first in both languages, on the day of the confirmation; before, nothing is later than it was."""
    path = project.root / file
    if old:
        edit(path, old, new)
    else:  # the first sentence that the file has in English
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(\ben: \"?)([A-Z])", r"\1Now \2", text, count=1), "utf-8")
        assert path.read_text("utf-8") != text
    assert max(days(said(project)).values()) == str(FIRST)
    confirm(project, LATER)
    for language in ("en", "fr"):
        assert {name: day for name, day in days(said(project, language)).items() if day != str(FIRST)} == {page: str(LATER)}
        assert next(iter(entries(said(project, language)))) == page


def test_moving_a_page_changes_neither_its_id_nor_its_day(project: Project) -> None:
    """A page with another address is the same entry; the order of items says nothing."""
    before = entries(said(project))
    edit(project.content / "letters" / "ask.yml", "slug: {en: ", "slug: {en: moved-")
    after = entries(said(project))
    assert after.keys() == before.keys() and after["ask"].address != before["ask"].address and after["ask"].day == before["ask"].day


def test_no_clock_and_the_same_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed is the same on any day, in any folder, whatever git says."""
    before = said(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    shutil.move(project.root, project.root.with_name("moved"))
    assert said(Project(project.root.with_name("moved"))) == before


@pytest.mark.parametrize("text", [None, "", "# nothing\n", "damaged\nchapters/job-interview/title day=never en:12 fr:34\n"])
def test_without_a_day_there_is_no_feed(text: str | None, project: Project) -> None:
    """Where nothing is known, nothing is said, and no page leads to it."""
    project.lock.unlink()
    if text is not None:
        project.lock.write_text(text, "utf-8")
    assert said(project) == b""
    renderer = Renderer(project, check.read(project), "en")
    assert renderer.feed() is None and "changes.xml" not in renderer.block("article", "about")


def test_an_organizations_texts_have_the_days_of_its_own_lock(project: Project, tmp_path: Path) -> None:
    """Ours have the days of our lock; a page of theirs is in the feed once they have confirmed it, and says whose feed it is."""
    ours = tmp_path / "ours"
    (ours / "content" / "pages").mkdir(parents=True)
    (ours / "brand.yml").write_text(BRAND, "utf-8")
    texts = "title: {en: News, fr: Nouvelles}\nslug: {en: news, fr: nouvelles}\ndescription: {en: Ours., fr: À nous.}\n"
    (ours / "content" / "pages" / "news.yml").write_text(f"id: news\n{texts}after: glossary\n", "utf-8")
    (ours / "content" / "pages" / "home.yml").write_text("title: {en: Ours, fr: Nôtre}\n", "utf-8")
    both = Project.of(project.root, ours)
    before = entries(said(both))
    assert "news" not in before and before["home"] == Entry("Ours", str(FIRST), "https://ours.example/en/", before["home"].summary)
    confirm(both, LATER)
    assert {page: day for page, day in days(said(both)).items() if day != str(FIRST)} == {"news": str(LATER), "home": str(LATER)}
    assert lxml.etree.fromstring(said(both)).findtext(f"{ATOM}author/{ATOM}name") == "Ours & <b>"
    assert b"demo.example" not in said(both)


def test_another_language_has_a_feed_of_its_own(project: Project, tmp_path: Path) -> None:
    """A translation has the days of the texts that it is of, and of what its organization has confirmed; its titles are its own."""
    ours = tmp_path / "ours"
    (ours / "content" / "pages").mkdir(parents=True)
    (ours / "brand.yml").write_text(f"{BRAND}languages: [es, en, fr]\nuntranslated: shown\n", "utf-8")
    (ours / "content" / "handbook.yml").write_text("languages: [{code: es, locale: es-419, name: Español}]\n", "utf-8")
    (ours / "content" / "pages" / "glossary.yml").write_text("title: {es: Glosario}\nslug: {es: glosario}\n", "utf-8")
    both = Project.of(project.root, ours)
    before = entries(said(both, "es"))
    assert before.keys() == entries(said(project)).keys() - {"brand-form"} and {entry.day for entry in before.values()} == {str(FIRST)}
    assert before["glossary"][:3] == ("Glosario", str(FIRST), "https://ours.example/es/glosario/")
    (ours / "content" / "pages" / "home.yml").write_text("title: {es: Nuestra guía, en: Ours, fr: Nôtre}\n", "utf-8")
    confirm(both, LATER)
    assert {page for page, entry in entries(said(both, "es")).items() if entry.day == str(LATER)} == {"home"}


@pytest.fixture(scope="module")
def site(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the demo with a lock, pages alone."""
    folder = demo(tmp_path_factory.mktemp("dated") / "handbook")
    confirm(Project(folder), FIRST)
    done = build(folder / "mkdocs.yml", folder / "site", pdfs=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_the_site_leads_to_its_feed(site: Path) -> None:
    """About says so to people, About and the list of chapters to programs, by the address on the Web; no other page has a byte of it."""
    project = Project(site.parent)
    for language, told in (("en", {"about", "chapters"}), ("fr", {"a-propos", "chapitres"})):
        assert (site / language / "changes.xml").read_bytes() == said(project, language)
        address = f"{ROOT}{language}/changes.xml"
        assert lxml.etree.fromstring(said(project, language)).findtext(f"{ATOM}id") == address
        leading = {path: path.read_text("utf-8") for path in (site / language).rglob("*.html") if "changes.xml" in path.read_text("utf-8")}
        assert {path.parent.relative_to(site / language).as_posix() for path in leading} == told
        for path, html in leading.items():
            (link,) = lxml.html.fromstring(html).xpath("//head/link[@type='application/atom+xml']")
            assert (link.get("rel"), link.get("href")) == ("alternate", address) and link.get("title").startswith(("Demo – ", "Démo – "))
            seen = lxml.html.fromstring(html).xpath("//article//section[h2/@id='changes']/p/a/@href")
            assert seen == ([address] if path.parent.name in ("about", "a-propos") else [])


def test_only_the_server_has_it(site: Path) -> None:
    """Neither the service worker nor the offline edition keeps it."""
    assert "changes.xml" not in (site / "en" / "sw.js").read_text("utf-8")
    assert command.main(["--project", str(site.parent), "offline"]) == 0
    with zipfile.ZipFile(site.with_name("handbook-offline.zip")) as archive:
        assert [name for name in archive.namelist() if name.endswith(".xml")] == []
