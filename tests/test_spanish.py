"""The handbook of today with a part of it in a third language: what is translated is whole, all else is shown and says its language.

The part is tests/brands/espanol. That no page says a word of another language than it names is in test_languages.py.
"""

from __future__ import annotations

import ctypes
import functools
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import lxml.etree
import lxml.html
import pdfs
import pikepdf
import pypdfium2
import pytest
from conftest import BRANDS, ROOT, pdf_pages
from pypdfium2 import raw

from macros.checking import check
from macros.model import inline
from macros.model.addresses import Addresses
from macros.model.handbook import Chapter, Handbook, Letter
from macros.model.published import published
from macros.model.sheets import CHAPTER
from macros.model.texts import Slugs, Text, Words
from macros.model.tree import pages, walk
from macros.model.untranslated import lacks, spoken
from macros.paper.press import Press
from macros.paths import Project

SPANISH = Project.of(ROOT, BRANDS / "espanol")
#: The chapter that is translated.
OURS = "informational-interviewing"
XHTML, XML_LANG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/XML/1998/namespace}lang"
#: The share of it that may be lacking for a while: who adds a sentence to it may know no Spanish.
LACKING = 0.05


@functools.cache
def handbook() -> Handbook:
    return check.read(SPANISH)


@functools.cache
def chapter() -> Chapter:
    return next(one for one in handbook().chapters if one.id == OURS)


@pytest.fixture(scope="module")
def site(branded: Callable[[str], Path]) -> Path:
    """The folder of the site, which has pages in three languages and no PDFs."""
    return branded("espanol")


def texts(node: object) -> list[tuple[tuple, Text | Slugs | Words]]:
    return [(path, part) for path, part in walk(node) if isinstance(part, (Text, Slugs, Words))]


# What is translated ---------------------------------------------------------------------------


def test_spanish_is_all_that_is_added() -> None:
    """The folder changes no word of ours, and is data alone."""

    def everything(one: Handbook) -> dict:
        fields = {name: getattr(one, name) for name in Handbook.model_fields if name not in ("brand", "origin", "settings")}
        return {path: {code: said for code, said in part.root.items() if code != "es"} for path, part in texts(fields)}

    ours = check.read(Project(ROOT)).model_copy(update={"origin": handbook().origin})
    assert everything(handbook()) == everything(published(ours))  # without the form for a brand
    assert {path.suffix for path in (SPANISH.overlay / "content").rglob("*") if path.is_file()} == {".yml"}


def test_no_word_of_the_site_itself_is_lacking() -> None:
    """Menus, buttons and what scripts say, and what the organization says of itself."""
    assert [key for key, text in handbook().interface.items() if "es" not in text.root] == []
    assert not lacks(handbook().brand, "es")


def test_the_chapter_is_whole() -> None:
    """With all that it leads to by itself, its letters, the terms that it uses and its sources; and so is the home page."""
    asked = {getattr(part, "letter", None) for _, part in walk(chapter())}
    letters = [letter for letter in handbook().letters if letter.id in asked]
    linked = {target for _, text in texts((chapter(), letters)) if isinstance(text, Text) for target in inline.targets(text["en"])}
    terms = [term for term in handbook().terms if f"ref:glossary/{term.id}" in linked or term.id in chapter().terms]
    notes = [source.note for source in handbook().sources if source.id in chapter().sources]
    home = next(page for page in handbook().pages if page.id == "home")
    assert len(letters) == 4 and len(terms) > 10 and len(notes) > 5
    found = texts((chapter(), letters, terms, notes, home))
    lacking = [text["en"] for _, text in found if "es" not in text.root]
    assert len(lacking) < LACKING * len(found), f"`make translations-export LANG=es BRAND=tests/brands/espanol`: {lacking}"


# Pages ----------------------------------------------------------------------------------------


def test_the_site_has_three_languages(site: Path) -> None:
    """Every page is in each of them and leads to the others; Spanish comes first, and dates are as it writes them."""
    for code, locale in (("es", "es-419"), ("en", "en-CA"), ("fr", "fr-CA")):
        addresses = Addresses(spoken(handbook(), code), code)
        there = {path.parent.relative_to(site / code).as_posix() for path in (site / code).rglob("index.html")}
        assert there == {addresses.of(name).rstrip("/") or "." for name in addresses.pages}
        for path in (site / code).rglob("*.html"):
            page = lxml.html.fromstring(path.read_bytes())
            assert page.get("lang") == locale, path
            others = {link.get("hreflang") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}
            assert path.name == "404.html" or others == {"es-419", "en-CA", "fr-CA", "x-default"}, path
    page = lxml.html.fromstring((site / "es" / "capitulos" / "entrevista-informativa" / "index.html").read_bytes())
    assert "de noviembre de 2026" in page.text_content()
    assert [link.text for link in page.xpath("//ul[@class='languages']//a")] == ["English", "Français"]


