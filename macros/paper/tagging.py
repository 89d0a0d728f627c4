"""What WeasyPrint leaves undone, mended with pikepdf: fields that every PDF reader fills and draws, and PDF/UA-1 (ISO 14289-1).

A field has no appearance of its own until somebody fills it: the reader makes one then, and every other reader
shows that one. So the file doesn't ask for appearances to be made anew (/NeedAppearances), which would draw what one
reader wrote with the fonts of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

#: PDFium draws what lies beyond Latin-1 in a font of the system, unless the field's font has a name of a symbol font:
#: then it asks the font itself what it has (CPDF_BAFontMap). The name is one of a resource, and means nothing elsewhere.
FIELDS = Name.Wingdings
SEVERAL_LINES, NO_SCROLLING = 1 << 12, 1 << 23  # flags of text fields (ISO 32000-1, table 228)
#: Room at the edges of a line, as a share of its font's size. Readers make what is typed as high as the room that it leaves.
EDGE = 0.14
_MARK = re.compile(rb"/\w+ <<\s*/MCID (\d+)\s*>> BDC")


def mend(document: bytes) -> tuple[bytes, int]:
    """Return the PDF with its fields and page numbers as they ought to be, and the number of its pages.

    ValueError when a field has no words that a screen reader can say for it (7.18.1).
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        if "/AcroForm" in pdf.Root:
            _mend_form(pdf, pdf.Root.AcroForm)
        _leave_out_feet(pdf)
        output = BytesIO()
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return output.getvalue(), len(pdf.pages)


def _mend_form(pdf: pikepdf.Pdf, form: Dictionary) -> None:
    """Give fields the fonts and appearances with which readers draw what is typed and ticked."""
    del form.NeedAppearances
    fonts = Dictionary(
        Helv=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)),
        ZaDb=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)),
    )
    spoken = Counter()
    boxes: dict[tuple, Dictionary] = {}
    for field in form.Fields:
        if field.TU == field.T:
            raise ValueError(f"the field {field.T} has no title, expected the words that a screen reader says for it")
        spoken[str(field.TU)] += 1
        if (number := spoken[str(field.TU)]) > 1:
            field.TU = String(f"{field.TU} ({number})")
        left, top, right, bottom = field.Rect
        field.Rect = Array([left, bottom, right, top])
        if field.FT == Name.Btn:
            _mend_box(pdf, field, boxes)
        else:
            font, size = re.search(rb"(/\w+) ([\d.]+) Tf", bytes(field.DA)).groups()
            fonts[FIELDS] = form.DR.Font[font.decode()]
            _mend_text(pdf, field, size.decode())
    form.DR = Dictionary(Font=fonts)


def _mend_text(pdf: pikepdf.Pdf, field: Dictionary, size: str) -> None:
    """A line's text shrinks to its field; several lines end where the field does, and once written stand on white and not on the rules."""
    flags = int(field.get("/Ff", 0))
    field.DA = String(f"{FIELDS} {size if flags & SEVERAL_LINES else 0} Tf 0 g")
    if not flags & SEVERAL_LINES:
        field.BS = Dictionary(W=EDGE * float(size))
    else:
        field.Ff = flags | NO_SCROLLING
        field.MK = Dictionary(BG=Array([1]))
        field.AP = Dictionary(N=_drawing(pdf, field, b""))  # else readers draw the white before anything is written


def _mend_box(pdf: pikepdf.Pdf, field: Dictionary, drawn: dict[tuple, Dictionary]) -> None:
    """A box to tick has both its appearances, which boxes of one size share, and what a reader needs to make them anew."""
    size = (field.Rect[2] - field.Rect[0], field.Rect[3] - field.Rect[1])
    size = tuple(round(float(side), 2) for side in size)
    if size not in drawn:
        drawn[size] = Dictionary(on=_drawing(pdf, field, field.AP.N.on.read_bytes().partition(b"gs\n")[2]), Off=_drawing(pdf, field, b""))
    field.AP = Dictionary(N=drawn[size])
    field.DA = String("/ZaDb 0 Tf 0 g")
    field.MK = Dictionary(CA=String("4"))  # a tick, in ZapfDingbats


def _drawing(pdf: pikepdf.Pdf, field: Dictionary, content: bytes) -> pikepdf.Stream:
    """An appearance as large as a field."""
    left, bottom, right, top = field.Rect
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, right - left, top - bottom]), Resources=Dictionary())


def _leave_out_feet(pdf: pikepdf.Pdf) -> None:
    """Turn marked content that hangs in no structure (page numbers, running feet) into artifacts (7.8)."""
    root = pdf.Root.StructTreeRoot
    top = {kid.objgen for document in root.K for kid in document.K}
    numbers = root.ParentTree.Nums
    for index, page in enumerate(pdf.pages):
        loose = set()
        for identifier, element in enumerate(numbers[2 * index + 1]):
            ancestor = element
            while ancestor.objgen not in top and ancestor.S != Name.Document:
                ancestor = ancestor.P
            if ancestor.S == Name.Document:
                loose.add(identifier)
        content = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(_MARK.sub(lambda mark, loose=loose: b"/Artifact <</Type /Pagination>> BDC" if int(mark[1]) in loose else mark[0], content))
