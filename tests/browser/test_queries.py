"""What readers type leads first to what they look for: queries.yml, asked of the handbook's site and of its offline edition."""

from __future__ import annotations

import os.path
from pathlib import Path

import lxml.html
import pytest
import yaml
from playwright.sync_api import Page

from .conftest import LANGUAGES, ROOT
from .test_search import look_for

QUERIES = yaml.safe_load((ROOT / "tests" / "browser" / "queries.yml").read_text(encoding="utf-8"))
#: How many queries a language has, and the share that has to be answered right by the first result.
QUERIES_EACH, RIGHT = 150, 0.9
#: Ids of the handbook's pages, chapters and letters.
PAGES = {path.stem for path in (ROOT / "content").glob("*/*.yml")}


class Targets:
    """Which `ref:` target a result's address is, as the built pages of a language tell by their ids."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._headings = {}
        for path in folder.rglob("index.html"):
            heading = lxml.html.fromstring(path.read_bytes()).find(".//article//h1")
            self._headings[path.parent] = "" if heading is None else heading.get("id")

    def of(self, address: str) -> str:
        """The target, `page` or `page/entry`. What stands on a page below a chapter's own, a stage's, is the chapter's."""
        path, _, anchor = address.partition("#")
        below = path.split(f"/{self._folder.name}/", 1)[1].removesuffix("index.html")
        folder = Path(os.path.normpath(self._folder / below))
        anchor = anchor or self._headings[folder]
        while self._headings.get(folder) not in PAGES:
            folder = folder.parent
        page = self._headings[folder]
        return anchor if anchor == page or anchor.startswith(f"{page}/") else f"{page}/{anchor}"


def wrong(page: Page, folder: Path, queries: list[list]) -> list[str]:
    """The queries whose first result is another than wanted, with what it is."""
    targets, found = Targets(folder), []
    for words, *wanted in queries:
        first = next(map(targets.of, look_for(page, words)[:1]), "nothing")
        if first not in wanted:
            found.append(f"{words}: {first} instead of {' or '.join(wanted)}")
    return found


@pytest.mark.parametrize("edition", ["online", "offline"])
def test_the_first_result_is_right(visit, context, site: Path, unpacked: Path, language: str, edition: str) -> None:
    """Of 150 queries, as tired people type them, the first result of nine in ten answers; the others are named.

    The offline edition has the same index and the same search: it is asked every third.
    """
    assert QUERIES.keys() == LANGUAGES.keys() and len({words for words, *_ in QUERIES[language]}) == QUERIES_EACH
    if edition == "online":
        page, folder, asked = visit(f"{language}/"), site / language, QUERIES[language]
    else:
        page, folder, asked = context().new_page(), unpacked / language, QUERIES[language][::3]
        page.goto((folder / "index.html").as_uri())
    mistaken = wrong(page, folder, asked)
    assert len(mistaken) <= len(asked) * (1 - RIGHT), "\n".join(mistaken)
