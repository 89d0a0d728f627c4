"""What WeasyPrint leaves undone for PDF/UA-1 (ISO 14289-1), mended with pikepdf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, String

PRINTED = 4  # annotation flag: shown on paper too (ISO 32000-1, table 165)


def mend(document: bytes, labels: Mapping[str, str]) -> tuple[bytes, int]:
    """Return the PDF as PDF/UA-1 asks for it, and the number of its pages.

    `labels` maps the name of each field to the words that a screen reader says
    for it (7.18.1); KeyError when a field has none.
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        for field in pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", []):
            field.TU = String(labels[str(field.T)])
        tagged = defaultdict(set)
        for element in _elements(pdf.Root.StructTreeRoot):
            if element.get("/S") == Name.TH and "/A" not in element:
                element.A = Dictionary(O=Name.Table, Scope=Name.Column)
            for identifier in _marked_content(element):
                tagged[element.get("/Pg", Dictionary()).objgen].add(identifier)
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = int(annotation.get("/F", 0)) | PRINTED
            _leave_out(pdf, page, tagged[page.obj.objgen])
        output = BytesIO()
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return output.getvalue(), len(pdf.pages)


def _kids(node: pikepdf.Object) -> list:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _elements(node: pikepdf.Object) -> Iterator[Dictionary]:
    """Every element of the structure tree."""
    for kid in _kids(node):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _marked_content(element: Dictionary) -> Iterator[int]:
    """Identifiers of the marked content that belongs to an element."""
    for kid in _kids(element):
        if isinstance(kid, int):
            yield kid
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            yield int(kid.MCID)


def _leave_out(pdf: pikepdf.Pdf, page: pikepdf.Page, tagged: set[int]) -> None:
    """Turn marked content that no element refers to (page numbers, running feet) into artifacts (7.8)."""
    instructions = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if operator == Operator("BDC") and "/MCID" in operands[1] and int(operands[1].MCID) not in tagged:
            operands = [Name.Artifact, Dictionary(Type=Name.Pagination)]
        instructions.append(ContentStreamInstruction(operands, operator))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
