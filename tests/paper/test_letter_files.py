"""Letters as files hold what the content says, in its language, and nothing of who made them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import expected
import lxml.html
import pytest
from conftest import DEMO
from docx.enum.text import WD_COLOR_INDEX

from macros.paper import letters
from macros.paper.letters import Run, Wording

CONTENT = expected.Content(DEMO / "content")
UI = CONTENT.interface


def files(site: Path, ending: str) -> Iterator[tuple[dict, str, Path]]:
    """Each letter of the demo, a language, and the letter's file in it."""
    for letter in CONTENT.kinds["letters"]:
        for language in CONTENT.languages:
            yield letter, language, next((site / language).rglob(f"{letter['slug'][language]}.{ending}"))


def said(letter: dict, language: str, marks: bool = False) -> Iterator[str]:
    """What a letter's file has to say, in order; `marks`: with the asterisks around what is strong."""
    blanks = {blank["id"]: blank["label"][language] for blank in letter["placeholders"]}
    for version in letter.get("versions", [letter]):
        if "label" in version:
            yield version["label"][language]
        paragraphs = [text[language] for text in version["body"]]
        if subject := version.get("subject", letter.get("subject")):
            paragraphs.insert(0, f"{UI['subject'][language]}{UI['colon'][language]} {subject[language]}")
        for text in paragraphs:
            filled = re.sub(r"\{([a-z-]+)\}", lambda blank: f"[{blanks[blank[1]]}]", text)
            yield filled if marks else filled.replace("*", "")


def test_word_files_hold_the_letters(demo_site: Path) -> None:
    """Each is in its language, with headings, every paragraph, what is strong, and blanks in brackets on yellow; no author, no date."""
    for letter, language, path in files(demo_site, "docx"):
        document = docx.Document(str(path))
        paragraphs = document.paragraphs
        assert [paragraph.text for paragraph in paragraphs] == [letter["title"][language], *said(letter, language)]
        labels = [version["label"][language] for version in letter.get("versions", ())]
        headings = {style: [part.text for part in paragraphs if part.style.name == style] for style in ("Heading 1", "Heading 2")}
        assert headings == {"Heading 1": [letter["title"][language]], "Heading 2": labels}
        runs = [run for paragraph in paragraphs for run in paragraph.runs]
        marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
        assert marked and marked == re.findall(r"\[[^]]+\]", "\n".join(said(letter, language)))
        strong = re.findall(r"\*\*(.+?)\*\*", "\n".join(said(letter, language, marks=True)))
        assert [run.text for run in runs if run.bold and not run.text.startswith(UI["subject"][language])] == strong
        core = document.core_properties
        assert (core.title, core.language) == (letter["title"][language], {"en": "en-CA", "fr": "fr-CA"}[language])
        assert not any((core.author, core.last_modified_by, core.comments, core.created, core.modified))
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert re.findall(r'<w:lang [^>]*"([\w-]+)"', archive.read("word/styles.xml").decode()) == [core.language]
            whole = b"".join(archive.read(name) for name in archive.namelist()).lower()
        assert not [word for word in (b"python-docx", b"macintosh", CONTENT.brand["name"][language].lower().encode()) if word in whole]


def test_plain_text_holds_the_letters(demo_site: Path) -> None:
    """Each is its paragraphs with blanks in brackets, in UTF-8 with a mark, and with the ends of lines that every editor knows."""
    for letter, language, path in files(demo_site, "txt"):
        assert path.read_bytes() == ("\ufeff" + "\r\n\r\n".join(said(letter, language)) + "\r\n").encode()


def test_pages_offer_the_files_with_their_sizes(demo_site: Path) -> None:
    """A letter's page links both files, each called by what it is and how large it is; the service worker keeps neither."""
    for letter, language, path in files(demo_site, "docx"):
        page = lxml.html.fromstring((path.parent / "index.html").read_bytes())
        links = page.xpath("//p[@class='files']/a")
        assert [path.parent / link.get("href").rpartition("/")[2] for link in links] == [path, path.with_suffix(".txt")]
        for link, kind in zip(links, ("docx", "txt"), strict=True):
            size = max(1, round(path.with_suffix(f".{kind}").stat().st_size / 1000))
            shown = f"{UI[f'format-{kind}'][language]}, {UI['kilobytes'][language].replace('{size}', str(size))}"
            assert link.text == shown and link.get("aria-label").endswith(shown) and link.get("download") == ""
        kept = (demo_site / language / "sw.js").read_text("utf-8")
        assert path.name not in kept and path.with_suffix(".txt").name not in kept, letter["id"]


@pytest.mark.parametrize(("locale", "towards"), [("en-CA", "ltr"), ("ar", "rtl")])
def test_the_same_words_give_the_same_bytes(locale: str, towards: str) -> None:
    """Made twice, a file is the same; what XML has a meaning for stands in it as words; the direction is the language's."""
    wordings = (Wording("", ((Run('<b>"&'), Run("your name", blank=True)),)),)
    data, _ = letters.word("A & B", locale, towards, wordings)
    assert data == letters.word("A & B", locale, towards, wordings)[0]
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs] == ["A & B", '<b>"&[your name]']
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        style = archive.read("word/styles.xml").decode()
    assert ("<w:bidi/>" in style, f'<w:lang w:bidi="{locale}"/>' in style) == (towards == "rtl", towards == "rtl")
