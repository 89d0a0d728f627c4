"""The search finds a language's own pages, by what people really type, and asks for nothing before it is used."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, expect

from .conftest import ROOT

INTERFACE = yaml.safe_load((ROOT / "content/interface.yml").read_text(encoding="utf-8"))
CHAPTER = {"en": "/en/chapters/informational-interviewing/", "fr": "/fr/chapitres/entrevue-d-information/"}
GLOSSARY = {"en": "/en/glossary/", "fr": "/fr/glossaire/"}
NETWORK, INTERVIEW, OCCUPATION = "network", "informational-interview", "occupation"

#: (language, what is typed, term of the glossary that must be found)
TERMS = [
    ("en", "network", NETWORK),
    ("en", "coffee chat", INTERVIEW),
    ("en", "career conversation", INTERVIEW),
    ("fr", "réseau", NETWORK),
    ("fr", "reseau", NETWORK),
    ("fr", "RESEAU", NETWORK),
    ("fr", "reseautage", NETWORK),
    ("fr", "metier", OCCUPATION),
    ("fr", "metiers", OCCUPATION),
    ("fr", "entrevue informationnelle", INTERVIEW),
    ("fr", "entretien-café", INTERVIEW),
    ("fr", "entretien cafe", INTERVIEW),
    ("fr", "rencontre d'information", INTERVIEW),
    ("fr", "rencontre d’information", INTERVIEW),
]
#: (language, what is typed) that must find the chapter
CHAPTER_WORDS = [(language, words) for language, words, term in TERMS if term == INTERVIEW] + [
    ("en", "informational interviewing"),
    ("fr", "entrevue d'information"),
]


#: What is asked in any language, most of it answered in each.
ASKED = ["information", "interview", "entrevue", "email", "courriel", "Canada", "a"]
HOSTILE = [
    '<img src=x onerror="window.hurt=1">',
    '"><script>window.hurt=1</script>',
    "</mark><b>information</b>",
    "🙂 مرحبا information",
    "information " * 900,
    "__proto__ constructor toString",
]


def look_for(page: Page, words: str) -> list[str]:
    """Type words into the search, which may be open; gives the paths, with anchors, that it answers with."""
    field, status = page.locator("#search-field"), page.locator(".search [role=status]")
    if not field.is_visible():
        page.locator("[data-search-open]").click()
    field.fill("")
    expect(status).to_be_empty()  # the answer to what was asked before is gone
    field.fill(words)
    expect(status).not_to_be_empty()
    links = page.locator(".search li a").evaluate_all("links => links.map(link => link.href)")
    return [unquote(urlsplit(link).path) + ("#" + urlsplit(link).fragment if urlsplit(link).fragment else "") for link in links]


@pytest.mark.parametrize("way", ["button", "slash"])
def test_search_opens_and_escape_closes(visit, language, way):
    """The search opens by its button and by "/", is ready for typing, and Escape gives the focus back."""
    page = visit(f"{language}/")
    before = page.locator("[data-search-open]") if way == "button" else page.locator("main a:visible").first
    before.focus()
    page.keyboard.press("Enter" if way == "button" else "/")
    expect(page.locator("dialog")).to_be_visible()
    expect(page.locator("#search-field")).to_be_focused()
    expect(page.locator("#search-field")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(before).to_be_focused()


def test_escape_closes_at_once_with_words_typed(visit, language):
    """One Escape closes the search, even where the browser's own answer is to empty the field."""
    page = visit(f"{language}/")
    look_for(page, "information")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator("[data-search-open]")).to_be_focused()


def test_close_button_closes(visit, language):
    """The dialog's button closes it and gives the focus back."""
    page = visit(f"{language}/")
    page.locator("[data-search-open]").click()
    page.locator("dialog button").click()
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator("[data-search-open]")).to_be_focused()


def test_slash_can_be_typed(visit, pages, language):
    """In a field, "/" is a character like another; in an open search too."""
    page = visit(pages.letters(language)[0])
    page.locator("[data-field]").first.press_sequentially("a/b")
    expect(page.locator("[data-field]").first).to_have_value("a/b")
    page.locator("[data-search-open]").click()
    page.keyboard.type("a/b")
    expect(page.locator("#search-field")).to_have_value("a/b")


def test_focus_stays_in_the_open_search(visit, language):
    """While the dialog is open, Tab goes round in it and never to the page behind."""
    page = visit(f"{language}/")
    look_for(page, "information")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))")


