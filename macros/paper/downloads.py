"""What the pages of each language offer: PDFs and EPUBs, put together from parts, letters as files, and the brand's pictures."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .. import files
from ..model import sheets
from ..model.sheets import Sheet
from ..paths import Project
from ..problems import HandbookError
from ..reading import snapshot
from ..rendering import identity
from ..rendering.render import Renderer
from . import books, letters, press, printer
from .books import Epub
from .letters import Document
from .press import Job, Press, pages_of
from .worksheets import Maker, Placed


@dataclass(frozen=True)
class Pdf:
    """A PDF on offer: its file in the cache, its size in bytes, its pages; while serving none of them, until somebody opens it."""

    sheet: Sheet
    path: Path | None = None
    size: int = 0
    pages: int = 0


@dataclass(frozen=True)
class Drawn:
    """A finished drawing: its place on the site of its language, and its file in the cache."""

    language: str
    file: str
    path: Path


class Offered(NamedTuple):
    """What the pages of a language offer: the PDFs, the brand's pictures, letters as files, and the EPUBs."""

    downloads: Sequence[Pdf] = ()
    drawn: Sequence[Drawn] = ()
    letters: Sequence[Document] = ()
    books: Sequence[Epub] = ()


def make(machine: Press, makers: Mapping[str, Maker], wanted: Sequence[Sheet]) -> list[Pdf]:
    """Make the wanted PDFs of any language, by the language's maker; return them in the order given. Raise HandbookError."""
    parts = {}
    for sheet in wanted:  # begun one by one, while the HTML of the next is rendered
        parts[sheet] = [_part(makers[sheet.language], sheet, html) for html in makers[sheet.language].parts(sheet)]
        machine.start(parts[sheet])
    found = {sheet: machine.made(jobs) for sheet, jobs in parts.items()}
    fronts = _fronts(machine, makers, {sheet: found[sheet] for sheet in wanted if sheet.part == sheets.HANDBOOK})
    found |= {sheet: [front, *found[sheet]] for sheet, front in fronts.items()}
    books = {sheet: found[sheet] for sheet in wanted if len(found[sheet]) > 1 or sheet.part in sheets.EDITIONS}
    numbers = _numbers(machine, makers, books)
    bound = dict(zip(books, machine.made([_book(sheet, paths, numbers.get(sheet)) for sheet, paths in books.items()]), strict=True))
    made = [bound.get(sheet) or found[sheet][0] for sheet in wanted]
    return [Pdf(sheet, path, path.stat().st_size, pages_of(path)) for sheet, path in zip(wanted, made, strict=True)]


def _part(maker: Maker, sheet: Sheet, html: str, body: Callable = printer.render) -> Job:
    return Job(sheet.file, body, (maker.style, html, sheet.variant, sheet.paper), "pdf")


def _book(sheet: Sheet, parts: Sequence[Path], numbers: Path | None) -> Job:
    names = (tuple(path.name for path in parts), numbers and numbers.name)
    return Job(sheet.file, printer.bind, (*names, sheet.title), "pdf", from_cache=True)


def _numbers(machine: Press, makers: Mapping[str, Maker], books: Mapping[Sheet, Sequence[Path]]) -> dict[Sheet, Path]:
    """The page numbers of each print edition; a packet's sheets have their own."""
    jobs = {}
    for sheet, parts in books.items():
        maker = makers[sheet.language]
        if sheet.part in sheets.EDITIONS:
            jobs[sheet] = _part(maker, sheet, maker.numbers(sum(map(pages_of, parts))), printer.number)
    return dict(zip(jobs, machine.made(list(jobs.values())), strict=True))


def _fronts(machine: Press, makers: Mapping[str, Maker], books: Mapping[Sheet, Sequence[Path]]) -> dict[Sheet, Path]:
    """The cover and contents of each book. How many pages they take decides on which pages the rest stands."""
    if not books:
        return {}
    from . import binding  # noqa: PLC0415  (pikepdf, which a build without new PDFs does not need)

    places = {sheet: [(binding.places(part), pages_of(part)) for part in parts] for sheet, parts in books.items()}
    fronts: dict[Sheet, Path] = {}
    lengths = dict.fromkeys(books, 1)
    while lengths:
        html = {sheet: makers[sheet.language].front(list(_placed(places[sheet], length + 1))) for sheet, length in lengths.items()}
        made = machine.made([_part(makers[sheet.language], sheet, html[sheet]) for sheet in lengths])
        fronts |= zip(lengths, made, strict=True)
        lengths = {sheet: pages_of(fronts[sheet]) for sheet, length in lengths.items() if pages_of(fronts[sheet]) > length}
    return fronts


