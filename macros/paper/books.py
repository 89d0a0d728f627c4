"""EPUBs of what there is to read, from the parts of the print editions: what is said of each, and where its links lead.

A part becomes XHTML once (xhtml.py) and stands in the chapter's book and in the handbook's (epub.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.handbook import Chapter
from ..model.sheets import Book
from ..model.views import STAGE, WORKSHEET, View
from ..rendering import identity
from ..rendering.render import Renderer
from ..rendering.written import direction
from . import epub, package, printer, xhtml
from .package import Edition
from .press import Job, Press
from .worksheets import Maker

#: How wide a cover is, in pixels: as the screens of e-readers are. Twice that takes twice the time, for every chapter.
COVER = 1000
#: The id of the title of what a book says of itself; no page's id begins so.
IMPRINT = "_imprint"
GLOSSARY = "glossary"


@dataclass(frozen=True)
class Epub:
    """An EPUB on offer: its file in the cache, its size in bytes; while serving neither, until somebody opens it."""

    book: Book
    path: Path | None = None
    size: int = 0


def make(machine: Press, makers: Mapping[str, Maker], wanted: Sequence[Book]) -> list[Epub]:
    """Make the wanted EPUBs of any language, by the language's maker; return them in the order given. Raise HandbookError."""
    jobs = {}
    for book in wanted:  # begun one by one, while the HTML of the next is rendered
        jobs[book] = list(_parts(makers[book.language], book))
        machine.start(jobs[book])
    whole = []
    for book, made in jobs.items():
        cover, *parts = (path.name for path in machine.made(made))
        maker = makers[book.language]
        style = maker.renderer.environment.get_template("worksheets/book.css").render()
        whole.append(Job(book.file, epub.book, (tuple(parts), cover, style, _edition(maker, book)), "epub", from_cache=True))
    return [Epub(book, path, path.stat().st_size) for book, path in zip(wanted, machine.made(whole), strict=True)]


def _parts(maker: Maker, book: Book) -> Iterator[Job]:
    """The cover of a book, and its documents."""
    cover = maker.renderer.file("brand/cover.html", title=book.title, chapter=book.chapter)
    yield Job(book.file, printer.draw, (identity.typeface(maker.renderer), cover, COVER), "png")
    for html in (*maker.edition(book.chapter), maker.imprint(book.chapter)):
        yield Job(book.file, xhtml.clean, (html,), "xml")


def _edition(maker: Maker, book: Book) -> Edition:
    """What is said of a book."""
    renderer, brand = maker.renderer, maker.renderer.handbook.brand
    chapters, kinds = _chapters(renderer, book), _kinds(renderer, book)
    whose = renderer.plain(brand.organization.name if brand.organization else brand.name)
    people = {person.id: person.name for person in renderer.handbook.contributors}
    authors = [people[name] for chapter in chapters for name in chapter.authors]
    chapter = chapters[0] if book.chapter else None
    name, tagline = renderer.plain(brand.name), renderer.plain(brand.tagline) if brand.tagline else ""
    letters = renderer.addresses.pages.get("letters")
    return Edition(
        title=book.title,
        language=renderer.setting.locale,
        direction=direction(renderer.setting),
        address=maker.address + renderer.addresses.of(book.chapter or "home"),
        creators=tuple(dict.fromkeys(authors)) or (whose,),
        publisher=whose,
        description=renderer.plain(chapter.description if chapter else renderer.description),
        rights=f"{renderer.plain(brand.licence.name)}, {brand.licence.url}",
        modified=max(one.reviewed for one in chapters).isoformat(),
        accessible=renderer.ui("epub-accessible"),
        series=(name, renderer.handbook.chapters.index(chapter) + 1) if chapter else None,
        cover_says=" – ".join(filter(None, dict.fromkeys((book.title, name, tagline)))),
        words=(renderer.ui("contents"), renderer.ui("cover"), renderer.plain(letters.title) if letters else ""),
        kinds=tuple(kinds.items()),
        places=tuple(_places(maker, kinds)),
    )


def _chapters(renderer: Renderer, book: Book) -> list[Chapter]:
    return [chapter for chapter in renderer.handbook.chapters if book.chapter in (None, chapter.id)]


def _kinds(renderer: Renderer, book: Book) -> dict[str, str]:
    """The documents of a book by their ids, and what each is."""
    found = dict.fromkeys([chapter.id for chapter in _chapters(renderer, book)], package.CHAPTER)
    if not book.chapter:
        found |= dict.fromkeys([letter.id for letter in renderer.handbook.letters], package.LETTER)
        found |= {GLOSSARY: package.GLOSSARY} if renderer.handbook.terms and GLOSSARY in renderer.addresses.pages else {}
    return found | {IMPRINT: package.IMPRINT}


def _places(maker: Maker, kinds: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Every address of the site that shows what a book has, the document, and where in it a stage begins."""
    addresses = maker.renderer.addresses
    for name, page in addresses.pages.items():
        own = page.chapter.id if isinstance(page, View) and page.kind != WORKSHEET else name
        if own in kinds:
            yield maker.address + addresses.of(name), own, page.sections[0].id if isinstance(page, View) and page.kind == STAGE else ""