def test_words_find_their_term(visit, language):
    """A word, without its accents too, or a synonym leads to the very term of the glossary."""
    page = visit(f"{language}/")
    asked = [(words, term) for code, words, term in TERMS if code == language]
    missing = [words for words, term in asked if f"{GLOSSARY[language]}#{term}" not in look_for(page, words)]
    assert asked and missing == []


def test_words_find_the_chapter(visit, language):
    """The chapter is found by its subject's names, those that stand nowhere in its text too."""
    page = visit(f"{language}/")
    asked = [words for code, words in CHAPTER_WORDS if code == language]
    missing = [words for words in asked if not any(found.startswith(CHAPTER[language]) for found in look_for(page, words))]
    assert asked and missing == []


@pytest.mark.parametrize(("language", "words"), [("fr", "coffee chat"), ("en", "réseautage")])
def test_words_of_the_other_language_find_nothing(visit, language, words):
    """A word that only the other language's pages hold finds nothing, and the search says so."""
    page = visit(f"{language}/")
    assert look_for(page, words) == []
    expect(page.locator(".search [role=status]")).to_have_text(INTERFACE["search-none"][language])  # and what to try


def test_results_are_pages_of_the_language(visit, pages, language):
    """Whatever is asked, every answer is a page of the reader's language and an anchor that is there."""
    page = visit(f"{language}/")
    answers = [(words, found) for words in ASKED for found in look_for(page, words)]
    assert len(answers) > 20
    for words, found in answers:
        path, _, anchor = found.partition("#")
        assert path.startswith(f"/{language}/"), words
        html = pages.html(path.lstrip("/"))
        assert not anchor or f'id="{anchor}"' in html, (words, found)


def test_result_leads_to_its_place(visit, language):
    """Following a result closes the search and shows the place it names, on the same page too."""
    page = visit(GLOSSARY[language].lstrip("/"))
    look_for(page, "reseau" if language == "fr" else "network")
    page.locator(f'.search li a[href$="#{NETWORK}"]').click()
    expect(page).to_have_url(re.compile(f"{GLOSSARY[language]}#{NETWORK}$"))
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator(f"#{NETWORK}")).to_be_in_viewport()


def test_number_of_results_is_said(visit, pages, language):
    """The number of results is announced, and nothing once the field is empty; no two places have one name."""
    places = json.loads((pages.site / language / "search.json").read_text("utf-8"))["entries"]
    assert len({(place["page"], place["title"]) for place in places}) == len(places)
    page = visit(f"{language}/")
    found = look_for(page, INTERFACE["home"]["en"] if language == "en" else "réseau")
    status = page.locator(".search [role=status]")
    number = len(found)
    names = page.locator(".search li a").all_text_contents()
    assert len(set(names)) == len(names) == number
    expected = INTERFACE["search-one" if number == 1 else "search-other"][language].replace("{count}", str(number))
    expect(status).to_have_text(expected)
    page.locator("#search-field").fill("")
    expect(status).to_be_empty()
    expect(page.locator(".search li")).to_have_count(0)


def test_search_files_are_asked_for_when_it_opens(pages, address, context, language):
    """Nothing of the search is fetched before a reader opens it."""
    page = context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + pages.chapters(language)[0])
    page.evaluate("() => new Promise(requestIdleCallback)")  # the page has nothing more to do
    assert not [url for url in asked if re.search(r"/search\b", url)]
    look_for(page, "information")
    files = sorted(re.sub(r"\.[0-9a-f]{10}\.", ".", url.removeprefix(address)) for url in asked if re.search(r"/search\b", url))
    assert files == [f"{language}/assets/search.js", f"{language}/search.json"]


@pytest.mark.parametrize("missing", ["**/assets/search.*.js", "**/search.json"])
def test_failed_search_says_so(context, address, language, missing):
    """When the search's script or its index does not come, a sentence says so and the page goes on working."""
    page = context().new_page()
    page.route(missing, lambda route: route.abort())
    page.goto(f"{address}{language}/")
    page.locator("[data-search-open]").click()
    expect(page.locator(".search [role=status]")).to_have_text(INTERFACE["search-failed"][language])
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()


def test_hostile_words_are_inert(visit, language):
    """HTML that is typed into the search is searched for, and nothing else."""
    page = visit(f"{language}/")
    for words in HOSTILE:
        look_for(page, words)
        assert page.evaluate("() => window.hurt") is None, words
        assert page.locator(".search").locator("img, script, b").count() == 0, words
