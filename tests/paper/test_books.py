"""Every EPUB holds what the content says, leads where it should, says what it is, and is valid."""

from __future__ import annotations

import functools
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from urllib.parse import unquote

import expected
import lxml.html
import pdfs
import pytest
from conftest import DEMO, FROZEN, edit, named
from lxml import etree
from PIL import Image

from macros import paths
from macros.paper import books, package, xhtml
from macros.paper.press import Press
from macros.problems import HandbookError
from tools import audit

CONTENT = expected.Content(DEMO / "content")
OPF, DC, OPS = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}", "{http://www.idpf.org/2007/ops}"
XHTML, XML_LANG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/XML/1998/namespace}lang"
#: What a section of an EPUB may say of itself, by its own names.
OF_BOOKS = re.compile(r"_imprint|contents|sources|in-short|ten-minutes|sample|tips|(source|version)-[a-z0-9-]+")


class Opened:
    """An EPUB that was made: its files, and its documents as XML."""

    def __init__(self, made: books.Epub):
        self.book, self.path = made.book, made.path
        self.archive = zipfile.ZipFile(made.path)
        self.files = {name: self.archive.read(name) for name in self.archive.namelist()}
        self.package = etree.fromstring(self.files["EPUB/package.opf"])
        self.texts = {name: etree.fromstring(data) for name, data in self.files.items() if name.endswith(".xhtml")}

    @property
    def pages(self) -> list[str]:
        """Ids of the pages that it shows."""
        return [self.book.chapter] if self.book.chapter else [*CONTENT.settings["chapters"], *CONTENT.settings["letters"]]

    def said(self, name: str) -> list[str]:
        """What the metadata says under a name of Dublin Core's, or of another vocabulary with its prefix."""
        inside = self.package.find(f"{OPF}metadata")
        found = inside.findall(f"{OPF}meta[@property='{name}']") if ":" in name or "-" in name else inside.findall(f"{DC}{name}")
        return [element.text for element in found]


@functools.cache
def made() -> list[Opened]:
    """Every EPUB of the demo handbook."""
    return [Opened(epub) for epub in pdfs.books_of(paths.Project(DEMO))]


@pytest.fixture(params=range(4), ids=["en-chapter", "en", "fr-chapter", "fr"])
def opened(request: pytest.FixtureRequest) -> Opened:
    """An EPUB of the demo handbook."""
    return made()[request.param]


