"""Worksheets on their pages: filled in, chosen from, kept on the device when the reader says so, and handed on."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import NARROW
from .server import serving
from .test_accessibility import faults_in_both_looks
from .test_reflow import SPACING, TROUBLE

SHEETS = {name: f"en/chapters/job-interview/worksheet-{name}/" for name in ("before", "during")}
FRENCH = "fr/chapitres/entrevue-d-embauche/feuille-pendant/"
WORDS = "en/my-words/"
KEY = "handbook-words /handbook/"
HOSTILE = '<img src=x onerror="window.hurt=1">"\'` \u202eשלום 😀 __proto__ {label}\n' + "A very long word ".replace(" ", "") * 600


@pytest.fixture(scope="module")
def demo(demo_site: Path) -> Iterator[str]:
    """Address of the demo's site, below a path."""
    with serving(demo_site, "/handbook/") as root:
        yield root


@pytest.fixture
def reader(context: Callable[..., BrowserContext], demo: str) -> BrowserContext:
    """A reader's browser, which may use the clipboard; every request and every fault of a script is noted."""
    reader = context(service_workers="block", permissions=["clipboard-read", "clipboard-write"])
    reader.asked, reader.trouble = [], []
    reader.on("request", lambda request: reader.asked.append(request))
    reader.on("weberror", lambda error: reader.trouble.append(str(error.error)))
    return reader


@pytest.fixture
def show(reader: BrowserContext, demo: str) -> Iterator[Callable[[str], Page]]:
    """Opens an address in a new tab; at the end no script has failed, and nothing was asked for but files of the site."""

    def opened(path: str) -> Page:
        page = reader.new_page()
        page.goto(demo + path)
        page.wait_for_load_state("load")
        return page

    yield opened
    assert reader.trouble == []
    assert {request.method for request in reader.asked} == {"GET"}
    assert [request.url for request in reader.asked if not request.url.startswith((demo, "blob:"))] == []


def stored(page: Page) -> dict:
    """All that is kept on the device, as it is written there."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or '{"words": {}}')


def kept(page: Page) -> dict[str, str | None]:
    """Id -> what is kept on the device."""
    return {name: entry.get("value") for name, entry in stored(page)["words"].items()}


def field(page: Page, name: str):
    return page.locator(f'[name="{name}"]')


def asked_to_stay(page: Page) -> bool:
    """Whether leaving the page asks the reader first."""
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    page.wait_for_event("close") if not page.is_closed() else None
    return asked == ["beforeunload"]


def test_nothing_is_kept_before_the_reader_says_so(show: Callable[[str], Page]) -> None:
    """Typed words are in no storage, and leaving asks; what is kept then comes back, on the other language's page too, and is erased."""
    page = show(SHEETS["during"])
    assert not asked_to_stay(page)
    page = show(SHEETS["during"])
    field(page, "during/where").fill("At the *library*")
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    page.locator("[data-keep]").check()
    expect(page.locator(".keep [role=status]")).not_to_be_empty()
    field(page, "liked-it").fill("Yes.\nVery much.")
    assert kept(page) == {"job-interview/during/where": "At the *library*", "job-interview/liked-it": "Yes.\nVery much."}
    french = show(FRENCH)
    expect(field(french, "during/where")).to_have_value("At the *library*")
    expect(french.locator("[data-keep]")).to_be_checked()
    french.once("dialog", lambda dialog: dialog.dismiss())
    french.locator("[data-keep]").click()
    expect(french.locator("[data-keep]")).to_be_checked()
    french.once("dialog", lambda dialog: dialog.accept())
    french.locator("[data-keep]").click()
    expect(page.locator("[data-keep]")).not_to_be_checked()  # the other tab knows, and says so
    expect(page.locator(".keep [role=status]")).to_contain_text("erased")
    expect(field(page, "liked-it")).to_have_value("Yes.\nVery much.")
    assert page.evaluate("() => localStorage.length") == 0
    assert asked_to_stay(page)


