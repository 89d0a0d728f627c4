"""What WeasyPrint leaves undone, mended with pikepdf: fields that every PDF reader fills and draws, and PDF/UA-1 (ISO 14289-1).

A field has no appearance of its own until somebody fills it: the reader makes one then, and every other reader
shows that one. So the file doesn't ask for appearances to be made anew (/NeedAppearances), which would draw what one
reader wrote with the fonts of another.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from . import structure

#: PDFium draws what lies beyond Latin-1 in a font of the system, unless the field's font has a name of a symbol font:
#: then it asks the font itself what it has (CPDF_BAFontMap). The name is one of a resource, and means nothing elsewhere.
FIELDS = Name.Wingdings
SEVERAL_LINES, NO_SCROLLING = 1 << 12, 1 << 23  # flags of text fields (ISO 32000-1, table 228)
RADIO = 1 << 15  # flag of a group of marks (table 226)
#: Room at the edges of a line, as a share of its font's size. Readers make what is typed as high as the room that it leaves.
EDGE = 0.14
_NUMBERED = re.compile(r" \(\d+\)$")
PRINTED = 4  # flag of annotations: shown on paper too (ISO 32000-1, table 165)


def mend(document: bytes) -> tuple[bytes, int]:
    """Return the PDF with its fields and page numbers as they ought to be, and the number of its pages.

    ValueError when a field has no words that a screen reader can say for it (7.18.1).
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        if "/AcroForm" in pdf.Root:
            _mend_form(pdf, pdf.Root.AcroForm)
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = PRINTED  # links have none (7.18.1)
        structure.mend(pdf)
        return save(pdf), len(pdf.pages)


def save(pdf: pikepdf.Pdf) -> bytes:
    """The file of a document: the same bytes every time."""
    output = BytesIO()
    pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def _mend_form(pdf: pikepdf.Pdf, form: Dictionary) -> None:
    """Give fields the fonts and appearances with which readers draw what is typed and ticked."""
    del form.NeedAppearances
    fonts = Dictionary(
        Helv=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)),
        ZaDb=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)),
    )
    boxes: dict[tuple, Dictionary] = {}
    drawn_in: set[str] = set()
    form.Fields = Array([field for field in form.Fields if "/Parent" not in field])  # WeasyPrint lists each mark of a group as well
    _refuse_twins(form)
    tell_apart(form.Fields)
    for field in form.Fields:
        if "/Kids" in field:
            _mend_group(pdf, field, boxes)
            continue
        left, top, right, bottom = field.Rect  # WeasyPrint counts from the top
        field.Rect = Array([left, bottom, right, top])
        if field.FT == "/Btn":
            _mend_box(pdf, field, boxes)
        else:
            font, size = re.search(rb"/(\w+) ([\d.]+) Tf", bytes(field.DA)).groups()
            drawn_in.add(f"/{font.decode()}")
            _mend_text(pdf, field, float(size))
    for font in drawn_in:  # one, of which pages draw nothing themselves
        fonts[FIELDS] = form.DR.Font[font]
        del form.DR.Font[font]
    form.DR = Dictionary(Font=fonts)


def _refuse_twins(form: Dictionary) -> None:
    """Two fields of one name would hold one value."""
    for name, count in Counter(str(field.T) for field in form.Fields).items():
        if count > 1:
            raise ValueError(f"{count} fields are called {name}, expected a name for each. Rename one of the ids that it is made of.")


def tell_apart(fields: Iterable[Dictionary]) -> None:
    """Let no two fields be called the same by a screen reader: the second is numbered; ValueError where one has no words."""
    taken: set[str] = set()
    for field in fields:
        words = str(field.TU)
        if words == str(field.T):
            raise ValueError(f"the field {words} has no title, expected the words that a screen reader says for it")
        plain = _NUMBERED.sub("", words)
        free = (f"{plain} ({number})" for number in itertools.count(2))
        field.TU = String(words if words not in taken else next(name for name in free if name not in taken))
        taken.add(str(field.TU))


def _mend_text(pdf: pikepdf.Pdf, field: Dictionary, size: float) -> None:
    """A line's text shrinks to its field; several lines end where the field does, and once written stand on white and not on the rules."""
    flags = int(field.get("/Ff", 0))
    if flags & SEVERAL_LINES:
        field.DA = String(f"{FIELDS} {size:g} Tf 0 g")
        field.Ff = flags | NO_SCROLLING
        field.MK = Dictionary(BG=Array([1]))
        field.AP = Dictionary(N=_drawing(pdf, field, b""))  # else readers draw the white before anything is written
    else:
        field.DA = String(f"{FIELDS} 0 Tf 0 g")
        field.BS = Dictionary(W=round(EDGE * size, 2))


def _mend_box(pdf: pikepdf.Pdf, field: Dictionary, drawn: dict[tuple, Dictionary]) -> None:
    """A box to tick has both its appearances, which boxes of one size share, and what a reader needs to make them anew."""
    left, bottom, right, top = (float(side) for side in field.Rect)
    size = (round(right - left, 2), round(top - bottom, 2))
    if size not in drawn:
        tick = field.AP.N.on.read_bytes().partition(b"gs\n")[2]  # it is opaque without a graphics state, too
        drawn[size] = Dictionary(on=_drawing(pdf, field, tick), Off=_drawing(pdf, field, b""))
    field.AP = Dictionary(N=drawn[size])
    field.DA = String("/ZaDb 0 Tf 0 g")
    field.MK = Dictionary(CA=String("4"))  # a tick, in ZapfDingbats


def _mend_group(pdf: pikepdf.Pdf, group: Dictionary, drawn: dict[tuple, Dictionary]) -> None:
    """Marks of which one can be chosen: a field with a part for each, whose state is called by the mark's id and has both appearances.

    The title of each is the group's words and its own, in two lines; `drawn` holds the appearances made so far.
    """
    words, said = str(group.TU).partition("\n")[0], [str(mark.TU).partition("\n")[2] for mark in group.Kids]
    states = [Name(f"/{state}") for state in map(str, group.Opt)]
    del group.Opt
    group.TU, group.V, group.DA = String(words), Name.Off, String("/ZaDb 0 Tf 0 g")
    for mark, own, state in zip(group.Kids, said, states, strict=True):
        left, top, right, bottom = (float(side) for side in mark.Rect)  # WeasyPrint counts from the top
        mark.Rect = Array([left, bottom, right, top])
        size = (round(right - left, 2), round(top - bottom, 2), state)
        if size not in drawn:
            drawn[size] = Dictionary({str(state): _drawing(pdf, mark, _disc(right - left, top - bottom)), "/Off": _drawing(pdf, mark, b"")})
        mark.AP, mark.AS = Dictionary(N=drawn[size]), Name.Off
        mark.DA, mark.MK = group.DA, Dictionary(CA=String("l"))  # a disc, in ZapfDingbats
        mark.TU = String(f"{words}: {own}")
        del mark.T  # a part of a field has no name of its own


def _disc(width: float, height: float) -> bytes:
    """A black disc in the middle of a box, half as wide: what a line without length leaves that has round ends (ISO 32000-1, 8.5.3.2)."""
    return b"1 J %.2f w %.2f %.2f m %.2f %.2f l S" % (min(width, height) / 2, *(2 * (width / 2, height / 2)))


def _drawing(pdf: pikepdf.Pdf, field: Dictionary, content: bytes) -> pikepdf.Stream:
    """An appearance as large as a field."""
    left, bottom, right, top = field.Rect
    box = Array([0, 0, right - left, top - bottom])
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())