def words(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", "", text)


def own_words(opened: Opened) -> str:
    """All that a book's documents say, pictures too, without white space."""
    said = []
    for text in opened.texts.values():
        said += ["".join(text.itertext()), *text.xpath("//@alt")]
    return words(" ".join(said))


def test_every_text_is_in_the_book(opened: Opened) -> None:
    """A chapter's book has every text of it; the handbook's all chapters, letters and terms."""
    text = own_words(opened)
    wanted = list(CONTENT.edition(opened.book.chapter, opened.book.language))
    assert len(wanted) > 50 and [one for one in wanted if words(one) not in text] == []


def test_every_place_is_the_contents(opened: Opened) -> None:
    """Each page is a document with its title; its ids are those of the content, once each, and those that pages have for themselves."""
    for page in opened.pages:
        document = opened.texts[f"EPUB/text/{page}.xhtml"]
        ids = document.xpath("//@id")
        blanks = {blank["id"] for blank in CONTENT.pages[page].get("placeholders", ())}  # which are for filling in
        wanted = set(CONTENT.anchors(page, opened.book.language)) - blanks
        assert len(ids) == len(set(ids)) and wanted <= set(ids)
        assert [one for one in set(ids) - wanted if not OF_BOOKS.fullmatch(one)] == []
        title = expected.plain(CONTENT.pages[page]["title"][opened.book.language])
        heading = expected.squeeze("".join(document.find(f".//{XHTML}h1").itertext()))
        assert document.findtext(f"{XHTML}head/{XHTML}title") == title == heading


def test_one_file_holds_all(opened: Opened) -> None:
    """A ZIP that says first what it is, and as it stands (EPUB 3.3, 4.2); its package lists every file, and every document is read once."""
    first = opened.archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert opened.files["mimetype"] == b"application/epub+zip" and opened.path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    (root,) = etree.fromstring(opened.files["META-INF/container.xml"]).iter("{*}rootfile")
    assert root.get("full-path") == "EPUB/package.opf"
    items = {item.get("id"): item for item in opened.package.iter(f"{OPF}item")}
    listed = {f"EPUB/{item.get('href')}": item for item in items.values()}
    assert listed.keys() == opened.files.keys() - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    read = [f"EPUB/{items[entry.get('idref')].get('href')}" for entry in opened.package.iter(f"{OPF}itemref")]
    assert sorted(read) == sorted(opened.texts) and read[:2] == ["EPUB/cover.xhtml", "EPUB/nav.xhtml"]
    shown = [PurePosixPath(name).stem for name in read[2:]]
    assert shown == [*opened.pages, *([] if opened.book.chapter else ["glossary"]), "_imprint"]
    drawn = {name: "svg" for name, text in opened.texts.items() if text.xpath("//*[local-name()='svg']")}
    said = {name: item.get("properties") for name, item in listed.items() if item.get("properties")}
    assert drawn and said == {"EPUB/nav.xhtml": "nav", "EPUB/cover.png": "cover-image", **drawn}
    assert all(package.TYPES[name.rpartition(".")[2]] == item.get("media-type") for name, item in listed.items())


def test_nothing_is_fetched_or_run(opened: Opened) -> None:
    """What a book shows stands in it: pictures are files that are named, there is no script, field or font, nor an address in its style."""
    assert not re.search(rb"url\(|@import|@font-face", opened.files["EPUB/book.css"])
    for name, text in opened.texts.items():
        assert not {etree.QName(element).localname for element in text.iter()} & {"script", "style", "form", "input", "textarea", "button"}
        assert not [one for one in text.xpath("//@*") if re.match(r"on[a-z]+$|data-|style$", one.attrname)], name
        for source in [*text.xpath("//@src"), *text.xpath("//*[local-name()='link']/@href")]:
            assert str(PurePosixPath(name).parent / source).replace("text/../", "") in opened.files
    assert not [text for text in opened.texts.values() if text.xpath("//@class[contains(., 'only-script') or contains(., 'offer')]")]


def leads(opened: Opened) -> Iterator[tuple[str, str, str]]:
    """Yield (document, address, words) for every link."""
    for name, text in opened.texts.items():
        for link in text.iter(f"{XHTML}a"):
            yield name, link.get("href"), expected.squeeze("".join(link.itertext()))


def test_links_lead_where_they_should(opened: Opened) -> None:
    """A link to what the book has leads to a place in it that is there; all others lead to the site, and to where pages lead."""
    site = f"{pdfs.ADDRESS}{opened.book.language}/"
    own = {PurePosixPath(name).stem for name in opened.texts}
    inside, outside = set(), set()
    for name, address, said in leads(opened):
        if re.match(r"(https|mailto|tel):", address):
            outside.add((address.partition("#")[0], said))
            continue
        file, _, anchor = unquote(address).partition("#")
        target = str(PurePosixPath(name).parent / file)
        assert target in opened.texts, address
        assert not anchor or opened.texts[target].xpath("//*[@id=$id]", id=anchor), address
        inside.add((PurePosixPath(target).stem, anchor))
    ends = tuple(f"/{CONTENT.pages[page]['slug'][opened.book.language]}/" for page in own & CONTENT.pages.keys())
    assert [address for address, said in outside if address.startswith(site) and address.endswith(ends) and said != address] == []
    has_terms = {("glossary", "interview"), ("thanks", "")}
    assert (has_terms <= inside) is (opened.book.chapter is None)
    assert bool([one for one in outside if one[0].startswith(site) and "gloss" in one[0]]) is bool(opened.book.chapter)
    chapter = CONTENT.kinds["chapters"][0]["id"]
    assert {(chapter, "sources"), (chapter, "ready")} <= inside


def test_contents_and_landmarks(opened: Opened) -> None:
    """The contents list every document and each section of a chapter, letters below a heading; the landmarks where one may start."""
    nav = opened.texts["EPUB/nav.xhtml"]
    toc, marks = nav.iter(f"{XHTML}nav")
    assert (toc.get(f"{OPS}type"), marks.get(f"{OPS}type")) == ("toc", "landmarks")
    listed = [(link.get("href"), expected.squeeze("".join(link.itertext()))) for link in toc.iter(f"{XHTML}a")]
    language = opened.book.language
    for page in opened.pages:
        at = listed.index((f"text/{page}.xhtml", expected.plain(CONTENT.pages[page]["title"][language])))
        raw = next((one for one in CONTENT.kinds["chapters"] if one["id"] == page), {})
        said = [(section["id"], expected.plain(section["title"][language])) for section in raw.get("sections", ())]
        sections = [(f"text/{page}.xhtml#{anchor}", title) for anchor, title in said]
        assert [one for one in listed[at:] if one in sections] == sections
    groups = ["".join(group.itertext()) for group in toc.iter(f"{XHTML}span")]
    assert groups == ([] if opened.book.chapter else [CONTENT.pages["letters"]["title"][language]])
    kinds = [link.get(f"{OPS}type") for link in marks.iter(f"{XHTML}a")]
    assert kinds == ["cover", "toc", "bodymatter", *([] if opened.book.chapter else ["glossary"]), "colophon"]


def test_metadata(opened: Opened) -> None:
    """Whose book it is, in which language, of which day; and what a reader with a disability is told (EPUB Accessibility 1.1, 2)."""
    language = opened.book.language
    locale = next(one["locale"] for one in CONTENT.settings["languages"] if one["code"] == language)
    chapter = CONTENT.kinds["chapters"][0]
    assert opened.said("language") == [locale] and opened.package.get(XML_LANG) == locale
    title = chapter["title"] if opened.book.chapter else CONTENT.brand["name"]
    assert opened.said("title") == [expected.plain(title[language])] and opened.said("creator") == [CONTENT.people[0]["name"]]
    assert opened.said("publisher") == [CONTENT.brand["organization"]["name"][language]]
    assert CONTENT.brand["licence"]["url"] in opened.said("rights")[0]
    assert opened.said("dcterms:modified") == [f"{chapter['reviewed']}T00:00:00Z"]
    assert opened.said("schema:accessMode") == ["textual", "visual"] and opened.said("schema:accessModeSufficient") == ["textual"]
    assert set(opened.said("schema:accessibilityFeature")) >= {"alternativeText", "structuralNavigation", "tableOfContents"}
    assert set(opened.said("schema:accessibilityHazard")) == set(package.HAZARDS)
    assert opened.said("schema:accessibilitySummary") == [CONTENT.interface["epub-accessible"][language]]
    assert opened.said("belongs-to-collection") == ([CONTENT.brand["name"][language]] if opened.book.chapter else [])
    for text in opened.texts.values():
        assert (text.get("lang"), text.get(XML_LANG), text.get("dir")) == (locale, locale, "ltr")
        assert all(one.get("lang") == one.get(XML_LANG) for one in text.iter())
    names = [one.said("identifier")[0] for one in made()]
    assert len(set(names)) == len(made())


def test_pictures_and_the_cover_are_described(opened: Opened) -> None:
    """Every picture has words; the cover has the title and the brand's name and tagline in them, and is two wide and three high."""
    images = [image for text in opened.texts.values() for image in text.iter(f"{XHTML}img")]
    assert len(images) == 3 + len(CONTENT.brand["partners"]) and all(image.get("alt") for image in images)
    (cover,) = opened.texts["EPUB/cover.xhtml"].iter(f"{XHTML}img")
    said = {opened.book.title, *(CONTENT.brand[field][opened.book.language] for field in ("name", "tagline"))}
    assert set(cover.get("alt").split(" – ")) == said
    with Image.open(io.BytesIO(opened.files["EPUB/cover.png"])) as picture:
        assert picture.size == (books.COVER, books.COVER * 3 // 2) and len(picture.convert("RGB").getcolors(1000)) > 2


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    """Two caches, and another number of workers, give the same books."""
    found = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        with Press(SimpleNamespace(cache=folder), workers, lambda done, all_: None) as machine:
            makers = pdfs.makers(paths.Project(DEMO))
            wanted = [one.book for one in made() if one.book.language == "fr"]
            found.append([epub.path.read_bytes() for epub in books.make(machine, makers, wanted)])
    assert found[0] == found[1] == [one.path.read_bytes() for one in made() if one.book.language == "fr"]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of the demo handbook that a test may change, without what it has made."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns(".cache")))


def test_a_language_from_right_to_left(other: Path) -> None:
    """Every document and the order of pages say so, and it is valid."""
    edit(other / "content" / "handbook.yml", "locale: en-CA", "locale: ar")
    found = next(Opened(epub) for epub in pdfs.books_of(paths.Project(other)) if (epub.book.language, epub.book.chapter) == ("en", None))
    assert {text.get("dir") for text in found.texts.values()} == {"rtl"} == {found.package.get("dir")}
    assert found.package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    assert audit.invalid(found.path) == []


def test_books_are_valid() -> None:
    """EPUBCheck has nothing to say of the handbook's book, which has everything that chapters' have; it does of one that lacks a file."""
    whole = next(one for one in made() if not one.book.chapter and one.book.language == "fr")
    assert audit.invalid(whole.path) == []


def test_what_is_not_valid_is_found(tmp_path: Path) -> None:
    """A book without its style is one that the validator finds fault with."""
    path = tmp_path / "lacking.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in made()[0].files.items():
            if name != "EPUB/book.css":
                archive.writestr(name, data)
    assert any("book.css" in fault for fault in audit.invalid(path))


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('<img src="https://elsewhere.example/x.png" alt="x">', "it asks for https://elsewhere.example/x.png, expected a data: address."),
        ("", "an article has no <h1> with the id of its page, expected one for the table of contents."),
    ],
)
def test_a_template_that_cannot_be_a_book(other: Path, template: str, said: str) -> None:
    """What is wrong is said of the book in one line: nothing is fetched, and a document has a title."""
    (other / "overrides" / "worksheets").mkdir(parents=True)
    title = '<h1 id="job-interview">x</h1>' if template else "<h1>x</h1>"
    (other / "overrides" / "worksheets" / "edition.html").write_text(f"<body><article>{title}{template}</article></body>", "utf-8")
    with pytest.raises(HandbookError) as error:
        pdfs.books_of(paths.Project(other), workers=1)
    name, _, told = str(error.value).partition(": ")
    assert name in {one.book.file for one in made()} and said in told  # whichever of them comes first


