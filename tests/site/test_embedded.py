"""Pages for frames of other sites: which there are, what they hold, and that nothing of the handbook knows of them."""

from __future__ import annotations

import copy
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from conftest import BRANDS, FROZEN, build, differing, edit, tree
from expected import Content

from macros.checking import check
from macros.commands import hosting, offline
from macros.commands.parts import frames
from macros.paths import HOME, Project
from macros.rendering.render import Renderer
from macros.site import embedded

ONTARIO = Project.of(FROZEN, BRANDS / "ontario")
LANGUAGES = ("en", "fr")


@pytest.fixture(scope="module")
def renderers() -> dict[str, Renderer]:
    handbook = check.read(ONTARIO)
    return {code: Renderer(ONTARIO, handbook, code) for code in LANGUAGES}


@pytest.fixture(scope="module")
def site(branded: Callable[[str], Path]) -> Path:
    return branded("ontario")


def test_without_frame_ancestors_there_is_nothing(frozen_site: Path) -> None:
    """No page, no script, no style, and no word of any."""
    assert [path for path in frozen_site.rglob("*") if "embed" in path.name] == []
    pages = [path for path in frozen_site.rglob("*") if path.suffix in (".html", ".js", ".css")]
    assert [path for path in pages if "embed.html" in (said := path.read_text("utf-8")) or "assets/embed" in said] == []
    assert "X-Frame-Options: DENY" in (frozen_site / "_headers").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_which_pages_have_one(site: Path, language: str) -> None:
    """A chapter, each of its stages and worksheets, each letter, and the list of worksheets; not the whole chapter, nor any other page."""
    content = Content(FROZEN / "content")
    (chapter,) = [one for one in content.kinds["chapters"] if one["id"] == "informational-interviewing"]
    top = {"en": "chapters", "fr": "chapitres"}[language] + f"/{chapter['slug'][language]}"
    stages = [f"{top}/{stage['slug'][language]}" for stage in chapter["stages"]]
    word = content.interface["file-worksheet"][language]
    sheets = [f"{top}/{word}-{sheet['slug'][language]}" for sheet in chapter["worksheets"]]
    found = {path.parent.relative_to(site / language).as_posix() for path in (site / language).rglob("embed.html")}
    letters = {path.parent.relative_to(site / language).as_posix() for path in (site / language).glob("let*/*/index.html")}
    assert letters and found == {top, *stages, *sheets, *letters, {"en": "print", "fr": "imprimer"}[language]}


