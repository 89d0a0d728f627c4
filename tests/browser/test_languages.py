"""A reader changes language on any page and stays on that page; the choice is remembered."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from playwright.sync_api import Page, expect

from .conftest import LANGUAGES, ROOT

switches = "header a[data-language]"


def path_of(address: str) -> str:
    return urlsplit(address).path


def alternates(page: lxml.html.HtmlElement) -> dict[str, str]:
    """hreflang -> address of a page in other languages and of the root."""
    return {link.get("hreflang"): link.get("href") for link in page.findall(".//link[@rel='alternate'][@hreflang]")}


def test_hreflang_and_switches_are_reciprocal(pages, language):
    """Every page names itself, its other languages and the root; each page it names says the same; its switches lead to them."""
    read = {path: lxml.html.fromstring(pages.html(path)) for path in pages.all}
    for path in (path for path in pages.of(language) if path.endswith("/")):
        here, found = read[path], alternates(read[path])
        canonical = here.find(".//link[@rel='canonical']").get("href")
        assert here.get("lang") == LANGUAGES[language]
        assert path_of(canonical) == f"/{path}"
        assert found.keys() == {*LANGUAGES.values(), "x-default"}, path
        assert found[LANGUAGES[language]] == canonical
        assert path_of(found["x-default"]) == "/"
        for code in LANGUAGES.values():
            there = read[path_of(found[code]).removeprefix("/")]
            assert alternates(there) == found, f"{path} and its {code} page do not agree"
            assert there.get("lang") == code
        switched = {link.get("data-language"): urljoin(canonical, link.get("href")) for link in here.xpath("//header//a[@data-language]")}
        assert switched == {code: found[locale] for code, locale in LANGUAGES.items() if code != language}, path


def test_switch_leads_to_the_same_page_and_back(visit, pages, address, language):
    """On a page whose address differs between the languages, the links to them lead to that page, and theirs lead back."""
    path = pages.chapters(language)[0]
    page = visit(path)
    for code in LANGUAGES.keys() - {language}:
        there = path_of(alternates(lxml.html.fromstring(pages.html(path)))[LANGUAGES[code]])
        page.locator(f'{switches}[data-language="{code}"]').click()
        expect(page).to_have_url(address.rstrip("/") + there)
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
def test_choice_is_remembered(visit, address, browsers):
    """The root leads to the language that the reader chose last, whatever language the browser asks for."""
    page = visit("404.html", locale=browsers)
    for chosen in (*LANGUAGES, *LANGUAGES):
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
