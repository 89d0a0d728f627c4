"""What the pages must show, read from the YAML files alone: nothing here uses the library.

An article is compared with it in both directions: every text stands in the
entry that it belongs to, and every id on the page is one of the content's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import lxml.html
import yaml

#: Fields that an article does not show: addresses, menus, what meta elements hold, and what is looked up by id.
ELSEWHERE = {
    "slug",
    "short",
    "description",
    "stages",
    "path",
    "elsewhere",
    "tags",
    "link",
    "links",
    "options",
    "prompts",
    "search",
    "sheet",
    "worksheets",
    "asks",
    "calendar",
    "file",
}
#: Lists whose entries have ids that are no anchors: their texts stand in the entry around them.
WITHIN = {"asides", "cells"}
#: Ids that pages have for themselves, next to those of the content.
OWN_IDS = re.compile(
    r"on-this-page|in-short|ten-minutes|sources|sample|blanks|tips|keep-who|ask-us|earlier|hand-on|take|looks|words-put|(source|fill|hint|pdf|version)-[a-z0-9-]+|[a-z0-9-]+/own/places"
)
#: Kinds of sections of which contents list no items.
WITHOUT_ITEMS = ("prose", "cards", "downloads", "organization", "words", "form", "provinces", "where", "group", "changes")
#: Kinds of sections that worksheets always show; of others they show what asks for something.
WITH_SHEETS = ("steps", "questions", "tips", "reflection", "comparison")


class Content:
    """The YAML files of a content folder as plain data."""

    def __init__(self, folder: Path):
        def load(path: Path) -> object:
            return yaml.safe_load(path.read_text("utf-8"))

        self.kinds = {
            kind: [load(path) for path in sorted((folder / kind).glob("*.yml"))] for kind in ("pages", "chapters", "letters", "ways")
        }
        self.settings, self.brand, self.terms, self.sources, self.people = (
            load(folder / f"{name}.yml") for name in ("handbook", "brand", "glossary", "sources", "contributors")
        )
        self._leave_out_what_is_empty()
        for page in (page for pages in self.kinds.values() for page in pages):
            page["sections"] = [counted(section, len(section.get("items", ()))) for section in page.get("sections", ())]
        interface = folder / "interface.yml"
        self.interface = load(interface if interface.exists() else Path(__file__).parent.parent / "content" / "interface.yml")

    def _leave_out_what_is_empty(self) -> None:
        """A page that lists nothing, or a section on nobody, is not published, nor is a paragraph, point or card that leads there."""
        lists = {"contributors": self.people, "glossary": self.terms, "letters": self.kinds["letters"]}
        gone = {page["id"] for page in self.kinds["pages"] if lists.get(page["id"]) == [] and not page.get("sections")}
        for page in self.kinds["pages"] if not self.brand.keys() & {"organization", "contacts"} else ():
            nameless = [section["id"] for section in page.get("sections", ()) if section["kind"] == "organization"]
            page["sections"] = [section for section in page.get("sections", ()) if section["id"] not in nameless]
            gone |= {f"{page['id']}/{name}" for name in nameless}
        if gone:
            self.kinds = {kind: [without(page, gone) for page in pages if page["id"] not in gone] for kind, pages in self.kinds.items()}
            self.settings |= {name: [page for page in self.settings[name] if page not in gone] for name in ("menu", "footer")}

    @property
    def languages(self) -> list[str]:
        return [language["code"] for language in self.settings["languages"]]

    @cached_property
    def pages(self) -> dict[str, dict]:
        """Every page, chapter and letter by its id, and the pages below a chapter's own: its stages, the whole of it, its worksheets.

        A page below a chapter says whose it is (`of`); a chapter's own page, if there are stages, holds what stands in none (`elsewhere`).
        """
        found = {}
        for page in (page for pages in self.kinds.values() for page in pages):
            found[page["id"]] = page
            stages = page.get("stages", ())
            if stages:
                staged = {stage["id"]: [one for one in page["sections"] if one.get("stage") == stage["id"]] for stage in stages}
                own = [section for section in page["sections"] if "stage" not in section]
                found[page["id"]] = page | {"sections": own, "elsewhere": [one for sections in staged.values() for one in sections]}
                for stage in stages:
                    shown = {name: text for name, text in stage.items() if name != "label"}
                    found[f"{page['id']}/{stage['id']}"] = shown | {"of": page["id"], "sections": staged[stage["id"]], "path": stages}
                words = {"of": page["id"], "slug": self.interface["file-whole"], "stages": (), "terms": ()}
                found[f"{page['id']}/whole"] = page | words
            for sheet in page.get("worksheets", ()):
                slug = {code: f"{self.interface['file-worksheet'][code]}-{word}" for code, word in sheet["slug"].items()}
                shown = {"title": sheet["title"], "slug": slug, "description": sheet["use"], "body": [sheet["use"]]}
                asks = [section for section in page["sections"] if section.get("stage") in sheet["stages"] and is_asking(section)]
                shown |= {"asks": asks, "calendar": sheet.get("calendar", {})}
                found[f"{page['id']}/worksheet/{sheet['id']}"] = shown | {"of": page["id"]}
        return found

    def is_text(self, node: object) -> bool:
        return isinstance(node, dict) and set(node) == set(self.languages) and all(isinstance(text, str) for text in node.values())

    def texts(self, node: object, owner: str = "") -> Iterator[tuple[str, dict]]:
        """Yield (id of the entry around it, text in every language) for each text that an article shows."""
        if self.is_text(node):
            yield owner, node
        elif isinstance(node, dict):
            owner = node.get("id", owner)
            for key, value in node.items():
                if key in WITHIN:
                    yield from self.texts([{name: part for name, part in entry.items() if name != "id"} for entry in value], owner)
                elif key == "versions" and len(value) > 1:  # blanks have the plain ids of a letter's page
                    yield from self.texts([{**entry, "id": f"version-{entry['id']}"} for entry in value], owner)
                elif key not in ELSEWHERE:
                    yield from self.texts(value, owner)
        elif isinstance(node, list):
            for entry in node:
                yield from self.texts(entry, owner)

    def article(self, page_id: str, language: str) -> Iterator[tuple[str, str]]:
        """Yield (anchor, plain text that it must show) for a page's article.

        An anchor `x` is the entry around the element with the id x, `#x` that element alone, `.x` the first of class x.
        """
        page = self.pages[page_id] | {"id": page_id}
        yield f"#{page_id}", plain(page["title"][language])
        for anchor, title in self.headings(page, language):
            yield f"#{anchor}", title
        blanks = {blank["id"]: blank["label"][language] for blank in page.get("placeholders", ())}
        for owner, text in self.texts(page, page_id):
            yield owner, plain(re.sub(r"\{([a-z-]+)\}", lambda blank: blanks.get(blank[1], blank[0]), text[language]))
            for target in re.findall(r"\]\(([^)]*)\)", text[language]):
                yield owner, self._address(target, language, page)
        for owner, text in self._looked_up(page, language):
            yield owner, plain(text)

    def edition(self, chapter: str | None, language: str, on_paper: bool = False) -> Iterator[str]:
        """Yield every text of a chapter as there is to read it on paper and in books; without one, of all chapters, letters and terms.

        Of what recordings say, paper has the address alone.
        """
        left_out = {"placeholders", *(["transcript"] if on_paper else [])}
        if not chapter:
            yield from (plain(term[field][language]) for term in self.terms for field in ("term", "definition"))
        chapters = [one for one in self.kinds["chapters"] if chapter in (None, one["id"])]
        for page in [*chapters, *(() if chapter else self.kinds["letters"])]:
            blanks = {blank["id"]: blank["label"][language] for blank in page.get("placeholders", ())}
            for _, found in self.texts(lacking(page, left_out), page["id"]):
                yield re.sub(r"\{([a-z-]+)\}", lambda blank, blanks=blanks: blanks[blank[1]], plain(found[language]))
            yield from (option["label"][language] for section in page.get("sections", ()) for option in section.get("options", ()))
            for province in self.provinces if any(section["kind"] == "where" for section in page.get("sections", ())) else ():
                yield from (plain(text[language]) for text in (province["title"], *province["bodies"]))

    @property
    def provinces(self) -> list[dict]:
        """The provinces of which readers choose theirs."""
        sections = (section for page in self.kinds["pages"] for section in page["sections"] if section["kind"] == "provinces")
        return [province for section in sections for province in section["items"]]

    def _limit(self, province: dict, language: str) -> str:
        """What is said of the time that people have to complain."""
        known = province.get("limit")
        return (
            f"{plain(known[language])} {self.interface['where-limit-care'][language]}"
            if known
            else self.interface["where-limit-ask"][language]
        )

    @staticmethod
    def headings(page: dict, language: str) -> Iterator[tuple[str, str]]:
        """Yield (anchor, plain title or question) for every section and item of a page."""
        for section in page.get("sections", ()):
            yield section["id"], plain(section["title"][language])
            yield from ((item["id"], plain(item.get("ask", item.get("title"))[language])) for item in section.get("items", ()))

    def contents(self, page_id: str, language: str) -> Iterator[tuple[str, str]]:
        """Yield (anchor, words) for the list of a page's contents: sections, what opens their items (no anchor), items."""
        page = self.pages[page_id]
        for section in page["sections"]:
            (own, *items) = self.headings({"sections": [section]}, language)
            yield own
            if section["kind"] not in WITHOUT_ITEMS:
                yield "", own[1]
                yield from items
        if "sources" in page:
            yield "sources", self.interface["sources"][language]

    def _address(self, target: str, language: str, on: dict | None = None) -> str:
        """The end of the address that a link to this target has, on a page: a whole chapter leads within itself."""
        if not target.startswith("ref:"):
            return target
        page, _, anchor = target[4:].partition("/")
        if anchor and on and on.get("of") == page and "stages" in on:
            return f"#{anchor}"
        chapter = self.pages[page]
        for section in chapter.get("elsewhere", ()):
            if anchor in (section["id"], *(item["id"] for item in section.get("items", ()))):
                page = f"{page}/{section['stage']}"
        slug = self.pages[page].get("slug")
        return (f"{slug[language]}/" if slug else "./") + (f"#{anchor}" if anchor else "")

    def _looked_up(self, page: dict, language: str) -> Iterator[tuple[str, str]]:
        """What a page shows of other entries: tags, stages, sources, people, letters, other pages."""
        sources = {source["id"]: source for source in self.sources}
        people = {person["id"]: person for person in self.people}
        for stage in page.get("stages", ()):
            yield from ((".stages", stage[field][language]) for field in ("label", "description"))
            yield ".stages", f"{stage['slug'][language]}/"
        for anchor, title in self.headings({"sections": page.get("elsewhere", ())}, language):
            yield f"#{anchor}", title
            yield ".contents", self._address(f"ref:{page['id']}/{anchor}", language, page)
        for stage in page.get("path", ()):
            yield from ((".path", text) for text in (stage["label"][language], f"{stage['slug'][language]}/"))
        names = (("brief", "in-short"), ("ten_minutes", "ten-minutes"))
        yield from ((f"#{name}", self.interface[name][language]) for field, name in names if page.get(field))
        if page.get("stages"):
            yield page["id"], f"{self.interface['file-whole'][language]}/"
        elif "stages" in page:  # all of a chapter
            yield from ((page["id"], plain(worksheet["title"][language])) for worksheet in page["worksheets"])
        calendar = page.get("calendar", {})
        for said in (calendar[name] for name in ("day", "event") if calendar):
            yield ".dates", said[language]
        yield from ((".dates", reminder["label"][language]) for reminder in calendar.get("reminders", ()))
        for section in page.get("sections", ()):
            if section["kind"] == "questions" and "of" in page:
                yield from ((".filter", tag["label"][language]) for tag in section.get("tags", ()))
            for sheet in (one for name, one in self.pages.items() if "/worksheet/" in name and section["kind"] == "words"):
                yield section["id"], f"{sheet['title'][language]} – {self.pages[sheet['of']]['title'][language]}"
                yield section["id"], f"{sheet['slug'][language]}/"
            for letter in self.kinds["letters"] if section["kind"] == "words" else ():
                if letter.get("placeholders"):
                    yield section["id"], plain(letter["title"][language])
                    yield section["id"], self._address(f"ref:{letter['id']}", language)
                    yield section["id"], f"data-sheet={letter['id']}"
            labels = {tag["id"]: tag["label"][language] for tag in section.get("tags", ())}
            for label in (option["label"][language] for option in section.get("options", ())):
                yield ".comparison__head", label
                yield from ((item["id"], label) for item in section["items"])
            for entry in (section, *section.get("items", ())):
                for aside in entry.get("asides", ()):
                    yield from ((entry["id"], text) for text in self._file(aside, language))
                yield from ((entry["id"], labels[tag]) for tag in entry.get("tags", ()) if isinstance(tag, str))
                for claim in entry.get("claims", ()):
                    yield from ((entry["id"], text) for text in self._source(sources[claim["source"]], language, "publisher", "url"))
                if "why" in entry:
                    ask, why = plain(entry["ask"][language]), self.interface["why-ask"][language]
                    yield entry["id"], f"{why} {ask}"
                if "link" in entry:
                    target = entry["link"]
                    yield entry["id"], self._address(target if isinstance(target, str) else target[language], language, page)
                for letter in self.kinds["letters"] if entry.get("kind") == "group" else ():
                    if letter.get("group") == entry["id"]:
                        yield from ((entry["id"], letter[field][language]) for field in ("title", "description"))
                        yield entry["id"], self._address(f"ref:{letter['id']}", language)
                for province in self.provinces if entry.get("kind") == "where" else ():
                    yield entry["id"], province["title"][language]
                    yield from ((entry["id"], plain(text[language])) for _, text in self.texts(province))
                    for claim in province.get("claims", ()):
                        yield from ((entry["id"], text) for text in self._source(sources[claim["source"]], language, "publisher", "url"))
                if entry.get("kind") == "where":
                    yield entry["id"], self.interface["where-care"][language]
                if entry.get("kind") in ("provinces", "where"):  # of each: the choice, and what to ask where the time is not known
                    yield from ((entry["id"], self.interface[f"where-{key}"][language]) for key in ("choose", "all"))
                    yield from ((entry["id"], self._limit(province, language)) for province in self.provinces)
                if entry.get("kind") == "organization":
                    whose = self.brand.get("organization", {})
                    said = [whose[name] for name in ("name", "registration", "address", "acknowledgement") if name in whose]
                    for text in (*said, *(self.brand[name] for name in ("formats",) if name in self.brand)):
                        yield entry["id"], plain(text[language])
                    yield entry["id"], whose["url"]
                    yield from ((entry["id"], text) for text in self._contacts(language))
                if "letter" in entry:
                    yield entry["id"], self._address(f"ref:{entry['letter']}", language, page)
                    yield entry["id"], self.pages[entry["letter"]]["title"][language]
        yield from ((step["id"], self._address(step["link"], language, page)) for step in page.get("steps", ()))
        listed = [source["id"] for source in self.sources] if page["id"] == "about" and "sources" not in page else page.get("sources", [])
        for name in listed:
            fields = ("title", "publisher", "author", "url", "note")
            yield from ((page["id"], plain(text)) for text in self._source(sources[name], language, *fields))
        for claim in page.get("claims", ()):
            yield from ((page["id"], text) for text in self._source(sources[claim["source"]], language, "publisher", "url"))
        for name in (*page.get("authors", ()), *page.get("reviewers", ())):
            yield ".byline", people[name]["name"]
            yield page["id"], self._address(f"ref:contributors/{name}", language, page)
        if "sources" in page:
            yield from ((".byline", text) for text in self._source(sources[page["sources"][0]], language, "author", "publisher"))
        if page.get("placeholders"):  # what is kept of it is called so
            yield ".fill", f"data-sheet={page['id']} {plain(page['title'][language])}"
        if "ask" in self.brand and ("of" in page or page["id"] in self.settings["chapters"]):
            yield from (("ask-us", plain(text[language])) for text in self.brand["ask"].values())
            yield from (("ask-us", text) for text in self._contacts(language))
        yield from self._lists(page, language)

    def _contacts(self, language: str) -> Iterator[str]:
        for contact in self.brand["contacts"]:
            yield from (contact["label"][language], contact["url"])

    def _file(self, aside: dict, language: str) -> Iterator[str]:
        """What a picture or a recording shows besides its own words: its file; the title of a recording where it plays and opens."""
        file = aside.get("file", "")
        if not isinstance(file, dict):
            yield file
            return
        title, stem = plain(aside["title"][language]), file[language].rpartition(".")[0]
        yield f"{file[language]} {title}"  # the player's address and name
        yield from (f"{self.interface[name][language]}{self.interface['colon'][language]} {title}" for name in ("recording", "transcript"))
        if file[language].endswith((".mp4", ".webm")):
            yield f"{stem}.vtt"

    @staticmethod
    def _source(source: dict, language: str, *fields: str) -> Iterator[str]:
        """What fields of a source say, those with a text for each language in this one."""
        said = (source[field] for field in fields if field in source)
        yield from (text[language] if isinstance(text, dict) else text for text in said)

    def _lists(self, page: dict, language: str) -> Iterator[tuple[str, str]]:
        """What an index page lists."""
        for entry in self.kinds[page["id"]] if page["id"] in ("chapters", "letters") else ():
            yield from ((page["id"], entry[field][language]) for field in ("title", "description"))
            yield page["id"], self._address(f"ref:{entry['id']}", language)
        for term in self.terms if page["id"] == "glossary" else ():
            yield from ((term["id"], text[language]) for _, text in self.texts({k: v for k, v in term.items() if k != "synonyms"}))
            yield from ((term["id"], word) for word in term.get("synonyms", {}).get(language, ()))
        for person in self.people if page["id"] == "contributors" else ():
            yield person["id"], person["name"]
            yield from ((person["id"], text[language]) for _, text in self.texts(person))
            for link in person.get("links", ()):
                yield from ((person["id"], text) for text in (link["label"][language], link["url"]))
            if "picture" in person:
                yield person["id"], person["picture"]

    def fields(self, page_id: str, language: str) -> list[tuple[str, ...]]:
        """A letter's choices (which version, its name), then its fields: which blank, what browsers may offer, the keyboard or lines."""
        versions = self.pages[page_id].get("versions", ())
        found = [(f"version-{version['id']}", version["label"][language]) for version in versions if len(versions) > 1]
        for blank in self.pages[page_id].get("placeholders", ()):
            offered = blank.get("autocomplete", "off")
            lines = max(blank.get("lines", 1), 3 if offered == "street-address" else 1)
            found.append(
                (
                    f"{page_id}/{blank['id']}",
                    offered,
                    str(lines) if lines > 1 else offered if offered in ("email", "tel", "url") else "text",
                )
            )
        return found

    def choices(self, page_id: str, language: str) -> Iterator[tuple[str, ...]]:
        """Yield what Article.choices has for a page: questions of stages whose worksheet has places for those that readers choose."""
        page = self.pages[page_id]
        chapter = page.get("of", page_id)
        for section in page.get("sections", ()):
            for name, sheet in self.pages.items():
                stages = [one["id"] for one in sheet.get("asks", ())]
                if name.startswith(f"{chapter}/worksheet/") and section["id"] in stages and any("places" in one for one in sheet["asks"]):
                    title = f"{sheet['title'][language]} – {self.pages[chapter]['title'][language]}"
                    for item in section["items"] if section["kind"] == "questions" else ():
                        said = plain(item["ask"][language])
                        yield f"{chapter}/{item['id']}/ask", said, name, title, " ".join(item.get("tags", ())), item["id"]

    def drawings(self, page_id: str) -> list[str]:
        """What Article.drawings has for a page: a name for each drawing, or for each word beside a part of one."""
        page = self.pages[page_id]
        found = [page["drawing"]["name"]] if "drawing" in page else []
        for section in page.get("sections", ()):
            asides = [aside for entry in (section, *section.get("items", ())) for aside in entry.get("asides", ())]
            found += [aside["name"] for aside in asides if aside["kind"] == "drawing" for _ in aside.get("words", "-")]
        return found

    def regions(self, page_id: str, language: str) -> list[tuple[str, ...]]:
        """What Article.regions has for a page: for each list of provinces those to choose from, then every one, in order."""
        provinces = [(province["id"], province["title"][language]) for province in self.provinces if not province.get("everywhere")]
        every = [(province["id"], "everywhere" if province.get("everywhere") else "") for province in self.provinces]
        return [
            one
            for part in self.pages[page_id].get("sections", ())
            if part["kind"] in ("provinces", "where")
            for one in (*provinces, *every)
        ]

    def anchors(self, page_id: str, language: str) -> list[str]:
        """Every id of the content that the page's article must have, in order."""
        page = self.pages[page_id]
        found = [page_id]
        for section in (*page.get("elsewhere", ()), *page.get("sections", ())):
            found += [section["id"], *(item["id"] for item in section.get("items", ()))]
        found += [section["id"] for section in page.get("asks", ())]
        found += [blank["id"] for blank in (*page.get("placeholders", ()), *page.get("steps", ()))]
        terms = sorted(self.terms, key=lambda term: unaccented(term["term"][language])) if page_id == "glossary" else ()
        found += [term["id"] for term in terms]
        found += [person["id"] for person in self.people] if page_id == "contributors" else []
        return found


