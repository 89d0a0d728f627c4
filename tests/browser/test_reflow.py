"""Pages fit a small screen, a large zoom and a reader's own text spacing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import NARROW, WIDE

#: WCAG 2.2, 1.4.12: what a reader may set without losing anything.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""

#: Says what is cut off, beyond the window or over other text. Lines of one block may touch, so only blocks are compared.
TROUBLE = """() => {
  const found = [], lines = []
  const window_ = document.documentElement.clientWidth
  const words = node => `“${node.textContent.trim().slice(0, 30)}”`
  const hidden = element => element.closest("svg") ? false : (getComputedStyle(element).clipPath === "inset(50%)")
  if (document.documentElement.scrollWidth > window_) found.push(`the page is ${document.documentElement.scrollWidth} wide`)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim() || !node.parentElement.checkVisibility()) continue
    const above = []
    for (let element = node.parentElement; element; element = element.parentElement) above.push(element)
    if (above.some(hidden) || above.some(element => element.matches(".skip"))) continue
    const block = above.find(element => getComputedStyle(element).display !== "inline")
    const clipping = above.filter(element => /hidden|clip/.test(getComputedStyle(element).overflow) && !element.matches("html, body"))
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue
      if (box.left < -1 || box.right > window_ + 1) found.push(`${words(node)} leaves the window`)
      for (const element of clipping) {
        const edge = element.getBoundingClientRect()
        if (box.right > edge.right + 1 || box.bottom > edge.bottom + 2 || box.left < edge.left - 1) found.push(`${words(node)} is cut off`)
      }
      const bare = box.height * .25  // a line's box is higher than its letters
      lines.push({ node, block, left: box.left, right: box.right, top: box.top + bare, bottom: box.bottom - bare })
    }
  }
  lines.sort((a, b) => a.top - b.top)
  lines.forEach((line, index) => {
    for (const other of lines.slice(index + 1)) {
      if (other.top >= line.bottom) break
      if (other.block !== line.block && Math.min(line.right, other.right) - Math.max(line.left, other.left) > 1)
        found.push(`${words(line.node)} and ${words(other.node)} overlap`)
    }
  })
  return found
}"""


def test_no_text_is_lost(visit, pages, address, part):
    """No page scrolls sideways; no text is cut off or lies over other text (WCAG 2.2, 1.4.10 and 1.4.12)."""
    page = visit("", locale="de-DE")
    found = []

    def look(*widths: int) -> None:
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            found.extend(f"{path} at {width} px: {trouble}" for trouble in page.evaluate(TROUBLE))

    for path in pages.of(part):
        page.goto(address + path)
        page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
        look(NARROW, 390)
        page.add_style_tag(content=SPACING)
        look(NARROW, 768, WIDE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("spacing", ["* {}", SPACING], ids=["plain", "spaced"])
def test_open_search_fits_a_small_screen(visit, language, spacing):
    """The search and its results fit 320 px; what is longer than the window can be scrolled to."""
    page = visit(f"{language}/", width=NARROW)
    page.add_style_tag(content=spacing)
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill("information")
    page.locator(".search li").first.wait_for()
    sizes = page.locator("dialog").evaluate("dialog => [dialog.scrollWidth - dialog.clientWidth, getComputedStyle(dialog).overflowY]")
    assert sizes == [0, "auto"]
    last = page.locator(".search li a").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)


def test_long_words_do_not_widen_a_letter(visit, pages, language):
    """A long word without a space typed into a letter wraps."""
    page = visit(pages.letters(language)[0], width=NARROW)
    page.locator("[data-field]").first.fill("Donaudampfschifffahrtsgesellschaft" * 4)
    assert page.evaluate(TROUBLE) == []


#: Words of headings and of what one taps that continue on another line; a hyphen ends a part of a word.
BROKEN = """() => [...document.querySelectorAll("h1, h2, h3, h4, a, button, summary, label")].flatMap(element => {
  const found = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const word of node.textContent.matchAll(/[^\\s\u00a0\u2013/-]+/g)) {
      const range = document.createRange()
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1 && !/[@.]/.test(word[0])) found.push(word[0])
    }
  return found
})"""


def test_large_text_breaks_no_word(visit, pages, address, part):
    """On a phone with letters twice as large, no word of a heading, a link or a button is broken (WCAG 2.2, 1.4.4)."""
    page = visit("", width=360)
    found = {}
    for path in pages.various(part):
        page.goto(address + path)
        page.add_style_tag(content="html { font-size: 200% }")
        found[path] = page.evaluate(BROKEN)
    assert {path: words for path, words in found.items() if words} == {}


#: Pairs of buttons, and of links that look like them, with less than 8 pixels between them (WCAG 2.2, 2.5.8 asks for less).
CRAMPED = """() => {
  const boxes = [...document.querySelectorAll("article :is(button, .action)")].filter(element => element.checkVisibility())
    .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
  const gap = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom)
  return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
    .filter(([, b]) => gap(a, b) < 8).map(([two, b]) => `${one} / ${two}: ${gap(a, b)}`))
}"""


def test_buttons_do_not_touch(visit, pages, address, part):
    """On no page do two buttons stand so close that a thumb takes the wrong one."""
    page = visit("")
    found = []
    for path in pages.various(part):
        page.goto(address + path)
        for width in (NARROW, 360, WIDE):
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{path} at {width}: {pair}" for pair in page.evaluate(CRAMPED)]
    assert found == []
