"""Everything works with a keyboard, in the order of the page, and the focus is always seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import LANGUAGES, NARROW, WIDE

#: What Tab should stop at, in the order of the document. Links of headings are hidden from all but the mouse; of radio buttons with
#: one name, the one that is chosen is a stop, or the first, and arrows lead to the others (HTML, 4.10.5.1.16).
STOPS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
    .filter(element => !element.matches(".headerlink[aria-hidden=true], [inert] *"))
  const group = radio => all.filter(other => other.type === "radio" && other.form === radio.form && other.name === radio.name)
  const chosen = radio => group(radio).find(other => other.checked)
  window.stops = all.filter(element => element.type !== "radio" || (chosen(element) ?? group(element)[0]) === element)
  return window.stops.length
}"""
#: Number of the stop that has the focus (-1: none of them), and what is wrong with how it shows: something over it, too (WCAG 2.2, 2.4.11).
HERE = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect()
  const faults = []
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no outline")
  if (style.outlineColor.endsWith(", 0)") || style.opacity === "0") faults.push("outline not seen")
  if (box.width < 1 || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) faults.push("out of the window")
  const over = [...element.getClientRects()]
    .map(part => document.elementFromPoint((part.left + part.right) / 2, (part.top + part.bottom) / 2))
  const covers = found => found && !element.contains(found) && !found.contains(element)
  if (over.every(covers)) faults.push(`under ${over[0]?.outerHTML.slice(0, 60)}`)
  return [stops.indexOf(element), faults.map(fault => `${element.outerHTML.slice(0, 90)}: ${fault}`)]
}"""
#: How often Tab may stay where it is: a date and a time are typed in parts, the last of which opens a calendar or a clock.
PARTS = "() => ({ date: 3, time: 3 })[document.activeElement.type] ?? 0"


def test_tab_reaches_everything_in_order(visit, pages, address, part):
    """Tab stops once at everything that can be used, in the page's order, with a visible focus, and then leaves the page.

    On a desk in the first language, on a telephone in the others: templates and styles alone decide it.
    """
    page = visit("", width=WIDE if part == next(iter(LANGUAGES)) else NARROW, locale="de-DE")
    wrong = []
    for path in pages.various(part):
        page.goto(address + path)
        number = page.evaluate(STOPS)
        for expected in range(number):
            page.keyboard.press("Tab")
            stop, faults = page.evaluate(HERE)
            for _ in range(page.evaluate(PARTS) if stop == expected - 1 else 0):
                wrong += [f"{path}: {fault}" for fault in faults]
                page.keyboard.press("Tab")
                stop, faults = page.evaluate(HERE)
                if stop == expected:
                    break
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
    """The lists in a page's contents open and close with Enter, and their links come next."""
    page = visit(pages.whole(language)[0])
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


#: How large what one hits is: of a box to tick, a button of a choice and a choice of a file, the label around it too.
TARGETS = """all => all.map(element => {
  const label = /^(checkbox|radio|file)$/.test(element.type) && element.closest("label")
  const box = (label || element).getBoundingClientRect()
  return [element.outerHTML.slice(0, 80), Math.min(box.width, box.height)]
})"""


def test_controls_are_large_enough(visit, pages, address, part):
    """Buttons, fields and the links of menus are 44 px or more both ways (WCAG 2.2, 2.5.5)."""
    page = visit("", width=NARROW, locale="de-DE")
    small = []
    for path in pages.various(part):
        page.goto(address + path)
        sizes = page.locator(":is(header a, footer a, button, input, select, textarea, .action):visible").evaluate_all(TARGETS)
        small += [f"{path} {html}: {size}" for html, size in sizes if size < 43.9]
    assert not small, "\n".join(small)
