"""Every PDF holds what the content says, its fields are the content's, and what is typed comes back."""

from __future__ import annotations

import collections
import functools
import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import expected
import lxml.html
import pdfs
import pikepdf
import pymupdf
import pypdf
import pypdfium2
import pytest
import segno
from conftest import DEMO, FROZEN, ROOT, edit, pdf_pages
from forms import parts, wanted_fields, worksheet_texts

from macros import paths
from macros.look import colours
from macros.model.sheets import CHAPTER, EDITIONS, HANDBOOK, PACKET, Sheet
from macros.paper import structure, tagging
from macros.paper.downloads import Pdf
from macros.paper.worksheets import Placed
from macros.problems import HandbookError

#: The content of each handbook, by its folder.
CONTENTS = {root: expected.Content(root / "content") for root in (ROOT, FROZEN, DEMO)}
CONTENT = CONTENTS[FROZEN]
#: Links to PDFs, as XPath.
PDF_LINKS = "//a[contains(@href, '.pdf')]"
#: How many of the demo's sheets show what the cache does: worksheets of one stage, and the packet.
SOME = 6
LONG = "Québec, à l’hôpital Sacré-Cœur : où « l’été » naît, ça dépend des forêts, îles, œuvres et naïvetés de Zoë Ğül et Łukasz. " * 2


@functools.cache
def sheets(root: Path = FROZEN) -> list[Sheet]:
    """Every sheet of a handbook, in every language."""
    return pdfs.offered(paths.Project(root))


@functools.cache
def made() -> list[Pdf]:
    """Every PDF of the frozen handbook."""
    return pdfs.made(paths.Project(FROZEN), sheets())


@pytest.fixture
def pdf(request: pytest.FixtureRequest) -> Pdf:
    """The PDF of the sheet that the test is about."""
    return made()[sheets().index(request.param)]


def name(sheet: Sheet) -> str:
    return f"{sheet.file}[{sheet.language}]"


FORMS = [sheet for sheet in sheets() if sheet.part not in EDITIONS]
every_pdf = pytest.mark.parametrize("pdf", sheets(), ids=name, indirect=True)
every_form = pytest.mark.parametrize("pdf", FORMS, ids=name, indirect=True)


def words(text: str) -> str:
    """A text without its white space: lines break where the paper ends."""
    return re.sub(r"\s+", "", text)


def lacking_words(content: expected.Content, sheet: Sheet, path: Path) -> list[str]:
    """What the content says and the PDF of a worksheet, or of a print edition, does not."""
    said = worksheet_texts(content, sheet) if sheet.part not in EDITIONS else content.edition(sheet.chapter, sheet.language, on_paper=True)
    with pikepdf.open(path) as document:
        pictures = [str(element.Alt) for element in elements(document.Root.StructTreeRoot) if "/Alt" in element]
    if sheet.part == HANDBOOK:
        said = (*said, *listed(content, sheet.language))
    wanted, text = list(said), words(" ".join([*without_feet(content, sheet, pdf_pages(path)), *pictures]))
    assert wanted
    return [said for said in wanted if words(said) not in text]


def without_feet(content: expected.Content, sheet: Sheet, pages: list[str]) -> Iterator[str]:
    """The words of each page without what stands at the foot of every one, or above a sheet: a paragraph may go on overleaf.

    The foot of a worksheet's page says which sheet and chapter it is of, by which loose pages find each other again.
    """
    feet = [content.brand.get("short", content.brand["name"])[sheet.language]]
    numbered = re.sub(r"\\\{pages?\\\}", r"(\\d+)", re.escape(words(content.interface["page-of"][sheet.language])))
    head = ""
    if sheet.part not in EDITIONS:
        chapter = content.pages[sheet.chapter]["title"]
        head = words(f"{content.brand['name'][sheet.language]} · {expected.plain(chapter[sheet.language])}")
        feet = [
            f"{expected.plain(one['title'][sheet.language])} – {expected.plain(chapter[sheet.language])}" for one in parts(content, sheet)
        ]
    met: dict[str, list[tuple[str, str]]] = {}
    for page in pages:
        foot = re.search(f"({'|'.join(re.escape(words(foot)) for foot in feet)}){numbered}$", words(page))
        assert foot, f"{sheet.file}: a page ends with {page[-80:]}, expected one of {feet}"
        met.setdefault(foot[1], []).append((foot[2], foot[3]))
        yield words(page)[: foot.start()].replace(head, "")
    assert list(met) == [words(foot) for foot in feet], sheet.file
    for numbers in met.values():  # each sheet of a packet counts its own pages
        assert numbers == [(str(number), str(len(numbers))) for number in range(1, len(numbers) + 1)], sheet.file