def words(article: lxml.html.HtmlElement) -> str:
    """An article's words, without those that only one of the two pages has."""
    article = copy.deepcopy(article)
    for element in article.xpath(".//*[contains(@class, 'keep')] | .//button[contains(@class, 'mark')] | .//p[@data-kept]"):
        element.drop_tree()
    return " ".join(re.sub(r" \((opens a new tab|ouvre un nouvel onglet)\)", "", article.text_content()).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_says_what_its_page_says(site: Path, language: str) -> None:
    """The content of the page and nothing of what stands around it; for search engines it is that page; no other host is asked."""
    for path in sorted((site / language).rglob("embed.html")):
        framed, page = (lxml.html.parse(str(path.with_name(name))).getroot() for name in ("embed.html", "index.html"))
        assert words(framed.find(".//article")) == words(page.find(".//article")), path
        body = [(element.tag, element.get("class")) for element in framed.find("body")]
        assert body == [("main", "page"), ("footer", "from")]
        (canonical,) = framed.xpath("//link[@rel='canonical']/@href")
        assert [canonical] == page.xpath("//link[@rel='canonical']/@href") and canonical.endswith("/")
        assert framed.xpath("//meta[@name='robots']/@content") == ["noindex"] and not framed.xpath("//script[contains(@src, 'handbook.')]")
        assert framed.get("lang") == page.get("lang") and framed.findtext(".//title") == page.findtext(".//title")
        assert "data-worker" not in (said := path.read_text("utf-8")) and "data-keep=" not in said and "data-done" not in said
        assert all((path.parent / file).is_file() for file in framed.xpath("//head//@src | //link[@rel='stylesheet']/@href"))


def test_nothing_else_knows_of_them(site: Path, renderers: dict[str, Renderer], tmp_path: Path) -> None:
    """No sitemap, search, service worker, feed or data names them, and no page links to them; the offline edition has none."""
    for path in (path for path in site.rglob("*") if path.suffix in (".xml", ".json", ".js", ".html", ".css")):
        if not path.name.startswith("embed."):
            assert "embed.html" not in path.read_text("utf-8"), path
    offline.write([*renderers.values()], site, tmp_path / "offline.zip")
    with zipfile.ZipFile(tmp_path / "offline.zip") as archive:
        assert [name for name in archive.namelist() if "embed" in name] == []


def test_a_worker_leaves_them_alone(handbook: Path, tmp_path: Path) -> None:
    """Where a brand keeps pages for reading without internet, it keeps none of these; two builds give the same bytes."""
    edit(handbook / "content" / "brand.yml", "colours:", 'frame_ancestors: ["https://hospital.example"]\ncolours:')
    for name in ("one", "two"):
        assert build(handbook / "mkdocs.yml", tmp_path / name, pdfs=False).returncode == 0
    found = tree(tmp_path / "one")
    assert differing(found, tree(tmp_path / "two")) == []
    assert "en/chapters/job-interview/embed.html" in found and b"chapters/job-interview/" in found["en/sw.js"]
    assert not any(b"embed" in found[f"{code}/sw.js"] for code in LANGUAGES)


LINKS = {  # as it stands on the page of a stage -> where it leads in the frame; a new tab where it is None
    'href="../ask/"': 'href="../ask/embed.html"',
    'class="x" href="../ask/#likes"': 'class="x" href="../ask/embed.html#likes"',
    'href="./"': 'href="./embed.html"',
    'href="../../../letters/thank-you/"': 'href="../../../letters/thank-you/embed.html"',
    'href="#likes"': 'href="#likes"',
    'href="mailto:x@y.example"': 'href="mailto:x@y.example"',
    'href="tel:+1"': 'href="tel:+1"',
    'href="../x.pdf" download': 'href="../x.pdf" download',
    'target="_blank" href="./"': 'target="_blank" href="./"',
    'id="no-link"': 'id="no-link"',
    'href="../../../glossary/#occupation"': None,
    'href="../../../"': None,
    'href="https://a.example/chapters/"': None,
    'title="a > b" rel="license" href="../../../handbook.json"': None,
}


@pytest.mark.parametrize("said", LINKS)
def test_where_a_link_leads(renderers: dict[str, Renderer], said: str) -> None:
    """To pages for frames within the frame, to all else beside it; what is no way out of the page stays as it is."""
    led = embedded.led(f"<p><a {said}>one <b>two</b></a>.</p>", renderers["en"], "informational-interviewing/prepare")
    if LINKS[said]:
        assert led == f"<p><a {LINKS[said]}>one <b>two</b></a>.</p>"
    else:
        (link,) = lxml.html.fromstring(led).iterfind(".//a")
        assert link.get("target") == "_blank" and "noopener" in link.get("rel").split() and link.get("href") in said
        assert link.text_content() == "one two (opens a new tab)"


def test_words_for_a_new_tab_are_in_the_pages_language(renderers: dict[str, Renderer]) -> None:
    led = embedded.led('<a lang="en" href="https://a.example/">Work</a>', renderers["fr"], "informational-interviewing")
    assert lxml.html.fromstring(led).find("span").get("lang") == "fr-CA"


def test_the_list_of_codes(site: Path, renderers: dict[str, Renderer]) -> None:
    """A frame and a card for each page in each language, ready to paste: every frame has a title, every address is a page's."""
    page = lxml.html.fromstring(frames.page([*renderers.values()]))
    codes = [lxml.html.fragment_fromstring(code) for code in page.xpath("//details//textarea/text()")]
    framed = [code for code in codes if code.tag == "iframe"]
    top = "https://work.lakeshore.example/your-way/"
    places = {f"{top}{path.relative_to(site).as_posix()}" for path in site.rglob("embed.html")}
    assert {frame.get("src") for frame in framed} == places and len(framed) == len(places)
    for frame in framed:
        assert frame.get("title").endswith({"en-CA": "Back to Work, Your Way", "fr-CA": "Le travail, à votre façon"}[frame.get("lang")])
    cards = [code for code in codes if code.tag == "p"]
    assert {card.find(".//a").get("href") + "embed.html" for card in cards} == places
    assert sum(bool(re.search("minutes? (to read|de lecture)", card.text_content())) for card in cards) == 10  # the chapter and its stages
    assert not any(card.xpath(".//script | .//@style | .//@class") for card in cards)
    (script,) = page.xpath("//main/label/textarea/text()")
    assert '"https://work.lakeshore.example"' in script
    assert frames.page([Renderer(Project(FROZEN), check.read(Project(FROZEN)), "en")]) is None


def test_the_script_is_the_documented_one(renderers: dict[str, Renderer]) -> None:
    """Whoever pastes it from HOSTING.md has the same."""
    (script,) = lxml.html.fromstring(frames.page([*renderers.values()])).xpath("//main/label/textarea/text()")
    said = script.strip().replace("https://work.lakeshore.example", "https://example.org")
    assert f"```html\n{said}\n<iframe " in (HOME / "HOSTING.md").read_text("utf-8")


def test_make_hosting_writes_the_list(handbook: Path) -> None:
    """Beside the configurations, where sites may frame; once none may any more it is gone."""
    brand, written = handbook / "content" / "brand.yml", handbook / "hosting" / hosting.FRAMES
    (handbook / "site").mkdir()
    edit(brand, "colours:", 'frame_ancestors: ["https://hospital.example"]\ncolours:')
    assert "7 files" in hosting.run(Project(handbook), None) and "https://demo.example/handbook/en/letters/" in written.read_text("utf-8")
    edit(brand, 'frame_ancestors: ["https://hospital.example"]\n', "")
    assert "6 files" in hosting.run(Project(handbook), None) and not written.exists()


def test_the_data_says_who_may(site: Path) -> None:
    """As it does of whatever else brand.yml says."""
    assert json.loads((site / "en" / "handbook.json").read_text("utf-8"))["brand"]["frame_ancestors"] == [
        "https://lakeshore.example",
        "https://*.lakeshore.example",
        "http://localhost:8080",
    ]
