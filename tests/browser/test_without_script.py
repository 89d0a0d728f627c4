"""Without JavaScript every page can be read, and nothing that would not work is offered."""

from __future__ import annotations

import re

from playwright.sync_api import expect

TAG = re.compile(r"<[^>]+>")
#: What a script adds is not shown, and what it shows by turns is.
SHOWN = ".only-script { display: none !important } .wording, .wording > h3, .blanks > li[hidden] { display: block !important }"


def test_no_dead_control(visit, pages, address, part):
    """No button, field or switch is shown that needs a script; a worksheet's fields, which have names, are filled in and printed."""
    page = visit("", java_script_enabled=False)
    shown = []
    for path in pages.various(part):
        page.goto(address + path)
        controls = page.locator(":is(button, input, select, textarea, [role=button], [role=status]):not(form [name]):visible")
        shown += [f"{path}: {html}" for html in controls.evaluate_all("all => all.map(control => control.outerHTML)")]
    assert not shown, "\n".join(shown)


def test_pages_show_the_same_text(visit, pages, address, language):
    """What the article says without a script is what it says with one, save what the script's own controls say.

    With one, a letter shows its versions one at a time, and the blanks of that version.
    """
    with_script = visit("")
    without = visit("", java_script_enabled=False)
    for path in pages.various(language):
        with_script.goto(address + path)
        with_script.add_style_tag(content=SHOWN)
        without.goto(address + path)
        without.locator("noscript").evaluate_all(
            "all => all.forEach(said => said.remove())"
        )  # without a script, no style tag can be awaited
        texts = [page.locator("article").inner_text() for page in (with_script, without)]
        assert texts[0] == texts[1], path
        assert len(texts[1]) > 50, path


def test_letters_show_sample_hints_and_examples(visit, pages, address, language):
    """A letter shows its text with the blanks' names, and each blank's hint and example."""
    page = visit("", java_script_enabled=False)
    for path in pages.letters(language)[:3]:  # one template shows them all
        page.goto(address + path)
        blanks = page.locator(".letter .blank").all()
        assert blanks and all(blank.is_visible() and blank.inner_text().strip() for blank in blanks), path
        for item in page.locator(".blanks > li").all():
            expect(item.locator("label")).to_be_visible()
            expect(item.locator("p")).to_be_visible()
            expect(item.locator(".blank-example i")).to_be_visible()


def test_contents_still_open(visit, pages, language):
    """The lists in a page's contents open without a script, and the links lead to their places."""
    page = visit(pages.whole(language)[0], java_script_enabled=False)
    details = page.locator(".toc details").first
    details.locator("summary").click()
    link = details.locator("a").first
    place = link.get_attribute("href")
    link.click()
    expect(page.locator(place)).to_be_in_viewport()
