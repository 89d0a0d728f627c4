"""axe-core finds nothing: WCAG 2.2 A, AA and AAA as far as a machine can tell, and its best practices."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from .conftest import LANGUAGES, LOOKS

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Rules that axe leaves off until asked by name.
ASKED = ["color-contrast-enhanced", "identical-links-same-purpose", "target-size"]
#: One rule for contrast in place of two, since telling colours is most of axe's work: axe's own for AAA leaves what fails AA to the
#: rule for AA (`minThreshold`). The other values are axe's.
NEEDLESS = ["color-contrast"]
CONTRAST = {
    "contrastRatio": {"normal": {"expected": 7}, "large": {"expected": 4.5}},
    "boldValue": 700, "boldTextPt": 14, "largeTextPt": 18, "ignoreUnicode": True, "ignoreLength": False, "ignorePseudo": False,
    "pseudoSizeThreshold": 0.25, "shadowOutlineEmMax": 0.1, "textStrokeEmMin": 0.03,
}  # fmt: skip
CONFIGURE = "options => axe.configure({ checks: [{ id: 'color-contrast-enhanced', options }] })"
#: Rules that must have had something to judge on a page of text: else axe did not really run.
MUST_RUN = {"color-contrast-enhanced", "region", "target-size"}


def faults(page: Page, without: tuple[str, ...] = ()) -> list[str]:
    """What axe has against the page as it is now: rule, places, reason; `without` are rules that it is not asked."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
        page.evaluate(CONFIGURE, CONTRAST)
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {rule: {"enabled": rule in ASKED} for rule in (*ASKED, *NEEDLESS)} | {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("options => axe.run(document, options)", options)
    ran = {rule["id"] for rule in (*found["passes"], *found["violations"], *found["incomplete"])}
    assert ran >= MUST_RUN - {*without}, f"axe did not run {MUST_RUN - ran} on {page.url}"
    return [
        f"{page.url} {rule['id']} at {node['target']}: {node['failureSummary']}" for rule in found["violations"] for node in rule["nodes"]
    ]


def faults_in_both_looks(page: Page) -> list[str]:
    """What axe has against the page on a telephone in the light and on a desk in the dark."""
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} px, {scheme}: {fault}" for fault in faults(page)]
    return found


@pytest.mark.parametrize("colour", ["#ddd", "#777", "#666"])
def test_poor_contrast_would_be_found(visit, language, colour):
    """Text is a fault below 3:1, below 4.5:1 and below 7:1 alike."""
    page = visit(f"{language}/404.html")
    write = "(main, colour) => main.insertAdjacentHTML('beforeend', `<p style='color: ${colour}; background: white'>Hard to read</p>`)"
    page.locator("main").evaluate(write, colour)
    assert [fault for fault in faults(page) if "color-contrast-enhanced" in fault]


def test_every_page_passes_axe(visit, pages, address, part):
    """Every page, the 404 pages and the root page have no fault: few of them in every look, and each for what its content may spoil.

    Contrast, most of axe's work, is the stylesheets' alone. A page has the same parts in each language (test_coverage.py), so every
    one is looked at in the first, and of the others those that together hold everything.
    """
    page = visit("", locale="de-DE")
    found, various = [], set(pages.various(part))
    for path in pages.of(part) if part == next(iter(LANGUAGES)) else pages.various(part):
        page.goto(address + path)
        found += faults_in_both_looks(page) if path in various else faults(page, without=("color-contrast-enhanced",))
    assert not found, "\n".join(found)


def test_open_search_passes_axe(visit, language):
    """The search dialog has no fault, empty and with results."""
    page = visit(f"{language}/")
    page.locator("[data-search-open]").click()
    found = faults_in_both_looks(page)
    page.locator("#search-field").fill("information")
    expect(page.locator(".search li").first).to_be_visible()
    found += faults_in_both_looks(page)
    assert not found, "\n".join(found)


def test_filled_letter_passes_axe(visit, pages, language):
    """A letter whose blanks are filled and whose text was copied has no fault."""
    page = visit(pages.letters(language)[0], permissions=["clipboard-write"])
    for field in page.locator("[data-field]:visible").all():
        field.fill("Zoë Bélanger-Nguyễn")
    page.locator("[data-copy]").click()
    expect(page.locator("article .letter-tools [role=status]")).not_to_be_empty()
    found = faults_in_both_looks(page)
    assert not found, "\n".join(found)


def test_open_contents_pass_axe(visit, pages, language):
    """A chapter with every list of its contents open has no fault."""
    page = visit(pages.chapters(language)[0])
    page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
    found = faults_in_both_looks(page)
    assert not found, "\n".join(found)
