"""After one visit the site reads on without internet; with it, nobody is stuck on an old version; and two versions are never mixed."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.checking import check
from macros.paths import Project
from macros.rendering import render
from macros.site import worker

from .conftest import PATIENCE, ROOT, Pages
from .server import Handler, serving

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
    late = "new Promise((_, no) => setTimeout(() => no(new Error('no worker came')), patience))"
    page.evaluate(f"patience => Promise.race([navigator.serviceWorker.ready, {late}]).then(() => true)", PATIENCE)
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
#: Asks for the worker as a page does, and waits until it has failed.
TRIED = """async () => {
  const { installing } = await navigator.serviceWorker.register("../sw.js", { updateViaCache: "none" })
  await new Promise(done => installing ? installing.addEventListener("statechange", done) : done())
}"""
#: Notes each worker that a page asks for.
NOTE = """window.asked = []
const container = navigator.serviceWorker, register = container.register.bind(container)
container.register = (...all) => { asked.push(all[0]); return register(...all) }"""


def for_readers(page: Path) -> bool:
    """Whether a page is one that the worker keeps: not the form for a brand."""
    return 'data-tool="brand-form"' not in page.read_text("utf-8")


def test_what_is_kept_is_what_is_needed(context, copy: Path) -> None:
    """One cache for the language: every page, style, script and font, the search; no other language, no PDF, nothing twice."""
    with serving(copy) as root:
        page = visit(context(), root + "en/")
        (cache,) = kept(page).values()
        files = [path for path in (copy / "en").rglob("index.html") if for_readers(path)]
        pages = {f"{root}en/{path.parent.relative_to(copy / 'en').as_posix()}/".replace("/./", "/") for path in files}
        assert pages < set(cache) and len(cache) == len(set(cache))
        assert all(address.startswith(f"{root}en/") and not address.endswith((".pdf", ".xml", "handbook.json")) for address in cache)
        assert all(any(re.search(file, address) for address in cache) for file in (r"handbook\.\w{10}\.css$", r"search\.\w{10}\.js$"))
        assert f"{root}en/search.json" in cache


def test_the_site_reads_on_without_internet(context, copy: Path) -> None:
    """After one visit to a chapter, with the server gone: other pages, the search, a wrong address, and the chapter's worksheets."""
    browser = context()
    with serving(copy) as root:
        page = visit(browser, root + Pages(copy).whole("en")[0])
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


class Rewriting(Handler):
    """A host that writes into pages, each time something else, as those do that hide addresses of e-mail."""

    lacking = ""  # the ending of files that it does not give, as one that knows no type for them

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        asked = self.server.asked = [*getattr(self.server, "asked", ()), self.path]
        if not path.is_file() or (self.lacking and path.name.endswith(self.lacking)):
            return self.send_error(404)
        data = path.read_bytes()
        if path.suffix == ".html":
            data = re.sub(rb'href="mailto:[^"]*"', b'href="/hidden#%d"' % len(asked), data).replace(b"</body>", b"<script></script></body>")
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Lacking(Rewriting):
    lacking = "search.json"


def test_a_host_may_write_into_pages(context, copy: Path) -> None:
    """The worker tells a page by what it says of its edition, and keeps it as the host gives it."""
    browser = context()
    with serving(copy, handler=Rewriting) as root:
        page = visit(browser, root + "en/")
        assert kept(page)
    page.goto(root + "en/letters/")
    expect(page.locator("h1")).to_be_visible()


def test_what_a_host_lacks_is_not_asked_for_on_every_page(context, copy: Path) -> None:
    """A host that does not give a file has no worker; the next page asks for its own files and sw.js alone, and not for all the others."""
    browser = context()
    with serving(copy, handler=Lacking) as root:
        page = browser.new_page()
        page.add_init_script(NOTE)
        requests: list[str] = []
        browser.on("request", lambda request: requests.append(request.url))
        page.goto(root + "en/")
        until(page, lambda: any(name.endswith("failed") for name in kept(page)))
        assert sum("/en/letters/thank-you/" in url for url in requests) == 1  # it was tried
        requests.clear()
        page.goto(root + "en/letters/")
        page.evaluate(TRIED)
        assert not [url for url in requests if "search.json" in url or "/en/letters/thank-you/" in url]


#: Names of files in assets/ -> whether the worker keeps them.
NAMES = {
    "Plan #2 (100%).svg": True,
    "été à l’œuvre.svg": True,
    "a+b&c=d;e,f.svg": True,
    "Photo.PNG": False,
    "photo.webp": False,
    "film.MP4": False,
}


def test_names_of_files_are_addresses(context, copy: Path) -> None:
    """Whatever an organization's files are called, the worker asks for them at their addresses; pictures and films stay where they are."""
    for name in NAMES:
        (copy / "en" / "assets" / name).write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    publish(copy, "Finding work", "Finding work")
    with serving(copy) as root:
        page = visit(context(), root + "en/")
        (cache,) = kept(page).values()
        held = {unquote(address.rpartition("/")[2]) for address in cache}
    assert {name: name in held for name in NAMES} == NAMES


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
        files = [path for path in (site / language).rglob("*.html") if for_readers(path)]
        pages = {path.relative_to(site / language).as_posix().removesuffix("index.html") or "./" for path in files}
        assert {*pages, "search.json", "assets/icon.svg"} < listed.keys() and len(pages) > 10
        for address, digest in listed.items():
            path = site / language / (f"{address.removeprefix('./')}index.html" if address.endswith("/") else address)
            data = path.read_bytes()
            if path.suffix == ".html":
                mark = f' data-edition="{digest}"'.encode()
                assert data.count(mark) == 1
                data = data.replace(mark, b"")
            assert hashlib.sha256(data).hexdigest()[:16] == digest