def test_what_only_screens_need_is_left_out() -> None:
    """Tools, comments and what paper hides go; the words around them stay, and what opens on a tap stands open."""
    html = """<body><article>a<!-- b --><button>c</button>d<p>e<span class="x visually-hidden">f</span>g</p>
    <details><summary>h</summary><p lang="en" data-i="j" loading="lazy">k<br>l</p></details>
    <svg viewBox="0 0 1 1"><path d="M0 0"/></svg></article></body>"""
    cleaned, _ = xhtml.clean(html)
    (article,) = etree.fromstring(cleaned)
    assert words("".join(article.itertext())) == "adeghkl"
    assert [element.tag for element in article.iter()] == ["article", "p", "div", "div", "p", "br", "svg", "path"]
    assert dict(article.find("div/p").attrib) == {"lang": "en", XML_LANG: "en"} and article.find("svg").get("viewBox") == "0 0 1 1"


def test_pages_offer_them(frozen_site: Path) -> None:
    """A chapter's page offers its book, the page Print all of them, each with its size; hosts and readers get the file that was made."""
    for code in ("en", "fr"):
        folder = frozen_site / code
        offered: dict[str, int] = {}
        for page in folder.rglob("index.html"):
            for link in lxml.html.fromstring(page.read_text("utf-8")).xpath("//a[contains(@href, '.epub')]"):
                file = (page.parent / link.get("href")).resolve()
                (size,) = re.findall(r"\d+", link.getparent().xpath("string(.//*[@class='offer__size'])"))
                assert int(size) == max(1, round(file.stat().st_size / 1000)) and zipfile.is_zipfile(file)
                assert len(expected.squeeze(link.text_content())) > len(link.text) + 5  # heard by itself, it says of what
                offered[file.name] = offered.get(file.name, 0) + 1
        assert offered.keys() == {path.name for path in folder.rglob("*.epub")} and len(offered) == len(books_of_frozen(code))
        assert all(times >= 2 for name, times in offered.items() if "-" in name)  # on the chapter's pages, and on Print
    assert named(frozen_site / "en", "assets/brand.css").is_file()


def books_of_frozen(code: str) -> list[str]:
    """The chapters of tests/frozen, and the handbook."""
    return [*(one["id"] for one in expected.Content(FROZEN / "content").kinds["chapters"]), "handbook"]
