"""What is typed into a letter's blanks stands in its text, is only ever text, and can be copied."""

from __future__ import annotations

import pytest
import yaml
from playwright.sync_api import Page, expect

from .conftest import ROOT

INTERFACE = yaml.safe_load((ROOT / "content/interface.yml").read_text(encoding="utf-8"))
HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>&amp;'


@pytest.fixture
def letter(visit, pages, language) -> Page:
    """The first letter of a language that has a subject, in a browser that lets the page use the clipboard."""
    return visit(pages.holding('class="subject"', language)[0], permissions=["clipboard-read", "clipboard-write"])


def copied(page: Page) -> str:
    page.locator("[data-copy]").click()
    expect(page.locator("article [role=status]")).not_to_be_empty()
    return page.evaluate("() => navigator.clipboard.readText()")


def test_every_field_fills_its_blanks(visit, pages, address, language):
    """In each letter, each field fills all of its blanks and no other; emptied, the blank's name comes back."""
    page = visit("")
    for path in pages.letters(language):
        page.goto(address + path)
        before = page.locator(".letter").inner_text()
        fields = page.locator("[data-fill]")
        names = fields.evaluate_all("fields => fields.map(field => field.dataset.fill)")
        blanks = page.locator(".letter [data-blank]")
        assert set(names) == set(blanks.evaluate_all("blanks => blanks.map(blank => blank.dataset.blank)")), path
        for name in names:
            fields.and_(page.locator(f'[data-fill="{name}"]')).fill(f"«{name}»")
        for blank, text in blanks.evaluate_all("blanks => blanks.map(blank => [blank.dataset.blank, blank.textContent])"):
            assert text == f"«{blank}»", path
        for field in fields.all():
            field.fill("")
        assert page.locator(".letter").inner_text() == before, path


def test_typing_shows_letter_by_letter(letter):
    """The text follows each key."""
    field = letter.locator("[data-fill]").first
    blank = letter.locator(f'[data-blank="{field.get_attribute("data-fill")}"]').first
    field.focus()
    for typed in ("Z", "Zo", "Zoë"):
        letter.keyboard.insert_text(typed[-1])
        expect(blank).to_have_text(typed)
    expect(blank).to_have_class("blank filled")


def test_typed_html_is_inert(letter):
    """HTML that is typed shows as it was typed and makes nothing; copied, it is still the same."""
    for field in letter.locator("[data-fill]").all():
        field.fill(HOSTILE)
    expect(letter.locator(".letter .blank").first).to_have_text(HOSTILE)
    assert letter.locator(".letter").locator("img, script").count() == 0
    assert HOSTILE in copied(letter)
    assert letter.evaluate("() => window.hurt") is None


def test_copy_gives_the_whole_text(letter, language):
    """Copying gives subject and paragraphs as they read, with the blanks filled, and an empty line between paragraphs."""
    for number, field in enumerate(letter.locator("[data-fill]").all()):
        field.fill(f"Réponse {number}")
    paragraphs = [paragraph.inner_text().strip() for paragraph in letter.locator(".letter p").all()]
    text = copied(letter).replace("\r\n", "\n")
    assert text.split("\n\n") == paragraphs
    assert len(paragraphs) > 3
    assert paragraphs[0].startswith(INTERFACE["subject"][language])
    assert "Réponse 0" in text
    expect(letter.locator("article [role=status]")).to_have_text(INTERFACE["copied"][language])


def test_copy_gives_names_of_blanks_left_empty(letter):
    """A blank that was left empty is copied by its name, so that the reader sees what is missing."""
    name = letter.locator(".letter .blank").first.inner_text()
    assert name in copied(letter)


def test_failed_copy_says_what_to_do(context, pages, address, language):
    """Where the browser refuses the clipboard, a sentence says how to copy by hand."""
    page = context().new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })")
    page.goto(address + pages.letters(language)[0])
    page.locator("[data-copy]").click()
    expect(page.locator("article [role=status]")).to_have_text(INTERFACE["copy-failed"][language])


def test_fields_are_named_and_explained(letter):
    """Each field has its label as its name, and its hint and example as its description."""
    for item in letter.locator(".blanks > li").all():
        field = item.locator("input")
        expect(field).to_have_accessible_name(item.locator("label").text_content().strip())
        expect(field).to_have_accessible_description(" ".join(item.locator("p").text_content().split()))
