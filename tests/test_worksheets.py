"""Every PDF holds what the content says, its fields are the content's, and what is typed comes back."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import expected
import lxml.html
import pikepdf
import pypdf
import pytest

from macros import paths
from macros.checking import check
from macros.paper import press, tagging, worksheets
from macros.rendering import render

ROOT = paths.HOME
CONTENT = expected.Content(ROOT / "content")
LONG = "Québec, à l’hôpital Sacré-Cœur : où « l’été » naît, ça dépend des forêts, îles, œuvres et naïvetés de Zoë Ğül et Łukasz. " * 2


@functools.cache
def sheets(root: Path = ROOT) -> list[worksheets.Sheet]:
    """Every sheet of a handbook, in every language."""
    handbook = check.read(paths.Project(root))
    renderers = [render.Renderer(paths.Project(root), handbook, language.code) for language in handbook.settings.languages]
    return [sheet for renderer in renderers for sheet in worksheets.sheets(renderer, "https://handbook.example/")]


@functools.cache
def pdfs() -> list[press.Pdf]:
    """Every PDF of the default handbook."""
    return press.press(paths.Project(), sheets())


@pytest.fixture
def pdf(request: pytest.FixtureRequest) -> press.Pdf:
    """The PDF of the sheet that the test is about."""
    return pdfs()[sheets().index(request.param)]


def name(sheet: worksheets.Sheet) -> str:
    return f"{sheet.file}[{sheet.language}]"


FORMS = [sheet for sheet in sheets() if sheet.part not in (worksheets.CHAPTER, worksheets.HANDBOOK)]
every_pdf = pytest.mark.parametrize("pdf", sheets(), ids=name, indirect=True)
every_form = pytest.mark.parametrize("pdf", FORMS, ids=name, indirect=True)


def covered(pdf: press.Pdf) -> Iterator[tuple[dict, dict]]:
    """Yield (section, item) for all that a worksheet is about."""
    chapter = CONTENT.pages[pdf.sheet.chapter]
    wanted = [sheet for sheet in chapter["worksheets"] if pdf.sheet.part in (sheet["id"], worksheets.PACKET)]
    for sheet in wanted:
        for section in chapter["sections"]:
            if section.get("stage") in sheet["stages"] and section["kind"] in ("steps", "questions", "tips", "reflection"):
                yield from ((section, item) for item in section["items"])


def wanted_fields(pdf: press.Pdf) -> dict[str, tuple[str, str]]:
    """Name of each field -> (its PDF type, words of its accessible name), from the YAML alone."""
    language = pdf.sheet.language
    found: dict[str, tuple[str, str]] = {}
    questions: dict[str, str] = {}
    for section, item in covered(pdf):
        if section["kind"] == "questions":
            found[f"{item['id']}/ask"] = ("/Btn", expected.plain(item["ask"][language]))
            found[f"{item['id']}/answer"] = ("/Tx", expected.plain(item["ask"][language]))
            questions[section["stage"]] = section["id"]  # questions of one's own follow the last section
        elif section["kind"] == "tips":
            found[item["id"]] = ("/Btn", expected.plain(item["title"][language]))
        elif section["kind"] == "reflection":
            found[item["id"]] = ("/Tx", expected.plain(item["ask"][language]))
        for prompt in item.get("prompts", ()):
            found |= {f"{item['id']}/{prompt['id']}/{key}": value for key, value in prompt_fields(prompt, language)}
    for section in questions.values():
        for number in (1, 2, 3):
            found |= {f"{section}/own/{number}/{kind}": ("/Tx", str(number)) for kind in ("ask", "answer")}
    return found


def prompt_fields(prompt: dict, language: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (end of a field's name, (type, words)) for a prompt."""
    if prompt["kind"] == "notes":
        yield from ((note["id"], ("/Tx", note["label"][language])) for note in prompt["notes"])
    elif prompt["kind"] == "checklist":
        yield from ((box["id"], ("/Btn", box["label"][language])) for box in prompt["boxes"])
    elif prompt["kind"] == "table":
        for row in range(1, prompt["rows"] + 1):
            yield from ((f"{row}/{column['id']}", ("/Tx", column["label"][language])) for column in prompt["columns"])
    else:
        letter = CONTENT.pages[prompt["letter"]]
        labels = {blank["id"]: blank["label"][language] for blank in letter["placeholders"]}
        texts = [("subject", letter.get("subject")), *((str(number), text) for number, text in enumerate(letter["body"], start=1))]
        for part, text in texts:
            for blank in re.findall(r"\{([a-z-]+)\}", text[language]) if text else ():
                yield f"{part}/{blank}", ("/Tx", labels[blank])


