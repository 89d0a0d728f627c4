"""Light and dark: the system's choice, then the reader's; never a flash of the other; always 7:1."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import NARROW, WIDE

#: What the document says of its colours when its body begins, before anything can be drawn.
AT_BODY = """new MutationObserver(() => {
  if (document.body && !("atBody" in window)) window.atBody = document.documentElement.dataset.scheme ?? "system"
}).observe(document, { childList: true, subtree: true })"""

OTHER = {"light": "dark", "dark": "light"}

#: Contrast of every text with the nearest opaque ground below it (WCAG 2.2, 1.4.6; relative luminance as defined there).
CONTRASTS = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number)
  const luminance = colour => {
    const [r, g, b] = numbers(colour).map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b
  }
  const opaque = colour => (numbers(colour)[3] ?? 1) === 1
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.textContent.trim() || !element.checkVisibility() || element.closest("script, style")) continue
    const drawn = element.closest("svg text")
    let below = element
    while (below && !opaque(getComputedStyle(below).backgroundColor)) below = below.parentElement
    let ground = below ? getComputedStyle(below).backgroundColor : "rgb(255, 255, 255)"
    if (drawn?.matches(".path__number")) ground = getComputedStyle(drawn.previousElementSibling).fill
    const [a, b] = [drawn ? getComputedStyle(drawn).fill : getComputedStyle(element).color, ground].map(luminance)
    const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05)
    if (contrast < 7) found.push(`${node.textContent.trim().slice(0, 40)}: ${contrast.toFixed(2)}`)
  }
  return [found, luminance(getComputedStyle(document.body).backgroundColor)]
}"""


def is_dark(page: Page) -> bool:
    return page.evaluate(CONTRASTS)[1] < 0.1


def too_poor(page: Page) -> list[str]:
    """Texts of the page with less than 7:1, in both schemes at both widths; AssertionError where it does not follow the system's scheme."""
    found = []
    for scheme in OTHER:
        page.emulate_media(color_scheme=scheme)
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 800})
            poor, ground = page.evaluate(CONTRASTS)
            assert (ground < 0.1) == (scheme == "dark"), page.url
            found += [f"{width} px, {scheme}: {text}" for text in poor]
    return found


def test_every_text_has_7_to_1(visit, pages, address, part):
    """Every kind of text has a contrast of 7:1 or more, also where axe cannot tell; the page follows the system."""
    page = visit("", locale="de-DE")
    found = []
    for path in pages.various(part):
        page.goto(address + path)
        found += [f"{path}: {text}" for text in too_poor(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_switch_changes_and_is_remembered(context, pages, address, language, scheme):
    """The switch changes the colours at once; every later page has them from its first moment, until it is switched back."""
    page = context(color_scheme=scheme).new_page()
    page.add_init_script(AT_BODY)
    page.goto(f"{address}{language}/")
    switch = page.locator("[data-scheme-switch]")
    assert page.evaluate("() => atBody") == "system"
    expect(switch).to_have_attribute("aria-pressed", str(scheme == "dark").lower())
    for wanted in (OTHER[scheme], scheme):
        page.locator("[data-scheme-switch]").click()
        assert is_dark(page) == (wanted == "dark")
        expect(switch).to_have_attribute("aria-pressed", str(wanted == "dark").lower())
        page.goto(address + pages.letters(language)[0])
        assert page.evaluate("() => atBody") == wanted
        assert is_dark(page) == (wanted == "dark")
        expect(switch).to_have_attribute("aria-pressed", str(wanted == "dark").lower())


def test_system_may_change_while_reading(visit, language):
    """Until the reader has chosen, the page and its switch follow the system when it goes dark in the evening."""
    page = visit(f"{language}/", color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert is_dark(page)
    expect(page.locator("[data-scheme-switch]")).to_have_attribute("aria-pressed", "true")


def test_spoilt_memory_is_ignored(context, address, language):
    """A stored value that is no scheme leaves the system's choice."""
    page = context(color_scheme="dark").new_page()
    page.add_init_script("localStorage.setItem('handbook-scheme', 'purple')")
    page.goto(f"{address}{language}/")
    assert page.evaluate("() => document.documentElement.dataset.scheme") is None
    assert is_dark(page)
