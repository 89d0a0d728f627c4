"""The search index of a language: what its finished pages say, place by place, and the words that lead there.

The index holds texts as they are. How words are told, in them and in what readers
type, is written once: `overrides/assets/search.js` does it in the browser, by the
rules of the language that the index brings along (`checking/languages.yml`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from ..checking.languages import LANGUAGES
from ..model.items import Card
from ..model.texts import Words
from ..model.tree import entries, pages
from ..model.views import WORKSHEET, View
from ..rendering.render import Renderer

#: The index, in the folder of a language.
INDEX = "search.json"
#: White space that may break a line; no-break spaces stay.
_SPACE = re.compile(r"[ \t\r\n]+")


def write(renderer: Renderer, folder: Path) -> None:
    """Write the index of the finished pages in a language's folder; an OSError says that there is no room for it."""
    said = {"rules": rules(renderer.language), "entries": _entries(renderer, folder)}
    (folder / INDEX).write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def rules(language: str) -> dict[str, list]:
    """How the words of a language are told, as languages.yml says; for a language that it does not know, by no rule.

    `letters` are pairs, what is read as what; `stop` are words that say nothing of a subject; `elided` stand before a vowel.
    `endings` are steps of pairs: of each, the first ending that a word has gives way to another.
    """
    known = LANGUAGES.get(language.partition("-")[0], {})

    def pairs(said: str) -> list[list[str]]:
        return [pair.split(">") for pair in said.split()]

    return {
        "letters": pairs(known.get("letters", "")),
        "stop": f"{known.get('held', '')} {known.get('asked', '')}".split(),
        "elided": known.get("elided", "").split(),
        "endings": [pairs(step) for step in known.get("endings", ())],
    }


def places(renderer: Renderer) -> dict[str, list[str]]:
    """Every place of the content that can be found, by its address below the language's root, and the unseen words that lead there.

    A card is none, since it leads on. A term's other names lead to it, and to the chapters that are about it.
    """
    found: dict[str, list[str]] = {}
    handbook = renderer.handbook
    terms = {term.id: term for term in handbook.terms}

    def words(*lists: Words | None) -> list[str]:
        return [word for said in lists if said for word in said[renderer.language]]

    for _, page in pages(handbook):
        about = [terms[name] for name in getattr(page, "terms", ()) if name in terms]
        names = [name for term in about for name in (renderer.plain(term.term), *words(term.synonyms, term.search))]
        found[renderer.addresses.link(page.id, "")] = [*words(page.search), *names]
        for _, entry in entries(page):
            if not isinstance(entry, Card):
                found[renderer.addresses.link(f"{page.id}/{entry.id}", "")] = words(getattr(entry, "search", None))
    for page, listed in (("glossary", handbook.terms), ("contributors", handbook.contributors)):
        for entry in listed if renderer.addresses.has(page) else ():
            address = renderer.addresses.link(f"{page}/{entry.id}", "")
            found[address] = words(getattr(entry, "synonyms", None), getattr(entry, "search", None))
    return found


def _entries(renderer: Renderer, folder: Path) -> list[dict]:
    """What can be found: `url` (below the language's root), `page` and `title`, `words` that nobody sees, `text` below the title.

    One with a title in another language than the page's has its `lang` too (BCP 47).
    """
    known = places(renderer)
    own = {said[renderer.language] for said in renderer.handbook.interface.values()}
    addresses = renderer.addresses
    descriptions = {addresses.of(name) or "./": renderer.text(page.description) for name, page in addresses.pages.items()}
    # A stage may have the title of its worksheet.
    sheets = [page for page in addresses.pages.values() if isinstance(page, View) and page.kind == WORKSHEET]
    called = {addresses.of(sheet.id): f"{renderer.ui('worksheet')}{renderer.ui('colon')} {renderer.plain(sheet.title)}" for sheet in sheets}
    found = []
    for path in sorted(folder.rglob("index.html")):
        address = f"{path.parent.relative_to(folder).as_posix()}/"
        reader = _Reader(path.read_text(encoding="utf-8"))
        for place in reader.places(address.removeprefix("./") or "./", known, own):
            found.append(place | {"page": called.get(address, place["page"])})
    for entry in found:
        entry["words"] = [word for url in (entry["url"], *entry.pop("also")) for word in known.get(url, [])]
        text, said = " ".join(filter(None, entry["text"])), descriptions.get(entry["url"], "")
        entry["text"] = text if said in text else f"{said} {text}".strip()
    names = Counter((entry["page"], entry["title"]) for entry in found)
    for entry in found:
        section = entry.pop("section")
        if section and names[entry["page"], entry["title"]] > 1:
            entry["title"] = f"{section} – {entry['title']}"
    return found


class _Reader(HTMLParser):
    """A page's article, heading by heading, without what says `data-unsearched`."""

    _HEADINGS = ("h1", "h2", "h3", "dt")
    _VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
    _REPEATING = frozenset({"headerlink", "visually-hidden"})
    _SKIPPED = ("script", "style", "button", "nav")

    def __init__(self, html: str) -> None:
        super().__init__()
        self._found: list[tuple[str, str, list[str], list[str], dict[str, str]]] = []  # (tag, id, title, text, `lang` if it says one)
        self._open: list[tuple[str, str]] = []  # (tag, what it is: article, skipped, heading or nothing)
        self.feed(html)

    def places(self, address: str, known: Sequence[str], own: set[str]) -> Iterator[dict]:
        """The page, and each of its places: headings of the content, and hand-written ones of the second level.

        The interface's `own` headings say nothing by themselves: what stands below them belongs to the page.
        """
        page = current = None
        section = ""
        for tag, anchor, heading, said, language in self._found:
            title, text = (_SPACE.sub(" ", "".join(part)).strip(" ") for part in (heading, said))
            url = f"{address}#{anchor}"
            section = title if tag == "h2" else section
            if page is None:
                page = current = {"url": address, "page": title, "title": "", "text": [text], "section": "", "also": []} | language
                yield page
            elif title == page["page"]:  # a section that is all of its page is no second result
                current = page
                page["text"].append(text)
                page["also"].append(url)
            elif url in known or (tag == "h2" and title not in own):
                parent = section if tag == "h3" else ""
                current = {"url": url, "page": page["page"], "title": title, "text": [text], "section": parent, "also": []} | language
                yield current
            elif tag == "h2":
                current = page
                page["text"].append(text)
            else:
                current["text"] += [title, text]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in self._VOID:
            return
        named = dict(attributes)
        within = any(kind == "heading" for _, kind in self._open)
        kind = "article" if tag == "article" else ""
        if "data-unsearched" in named or tag in self._SKIPPED or self._REPEATING & {*(named.get("class") or "").split()}:
            kind = "skipped"
        elif tag in self._HEADINGS and "id" in named and self._reads:
            kind = "heading"
            self._found.append((tag, named["id"] or "", [], [], {}))
        if "lang" in named and (within or kind == "heading"):
            self._found[-1][-1]["lang"] = named["lang"] or ""
        self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        self.handle_data(" ")  # words of two paragraphs are two

    def handle_data(self, data: str) -> None:
        if self._found and self._reads:
            _, _, title, text, _ = self._found[-1]
            (title if any(kind == "heading" for _, kind in self._open) else text).append(data)

    @property
    def _reads(self) -> bool:
        kinds = {kind for _, kind in self._open}
        return "article" in kinds and "skipped" not in kinds