def test_every_kind_of_field_comes_back(show: Callable[[str], Page]) -> None:
    """Lines, notes, cells, marks, boxes and blanks of letters: each by its own id, however it is filled, by keyboard alone."""
    page = show(SHEETS["before"])
    page.locator("[data-keep]").focus()
    page.keyboard.press("Space")
    names = page.locator("form [name]").evaluate_all("fields => fields.map(field => [field.name, field.type, field.value])")
    filled = {}
    for number, (name, kind, value) in enumerate(names):
        one = field(page, name)
        if kind == "textarea":
            one.focus()
            page.keyboard.insert_text(f"Words {number}")
        elif kind == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').focus()
            page.keyboard.press("Space")
        else:
            one.focus()
            page.keyboard.press("Space")
        filled[name] = f"Words {number}" if kind == "textarea" else value if kind == "radio" else "on"
    again = show(SHEETS["before"])
    read = """fields => Object.fromEntries(fields.filter(field => field.type !== "radio" || field.checked)
      .map(field => [field.name, field.type === "checkbox" ? field.checked ? "on" : "" : field.value]))"""
    found = again.locator("form [name]").evaluate_all(read)
    blanks = {name for name in filled if "/words/" in name or "/an-hour/" in name}  # a letter's blank may stand in several places
    assert {name: value for name, value in found.items() if name not in blanks} == {n: v for n, v in filled.items() if n not in blanks}
    assert blanks and all(found[name].startswith("Words") for name in blanks)
    assert {name.split("/")[0] for name in kept(page)} == {"job-interview", "thanks", "ask"}


def test_a_letter_and_its_worksheet_share_their_blanks(show: Callable[[str], Page]) -> None:
    """What is written in a letter's blank stands in the letter's text again, and on the worksheet that asks for it."""
    letter = show("en/letters/thanks/")
    letter.locator("[data-keep]").check()
    blank = letter.locator(".blanks [data-field]").first
    name = blank.get_attribute("data-field")
    blank.fill("Zoë <b>Côté</b>")
    sheet = show(SHEETS["before"])
    expect(sheet.locator(f'form [data-field="{name}"]').first).to_have_value("Zoë <b>Côté</b>")
    again = show("en/letters/thanks/")
    expect(again.locator(f'[data-field="{name}"]')).to_have_value("Zoë <b>Côté</b>")
    expect(again.locator(".letter .filled").first).to_have_text("Zoë <b>Côté</b>")
    words = show(WORDS)
    expect(words.locator(".words__kept h3 a")).to_have_text(again.locator("h1").inner_text())


def test_two_tabs_lose_nothing_unsaid(show: Callable[[str], Page]) -> None:
    """Both tabs' words are kept; where both write in one field, the newer stay, and the tab that shows others now says what it had."""
    one, other = show(SHEETS["during"]), show(SHEETS["during"])
    one.locator("[data-keep]").check()
    expect(other.locator("[data-keep]")).to_be_checked()
    field(one, "during/where").fill("Here")
    expect(field(other, "during/where")).to_have_value("Here")
    field(other, "during/who").fill("Alex")
    expect(field(one, "during/who")).to_have_value("Alex")
    field(one, "next-time").fill("I was here first")
    field(other, "next-time").fill(HOSTILE)
    expect(one.locator(".keep [role=status]")).to_contain_text("I was here first")
    expect(field(one, "next-time")).to_have_value(HOSTILE)
    assert kept(one)["job-interview/during/where"] == "Here" and kept(one)["job-interview/next-time"] == HOSTILE


