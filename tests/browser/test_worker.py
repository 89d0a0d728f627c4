"""After one visit the site reads on without internet; with it, nobody is stuck on an old version; and two versions are never mixed."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.checking import check
from macros.paths import Project
from macros.rendering import render
from macros.site import worker

from .conftest import PATIENCE, ROOT
from .server import serving

URL = "https://handbook.example/"


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of the site that a test may publish anew."""
    shutil.copytree(site, tmp_path / "site")
    return tmp_path / "site"


def publish(folder: Path, old: str, new: str) -> None:
    """Publish a new version: a text is changed on every page, and the list of files follows."""
    for path in (folder / "en").rglob("*.html"):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    project = Project(ROOT)
    worker.write(render.Renderer(project, check.read(project), "en"), folder / "en", URL)


def visit(context: BrowserContext, address: str) -> Page:
    """Open a page and wait until the browser keeps the site."""
    page = context.new_page()
    page.goto(address)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    return page


def kept(page: Page) -> dict[str, list[str]]:
    """Name of each cache -> the addresses in it."""
    return page.evaluate(
        "async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async name =>"
        " [name, (await (await caches.open(name)).keys()).map(request => request.url)])))"
    )


def until(page: Page, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE / 1000
    while not condition():
        assert time.monotonic() < end, kept(page)
        page.wait_for_timeout(20)  # the browser goes on meanwhile


#: Whether the newest worker is the one that works: none is being installed, and none waits for the last page of the old one to go.
TAKEN_OVER = """async scope => {
  const found = await navigator.serviceWorker.getRegistration(scope)
  return !found.installing && !found.waiting
}"""
#: Notes each worker that a page asks for.
NOTE = """window.asked = []
const container = navigator.serviceWorker, register = container.register.bind(container)
container.register = (...all) => { asked.push(all[0]); return register(...all) }"""


def test_what_is_kept_is_what_is_needed(context, copy: Path) -> None:
    """One cache for the language: every page, style, script and font, the search; no other language, no PDF, nothing twice."""
    with serving(copy) as root:
        page = visit(context(), root + "en/")
        (cache,) = kept(page).values()
        pages = {
            f"{root}en/{path.parent.relative_to(copy / 'en').as_posix()}/".replace("/./", "/") for path in (copy / "en").rglob("index.html")
        }
        assert pages < set(cache) and len(cache) == len(set(cache))
        assert all(address.startswith(f"{root}en/") and not address.endswith((".pdf", ".xml", "handbook.json")) for address in cache)
        assert any(re.search(r"handbook\.[0-9a-f]{10}\.css$", address) for address in cache) and any(
            "pagefind.js" in address for address in cache
        )


def test_the_site_reads_on_without_internet(context, copy: Path) -> None:
    """After one visit to a chapter, with the server gone: other pages, the search, a wrong address, and the chapter's worksheets."""
    browser = context()
    with serving(copy) as root:
        page = visit(browser, root + "en/chapters/informational-interviewing/")
        offered = page.locator(".offer > p > a[download]").evaluate_all("links => links.map(link => link.href)")
        assert len(offered) >= 3
        until(page, lambda: set(offered) <= {address for cache in kept(page).values() for address in cache})
    page.goto(root + "en/letters/thank-you/")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 247, 239)"
    page.locator("[data-search-open]").click()
    page.locator("#search-field").fill("thank")
    expect(page.locator(".search li").first).to_be_visible()
    size = page.evaluate("async address => (await (await fetch(address)).arrayBuffer()).byteLength", offered[0])
    assert size == (copy / offered[0].removeprefix(root)).stat().st_size
    page.goto(root + "en/nowhere/")
    expect(page.locator("h1")).to_have_text("We cannot find this page")


def test_a_new_version_shows_at_once_and_replaces_the_old_one(context, copy: Path) -> None:
    """With internet the new text is there on the next page; the old cache goes once the reader comes back."""
    browser = context()
    with serving(copy) as root:
        page = visit(browser, root + "en/")
        (old,) = kept(page)
        publish(copy, "Finding work, one step at a time", "Finding work, at your pace")
        page.goto(root + "en/")
        expect(page.locator("h1")).to_have_text("Finding work, at your pace")
        until(page, lambda: len(kept(page)) == 2)
        beside = browser.new_page()
        beside.goto(root + "robots.txt")  # of the same origin, so that it may ask, but none of the worker's pages
        page.close()  # the reader has left
        until(beside, lambda: beside.evaluate(TAKEN_OVER, root + "en/"))
        page = visit(browser, root + "en/letters/")
        until(page, lambda: len(kept(page)) == 1 and old not in kept(page))
    page.goto(root + "en/")
    expect(page.locator("h1")).to_have_text("Finding work, at your pace")


def test_versions_are_not_mixed(context, copy: Path) -> None:
    """While a new version is half copied to the server, nothing of it is kept: without internet, all pages are the old ones."""
    browser = context()
    with serving(copy) as root:
        page = visit(browser, root + "en/")
        half = (copy / "en" / "letters" / "index.html").read_text("utf-8")
        publish(copy, "Finding work, one step at a time", "Finding work, at your pace")
        (copy / "en" / "letters" / "index.html").write_text(half.replace("<h1", "<h1 data-half"), "utf-8")  # not what sw.js lists
        page.goto(root + "en/")
        page.evaluate("async () => { const found = await navigator.serviceWorker.getRegistration(); await found.update().catch(() => 0) }")
        until(page, lambda: page.evaluate("navigator.serviceWorker.getRegistration().then(found => !found.installing && !found.waiting)"))
    page.goto(root + "en/")
    expect(page.locator("h1")).to_have_text("Finding work, one step at a time")
    page.goto(root + "en/letters/")
    assert page.locator("h1[data-half]").count() == 0


def test_a_brand_can_do_without(context, branded) -> None:
    """`offline: false` leaves no worker and no cache, and takes an earlier worker away."""
    text = (branded("ontario") / "fr" / "sw.js").read_text("utf-8")
    assert "unregister" in text and "fetch" not in text
    page_source = (branded("ontario") / "fr" / "index.html").read_text("utf-8")
    assert "data-worker" not in page_source
    with serving(branded("ontario"), "/your-way/") as root:
        page = context().new_page()
        page.add_init_script(NOTE)
        page.goto(root + "fr/")
        assert page.evaluate("asked") == [] and kept(page) == {}
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
        page.evaluate("name => caches.open(name).then(() => true)", "https://work.lakeshore.example/your-way/fr/ old")
        page.evaluate("navigator.serviceWorker.register('sw.js').then(() => true)")
        gone = "navigator.serviceWorker.getRegistrations().then(found => found.length === 0)"
        until(page, lambda: kept(page) == {} and page.evaluate(gone))


def test_the_list_of_files_is_true(site: Path) -> None:
    """Each language lists files that there are, with their hashes; the version follows from them."""
    import hashlib  # noqa: PLC0415

    for language in ("en", "fr"):
        text = (site / language / "sw.js").read_text("utf-8")
        listed = dict(re.findall(r'"([^"]*)": "([0-9a-f]{16})"', text))
        assert len(listed) > 40
        for address, digest in listed.items():
            path = site / language / (f"{address.removeprefix('./')}index.html" if address.endswith("/") else address)
            assert hashlib.sha256(path.read_bytes()).hexdigest()[:16] == digest