def _placed(parts: Sequence[tuple[Mapping[str, int], int]], page: int) -> Iterator[Placed]:
    """Where parts stand, of which the first begins on `page`; each comes with its places and its number of pages."""
    for places, pages in parts:
        yield Placed(page, {name: page + number for name, number in places.items()})
        page += pages


def offer(project: Project, renderers: Sequence[Renderer], site_url: str, later: bool = False) -> dict[str, Offered]:
    """Make the PDFs, EPUBs, the brand's pictures and the letters' files of every language; return each language's own. Raise HandbookError.

    With `later`, PDFs and EPUBs are named and not made. What was made is noted with a hash
    of all that it came from: while that is the same, not even the HTML of the
    parts is rendered.
    """
    note = project.notes / "downloads"
    made_from = (snapshot.key(project), _templates(project), press.code(), site_url.encode(), repr((_wanted(), later)).encode())
    valid = hashlib.sha256(b"".join(made_from)).hexdigest()
    offered = _noted(note, valid) or _offered(project, renderers, site_url, later)
    files.write_whole(note, pickle.dumps((valid, offered)))
    return {
        renderer.language: Offered(*([one for one in found if _language(one) == renderer.language] for found in offered))
        for renderer in renderers
    }


def _language(one: Pdf | Drawn | Document | Epub) -> str:
    return one.sheet.language if isinstance(one, Pdf) else one.book.language if isinstance(one, Epub) else one.language


def _offered(project: Project, renderers: Sequence[Renderer], site_url: str, later: bool) -> Offered:
    """Every PDF, picture, letter and EPUB, made now or found in the cache."""
    offering = renderers if _wanted() else ()
    wanted = [sheet for renderer in offering for sheet in sheets.sheets(renderer.handbook, renderer.language)]
    to_read = [book for renderer in offering for book in sheets.books(renderer.handbook, renderer.language)]
    typeface = identity.typeface(renderers[0])
    drawings = [(renderer.language, drawing) for renderer in renderers for drawing in identity.drawings(renderer)]
    jobs = [Job(drawing.file, printer.draw, (typeface, drawing.html, drawing.width), "png") for _, drawing in drawings]
    with Press(project) as machine:
        drawn = [Drawn(code, drawing.file, path) for (code, drawing), path in zip(drawings, machine.made(jobs), strict=True)]
        written = [document for renderer in renderers for document in letters.make(machine, renderer)]
        if later:
            return Offered([Pdf(sheet) for sheet in wanted], drawn, written, [Epub(book) for book in to_read])
        makers = {renderer.language: Maker(renderer, site_url) for renderer in renderers}
        return Offered(make(machine, makers, wanted), drawn, written, books.make(machine, makers, to_read))


def _wanted() -> bool:
    """Whether PDFs and EPUBs are offered at all: HANDBOOK_PDFS=none builds pages without, for who looks at those. Raise HandbookError."""
    asked = os.environ.get("HANDBOOK_PDFS", "")
    if asked not in ("", "none"):
        raise HandbookError(f'HANDBOOK_PDFS is "{asked}", expected "none" (pages without PDFs) or nothing (with them). Change or unset it.')
    return not asked


def _noted(note: Path, valid: str) -> Offered | None:
    """What the last build offered, if nothing that it came from has changed and all is still there."""
    try:
        made_from, offered = pickle.loads(note.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, TypeError, ImportError):
        return None
    paths = [made.path for found in offered for made in found if made.path]
    return offered if made_from == valid and all(path.exists() for path in paths) else None


def publish(renderer: Renderer, folder: Path) -> None:
    """Copy the PDFs, EPUBs and letters that a renderer's pages offer, and that are made, into the site of its language."""
    together = [*((pdf.path, pdf.sheet.file) for pdf in renderer.downloads), *((epub.path, epub.book.file) for epub in renderer.books)]
    files_of = [(path, renderer.addresses.downloads + file) for path, file in together if path]
    for path, file in (*files_of, *((letter.path, letter.file) for letter in renderer.letters)):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / file)


def _templates(project: Project) -> bytes:
    """A hash of every template and file that PDFs and drawings may be made from."""
    digest = hashlib.sha256()
    for folder in project.templates:
        for kind in ("worksheets/*", "blocks/*.html", "brand/*", "assets/fonts/*.woff2"):
            for path in sorted(folder.glob(kind)):
                digest.update(path.read_bytes())
    return digest.digest()
