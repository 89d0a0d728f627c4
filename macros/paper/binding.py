"""Parts of a PDF put together: pages, structure, outline and fields in one file, and the numbers of pages over them.

Each part is a whole PDF, as printer.py made it. Its ids are its own: a link within it leads to a place in it,
whatever the other parts call theirs.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from . import structure
from .tagging import save, tell_apart
from .worksheets import PAGES

#: How the names of the fonts of page numbers begin, among those of a page.
NUMBERS = "/Numbers"
_FONT, _GRAPHICS = re.compile(rb"(/\w+) ([\d.]+) Tf"), re.compile(rb"/[\w.]+ gs\s")


def bind(parts: Sequence[Path], numbers: Path | None, title: str) -> tuple[bytes, int]:
    """The PDF of the parts in their order, with a title, and the number of its pages.

    `numbers` is a PDF whose pages are laid over these, as many as there are.
    """
    with contextlib.ExitStack() as opened:  # a source is read until all is written
        book, *others = (opened.enter_context(pikepdf.open(part)) for part in parts)
        for part in others:
            structure.hush(part)
            _append(book, part)
        _lead_to_pages(book)
        if "/AcroForm" in book.Root:
            tell_apart(book.Root.AcroForm.Fields)
        _entitle(book, title)
        if numbers:
            _lay_over(book, opened.enter_context(pikepdf.open(numbers)))
        return save(book), len(book.pages)


def places(part: Path) -> dict[str, int]:
    """The number of the page, from 0, on which each id of a part stands."""
    with pikepdf.open(part) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return {name: numbers[place[0].objgen] for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}


def _append(book: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    """Add the pages of a part with their fields, places and headings, which pikepdf carries over, and their structure."""
    tree = book.Root.StructTreeRoot
    start = max(int(number) for number in list(tree.ParentTree.Nums)[::2]) + 1
    first = len(book.pages)
    if "/AcroForm" in book.Root and "/AcroForm" in part.Root:
        part.Root.AcroForm.DR = Dictionary()  # the fields' fonts are those of the first part, under the same names
    book.add_pages_from(part)
    copied = book.copy_foreign(part.Root.StructTreeRoot)
    for element in copied.K[0].K:
        element.P = tree.K[0]
        tree.K[0].K.append(element)
    for at, entry in enumerate(copied.ParentTree.Nums):
        tree.ParentTree.Nums.append(entry if at % 2 else int(entry) + start)
    notes = {int(note.StructParent): note for page in list(book.pages)[first:] for note in page.get("/Annots", ())}
    _settle(copied.K[0], start, notes)
    for page in list(book.pages)[first:]:
        page.StructParents = int(page.StructParents) + start
    for number, note in notes.items():
        note.StructParent = number + start


def _settle(element: Dictionary, start: int, notes: Mapping[int, Dictionary]) -> None:
    """Let a part's structure name the annotations that its pages have now, and its table cells by ids that no part before has (14.8.5.7).

    `notes` are those annotations by their places in the part's structure: pikepdf copies those of fields once more.
    """
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            kid.Obj = notes[int(kid.Obj.StructParent)]
        elif isinstance(kid, Dictionary) and "/S" in kid:
            if "/ID" in kid:
                kid.ID = String(f"{start}/{kid.ID}")
            if "/A" in kid and "/Headers" in kid.A:
                kid.A.Headers = Array([String(f"{start}/{one}") for one in kid.A.Headers])
            _settle(kid, start, notes)


def _lead_to_pages(book: pikepdf.Pdf) -> None:
    """Let links that name a page of this document lead there."""
    for page in book.pages:
        for note in page.get("/Annots", ()):
            address = str(note.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(PAGES):
                number, _, words = address.removeprefix(PAGES).partition("/")
                del note.A
                note.Dest = Array([book.pages[int(number) - 1].obj, Name.Fit])
                note.Contents = String(unquote(words))


def _entitle(book: pikepdf.Pdf, title: str) -> None:
    """Give the document its title; readers show it in place of the file's name (ISO 14289-1, 7.1)."""
    with book.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title


def _lay_over(book: pikepdf.Pdf, numbers: pikepdf.Pdf) -> None:
    """Write what stands on the pages of `numbers` onto those of the document, as artifacts (14.8.2.2).

    The parts may have its fonts under the same names with other letters.
    """
    fonts = numbers.pages[0].Resources.Font
    names = {name: f"{NUMBERS}{place}" for place, name in enumerate(sorted(fonts.keys()))}
    copied = {names[name]: book.copy_foreign(font) for name, font in fonts.items()}

    def renamed(font: re.Match[bytes]) -> bytes:
        return b"%s %s Tf" % (names[font[1].decode()].encode(), font[2])

    for page, number in zip(book.pages, numbers.pages, strict=True):
        for name, font in copied.items():
            page.Resources.Font[name] = font
        drawn = _GRAPHICS.sub(b"", _FONT.sub(renamed, number.Contents.read_bytes()))
        laid = b"%s\n/Artifact <</Type /Pagination>> BDC q\n%s\nQ EMC" % (page.Contents.read_bytes(), drawn)
        page.Contents = book.make_stream(laid)
