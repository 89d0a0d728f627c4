"""Pages load whole and quietly, from their own host, and keep nothing of the reader but two choices, and the handbook's own files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import LANGUAGES, NARROW, WIDE
from .server import InPieces, serving

KEYS = {"handbook-language", "handbook-scheme"}
SECRET = "Wilhelmina-Xavière 8675309"

STORED = """async () => ({
  local: { ...localStorage }, session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(database => database.name), name: window.name, cookie: document.cookie,
  hash: location.hash, query: location.search, state: history.state,
})"""

#: What the service worker keeps (test_worker.py says which files): each address, and whether a text is in what came from it.
KEPT = """async (text) => {
  const found = {}
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found[request.url] = (await (await caches.match(request)).text()).includes(text)
  return found
}"""

#: Sum of the layout shifts since the page began.
SHIFT = """() => new Promise(resolve => {
  let sum = 0
  const observer = new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value })
  observer.observe({ type: "layout-shift", buffered: true })
  setTimeout(() => resolve(sum), 250)
})"""


class Watch:
    """What a page asks for and complains about."""

    def __init__(self, page: Page):
        self.asked: list[str] = []
        self.sent: list[str] = []
        self.wrong: list[str] = []
        page.on("request", self._request)
        page.on("response", lambda response: response.status >= 400 and self.wrong.append(f"{response.status} {response.url}"))
        page.on("requestfailed", self._failure)
        page.on("console", lambda message: message.type in ("error", "warning") and self.wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))

    def _request(self, request) -> None:
        self.asked.append(request.url)
        self.sent.append(f"{request.url} {json.dumps(request.headers)} {request.post_data or ''}")

    def _failure(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the test has gone to another page
            self.wrong.append(f"failed: {request.url} {request.failure}")

    def others(self, address: str) -> list[str]:
        return [url for url in self.asked if not url.startswith(address)]


def nothing_is_kept(page: Page, keys: set[str] = frozenset()) -> None:
    stored = page.evaluate(STORED)
    assert stored.pop("local").keys() <= keys
    assert not any(stored.values()), stored
    assert page.context.cookies() == []
    origin = page.evaluate("location.origin")
    kept = page.evaluate(KEPT, SECRET)
    assert all(address.startswith(f"{origin}/") and not typed for address, typed in kept.items()), kept


def test_pages_load_from_their_own_host_without_error(context, pages, address, part):
    """No page asks another host for anything; nothing is missing; the console is silent; nothing is stored.

    test_site_works_below_a_path asks the same of every page, the storage apart.
    """
    page = context(locale="de-DE").new_page()
    watch = Watch(page)
    for path in pages.various(part):
        page.goto(address + path)
        nothing_is_kept(page)
    assert watch.others(address) == []
    assert watch.wrong == []
    assert watch.asked


@pytest.fixture
def busy(context, pages, address, language) -> tuple[BrowserContext, Page, Watch]:
    """A page on which a reader has searched, chosen, typed, copied and gone on."""
    opened = context(permissions=["clipboard-read", "clipboard-write"])
    page = opened.new_page()
    watch = Watch(page)
    page.goto(address + pages.letters(language)[0])
    page.locator("[data-scheme-switch]").click()
    for field in page.locator("[data-field]:visible").all():
        field.fill(SECRET)
    page.locator("[data-copy]").click()
    expect(page.locator(".letter:visible")).to_contain_text(SECRET)
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill("information")
    expect(page.locator(".search li").first).to_be_visible()
    page.keyboard.press("Escape")
    return opened, page, watch


def test_typed_text_stays_on_the_page(busy, pages, address, language):
    """What is typed into a letter is in no request, no storage, no address and no other page; coming back finds empty fields."""
    _, page, watch = busy
    nothing_is_kept(page, KEYS)
    assert SECRET not in json.dumps(page.evaluate(STORED), ensure_ascii=False)
    page.locator("header a[data-language]").first.click()
    page.wait_for_load_state()
    nothing_is_kept(page, KEYS)
    assert SECRET not in page.content()
    page.goto(address + pages.letters(language)[0])
    assert {field.input_value() for field in page.locator("[data-field]").all()} == {""}
    sent = "\n".join(watch.sent)
    assert not any(word in sent for word in (*SECRET.split(), "Xavi%C3%A8re"))
    assert watch.others(address) == []
    assert watch.wrong == []


def test_only_two_choices_are_stored(busy):
    """After all that a reader can do, the browser holds the two known keys and their plain values."""
    opened, page, _ = busy
    page.locator("header a[data-language]").first.click()
    page.wait_for_load_state()
    local = page.evaluate(STORED)["local"]
    assert local.keys() == KEYS
    assert set(local.values()) <= {"light", "dark", *(page.locator("html").get_attribute("data-language"),)}
    assert opened.cookies() == []


@pytest.fixture(scope="module")
def slow(site: Path) -> Iterator[str]:
    """The site as a slow network brings it."""
    with serving(site, handler=InPieces) as root:
        yield root


@pytest.mark.parametrize(("language", "width"), zip(LANGUAGES, (WIDE, NARROW), strict=True))
def test_nothing_moves_while_loading(context, pages, slow, language, width):
    """The layout of Home, of a chapter's pages and a letter does not shift (cumulative layout shift: 0) as they come piece by piece."""
    of_chapter = [found(language)[0] for found in (pages.chapters, pages.stages, pages.whole)]
    for path in (f"{language}/", *of_chapter, pages.letters(language)[0]):
        page = context(width=width).new_page()
        page.goto(slow + path)
        page.evaluate("document.fonts.ready.then(() => true)")
        assert page.evaluate(SHIFT) == 0, path