def is_asking(section: dict) -> bool:
    """Whether worksheets show a section."""
    return section["kind"] in WITH_SHEETS or any("prompts" in part for part in (section, *section.get("items", ())))


def without(node: object, gone: set[str]) -> object:
    """A page's data without the entries of lists that lead to pages that are gone."""
    if isinstance(node, dict):
        return {key: without(value, gone) for key, value in node.items()}
    if isinstance(node, list):
        leads = [
            {part for target in re.findall(r"ref:([a-z0-9/-]+)", str(entry)) for part in (target, target.split("/")[0])} & gone
            for entry in node
        ]
        whole = [isinstance(entry, str) or "sections" in entry or "items" in entry or "body" in entry for entry in node]
        return [without(entry, gone) for entry, led, holds in zip(node, leads, whole, strict=True) if holds or not led]
    return node


def lacking(node: object, names: set[str]) -> object:
    """A page's data without the fields of these names."""
    if isinstance(node, dict):
        return {key: lacking(value, names) for key, value in node.items() if key not in names}
    return [lacking(entry, names) for entry in node] if isinstance(node, list) else node


def counted(node: object, number: int) -> object:
    """A section's data with the number of its entries where a text counts them."""
    if isinstance(node, dict):
        return {key: counted(value, number) for key, value in node.items()}
    if isinstance(node, list):
        return [counted(entry, number) for entry in node]
    return node.replace("{count}", str(number)) if isinstance(node, str) else node


