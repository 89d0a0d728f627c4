"""The search index says what the pages say, place by place, and words that nobody sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import expected
import lxml.html
import pytest
from conftest import DEMO, pdf_pages

CONTENT = expected.Content(DEMO / "content")


def index(site: Path, language: str) -> dict[str, dict]:
    """The entries of a language's index by their addresses; no two have one."""
    entries = json.loads((site / language / "search.json").read_text("utf-8"))["entries"]
    found = {entry["url"]: entry for entry in entries}
    assert len(found) == len(entries) > 10
    return found


def unseen(node: object) -> Iterator[tuple[str, dict]]:
    """Yield (id of the entry, words in every language) for each `search` below a part of the content."""
    if isinstance(node, dict):
        if "search" in node:
            yield node["id"], node["search"]
        for value in node.values():
            yield from unseen(value)
    for value in node if isinstance(node, list) else ():
        yield from unseen(value)


@pytest.mark.parametrize("language", CONTENT.languages)
def test_every_place_is_found(demo_site: Path, language: str) -> None:
    """Each page, section, entry with a heading and term is one, under its own name, with the text below its heading."""
    found = index(demo_site, language)
    for url, entry in found.items():
        address, _, anchor = url.partition("#")
        article = lxml.html.fromstring((demo_site / language / address / "index.html").read_bytes()).find(".//article")
        heading = article.xpath("//*[@id=$anchor]", anchor=anchor)[0] if anchor else article.find(".//h1")
        for link in heading.find_class("headerlink"):
            link.drop_tree()
        assert (entry["title"] or entry["page"]).endswith(expected.squeeze(heading.text_content())), url
    anchors = {url.partition("#")[2] for url in found}
    for page in CONTENT.pages:
        for section in CONTENT.pages[page].get("sections", ()):
            assert section["id"] in anchors
            if section["kind"] not in ("cards", "comparison", "reflection"):
                assert {item["id"] for item in section.get("items", ())} <= anchors
            if section["kind"] == "cards":
                assert not {item["id"] for item in section["items"]} & anchors, "a card leads on"
    assert {term["id"] for term in CONTENT.terms} <= anchors
    step = next(entry for url, entry in found.items() if url.endswith("#read-up"))
    assert {"en": "Look at their site. And the news.", "fr": "Regardez leur site. Et les nouvelles."}[language] in step["text"]
    names = [(entry["page"], entry["title"]) for entry in found.values()]
    assert len(names) == len(set(names)), "two results would have one name"


@pytest.mark.parametrize("language", CONTENT.languages)
def test_words_that_nobody_sees_lead_there(demo_site: Path, language: str) -> None:
    """`search` of an entry is in the index at that entry, and on no page, in no attribute and no PDF; so for synonyms, which are shown."""
    found = index(demo_site, language)
    seen = " ".join(path.read_text("utf-8") for path in demo_site.rglob("*.html"))
    seen += " ".join(" ".join(pdf_pages(path)) for path in (demo_site / language).rglob("*handbook*.pdf"))
    all_words = list(unseen([CONTENT.kinds, CONTENT.terms]))
    assert len(all_words) >= 8  # one of each kind of entry
    for owner, words in all_words:
        at = [entry for url, entry in found.items() if f"/{url}".endswith((f"#{owner}", f"/{address(owner, language)}/"))]
        assert any(set(words[language]) <= set(entry["words"]) for entry in at), owner
        assert not [word for word in words[language] if re.search(rf"\b{word}\b", seen, re.IGNORECASE)], owner
    term = CONTENT.terms[0]
    chapter = next(entry for entry in found.values() if not entry["title"] and term["term"][language] in entry["words"])
    names = {*term["synonyms"][language]}
    assert names <= set(chapter["words"]) and names <= set(next(e for u, e in found.items() if u.endswith("#interview"))["words"])


def address(owner: str, language: str) -> str:
    """The end of a page's address, or its id where it is no page."""
    return CONTENT.pages[owner]["slug"][language] if owner in CONTENT.pages else owner


def test_what_is_no_subject_is_not_found(demo_site: Path) -> None:
    """Sources, bylines and what PDFs there are say nothing that a reader looks for; nothing of an earlier search is left on pages."""
    said = json.dumps(list(index(demo_site, "en").values()))
    html = (demo_site / "en" / "chapters" / "job-interview" / "index.html").read_text("utf-8")
    byline = lxml.html.fromstring(html).find_class("byline")[0].text_content()
    chapter = next(entry for url, entry in index(demo_site, "en").items() if url.endswith("job-interview/"))
    assert "Alex Roy" in byline and "Alex Roy" not in chapter["text"]
    assert "checked on" not in said.lower() and "#sources" not in said
    assert "pagefind" not in html + (demo_site / "en" / "glossary" / "index.html").read_text("utf-8")
