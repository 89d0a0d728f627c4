"""A handbook's pages as plain Markdown, for mkdocs + material + mkdocs-static-i18n, and for Hugo.

This is what the handbook would be if it were written as Markdown: headings,
paragraphs, lists and links, a file per page and language (`page.en.md`), no
HTML and no front matter. Nothing here uses the library that is measured.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml
from markdown.extensions.toc import slugify

from .synthetic import read

_REF = re.compile(r"\(ref:([\w-]+)(?:/([\w-]+))?\)")
_BLANK = re.compile(r"\{([a-z0-9-]+)\}")


class Pages:
    """The pages of a handbook's folder, to be written as Markdown."""

    def __init__(self, folder: Path):
        content = folder / "content"
        self.settings = read(content / "handbook.yml")
        self.interface = read(content / "interface.yml")
        self.terms = read(content / "glossary.yml")
        self.sources = {source["id"]: source for source in read(content / "sources.yml")}
        self.contributors = read(content / "contributors.yml")
        self.codes = [language["code"] for language in self.settings["languages"]]
        kinds = {kind: [read(path) for path in sorted((content / kind).glob("*.yml"))] for kind in ("pages", "chapters", "letters")}
        self.chapters, self.letters = kinds["chapters"], kinds["letters"]
        self.all = {page["id"]: page for pages in kinds.values() for page in pages}
        self.paths = {page["id"]: _path(kind, page["id"]) for kind, pages in kinds.items() for page in pages}
        self.titles = {(page["id"], entry["id"]): entry for page in self.all.values() for entry in _entries(page)}
        self.titles.update({("glossary", term["id"]): term for term in self.terms})

    def write(self, folder: Path, index: str = "index", front_matter: bool = False) -> None:
        """Write `page.<language>.md` for every page; `index` is the name of the first page of a folder."""
        for page_id, page in self.all.items():
            source = self.paths[page_id]
            path = folder / source.parent / (index if source.stem == "index" else source.stem)
            path.parent.mkdir(parents=True, exist_ok=True)
            for code in self.codes:
                text = "\n\n".join(Markdown(self, page, code).lines()) + "\n"
                head = f"---\n{yaml.dump({'title': page['title'][code]}, allow_unicode=True)}---\n" if front_matter else ""
                path.with_name(f"{path.name}.{code}.md").write_text(head + text, encoding="utf-8")


def _path(kind: str, page: str) -> Path:
    """Where an author would write a page: what lists chapters or letters stands in their folder."""
    if kind != "pages":
        return Path(kind, f"{page}.md")
    return {"home": Path("index.md"), "chapters": Path("chapters/index.md"), "letters": Path("letters/index.md")}.get(
        page, Path(f"{page}.md")
    )


def _entries(page: dict):
    """Everything on a page that has a heading of its own."""
    for section in page.get("sections", ()):
        yield section
        yield from section.get("items", ())


