"""Rights at work, by province: all folded, or the one that a reader chose once for every page of this device."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW
from .server import serving

ABOUT, STAGE = "en/about/", "fr/chapitres/entrevue-d-embauche/pendant/"


@pytest.fixture(scope="module")
def root(demo_site: Path):
    with serving(demo_site, "/ours/") as address:
        yield address


@pytest.fixture
def page(context, root: str) -> Page:
    page = context(width=NARROW, service_workers="block").new_page()
    page.goto(root + ABOUT)
    return page


def stored(page: Page) -> str | None:
    return page.evaluate("localStorage.getItem('handbook-province /ours/')")


def test_a_choice_holds_on_every_page(page: Page, root: str) -> None:
    """Nothing is kept unasked. A choice shows its province, and what concerns everybody, in each language; choosing all forgets it."""
    north, trains = (page.locator(f"[data-province={name}]") for name in ("north", "trains"))
    assert stored(page) is None
    expect(north.locator("dl")).to_be_hidden()
    page.locator("[data-where]").select_option("north")
    expect(north.locator("dl")).to_be_visible()
    expect(trains).to_be_visible()
    expect(page.locator(".where").get_by_role("status")).not_to_be_empty()
    page.goto(root + STAGE)
    expect(page.locator("[data-where]")).to_have_value("north")
    expect(north.locator("dl")).to_be_visible()
    page.locator("[data-where]").select_option("")
    assert stored(page) is None
    page.reload()
    expect(page.locator("[data-where]")).to_have_value("")
    expect(north.locator("dl")).to_be_hidden()


def test_what_is_kept_may_be_anything(page: Page) -> None:
    """A province that this edition does not have shows all; a link to one shows it, whichever is chosen."""
    page.evaluate("localStorage.setItem('handbook-province /ours/', 'atlantis')")
    page.reload()
    expect(page.locator("[data-where]")).to_have_value("")
    expect(page.locator("[data-province]:visible")).to_have_count(2)
    page.evaluate("location.hash = 'north'")
    expect(page.locator("[data-province=north] dl")).to_be_visible()


def test_all_is_there_without_a_script(context, root: str) -> None:
    """Whoever has no script opens what concerns them; there is nothing to choose."""
    page = context(width=NARROW, java_script_enabled=False).new_page()
    page.goto(root + STAGE)
    expect(page.locator("[data-where]")).to_be_hidden()
    page.locator("[data-province=north] summary").click()
    expect(page.locator("[data-province=north] dl")).to_be_visible()
