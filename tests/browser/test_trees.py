"""What those hear who listen: the accessibility tree of each kind of page, word for word, and names that say what is meant.

A change of a template shows here as a change of a file in trees/. Read the difference as a screen reader would say it; if it is
meant, run the test with TREES=write.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import NARROW
from .server import serving

TREES = Path(__file__).with_name("trees")
CHAPTER = "chapters/job-interview/"
#: Kind of page -> its address in the demo's English site.
KINDS = {
    "home": "",
    "index": "chapters/",
    "chapter": CHAPTER,
    "stage": f"{CHAPTER}before/",
    "whole": f"{CHAPTER}whole-chapter/",
    "worksheet": f"{CHAPTER}worksheet-during/",
    "letter": "letters/thanks/",
    "way": "tomorrow/",
    "glossary": "glossary/",
    "missing": "404.html",
}


@pytest.fixture(scope="module")
def root(demo_site: Path):
    with serving(demo_site) as address:
        yield f"{address}en/"


@pytest.mark.parametrize("kind", KINDS)
def test_tree(context, root: str, kind: str) -> None:
    """Headings, landmarks, links and fields of a page are as they were read and approved."""
    page: Page = context(width=NARROW, service_workers="block").new_page()
    page.goto(root + KINDS[kind])
    tree = re.sub(r"\d+(?= (?:KB|pages?)\b)", "0", page.locator("body").aria_snapshot()) + "\n"  # sizes of files are no tree's business
    file = TREES / f"{kind}.yml"
    if os.environ.get("TREES") == "write":
        file.write_text(tree, "utf-8")
    assert file.read_text("utf-8") == tree


#: Links of a page that are called alike and lead to different places of the site; a heading's own link is not announced.
ALIKE = """() => {
  const named = new Map()
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.closest("[aria-hidden=true], [hidden]") || !link.checkVisibility() || link.origin !== location.origin) continue
    if (link.hash && link.pathname === location.pathname) continue // a heading further down, which may be a link itself
    const name = (link.getAttribute("aria-label") ?? link.textContent).replace(/\\s+/g, " ").trim().toLowerCase()
    named.set(name, (named.get(name) ?? new Set()).add(link.href.replace(/index\\.html$/, "")))
  }
  return [...named].filter(([, places]) => places.size > 1).map(([name, places]) => `${name}: ${[...places].join(", ")}`)
}"""


def test_links_are_told_apart(visit, pages, address, part) -> None:
    """On no page do two links of one name lead to different places of the site (WCAG 2.2, 2.4.9): some hear a list of links alone."""
    page = visit("")
    found = {}
    for path in pages.of(part):
        page.goto(address + path)
        page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
        found[path] = page.evaluate(ALIKE)
    assert {path: links for path, links in found.items() if links} == {}
