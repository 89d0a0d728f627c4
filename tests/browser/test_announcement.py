"""An announcement is there until its last day, and until a reader has put it away: on the device, by a key of its own."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .conftest import NARROW, WIDE
from .server import serving

#: As tests/demo has it.
LAST = datetime.date(2099, 12, 31)
KEY = "handbook-announcement /handbook/"


@pytest.fixture(scope="module")
def root(demo_site: Path) -> Iterator[str]:
    with serving(demo_site, "/handbook/") as address:
        yield address


def announcement(page: Page) -> Locator:
    return page.locator(".announcement")


def stored(page: Page) -> dict[str, str]:
    return json.loads(page.evaluate("JSON.stringify(localStorage)"))


def test_it_is_put_away_for_good(context, root: str) -> None:
    """With the keyboard alone: it goes, the focus is where the page begins, and no page of any language shows it again."""
    opened: BrowserContext = context(width=NARROW, service_workers="block")
    page = opened.new_page()
    page.goto(f"{root}en/about/")
    expect(announcement(page)).to_be_visible()
    assert stored(page) == {}
    announcement(page).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(announcement(page)).to_be_hidden()
    expect(page.locator("main")).to_be_focused()
    assert stored(page) == {KEY: LAST.isoformat()} and opened.cookies() == []
    for path in ("en/about/", "en/", "fr/", "en/404.html"):
        page.goto(root + path)
        expect(announcement(page)).to_be_hidden()


def test_another_one_is_shown(context, demo_site: Path, tmp_path: Path) -> None:
    """Whoever has put one away sees the next one, which has another id or last day."""
    site = tmp_path / "site"
    shutil.copytree(demo_site, site)
    page = context(service_workers="block").new_page()
    home = site / "en" / "index.html"
    home.write_text(home.read_text("utf-8").replace(f'data-name="{LAST}"', 'data-name="open-again"'), "utf-8")
    with serving(site, "/handbook/") as root:
        page.goto(f"{root}en/about/")
        announcement(page).get_by_role("button").click()
        page.goto(f"{root}en/letters/")
        expect(announcement(page)).to_be_hidden()
        page.goto(f"{root}en/")
        expect(announcement(page)).to_be_visible()


@pytest.mark.parametrize(("hour", "seen"), [((LAST.day, 0, 0), True), ((LAST.day, 23, 59), True), ((LAST.day + 1, 0, 0), False)])
@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Kiritimati"])
def test_it_is_gone_after_its_last_day(context, root: str, hour: tuple[int, int, int], seen: bool, zone: str) -> None:
    """By the reader's own clock, to the minute, and before anything is drawn: nothing of it flashes."""
    page: Page = context(service_workers="block", timezone_id=zone).new_page()
    day, hours, minutes = hour
    page.add_init_script(f"{{ const now = new Date(2099, 11, {day}, {hours}, {minutes}).getTime(); Date.now = () => now }}")
    page.goto(f"{root}en/", wait_until="commit")
    page.wait_for_selector(".announcement", state="attached")
    assert announcement(page).is_visible() == seen


def test_without_a_script_it_stays(context, root: str) -> None:
    """Without a script it is there to be read, with no button that would do nothing."""
    page: Page = context(java_script_enabled=False).new_page()
    page.goto(f"{root}en/")
    expect(announcement(page)).to_be_visible()
    expect(announcement(page).get_by_role("button")).to_have_count(0)


def test_storage_may_be_off(context, root: str) -> None:
    """In a browser that refuses storage it can be put away for as long as the page is open."""
    page: Page = context(service_workers="block").new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('off', 'SecurityError') } })")
    page.goto(f"{root}en/")
    announcement(page).get_by_role("button").click()
    expect(announcement(page)).to_be_hidden()
    assert wrong == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_paper_has_neither_announcement_nor_logos(context, root: str, width: int) -> None:
    """A page that is printed is its article."""
    page: Page = context(width=width, service_workers="block").new_page()
    page.goto(f"{root}en/about/")
    row = page.locator(".partners")
    expect(row).to_be_visible()
    page.emulate_media(media="print")
    expect(announcement(page)).to_be_hidden()
    expect(row).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_each_partner_has_one_logo_of_one_height(context, root: str, scheme: str, width: int) -> None:
    """Of two logos the one for the colours shows; one alone stands on a light ground in the dark; all are as high, none is cut."""
    page: Page = context(width=width, color_scheme=scheme, service_workers="block").new_page()
    page.goto(f"{root}en/about/")
    logos = page.locator(".partners img:visible")
    expect(logos).to_have_count(3)
    shown = logos.evaluate_all(
        "all => all.map(img => [img.offsetHeight, getComputedStyle(img).backgroundColor, img.src.split('/').at(-1)])"
    )
    assert {height for height, _, _ in shown} == {40}
    grounds = [ground == "rgb(255, 255, 255)" for _, ground, _ in shown]
    assert grounds == [scheme == "dark", scheme == "dark", False]
    assert shown[-1][2] == ("partner-3-dark.svg" if scheme == "dark" else "partner-3.svg")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