def wrong_fields(content: expected.Content, sheet: Sheet, path: Path) -> list[str]:
    """Names of the fields that a worksheet lacks, has beyond the content, or has with another type or without the content's words."""
    with pikepdf.open(path) as document:
        fields = {str(field.T): (str(field.FT), str(field.TU)) for field in document.Root.AcroForm.Fields}
    wanted = wanted_fields(content, sheet)
    differing = [key for key, (kind, label) in wanted.items() if key in fields and not (fields[key][0] == kind and label in fields[key][1])]
    return sorted(set(fields) ^ set(wanted)) + differing + [key for key, (_, label) in fields.items() if label == key]


@every_pdf
def test_text_is_in_the_pdf(pdf: Pdf) -> None:
    """A worksheet holds the words that it is about; a print edition has every text of its chapters, the handbook's of its letters too."""
    assert lacking_words(CONTENT, pdf.sheet, pdf.path) == []


@every_form
def test_fields_are_the_contents(pdf: Pdf) -> None:
    """The fields are exactly those that the content asks for, of the right type, and named by its words."""
    assert wrong_fields(CONTENT, pdf.sheet, pdf.path) == []


DEMOS = [pytest.param(sheet, id=f"demo/{name(sheet)}") for sheet in sheets(DEMO)]


@pytest.mark.parametrize("sheet", DEMOS)
def test_sheets_of_every_kind_are_whole(sheet: Sheet) -> None:
    """The same for the demo, which uses every kind and field there is: words and fields, in both directions."""
    (pdf,) = pdfs.made(paths.Project(DEMO), [sheet])
    assert lacking_words(CONTENTS[DEMO], sheet, pdf.path) == []
    if sheet.part not in EDITIONS:
        assert wrong_fields(CONTENTS[DEMO], sheet, pdf.path) == []


@every_pdf
def test_pdf_is_accessible(pdf: Pdf) -> None:
    """Tagged, in its language, titled, in structure order, with bookmarks, PDF/UA-1; every annotation prints and has a place."""
    locale = next(entry["locale"] for entry in CONTENT.settings["languages"] if entry["code"] == pdf.sheet.language)
    with pikepdf.open(pdf.path) as document:
        root = document.Root
        assert str(root.Lang) == locale and bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
        assert b"<pdfuaid:part>1<" in root.Metadata.read_bytes() or b'pdfuaid:part="1"' in root.Metadata.read_bytes()
        assert str(document.docinfo["/Title"]) and len(document.pages) == pdf.pages
        with document.open_outline() as outline:
            assert outline.root
        held = {kid.Obj.objgen: element.objgen for element in elements(root.StructTreeRoot) for kid in kids(element) if is_reference(kid)}
        parents = {int(number): entry for number, entry in pikepdf.NumberTree(root.StructTreeRoot.ParentTree).items()}
        for page in document.pages:
            assert page.get("/Tabs") == pikepdf.Name.S
            for annotation in page.get("/Annots", []):
                assert int(annotation.F) & tagging.PRINTED
                assert held[annotation.objgen] == parents[int(annotation.StructParent)].objgen
            assert untagged(document, page) == set()
        kinds = {str(element.S) for element in elements(root.StructTreeRoot)}
        assert {"/H1", "/H2", "/P"} <= kinds
        whose = 0
        for element in elements(root.StructTreeRoot):
            assert str(element.S) != "/Figure" or str(element.get("/Alt", ""))
            inner = kids(element)
            mixed = len({isinstance(kid, int) for kid in inner if not is_reference(kid)}) > 1
            assert not mixed or element.S == "/Link"  # not every reader minds the order; an entry of the contents ends with its dots
            assert element.S != "/L" or {str(kid.S) for kid in inner} == {"/LI"}
            whose += element.S == structure.WHOSE
        assert whose == (pdf.sheet.part not in EDITIONS)  # a packet says whose sheets they are once


