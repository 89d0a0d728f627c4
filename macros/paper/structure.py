"""The structure tree of a PDF (ISO 32000-1, 14.7): what WeasyPrint leaves undone or writes at length, and trees joined.

Half of a print edition's bytes are structure, and most of that says nothing:
each line of a paragraph is an element of its own, and so is each tag without a
meaning. They go; the order, the kinds and the words of what stays are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

#: Kinds that may hold words themselves; others hold kinds (ISO 32000-1, 14.8.4).
_HOLDS_WORDS = {
    f"/{kind}" for kind in ("P", "BlockQuote", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Span", "Link")
}
#: Kinds of which the kids are as good without them, anywhere or within one other: a list holds items, in groups and columns too.
_MEANS_NOTHING, _GROUPS = {"/NonStruct", "/Span"}, {("/Div", "/L"), ("/L", "/L")}
#: The kind of the line that says whose sheet it is, which nothing else on a sheet has.
WHOSE = Name.BlockQuote
_MARK = re.compile(rb"/\w+\s+<<\s*/MCID (\d+)\s*>>\s+BDC")
#: Decimals that no printer draws: a hundredth of a pixel is seven thousandths of a point. Colours, below 1, keep theirs.
_DECIMALS = re.compile(rb"(?<=[\s\[-])([1-9]\d*\.\d\d)\d+")


def mend(pdf: pikepdf.Pdf) -> None:
    """Leave of the structure what means something, and make artifacts of what hangs in none: page numbers, running feet, decoration (7.8).

    ValueError when a page marks other pieces of content than its structure knows.
    """
    tree = pdf.Root.StructTreeRoot
    document = tree.K[0]
    _say_languages_once(document, str(pdf.Root.Lang))
    _link_once(pdf, document)
    held = [{} for _ in pdf.pages]  # a page's pieces of content -> what holds each
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    _gather(document, held, numbers)
    for number, page in enumerate(pdf.pages):
        known = tree.ParentTree.Nums[2 * number + 1]  # by identifier of marked content (14.7.4.4)
        loose = {b"%d" % piece for piece in range(len(known)) if piece not in held[number]}
        content, found = _MARK.subn(_artifact(loose), page.Contents.read_bytes())
        if found != len(known):
            raise ValueError(f"page {number + 1} marks {found} pieces of content, and its structure knows {len(known)}")
        # q and Q: what is laid over the page finds the axes as they were
        page.Contents = pdf.make_stream(b"q\n%s\nQ" % _DECIMALS.sub(rb"\1", content.replace(b">0<", b"")))
        tree.ParentTree.Nums[2 * number + 1] = Array([held[number].get(piece) for piece in range(len(known))])


def hush(pdf: pikepdf.Pdf) -> None:
    """Make an artifact of what says whose sheet it is: a packet's first sheet says it, on the others it comes again (14.8.2.2.2)."""
    tree = pdf.Root.StructTreeRoot
    first = pdf.pages[0]
    for element in tree.K[0].K:
        for line in _of_kind(element, WHOSE):
            pieces = {b"%d" % piece for piece in _pieces(line)}
            first.Contents = pdf.make_stream(_MARK.sub(_artifact(pieces), first.Contents.read_bytes()))
            line.P.K = Array([kid for kid in line.P.K if not _is_element(kid) or kid.objgen != line.objgen])


def _say_languages_once(element: Dictionary, above: str) -> None:
    """Leave of the languages of elements those that are other than what stands `above` them: each inherits (14.9.2.3)."""
    language = str(element.get("/Lang", above))
    if "/Lang" in element and language == above:
        del element.Lang
    for kid in element.get("/K", []):
        if _is_element(kid):
            _say_languages_once(kid, language)