@pytest.mark.parametrize("refusal", ["throws", "full"])
def test_refused_storage_is_said_at_once(show: Callable[[str], Page], reader: BrowserContext, refusal: str) -> None:
    """Where nothing can be kept, or no more, a message says so beside a file to save, and leaving asks."""
    throw = "() => { throw new DOMException('no', 'QuotaExceededError') }"
    if refusal == "throws":
        reader.add_init_script(f"Storage.prototype.setItem = {throw}")
    page = show(SHEETS["during"])
    if refusal == "throws":
        page.locator("[data-keep]").click()
        expect(page.locator("[data-keep]")).not_to_be_checked()
    else:
        page.locator("[data-keep]").check()
        page.evaluate(f"() => {{ Storage.prototype.setItem = {throw} }}")
    field(page, "during/where").fill("Here")
    expect(page.locator("[data-keep-file]")).to_be_visible()
    expect(page.locator(".keep [role=status]")).to_contain_text("cannot keep")
    with page.expect_download() as saved:
        page.locator("[data-keep-file]").click()
    assert json.loads(saved.value.path().read_text("utf-8"))["words"]["job-interview/during/where"]["value"] == "Here"
    assert faults_in_both_looks(page) == []
    assert asked_to_stay(page)


def test_my_words_shows_takes_puts_back_and_erases(show: Callable[[str], Page], tmp_path: Path) -> None:
    """All that is kept is there by sheet, as it was typed; as a file it goes and comes back, the newer staying; then it is erased."""
    page = show(SHEETS["during"])
    page.locator("[data-keep]").check()
    field(page, "during/where").fill(HOSTILE)
    field(page, "next-time/mood/again").check()
    words = show(WORDS)
    expect(words.locator(".words__kept dd").first).to_have_text(HOSTILE.strip(), use_inner_text=True)
    expect(words.locator(".words__kept h3")).to_have_text("During the interview – The job interview")
    assert words.evaluate("() => window.hurt") is None
    assert faults_in_both_looks(words) == []
    with words.expect_download() as saved:
        words.locator("[data-json]").click()
    file = tmp_path / "words.json"
    content = json.loads(saved.value.path().read_text("utf-8"))
    content["words"]["job-interview/during/who"] = {**content["words"]["job-interview/during/where"], "value": "Sam", "label": "Whom I see"}
    content["words"]["job-interview/gone"] = {
        "value": "Old words",
        "label": "Once asked",
        "time": 1,
        "sheet": "job-interview/worksheet/during",
    }
    content["words"]["__proto__"] = {"later": "editions may write what they like"}
    content["later"] = ["unknown"]
    content["words"]["job-interview/during/where"] |= {"time": 1, "value": "older"}
    file.write_text(json.dumps(content), "utf-8")
    words.locator("[type=file]").set_input_files(file)
    expect(words.locator(".words [role=status]")).to_contain_text("3")
    assert kept(page) == {
        "job-interview/during/where": HOSTILE,
        "job-interview/next-time/mood/again": "on",
        "job-interview/during/who": "Sam",
        "job-interview/gone": "Old words",
        "__proto__": None,
    }
    assert stored(page)["words"]["__proto__"] == content["words"]["__proto__"]
    expect(field(page, "during/who")).to_have_value("Sam")  # the tab that is open follows
    field(page, "during/who").fill("Sam Roy")
    assert stored(page)["later"] == ["unknown"]
    again = show(SHEETS["during"])
    expect(again.locator("[data-earlier] dd")).to_have_text("Old words")
    with words.expect_download() as text:
        words.locator("[data-text]").click()
    said = text.value.path().read_text("utf-8")
    assert "Once asked\nOld words" in said and HOSTILE.strip() in said
    file.write_text('{"format": 1, "words": []}', "utf-8")
    words.locator("[type=file]").set_input_files(file)
    expect(words.locator(".words [role=status]")).to_contain_text("Nothing was changed")
    words.once("dialog", lambda dialog: dialog.accept())
    words.locator("[data-erase]").click()
    expect(words.locator(".words__kept")).to_be_empty()
    assert page.evaluate("() => localStorage.length") == 0


def test_another_handbook_of_the_origin_has_its_own_words(context: Callable[..., BrowserContext], demo_site: Path) -> None:
    """Two handbooks below one address do not see each other's words."""
    with serving(demo_site, "/one/") as root:
        page = context(service_workers="block").new_page()
        page.goto(root + SHEETS["during"])
        page.locator("[data-keep]").check()
        field(page, "during/where").fill("Here")
        key = page.evaluate("() => Object.keys(localStorage)[0]")
        assert key == "handbook-words /one/"
        move = "key => { localStorage.setItem('handbook-words /two/', localStorage.getItem(key)); localStorage.removeItem(key) }"
        page.evaluate(move, key)
        page.reload()
        expect(field(page, "during/where")).to_have_value("")
        expect(page.locator("[data-keep]")).not_to_be_checked()


