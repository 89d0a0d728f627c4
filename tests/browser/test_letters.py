"""What is typed into a letter's blanks stands in its text, is only ever text, and can be copied, opened in an email and saved."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import docx
import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from .conftest import NARROW, ROOT
from .server import serving
from .test_accessibility import faults_in_both_looks

INTERFACE = yaml.safe_load((ROOT / "content/interface.yml").read_text(encoding="utf-8"))
#: The demo's letter with everything: versions of which one has a subject of its own, fields of every kind, an email.
LETTER = {"en": "en/letters/ask/", "fr": "fr/lettres/demande/"}
HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>&amp; "\'] 👩🏽‍🦽 \u202eשלום\u202c \x0b ]]>'
LONG = "é" * 10_000


@pytest.fixture(scope="module")
def demo_address(demo_site: Path) -> Iterator[str]:
    with serving(demo_site) as address:
        yield address


@pytest.fixture
def letter(context, demo_address: str) -> Callable[[str], Page]:
    """Opens the demo's letter in a language, on a telephone, in a browser that lets the page use the clipboard."""

    def show(language: str = "en", **options: object) -> Page:
        page = context(NARROW, **options).new_page()
        page.goto(demo_address + LETTER[language])
        return page

    return show


ALLOWED = {"permissions": ["clipboard-read", "clipboard-write"]}


def ui(key: str, language: str = "en", count: int = 0) -> str:
    return INTERFACE[key][language].replace("{count}", str(count))


def status(page: Page) -> Locator:
    return page.locator(".letter-tools [role=status]")


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[data-field="ask/{name}"]')


def copied(page: Page, button: str = "[data-copy]") -> str:
    page.locator(button).click()
    expect(status(page)).not_to_be_empty()
    return page.evaluate("() => navigator.clipboard.readText()").replace("\r\n", "\n")


def saved(page: Page, kind: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.locator(f"[data-save={kind}]").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_every_field_fills_its_blanks(visit, pages, address, language):
    """In each letter of the handbook, each field fills all of its blanks and no other; emptied, the blank's name comes back."""
    page = visit("")
    for path in pages.letters(language):
        page.goto(address + path)
        before = page.locator("article").inner_text()
        fields = page.locator("[data-field]")
        names = fields.evaluate_all("fields => fields.map(field => field.dataset.field.split('/')[1])")
        blanks = page.locator("[data-blank]")
        assert set(names) == set(blanks.evaluate_all("blanks => blanks.map(blank => blank.dataset.blank)")), path
        fill = """(fields, text) => fields.forEach(field => {
            field.value = text && `«${field.id}»`
            field.dispatchEvent(new Event("input"))
        })"""
        fields.evaluate_all(fill, True)
        for blank, text in blanks.evaluate_all("blanks => blanks.map(blank => [blank.dataset.blank, blank.textContent])"):
            assert text == f"«fill-{blank}»", path
        fields.evaluate_all(fill, "")
        assert page.locator("article").inner_text() == before, path


def test_fields_are_named_and_explained(letter):
    """Each field has its label as its name, and its hint and example as its description; browsers may offer what is the reader's own."""
    page = letter()
    for item in page.locator(".blanks > li:visible").all():
        control = item.locator("input, textarea")
        expect(control).to_have_accessible_name(item.locator("label").text_content().strip())
        expect(control).to_have_accessible_description(" ".join(item.locator("p[id]").text_content().split()))
    kind = "field => [field.localName, field.autocomplete, field.type]"
    said = [field(page, name).evaluate(kind) for name in ("who", "why", "name", "phone")]
    assert said == [["input", "off", "text"], ["textarea", "off", "textarea"], ["input", "name", "text"], ["input", "tel", "tel"]]


def test_copying_counts_what_is_left(letter, language):
    """A blank that is left is copied in brackets, counted, and the way to it leads to its field; the subject is copied by itself."""
    page = letter(language, **ALLOWED)
    texts = {"en": "Dear {}, would you have an hour? {}\n\n{}", "fr": "Bonjour {}, auriez-vous une heure? {}\n\n{}"}[language]
    labels = page.locator(".blanks label").all_text_contents()
    assert copied(page) == texts.format(*(f"[{name}]" for name in labels[:3]))
    expect(status(page)).to_have_text(f"{ui('copied', language)} {ui('blanks-left-other', language, 3)} {ui('next-blank', language)}")
    assert copied(page, "[data-copy-subject]").startswith(f"{texts.split()[0]} [{labels[0]}]")
    expect(status(page)).to_contain_text(ui("blanks-left-one", language, 1))
    status(page).get_by_role("link").press("Enter")
    expect(field(page, "who")).to_be_focused()
    page.keyboard.insert_text("Zoë")
    field(page, "why").fill("Two\nlines.")
    assert copied(page) == texts.format("Zoë", "Two\nlines.", f"[{labels[2]}]")
    expect(status(page)).to_contain_text(ui("blanks-left-one", language, 1))
    field(page, "name").fill("Camille")
    assert copied(page) == texts.format("Zoë", "Two\nlines.", "Camille")
    expect(status(page)).to_have_text(ui("copied", language))


def test_one_version_at_a_time(letter):
    """By keyboard, a reader chooses a version: it alone is shown, asked for and copied, with its own subject; paper has all of them."""
    page = letter(**ALLOWED)
    shown = page.locator(".letter:visible")
    expect(shown).to_have_count(1)
    expect(page.locator(".blanks > li:visible")).to_have_count(3)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="In warm words")).to_be_checked()
    expect(shown).to_contain_text("so glad of an hour")
    expect(page.locator(".blanks > li:visible label")).to_have_text(["the person", "your name", "your number", "your address"])
    assert copied(page).startswith("Dear [the person], I would be so glad")
    assert copied(page, "[data-copy-subject]") == "An hour with you"
    page.emulate_media(media="print")
    expect(shown).to_have_count(2)
    expect(page.locator(".wording h3:visible")).to_have_count(2)
    expect(page.locator(".blanks > li:visible")).to_have_count(5)