def unaccented(text: str) -> str:
    """A text for sorting as a dictionary does."""
    return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", text.lower()))


def plain(text: str) -> str:
    """A text without inline Markdown and with single spaces; no-break spaces stay."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return squeeze(re.sub(r"\*+", "", text))


def squeeze(text: str) -> str:
    """A text with every run of breaking white space as one space."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


class Article:
    """The HTML of a page's article, ready to be asked."""

    def __init__(self, html: str):
        self.root = lxml.html.fragment_fromstring(html, create_parent="article")
        self.contents: list[tuple[str, str]] = []
        for toc in self.root.find_class("toc"):
            self.contents = [(link.get("href", "")[1:], squeeze(link.text_content())) for link in toc.iter("a", "summary")]
            toc.drop_tree()
        for link in self.root.find_class("headerlink"):
            link.drop_tree()

    def entry(self, anchor: str) -> str | None:
        """All that an anchor of Content.article shows; None when the page does not have it."""
        if anchor.startswith("."):
            found = self.root.find_class(anchor[1:])
            return shown(found[0]) if found else None
        if anchor.startswith("#"):
            found = self.root.xpath("//*[@id=$anchor]", anchor=anchor[1:])
            return squeeze(found[0].text_content()) if found else None
        found = self.root.xpath("//*[@id=$anchor]", anchor=anchor)
        if not found:
            return None
        element = found[0]
        while element.tag not in ("li", "tr", "section", "article") and element.getparent().tag not in ("dl", "article"):
            element = element.getparent()
        return shown(self.root if element.tag == "h1" else element)

    @property
    def fields(self) -> list[tuple[str, ...]]:
        """What Content.fields gives, as it is here."""
        choices = [
            (choice.get("value"), squeeze(choice.getparent().text_content()))
            for choice in self.root.xpath("//*[contains(@class, 'wordings')]//input")
        ]
        found = self.root.xpath("//ul[@class='blanks']//*[@data-field]")
        return choices + [(field.get("data-field"), field.get("autocomplete"), field.get("rows") or field.get("type")) for field in found]

    @property
    def loose_ends(self) -> list[str]:
        """Ids and blanks that an element refers to and the page does not have."""
        ids = set(self.root.xpath("//@id"))
        attributes = self.root.xpath("//@for | //@aria-labelledby | //@aria-describedby")
        referred = {name for names in attributes for name in names.split() or [""]}
        blanks, fields = (
            set(self.root.xpath("//@data-blank")),
            {field.rpartition("/")[2] for field in self.root.xpath("//ul[@class='blanks']//@data-field")},
        )
        return sorted((referred - ids) | (blanks ^ fields))

    @property
    def choices(self) -> list[tuple[str, ...]]:
        """Each question that can be ticked: the id by which that is kept, its words, the worksheet's page and title, its tags, its id."""
        return [
            (*(field.get(f"data-{name}") for name in ("field", "label", "sheet", "title")), line.get("data-tags"), *names)
            for line in self.root.find_class("question")
            for field, names in ((field, field.xpath("@aria-describedby")) for field in line.xpath(".//input"))
        ]

    @property
    def regions(self) -> list[tuple[str, ...]]:
        """What Content.regions gives, as it is here."""
        found = []
        for where in self.root.find_class("where"):
            found += [(option.get("value"), squeeze(option.text_content())) for option in where.iter("option") if option.get("value")]
            found += [
                (one.get("data-province"), "everywhere" if "data-everywhere" in one.attrib else "")
                for one in where.iter("li")
                if one.get("data-province")
            ]
        return found

    @property
    def drawings(self) -> list[str]:
        """What Content.drawings gives, as it is here; each drawing says what it shows, or is passed over since words do."""
        drawn = self.root.xpath("//svg[@data-drawing]")
        assert all((one.get("role") == "img" and one.get("aria-label")) or one.get("aria-hidden") == "true" for one in drawn)
        return [one.get("data-drawing") for one in drawn]

    @property
    def ids(self) -> list[str]:
        """Every id that is the content's, in order; fields to write in have ids of their own (forms.py), and a <template> is not shown."""
        found = self.root.xpath("//*[not(self::textarea or @type or ancestor::template)]/@id")
        return [name for name in found if not OWN_IDS.fullmatch(name)]