def test_a_tab_that_follows_writes_nothing(show: Callable[[str], Page]) -> None:
    """A tab that hears that another has begun to keep words, and has none to add, does not write: it could write older ones over them."""
    follows = show(SHEETS["during"])
    follows.evaluate(
        """() => {
          window.wrote = 0
          const set = Storage.prototype.setItem
          Storage.prototype.setItem = function (...values) { if (this === localStorage) window.wrote += 1; return set.apply(this, values) }
        }"""
    )
    begins = show(SHEETS["during"])
    begins.locator("[data-keep]").check()
    expect(follows.locator("[data-keep]")).to_be_checked()
    field(begins, "during/where").fill("Here")
    expect(field(follows, "during/where")).to_have_value("Here")
    assert follows.evaluate("() => window.wrote") == 0 and kept(begins) == {"job-interview/during/where": "Here"}


def test_words_that_cannot_be_read_are_set_aside(show: Callable[[str], Page]) -> None:
    """What another program has left in the storage is neither lost nor in the way."""
    page = show(SHEETS["during"])
    page.evaluate("key => localStorage.setItem(key, 'not JSON')", KEY)
    page = show(SHEETS["during"])
    expect(page.locator(".keep [role=status]")).to_contain_text("set aside")
    page.locator("[data-keep]").check()
    field(page, "during/where").fill("Here")
    assert "not JSON" in page.evaluate("() => Object.values(localStorage)")
    assert kept(page) == {"job-interview/during/where": "Here"}


def places(page: Page) -> list[tuple[str, str]]:
    """What stands in the places: question and answer."""
    found = page.locator("[data-places] textarea").evaluate_all("fields => fields.map(field => field.value)")
    return list(zip(found[::2], found[1::2], strict=True))


def test_questions_are_chosen_and_stand_on_the_worksheet(show: Callable[[str], Page]) -> None:
    """Ticked on the stage's page, told how many, they stand in the places, in each language's words, in the reader's order."""
    stage = show("en/chapters/job-interview/during/")
    bar = stage.locator("[data-chosen] [role=status]")
    expect(bar).to_have_text("Chosen: 0. From 2 to 3 is a good number.")
    stage.locator("[data-tag=time]").click()
    expect(stage.locator(".question:visible")).to_have_count(1)
    expect(stage.locator("[data-filter] [role=status]")).to_have_text("1 question shown")
    assert faults_in_both_looks(stage) == []
    stage.locator('[data-tag=""]').click()
    for tick in stage.locator("[data-choice]").all():
        tick.check()
    expect(bar).to_have_text("Chosen: 2. That is a good number.")
    stage.locator("[data-chosen] a").click()
    stage.wait_for_url("**/worksheet-during/**")
    first, second = "What are the hours?", "Who is in the team?"
    expect(field(stage, "put-questions/own/1/ask")).to_have_value(first)
    assert places(stage) == [(first, ""), (second, ""), ("", "")]
    stage.locator("[name='put-questions/own/1/answer']").fill("Nine to five")
    stage.locator("[data-move='1']").first.focus()
    stage.keyboard.press("Enter")
    assert places(stage) == [(second, ""), (first, "Nine to five"), ("", "")]
    expect(stage.locator("[data-places] ~ [role=status]")).to_contain_text("2")
    field(stage, "put-questions/own/3/ask").fill("My own?")
    expect(stage.locator("[data-chosen] [role=status]")).to_have_text("Chosen: 3. That is a good number.")
    stage.locator("[data-keep]").check()
    french = show(FRENCH)
    assert places(french) == [("Qui fait partie de l’équipe?", ""), ("Quel est l’horaire?", "Nine to five"), ("My own?", "")]
    field(french, "hours/ask").uncheck()  # its answer stays, and so does what it answers
    field(french, "team/ask").uncheck()
    assert places(french) == [("", ""), ("Quel est l’horaire?", "Nine to five"), ("My own?", "")]
    french.locator("[data-grip]").nth(1).scroll_into_view_if_needed()
    grip, to = french.locator("[data-grip]").nth(1).bounding_box(), french.locator(".place").nth(0).bounding_box()
    french.mouse.move(grip["x"] + 20, grip["y"] + 20)
    french.mouse.down()
    french.mouse.move(to["x"] + 20, to["y"] + 20, steps=5)
    french.mouse.up()
    assert places(french)[0] == ("Quel est l’horaire?", "Nine to five")
    show("en/chapters/job-interview/during/").locator("[data-choice]").nth(1).check()
    expect(field(french, "put-questions/own/2/ask")).to_have_value("Qui fait partie de l’équipe?")  # ticked in another tab