def test_without_a_script_every_version_shows(context, demo_address):
    """Without a script all versions stand there under their names, and nothing that would not work."""
    page = context(NARROW, java_script_enabled=False).new_page()
    page.goto(demo_address + LETTER["en"])
    expect(page.locator(".letter:visible")).to_have_count(2)
    expect(page.locator(".wording h3:visible")).to_have_text(["In plain words", "In warm words"])
    expect(page.locator("main :is(input, textarea, button):visible")).to_have_count(0)
    expect(page.locator(".files a")).to_have_count(2)


def test_a_sentence_of_the_letter_stands_by_each_field(letter):
    """On a telephone the sentence that a field is for stands above it and follows each key; on a desk the letter itself is in sight."""
    page = letter()
    why = field(page, "why")
    why.focus()
    above = page.locator('.blanks > li:has([data-field="ask/why"]) .within:visible')
    for typed in ("Z", "Zo", "Zoë"):
        page.keyboard.insert_text(typed[-1])
        expect(above).to_have_text(typed)
    expect(page.locator('.blanks > li:has([data-field="ask/who"]) .within:visible')).to_have_text("Subject: Dear the person: an hour?")
    box, control = above.bounding_box(), why.bounding_box()
    assert control["y"] - (box["y"] + box["height"]) < 20  # half a telephone's height shows both
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".within:visible")).to_have_count(0)
    page.locator("[data-copy]").scroll_into_view_if_needed()
    expect(page.locator(".letter:visible")).to_be_in_viewport()


def test_buttons_follow_the_last_field(letter):
    """What is done with the letter is reached from the last field by the next stop of the keyboard."""
    page = letter()
    field(page, "name").focus()
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => Object.keys(document.activeElement.dataset)[0]"))
    assert stops == ["copy", "copySubject", "mail", "save", "save", "print"]


