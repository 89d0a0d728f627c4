"""axe-core finds nothing: WCAG 2.2 A, AA and AAA as far as a machine can tell, and its best practices."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, WIDE

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Rules that axe leaves off until asked by name.
ASKED = ["color-contrast-enhanced", "identical-links-same-purpose", "target-size"]
#: Rules that must have had something to judge on a page of text: else axe did not really run.
MUST_RUN = {"color-contrast-enhanced", "region", "target-size"}

widths = pytest.mark.parametrize("width", [NARROW, WIDE])
schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


def faults(page: Page) -> list[str]:
    """What axe has against the page as it is now: rule, places, reason."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {rule: {"enabled": True} for rule in ASKED},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("options => axe.run(document, options)", options)
    ran = {rule["id"] for rule in (*found["passes"], *found["violations"], *found["incomplete"])}
    assert ran >= MUST_RUN, f"axe did not run {MUST_RUN - ran} on {page.url}"
    return [
        f"{page.url} {rule['id']} at {node['target']}: {node['failureSummary']}" for rule in found["violations"] for node in rule["nodes"]
    ]


@widths
@schemes
def test_every_page_passes_axe(visit, pages, address, part, scheme, width):
    """Every page, the 404 pages and the root page have no fault, on a telephone and a desk, light and dark."""
    page = visit("", width=width, color_scheme=scheme, locale="de-DE")
    found = []
    for path in pages.of(part):
        page.goto(address + path)
        found += faults(page)
    assert not found, "\n".join(found)


@widths
@schemes
def test_open_search_passes_axe(visit, language, scheme, width):
    """The search dialog has no fault, empty and with results."""
    page = visit(f"{language}/", width=width, color_scheme=scheme)
    page.locator("[data-search-open]").click()
    found = faults(page)
    page.locator("#search-field").fill("information")
    expect(page.locator(".search li").first).to_be_visible()
    found += faults(page)
    assert not found, "\n".join(found)


@widths
@schemes
def test_filled_letter_passes_axe(visit, pages, language, scheme, width):
    """A letter whose blanks are filled and whose text was copied has no fault."""
    page = visit(pages.letters(language)[0], width=width, color_scheme=scheme, permissions=["clipboard-write"])
    for field in page.locator("[data-fill]").all():
        field.fill("Zoë Bélanger-Nguyễn")
    page.locator("[data-copy]").click()
    expect(page.locator("article [role=status]")).not_to_be_empty()
    found = faults(page)
    assert not found, "\n".join(found)


@schemes
def test_open_contents_pass_axe(visit, pages, language, scheme):
    """A chapter with every list of its contents open has no fault."""
    page = visit(pages.chapters(language)[0], color_scheme=scheme)
    page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
    found = faults(page)
    assert not found, "\n".join(found)