def kids(node: pikepdf.Object) -> list:
    found = node.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def is_reference(kid: object) -> bool:
    """Whether a kid of an element names an annotation (14.7.4.3)."""
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.OBJR


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


def colours_of(page: pikepdf.Page) -> set[tuple[float, ...]]:
    """The colours that a page's own content is drawn in, pictures left out, as red, green and blue from 0 to 1."""
    operators = pikepdf.parse_content_stream(page)
    return {tuple(round(float(value), 3) for value in operands) for operands, operator in operators if str(operator) in ("rg", "RG")}


@every_form
def test_worksheets_are_low_in_ink(pdf: Pdf) -> None:
    """Words are black or in the brand's colour, lines are greys of 3:1, in large print 4.5:1; nothing stands on a tint."""
    brand = tuple(round(int(CONTENT.brand["colours"]["main"][at : at + 2], 16) / 255, 3) for at in (1, 3, 5))
    with pikepdf.open(pdf.path) as document:
        found = set().union(*(colours_of(page) for page in document.pages))
    greys = found - {brand}
    assert brand in found and (0, 0, 0) in greys and all(len(set(colour)) == 1 for colour in greys), found
    least = 4.5 if pdf.sheet.variant == "large" else 3
    for grey in (f"{round(colour[0] * 255):02x}" for colour in greys):
        assert colours.contrast(f"#{grey * 3}", "#ffffff") >= least, grey


@pytest.mark.parametrize("pdf", [sheet for sheet in sheets() if sheet.part == CHAPTER], ids=name, indirect=True)
def test_tags_do_not_run_together(pdf: Pdf) -> None:
    """On paper, where tags have no ground, something stands between two of them."""
    said = " ".join(pdf_pages(pdf.path))
    assert ("Energy · Schedule" if pdf.sheet.language == "en" else "Énergie · Horaire") in said


@pytest.mark.parametrize("pdf", [sheet for sheet in FORMS if sheet.variant == "large"], ids=name, indirect=True)
def test_large_print_is_large_everywhere(pdf: Pdf) -> None:
    """No word is smaller than 18 pt, the foot's and the tables' neither."""
    with pikepdf.open(pdf.path) as document:
        for page in document.pages:
            sizes = {float(operands[1]) for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "Tf"}
            assert min(sizes) >= 18 / 0.75  # WeasyPrint draws in CSS pixels of 0.75 pt


@every_pdf
def test_no_page_is_nearly_empty_and_fonts_are_the_handbooks(pdf: Pdf) -> None:
    """Each page has words or fields, and every font is the subset typeface: none of the system's crept in.

    A form names two more for readers, which every reader has (ISO 32000-1, 9.6.2.2): nothing of the file is drawn with them.
    """
    with pikepdf.open(pdf.path) as document:
        for page, text in zip(document.pages, pdf_pages(pdf.path), strict=True):
            assert len(words(text)) > 120 or any(note.Subtype == "/Widget" for note in page.get("/Annots", ())), pdf.sheet.file
        offered = document.Root.get("/AcroForm", pikepdf.Dictionary()).get("/DR", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
        named = {str(font.BaseFont): font.objgen for key, font in offered.items() if key in ("/Helv", "/ZaDb")}
        assert named.keys() == ({"/Helvetica", "/ZapfDingbats"} if offered else set())
        whole = [entry for entry in document.objects if isinstance(entry, pikepdf.Dictionary | pikepdf.Stream)]
        drawn = [
            font for entry in whole for font in entry.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary()).values()
        ]
        assert drawn and not {font.objgen for font in drawn} & set(named.values())
        fonts = {str(entry.BaseFont) for entry in whole if "/BaseFont" in entry and entry.objgen not in named.values()}
        assert fonts and all("Handbook" in font for font in fonts), fonts


PACKETS = [sheet for sheet in FORMS if (sheet.part, sheet.paper) == (PACKET, "letter")]


#: In large print, some of the phrases below take two lines.
TO_READ = [sheet for sheet in sheets() if (sheet.part, sheet.variant) == (HANDBOOK, "standard")]


