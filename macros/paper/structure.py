"""The structure tree of a PDF (ISO 32000-1, 14.7): what WeasyPrint leaves undone or writes at length, and trees joined.

Half of a print edition's bytes are structure, and most of that says nothing:
each line of a paragraph is an element of its own, and so is each tag without a
meaning. They go; the order, the kinds and the words of what stays are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

#: Kinds that may hold words themselves; others hold kinds (ISO 32000-1, 14.8.4).
_HOLDS_WORDS = {f"/{kind}" for kind in ("P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Span", "Link")}
#: Kinds of which the kids are as good without them.
_MEANS_NOTHING = {"/NonStruct", "/Span"}
_MARK = re.compile(rb"/\w+\s+<<\s*/MCID (\d+)\s*>>\s+BDC")
#: Decimals that no printer draws: a hundredth of a pixel is seven thousandths of a point. Colours, below 1, keep theirs.
_DECIMALS = re.compile(rb"(?<=[\s\[-])([1-9]\d*\.\d\d)\d+")


def mend(pdf: pikepdf.Pdf) -> None:
    """Leave of the structure what means something, and make artifacts of what hangs in none: page numbers, running feet (7.8).

    ValueError when a page marks other pieces of content than its structure knows.
    """
    tree = pdf.Root.StructTreeRoot
    document = tree.K[0]
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


def _gather(element: Dictionary, held: list[dict[int, Dictionary]], numbers: dict) -> list:
    """Let an element have the kids of those below it that mean nothing; note in `held` which element holds each piece of content."""
    kind = str(element.S)
    page = numbers.get(element.Pg.objgen) if "/Pg" in element else None
    kids = []
    for kid in element.get("/K", []):
        if not isinstance(kid, Dictionary):
            held[page][int(kid)] = element
            kids.append(int(kid))
        elif kid.get("/Type") != Name.StructElem:
            kids.append(kid)
        else:
            below = _gather(kid, held, numbers)
            if not _may_go(kind, element, kid, below):
                kids.append(kid)
                continue
            for one in below:
                if isinstance(one, int):
                    held[page][one] = element
                elif one.get("/Type") == Name.StructElem:
                    one.P = element
            kids += below
    element.K = Array(kids)
    return kids


def _may_go(kind: str, element: Dictionary, kid: Dictionary, below: list) -> bool:
    """Whether an element of a kind may have the kids `below` of its kid in place of it."""
    if (str(kid.S) not in _MEANS_NOTHING and str(kid.S) != kind) or any(key in kid for key in ("/A", "/Alt", "/ID")):
        return False
    if any(not isinstance(one, int) and one.get("/Type") != Name.StructElem for one in below):  # an annotation stays in its element
        return False
    if str(kid.S) == kind and kind not in _HOLDS_WORDS:
        return False
    words = any(isinstance(one, int) for one in below)
    return not words or (kind in _HOLDS_WORDS and element.get("/Pg") == kid.get("/Pg"))


def _artifact(loose: set[bytes]) -> Callable[[re.Match[bytes]], bytes]:
    """What takes the place of a mark: the mark of an artifact where its identifier is `loose`."""
    return lambda mark: b"/Artifact <</Type /Pagination>> BDC" if mark[1] in loose else mark[0]
