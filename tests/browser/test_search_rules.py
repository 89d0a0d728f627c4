"""How the search tells words and ranks places, asked of entries made up for it: no author's words, and every rule by itself."""

from __future__ import annotations

import itertools
import json

import pytest
from playwright.sync_api import Page, expect

from macros.checking.languages import LANGUAGES
from macros.site import search

from .conftest import ROOT
from .test_search import look_for

DIALOG = """<button data-search-open>?</button><dialog class="search" data-root="./" data-none="none" data-one="1" data-other="{count}"
data-failed="failed" open><input type="search" id="search-field"><p role="status"></p><ol></ol></dialog>"""
SCRIPT = (ROOT / "overrides" / "assets" / "search.js").read_text(encoding="utf-8")
WORDS = {
    "en": [
        "Thank-you notes",
        "Studies",
        "Meetings",
        "Disclosing",
        "A coffee-chat",
        "Accommodation",
        "Résumés",
        "Buses",
        "Transferable skills",
    ],
    "fr": [
        "Employeur",
        "Entrevue",
        "Horaire",
        "Identité",
        "Œuvre",
        "Usine",
        "Cœur",
        "Ex æquo",
        "Rendez-vous",
        "Bureaux",
        "Journaux",
        "Remercier",
    ],
}
#: (language, what is typed, title that it must find first)
ASKED = [
    *(("fr", f"{elided}{sign}{word}", word.capitalize())
      for elided, sign, word in itertools.product(("l", "d", "qu", "s", "n", "j", "m", "t", "c"), ("’", "'", " ", ""),
                                                  ("employeur", "entrevue", "horaire", "identité", "usine"))),
    *(("fr", words, "Œuvre") for words in ("oeuvre", "œuvre", "ŒUVRE", "oeuvres", "l’œuvre", "d'oeuvre", "loeuvre")),
    *(("fr", words, "Cœur") for words in ("coeur", "cœurs", "au coeur", "COEUR")),
    *(("fr", words, "Ex æquo") for words in ("ex aequo", "ex-æquo", "aequo")),
    *(("fr", words, "Rendez-vous") for words in ("rendez vous", "rendezvous", "un rendez-vous", "rendez‑vous", "mes rendez-vous")),
    *(("fr", words, "Bureaux") for words in ("bureau", "bureaux", "le bureau")),
    *(("fr", words, "Journaux") for words in ("journal", "journaux")),
    *(("fr", words, "Remercier") for words in ("remerciement", "remerciments", "remerciez", "comment remercier quelqu’un?", "remercie")),
    *(("en", words, "Thank-you notes") for words in ("thankyou", "thank you note", "thank-you", "THANKYOU NOTE")),
    *(("en", words, "Studies") for words in ("study", "studies", "studys")),
    *(("en", words, "Meetings") for words in ("meeting", "meet", "meetins", "when is the meeting")),
    *(("en", words, "Disclosing") for words in ("disclose", "disclosure", "do i have to disclose it?", "dislosing")),
    *(("en", words, "A coffee-chat") for words in ("coffee chat", "coffeechat", "coffee-chats", "coff")),
    *(("en", words, "Accommodation") for words in ("accomodation", "accommodations", "acommodation", "accommodate")),
    *(("en", words, "Résumés") for words in ("resume", "résumé", "my resumes")),
    ("en", "bus", "Buses"),
    ("en", "transferrable skils", "Transferable skills"),
]  # fmt: skip


def entry(title: str, text: str = "", *words: str, page: str = "Page") -> dict:
    return {"url": f"{page}/#{title}", "page": page, "title": title, "words": list(words), "text": text}


@pytest.fixture
def asks(context):
    """Gives a page whose search has the entries that it is given, in a language."""

    def show(language: str, entries: list[dict]) -> Page:
        page = context().new_page()
        page.set_content(DIALOG)
        page.evaluate("index => { window.handbookIndex = index }", {"rules": search.rules(language), "entries": entries})
        page.add_script_tag(content=f"(() => {{{SCRIPT.replace('location.href', json.dumps('http://127.0.0.1/'))}}})()")
        return page

    return show


def first(page: Page, words: str) -> str:
    """The title of the first result."""
    look_for(page, words)
    found = page.locator(".search li a")
    return found.first.text_content().removeprefix("Page – ") if found.count() else ""


def test_words_are_told_in_each_form(asks, language: str) -> None:
    """Elisions with and without apostrophe, ligatures, hyphens, plurals, kin and slips of the keyboard find the word."""
    page = asks(language, [entry(title) for title in WORDS[language]])
    asked = [(words, title) for code, words, title in ASKED if code == language]
    assert len(asked) > 20
    assert [(words, got, title) for words, title in asked if (got := first(page, words)) != title] == []


def test_every_elided_word_is_a_rule() -> None:
    """What the test above asks for is all that the rules know, but for the long ones."""
    assert {"l", "d", "qu", "s", "n", "j", "m", "t", "c"} <= set(LANGUAGES["fr"]["elided"].split())


def test_a_result_that_is_not_translated_says_its_language(asks) -> None:
    """An entry with a language of its own has it on its result, and on no other."""
    page = asks("fr", [entry("Mon réseau"), {**entry("My réseau"), "lang": "en-CA"}])
    look_for(page, "réseau")
    said = page.locator(".search li").evaluate_all("found => found.map(one => [one.querySelector('a').textContent, one.lang])")
    assert sorted(said) == [["Page – Mon réseau", ""], ["Page – My réseau", "en-CA"]]


def test_places_are_ranked(asks) -> None:
    """Titles and unseen words stand above the text, a phrase said whole above its words, and weak results are left out."""
    text = "The garden is large and has many trees and flowers that people like to see in spring."
    page = asks(
        "en",
        [
            entry("Flowers in a vase", text),
            entry("Garden", "Something."),
            entry("Spring", f"{text} {text} garden garden"),
            entry("Outdoors", "Something else.", "back yard", "tired of the garden fence"),
            entry("Fence", "Tired."),
        ],
    )
    assert first(page, "garden") == "Garden"
    assert first(page, "yard") == "Outdoors"
    assert first(page, "where is the back yard?") == "Outdoors"
    assert first(page, "tired of the garden fence") == "Outdoors"
    assert first(page, "flowers") == "Flowers in a vase"
    look_for(page, "garden")
    assert page.locator(".search li mark").all_text_contents() and len(page.locator(".search li").all()) <= 4


def test_questions_are_answered_by_what_is_known_of_them(asks) -> None:
    """A word that stands nowhere keeps no other from being found; where nothing is known, nothing is found."""
    page = asks("en", [entry("Illness"), entry("Clothes"), entry("Who are you")])
    assert first(page, "do i have to tell my supervisor about my illness?") == "Illness"
    assert first(page, "who are you") == "Who are you"  # words that hold sentences together, where there are no others
    assert first(page, "xylophone") == first(page, "is it about a xylophone") == ""
    expect(page.locator("[role=status]")).to_have_text("none")


@pytest.mark.parametrize("code", ["es", "de", "ja", "sr"])
def test_a_language_without_rules_is_searched(asks, code: str) -> None:
    """Of a language that nobody has said anything of, words are found as they stand, without accents and by their beginning."""
    page = asks(code, [entry("Información"), entry("Über uns"), entry("就業"), entry("Посао")])
    assert [first(page, words) for words in ("informacion", "inf", "uber", "就業", "ПОСАО")] == [
        "Información", "Información", "Über uns", "就業", "Посао",
    ]  # fmt: skip