def test_email_opens_with_what_stands_there(letter, demo_address):
    """The address for the reader's email holds subject and text, exactly (RFC 6068); what is too long is copied instead."""
    page = letter(**ALLOWED)
    field(page, "who").fill("A&B=C? #1 100 % +é👩🏽‍🦽")
    field(page, "why").fill("One\nTwo")
    link = page.locator("[data-mail]")
    address = link.get_attribute("href")
    assert re.fullmatch(r"mailto:\?subject=[!-~]*&body=[!-~]*", address) and "%0D%0A%0D%0A" in address and "+" not in address
    assert dict(parse_qsl(urlsplit(address).query.replace("+", "%2B"))) == {
        "subject": "Dear A&B=C? #1 100 % +é👩🏽‍🦽: an hour?",
        "body": "Dear A&B=C? #1 100 % +é👩🏽‍🦽, would you have an hour? One\r\nTwo\r\n\r\n[your name]",
    }
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")  # there is no program for it here
    link.click()
    expect(status(page)).to_have_text(f"{ui('email-opened')} {ui('blanks-left-one', count=1)} {ui('next-blank')}")
    field(page, "why").fill("a" * 1900)
    link.click()
    expect(status(page)).to_contain_text(ui("email-too-long"))
    assert "a" * 1900 in page.evaluate("() => navigator.clipboard.readText()")
    page.evaluate("() => { document.querySelector('[data-field=\"ask/who\"]').value = '\\ud800'; dispatchEvent(new Event('pageshow')) }")
    assert "%EF%BF%BD" in link.get_attribute("href")  # half of a character is no address


def test_scripts_have_no_email(visit, pages, address):
    """Words to say cannot be sent."""
    page = visit("")
    for path in pages.holding("letter--script"):
        page.goto(address + path)
        expect(page.locator("[data-mail]")).to_have_count(0)


def test_what_was_written_can_be_saved(letter, language):
    """Saved as plain text and for Word, the letter is whole, in its language, with blanks that are left marked; twice, the same bytes."""
    page = letter(language)
    field(page, "who").fill(HOSTILE)
    field(page, "why").fill("One\nTwo")
    name, data = saved(page, "txt")
    expect(status(page)).to_contain_text(ui("letter-saved", language))
    text = data.decode("utf-8-sig")
    lines = [f"[{page.locator('.blanks label').nth(2).text_content()}]", ""]
    assert name == f"{LETTER[language].split('/')[2]}.txt" and text.split("\r\n\r\n")[-1].split("\r\n") == lines
    assert HOSTILE in text and "One\r\nTwo" in text and data.startswith(b"\xef\xbb\xbf")
    name, data = saved(page, "docx")
    assert name.endswith(".docx") and data == saved(page, "docx")[1]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert f'w:lang w:val="{page.evaluate("() => document.documentElement.lang")}"' in archive.read("word/styles.xml").decode()
    document = docx.Document(io.BytesIO(data))
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert len(shown) == 3 and HOSTILE.replace("\x0b", "") in shown[1] and "One\nTwo" in shown[1]
    marked = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert marked == lines[:1] and [run.text for run in document.paragraphs[1].runs if run.bold]
    assert document.core_properties.title == page.locator("h1").inner_text() and not document.core_properties.author


def test_typed_html_is_inert(letter):
    """HTML that is typed shows as it was typed and makes nothing; nor do emoji, other directions and ten thousand characters do harm."""
    page = letter(**ALLOWED)
    field(page, "who").fill(HOSTILE)
    field(page, "why").fill(LONG)
    expect(page.locator(".letter:visible .filled").first).to_have_text(HOSTILE)
    assert page.locator("main").locator("img, script:not([src])").count() == 0
    text = copied(page)
    assert HOSTILE in text and LONG in text
    assert page.evaluate("() => window.hurt") is None
    assert page.evaluate("() => document.documentElement.scrollWidth") <= NARROW


def test_failures_say_what_to_do(letter):
    """Where the browser refuses the clipboard, a sentence says what to do instead."""
    page = letter()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.locator("[data-copy]").click()
    expect(status(page)).to_have_text(ui("copy-failed"))


def test_every_state_passes_axe(letter):
    """Empty, with a version chosen, filled, and with each thing done, the page has no fault."""
    page = letter(**ALLOWED)
    found = faults_in_both_looks(page)
    page.get_by_role("radio", name="In warm words").check()
    page.locator("[data-copy]").click()
    expect(status(page).get_by_role("link")).to_be_visible()
    field(page, "who").fill("Zoë")
    field(page, "who").focus()
    found += faults_in_both_looks(page)
    assert not found, "\n".join(found)