def words(text: str) -> str:
    """A text without its white space: lines break where the paper ends."""
    return re.sub(r"\s+", "", text)


@functools.cache
def text_of(path: Path) -> str:
    return words("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


@every_form
def test_text_is_in_the_pdf(pdf: press.Pdf) -> None:
    """Each step, question, reason, tip and reflection, and each prompt's words, are in the PDF's text."""
    language, text = pdf.sheet.language, text_of(pdf.path)
    for section, item in covered(pdf):
        for field in ("title", "ask") if section["kind"] != "questions" else ("ask", "why"):
            if field in item:
                assert words(expected.plain(item[field][language])) in text, (item["id"], field)
        for prompt in item.get("prompts", ()):
            for label in prompt_labels(prompt, language):
                assert words(label) in text, (item["id"], label)


def prompt_labels(prompt: dict, language: str) -> Iterator[str]:
    for entry in (prompt, *prompt.get("notes", ()), *prompt.get("columns", ()), *prompt.get("boxes", ())):
        if "label" in entry:
            yield entry["label"][language]


@every_form
def test_fields_are_the_contents(pdf: press.Pdf) -> None:
    """The fields are exactly those that the content asks for, of the right type, and named by its words."""
    with pikepdf.open(pdf.path) as document:
        fields = {str(field.T): (str(field.FT), str(field.TU)) for field in document.Root.AcroForm.Fields}
    wanted = wanted_fields(pdf)
    assert set(fields) == set(wanted)
    for key, (kind, label) in wanted.items():
        assert fields[key][0] == kind and label in fields[key][1] and fields[key][1] != key, key


@pytest.mark.parametrize("part", ["chapter", "handbook"])
@pytest.mark.parametrize("language", CONTENT.languages)
def test_print_editions_are_whole(part: str, language: str) -> None:
    """A print edition has every text of its chapters; the handbook's has those of its letters too."""
    pdf = next(pdf for pdf in pdfs() if (pdf.sheet.part, pdf.sheet.language) == (part, language))
    text = text_of(pdf.path)
    kinds = ("chapters",) if part == "chapter" else ("chapters", "letters")
    for page in (page for kind in kinds for page in CONTENT.kinds[kind]):
        page = {key: value for key, value in page.items() if key != "placeholders"}
        blanks = {blank["id"]: blank["label"][language] for blank in CONTENT.pages[page["id"]].get("placeholders", ())}
        for _, found in CONTENT.texts(page, page["id"]):
            filled = re.sub(r"\{([a-z-]+)\}", lambda blank, blanks=blanks: blanks[blank[1]], expected.plain(found[language]))
            assert words(filled) in text, filled


@every_pdf
def test_pdf_is_accessible(pdf: press.Pdf) -> None:
    """Tagged, in its language, titled, in structure order, with bookmarks, PDF/UA-1; every annotation prints and has a place."""
    locale = next(entry["locale"] for entry in CONTENT.settings["languages"] if entry["code"] == pdf.sheet.language)
    with pikepdf.open(pdf.path) as document:
        root = document.Root
        assert str(root.Lang) == locale and bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
        assert b"<pdfuaid:part>1<" in root.Metadata.read_bytes() or b'pdfuaid:part="1"' in root.Metadata.read_bytes()
        assert str(document.docinfo["/Title"]) and len(document.pages) == pdf.pages
        with document.open_outline() as outline:
            assert outline.root
        for page in document.pages:
            assert page.get("/Tabs") == pikepdf.Name.S
            for annotation in page.get("/Annots", []):
                assert int(annotation.F) & tagging.PRINTED and "/StructParent" in annotation
            assert untagged(document, page) == set()
        kinds = {str(element.S) for element in elements(root.StructTreeRoot)}
        assert {"/H1", "/H2", "/P"} <= kinds
        for element in elements(root.StructTreeRoot):
            assert str(element.S) != "/Figure" or str(element.get("/Alt", ""))


def kids(node: pikepdf.Object) -> list:
    found = node.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree."""
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def untagged(document: pikepdf.Pdf, page: pikepdf.Page) -> set[int]:
    """Marked content of a page that no element of the structure holds: it ought to be an artifact (ISO 14289-1, 7.1)."""
    held = set()
    for element in elements(document.Root.StructTreeRoot):
        if "/Pg" in element and element.Pg.objgen == page.obj.objgen:
            held |= {kid for kid in kids(element) if isinstance(kid, int)}
    operators = pikepdf.parse_content_stream(page)
    return {int(operands[1].MCID) for operands, operator in operators if str(operator) == "BDC" and "/MCID" in operands[1]} - held


@every_pdf
def test_no_page_is_nearly_empty_and_fonts_are_the_handbooks(pdf: press.Pdf) -> None:
    """Each page says something, and every font is the subset typeface: none of the system's crept in."""
    for page in pypdf.PdfReader(pdf.path).pages:
        assert len(words(page.extract_text())) > 120 or page.get("/Annots"), pdf.sheet.file
    with pikepdf.open(pdf.path) as document:
        fonts = {str(entry.BaseFont) for entry in document.objects if isinstance(entry, pikepdf.Dictionary) and "/BaseFont" in entry}
    assert fonts and all("Handbook" in font for font in fonts), fonts


@pytest.mark.parametrize("pdf", [sheet for sheet in FORMS if sheet.part == worksheets.PACKET], ids=name, indirect=True)
def test_what_is_typed_comes_back(pdf: press.Pdf, tmp_path: Path) -> None:
    """Long accented French in every field survives saving, is drawn in the field, and the file renders."""
    writer = pypdf.PdfWriter(clone_from=pdf.path)
    fields = writer.get_fields()
    values = {key: "/on" if field["/FT"] == "/Btn" else LONG for key, field in fields.items()}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, values, auto_regenerate=True)
    filled = tmp_path / "filled.pdf"
    writer.write(filled)
    read = pypdf.PdfReader(filled)
    assert {key: field["/V"] for key, field in read.get_fields().items()} == values
    for page in read.pages:
        for annotation in page.get("/Annots", []):
            field = annotation.get_object()
            if field.get("/FT") == "/Tx":
                drawn = field["/AP"]["/N"].get_object()
                box, place = drawn["/BBox"], field["/Rect"]
                assert drawn.get_data() and float(box[2]) <= float(place[2]) - float(place[0]) + 0.1
    subprocess.run(["pdftoppm", "-r", "30", "-png", str(filled), str(tmp_path / "page")], check=True)
    assert len(list(tmp_path.glob("page*.png"))) == pdf.pages