@pytest.mark.parametrize("pdf", TO_READ, ids=name, indirect=True)
def test_blanks_of_letters_to_read_stand_in_their_lines(pdf: Pdf) -> None:
    """In a print edition, the name of a blank stands on the line of the word before it; forms lay blanks out in another way."""
    language, looked_at = pdf.sheet.language, 0
    document = pypdfium2.PdfDocument(pdf.path)
    for letter in CONTENT.kinds["letters"]:
        labels = {blank["id"]: blank["label"][language] for blank in letter["placeholders"]}
        for text in letter["body"]:
            if start := re.match(r"([\w ]*\w) \{([a-z-]+)\}", text[language]):
                phrase = f"{start[1]} {labels[start[2]]}"
                places = [
                    (page, found) for page in map(pypdfium2.PdfPage.get_textpage, document) if (found := page.search(phrase).get_next())
                ]
                assert places, phrase
                for page, (first, count) in places:
                    feet = {round(page.get_charbox(number, loose=True)[1]) for number in (first, first + count - 1)}
                    assert max(feet) - min(feet) <= 1, phrase
                    looked_at += 1
    assert looked_at


@pytest.mark.parametrize("pdf", PACKETS, ids=name, indirect=True)
def test_what_is_typed_comes_back(pdf: Pdf, tmp_path: Path) -> None:
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
    shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns(".cache"))
    return paths.Project(tmp_path / "demo")


def test_pdfs_are_cached(demo: paths.Project) -> None:
    """Nothing unchanged is made again; a changed sentence only where it shows, and what is put together from that.

    That another folder gives the same bytes is test_reproducible.py's.
    """
    wanted, counted = pdfs.offered(demo)[:SOME], []

    def pressed() -> list[Pdf]:
        counted.clear()
        return pdfs.made(demo, wanted, progress=lambda done, _: counted.append(done))

    first = pressed()
    alone = {pdf.sheet.part for pdf in first} - {PACKET, *EDITIONS}
    assert len(counted) == SOME and len({pdf.path for pdf in first}) == SOME  # a packet is bound, a sheet of its own is its part
    assert [pdf.path for pdf in pressed()] == [pdf.path for pdf in first] and counted == []
    edit(demo.content / "chapters" / "job-interview.yml", "It shows the pace.", "It shows the speed.")
    again = pressed()
    changed = [any("It shows the speed." in html for html in pdfs.makers(demo)["en"].parts(pdf.sheet)) for pdf in again]
    assert [one.path != other.path for one, other in zip(first, again, strict=True)] == changed and len(counted) == sum(changed)
    assert alone and 0 < sum(changed) < SOME


def spoilt(demo: paths.Project, old: str, new: str) -> Sheet:
    """The demo's first sheet, of which a template writes something else."""
    folder = demo.root / "overrides" / "worksheets"
    folder.mkdir(parents=True)
    template = (ROOT / "overrides" / "worksheets" / "worksheet.html").read_text("utf-8")
    assert old in template
    (folder / "worksheet.html").write_text(template.replace(old, new), "utf-8")
    return pdfs.offered(demo)[0]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://elsewhere.example/x.png", "../../../../etc/hostname"])
def test_nothing_is_fetched_from_elsewhere(demo: paths.Project, address: str) -> None:
    """A picture from anywhere but the page itself fails the build with the address and the file's name."""
    sheet = spoilt(demo, "</form>", f'<img src="{address}" alt="x"></form>')
    with pytest.raises(HandbookError, match=re.escape(sheet.file)) as error:
        pdfs.made(demo, [sheet])
    assert "it asks for" in str(error.value) and "expected a data: address" in str(error.value)


def test_a_failure_names_its_worksheet(demo: paths.Project) -> None:
    """A field without a name for readers stops the build and names the file; the cache keeps what was whole."""
    sheet = spoilt(demo, '{% include "worksheets/facts.html" %}', '<input type="text" name="x">')
    with pytest.raises(HandbookError, match=re.escape(sheet.file)):
        pdfs.made(demo, [sheet])
    assert not list((demo.cache / "worksheets").glob("*.pdf"))


def chapters(content: expected.Content) -> list[dict]:
    """The chapters in reading order, each with all of its sections."""
    return sorted(content.kinds["chapters"], key=lambda chapter: content.settings["chapters"].index(chapter["id"]))


