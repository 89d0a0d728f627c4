"""On paper: the text and nothing else, black on white, and no entry cut in two."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .conftest import Pages
from .server import serving
from .test_colours import CONTRASTS

#: Text of the article that paper leaves out, other than what only serves on a screen: contents, controls, offers of PDFs, what a table’s
#: head says already.
LEFT_OUT = """() => {
  const left = ".toc, .path, .contents, .onward, .headerlink, .only-script, .offer, .files, .comparison__of, noscript"
  const shown = () => {
    const texts = []
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.textContent.trim() && !node.parentElement.closest(`${left}, svg, [hidden], [aria-hidden=true]`)) texts.push(node)
    return texts
  }
  return shown().filter(node => !node.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map(node => node.textContent.trim())
}"""
#: What is ticked on a worksheet's page stays on paper.
NAVIGATION = (
    ".top, .foot, .breadcrumbs, .nearby, .toc, .path, .contents, .onward, .back, .keep, .dates, .filter, .chosen, .hand-on, .turn, "
    ".skip, .headerlink, .offer, .files, button, input:not([name]), dialog"
)
#: Entries that stay in one piece on paper.
WHOLE = ".question, .steps > li, .advantages > li, .tips > li, .reflection > li, .card, .glossary > div, .blanks > li"
A4 = {"width": 794 - 2 * 68, "height": 1123}  # CSS pixels, without the side margins of 18 mm


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_text_only(visit, pages, address, language, scheme):
    """Navigation and controls are left out, all of the article's text stays, dark on a white ground, in dark too."""
    page = visit("", color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    page.evaluate("scheme => localStorage.setItem('handbook-scheme', scheme)", scheme)
    for path in pages.various(language):
        page.goto(address + path)
        assert page.locator(NAVIGATION).locator("visible=true").count() == 0, path
        assert page.evaluate(LEFT_OUT) == [], path
        poor, ground = page.evaluate(CONTRASTS)
        assert ground == 1, path
        assert poor == [], path
        assert page.locator("body").evaluate("body => getComputedStyle(body).color") == "rgb(0, 0, 0)"


def test_no_entry_is_cut_in_two(visit, pages, address, language):
    """Questions, steps, tips, cards and terms keep together on a page, and each is short enough for one; titles stay with their text."""
    page = visit("")
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    seen = set()
    for path in pages.of(language):
        page.goto(address + path)
        entries = page.locator(WHOLE).evaluate_all(
            """all => all.map(entry =>
            [entry.parentElement.className, getComputedStyle(entry).breakInside, entry.getBoundingClientRect().height])"""
        )
        for kind, inside, height in entries:
            seen.add(kind.split()[0])
            assert inside == "avoid", f"{path}: {kind}"
            assert height < A4["height"] * 0.6, f"{path}: {kind} is {height} px high"
        titles = page.locator("article :is(h1, h2, h3)").evaluate_all("all => all.map(title => getComputedStyle(title).breakAfter)")
        assert set(titles) == {"avoid"}, path
    assert seen >= {"questions", "steps", "advantages", "tips", "reflection", "cards", "glossary", "blanks"}


def test_number_signs_keep_inside_their_step(visit, pages, language):
    """The number of a step does not stick out of its step, where the edge of a page would cut it."""
    page = visit(pages.whole(language)[0])
    page.emulate_media(media="print")
    tops = page.locator(".steps > li").evaluate_all("all => all.map(step => parseFloat(getComputedStyle(step, '::before').top))")
    assert tops and min(tops) >= 0


def test_printed_pages_are_few(context, frozen_site, language):
    """The chapter of the frozen handbook is 6 to 14 sheets of letter paper; a stage of it is 5 at most, each of its letters 4."""
    pages, page = Pages(frozen_site), context().new_page()

    def sheets(path: str) -> int:
        page.goto(root + path)
        return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter")))

    with serving(frozen_site) as root:
        assert 6 <= sheets(pages.whole(language)[0]) <= 14
        assert all(1 <= sheets(stage) <= 5 for stage in pages.stages(language))
        assert all(1 <= sheets(letter) <= 4 for letter in pages.letters(language))


def test_addresses_of_sources_are_printed(visit, pages, language):
    """On paper, where a link can't be followed, the sources' addresses are written out."""
    page = visit(pages.whole(language)[0])
    page.emulate_media(media="print")
    links = page.locator(".sources a[href^='https:']")
    written = links.evaluate_all("links => links.map(link => getComputedStyle(link, '::after').content)")
    assert written and all("https:" in content or "attr(href)" in content for content in written)


def test_blanks_can_be_filled_by_hand(visit, pages, language):
    """On paper, a blank of a letter is a line to write on; what was typed is printed in its place."""
    page = visit(pages.letters(language)[0])
    page.locator("[data-field]").first.fill("Zoë")
    page.emulate_media(media="print")
    empty = page.locator(".letter .blank:not(.filled)").first
    assert empty.evaluate("blank => blank.getBoundingClientRect().width") >= 90
    expect(page.locator(".letter .filled").first).to_have_text("Zoë")


def test_print_button_prints(context, pages, address, language):
    """Whole chapters and letters have a button that prints."""
    page = context().new_page()
    page.add_init_script("window.printed = 0; window.print = () => { window.printed++ }")
    for path in (pages.whole(language)[0], *pages.letters(language)[:3]):  # a template each
        page.goto(address + path)
        page.locator("[data-print]").click()
        assert page.evaluate("() => printed") == 1, path