@pytest.fixture
def demo(tmp_path: Path) -> paths.Project:
    """A copy of the demo, with a cache of its own."""
    shutil.copytree(ROOT / "tests" / "demo", tmp_path / "demo", ignore=shutil.ignore_patterns(".cache"))
    return paths.Project(tmp_path / "demo")


def test_pdfs_are_reproducible_and_cached(demo: paths.Project, tmp_path: Path) -> None:
    """The same content gives the same bytes in another folder; nothing unchanged is made again; a changed sentence only where it shows."""
    made: list[int] = []
    first = press.press(demo, sheets.__wrapped__(demo.root), progress=lambda done, _: made.append(done))
    assert len(made) == len(first) > 10
    made.clear()
    assert [pdf.path for pdf in press.press(demo, sheets.__wrapped__(demo.root), progress=lambda done, _: made.append(done))] == [
        pdf.path for pdf in first
    ]
    assert made == []
    shutil.copytree(demo.root, tmp_path / "other", ignore=shutil.ignore_patterns(".cache"))
    second = press.press(paths.Project(tmp_path / "other"), sheets.__wrapped__(tmp_path / "other"))
    assert [pdf.path.read_bytes() for pdf in second] == [pdf.path.read_bytes() for pdf in first]
    chapter = demo.content / "chapters" / "job-interview.yml"
    chapter.write_text(chapter.read_text("utf-8").replace("It shows the pace.", "It shows the speed."), "utf-8")
    press.press(demo, sheets.__wrapped__(demo.root), progress=lambda done, _: made.append(done))
    changed = [sheet for sheet in sheets.__wrapped__(demo.root) if "It shows the speed." in sheet.html]
    assert len(made) == len(changed) < len(first) / 2


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://elsewhere.example/x.png", "../../../../etc/hostname"])
def test_nothing_is_fetched_from_elsewhere(demo: paths.Project, address: str) -> None:
    """A picture from anywhere but the page itself fails the build with the address and the file's name."""
    sheet = sheets.__wrapped__(demo.root)[0]
    html = sheet.html.replace("</form>", f'<img src="{address}" alt="x"></form>')
    with pytest.raises(press.SheetFailed, match=re.escape(sheet.file)) as error:
        press.press(demo, [worksheets.Sheet(**{**sheet.__dict__, "html": html})])
    assert "it asks for" in str(error.value) and "expected a data: address" in str(error.value)