def headings(content: expected.Content) -> Iterator[tuple[str, dict]]:
    """Yield (a key, title) for what the contents of the handbook's print edition list, in order; letters stand in their groups."""
    for chapter in chapters(content):
        yield chapter["id"], chapter["title"]
        yield from ((f"{chapter['id']}/{section['id']}", section["title"]) for section in chapter["sections"])
    groups = [section for section in content.pages["letters"]["sections"] if section["kind"] == "group"]
    yield "letters", content.pages["letters"]["title"]
    for group in (*groups, {"id": None}):
        if group["id"]:
            yield f"letters/{group['id']}", group["title"]
        for letter in (content.pages[letter] for letter in content.settings["letters"]):
            if group["id"] == (letter.get("group") if letter.get("group") in [one["id"] for one in groups] else None):
                yield letter["id"], letter["title"]
    yield "glossary", content.pages["glossary"]["title"]


def used(content: expected.Content) -> Iterator[tuple[str, dict]]:
    """Yield (key of the section with which its stage begins, title) for each worksheet."""
    for chapter in chapters(content):
        for worksheet in chapter.get("worksheets", ()):
            section = next(section for section in chapter["sections"] if section.get("stage") in worksheet["stages"])
            yield f"{chapter['id']}/{section['id']}", worksheet["title"]


def listed(content: expected.Content, language: str) -> Iterator[str]:
    """What the handbook's print edition says beyond its chapters, letters and terms: its lists, and what its letters stand under."""
    groups = [section for section in content.pages["letters"]["sections"] if section["kind"] == "group"]
    texts = [*(text for _, text in (*headings(content), *used(content))), *(text for group in groups for text in group.get("intro", ()))]
    yield from (expected.plain(text[language]) for text in texts)


BOOKS = [
    pytest.param(root, sheet, id=f"{root.name}/{name(sheet)}") for root in (FROZEN, DEMO) for sheet in sheets(root) if not sheet.chapter
]


@pytest.mark.parametrize(("root", "sheet"), BOOKS)
def test_the_handbook_names_pages(root: Path, sheet: Sheet) -> None:
    """Contents and the list of worksheets name the page of every chapter, section, group, letter and worksheet, and links lead there."""
    content, (pdf,) = CONTENTS[root], pdfs.made(paths.Project(root), [sheet])

    def said(text: dict) -> str:
        return words(expected.plain(text[sheet.language]))

    with pikepdf.open(pdf.path) as document, document.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}

        def below(items: list) -> Iterator[tuple[str, int]]:
            for item in items:
                yield words(str(item.title)), numbers[item.destination[0].objgen]
                yield from below(item.children)

        stand = [entry for entry in below(outline.root[1:]) if entry[0] != said(content.interface["sources"])]
        front = stand[0][1]
        notes = [note for page in list(document.pages)[:front] for note in page.get("/Annots", ())]
        links = [(words(str(note.Contents)), numbers[note.Dest[0].objgen]) for note in notes if "/Dest" in note]
    titles = dict(headings(content))
    assert [title for title, _ in stand] == [said(title) for title in titles.values()]
    at = {key: page for key, (_, page) in zip(titles, stand, strict=True)}
    wanted = [*stand, *((said(title), at[key]) for key, title in used(content))]
    assert [link for link, _ in itertools.groupby(links)] == wanted  # a title of two lines is two links
    pages = [words(page) for page in pdf_pages(pdf.path)]
    assert all(title in pages[number] for title, number in stand)
    for title, number in wanted:
        named = re.compile(rf"{re.escape(title)}[.…]*{number + 1}(?!\d)")
        assert any(map(named.search, pages[:front])), title