class Markdown:
    """One page in one language."""

    def __init__(self, pages: Pages, page: dict, code: str):
        self.pages, self.page, self.code = pages, page, code
        self.blanks = {blank["id"]: blank["label"][code] for blank in page.get("placeholders", ())}

    def text(self, text: dict) -> str:
        """A text, its links leading to files and its blanks shown by their labels."""
        linked = _REF.sub(lambda match: f"({self.address(match[1], match[2])})", text[self.code])
        return _BLANK.sub(lambda match: f"*{self.blanks.get(match[1], match[1])}*", linked) if self.blanks else linked

    def address(self, page_id: str, anchor: str | None = None) -> str:
        """The file of a page seen from this page's file, with the heading's anchor."""
        here = self.pages.paths[self.page["id"]].parent
        path = os.path.relpath(self.pages.paths[page_id], here)
        entry = self.pages.titles.get((page_id, anchor))
        return f"{path}#{slugify(self.heading(entry), '-')}" if entry else path

    def heading(self, entry: dict) -> str:
        """An entry's heading as plain text."""
        title = next(entry[field] for field in ("title", "ask", "term") if field in entry)
        return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title[self.code])

    def ui(self, key: str) -> str:
        """An interface string; the key itself where there is none."""
        return self.pages.interface.get(key, {}).get(self.code, key)

    def lines(self):
        """Yield the page's blocks: headings, paragraphs, lists."""
        page = self.page
        yield f"# {self.heading(page)}"
        yield from map(self.text, page.get("intro", ()))
        for section in page.get("sections", ()):
            yield f"## {self.heading(section)}"
            yield from self.body(section)
            for item in section.get("items", ()):
                yield f"### {self.heading(item)}"
                yield from self.body(item, {tag["id"]: tag["label"] for tag in section.get("tags", ())})
        if "placeholders" in page:
            yield from self.letter()
        if "reviewed" in page:
            yield from self.source_list([self.pages.sources[name] for name in page["sources"]])
        yield from self.extra()

    def body(self, entry: dict, labels: dict | None = None):
        """Yield what stands below an entry's heading."""
        if labels and entry.get("tags"):
            yield ", ".join(labels[tag][self.code] for tag in entry["tags"])
        body = entry.get("body", ())
        yield from map(self.text, [*entry.get("intro", ()), *([body] if isinstance(body, dict) else body)])
        if entry.get("points"):
            yield "\n".join(f"- {self.text(point)}" for point in entry["points"])
        for field, label in (("why", "why-ask"), ("listen", "listen-for")):
            if field in entry:
                yield f"**{self.ui(label)}** {self.text(entry[field])}"
        if "letter" in entry:
            yield f"[{self.heading(self.pages.all[entry['letter']])}]({self.address(entry['letter'])})"
        if isinstance(link := entry.get("link"), (str, dict)):
            target = link if isinstance(link, str) else link[self.code]
            yield f"[{self.heading(entry)}]({self.address(*target[4:].split('/')) if target.startswith('ref:') else target})"
        for claim in entry.get("claims", ()):
            source = self.pages.sources[claim["source"]]
            note = f": {self.text(claim['note'])}" if "note" in claim else ""
            yield f"[{source['publisher']}]({source['url']}), {claim['reviewed']}{note}"

    def letter(self):
        """Yield a letter's text and the list of its blanks."""
        if "subject" in self.page:
            yield f"**{self.text(self.page['subject'])}**"
        yield from map(self.text, self.page["body"])
        yield "\n".join(f"- **{blank['label'][self.code]}**: {self.text(blank['hint'])}" for blank in self.page["placeholders"])
        yield from map(self.text, self.page.get("tips", ()))

    def source_list(self, sources: list):
        """Yield a heading and a list of works."""
        yield f"## {self.ui('sources')}"
        yield "\n".join(f"- [{source['title']}]({source['url']}), {source['publisher']}" for source in sources)

    def extra(self):
        """Yield what a page lists of other content, as its page of the handbook does."""
        match self.page["id"]:
            case "chapters" | "letters" as kind:
                for page in getattr(self.pages, kind):
                    yield f"[{self.heading(page)}]({self.address(page['id'])})"
                    yield self.text(page["description"])
            case "glossary":
                for term in self.pages.terms:
                    yield f"## {self.heading(term)}"
                    yield self.text(term["definition"])
            case "about":
                yield from self.source_list(list(self.pages.sources.values()))


def write_mkdocs(handbook: Path, folder: Path) -> None:
    """Write the project for mkdocs + material + mkdocs-static-i18n: every setting that matters is its default."""
    pages = Pages(handbook)
    pages.write(folder / "docs")
    languages = [
        {"locale": language["code"], "name": language["name"], "default": position == 0, "build": True}
        for position, language in enumerate(pages.settings["languages"])
    ]
    i18n = {"docs_structure": "suffix", "languages": languages}
    config = {
        "site_name": "Plain",
        "site_url": "https://handbook.example/",
        "theme": {"name": "material"},
        "plugins": ["search", {"i18n": i18n}],
    }
    (folder / "mkdocs.yml").write_text(yaml.dump(config, allow_unicode=True), encoding="utf-8")


#: A Hugo theme in one template: a title, the menu of the language's first level, the page, what comes before and after.
HUGO_LAYOUT = """<!doctype html>
<html lang="{{ .Language.Lang }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head>
<body>
<nav><ul>{{ range .Site.Home.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>
<ul>{{ range .Translations }}<li><a href="{{ .RelPermalink }}">{{ .Language.Lang }}</a></li>{{ end }}</ul>
<main>{{ .TableOfContents }}{{ .Content }}</main>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</body>
</html>
"""


def write_hugo(handbook: Path, folder: Path) -> None:
    """Write the same pages as a Hugo site. Hugo wants titles in front matter and `_index` for a folder's page."""
    pages = Pages(handbook)
    pages.write(folder / "content", index="_index", front_matter=True)
    languages = {language["code"]: {"weight": position + 1} for position, language in enumerate(pages.settings["languages"])}
    config = {
        "baseURL": "https://handbook.example/",
        "title": "Plain",
        "defaultContentLanguage": pages.codes[0],
        "defaultContentLanguageInSubdir": True,
        "languages": languages,
        "disableKinds": ["taxonomy", "term", "RSS"],
    }
    (folder / "hugo.yaml").write_text(yaml.dump(config), encoding="utf-8")
    (folder / "layouts").mkdir()
    (folder / "layouts" / "all.html").write_text(HUGO_LAYOUT, encoding="utf-8")
