"""The site behind a real nginx with its strict policy: search, letters and colours work, and the browser reports no violation."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from macros.paths import Project

from .conftest import ROOT, Pages

sys.path.insert(0, str(ROOT / "tests"))

import servers


@pytest.fixture(scope="module")
def hosted(branded: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = Project.of(ROOT, ROOT / "tests" / "brands" / "ontario")
    with servers.nginx(project, branded("ontario"), tmp_path_factory.mktemp("nginx")) as root:
        yield root


def test_everything_works_under_the_policy(context, hosted: str, branded) -> None:
    """Various pages, the search, a filled letter and the switch of colours, without one violation or failed request."""
    page: Page = context(permissions=["clipboard-write"]).new_page()
    trouble: list[str] = []

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was asked for before this one had its icon
            trouble.append(f"{request.failure}: {request.url}")

    page.on("requestfailed", failed)
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', event => console.error(`${event.violatedDirective}: ${event.blockedURI}`))"
    )
    site = branded("ontario")
    for language in ("fr", "en"):
        for path in Pages(site).various(language):
            page.goto(hosted + path)
    page.goto(hosted + "fr/")
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill("entrevue")
    expect(page.locator(".search li").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-scheme-switch]").click()
    page.goto(hosted + "en/letters/asking-for-help/")
    page.locator("[data-field]").first.fill("Zoë")
    page.locator("[data-copy]").click()
    expect(page.locator(".letter-tools [role=status]")).not_to_be_empty()
    assert trouble == []


def test_the_policy_would_stop_a_script(context, hosted: str) -> None:
    """The same browser reports a violation when a page does hold a script: the search above can fail."""
    page: Page = context().new_page()
    page.add_init_script("addEventListener('securitypolicyviolation', event => { window.violated = event.violatedDirective })")
    page.goto(hosted + "fr/")
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran = 1'; document.body.append(script) }"
    )
    assert page.evaluate("() => [window.ran, window.violated]") == [None, "script-src-elem"]
