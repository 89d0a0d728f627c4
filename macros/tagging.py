"""What WeasyPrint leaves undone for PDF/UA-1 (ISO 14289-1), mended with pikepdf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, String


def mend(document: bytes, labels: Mapping[str, str]) -> bytes:
    """Return the PDF with accessible names on its fields and what else PDF/UA-1 asks.

    `labels` maps the name of each field to the words that a screen reader says
    for it (7.18.1); KeyError when a field has none.
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        for field in pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", []):
            field.TU = String(labels[str(field.T)])
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = annotation.get("/F", 0) | 4  # printed with the page (7.18.1)
        for element in _elements(pdf.Root.StructTreeRoot):
            if element.get("/S") == Name.TH and not _has_scope(element):
                element.A = Dictionary(O=Name.Table, Scope=Name.Row if _leads_a_row(element) else Name.Column)
        output = BytesIO()
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return output.getvalue()


def _elements(node: pikepdf.Object) -> Iterator[Dictionary]:
    """Every element of the structure tree."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _has_scope(element: Dictionary) -> bool:
    attributes = element.get("/A")
    return isinstance(attributes, Dictionary) and "/Scope" in attributes


def _leads_a_row(element: Dictionary) -> bool:
    """Whether a header cell stands in a row with data cells: then it heads that row (7.5)."""
    return any(kid.get("/S") == Name.TD for kid in element.P.K if isinstance(kid, Dictionary))