@pytest.mark.parametrize("root", [FROZEN, DEMO], ids=lambda root: root.name)
def test_codes_lead_to_worksheets(root: Path) -> None:
    """Beside a chapter's worksheets stands the code of the address that offers them: their part of the page of PDFs, or the chapter."""
    content = CONTENTS[root]
    for language, maker in pdfs.makers(paths.Project(root)).items():
        parts = [Placed(1, collections.defaultdict(int)) for _ in range(len(content.kinds["chapters"]) + 1)]
        html = lxml.html.fromstring(maker.front(parts))
        found = {item.xpath("string(.//h3/a/@href)"): item.xpath("string(img/@src)") for item in html.xpath("//ul[@class='sheets']/li")}
        assert found == {address: segno.make(address, error="m", micro=False).svg_data_uri(border=0) for address in found}
        offered = content.pages.get("print")
        for chapter in content.settings["chapters"]:
            slugs = [content.pages[page]["slug"][language] for page in ("chapters", chapter)]
            place = f"{offered['slug'][language]}/#pdf-{chapter}" if offered else f"{'/'.join(slugs)}/"
            assert f"{pdfs.ADDRESS}{language}/{place}" in found
        assert len(found) == len(content.settings["chapters"])


def test_links_stay_in_their_part(demo: paths.Project) -> None:
    """ "Based on" of a chapter leads to the sources of that chapter, in the handbook too, where each chapter has some."""
    chapters = demo.content / "chapters"
    shutil.copy(chapters / "job-interview.yml", chapters / "another.yml")
    edit(chapters / "another.yml", "id: job-interview\n", "id: another\n")
    edit(chapters / "another.yml", "slug: {en: job-interview, fr: entrevue-d-embauche}", "slug: {en: another, fr: autre}")
    edit(demo.content / "handbook.yml", "chapters: [job-interview]", "chapters: [job-interview, another]")
    wanted = next(sheet for sheet in pdfs.offered(demo) if (sheet.part, sheet.variant) == (HANDBOOK, "standard"))
    (pdf,) = pdfs.made(demo, [wanted])
    with pikepdf.open(pdf.path) as document, document.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        starts = [numbers[item.destination[0].objgen] for item in outline.root]
        named = pikepdf.NameTree(document.Root.Names.Dests).items()
        places = {name: (place.D if isinstance(place, pikepdf.Dictionary) else place)[0] for name, place in named}
        led = []
        for number, page in enumerate(document.pages):
            for note in page.get("/Annots", ()):
                if isinstance(note.get("/Dest"), pikepdf.String):
                    target = numbers[places[str(note.Dest)].objgen]
                    led.append(sum(start <= number for start in starts) == sum(start <= target for start in starts))
    assert len(led) >= 2 and all(led)


def test_fields_of_a_packet_share_their_font() -> None:
    """However many sheets a packet has, the typeface that readers type in is in it once, under the one name that PDFium minds."""
    for pdf in (pdf for pdf in made() if pdf.sheet.part == PACKET):
        with pikepdf.open(pdf.path) as document:
            assert {str(field.DA).split()[0] for field in document.Root.AcroForm.Fields} == {"/Wingdings", "/ZaDb"}
            fonts = [entry.read_raw_bytes() for entry in document.objects if isinstance(entry, pikepdf.Stream) and "/Length1" in entry]
            assert len({font for font in fonts if len(font) > 20_000}) == sum(len(font) > 20_000 for font in fonts) == 1


def test_two_fields_of_one_name_are_refused(demo: paths.Project) -> None:
    """What is typed into one of them would stand in both: the build stops and says which, and in which worksheet."""
    facts = '{% include "worksheets/facts.html" %}'
    sheet = spoilt(demo, facts, facts * 2)
    with pytest.raises(HandbookError, match=f"{re.escape(sheet.file)}.*2 fields are called .*/own/name, expected"):
        pdfs.made(demo, [sheet])


def test_every_link_of_a_print_edition_has_words(site: Path) -> None:
    """In the handbook of today, whose contents have lines of dots that stand alone, no link is empty for who hears it."""
    editions = [sheet for sheet in sheets(ROOT) if sheet.part == HANDBOOK]
    assert {sheet.language for sheet in editions} == set(CONTENTS[ROOT].languages)
    for sheet in editions:
        (path,) = (site / sheet.language).rglob(sheet.file)
        with pikepdf.open(path) as document:
            links = [element for element in elements(document.Root.StructTreeRoot) if element.S == "/Link"]
            assert len(links) > 100 and all(map(kids, links)), path.name


SITES = {"site": ROOT, "frozen_site": FROZEN, "demo_site": DEMO}