def test_a_page_that_is_not_whole_says_so(site: Path) -> None:
    """And no other does: the chapter's have no notice, those of other chapters have one, and none is in English or French."""
    own = {page.id: page for _, page in pages(handbook())}
    addresses = Addresses(spoken(handbook(), "es"), "es")
    listed = {"glossary": handbook().terms, "contributors": handbook().contributors}
    listed |= {"chapters": [(one.title, one.description) for one in handbook().chapters]}
    listed |= {"letters": [(one.title, one.description) for one in handbook().letters]}
    noticed = defaultdict(set)
    for name in addresses.pages:
        of = name.partition("/")[0]
        page = lxml.html.fromstring((site / "es" / addresses.of(name) / "index.html").read_bytes())
        notices = [notice.text_content() for notice in page.find_class("notice")]
        assert notices in ([], [handbook().interface["not-translated"]["es"]]), name
        assert bool(notices) == (lacks(own[of], "es") or any(lacks(tuple([entry]), "es") for entry in listed.get(of, ()))), name
        noticed[bool(notices)].add(of)
    assert {one.id for one in handbook().chapters} - {OURS} < noticed[True] and {"home", "my-words"} < noticed[False]
    assert lacks(chapter(), "es") or OURS in noticed[False]
    for code in ("en", "fr"):
        assert not [path for path in (site / code).rglob("*.html") if 'class="notice"' in path.read_text("utf-8")]


def test_what_is_not_translated_is_shown_in_english(site: Path) -> None:
    """Every text of another chapter is on its whole page, within an element that says English; of the translated one, none is."""
    for one in handbook().chapters:
        address = Addresses(spoken(handbook(), "es"), "es").of(f"{one.id}/whole")
        page = lxml.html.fromstring((site / "es" / address / "index.html").read_bytes()).find(".//article")
        english = {inline.plain(text["en"]) for path, text in texts(one.sections) if _is_read(path, text) and "es" not in text.root}
        said = {" ".join(element.text_content().split()) for element in page.xpath(".//*[@lang='en-CA']")}
        assert (one.id == OURS) == (len(english) < 20)
        assert [text for text in english if text not in said] == [], one.id


def _is_read(path: tuple, text: object) -> bool:
    """Whether a text is on the pages of a chapter as it is: not unseen, an address, a number's place, or for worksheets alone."""
    unseen = {"search", "link", "sheet", "prompts", "claims", "alt", "labels", "tags", "options", "facts", "slug"}
    return isinstance(text, Text) and not unseen.intersection(path) and "{" not in text["en"]


def test_results_of_the_search_say_their_language(site: Path) -> None:
    """An entry of the index with a title that is not translated has its language; others have none."""
    entries = json.loads((site / "es" / "search.json").read_text("utf-8"))["entries"]
    said = {entry["url"]: entry.get("lang") for entry in entries}
    addresses = Addresses(spoken(handbook(), "es"), "es")
    for one in (*handbook().chapters, *handbook().letters):
        assert said[addresses.of(one.id)] == (None if "es" in one.title.root else "en-CA"), one.id
    assert set(said.values()) == {None, "en-CA"}
    assert not any("lang" in entry for entry in json.loads((site / "en" / "search.json").read_text("utf-8"))["entries"])


def test_letters_as_files_are_in_the_language_of_their_words(site: Path) -> None:
    """A letter that is not translated is an English file, with an English name where its address is."""
    addresses = Addresses(spoken(handbook(), "es"), "es")

    def file(letter: Letter) -> docx.document.Document:
        (path,) = (site / "es" / addresses.of(letter.id)).glob("*.docx")
        return docx.Document(str(path))

    found = {letter.id: file(letter).core_properties.language for letter in handbook().letters}
    assert found == {letter.id: "es-419" if "es" in letter.title.root else "en-CA" for letter in handbook().letters}


# E-books --------------------------------------------------------------------------------------


def test_an_ebook_says_the_language_of_what_is_not_translated() -> None:
    """In its documents and in its contents; what is in Spanish says nothing, as the book is."""
    makers = pdfs.makers(SPANISH)
    offered = {book.chapter: book for book in pdfs.offered_books(makers["es"].renderer.handbook, "es")}
    other = next(one for one in handbook().chapters if one.id != OURS and lacks(one, "es"))
    with Press(SPANISH, progress=lambda done, all_: None) as machine:
        made = pdfs.books.make(machine, makers, [offered[OURS], offered[other.id]])
    for one, book in zip((chapter(), other), made, strict=True):
        with zipfile.ZipFile(book.path) as archive:
            contents, words = (lxml.etree.fromstring(archive.read(f"EPUB/{name}.xhtml")) for name in ("nav", f"text/{one.id}"))
        assert contents.get("lang") == words.get("lang") == "es-419"
        links = {link.text: link.get("lang") for link in contents.iter(f"{XHTML}a")}
        for section in one.sections:
            said = inline.plain(section.title.root.get("es", section.title["en"]))
            assert links[said] == (None if "es" in section.title.root else "en-CA")
        english = [element for element in words.iter() if element.get("lang") == "en-CA"]
        assert all(element.get(XML_LANG) == "en-CA" for element in english) and (len(english) > 50) == (one is other)


