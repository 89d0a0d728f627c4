"""Every text of the content is on its page and every id on a page is in the content, in every language."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import expected
import jinja2
import lxml.html
import pdfs
import pytest

from macros import paths
from macros.checking import check
from macros.model.handbook import Handbook
from macros.model.views import View
from macros.paper import downloads
from macros.rendering import render

ROOT = paths.HOME
DEMO = ROOT / "tests" / "demo"
HANDBOOKS = {"default": ROOT, "demo": DEMO}
CONTENT = {name: expected.Content(root / "content") for name, root in HANDBOOKS.items()}
PAGES = [
    pytest.param(name, page, language, id=f"{name}/{page}[{language}]")
    for name, content in CONTENT.items()
    for page in content.pages
    for language in content.languages
]


def built(folder: Path, content: expected.Content, language: str) -> dict[str, str]:
    """Page id -> path of its HTML file, found by the heading that has the id."""
    found = {}
    for path in sorted((folder / language).rglob("index.html")):
        heading = lxml.html.fromstring(path.read_bytes()).find(".//article//h1")
        found[heading.get("id")] = path
    return found


@pytest.fixture(scope="session")
def sites(site: Path, demo_site: Path) -> dict[tuple[str, str], dict[str, Path]]:
    """(handbook, language) -> page id -> file."""
    folders = {"default": site, "demo": demo_site}
    return {(name, code): built(folders[name], content, code) for name, content in CONTENT.items() for code in content.languages}


@pytest.mark.parametrize(("name", "page", "language"), PAGES)
def test_page_shows_its_content(sites, name: str, page: str, language: str) -> None:
    """The built page holds every text in its own entry, and no id that the content does not have."""
    html = sites[name, language][page].read_text("utf-8")
    article = re.search(r"<article[^>]*>(.*)</article>", html, re.DOTALL)[1]
    assert expected.gaps(CONTENT[name], page, language, article) == []


@pytest.mark.parametrize(("name", "page", "language"), PAGES)
def test_page_has_title_and_description(sites, name: str, page: str, language: str) -> None:
    """<title>, description and canonical address are those of the page and the language."""
    document = lxml.html.fromstring(sites[name, language][page].read_bytes())
    content = CONTENT[name].pages[page]
    summary = CONTENT[name].brand.get("description", content["description"]) if page == "home" else content["description"]
    titles = document.findtext(".//title")
    assert CONTENT[name].brand["name"][language] in titles
    if page != "home":
        assert titles.startswith(expected.plain(content["title"][language]))
        assert document.find(".//link[@rel='canonical']").get("href").rstrip("/").endswith(content["slug"][language])
    for meta in ("name='description'", "property='og:description'"):
        assert document.find(f".//meta[@{meta}]").get("content") == expected.plain(summary[language])


@pytest.mark.parametrize("name", HANDBOOKS)
def test_pages_and_content_correspond(sites, name: str) -> None:
    """Every language has a page for each page, chapter and letter, and no other."""
    for language in CONTENT[name].languages:
        assert set(sites[name, language]) == set(CONTENT[name].pages)


@pytest.mark.parametrize("name", HANDBOOKS)
def test_every_page_is_linked(sites, name: str) -> None:
    """Each page stands in the menu, the foot, an index or a chapter; what is read in order is one chain of previous and next."""
    for language in CONTENT[name].languages:
        files, content = sites[name, language], CONTENT[name]
        links = {page: targets(path, "//a/@href") for page, path in files.items()}
        for page, path in files.items():
            assert sum(path in found for other, found in links.items() if other != page) >= 1, f"nothing links to {page}"
        chapters = [[page, *(f"{page}/{stage['id']}" for stage in content.pages[page]["stages"])] for page in content.settings["chapters"]]
        for row in ([page for pages in chapters for page in pages], content.settings["letters"]):
            for page, after in itertools.pairwise(row):
                assert targets(files[page], "//nav[@class='nearby']/a[@rel='next']/@href") == {files[after]}, page
                assert targets(files[after], "//nav[@class='nearby']/a[@rel='prev']/@href") == {files[page]}, after
            for page, after in itertools.pairwise(row):
                chapter, _, stage = page.partition("/")
                if stage and after != chapter and not after.startswith(f"{chapter}/"):  # its label says nothing beside another chapter
                    title = next(one["title"][language] for one in content.pages[chapter]["stages"] if one["id"] == stage)
                    said = lxml.html.fromstring(files[after].read_bytes()).xpath("string(//nav[@class='nearby']/a[@rel='prev'])")
                    assert said.endswith(expected.plain(title)), after


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_letter_is_listed_once(sites, name: str) -> None:
    """The list of letters has each of them in its group, or below the groups, and none twice."""
    for language in CONTENT[name].languages:
        listed = lxml.html.fromstring(sites[name, language]["letters"].read_bytes()).xpath("//article//li[@class='card']//a/@href")
        letters = [sites[name, language][letter["id"]] for letter in CONTENT[name].kinds["letters"]]
        found = [urljoin_file(sites[name, language]["letters"], link) for link in listed]
        assert sorted(found) == sorted(path.resolve() for path in letters)


def targets(path: Path, addresses: str) -> set[Path | None]:
    """The files that the addresses found by an XPath expression lead to."""
    return {urljoin_file(path, link) for link in lxml.html.fromstring(path.read_bytes()).xpath(addresses)}


def urljoin_file(path: Path, link: str) -> Path | None:
    """The file that a relative link of a page leads to."""
    address = link.partition("#")[0]
    if re.match(r"[a-z]+:", address) or not address:
        return None
    target = (path.parent / address).resolve()
    return target / "index.html" if address.endswith("/") else target


@pytest.mark.parametrize("name", HANDBOOKS)
def test_links_lead_somewhere(name: str, site: Path, demo_site: Path) -> None:
    """Every relative link of every page leads to a file of the site, and to an id that it has."""
    folder = {"default": site, "demo": demo_site}[name]
    ids = {path: set(lxml.html.fromstring(path.read_bytes()).xpath("//@id")) for path in folder.rglob("*.html")}
    for path in ids:
        if path.name == "404.html":
            continue  # its addresses are absolute: tests/browser opens them
        for link in lxml.html.fromstring(path.read_bytes()).xpath("//@href | //@src"):
            if re.match(r"[a-z]+:", link):
                continue
            target = urljoin_file(path, link) or path
            assert target.is_file(), f"{path}: {link}"
            anchor = link.partition("#")[2]
            assert not anchor or anchor in ids[target], f"{path}: {link}"


# Proof that the comparison can fail: templates with a hole in them ---------------------------

BLOCKS = ROOT / "overrides" / "blocks"
#: Expressions that show nothing of the content: interface strings, dates, addresses, drawing.
NO_CONTENT = re.compile(
    r"ui\(|feed\(|look\.|count\(|loop\.|-5 if|x\b|width|84|section\.kind|shown\.|.*\.(language|reviewed)\b|source\.id|anchor|page\.kind"
    r"|id$|tag$|tag\.id|asset\(|brand\.|view\.id|reminder\.(id|days)|.*slug|dates\.minutes|there|language\.locale|(chapter|worksheet)\.id"
)


#: Templates that show files, which tests/paper compares with them, and buttons, which tests/browser presses.
OF_FILES = (
    "offer.html",
    "downloads.html",
    "pdf.html",
    "epub.html",
    "path.html",
    "letter_files.html",
    "letter_tools.html",
    "onward.html",
    "back.html",
)
#: Templates of worksheets' pages: test_worksheet_pages.py compares them with the content and with the PDFs' fields.
OF_WORKSHEETS = ("worksheet.html", "keep.html", "chosen.html")
#: The form for brand.yml, whose words are its own: tests/browser/test_brand_form.py fills it in.
OF_FORM = ("form.html",)


def holes() -> Iterator[pytest.param]:
    """Each expression that shows content, and each end of each loop, with the template that lacks it."""
    for path in sorted(set(BLOCKS.glob("*.html")) - {BLOCKS / name for name in (*OF_FILES, *OF_WORKSHEETS, *OF_FORM)}):
        text = path.read_text("utf-8")
        cuts = [(match, "", match[0]) for match in re.finditer(r"\{\{ (.*?) \}\}", text) if not NO_CONTENT.match(match[1])]
        for match in re.finditer(r"(?<!95 90 60)\{% for (\w+) in (.+?) %\}", text):  # but not the way of path.html
            for part in ("[1:]", "[:-1]"):
                cuts.append((match, f"{{% for {match[1]} in (({match[2]})|list){part} %}}", match[0] + part))
        for match, instead, lost in cuts:
            line = text.count("\n", 0, match.start()) + 1
            yield pytest.param(path.name, text[: match.start()] + instead + text[match.end() :], id=f"{path.name}:{line}: {lost}")


@functools.cache
def demo() -> Handbook:
    return check.read(paths.Project(DEMO))


@functools.cache
def demo_pdfs() -> list[downloads.Pdf]:
    """The PDFs that the demo's pages offer."""
    project = paths.Project(DEMO)
    return pdfs.made(project, [sheet for sheet in pdfs.offered(project) if sheet.language == "en"])


