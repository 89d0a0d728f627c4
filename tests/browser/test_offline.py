"""The offline edition opens from a disk: pages, links, worksheets, search and languages, without a failed request."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
import pytest
from playwright.sync_api import Page, expect

from .conftest import LANGUAGES, Pages


def watched(context, **options: object) -> tuple[Page, list[str]]:
    page: Page = context(**options).new_page()
    trouble: list[str] = []
    page.on("requestfailed", lambda request: trouble.append(f"failed: {request.url}") if "ERR_ABORTED" not in request.failure else None)
    page.on("request", lambda request: trouble.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None)
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    return page, trouble


def test_every_link_leads_to_a_file(unpacked: Path, site: Path) -> None:
    """No link or picture of any page leads to a folder or to nothing; every worksheet is there."""
    missing, looked_at = [], Counter()
    for path in unpacked.rglob("*.html"):
        for address in lxml.html.fromstring(path.read_bytes()).xpath(
            "//a/@href | //img/@src | //script/@src | //link[@rel='stylesheet' or @rel='icon']/@href"
        ):
            if not urlsplit(address).scheme:
                target = urldefrag(urljoin(path.as_uri(), address))[0]
                looked_at[path] += 1
                if not Path(urlsplit(target).path).is_file():
                    missing.append(f"{path.relative_to(unpacked)}: {address}")
    fewest = min(looked_at[path] for path in unpacked.rglob("*.html") if path.parent != unpacked)  # the root page chooses a language
    assert fewest >= 20 and missing == []
    names = {path.name for path in unpacked.rglob("*.pdf")}
    assert names and names == {path.name for path in site.rglob("*.pdf")} and (unpacked / "README.txt").is_file()


def test_pages_open_from_a_disk(context, unpacked: Path) -> None:
    """Pages of every kind open from file: without a failed request or an error, in the handbook's typeface."""
    page, trouble = watched(context)
    for path in (path for language in LANGUAGES for path in Pages(unpacked).various(language)):
        page.goto((unpacked / path / "index.html" if path.endswith("/") else unpacked / path).as_uri())
    assert page.evaluate("document.fonts.load('1em Handbook').then(fonts => fonts.length)") == 1
    assert trouble == []


@pytest.mark.parametrize(("language", "asked"), [("en", "thank you"), ("fr", "reseautage"), ("fr", "Remerciement")])
def test_the_search_works_without_a_server(context, unpacked: Path, language: str, asked: str) -> None:
    """The search finds words by their beginning, without accents or capitals, and leads to the place."""
    page, trouble = watched(context)
    page.goto(
        (unpacked / language / "letters" / "index.html" if language == "en" else unpacked / language / "lettres" / "index.html").as_uri()
    )
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill(asked)
    expect(page.locator(".search li a").first).to_be_visible()
    page.locator(".search li a").first.click()
    page.wait_for_load_state()
    anchor = urlsplit(page.url).fragment
    assert Path(urlsplit(page.url).path).is_file() and page.locator(f"#{anchor}" if anchor else "h1").count() == 1
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill("zzzxqw")
    expect(page.locator(".search [role=status]")).to_have_text(page.locator("dialog.search").get_attribute("data-none"))
    assert trouble == []


def test_tools_work_from_a_disk(context, unpacked: Path) -> None:
    """Where modules do not load, a worksheet keeps words and counts what is chosen all the same, and My words shows them."""
    page, trouble = watched(context)
    sheet = next(
        path for path in sorted(unpacked.rglob("index.html")) if "data-chosen" in (text := path.read_text("utf-8")) and "data-keep" in text
    )
    page.goto(sheet.as_uri())
    page.locator("[data-keep]").check()
    page.locator("form textarea").first.fill("From a stick")
    page.locator("[data-choice]").first.check()
    expect(page.locator("[data-chosen] [role=status]").first).to_contain_text("1")
    page.locator(".keep a").click()
    expect(page.locator(".words__kept")).to_contain_text("From a stick")
    assert trouble == []


def test_a_reader_moves_about(context, unpacked: Path) -> None:
    """From the root to a language by choice, to the other one on the same page, and back home."""
    page, trouble = watched(context, locale="de-DE")
    page.goto((unpacked / "index.html").as_uri())
    page.locator("a.action").first.click()
    page.locator(".menu a").first.click()
    here = page.url
    page.locator(".languages a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", list(LANGUAGES.values())[1])
    assert page.url != here and page.url.endswith("index.html")
    page.locator("a.brand").click()
    expect(page.locator("h1")).to_be_visible()
    page.goto((unpacked / "index.html").as_uri())  # the choice is remembered, as far as a disk allows
    assert trouble == []