@pytest.mark.parametrize("built", SITES)
def test_pages_offer_every_pdf(built: str, request: pytest.FixtureRequest) -> None:
    """The site holds every PDF; the page of downloads links all, each chapter its own, with true numbers of pages and sizes."""
    site, root = request.getfixturevalue(built), SITES[built]
    for language in CONTENTS[root].languages:
        own = {sheet.file: sheet.chapter for sheet in sheets(root) if sheet.language == language}
        held = {path.name: path for path in (site / language).rglob("*.pdf")}
        assert set(held) == set(own) and len({path.parent for path in held.values()}) == 1
        pages = {html.xpath("string(//article//h1/@id)"): html for html in map(parsed, (site / language).rglob("index.html"))}
        if "print" in pages:
            assert {Path(link).name for link in pages["print"].xpath(f"{PDF_LINKS}/@href")} == set(own)
        with_sheets = [chapter["id"] for chapter in CONTENTS[root].kinds["chapters"] if "worksheets" in chapter]
        assert with_sheets and {chapter for chapter in own.values() if chapter} == set(with_sheets)
        for chapter in with_sheets:
            links = pages.get(f"{chapter}/whole", pages[chapter]).xpath(f"//*[@class='offer']{PDF_LINKS}")
            assert {Path(link.get("href")).name for link in links} == {file for file in own if own[file] == chapter}
            for link in links:
                path, said = held[Path(link.get("href")).name], link.getparent().text_content()
                size = max(1, round(path.stat().st_size / 1000))
                assert re.search(rf"\b{len(pdf_pages(path))}\b", said) and re.search(rf"\b{size}\b", said), (path.name, said)


