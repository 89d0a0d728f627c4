"""What stands around the documents of an EPUB: its contents, and the package with its metadata (EPUB 3.3, EPUB Accessibility 1.1).

What is said of a book is true of every book that is made here, since templates and checks see
to it: headings in order, pictures described, nothing that moves, sounds or asks for another place.
Whether it conforms to WCAG is not claimed: somebody has to certify that (EPUB Accessibility 1.1, 4).
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

#: What a document is, as `epub:type` and its role say it (DPUB-ARIA 1.1).
CHAPTER, LETTER, GLOSSARY, IMPRINT = "chapter", "appendix", "glossary", "colophon"
#: Types of what may stand in a book, by the endings of names (EPUB 3.3, 3.2).
TYPES = {"xhtml": "application/xhtml+xml", "css": "text/css", "png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
#: What every book has, and what none has (schema.org's vocabulary for accessibility).
FEATURES = ("alternativeText", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked")
HAZARDS = ("noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard")
#: Names in the package.
CONTENTS, COVER, COVER_PAGE, STYLE, PACKAGE = "nav.xhtml", "cover.png", "cover.xhtml", "book.css", "package.opf"


class Edition(NamedTuple):
    """What is said of a book, in plain words of its language."""

    title: str
    language: str  # BCP 47
    direction: str  # ltr or rtl
    address: str  # where on the Web all of it stands, by which it is told from others
    creators: tuple[str, ...]
    publisher: str
    description: str
    rights: str
    modified: str  # the day, as YYYY-MM-DD
    accessible: str
    series: tuple[str, int] | None  # of a chapter: the handbook's name, and which of its chapters it is
    cover_says: str
    words: tuple[str, str, str]  # what is called so: contents, cover, and the letters; "" where these have no heading
    kinds: tuple[tuple[str, str], ...]  # a document's id, and what it is
    places: tuple[tuple[str, str, str], ...]  # an address of the site, the document that has it, the anchor there or ""


class Heading(NamedTuple):
    """What a document or a section of it is called."""

    anchor: str
    words: str
    language: str = ""  # BCP 47, if it is another than the book's

    def link(self, file: str, more: str = "") -> str:
        """A link that says it and leads to a file, or a place in one."""
        language = f" lang={quoteattr(self.language)} xml:lang={quoteattr(self.language)}" if self.language else ""
        return f"<a{more} href={quoteattr(file)}{language}>{escape(self.words)}</a>"


@dataclass(frozen=True)
class Document:
    """A document of a book: what it is, its words, its title, and its sections'."""

    kind: str
    article: Element
    heading: Heading
    sections: tuple[Heading, ...] = ()

    @property
    def id(self) -> str:
        """That of its title, which is its page's."""
        return self.heading.anchor

    @property
    def title(self) -> str:
        return self.heading.words

    @property
    def file(self) -> str:
        """Its name in the package; pages' ids are names of files."""
        return f"text/{self.id}.xhtml"