def shown(element: lxml.html.HtmlElement) -> str:
    """The text, the text alternatives and the addresses of an element."""
    alternatives = element.xpath(".//@alt | .//@aria-label | .//@href | .//@src")
    kept = [
        f"data-sheet={one.get('data-sheet')} {one.get('data-title', '')}" for one in element.xpath("descendant-or-self::*[@data-sheet]")
    ]
    return squeeze(" ".join([element.text_content(), *alternatives, *kept]))


def gaps(content: Content, page_id: str, language: str, html: str) -> list[str]:
    """What an article lacks, or has beyond the content; empty when all is as it should be."""
    article = Article(html)
    found = []
    for anchor, text in content.article(page_id, language):
        entry = article.entry(anchor)
        if entry is None:
            found.append(f"{page_id}[{language}]: no element has the id {anchor}")
        elif text not in entry:
            found.append(f"{page_id}/{anchor}[{language}]: the text is not there: {text}")
    anchors = content.anchors(page_id, language)
    if article.ids != anchors:
        found.append(f"{page_id}[{language}]: ids differ: {article.ids} instead of {anchors}")
    if article.fields != content.fields(page_id, language):
        found.append(f"{page_id}[{language}]: fields differ: {article.fields} instead of {content.fields(page_id, language)}")
    if article.choices != (choices := list(content.choices(page_id, language))):
        found.append(f"{page_id}[{language}]: the questions to tick differ: {article.choices} instead of {choices}")
    if article.regions != (regions := content.regions(page_id, language)):
        found.append(f"{page_id}[{language}]: the provinces differ: {article.regions} instead of {regions}")
    if article.drawings != (drawings := content.drawings(page_id)):
        found.append(f"{page_id}[{language}]: the drawings differ: {article.drawings} instead of {drawings}")
    if article.loose_ends:
        found.append(f"{page_id}[{language}]: nothing has the ids or blanks {article.loose_ends}")
    if article.contents:
        listed = list(content.contents(page_id, language))
        if [anchor for anchor, _ in article.contents] != [anchor for anchor, _ in listed] or not all(
            title in found for (_, found), (_, title) in zip(article.contents, listed, strict=True)
        ):
            found.append(f"{page_id}[{language}]: the page's contents differ: {article.contents} instead of {listed}")
    return found