def articles(templates: Path) -> dict[str, str]:
    """Page id -> article of the demo in its first language, rendered without MkDocs from these templates."""
    handbook = demo()
    renderer = render.Renderer(paths.Project(templates), handbook, "en")
    renderer.downloads = demo_pdfs()
    found: dict[str, str] = {}
    for template, pages in (
        ("article", handbook.pages),
        ("chapter", handbook.chapters),
        ("letter", handbook.letters),
        ("way", handbook.ways),
    ):
        found |= {page.id: renderer.block(template, page.id) for page in pages}
    found |= {page.id: renderer.block(page.kind, page.id) for page in renderer.addresses.pages.values() if isinstance(page, View)}
    for page, entries in (("chapters", handbook.chapters), ("letters", handbook.letters)):
        found[page] += renderer.block("pages", page, entries=entries)
    for page in ("glossary", "contributors"):
        found[page] += renderer.block(page, page)
    found["about"] += renderer.block("sources", "about", listed=[source.id for source in handbook.sources])
    return found


def all_gaps(found: dict[str, str]) -> list[str]:
    return [gap for page, html in found.items() for gap in expected.gaps(CONTENT["demo"], page, "en", html)]


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of templates over the library's: what was compiled without a hole in it serves every test."""
    folder = tmp_path_factory.mktemp("holes")
    (folder / "overrides" / "blocks").mkdir(parents=True)
    for name in ("docs", "content"):  # where the pictures are
        (folder / name).symlink_to(DEMO / name)
    return folder


def test_articles_are_whole_without_a_hole(over: Path) -> None:
    """The comparison below starts from articles that lack nothing."""
    assert all_gaps(articles(over)) == []


@pytest.mark.parametrize(("template", "text"), list(holes()))
def test_a_hole_in_a_template_is_found(template: str, text: str, over: Path) -> None:
    """Dropping any one field, or the first or last entry of any list, from any template turns the coverage red."""
    cut = over / "overrides" / "blocks" / template
    cut.write_text(text, "utf-8")
    try:
        assert all_gaps(articles(over)) != []
    except jinja2.UndefinedError:
        return  # the build itself stops
    finally:
        cut.unlink()
