"""Everything works with a keyboard, in the order of the page, and the focus is always seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import NARROW, WIDE

#: What Tab should stop at, in the order of the document.
STOPS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  const group = ({ name }) => all.filter(one => one.type === "radio" && one.name === name)
  const goes = element => element.type !== "radio" || element === (group(element).find(one => one.checked) ?? group(element)[0])
  const isShown = element => element.checkVisibility({ visibilityProperty: true })
  window.stops = all.filter(element => isShown(element) && !element.disabled && element.tabIndex >= 0 && goes(element))
  return window.stops.length
}"""
#: Number of the stop that has the focus (-1: none of them), and what is wrong with how it shows.
HERE = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect()
  const faults = []
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no outline")
  if (style.outlineColor.endsWith(", 0)") || style.opacity === "0") faults.push("outline not seen")
  if (box.width < 1 || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) faults.push("out of the window")
  return [stops.indexOf(element), faults.map(fault => `${element.outerHTML.slice(0, 90)}: ${fault}`)]
}"""


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_tab_reaches_everything_in_order(visit, pages, address, part, width):
    """Tab stops once at everything that can be used, in the page's order, with a visible focus, and then leaves the page."""
    page = visit("", width=width, locale="de-DE")
    wrong = []
    for path in pages.various(part):
        page.goto(address + path)
        number = page.evaluate(STOPS)
        for expected in range(number):
            page.keyboard.press("Tab")
            stop, faults = page.evaluate(HERE)
            while stop == expected - 1 and page.evaluate("() => ['date', 'time'].includes(document.activeElement.type)"):
                page.keyboard.press("Tab")  # its day, month and year are stops of their own
                stop, faults = page.evaluate(HERE)
            wrong += [f"{path}: {fault}" for fault in faults]
            if stop != expected:
                wrong.append(f"{path}: stop {expected} is {stop}")
                break
        else:
            page.keyboard.press("Tab")
            if page.evaluate("() => stops.indexOf(document.activeElement)") == number - 1:
                wrong.append(f"{path}: the focus is kept at the end")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width", [NARROW, 768, WIDE])
def test_order_at_the_top_is_what_is_seen(visit, language, width):
    """At the top of the page, the order of Tab is the order of reading: row by row, from the left."""
    page = visit(f"{language}/", width=width)
    boxes = page.locator(":is(header a, header button):visible").evaluate_all(
        """all => all.map(element => element.getBoundingClientRect())
        .map(box => [Math.round((box.top + box.bottom) / 20), box.left])"""
    )
    assert boxes == sorted(boxes)


def test_skip_link_is_first_and_works(visit, pages, address, language):
    """The first Tab shows a link that leads past the menu; the next Tab is in the page's own part."""
    page = visit(f"{language}/")
    for path in pages.various(language):
        page.goto(address + path)
        page.keyboard.press("Tab")
        skip = page.locator("a.skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("() => Boolean(document.activeElement.closest('main, footer'))"), path


def test_skip_link_is_out_of_sight_until_used(visit, language):
    """The skip link is outside of the window until it has the focus."""
    expect(visit(f"{language}/").locator("a.skip")).not_to_be_in_viewport()


def test_contents_open_with_enter(visit, pages, language):
    """The lists in a chapter's contents open and close with Enter, and their links come next."""
    page = visit(pages.chapters(language)[0])
    details = page.locator(".toc details").first
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(details).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(details.locator("a").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(details).not_to_have_attribute("open", "")
    expect(details.locator("a").first).not_to_be_visible()


def test_controls_are_large_enough(visit, pages, address, part):
    """Buttons, fields and the links of menus are 44 px or more both ways, a box to tick with its label (WCAG 2.2, 2.5.5)."""
    page = visit("", width=NARROW, locale="de-DE")
    small = []
    for path in pages.various(part):
        page.goto(address + path)
        controls = page.locator(":is(header a, footer a, button, input, .action):visible")
        sizes = controls.evaluate_all(
            """all => all.map(element => [element.outerHTML.slice(0, 80), (element.closest("label") ?? element).getBoundingClientRect()])
            .map(([html, box]) => [html, Math.min(box.width, box.height)])"""
        )
        small += [f"{path} {html}: {size}" for html, size in sizes if size < 43.9]
    assert not small, "\n".join(small)
