"""Recordings: none is fetched or played unasked, what is asked for plays under the site's own policy, its words are beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW
from .server import Handler, serving

STAGE = "en/chapters/job-interview/before/"


@pytest.fixture(scope="module")
def root(demo_site: Path) -> Iterator[str]:
    """The demo as a host serves it that reads _headers."""
    policy = re.search("Content-Security-Policy: (.*)", (demo_site / "_headers").read_text("utf-8"))[1]

    class Strict(Handler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    with serving(demo_site, handler=Strict) as address:
        yield address


@pytest.fixture
def page(context, root: str) -> Page:
    opened: Page = context(width=NARROW, service_workers="block").new_page()
    opened.asked = []
    opened.wrong = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: message.type == "error" and opened.wrong.append(message.text))
    opened.goto(root + STAGE)
    return opened


def media(page: Page) -> list[str]:
    return [url.rpartition("/")[2] for url in page.asked if re.search(r"\.(mp3|webm|vtt)$", url)]


def test_none_is_fetched_unasked(page: Page) -> None:
    """A page with recordings asks for none of them wherever it is scrolled; the captions alone are there, so that they are on."""
    for player in page.locator("audio, video").all():
        player.scroll_into_view_if_needed()
        assert player.evaluate("player => [player.paused, player.autoplay, player.preload, player.controls]") == [True, False, "none", True]
    page.wait_for_load_state("networkidle")
    assert media(page) == ["signed.vtt"]


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_it_plays_when_asked(page: Page, kind: str) -> None:
    """Sound and video play under the policy; the captions of a video are on."""
    player = page.locator(kind)
    player.evaluate("player => { player.muted = true; return player.play() }")
    page.wait_for_function(
        "kind => { const player = document.querySelector(kind); return player.currentTime > 0 || player.ended }", arg=kind
    )
    if kind == "video":
        page.wait_for_function("() => document.querySelector('video').textTracks[0].cues?.length === 1")
        assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"
    assert page.wrong == []


def test_its_words_are_beside_it(page: Page) -> None:
    """The player is named, the transcript opens without a script's help and is read, and the search finds what it says."""
    expect(page.locator("audio")).to_have_attribute("aria-label", "A short word of welcome")
    page.get_by_text("Transcript: A short word of welcome").click()
    expect(page.get_by_text("Welcome, all 12 of you.")).to_be_visible()
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill("signs good morning")
    expect(page.locator(".search li a").first).to_have_attribute("href", re.compile("#read-up$"))


def test_paper_has_its_words(page: Page) -> None:
    """A page that is printed has no player, and what the recording says."""
    page.emulate_media(media="print")
    for player in page.locator("audio, video").all():
        expect(player).to_be_hidden()
    expect(page.get_by_text("A person signs good morning.")).to_be_visible()