def test_a_sheet_is_handed_on(show: Callable[[str], Page], reader: BrowserContext) -> None:
    """Copied, shared and saved, its words are headings, labels and answers of what is filled in, with the letter around its blanks."""
    reader.add_init_script("navigator.share = data => { window.shared = data; return Promise.resolve() }")
    page = show(SHEETS["before"])
    status = page.locator("[data-hand-on] [role=status]")
    page.locator("[data-copy-sheet]").click()
    expect(status).to_contain_text("Nothing is written")
    field(page, "write-after/mornings/monday/why").fill("Long\ndays")
    page.locator('[name="write-after/mornings/monday/tired"][value=rarely]').check()
    field(page, "write-after/done/sent").check()
    page.locator("div.script textarea").first.fill(HOSTILE[:60])
    page.locator("[data-copy-sheet]").click()
    expect(status).to_have_text(status.get_attribute("data-copied"))
    copied = page.evaluate("() => navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied.startswith("Before the interview – The job interview\n\n")
    parts = copied.split("\n\n")
    assert "2. Write to them" in parts and "1. Read up" not in parts
    assert "My mornings: Monday, I am tired: rarely" in parts and "My mornings: Monday, Why\nLong\ndays" in parts and "✓ I sent it" in parts
    assert [part for part in parts if HOSTILE[:50].strip() in part]
    page.locator("[data-share]").click()
    assert page.evaluate("() => window.shared.text").replace("\r\n", "\n") == copied
    with page.expect_download() as saved:
        page.locator("[data-save]").click()
    assert saved.value.path().read_text("utf-8") == copied and saved.value.suggested_filename == "job-interview-before.txt"


def test_one_part_at_a_time(show: Callable[[str], Page]) -> None:
    """Each part is shown once, with its heading, and the focus goes along; paper shows all of them all the same."""
    page = show(SHEETS["before"])
    fields = page.locator("form textarea, form fieldset, form .tick")
    whole = fields.count()
    page.locator("[data-parts]").check()
    seen = 0
    for number in range(1, 20):
        seen += fields.locator("visible=true").count() - 1  # the box that shows one part is always there
        expect(page.locator(".turn [role=status]")).to_contain_text(f"{number} of")
        assert number > 1 or faults_in_both_looks(page) == []
        on = page.locator("[data-go='1']")
        if on.is_disabled():
            break
        on.click()
        assert page.evaluate("() => document.activeElement.matches('h2, h3, .part, section *')")
    assert seen == whole - 1
    page.emulate_media(media="print")
    assert fields.locator("visible=true").count() == whole - 1


def test_a_filled_sheet_is_readable_everywhere(show: Callable[[str], Page]) -> None:
    """Filled with long words it has no fault, fits a narrow screen, and paper shows all of them."""
    for path in SHEETS.values():
        page = show(path)
        for one in page.locator("form textarea").all():
            one.fill("Long words, and a very long one: " + "ab" * 120)
        assert faults_in_both_looks(page) == []
        page.set_viewport_size({"width": NARROW, "height": 800})
        assert page.evaluate(TROUBLE) == []
        page.emulate_media(media="print")
        cut = "fields => fields.filter(one => one.checkVisibility() && one.scrollHeight > one.clientHeight + 2).map(one => one.name)"
        assert page.locator("textarea").evaluate_all(cut) == []
        page.emulate_media(media="screen")
        page.add_style_tag(content=SPACING)
        assert page.evaluate(TROUBLE) == []


def events(file: Path) -> list[dict[str, str]]:
    """The events of a calendar's file, read as strictly as RFC 5545 says: property with its parameters -> value."""
    data = file.read_bytes()
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no letter is cut in two
    whole = data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert whole[0] == "BEGIN:VCALENDAR" and whole[1] == "VERSION:2.0" and whole[2].startswith("PRODID:") and whole[-1] == "END:VCALENDAR"
    found, inside = [], False
    for line in whole[3:-1]:
        name, value = re.fullmatch(r"([A-Z]+(?:;[A-Z]+=[A-Z]+)*):(.+)", line).groups()
        if (name, value) == ("BEGIN", "VEVENT"):
            assert not inside
            found.append({})
            inside = True
        elif (name, value) == ("END", "VEVENT"):
            inside = False
        else:
            assert inside and name not in found[-1]
            assert name != "SUMMARY" or not re.search(r"(?<!\\)[;,]", value)
            found[-1][name] = re.sub(r"\\([;,\\])", r"\1", value)
    assert not inside and all({"UID", "DTSTAMP", "SUMMARY"} <= set(one) and re.fullmatch(r"\d{8}T\d{6}Z", one["DTSTAMP"]) for one in found)
    assert len({one["UID"] for one in found}) == len(found)
    return found


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Toronto"])
def test_days_go_into_a_calendar(context: Callable[..., BrowserContext], demo: str, zone: str) -> None:
    """The day and those around it are what they are in every time zone, across a change of the clock; the file is the page's language's."""
    page = context(service_workers="block", timezone_id=zone).new_page()
    page.goto(demo + FRENCH)
    tool = page.locator("[data-tool=dates]")
    page.locator("[data-calendar]").click()
    expect(tool.locator("[role=status]")).to_have_text("Choisissez d’abord la date.")
    tool.locator("[type=date]").fill("2026-03-08")
    expect(tool.locator("[data-days='-1'] [data-day]")).to_have_text("samedi 7 mars")
    saved = []
    for time in ("", "14:30"):
        tool.locator("[type=time]").fill(time)
        with page.expect_download() as download:
            page.locator("[data-calendar]").click()
        assert download.value.suggested_filename == "entrevue-d-embauche-pendant.ics"
        saved.append(events(download.value.path()))
    before, day, after = saved[0]
    assert [one["DTSTART;VALUE=DATE"] for one in (before, day, after)] == ["20260307", "20260308", "20260310"]
    assert before["SUMMARY"].startswith("Me reposer; manger, préparer") and before["SUMMARY"].endswith("dormir tôt")
    assert saved[1][1]["DTSTART"] == "20260308T143000" and saved[1][1]["DURATION"] == "PT45M"
    assert [one["UID"] for one in saved[1]][::2] == [before["UID"], after["UID"]]
    assert faults_in_both_looks(page) == []


def test_scripts_are_small(demo_site: Path) -> None:
    """What a page for readers loads before a tool is opened is at most 12 KB, compressed as hosts do."""
    pages = [path for path in demo_site.rglob("index.html") if 'data-tool="brand-form"' not in path.read_text("utf-8")]
    assert len(pages) > 20
    for path in pages:
        named = re.findall(r'<script [^>]*src="([^"]+)"', path.read_text("utf-8"))
        loaded = {(path.parent / name).resolve() for name in named}
        while (
            more := {script.with_name(name) for script in loaded for name in re.findall(r'from "\./([^"]+)"', script.read_text("utf-8"))}
            - loaded
        ):
            loaded |= more
        assert sum(len(gzip.compress(script.read_bytes())) for script in loaded) <= 12_000, path
