"""Every kind of field, filled by each PDF reader (pdf_readers.py) and drawn by each: what is written is seen, whole, on its line.

pdf.js (Firefox) is not among them: it takes 100 MB of packages. HACKING.md says how it was tried.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from io import BytesIO

import pdf_readers
import pdfs
import pikepdf
import pytest
from PIL import Image, ImageChops

from macros import paths
from macros.checking import check
from macros.look import fonts
from macros.model.sheets import PACKET, VARIANTS
from macros.paper import tagging
from macros.rendering import faces, render

ROOT = paths.HOME / "tests" / "demo"
PHRASE = "Bibliothèque et Archives du Québec – l’œuvre, page 9"
LINES = "I liked how calm they were, and how long they took over each question that I had.\nLe cœur – déjà!"
LETTERS = "ễŌŁОленаΕλένηґ"  # of Nguyễn, Ōno, Łukasz, Олена, Ελένη
BOX, MARKS, AREA, CELL, LINE, BLANK = (
    "write-after/done/sent",
    "write-after/mornings/monday/tired",
    "write-after/notes/thanks-for",
    "write-after/dates/{}/day",
    "own/1/ask",
    "write-after/words/1/who",
)

PAIRS = list(itertools.product(pdf_readers.FILLED, pdf_readers.DRAWN))
every_pair = pytest.mark.parametrize(("filled", "drawn"), PAIRS)


@functools.cache
def form(variant: str = "standard") -> bytes:
    """The demo's packet."""
    project = paths.Project(ROOT)
    sheet = next(sheet for sheet in pdfs.offered(project) if (sheet.language, sheet.part, sheet.variant) == ("en", PACKET, variant))
    return pdfs.made(project, [sheet])[0].path.read_bytes()


@functools.cache
def places() -> dict[str, tuple[int, list[float]]]:
    """Each field's name -> its page, and its corners in points from the page's left and top."""
    with pikepdf.open(BytesIO(form())) as pdf:
        return {
            named(field): (number, [float(x0), float(page.MediaBox[3] - y1), float(x1), float(page.MediaBox[3] - y0)])
            for number, page in enumerate(pdf.pages)
            for field in page.get("/Annots", [])
            if "/FT" in field
            for x0, y0, x1, y1 in [field.Rect]
        }


def named(field: pikepdf.Dictionary) -> str:
    """A field's name; of a mark that is one of several, with its state."""
    return f"{field.Parent.T}={state(field)}" if "/Parent" in field else str(field.T)


def state(mark: pikepdf.Dictionary) -> str:
    """What a mark's field holds when it is chosen: the id of the mark."""
    (own,) = set(mark.AP.N.keys()) - {"/Off"}
    return own[1:]


def place(ending: str) -> tuple[int, list[float]]:
    return next(found for name, found in places().items() if name.endswith(ending))


@functools.cache
def filled_in(filled: str, *values: tuple[str, str | bool]) -> bytes:
    """The packet with each field whose name ends as said holding its value."""
    fields = {name.partition("=")[0] for name in places()}
    names = {name: value for ending, value in values for name in fields if name.endswith(ending)}
    return pdf_readers.FILLED[filled](form(), names)


@functools.cache
def ink(drawn: str, document: bytes, ending: str) -> tuple[Image.Image, list[float]]:
    """What a reader draws on the page of a field and does not draw there while the form is empty; the field's corners in pixels."""
    page, corners = place(ending)
    return ImageChops.difference(*(pictured(drawn, data, page) for data in (document, form()))), [pdf_readers.SCALE * x for x in corners]


@functools.cache
def pictured(drawn: str, document: bytes, page: int) -> Image.Image:
    return pdf_readers.DRAWN[drawn](document, page)


def extent(drawn: str, document: bytes, ending: str) -> list[float]:
    """How far what is in a field keeps from the field's left, top, right and bottom, in points."""
    picture, corners = ink(drawn, document, ending)
    left, top, right, bottom = (round(x) for x in corners)
    around = picture.crop((left - 4, top - 4, right + 4, bottom + 4)).point(lambda value: 255 * (value > 60))
    box = around.getbbox()
    assert box, f"nothing is drawn in {ending}"
    return [(box[0] - 4) / 2, (box[1] - 4) / 2, (right - left + 4 - box[2]) / 2, (bottom - top + 4 - box[3]) / 2]


