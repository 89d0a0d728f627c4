"""Steps that are done, and the place where a reader stopped: kept on the device by a button, shown and forgotten on Home."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW
from .server import serving

CHAPTER = "chapters/job-interview/before/"


@pytest.fixture(scope="module")
def root(demo_site: Path):
    with serving(demo_site, "/ours/") as address:
        yield address


@pytest.fixture
def page(context, root: str) -> Page:
    page = context(width=NARROW, service_workers="block").new_page()
    page.goto(f"{root}en/{CHAPTER}")
    return page


def kept(page: Page) -> dict:
    """What is stored, by its key, without what every page stores."""
    found = json.loads(page.evaluate("JSON.stringify(localStorage)"))
    return {key: json.loads(value) for key, value in found.items() if key.startswith("handbook-place")}


def test_nothing_is_kept_unasked(page: Page) -> None:
    """Whoever only reads leaves nothing; Home shows nothing then."""
    page.goto(page.url.replace(CHAPTER, ""))
    expect(page.locator("[data-back]")).to_be_hidden()
    assert kept(page) == {}


def test_a_place_leads_back_in_every_language(page: Page) -> None:
    """With the keyboard alone: a step is done, the reader stops there, comes back in the other language, and has it forgotten."""
    step = page.locator("[data-step]").first
    anchor = step.get_attribute("data-step").split("/")[-1]
    for button in ("[data-done]", "[data-stop]"):
        step.locator(button).focus()
        page.keyboard.press("Enter")
        expect(step.locator(button)).to_have_attribute("aria-pressed", "true")
    expect(step.get_by_role("status")).not_to_be_empty()
    assert list(kept(page)) == ["handbook-place /ours/"]
    page.reload()
    expect(step.locator("[data-stop]")).to_have_attribute("aria-pressed", "true")
    for language in ("en", "fr"):
        page.goto(re.sub(r"/ours/.*", f"/ours/{language}/", page.url))
        back = page.locator("[data-back]")
        expect(back).to_contain_text("1")
        address = page.evaluate("document.querySelector('[data-back] a').href")
        back.get_by_role("link").click()
        page.wait_for_url(address)
        assert f"/ours/{language}/" in address and page.locator(f":target#{anchor}").count() == 1
        page.go_back()
    page.locator("[data-back] button").click()
    expect(page.locator("[data-back]")).to_be_hidden()
    assert kept(page) == {}


def test_a_mark_can_be_taken_back(page: Page) -> None:
    """Done is undone by the same button, and Home counts no longer."""
    done = page.locator("[data-done]").first
    done.click()
    done.click()
    expect(done).to_have_attribute("aria-pressed", "false")
    assert kept(page) == {"handbook-place /ours/": {"done": {}, "stop": None}}


def test_a_browser_that_refuses_is_told_of(page: Page) -> None:
    """Where storage is off or full, the page says that nothing is kept, and shows no mark as set."""
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }")
    step = page.locator("[data-step]").first
    step.locator("[data-stop]").click()
    expect(step.get_by_role("status")).to_have_text(step.get_by_role("status").get_attribute("data-refused"))
    expect(step.locator("[data-stop]")).to_have_attribute("aria-pressed", "false")


HOSTILE = [
    "javascript:alert(1)",
    "//elsewhere.example/",
    "../../elsewhere/",
    "\\\\elsewhere.example\\",
    'en/"><img src=x onerror=alert(1)>',
]


@pytest.mark.parametrize("path", HOSTILE)
def test_what_was_tampered_with_leads_nowhere_else(page: Page, path: str) -> None:
    """Whatever stands in the storage, the link stays within this handbook, and its words are words."""
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    stop = {"step": "x/y", "anchor": "<b>", "places": {"en": {"path": path, "title": "<img src=x onerror=alert(1)> 🎉"}}}
    page.evaluate("place => localStorage.setItem('handbook-place /ours/', JSON.stringify(place))", {"done": {"x": True}, "stop": stop})
    page.goto(page.url.replace(CHAPTER, ""))
    link = page.locator("[data-back] a")
    expect(link).to_contain_text("<img src=x onerror=alert(1)> 🎉")
    assert re.match(r"http://127\.0\.0\.1:\d+/ours/", link.evaluate("link => link.href")) and said == []


@pytest.mark.parametrize("stored", ["", "null", "[]", "3", '{"done": 1, "stop": {}}', "{"])
def test_what_cannot_be_read_is_nothing(page: Page, stored: str) -> None:
    """A storage that holds something else is as good as none, and the buttons still work."""
    failed = []
    page.on("pageerror", lambda error: failed.append(error))
    page.evaluate("stored => localStorage.setItem('handbook-place /ours/', stored)", stored)
    page.reload()
    page.locator("[data-done]").first.click()
    expect(page.locator("[data-done]").first).to_have_attribute("aria-pressed", "true")
    assert failed == []