def test_a_failure_names_its_worksheet(demo: paths.Project) -> None:
    """A field without a name for readers stops the build and names the file; the cache keeps what was whole."""
    sheet = sheets.__wrapped__(demo.root)[0]
    broken = worksheets.Sheet(**{**sheet.__dict__, "html": sheet.html.replace('title="', 'data-x="')})
    with pytest.raises(press.SheetFailed, match=re.escape(sheet.file)):
        press.press(demo, [broken])
    assert not list((demo.cache / "worksheets").glob("*.pdf"))


@pytest.mark.parametrize("language", CONTENT.languages)
def test_pages_offer_every_pdf(site: Path, language: str) -> None:
    """The site holds every PDF; the page of downloads links all, the chapter its own, with true numbers of pages and sizes."""
    own = [pdf for pdf in pdfs() if pdf.sheet.language == language]
    slug = CONTENT.pages["print"]["slug"][language]
    folder = site / language / slug
    assert {path.name: path.read_bytes() for path in folder.glob("*.pdf")} == {pdf.sheet.file: pdf.path.read_bytes() for pdf in own}
    listing = lxml.html.fromstring((folder / "index.html").read_bytes())
    assert {link for link in listing.xpath("//article//@href") if link.endswith(".pdf")} == {f"../{slug}/{pdf.sheet.file}" for pdf in own}
    chapter = next(path for path in (site / language).rglob("index.html") if b'class="offer"' in path.read_bytes())
    document = lxml.html.fromstring(chapter.read_bytes())
    offered = [pdf for pdf in own if pdf.sheet.part in {sheet["id"] for sheet in CONTENT.pages["informational-interviewing"]["worksheets"]}]
    for pdf in offered:
        (link,) = document.xpath("//aside//a[contains(@href, $file)]", file=f"/{pdf.sheet.file}")
        near = link.getparent().text_content()
        assert re.search(rf"\b{pdf.pages}\b", near) and re.search(rf"\b{max(1, round(pdf.size / 1000))}\b", near)


def test_files_are_named_in_their_language() -> None:
    """Names are unique in a language, lower case, without accents, and say chapter, part, variant and paper."""
    for language in CONTENT.languages:
        names = [pdf.sheet.file for pdf in pdfs() if pdf.sheet.language == language]
        assert len(names) == len(set(names)) and all(re.fullmatch(r"[a-z0-9-]+\.pdf", file) for file in names)
    assert "entrevue-d-information-preparer-gros-caracteres-lettre.pdf" in {pdf.sheet.file for pdf in pdfs()}