def test_storage_may_be_off(context, address, language):
    """In a browser that refuses storage, the page, the switch and the change of language still work."""
    page = context(locale="de-DE").new_page()
    watch = Watch(page)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('off', 'SecurityError') } })")
    page.goto(f"{address}{language}/")
    page.locator("[data-scheme-switch]").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.locator("header a[data-language]").first.click()
    expect(page.locator("html")).not_to_have_attribute("data-language", language)
    page.goto(address)
    expect(page.locator("main a").first).to_be_visible()
    assert watch.wrong == []


@pytest.fixture(scope="module")
def below(site: Path) -> Iterator[str]:
    """The same site below a path, as on a host that holds other sites."""
    with serving(site, "/some/handbook/") as root:
        yield root


def test_site_works_below_a_path(context, pages, below):
    """Below a path of a host, every page loads whole, every link stays below it and leads to a page, and the search works."""
    page = context(locale="de-DE").new_page()
    watch = Watch(page)
    linked: set[str] = set()
    for path in ("", *(path for language in LANGUAGES for path in pages.various(language) if path.endswith("/"))):
        page.goto(below + path)
    for path in pages.all:
        links = (urljoin(below + path, link) for link in lxml.html.fromstring(pages.html(path)).xpath("//a/@href"))
        linked |= {link.partition("#")[0] for link in links if "127.0.0.1" in link}
    assert linked
    page.goto(f"{below}{next(iter(LANGUAGES))}/")
    for link in linked:
        assert link.startswith(below)
        file = pages.site / link.removeprefix(below)
        assert (file / "index.html" if link.endswith("/") else file).is_file(), link
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill("information")
    page.locator(".search li a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(below)
    assert watch.others(below) == []
    assert watch.wrong == []


def test_demo_handbook_is_quiet_too(context, demo_site):
    """A handbook that uses every field of the model, contributors' pictures too, loads whole and without error."""
    with serving(demo_site, "/handbook/") as root:
        page = context(locale="de-DE").new_page()
        watch = Watch(page)
        for path in sorted(file.relative_to(demo_site).as_posix() for file in demo_site.rglob("*.html")):
            page.goto(root + path.removesuffix("index.html"))
            page.evaluate("() => Promise.all([...document.images].map(image => { image.loading = 'eager'; return image.decode() }))")
        assert watch.others(root) == []
        assert watch.wrong == []
