"""Pages in the frames of other sites: shown by those that brand.yml names and by no other, as high as they are, read and filled in there.

The site is behind a real nginx, with the configuration that `make hosting` writes; the pages around it paste what its list of codes says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import lxml.html
import pytest
from playwright.sync_api import BrowserContext, Frame, FrameLocator, Page, expect

from macros.commands.parts import frames
from macros.paths import Project
from macros.site import built

from .conftest import NARROW, ROOT, WIDE
from .server import serving
from .test_accessibility import faults_in_both_looks
from .test_reflow import SPACING, TROUBLE

sys.path.insert(0, str(ROOT / "tests"))

import servers
from conftest import build, demo, edit

CHAPTER, LETTER = "en/chapters/job-interview/", "en/letters/ask/"
STAGE, SHEET = f"{CHAPTER}before/", f"{CHAPTER}worksheet-before/"
FRENCH = "fr/chapitres/entrevue-d-embauche/"


class World(NamedTuple):
    """A handbook, and two other sites: one that may frame it, and one that may not. Addresses end with a slash."""

    handbook: str
    site: Path
    codes: lxml.html.HtmlElement
    around: Path  # the folder of both other sites
    allowed: str
    elsewhere: str  # the allowed one by another name: to a browser another site, whose frames share nothing with the handbook's pages
    other: str

    def code(self, address: str) -> str:
        """The frame of a page, as the list of codes has it."""
        (code,) = [text for text in self.codes.xpath("//textarea/text()") if f"/handbook/{address}embed.html" in text]
        return code.replace("https://demo.example/handbook/", self.handbook)

    def around_it(self, address: str, script: bool = True, before: str = "", after: str = "") -> str:
        """Write a page of another site with the frame of a page; return its address there."""
        text = self.codes.xpath("//textarea/text()")[0].replace("https://demo.example", self.handbook.removesuffix("/handbook/"))
        parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>Ours</title><h1>Ours</h1>", text if script else ""]
        (self.around / "page.html").write_text("\n".join([*parts, before, self.code(address), after]), "utf-8")
        return "page.html"


@pytest.fixture(scope="module")
def world(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("framed")
    handbook, around = demo(folder / "handbook"), folder / "around"
    around.mkdir()
    with ExitStack() as running:
        allowed, other = (running.enter_context(serving(around)) for _ in range(2))
        elsewhere = allowed.replace("127.0.0.1", "localhost")
        named = ", ".join(f'"{address.rstrip("/")}"' for address in (allowed, elsewhere))
        edit(handbook / "content" / "brand.yml", "colours:", f"frame_ancestors: [{named}]\ncolours:")
        done = build(handbook / "mkdocs.yml", handbook / "site", pdfs=False)
        assert done.returncode == 0, done.stderr
        project = Project(handbook)
        codes = lxml.html.fromstring(frames.page(built.renderers(project)))
        (folder / "nginx").mkdir()
        address = running.enter_context(servers.nginx(project, handbook / "site", folder / "nginx"))
        yield World(address, handbook / "site", codes, around, allowed, elsewhere, other)


@pytest.fixture
def reader(context: Callable[..., BrowserContext]) -> BrowserContext:
    reader = context(permissions=[])
    reader.trouble = []
    reader.on("weberror", lambda error: reader.trouble.append(str(error.error)))
    return reader


@pytest.fixture
def show(reader: BrowserContext, world: World) -> Iterator[Callable[..., tuple[Page, FrameLocator]]]:
    """Shows a page of the handbook in the frame of another site; at the end no script has failed."""

    def opened(address: str, on: str = world.allowed, **values: object) -> tuple[Page, FrameLocator]:
        page = reader.new_page()
        page.goto(on + world.around_it(address, **values))
        return page, page.frame_locator("iframe")

    yield opened
    assert reader.trouble == []


def inner(page: Page) -> Frame:
    """What the frame shows."""
    return next(frame for frame in page.frames if frame != page.main_frame)


def fits(page: Page) -> int:
    """Wait until the frame is as high as what it shows; return that, in pixels."""
    fitting = "() => document.readyState === 'complete' && Math.abs(innerHeight - document.documentElement.offsetHeight) < 2"
    inner(page).wait_for_function(fitting)
    return inner(page).evaluate("innerHeight")


@pytest.mark.parametrize("address", [CHAPTER, STAGE, SHEET, LETTER, FRENCH])
def test_an_allowed_site_shows_it_as_high_as_it_is(show, address: str) -> None:
    """Nothing stands around the content in the frame, and nothing in it scrolls; it says whose it is, and leads there."""
    page, frame = show(address)
    expect(frame.locator("h1")).to_be_visible()
    fits(page)
    assert frame.locator("header, .breadcrumbs, .nearby, .skip, .announcement, .search, .partners, .foot").count() == 0
    assert page.locator("iframe").get_attribute("title").endswith("Démo" if address == FRENCH else "Demo")
    assert inner(page).evaluate("() => document.querySelector('footer a').href").endswith(f"/handbook/{address}")


def test_no_other_site_shows_it(reader, world: World) -> None:
    """The browser says why: the policy. The frame stays as it was."""
    page, said = reader.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.goto(world.other + world.around_it(CHAPTER))
    assert page.frame_locator("iframe").locator("h1").count() == 0 and page.locator("iframe").get_attribute("height") == "640"


def test_the_height_follows(show) -> None:
    """What opens makes the frame higher, what closes lower again; a narrower window higher."""
    page, frame = show(CHAPTER)
    before = fits(page)
    fold = frame.locator(".fold > summary").last
    fold.click()
    inner(page).wait_for_function("before => innerHeight > before", arg=before)
    assert fits(page) > before
    fold.click()
    inner(page).wait_for_function("before => innerHeight === before", arg=before)
    page.set_viewport_size({"width": NARROW, "height": 800})
    inner(page).wait_for_function("before => innerHeight > before", arg=before)
    fits(page)


def test_without_the_script_it_scrolls(show) -> None:
    """The frame keeps the height of its code; whatever it shows can be reached."""
    page, frame = show(STAGE, script=False)
    frame.locator("footer").scroll_into_view_if_needed()
    assert page.locator("iframe").bounding_box()["height"] == 640 and inner(page).evaluate("scrollY > 0")


def test_what_is_around_hears_heights_and_places_alone(show) -> None:
    """Neither words nor addresses are told, while a worksheet is filled in and other pages come."""
    listen = "<script>window.heard = []; addEventListener('message', event => heard.push(event.data))</script>"
    page, frame = show(SHEET, before=listen)
    frame.locator("textarea:visible").first.fill("Zoë\n" * 9)
    fits(page)
    page.wait_for_function("() => heard.length > 1")
    heard = page.evaluate("heard.map(said => JSON.stringify(said))")
    assert all(re.fullmatch(r'\{"handbook":\{"height":\d+(,"at":\d+)?\}\}', said) for said in heard)


LONG = "<p style='height: 3000px'>ours</p>"


def test_links_to_pages_that_have_a_frame_stay_in_it(show, world: World) -> None:
    """From a chapter to its stage; the page around stays, and shows the top of what came."""
    page, frame = show(CHAPTER, before=LONG, after=LONG)
    page.evaluate("() => document.querySelector('iframe').scrollIntoView()")
    expect(frame.locator("h1")).to_be_visible()
    fits(page)
    page.evaluate("() => scrollBy(0, 60)")
    frame.locator(".stages a").first.click()
    expect(frame.locator(".path")).to_be_visible()
    page.wait_for_function("() => Math.abs(document.querySelector('iframe').getBoundingClientRect().top) < 2")
    assert inner(page).url == f"{world.handbook}{STAGE}embed.html" and page.url.startswith(world.allowed)
    fits(page)


def test_the_first_page_moves_nothing(show) -> None:
    """Who reads on above the frame while it comes stays there, and who is below it too."""
    page, frame = show(CHAPTER, before=LONG, after=LONG)
    page.evaluate("() => scrollTo(0, 2600)")
    expect(frame.locator("h1")).to_be_visible()
    fits(page)
    assert page.evaluate("scrollY") == 2600


def test_a_place_in_the_page_is_gone_to(show) -> None:
    """The page around moves to it, each time it is asked for."""
    page, frame = show(STAGE, before=LONG, after=LONG)
    page.evaluate("() => document.querySelector('iframe').scrollIntoView()")
    expect(frame.locator("h1")).to_be_visible()
    fits(page)
    link = frame.locator(".toc > ol > li > a").last
    name = link.get_attribute("href").removeprefix("#")
    for _ in range(2):
        link.click()
        arrived = "name => { const { top } = document.getElementById(name).getBoundingClientRect(); return Math.floor(top) }"
        place = inner(page).evaluate(arrived, name)
        page.wait_for_function("place => Math.abs(document.querySelector('iframe').getBoundingClientRect().top + place) < 3", arg=place)
        page.evaluate("() => document.querySelector('iframe').scrollIntoView()")


def test_all_other_links_open_the_handbook_beside(show, world: World) -> None:
    """In a tab that knows nothing of the page it came from, which stays; a screen reader hears it first."""
    page, frame = show(CHAPTER)
    expect(frame.locator("footer a")).to_be_visible()
    links = frame.locator("a[target]")
    told = [words for words in links.all_text_contents() if "opens a new tab" not in words]
    assert links.count() > 3 and told == []
    with page.context.expect_page() as opened:
        frame.locator("footer a").click()
    expect(opened.value.locator("header.top")).to_be_visible()
    assert opened.value.url == world.handbook + CHAPTER and opened.value.evaluate("opener") is None and page.url.startswith(world.allowed)


def test_no_link_leaves_the_frame_without_saying_so(world: World) -> None:
    """On every page: what has no target is a page for frames, a place, a download or another program."""
    for path in sorted(world.site.rglob("embed.html")):
        for link in lxml.html.parse(str(path)).iterfind(".//a[@href]"):
            address = link.get("href").partition("#")[0]
            stays = not address or address.startswith(("mailto:", "tel:")) or link.get("download") is not None
            if link.get("target"):
                assert link.get("rel") == "noopener" or "noopener" in link.get("rel").split(), path
            elif not stays:
                assert address.endswith("embed.html") and (path.parent / address).resolve().is_file(), (path, address)


@pytest.mark.parametrize("on", ["allowed", "elsewhere"])
def test_a_worksheet_is_filled_in(show, reader: BrowserContext, world: World, on: str) -> None:
    """Its words are copied, from whatever site; to keep them the handbook is offered, since here nothing is promised."""
    reader.grant_permissions(["clipboard-read", "clipboard-write"])
    page, frame = show(SHEET, on=getattr(world, on))
    assert frame.locator("[data-keep], .mark").count() == 0
    expect(frame.locator(".keep a")).to_have_attribute("href", "./")
    frame.locator("textarea:visible").first.fill("Zoë")
    frame.locator("[data-copy-sheet]").click()
    expect(frame.locator("[data-hand-on] [role=status]")).not_to_be_empty()
    assert "Zoë" in page.evaluate("navigator.clipboard.readText()")
    assert inner(page).evaluate("Object.keys(localStorage)") == []


def test_a_letter_is_filled_in(show) -> None:
    """What is typed stands in the text, and nothing is kept."""
    _, frame = show(LETTER)
    field = frame.locator("[data-field]:visible").first
    field.fill("Zoë")
    expect(frame.locator(".letter .filled").first).to_have_text("Zoë")
    assert frame.locator("[data-keep]").count() == 0


def test_no_worker_is_registered(show, world: World) -> None:
    """Whoever sees one page in a frame is not given the whole handbook."""
    page, frame = show(CHAPTER)
    expect(frame.locator("h1")).to_be_visible()
    fits(page)
    assert inner(page).evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


@pytest.mark.parametrize("address", [CHAPTER, STAGE, SHEET, LETTER, FRENCH])
def test_axe_and_small_screens(context, world: World, address: str) -> None:
    """As a page of its own, which is what is in the frame: axe in both looks, 320 px, a reader's own spacing."""
    page = context(service_workers="block", bypass_csp=True).new_page()  # for the reader's own style
    page.goto(f"{world.handbook}{address}embed.html")
    page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert faults_in_both_looks(page) == []
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate(TROUBLE) == []
    page.add_style_tag(content=SPACING)
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert page.evaluate(TROUBLE) == []


def test_the_list_of_codes(context, world: World, tmp_path: Path) -> None:
    """Opened from the disk: axe finds nothing, it fits a small screen, and a button copies a code."""
    file = tmp_path / "embed.html"
    file.write_bytes(lxml.html.tostring(world.codes, doctype="<!doctype html>", encoding="utf-8"))
    page = context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(file.as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert faults_in_both_looks(page) == []
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert page.evaluate(TROUBLE) == []
    page.locator("button").nth(1).click()
    expect(page.locator("[role=status]").nth(1)).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("textarea").nth(1).input_value()