@every_pair
def test_a_tick_is_seen(filled: str, drawn: str) -> None:
    """A box that is ticked holds its mark, and nothing of it stands outside."""
    document = filled_in(filled, (BOX, True))
    assert min(extent(drawn, document, BOX)) >= -0.5
    picture, corners = ink(drawn, document, BOX)
    assert sum(picture.crop([round(x) for x in corners]).histogram()[60:]) > 20


@every_pair
def test_one_mark_of_several_is_seen(filled: str, drawn: str) -> None:
    """The mark that is chosen holds its disc, each other one is empty; another choice takes its place."""
    for chosen in ("often", "rarely"):
        document = filled_in(filled, (MARKS, "now-and-then"))
        document = pdf_readers.FILLED[filled](document, {MARKS: chosen})
        for mark in ("often", "now-and-then", "rarely"):
            picture, corners = ink(drawn, document, f"{MARKS}={mark}")
            inside = picture.crop([round(x) for x in corners])
            assert (sum(inside.histogram()[60:]) > 20) == (mark == chosen), (chosen, mark)
        assert min(extent(drawn, document, f"{MARKS}={chosen}")) >= 1, "the disc keeps within its circle"
        with pikepdf.open(BytesIO(document)) as pdf:
            (group,) = (field for field in pdf.Root.AcroForm.Fields if field.T == MARKS)
            assert str(group.V).strip("/") == chosen and [state(mark) for mark in group.Kids if mark.AS != "/Off"] == [chosen]
        assert [read(document, MARKS) for read in pdf_readers.READ.values()] == [chosen] * len(pdf_readers.READ)


@every_pair
@pytest.mark.parametrize("ending", [CELL.format(1), LINE, BLANK])
def test_a_phrase_is_whole_on_its_line(filled: str, drawn: str, ending: str) -> None:
    """A phrase, longer than a blank, keeps within its field on every side; a letter that reaches below the line does."""
    long, high, low = (filled_in(filled, (ending, text)) for text in (PHRASE, "hhh", "hgh"))
    left, top, right, bottom = extent(drawn, long, ending)
    assert left >= 1 and top >= 0 and right >= 1.5 and bottom >= 0, (left, top, right, bottom)
    _, above, _, base = extent(drawn, high, ending)
    height = place(ending)[1][3] - place(ending)[1][1]
    assert 0.5 <= base <= 7, "it stands on its line"
    assert base - extent(drawn, low, ending)[3] > 0.15 * (height - above - base), "what reaches below is not cut"


@every_pair
def test_no_rule_crosses_what_is_written(filled: str, drawn: str) -> None:
    """Several lines: all words are there, and the rules that the empty field shows are not."""
    page, corners = place(AREA)
    inside = tuple(round(pdf_readers.SCALE * corner) + inset for corner, inset in zip(corners, (4, 4, -4, -4), strict=True))
    empty, written = (pictured(drawn, data, page).crop(inside) for data in (form(), filled_in(filled, (AREA, LINES))))
    _, top, right, bottom = written.point(lambda value: 255 * (value < 195)).getbbox()
    assert right < written.width and bottom - top > 30 and bottom < written.height, "two lines, whole"
    beside = (written.width - 8, 0, written.width, written.height)  # where no word reaches
    assert empty.crop(beside).getextrema()[0] < 250 and written.crop(beside).getextrema()[0] == 255


