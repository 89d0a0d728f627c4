"""`python -m macros offline`: a ZIP of the site that works from a disk or a USB stick, without a server or the internet.

Browsers treat file: pages as strangers to each other: modules, WebAssembly and
fetch do not work there. So links name their files, and the search is one
script with the words of every page (overrides/offline/search.js) in place of Pagefind.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from ..files import write_zip
from ..leftovers import is_leftover
from ..paths import Project
from ..rendering.render import Renderer
from ..site import built

#: What only a server or an installed site needs.
_LEFT_OUT = re.compile(
    r"(^|/)(pagefind/|(_headers|_redirects|\.htaccess|sitemap\.xml|robots\.txt|sw\.js|404\.html|manifest\.webmanifest)$)|\.(gz|br)$"
)
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^":#?]*/)(#[^"]*)?"')
_HINT = re.compile(r'<link rel="(?:preload|manifest)"[^>]*>\n?')
#: Modules do not load from a disk; those that import nothing are as good as scripts that wait for the page.
_MODULE = re.compile(r'<script type="module"')
_WORKER = re.compile(r' data-worker="[^"]*"')
_SEARCH = re.compile(r'data-bundle="([^"]*)pagefind/pagefind\.js"')


def run(project: Project, options: argparse.Namespace) -> str:
    """Write the offline edition of the site that was built, as a ZIP."""
    target = project.site.with_name("handbook-offline.zip")
    count = write(built.renderers(project), project.site, target)
    return f"{os.path.relpath(target)}: {count} files, {target.stat().st_size / 1e6:.1f} MB."


def write(renderers: list[Renderer], site: Path, target: Path) -> int:
    """Write the offline edition of a built site as a ZIP; return the number of its files."""
    files = {name: data for name, data in _pages(site)}
    for renderer in renderers:
        folder = site / renderer.language
        entries = [entry for path in sorted(folder.rglob("index.html")) for entry in _entries(path, folder)]
        index = f"window.handbookIndex = {json.dumps(entries, ensure_ascii=False)};\n"
        files[f"{renderer.language}/assets/search.js"] = (index + renderer.file("offline/search.js")).encode()
    files["README.txt"] = "\n\n".join(renderer.ui("offline-start") for renderer in renderers).encode() + b"\n"
    write_zip(target, files)
    return len(files)


def _pages(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the offline edition that comes from the site, as it is there."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not _LEFT_OUT.search(name) and not is_leftover(path.name):
            data = path.read_bytes()
            yield name, _offline(data.decode()).encode() if path.suffix == ".html" else data


def _offline(html: str) -> str:
    """A page whose links name files, that asks for nothing a disk cannot give, and whose search is the script."""
    html = _LINK.sub(lambda link: f'{link[1]}{link[2]}index.html{link[3] or ""}"', html)
    html = re.sub(r'(http-equiv="refresh" content="0; url=[^"]*/)"', r'\1index.html"', html)
    html = _MODULE.sub("<script defer", _WORKER.sub("", html))
    return _SEARCH.sub(r'data-script="\1assets/search.js"', _HINT.sub("", html))


def _entries(page: Path, folder: Path) -> Iterator[dict[str, str]]:
    """What can be found on a page: each heading or term with an id, its address in the language's site, and the text below it."""
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    address = page.relative_to(folder).as_posix()
    for anchor, title, words in reader.found:
        text = " ".join("".join(words).split())
        page_title, heading = (" ".join("".join(part).split()) for part in (reader.title, title))
        yield {"page": page_title, "title": heading, "text": text, "url": f"{address}#{anchor}"}


class _Reader(HTMLParser):
    """Reads the part of a page that Pagefind would index, heading by heading."""

    _HEADINGS = ("h1", "h2", "h3", "dt")
    _VOID = ("img", "br", "input", "hr", "meta", "link")

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.found: list[tuple[str, list[str], list[str]]] = []
        self._open: list[tuple[str, str]] = []  # (tag, what it is: body, ignored, heading or nothing)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in self._VOID:
            return
        named = dict(attributes)
        kind = "body" if "data-pagefind-body" in named else "ignored" if "data-pagefind-ignore" in named else ""
        if named.get("class") == "headerlink" or tag in ("script", "style", "button"):
            kind = "ignored"
        elif tag in self._HEADINGS and "id" in named and self._inside("body") and not self._inside("ignored"):
            kind = "heading"
            self.found.append((named["id"] or "", [], []))
        self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._inside("body") or self._inside("ignored") or not self.found:
            return
        _, title, words = self.found[-1]
        (title if self._inside("heading") else words).append(data)
        if self._inside("heading") and self._open[-1][0] == "h1":
            self.title += data

    def _inside(self, kind: str) -> bool:
        return any(found == kind for _, found in self._open)
