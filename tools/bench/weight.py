"""What a first visit to a page transfers, and whether the page moves: measured in Chromium, over HTTP with gzip."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from .synthetic import read

#: Largest first visit to a chapter's page, in KB of 1,000 bytes.
KILOBYTES = 50
#: Widths and heights of the window, in CSS pixels: a telephone, a laptop.
WINDOWS = ((360, 740), (1280, 800))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
#: What keeps Chromium from asking anything of its own of the network.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
COMPRESSED = (".html", ".css", ".js", ".mjs", ".svg", ".json", ".xml", ".txt")

#: Sums the shifts that no input caused, from the first paint on.
_OBSERVER = """
window.__shift = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value; })
  .observe({type: 'layout-shift', buffered: true});
"""


@dataclass
class Visit:
    """A first visit to a page."""

    address: str
    width: int  # CSS pixels
    bytes: int = 0  # bodies as transferred, and heads
    requests: int = 0
    shift: float = 0.0  # cumulative layout shift, after loading and scrolling to the end
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    parts: list[tuple[str, int]] = field(default_factory=list)  # path and bytes, the largest first


def chapter_pages(repository: Path) -> list[str]:
    """Addresses of the first chapter's page, in each language."""
    content = repository / "content"
    settings = read(content / "handbook.yml")
    parent = read(content / "pages" / "chapters.yml")
    chapter = read(content / "chapters" / f"{settings['chapters'][0]}.yml")
    codes = [language["code"] for language in settings["languages"]]
    return [f"/{code}/{parent['slug'][code]}/{chapter['slug'][code]}/" for code in codes]


def write_bare(folder: Path) -> None:
    """Write the project of a bare Material page: no typeface, no search."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Bare\n\nA page.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Bare\ntheme: {name: material, font: false}\nplugins: []\n", encoding="utf-8")


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a web server does: texts compressed, the rest as it is."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in COMPRESSED:
            body = gzip.compress(body, 6)  # the level that web servers commonly use
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; the context is its address, without a slash at the end."""
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def visit(site: Path, addresses: list[str]) -> list[Visit]:
    """Visit pages of a site, each with nothing cached, in each of WINDOWS."""
    with served(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            return [_visit(browser, host, address, window) for address in addresses for window in WINDOWS]
        finally:
            browser.close()


def _visit(browser: Browser, host: str, address: str, window: tuple[int, int]) -> Visit:
    found = Visit(address, window[0])
    context = browser.new_context(viewport={"width": window[0], "height": window[1]})
    page = context.new_page()
    page.add_init_script(_OBSERVER)
    _count(context.new_cdp_session(page), found, host)
    page.goto(host + address, wait_until="networkidle")
    for _ in range(40):  # at most: a page that grows while one scrolls would never end
        page.evaluate("window.scrollBy({top: innerHeight, behavior: 'instant'})")
        page.wait_for_timeout(50)
        if page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1"):
            break
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)  # a shift is reported after the frame that showed it
    found.shift = page.evaluate("window.__shift")
    found.parts.sort(key=lambda part: -part[1])
    context.close()
    return found


def _count(session, found: Visit, host: str) -> None:
    """Count what the browser's network layer reports, which is what went over the wire."""
    addresses: dict[str, str] = {}

    def sent(event: dict) -> None:
        url = event["request"]["url"]
        if url.startswith("http"):  # not data: and blob:
            addresses[event["requestId"]] = url
            found.requests += 1
            if urlsplit(url).netloc != urlsplit(host).netloc:
                found.foreign.append(url)

    def received(event: dict) -> None:
        if event["response"]["status"] >= 400:
            found.failed.append(event["response"]["url"])

    def finished(event: dict) -> None:
        if url := addresses.get(event["requestId"]):
            found.bytes += int(event["encodedDataLength"])
            found.parts.append((urlsplit(url).path, int(event["encodedDataLength"])))

    def failed(event: dict) -> None:
        if (url := addresses.get(event["requestId"])) not in found.failed:  # a 404 for a stylesheet is reported both ways
            found.failed.append(str(url))

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.responseReceived", received)
    session.on("Network.loadingFinished", finished)
    session.on("Network.loadingFailed", failed)
    session.send("Network.enable")
