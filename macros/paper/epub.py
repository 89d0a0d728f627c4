"""Documents put together as an EPUB: links that lead within it, pictures as files, one file that holds all (EPUB 3.3)."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .. import files
from . import package
from .package import CHAPTER, Document, Edition, Heading

#: What a ZIP begins with that is an EPUB, and where in it the package is (EPUB 3.3, 4.2).
_MIME, _FOLDER = "application/epub+zip", "EPUB"
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{_FOLDER}/{package.PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_DATA = re.compile(r"data:image/(png|jpeg|svg)(?:\+xml)?;base64,(.+)", re.DOTALL)


def book(folder: Path, parts: Sequence[str], cover: str, style: str, edition: Edition) -> tuple[bytes, int]:
    """Body of a worker: the EPUB of parts (xhtml.clean) and a cover, which are files of the cache; 1, as if it were a page.

    ValueError when a document has no title with an id, or shows what would have to be fetched.
    """
    documents = list(_documents([ElementTree.fromstring((folder / name).read_bytes()) for name in parts], dict(edition.kinds)))
    held = {package.STYLE: style.encode(), package.COVER: (folder / cover).read_bytes()}
    places = {address: (name, anchor) for address, name, anchor in edition.places}
    anchors = {document.id: {element.get("id") for element in document.article.iter()} for document in documents}
    for document in documents:
        _lead(document, {**places, "": (document.id, "")}, anchors)
        held |= _pictures(document)
        held[document.file] = package.page(edition, document.title, _section(document), up="../").encode()
    held[package.COVER_PAGE] = package.cover(edition).encode()
    held[package.CONTENTS] = package.contents(edition, documents).encode()
    held[package.PACKAGE] = package.package(edition, documents, sorted(held)).encode()
    whole = {f"{_FOLDER}/{name}": data for name, data in held.items()}
    return files.zipped({"mimetype": _MIME.encode(), "META-INF/container.xml": _CONTAINER.encode(), **whole}, first="mimetype"), 1


def _documents(bodies: Sequence[Element], kinds: Mapping[str, str]) -> Iterator[Document]:
    """The articles of all parts, each a document that is called by the id of its title."""
    for article in (article for body in bodies for article in body.findall("article")):
        title = article.find(".//h1[@id]")
        if title is None or title.get("id") not in kinds:
            raise ValueError("an article has no <h1> with the id of its page, expected one for the table of contents.")
        kind = kinds[title.get("id")]
        below = [_heading(one) for one in article.iter("h2") if kind == CHAPTER and one.get("id")]
        yield Document(kind, article, _heading(title), tuple(below))


def _heading(element: Element) -> Heading:
    """What the contents say of a heading, and in which language if that is another than the book's."""
    return Heading(element.get("id", ""), _said(element), next((one.get("lang", "") for one in element.iter() if "lang" in one.attrib), ""))


def _said(element: Element) -> str:
    """The words of an element; no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", "".join(element.itertext())).strip()


def _lead(document: Document, places: Mapping[str, tuple[str, str]], anchors: Mapping[str, set]) -> None:
    """Let links to what the book has lead there: to the whole document where the anchor is only on the site."""
    for link in document.article.iter("a"):
        address, _, anchor = link.get("href", "").partition("#")
        if address in places and link.get("rel") != "external":  # what only the site can play
            name, first = places[address]
            anchor = anchor or first
            link.set("href", f"{name}.xhtml" + (f"#{anchor}" if anchor in anchors[name] else ""))


def _pictures(document: Document) -> dict[str, bytes]:
    """Make files of the pictures that stand in a document; return them by their names in the package."""
    found = {}
    for image in document.article.iter("img"):
        data = _DATA.fullmatch(image.get("src", ""))
        if not data:
            raise ValueError(f"it asks for {image.get('src')}, expected a data: address. Put the file's content into the template.")
        picture = b64decode(data[2])
        name = f"pictures/{hashlib.sha256(picture).hexdigest()[:16]}.{data[1]}"
        found[name] = picture
        image.set("src", f"../{name}")
    return found


def _section(document: Document) -> str:
    """A document's article as the section that it is in the book."""
    section = document.article
    section.tag, section.tail = "section", None
    section.attrib |= {"epub:type": document.kind, "role": f"doc-{document.kind}", "aria-labelledby": document.id}
    for drawing in section.iter("svg"):
        drawing.set("xmlns", "http://www.w3.org/2000/svg")
    return ElementTree.tostring(section, encoding="unicode")