def _link_once(pdf: pikepdf.Pdf, document: Dictionary) -> None:
    """Leave one annotation of a link: WeasyPrint writes one more for each element within it, a link within the link for who hears it."""
    again = {note.objgen for link in _of_kind(document, Name.Link) for kid in _elements(link) for note in _let_go_of_links(kid)}
    if not again:
        return
    for page in pdf.pages:
        if "/Annots" in page:
            page.Annots = Array([note for note in page.Annots if note.objgen not in again])
    left = {int(note.StructParent) for page in pdf.pages for note in page.get("/Annots", ())}
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    kept = [pair for pair in zip(nums[::2], nums[1::2], strict=True) if isinstance(pair[1], Array) or int(pair[0]) in left]
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array([part for pair in kept for part in pair])


def _let_go_of_links(element: Dictionary) -> Iterator[Dictionary]:
    """Take the annotations of links out of an element and those below it; yield them."""
    kids = list(element.get("/K", []))
    notes = [kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and kid.Obj.Subtype == Name.Link]
    if notes:
        element.K = Array([kid for kid in kids if not any(kid is note for note in notes)])
    yield from (note.Obj for note in notes)
    for kid in _elements(element):
        yield from _let_go_of_links(kid)


def _elements(element: Dictionary) -> list[Dictionary]:
    return [kid for kid in element.get("/K", []) if _is_element(kid)]


def _of_kind(element: Dictionary, kind: Name) -> list[Dictionary]:
    below = [found for kid in element.get("/K", []) if _is_element(kid) for found in _of_kind(kid, kind)]
    return [element, *below] if kind == element.S else below


def _pieces(element: Dictionary) -> Iterator[int]:
    """The pieces of content that an element and those below it hold."""
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            yield kid
        elif _is_element(kid):
            yield from _pieces(kid)


def _gather(element: Dictionary, held: list[dict[int, Dictionary]], numbers: dict) -> list:
    """Let an element have the kids of those below it that mean nothing; note in `held` which element holds each piece of content.

    Words stay beside words and elements beside elements: not every reader minds the order of the two in one list.
    """
    page = numbers.get(element.Pg.objgen) if "/Pg" in element else None
    said = [kid for kid in element.get("/K", []) if not _is_decoration(kid)]
    found = [(kid, _gather(kid, held, numbers) if _is_element(kid) else None) for kid in said]

    def kids_with(may_go: Callable[..., bool]) -> list:
        return [one for kid, below in found for one in (below if below is not None and may_go(element, kid, below) else [kid])]

    kids = kids_with(_may_go)
    if _has_words(kids) and any(map(_is_element, kids)):
        kids = kids_with(lambda element, kid, below: not _has_words(below) and _may_go(element, kid, below))
    for kid in kids:
        if isinstance(kid, int):
            held[page][kid] = element
        elif _is_element(kid):
            kid.P = element
    element.K = Array(kids)
    return kids


def _is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem


def _is_decoration(kid: object) -> bool:
    """Whether an element is a picture that says nothing: a part of a drawing beside its word."""
    return _is_element(kid) and Name.Figure == kid.S and "/Alt" not in kid


def _has_words(kids: list) -> bool:
    return any(isinstance(kid, int) for kid in kids)


def _may_go(element: Dictionary, kid: Dictionary, below: list) -> bool:
    """Whether an element may have the kids `below` of its kid in place of it."""
    kind, own = str(element.S), str(kid.S)
    if own == "/Link" and not below:  # within a link, once its annotation is let go: what fills a line with dots has no words
        return True
    if any(key in kid for key in ("/A", "/Alt", "/ID", "/Lang")) or not all(isinstance(one, int) or _is_element(one) for one in below):
        return False  # what it says of itself would go, or an annotation leave its element
    if _has_words(below):
        return (own in _MEANS_NOTHING or own == kind) and kind in _HOLDS_WORDS and element.get("/Pg") == kid.get("/Pg")
    return own in _MEANS_NOTHING or (own, kind) in _GROUPS


def _artifact(loose: set[bytes]) -> Callable[[re.Match[bytes]], bytes]:
    """What takes the place of a mark: the mark of an artifact where its identifier is `loose`."""
    return lambda mark: b"/Artifact <</Type /Pagination>> BDC" if mark[1] in loose else mark[0]