@pytest.mark.parametrize(
    ("filled", "drawn", "ending"), [*((*pair, AREA) for pair in PAIRS), *((*pair, CELL.format(1)) for pair in PAIRS if "MuPDF" not in pair)]
)
def test_names_keep_their_letters(filled: str, drawn: str, ending: str) -> None:
    """Each letter between two strokes is drawn: Vietnamese, Polish, Japanese in Latin letters, Ukrainian, Greek.

    Not in lines with MuPDF 1: where the size is left to it, it draws letters beyond Latin at size 0. MuPDF 2 does not.
    """
    document = filled_in(filled, (ending, " | ".join(["", *LETTERS, ""])))
    page, corners = place(ending)
    strip = pictured(drawn, document, page).crop(
        [round(pdf_readers.SCALE * x) + inset for x, inset in zip(corners, (4, 4, -4, -4), strict=True)]
    )
    strip = strip.point(lambda value: 255 * (value < 195))
    columns = [bool(strip.crop((x, 0, x + 1, strip.height)).getbbox()) for x in range(strip.width)]
    assert sum(now and not before for before, now in itertools.pairwise([False, *columns])) == 2 * len(LETTERS) + 1


@pytest.mark.parametrize("variant", VARIANTS)
def test_fields_hold_what_readers_need(variant: str) -> None:
    """Corners the right way up, fonts that there are, both appearances of a box, and words of its own for each field."""
    with pikepdf.open(BytesIO(form(variant))) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        for field in (part for whole in fields for part in whole.get("/Kids", [whole])):
            left, bottom, right, top = (float(x) for x in field.Rect)
            assert left < right and bottom < top
            (font,) = re.fullmatch(r"/(\w+) [\d.]+ Tf 0 g", str(field.DA)).groups()
            assert f"/{font}" in pdf.Root.AcroForm.DR.Font
            assert field.FT == "/Tx" or "/Parent" in field or {"/on", "/Off"} == set(field.AP.N.keys())
        assert {"/Helv", "/ZaDb"} < set(pdf.Root.AcroForm.DR.Font.keys())
        assert max(Counter(str(field.TU) for field in fields).values()) == 1
        table = next(field for field in fields if str(field.T).endswith(CELL.format(1)))
        assert str(table.TU) == "My dates: Day, row 1"


@pytest.mark.parametrize("variant", VARIANTS)
def test_marks_are_one_field(variant: str) -> None:
    """A group of marks is one field without a place of its own; each mark has both appearances, an id, and says row, column and mark."""
    with pikepdf.open(BytesIO(form(variant))) as pdf:
        groups = {str(field.T): field for field in pdf.Root.AcroForm.Fields if "/Kids" in field}
        assert list(groups) == [MARKS, MARKS.replace("monday", "friday"), MARKS.replace("monday", "another")]
        assert not [field for field in pdf.Root.AcroForm.Fields if "/Parent" in field]
        said = ["My mornings: Monday, I am tired", "My mornings: Friday, I am tired", "My mornings: I am tired, row 3"]
        for group, words in zip(groups.values(), said, strict=True):
            assert not {"/Rect", "/Opt", "/AP"} & group.keys() and int(group.Ff) & tagging.RADIO and group.V == "/Off"
            assert str(group.TU) == words
            assert [state(mark) for mark in group.Kids] == ["often", "now-and-then", "rarely"]
            for mark, own in zip(group.Kids, ("often", "sometimes", "rarely"), strict=True):
                assert str(mark.TU) == f"{words}: {own}" and mark.AS == "/Off" and "/T" not in mark
                assert set(mark.AP.N.keys()) == {f"/{state(mark)}", "/Off"} and mark.Parent.objgen == group.objgen


@pytest.mark.parametrize("example", ["Jo", "the way you plan your week in the studio"])
def test_a_blank_has_room_for_its_example(example: str) -> None:
    """As wide as its example when typed, and never narrower than a name written by hand."""
    project = paths.Project(ROOT)
    renderer = render.Renderer(project, check.read(project), "en")
    letter = renderer.handbook.letters[0]
    who = letter.placeholders[0].model_copy(update={"example": letter.title.model_copy(update={"root": {"en": example}})})
    made: list[tuple] = []
    renderer.letter_html(
        letter.body[0], letter.model_copy(update={"placeholders": (who,)}), lambda *values: made.append(values) or "", "words/1"
    )
    typed = fonts.width((paths.HOME / "overrides" / "worksheets" / "fields.woff2").read_bytes(), example)
    assert [values[:4] for values in made] == [("words/1/who", "the person", "Thanks", example)]
    room = renderer.faces.room(made[0][3])
    assert room == faces.BLANK > typed if example == "Jo" else typed + 0.3 < room < typed + 1