def parsed(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(path.read_bytes())


@pytest.mark.parametrize("language", CONTENTS[ROOT].languages)
def test_pdfs_of_the_handbook_open(site: Path, language: str) -> None:
    """Whatever authors have written, each PDF of the handbook itself opens and holds its words, and worksheets hold their fields."""
    (folder,) = {path.parent for path in (site / language).rglob("*.pdf")}
    for sheet in (sheet for sheet in sheets(ROOT) if sheet.language == language):
        assert lacking_words(CONTENTS[ROOT], sheet, folder / sheet.file) == [], sheet.file
        if sheet.part not in EDITIONS:
            assert wrong_fields(CONTENTS[ROOT], sheet, folder / sheet.file) == [], sheet.file


@pytest.mark.parametrize("language", CONTENTS[ROOT].languages)
@pytest.mark.parametrize(("part", "most"), [(PACKET, 8), (CHAPTER, 14)])
def test_pdfs_of_the_handbook_waste_no_paper(site: Path, part: str, most: int, language: str) -> None:
    """A packet has 8 pages at most, a chapter 14, and each but the last is filled to 60 % or more of the room above its foot."""
    for sheet in (sheet for sheet in sheets(ROOT) if (sheet.part, sheet.variant, sheet.language) == (part, "standard", language)):
        (path,) = (site / language).rglob(sheet.file)
        with pypdfium2.PdfDocument(path) as document:
            assert len(document) <= most
            for page in list(document)[:-1]:
                picture = page.render(scale=0.5, grayscale=True).to_pil()
                room = round(picture.height * 0.93)
                box = picture.crop((0, 0, picture.width, room)).point(lambda shade: 255 * (shade < 240)).getbbox()
                assert box[3] / room > 0.6, sheet.file


@pytest.mark.parametrize("language", CONTENTS[ROOT].languages)
def test_letters_of_the_handbook_stay_whole(site: Path, language: str) -> None:
    """In the handbook's edition no letter is torn: each of its texts stands on one page, below the letter's title if it is the first."""
    (sheet,) = (sheet for sheet in sheets(ROOT) if (sheet.part, sheet.variant, sheet.language) == (HANDBOOK, "standard", language))
    (path,) = (site / language).rglob(sheet.file)
    assert torn_letters(CONTENTS[ROOT], language, path) == []


def torn_letters(content: expected.Content, language: str, path: Path) -> list[str]:
    """The letters of which some text goes on overleaf."""
    pages, torn = [words(page) for page in pdf_pages(path)], []
    for letter in content.kinds["letters"]:
        blanks = {blank["id"]: blank["label"][language] for blank in letter.get("placeholders", ())}
        for number, wording in enumerate(letter.get("versions", [letter])):
            told = [words(letter_text(text[language], blanks)) for text in ([letter["title"]] if number == 0 else []) + wording["body"]]
            if not any(all(text in page for text in told) for page in pages):
                torn.append(letter["id"])
    return torn


def letter_text(text: str, blanks: dict[str, str]) -> str:
    """A text of a letter as paper shows it: each blank is its label."""
    return re.sub(r"\{([a-z-]+)\}", lambda blank: blanks[blank[1]], expected.plain(text))


@pytest.mark.parametrize("language", CONTENTS[ROOT].languages)
def test_no_heading_of_the_handbook_ends_a_page(site: Path, language: str) -> None:
    """In what is to be read, something stands below each heading."""
    for sheet in (sheet for sheet in sheets(ROOT) if sheet.part in EDITIONS and sheet.language == language):
        (path,) = (site / language).rglob(sheet.file)
        assert headings_at_the_foot(CONTENTS[ROOT], language, path) == [], sheet.file


def headings_at_the_foot(content: expected.Content, language: str, path: Path) -> list[tuple[int, str]]:
    """The pages of which the last line, above what stands at every page's foot, is bold and ends a heading."""
    entries = [entry for kind in ("chapters", "letters") for page in content.kinds[kind] for entry in (page, *page["sections"])]
    entries += [item for entry in entries for item in entry.get("items", ())] + content.pages["letters"]["sections"]
    titles = [words(expected.plain(entry[key][language])) for entry in entries for key in ("title", "ask") if key in entry]
    found = []
    with pymupdf.open(path) as document:
        for page in document:
            lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", ())]
            spans = [span for line in lines if line["bbox"][3] < page.rect.height - 45 for span in line["spans"] if span["text"].strip()]
            foot = max(span["bbox"][3] for span in spans)
            last = [span for span in spans if foot - span["bbox"][3] < 2]
            said = words("".join(span["text"] for span in last))
            if all(span["flags"] & pymupdf.TEXT_FONT_BOLD for span in last) and any(title.endswith(said) for title in titles):
                found.append((page.number + 1, said))
    return found


def test_files_are_named_in_their_language() -> None:
    """Names are unique in a language, lower case, without accents, and say chapter, part, variant and paper."""
    for language in CONTENT.languages:
        names = [pdf.sheet.file for pdf in made() if pdf.sheet.language == language]
        assert len(names) == len(set(names)) and all(re.fullmatch(r"[a-z0-9-]+\.pdf", file) for file in names)
    assert "entrevue-d-information-preparer-gros-caracteres-lettre.pdf" in {pdf.sheet.file for pdf in made()}


@pytest.mark.parametrize("language", CONTENTS[DEMO].languages)
def test_drawings_are_told_and_their_parts_are_not(language: str) -> None:
    """A chapter's own drawing is a figure of its first page, every other one a figure once, with what it shows; sheets have none."""
    chapter = CONTENTS[DEMO].pages["job-interview"]
    asides = [aside for part in chapter["sections"] for entry in (part, *part.get("items", ())) for aside in entry.get("asides", ())]
    drawings = [chapter["drawing"], *(aside for aside in asides if aside["kind"] == "drawing")]
    wanted = [expected.plain(one["alt"][language]) for one in drawings]
    standard = [sheet for sheet in sheets(DEMO) if (sheet.language, sheet.variant) == (language, "standard")]
    read, packet = (next(sheet for sheet in standard if sheet.part == part) for part in (CHAPTER, PACKET))
    for sheet, those in ((read, wanted), (packet, [])):
        (pdf,) = pdfs.made(paths.Project(DEMO), [sheet])
        with pikepdf.open(pdf.path) as document:
            figures = [element for element in elements(document.Root.StructTreeRoot) if str(element.S) == "/Figure"]
            assert all("/Alt" in figure for figure in figures)
            told = [str(figure.Alt) for figure in figures if str(figure.Alt) in wanted]
            assert told == those
            first = next((figure for figure in figures if str(figure.Alt) == wanted[0]), None)
            assert (first is None and not those) or first.Pg.objgen == document.pages[0].objgen
            assert all(untagged(document, page) == set() for page in document.pages)