# PDFs -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> dict[str, pdfs.downloads.Pdf]:
    """The chapter's print edition, and a worksheet of a chapter that is not translated, in Spanish."""
    other = next(one for one in handbook().chapters if one.id != OURS and lacks(one, "es") and one.worksheets)
    wanted = {"ours": (OURS, CHAPTER), "other": (other.id, other.worksheets[0].id)}
    offered = [sheet for sheet in pdfs.offered(SPANISH) if sheet.language == "es" and sheet.variant == "standard"]
    sheets = [next(sheet for sheet in offered if (sheet.chapter, sheet.part) == part) for part in wanted.values()]
    return dict(zip(wanted, pdfs.made(SPANISH, sheets), strict=True))


def spoken_in(path: Path) -> dict[str, str]:
    """The words that a PDF has in each language, "" its own, by its structure as PDFium reads it (ISO 32000-1, 14.9.2)."""
    found: dict[str, list[str]] = defaultdict(list)
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            languages: dict[int, str] = {}
            tree = raw.FPDF_StructTree_GetForPage(page)
            for number in range(raw.FPDF_StructTree_CountChildren(tree)):
                _gather(raw.FPDF_StructTree_GetChildAtIndex(tree, number), "", languages)
            words = page.get_textpage()
            for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                mark = raw.FPDFPageObj_GetMarkedContentID(piece)
                if mark in languages:  # else it is an artifact, such as a page's number
                    found[languages[mark]].append(_said(raw.FPDFTextObj_GetText, piece, words))
    return {language: " ".join("".join(pieces).split()) for language, pieces in found.items()}


def _gather(element: object, above: str, languages: dict[int, str]) -> None:
    """Note in which language each piece of content below an element is: its own, or that of what stands above."""
    language = _said(raw.FPDF_StructElement_GetLang, element) or above
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        if kid := raw.FPDF_StructElement_GetChildAtIndex(element, number):
            _gather(kid, language, languages)
        elif (mark := raw.FPDF_StructElement_GetChildMarkedContentID(element, number)) >= 0:
            languages[mark] = language


def _said(ask: Callable, *of: object) -> str:
    """What PDFium says of a thing, in UTF-16; its buffers are counted in bytes."""
    length = ask(*of, None, 0)
    buffer = ctypes.create_string_buffer(max(2, length))
    ask(*of, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)) if ask is raw.FPDFTextObj_GetText else buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le")


def test_pdfs_say_the_language_of_what_is_not_translated(made: dict) -> None:
    """Words and fields of a worksheet are in English, and what the site says on it in the document's Spanish."""
    sheet = made["other"].sheet
    (other,) = (one for one in handbook().chapters if one.id == sheet.chapter)
    (worksheet,) = (one for one in other.worksheets if one.id == sheet.part)
    said = spoken_in(made["other"].path)
    for text in (worksheet.title, worksheet.use, other.title):
        assert inline.plain(text["en"]) in said["en-CA"] and inline.plain(text["en"]) not in said[""]
    for key in ("own-name", "by-hand"):
        assert handbook().interface[key]["es"] in said[""] and handbook().interface[key]["es"] not in said["en-CA"]
    labels = {text["en"] for path, text in texts(other) if path[-1] == "label"}
    with pikepdf.open(made["other"].path) as document:
        assert document.Root.Lang == "es-419"
        fields = {str(note.TU): language for note, _, language in _notes(document) if "/TU" in note}
    assert {language for words, language in fields.items() if words.partition(":")[0] in labels} == {"en-CA"}
    assert {language for words, language in fields.items() if words.startswith(("Mi pregunta", "Respuesta"))} <= {"es-419"}


def _notes(document: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Dictionary, str, str]]:
    """The fields and links of a PDF, each with the kind of its element in the structure, and the language that it has there."""

    def below(element: pikepdf.Dictionary, above: str) -> Iterator[tuple[pikepdf.Dictionary, str, str]]:
        language = str(element.get("/Lang", above))
        for kid in element.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                yield kid.Obj, str(element.S), language
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid, language)

    yield from below(document.Root.StructTreeRoot.K[0], str(document.Root.Lang))


def test_the_chapter_in_print_is_spanish(made: dict) -> None:
    """But for the names of works; and a link that has one within it is one link."""
    edition = made["ours"]
    assert edition.sheet.file.startswith("entrevista-informativa-") and "Se basa en" in pdf_pages(edition.path)[-1]
    said = spoken_in(edition.path)
    foreign = sum(len(words) for language, words in said.items() if language)
    assert foreign < 0.1 * len(said[""]) or lacks(chapter(), "es")
    with pikepdf.open(edition.path) as document:
        links = {note.objgen: kind for note, kind, _ in _notes(document)}
        there = [note.objgen for page in document.pages for note in page.get("/Annots", ())]
        parents = {int(number) for number, _ in pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree).items()}
        assert sorted(there) == sorted(links) and len(parents) == len(document.pages) + len(there)
    assert set(links.values()) == {"/Link"}
