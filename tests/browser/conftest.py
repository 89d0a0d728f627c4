"""One Chromium and one server for each of pytest's workers, and pages to look at.

The pages are those that the built site has, so that a new page is tested as soon as it exists.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from macros.checking import check
from macros.commands import offline
from macros.paths import Project
from macros.rendering import render

from .server import serving

ROOT = Path(__file__).resolve().parents[2]
#: Language code -> locale, as the content declares them.
LANGUAGES = {item["code"]: item["locale"] for item in yaml.safe_load((ROOT / "content/handbook.yml").read_text("utf-8"))["languages"]}

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run "
    "--font-render-hinting=none"  # letters as wide as on a phone: the shell would round them to whole pixels
)
#: Where they are looked for. Without windows to draw, the shell does the same work in half the processor's time (measured).
BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
MISSING = "These tests need Chromium: `sudo apt-get install chromium`, or set CHROMIUM to the path of an installed Chromium or Chrome."

WIDE, NARROW = 1280, 320  # 320 is also what 1280 leaves at a zoom of 400 % (WCAG 2.2, 1.4.10)

#: A width with a scheme, so that both of each are seen. The other two pairs change colours at most: test_colours.py has all four.
LOOKS = ((NARROW, "light"), (WIDE, "dark"))
#: How long something may take that does happen, in milliseconds: long, since a busy machine is no fault, and waiting ends when it happens.
PATIENCE = 60_000

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium; its absence is a failure, since an unlooked-at page is an untested one."""
    chromium = os.environ.get("CHROMIUM") or next(filter(shutil.which, BROWSERS), BROWSERS[-1])
    if not shutil.which(chromium):
        pytest.fail(f"{chromium} is not there. {MISSING}", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Address of the site's root."""
    with serving(site) as root:
        yield root


@pytest.fixture(scope="session")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader gets by unpacking the ZIP."""
    folder = tmp_path_factory.mktemp("stick")
    handbook = check.read(Project(ROOT))
    renderers = [render.Renderer(Project(ROOT), handbook, language.code) for language in handbook.settings.languages]
    for name in ("one", "two"):
        offline.write(renderers, site, folder / name / "handbook.zip")
    assert (folder / "one" / "handbook.zip").read_bytes() == (folder / "two" / "handbook.zip").read_bytes()
    with zipfile.ZipFile(folder / "one" / "handbook.zip") as archive:
        archive.extractall(folder)
    return folder / "handbook"


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser of a reader who has never been here; takes what Playwright's new_context takes."""
    opened: list[BrowserContext] = []

    def new(width: int = WIDE, **options: object) -> BrowserContext:
        options = {"reduced_motion": "reduce", **options}  # no view transition between pages to wait for
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield new
    for each in opened:
        each.close()


@pytest.fixture(scope="session")
def opened() -> dict[str, Page]:
    """The pages that are open, by what they were opened with: opening one takes longer than most tests."""
    return {}


@pytest.fixture
def visit(browser: Browser, opened: dict[str, Page], address: str) -> Callable[..., Page]:
    """Shows a page of the site; each test finds the storage empty, but shares a browser's cache with others.

    No service worker: after each emptied storage it would fetch the whole site anew. A test that needs a browser of its own, for
    the worker or for what it intercepts or adds to pages, uses `context`.
    """

    def show(path: str, width: int = WIDE, color_scheme: str = "light", **options: object) -> Page:
        if (key := str(options)) not in opened:
            opened[key] = browser.new_context(reduced_motion="reduce", service_workers="block", **options).new_page()
            opened[key].set_default_timeout(PATIENCE)
        page = opened[key]
        devtools = page.context.new_cdp_session(page)
        devtools.send("Storage.clearDataForOrigin", {"origin": address.rstrip("/"), "storageTypes": "all"})
        devtools.detach()
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media="null", color_scheme=color_scheme)
        page.goto("about:blank")  # else an address that differs by its anchor alone would not load anew
        page.goto(address + path)
        return page

    return show


class Pages:
    """Addresses of the built site's pages, relative to its root."""

    def __init__(self, site: Path):
        folders = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
        self.all = [f"{folder}/" for folder in folders if folder != "."]
        self.missing = sorted(file.relative_to(site).as_posix() for file in site.rglob("404.html"))
        self.site = site

    def of(self, part: str) -> list[str]:
        """Every page of a language, its 404 page too; "root" gives what stands above the languages.

        Of the pages with all of a chapter, one: each says what its stages' pages say, and costs as much as all of them.
        """
        if part == "root":
            return ["", "404.html"]
        again = set(self.whole(part)[1:])
        return [page for page in (*self.all, *self.missing) if page.startswith(f"{part}/") and page not in again]

    def various(self, part: str) -> list[str]:
        """Few pages of a language that together hold every class of HTML that any of them has, and its 404 page; all of "root".

        For what templates and stylesheets decide. What an author's words may spoil is looked at on every page.
        """
        pages = self.of(part)
        if part == "root":
            return pages
        classes = {page: set(" ".join(re.findall(r'class="([^"]*)"', self.html(page))).split()) for page in pages}
        chosen = [page for page in pages if page in self.missing]
        left = set().union(*classes.values()).difference(*(classes[page] for page in chosen))
        while left:
            chosen.append(max(pages, key=lambda page: len(classes[page] & left)))
            left -= classes[chosen[-1]]
        return chosen

    def holding(self, html: str, language: str = "") -> list[str]:
        """The pages whose HTML contains `html`, such as class="letter."""
        found = [page for page in self.all if page.startswith(language) and html in self.html(page)]
        assert found, f"no page holds {html}"
        return found

    def html(self, page: str) -> str:
        return (self.site / page if page.endswith(".html") else self.site / page / "index.html").read_text(encoding="utf-8")

    def chapters(self, language: str = "") -> list[str]:
        return self.holding('"@type": "Article"', language)

    def stages(self, language: str = "") -> list[str]:
        """The pages of single stages, each language's in alphabetical order of address."""
        return self.holding('class="path__number"', language)

    def whole(self, language: str = "") -> list[str]:
        """The pages with all of a chapter."""
        return self.holding('about-chapter" data-unsearched', language)

    def letters(self, language: str = "") -> list[str]:
        return self.holding('class="letter ', language)


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    found = Pages(site)
    assert all(found.of(language) for language in LANGUAGES), found.all
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`language` is each language of the handbook, unless the test names some; `part` is these and the root."""
    named = [name for mark in metafunc.definition.iter_markers("parametrize") for name in mark.args[0]]
    if "language" in metafunc.fixturenames and "language" not in named:
        metafunc.parametrize("language", LANGUAGES)
    if "part" in metafunc.fixturenames:
        metafunc.parametrize("part", [*LANGUAGES, "root"])