def page(edition: Edition, title: str, body: str, up: str = "") -> str:
    """A document's XHTML; `up` leads to the package's folder."""
    language = quoteattr(edition.language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang={language} xml:lang={language}'
        f' dir="{edition.direction}">\n<head><title>{escape(title)}</title><link rel="stylesheet" href="{up}{STYLE}"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def cover(edition: Edition) -> str:
    """The page that shows the cover."""
    shown = f'<section epub:type="cover"><img src="{COVER}" alt={quoteattr(edition.cover_says)} role="doc-cover"/></section>'
    return page(edition, edition.title, shown)


def contents(edition: Edition, documents: Sequence[Document]) -> str:
    """The table of contents, letters below a heading of their own, and the landmarks (EPUB 3.3, 7)."""
    called, cover_called, letters_called = edition.words
    entries = []
    for are_letters, group in itertools.groupby(documents, lambda document: document.kind == LETTER):
        listed = [_entry(document) for document in group]
        entries += [f"<li><span>{escape(letters_called)}</span>\n{_list(listed)}</li>"] if are_letters and letters_called else listed
    marks = [("cover", COVER_PAGE, Heading("", cover_called)), ("toc", CONTENTS, Heading("", called))]
    marks.append(("bodymatter", documents[0].file, documents[0].heading))
    marks += [(document.kind, document.file, document.heading) for document in documents if document.kind in (GLOSSARY, IMPRINT)]
    landmarks = ["<li>" + heading.link(file, f' epub:type="{kind}"') + "</li>" for kind, file, heading in marks]
    heading = f'<h1 id="contents">{escape(called)}</h1>'
    toc = f'<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n{heading}\n{_list(entries)}\n</nav>'
    places = f'<nav epub:type="landmarks" hidden="hidden" aria-label={quoteattr(edition.title)}>\n{_list(landmarks)}\n</nav>'
    return page(edition, edition.title, f"{toc}\n{places}")


def _entry(document: Document) -> str:
    below = [f"<li>{section.link(f'{document.file}#{section.anchor}')}</li>" for section in document.sections]
    return f"<li>{document.heading.link(document.file)}{_list(below) if below else ''}</li>"


def _list(entries: Sequence[str]) -> str:
    return "<ol>\n" + "\n".join(entries) + "\n</ol>"


def package(edition: Edition, documents: Sequence[Document], names: Sequence[str]) -> str:
    """The package document: metadata, every file, and the order of reading (EPUB 3.3, 5)."""
    drawn = {document.file for document in documents if document.article.find(".//svg") is not None}
    visual = drawn or any(TYPES[_ending(name)].startswith("image/") for name in names if name != COVER)
    properties = {CONTENTS: "nav", COVER: "cover-image", **dict.fromkeys(drawn, "svg")}
    ids = {name: f"f{number}" for number, name in enumerate(names)}
    items = [
        f'<item id="{ids[name]}" href={quoteattr(name)} media-type="{TYPES[_ending(name)]}"'
        + (f' properties="{properties[name]}"/>' if name in properties else "/>")
        for name in names
    ]
    order = [f'<itemref idref="{ids[name]}"/>' for name in (COVER_PAGE, CONTENTS, *(document.file for document in documents))]
    parts = [
        *('<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">', *_metadata(edition, bool(visual)), "</metadata>"),
        *("<manifest>", *items, "</manifest>"),
        *(f'<spine page-progression-direction="{edition.direction}">', *order, "</spine>"),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang={quoteattr(edition.language)} dir="{edition.direction}">\n' + "\n".join(parts) + "\n</package>\n"
    )


def _ending(name: str) -> str:
    return name.rpartition(".")[2]


def _metadata(edition: Edition, visual: bool) -> Iterator[str]:
    """What libraries, shops and readers with a disability are told before they open it (EPUB Accessibility 1.1, 2)."""
    yield f'<dc:identifier id="id">urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, edition.address)}</dc:identifier>'
    core = [("title", edition.title), ("language", edition.language), *(("creator", name) for name in edition.creators)]
    core += [
        ("publisher", edition.publisher),
        ("description", edition.description),
        ("rights", edition.rights),
        ("source", edition.address),
    ]
    yield from (f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in core)
    if edition.series:
        name, position = edition.series
        yield f'<meta property="belongs-to-collection" id="series">{escape(name)}</meta>'
        yield '<meta refines="#series" property="collection-type">series</meta>'
        yield f'<meta refines="#series" property="group-position">{position}</meta>'
    said = [("dcterms:modified", f"{edition.modified}T00:00:00Z"), ("schema:accessMode", "textual")]
    said += [("schema:accessMode", "visual")] * visual + [("schema:accessModeSufficient", "textual")]
    said += [("schema:accessibilityFeature", name) for name in FEATURES] + [("schema:accessibilityHazard", name) for name in HAZARDS]
    said.append(("schema:accessibilitySummary", edition.accessible))
    yield from (f'<meta property="{name}">{escape(value)}</meta>' for name, value in said)
