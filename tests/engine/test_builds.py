"""One build gives both languages, and only a good one replaces the site."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import expected
import lxml.html
import pytest
import yaml
from conftest import FROZEN, ROOT, build, edit, tree

from macros.checking import check
from macros.paper import downloads
from macros.paths import Project
from macros.problems import ContentError, HandbookError
from macros.reading import snapshot
from macros.reading.load import Reader

CONTENT = expected.Content(FROZEN / "content")
HOSTILE = " <script>alert(x)</script><img src=x onerror=alert(x)> {{ config.site_name }} {% endraw %} </script> ## x <!-- "


def head(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(path.read_bytes()).find(".//head")


# What a build gives --------------------------------------------------------------------------


def test_alternates_are_reciprocal(frozen_site: Path) -> None:
    """Each page names its counterpart in every language and x-default; the counterpart names it back."""
    found = {}
    for path in frozen_site.rglob("index.html"):
        if path.parent != frozen_site:
            links = head(path).findall("link[@rel='alternate']")
            own = head(path).find("link[@rel='canonical']").get("href")
            found[own] = {link.get("hreflang"): link.get("href") for link in links}
    assert len(found) == len(CONTENT.pages) * 2
    for own, alternates in found.items():
        assert set(alternates) == {"en-CA", "fr-CA", "x-default"}
        assert own in alternates.values()
        for language in ("en-CA", "fr-CA"):
            assert found[alternates[language]] == alternates


def test_sitemaps_list_every_page(frozen_site: Path) -> None:
    """The index names a sitemap per language; each lists exactly the canonical addresses of the pages that search engines may list."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = [element.text for element in ElementTree.parse(frozen_site / "sitemap.xml").iter(f"{space}loc")]
    assert [address.split("/")[-2:] for address in index] == [["en", "sitemap.xml"], ["fr", "sitemap.xml"]]
    for language in ("en", "fr"):
        listed = {element.text for element in ElementTree.parse(frozen_site / language / "sitemap.xml").iter(f"{space}loc")}
        heads = [head(path) for path in (frozen_site / language).rglob("index.html")]
        open_ = [one for one in heads if one.find("meta[@name='robots']") is None]
        assert listed == {one.find("link[@rel='canonical']").get("href") for one in open_} and len(open_) == len(heads) - 1


def test_structured_data(frozen_site: Path) -> None:
    """A chapter is an Article with breadcrumbs, and a list of steps a HowTo on its stage's page, in its own language."""
    chapters = (("en", "chapters/informational-interviewing", "prepare"), ("fr", "chapitres/entrevue-d-information", "preparation"))
    for language, chapter, stage in chapters:
        path = frozen_site / language / chapter
        breadcrumbs, article = structured(path)
        assert [breadcrumbs["@type"], article["@type"]] == ["BreadcrumbList", "Article"] and len(breadcrumbs["itemListElement"]) == 3
        assert article["inLanguage"] == f"{language}-CA" and article["author"][0]["@type"] == "Organization"
        breadcrumbs, prepare = structured(path / stage)
        assert prepare["@type"] == "HowTo" and len(breadcrumbs["itemListElement"]) == 4 and len(prepare["step"]) == 3
        ids = lxml.html.fromstring((path / stage / "index.html").read_bytes()).xpath("//@id")
        assert all(
            step["url"] == f"https://handbook.example/{language}/{chapter}/{stage}/#{step['url'].partition('#')[2]}"
            for step in prepare["step"]
        )
        assert all(step["url"].partition("#")[2] in ids for step in prepare["step"])


def structured(folder: Path) -> list[dict]:
    """What a page says to other machines."""
    return [json.loads(script.text) for script in head(folder / "index.html").findall("script[@type='application/ld+json']")]


def test_headings_are_in_the_tables_of_contents(frozen_site: Path) -> None:
    """Every h2 and h3 of a chapter that has an id is in the list of the page's contents."""
    document = lxml.html.fromstring((frozen_site / "en/chapters/informational-interviewing/whole-chapter/index.html").read_bytes())
    headings = document.xpath("//article//*[self::h2 or self::h3][@id and not(ancestor::nav)]/@id")
    listed = [link[1:] for link in document.xpath("//nav[contains(@class, 'toc')]//a/@href")]
    sections = CONTENT.pages["informational-interviewing/whole"]["sections"]
    assert {section["id"] for section in sections} < set(headings) and [name for name in listed if name in headings] == headings


def test_nothing_unused_is_shipped(frozen_site: Path) -> None:
    """No source maps, no scripts of the theme, no template parts."""
    names = [path.relative_to(frozen_site).as_posix() for path in frozen_site.rglob("*") if path.is_file()]
    assert [name for name in names if name.endswith(".map") or "bundle" in name or "lunr" in name or "/partials/" in name] == []


