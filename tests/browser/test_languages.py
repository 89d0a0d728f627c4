"""A reader changes language on any page and stays on that page; the choice is remembered."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import LANGUAGES, ROOT

PLACES = """() => ({
  canonical: document.querySelector("link[rel=canonical]").href,
  alternates: Object.fromEntries([...document.querySelectorAll("link[rel=alternate]")].map(link => [link.hreflang, link.href])),
  lang: document.documentElement.lang,
})"""

switches = "header a[data-language]"


def path_of(address: str) -> str:
    return urlsplit(address).path


def test_hreflang_is_reciprocal(visit, pages, address, language):
    """Every page names itself, its other languages and the root; each page it names says the same of it."""
    page = visit(f"{language}/")
    said: dict[str, dict] = {}

    def places(path: str) -> dict:
        if path not in said:
            page.goto(address + path)
            said[path] = page.evaluate(PLACES)
        return said[path]

    for path in (path for path in pages.of(language) if path.endswith("/")):
        here = places(path)
        assert here["lang"] == LANGUAGES[language]
        assert path_of(here["canonical"]) == f"/{path}"
        assert here["alternates"].keys() == {*LANGUAGES.values(), "x-default"}, path
        assert here["alternates"][LANGUAGES[language]] == here["canonical"]
        assert path_of(here["alternates"]["x-default"]) == "/"
        for code in LANGUAGES.values():
            there = places(path_of(here["alternates"][code]).removeprefix("/"))
            assert there["alternates"] == here["alternates"], f"{path} and its {code} page do not agree"
            assert there["lang"] == code


def test_switch_leads_to_the_same_page_and_back(visit, pages, address, language):
    """On every page, the links to other languages lead to that page in them, and theirs lead back."""
    page = visit(f"{language}/")
    for path in (path for path in pages.of(language) if path.endswith("/")):
        page.goto(address + path)
        alternates = page.evaluate(PLACES)["alternates"]
        assert page.locator(switches).count() == len(LANGUAGES) - 1
        for code in LANGUAGES.keys() - {language}:
            page.locator(f'{switches}[data-language="{code}"]').click()
            expect(page).to_have_url(address.rstrip("/") + path_of(alternates[LANGUAGES[code]]))
            page.locator(f'{switches}[data-language="{language}"]').click()
            expect(page).to_have_url(address + path)


def test_404_page_leads_to_the_other_language(visit, address, language):
    """From a wrong address, at any depth, the links to other languages lead to their home pages."""
    for wrong in ("nowhere", "chapters/nowhere/deeper"):
        for code in LANGUAGES.keys() - {language}:
            page = visit(f"{language}/{wrong}")
            expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[language])
            page.locator(f'{switches}[data-language="{code}"]').click()
            expect(page).to_have_url(f"{address}{code}/")


@pytest.mark.parametrize("browsers", ["de-DE", "en-US", "fr-CA"])
def test_choice_is_remembered(visit, address, language, browsers):
    """The root leads to the language that the reader chose last, whatever language the browser asks for."""
    page = visit(f"{language}/", locale=browsers)
    for chosen in (language, *(LANGUAGES.keys() - {language}), language):
        others = next(code for code in LANGUAGES if code != chosen)
        page.goto(f"{address}{others}/")
        page.locator(f'{switches}[data-language="{chosen}"]').click()
        expect(page).to_have_url(f"{address}{chosen}/")
        page.goto(address)
        expect(page).to_have_url(f"{address}{chosen}/")


@pytest.mark.parametrize(("browsers", "expected"), [("fr-CA", "fr"), ("fr-FR", "fr"), ("en-US", "en"), ("en-GB", "en")])
def test_first_visit_follows_the_browser(visit, address, browsers, expected):
    """On a first visit, the root leads to the browser's language."""
    page = visit("", locale=browsers)
    expect(page).to_have_url(f"{address}{expected}/")


def offers_every_language(page: Page, address: str) -> None:
    for code in LANGUAGES:
        page.goto(address)
        link = page.locator(f'a[href="{code}/"]')
        expect(link).to_be_visible()
        link.click()
        expect(page).to_have_url(f"{address}{code}/")


def test_unknown_language_may_choose(visit, address):
    """A browser that asks for neither language gets links to both."""
    offers_every_language(visit("", locale="de-DE"), address)


@pytest.mark.parametrize("browsers", ["de-DE", "fr-CA"])
def test_root_works_without_script(visit, address, browsers):
    """Without JavaScript, the root offers links to every language."""
    offers_every_language(visit("", locale=browsers, java_script_enabled=False), address)


def test_single_404_page_speaks_the_language_of_the_address(context, pages, address, language):
    """Where a host has one 404 page only, it shows the language of the wrong address, and every language elsewhere."""
    page = context().new_page()
    page.route("**/nowhere*", lambda route: route.fulfill(status=404, content_type="text/html", path=pages.site / "404.html"))
    page.goto(f"{address}{language}/nowhere")
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[language])
    expect(page.locator("section:visible")).to_have_count(1)
    page.locator("section:visible a").click()
    expect(page).to_have_url(f"{address}{language}/")
    page.goto(f"{address}nowhere")
    expect(page.locator("section:visible")).to_have_count(len(LANGUAGES))


def test_languages_are_read_from_the_content():
    """These tests have at least two languages to compare."""
    assert len(LANGUAGES) > 1, ROOT
