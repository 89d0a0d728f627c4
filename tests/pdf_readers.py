"""PDF readers, each of which fills forms and draws pages: PDFium (Chrome, Edge, Android), MuPDF, Poppler (Linux)."""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw

SCALE = 2  # pixels a point

Values = Mapping[str, str | bool]  # a field's name -> what is typed, the id of the mark that is chosen, or whether it is ticked


class _Writer:
    """What PDFium writes a file to."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.block = raw.FPDF_FILEWRITE(version=1)
        self.callback = type(self.block.WriteBlock)(self._write)
        self.block.WriteBlock = self.callback

    def _write(self, _self: object, data: int, size: int) -> int:
        self.data += ctypes.string_at(data, size)
        return 1


def fill_pdfium(document: bytes, values: Values) -> bytes:
    """As somebody does who clicks and types."""
    pdf = pypdfium2.PdfDocument(document)
    pdf.init_forms()
    form = pdf.formenv.raw
    for page in pdf:
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            name = _text(raw.FPDFAnnot_GetFormFieldName, form, annotation)
            if name not in values:
                continue
            chosen = _text(raw.FPDFAnnot_GetFormFieldExportValue, form, annotation)
            if raw.FPDFAnnot_GetFormFieldType(form, annotation) == raw.FPDF_FORMFIELD_TEXTFIELD:
                text = (values[name] + "\0").encode("utf-16-le")
                raw.FORM_SetFocusedAnnot(form, annotation)
                raw.FORM_ReplaceSelection(form, page, ctypes.cast(text, raw.FPDF_WIDESTRING))
                raw.FORM_ForceToKillFocus(form)
            elif values[name] in (True, chosen):
                box = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(annotation, box)
                place = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
                raw.FORM_OnMouseMove(form, page, 0, *place)
                raw.FORM_OnLButtonDown(form, page, 0, *place)
                raw.FORM_OnLButtonUp(form, page, 0, *place)
            raw.FPDFPage_CloseAnnot(annotation)
    writer = _Writer()
    assert raw.FPDF_SaveAsCopy(pdf, writer.block, 0)
    return bytes(writer.data)


def _text(ask: Callable, form: object, annotation: object) -> str:
    """What PDFium says of a field."""
    length = ask(form, annotation, None, 0)
    buffer = ctypes.create_string_buffer(max(2, length))
    ask(form, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le")


def fill_mupdf(document: bytes, values: Values) -> bytes:
    pdf = pymupdf.open("pdf", document)
    for page in pdf:
        for widget in page.widgets():
            if widget.field_name in values:
                value = values[widget.field_name]
                if widget.field_type == pymupdf.PDF_WIDGET_TYPE_TEXT:
                    widget.field_value = value
                elif value in (True, widget.on_state()):
                    widget.field_value = widget.on_state()
                else:
                    continue
                widget.update()
    return pdf.tobytes()


def fill_poppler(document: bytes, values: Values) -> bytes:
    """The values alone, since none of Poppler's tools saves what it draws: it draws the fields as if it had filled them."""
    with pikepdf.open(BytesIO(document)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            value = values.get(str(field.T))
            if value and field.FT == "/Tx":
                field.V = pikepdf.String(value)
                if "/AP" in field:
                    del field.AP
            elif value:
                field.V = pikepdf.Name.on if value is True else pikepdf.Name(f"/{value}")
                for mark in field.get("/Kids", [field]):
                    mark.AS = field.V if field.V in mark.AP.N else pikepdf.Name.Off
        pdf.Root.AcroForm.NeedAppearances = True
        output = BytesIO()
        pdf.save(output)
        return output.getvalue()


def draw_pdfium(document: bytes, page: int) -> Image.Image:
    pdf = pypdfium2.PdfDocument(document)
    pdf.init_forms()
    return pdf[page].render(scale=SCALE).to_pil().convert("L")


def draw_mupdf(document: bytes, page: int) -> Image.Image:
    drawn = pymupdf.open("pdf", document)[page].get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), colorspace=pymupdf.csGRAY)
    return Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)


def draw_poppler(document: bytes, page: int) -> Image.Image:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(document)
        command = ["pdftoppm", "-gray", "-r", str(72 * SCALE), "-f", str(page + 1), "-l", str(page + 1), file.name]
        drawn = subprocess.run(command, capture_output=True, check=True)
    return Image.open(BytesIO(drawn.stdout)).convert("L")


def read_pdfium(document: bytes, wanted: str) -> str:
    """What a field holds."""
    pdf = pypdfium2.PdfDocument(document)
    pdf.init_forms()
    form = pdf.formenv.raw
    for page in pdf:
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            if _text(raw.FPDFAnnot_GetFormFieldName, form, annotation) == wanted:
                return _text(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
    raise KeyError(wanted)


def read_mupdf(document: bytes, wanted: str) -> str:
    """What a field holds; of several marks, that of the first which is not off."""
    marks = [widget for page in pymupdf.open("pdf", document) for widget in page.widgets() if widget.field_name == wanted]
    return next((mark.field_value for mark in marks if mark.field_value != "Off"), "Off")


FILLED = {"PDFium": fill_pdfium, "MuPDF": fill_mupdf, "Poppler": fill_poppler}
DRAWN = {"PDFium": draw_pdfium, "MuPDF": draw_mupdf, "Poppler": draw_poppler}
READ = {"PDFium": read_pdfium, "MuPDF": read_mupdf}