def test_pages_without_pdfs(handbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HANDBOOK_PDFS=none makes and offers no PDF, and the next build has them all; what it does not know is told."""
    for pdfs in (False, True):
        assert build(handbook / "mkdocs.yml", tmp_path / "site", pdfs=pdfs).returncode == 0
        for kind in ("pdf", "epub"):
            assert bool(list((tmp_path / "site").rglob(f"*.{kind}"))) is pdfs
            assert any(f'.{kind}"' in path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")) is pdfs
    monkeypatch.setenv("HANDBOOK_PDFS", "some")
    with pytest.raises(HandbookError, match='HANDBOOK_PDFS is "some", expected "none"'):
        downloads.offer(Project(handbook), [], "https://demo.example/")


#: Types of scripts that browsers do not run.
DATA = ("application/ld+json", "application/json")


def test_hostile_texts_are_inert(handbook: Path, tmp_path: Path) -> None:
    """HTML, Jinja and Markdown in every text of every file come out as text, in pages, attributes, JSON-LD and data.

    The check refuses marks of HTML; here it has none to say, so that what renders texts is tried by itself.
    """
    for path in (handbook / "content").rglob("*.yml"):
        path.write_text(yaml.safe_dump(poison(yaml.safe_load(path.read_text("utf-8"))), allow_unicode=True), "utf-8")
    interface = yaml.safe_load((ROOT / "content" / "interface.yml").read_text("utf-8"))
    (handbook / "content" / "interface.yml").write_text(yaml.safe_dump(poison(interface), allow_unicode=True), "utf-8")
    with pytest.raises(ContentError, match="a mark of HTML"):
        check.read(Project(handbook))
    reader = Reader(Project(handbook))
    reader.read()
    snapshot.keep(Project(handbook), snapshot.key(Project(handbook)), reader)
    done = build(handbook / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (tmp_path / "site").rglob("*.html"):
        text = path.read_text("utf-8")
        document = lxml.html.fromstring(text)
        assert "{{ config.site_name }}" in text, path
        assert all(script.get("src") or script.get("type") in DATA for script in document.iter("script")), path
        assert not document.xpath("//@onerror | //img[@src='x']"), path
        for script in document.xpath("//script[@type]"):
            assert script.get("type") == "module" or json.loads(script.text)


def poison(node: object) -> object:
    """Every text per language with something hostile at its end."""
    if isinstance(node, dict):
        texts = set(node) == {"en", "fr"} and all(isinstance(value, str) for value in node.values())
        plain = texts and all(re.fullmatch(r"[a-z0-9-]+|assets/\S+|(ref|https):\S+", value) for value in node.values())
        return {key: value + HOSTILE if texts and not plain else poison(value) for key, value in node.items()}
    return [poison(value) for value in node] if isinstance(node, list) else node


# What a failing build leaves -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("content/chapters/job-interview.yml", "kind: tips", "kind: tip", "content/chapters/job-interview.yml:"),
        ("docs/about.md", "article()", "artcle()", "artcle"),
        ("docs/chapters/job-interview.md", "chapter()", "section('nowhere')", "nowhere"),
        ("docs/index.md", "{{ article() }}", "{{ article() }} [x](nowhere.md)", "nowhere.md"),
    ],
    ids=["content", "macro", "section", "link"],
)
def test_only_a_good_build_replaces_the_site(handbook: Path, tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    """A mistake anywhere fails the build, says where, and leaves the last good site byte for byte."""
    folder = tmp_path / "site"
    assert build(handbook / "mkdocs.yml", folder).returncode == 0
    before = tree(folder)
    edit(handbook / file, old, new)
    done = build(handbook / "mkdocs.yml", folder)
    assert done.returncode != 0 and said in done.stdout + done.stderr
    assert tree(folder) == before
    assert [path.name for path in tmp_path.iterdir() if "building" in path.name or "previous" in path.name] == []


def test_a_mistake_in_one_language_only_fails_the_build(handbook: Path, tmp_path: Path) -> None:
    """The process of the other language fails the whole build when a template cannot be rendered in it."""
    folder = handbook / "overrides" / "blocks"
    folder.mkdir(parents=True)
    (folder / "glossary.html").write_text("{{ nothing.at.all if language.code == 'fr' else '<p>x</p>' }}", "utf-8")
    done = build(handbook / "mkdocs.yml", tmp_path / "site", pdfs=False)
    said = done.stdout + done.stderr
    assert done.returncode != 0 and "Traceback" not in said and not (tmp_path / "site").exists()
    assert said.count("fr: overrides/blocks/glossary.html:1: this line cannot be rendered: 'nothing' is undefined.") == 1, said


def test_pages_and_content_must_correspond(handbook: Path, tmp_path: Path) -> None:
    """A page without content is an error that says what to add; content without a page is shown as a whole."""
    (handbook / "docs" / "letters" / "thanks.md").rename(handbook / "docs" / "letters" / "others.md")
    done = build(handbook / "mkdocs.yml", tmp_path / "site", pdfs=False)
    assert done.returncode != 0 and "docs/letters/others.md:1:1: there is no page" in done.stdout + done.stderr
    (handbook / "docs" / "letters" / "others.md").unlink()
    assert build(handbook / "mkdocs.yml", tmp_path / "site", pdfs=False).returncode == 0
    assert 'id="thanks"' in (tmp_path / "site" / "en" / "letters" / "thanks" / "index.html").read_text("utf-8")
