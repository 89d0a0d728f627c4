"""A brand reaches everything, leaves nothing of the default one, and cannot do harm."""

from __future__ import annotations

import argparse
import functools
import gzip
import io
import json
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pdfs
import pikepdf
import pytest
import yaml
from conftest import BRANDS, FROZEN, ROOT, SERIF, build, named, pdf_pages, tree
from PIL import Image, ImageFile

from macros import git, refused
from macros.checking import check
from macros.commands import brand as begin
from macros.commands import check as check_command
from macros.commands.parts import interview
from macros.look import colours, logos, look
from macros.model.handbook import Settings
from macros.model.tree import links, pages, walk
from macros.paths import Project
from macros.problems import ContentError, HandbookError
from macros.rendering import render

ONTARIO = yaml.safe_load((BRANDS / "ontario" / "brand.yml").read_text("utf-8"))
DEFAULT = yaml.safe_load((FROZEN / "content" / "brand.yml").read_text("utf-8"))
Branded = Callable[[str], Path]


# No trace ------------------------------------------------------------------------------------


def strings(node: object) -> Iterator[str]:
    """Every string of a YAML file's data."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, (dict, list)):
        for value in node.values() if isinstance(node, dict) else node:
            yield from strings(value)


def shades(brand: dict) -> set[str]:
    made = colours.palette(brand["colours"]["main"], brand["colours"].get("accent"))
    return {shade for group in (made.light, made.dark, made.paper) for shade in group.values()}


def in_pdf(shade: str) -> bytes:
    """A colour as PDFs write it: three numbers from 0 to 1."""
    return " ".join(f"{int(shade[at : at + 2], 16) / 255:f}".rstrip("0").rstrip(".") for at in (1, 3, 5)).encode()


def traces() -> dict[str, bytes]:
    """What may not be left of the default brand, by name: its words, addresses, shades, and the lines of its pictures."""
    found = {text: text.encode() for text in strings(DEFAULT) if not text.startswith(("assets/", "https://creativecommons.org"))}
    found = {text: value for text, value in found.items() if text != "CC BY 4.0"}  # the words' licence is named in the credit
    for shade in shades(DEFAULT) - shades(ONTARIO):
        found |= {shade: shade.encode(), f"{shade} in a PDF": in_pdf(shade)}
    for picture in (FROZEN / "content" / "assets").glob("*.svg"):
        found |= {f"{picture.name}: {path}": path.encode() for path in re.findall(r' d="([^"]+)"', picture.read_text("utf-8"))}
    found["handbook.example"] = b"handbook.example"
    assert len(found) > 25
    return found


@functools.cache
def whole(path: Path) -> bytes:
    """Everything that a file says: packed text unpacked; of a PDF its text, its metadata and every stream."""
    data = path.read_bytes()
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            return b"\n".join(map(archive.read, archive.namelist()))
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if path.suffix != ".pdf":
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [found.read_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream) and "/FontFile2" not in found]
        objects = [repr(found).encode() for found in pdf.objects if isinstance(found, pikepdf.Dictionary)]
    return b"\n".join([*streams, *objects, " ".join(pdf_pages(data)).encode()])


#: The one exception: the sentence that the licence of the words asks for, in each language, in HTML and in text.
CREDIT = re.compile(
    "Based on “Next Steps” \\(CC BY 4\\.0\\)|D’après «[\u00a0 ]Prochaines étapes[\u00a0 ]» \\(CC BY 4\\.0\\)",
)


def leftovers(data: bytes, wanted: dict[str, bytes]) -> list[str]:
    text = CREDIT.sub("", data.decode("utf-8", "replace")).encode()
    return [name for name, trace in wanted.items() if trace in text]


def test_nothing_of_the_default_brand_is_left(branded: Branded) -> None:
    """No name, colour, logo, contact or address of the default brand is in any byte of a rebranded site, its PDFs and EPUBs."""
    wanted, looked_at, found = traces(), 0, []
    for path in sorted(branded("ontario").rglob("*")):
        if path.is_file():
            looked_at += 1
            found += [f"{path.name}: {name}" for name in leftovers(whole(path), wanted)]
    assert looked_at > 100 and found == []


def test_traces_would_be_found(frozen_site: Path) -> None:
    """The same search in the default site finds every trace that pages or PDFs hold, in files of each kind."""
    wanted = traces()
    found: dict[str, set[str]] = {name: set() for name in wanted}
    for path in frozen_site.rglob("*"):
        for name in leftovers(whole(path), wanted) if path.is_file() else ():
            found[name].add(path.suffix)
    for name in ("Next Steps", "Prochaines étapes", "handbook.example"):
        assert found[name] >= {".html", ".pdf", ".epub"}, (name, found[name])
    assert found["#1b504b"] >= {".css", ".svg", ".epub"} and found["#1b504b in a PDF"] == {".pdf"}
    assert all(found[name] for name in found if name.startswith(("logo", "icon"))) and {".pdf"} in found.values()


def test_the_credit_is_given(branded: Branded, frozen_site: Path) -> None:
    """Every page, PDF and EPUB of a rebranded handbook credits the original, as its licence asks; the default one not itself."""
    site = branded("ontario")
    pages = [path for path in site.rglob("index.html") if path.parent != site]
    assert pages and all(CREDIT.search(path.read_text("utf-8")) for path in pages)
    pdfs = list(site.rglob("*.pdf"))
    assert pdfs and all(CREDIT.search(pdf_pages(path)[-1]) for path in pdfs)
    books = list(site.rglob("*.epub"))
    assert books and all(CREDIT.search(whole(path).decode("utf-8", "replace")) for path in books)
    assert not any(CREDIT.search(path.read_text("utf-8")) for path in frozen_site.rglob("index.html"))


# Everything reached --------------------------------------------------------------------------

FR, EN = ONTARIO["name"]["fr"], ONTARIO["name"]["en"]
REACHED = [
    ("fr/index.html", FR), ("en/index.html", EN), ("fr/index.html", ONTARIO["short"]["fr"]),
    ("index.html", FR), ("index.html", EN), ("index.html", ONTARIO["tagline"]["en"]),
    ("fr/404.html", FR), ("404.html", "fr/assets/brand."),
    ("en/index.html", f'name="description" content="{ONTARIO["description"]["en"]}"'),
    ("fr/index.html", ONTARIO["tagline"]["fr"]), ("index.html", ONTARIO["description"]["fr"]),
    ("fr/index.html", 'src="./assets/logo.svg"'), ("fr/index.html", 'src="./assets/logo-dark.svg"'),
    ("fr/index.html", "mailto:work@lakeshore.example"), ("fr/index.html", "tel:+1-416-555-0100"),
    ("fr/index.html", "https://social.lakeshore.example/@work"), ("fr/index.html", "https://lakeshore.example/privacy"),
    ("fr/index.html", ONTARIO["footer"]["fr"]), ("en/index.html", ONTARIO["credit"]["en"]), ("en/index.html", "Words under CC BY-SA 4.0"),
    ("fr/index.html", 'property="og:image" content="https://work.lakeshore.example/your-way/fr/assets/card.png"'),
    ("fr/chapitres/entrevue-d-information/index.html", '"license": "https://creativecommons.org/licenses/by-sa/4.0/"'),
    ("fr/chapitres/entrevue-d-information/index.html", '"name": "Réseau de cancérologie des Rives", "identifier": "Organisme de'),
    ("fr/index.html", '<a href="https://lakeshore.example/">Réseau de cancérologie des Rives</a>'),
    ("fr/index.html", ONTARIO["organization"]["registration"]["fr"]), ("en/index.html", ONTARIO["organization"]["address"]["en"]),
    ("fr/handbook.json", ONTARIO["organization"]["acknowledgement"]["fr"]), ("en/print/index.html", "mailto:formats@lakeshore.example"),
    ("en/chapters/informational-interviewing/index.html", ONTARIO["ask"]["text"]["en"]),
    ("fr/chapitres/entrevue-d-information/chapitre-complet/index.html", ONTARIO["ask"]["hours"]["fr"]),
    ("fr/chapitres/entrevue-d-information/chapitre-complet/index.html", "assets/look.mp3"), ("_headers", "media-src 'self'"),
    ("fr/index.html", 'src="./assets/partner-1.svg" alt="La Fondation du Quai"'), ("en/about/index.html", "https://foundation.example/"),
    ("fr/index.html", 'src="./assets/partner-2-dark.svg"'), ("en/index.html", "Funded by"), ("en/assets/partner-1.svg", "#5b2333"),
    ("fr/404.html", ONTARIO["announcement"]["text"]["fr"]), ("fr/index.html", 'data-until="2099-12-26" data-name="december"'),
    ("fr/sitemap.xml", "https://work.lakeshore.example/your-way/fr/lettres/"), ("robots.txt", "https://work.lakeshore.example/your-way/sitemap.xml"),
    ("fr/assets/manifest.webmanifest", FR), ("en/assets/manifest.webmanifest", ONTARIO["short"]["en"]),
    ("fr/assets/brand.*.css", "--brand: #4a2a7f"), ("fr/assets/brand.*.css", "--warm: #004d60"),
    ("fr/handbook.json", FR), ("en/handbook.json", "work@lakeshore.example"),
    ("en/letters/asking-for-help/index.html", EN),
    ("fr/chapitres/entrevue-d-information/chapitre-complet/index.html", '<details class="fold" open><summary>Ontario</summary>'),
    ("en/chapters/informational-interviewing/embed.html", f"Open this page in {EN}"), ("_headers", "frame-ancestors https://lakeshore.example"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text"), REACHED, ids=str)
def test_a_value_is_found_where_it_belongs(branded: Branded, file: str, text: str) -> None:
    """Each value of the brand is in the files that it is for."""
    (path,) = branded("ontario").glob(file)
    assert text in path.read_text("utf-8")


def test_every_field_of_a_brand_is_used_by_the_example() -> None:
    """The example sets every field, so that the search above is about all of them."""
    from macros.model.brand import Brand  # noqa: PLC0415

    assert set(Brand.model_fields) - set(ONTARIO) == {"typeface", "version"}  # the first is added by conftest.py


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pictures_are_made(branded: Branded, language: str) -> None:
    """Touch icons and the card have their sizes and the brand's colours; the logo and the icon are the brand's own."""
    assets = branded("ontario") / language / "assets"
    for size in (180, 192, 512):
        with Image.open(assets / f"icon-{size}.png") as icon:
            assert icon.size == (size, size) and icon.convert("RGB").getpixel((4, 4)) == (0x4A, 0x2A, 0x7F)
    with Image.open(assets / "card.png") as card:
        assert card.size == (1200, 630) and card.convert("RGB").getpixel((600, 620)) == (0x4A, 0x2A, 0x7F)
    assert b"#004d60" in (assets / "logo.svg").read_bytes() and b"M4 30q7" in (assets / "icon.svg").read_bytes()
    assert (assets / "card.png").stat().st_size < 60_000


def test_pdfs_are_the_brands(branded: Branded) -> None:
    """Author, title, text, address, contacts and colours of PDFs are the brand's, and their fonts come from its files."""
    folder = branded("ontario") / "fr" / "imprimer"
    assert folder.is_dir()
    for path in folder.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert str(pdf.docinfo["/Author"]) == ONTARIO["organization"]["name"]["fr"]
            links = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note and "/URI" in note.A}
        assert {"mailto:work@lakeshore.example", "tel:+1-416-555-0100"} <= links
        assert any(link.startswith("https://work.lakeshore.example/your-way/fr/") for link in links)
        last = pdf_pages(path)[-1]
        assert ONTARIO["credit"]["fr"] in last and "+1-416-555-0100" in last


def test_a_typeface_of_ones_own(branded: Branded, frozen_site: Path) -> None:
    """The brand's fonts take the place of ours: subset, with no face that was not given, and the page asks for no other."""
    fonts = branded("ontario") / "fr" / "assets" / "fonts"
    regular, bold = (named(fonts, f"{face}.woff2") for face in ("regular", "bold"))
    assert sorted(fonts.iterdir()) == sorted([regular, bold])
    assert regular.stat().st_size < SERIF.stat().st_size / 5
    assert regular.read_bytes() != named(frozen_site / "fr", "assets/fonts/regular.woff2").read_bytes()
    style = named(fonts.parent, "brand.css").read_text("utf-8")
    assert f'url("fonts/{regular.name}")' in style and f'url("fonts/{bold.name}")' in style
    assert style.count('url("fonts/') == 2 and "italic" not in style


def test_paper_and_languages_come_in_the_brands_order(branded: Branded) -> None:
    """A4 is offered first, French is the first language, and letter paper is there as well, by name."""
    site = branded("ontario")
    assert lxml.html.fromstring((site / "index.html").read_bytes()).get("lang") == "fr-CA"
    chapter = lxml.html.fromstring((site / "fr" / "chapitres" / "entrevue-d-information" / "index.html").read_bytes())
    offers = chapter.xpath("//div[@class='offer']")
    assert offers
    for offer in offers:
        (first, *_), (other, *_) = (offer.xpath(f"./{way}//a[@download]/@href") for way in ("p", "details"))
        assert first.endswith("-a4.pdf") and other.endswith("-lettre.pdf")
        assert "format lettre" in offer.text_content()


def test_one_paper_is_not_named(frozen_site: Path) -> None:
    """Without `papers`, every PDF is for letter paper, and no page says so."""
    words = yaml.safe_load((ROOT / "content" / "interface.yml").read_text("utf-8"))
    for language in ("en", "fr"):
        folder = frozen_site / language
        assert {path.stem.rpartition("-")[2] for path in folder.rglob("*.pdf")} == {words["file-letter"][language]}
        assert not [path for path in folder.rglob("index.html") if words["paper-letter"][language] in path.read_text("utf-8")]


def test_a_brand_in_one_language(branded: Branded) -> None:
    """One language: no choice of languages, no other folder, the root leads straight to it, at an http address in a subfolder."""
    site = branded("lumiere")
    assert sorted(path.name for path in site.iterdir() if path.is_dir()) == ["fr"]
    home = lxml.html.fromstring((site / "fr" / "index.html").read_bytes())
    assert not home.xpath("//*[@class='languages']") and not home.xpath("//*[@hreflang='en-CA']")
    assert b'http-equiv="refresh" content="0; url=fr/"' in (site / "index.html").read_bytes()
    assert home.xpath("string(//link[@rel='canonical']/@href)") == "http://lumiere.example/guide/emploi/fr/"
    assert home.xpath("string(//a[contains(@class, 'brand')]/img/@alt)") == "L'Espoir & «\u00a0Lumière\u00a0» / Québec"
    for path in (site / "fr").rglob("index.html"):
        assert not re.search(r"English|anglais\.", lxml.html.fromstring(path.read_bytes()).find(".//header").text_content())


def test_markup_in_a_name_stays_words(branded: Branded) -> None:
    """A name that holds markup, quotation marks and emoji is shown as it is, everywhere, and runs nothing."""
    site = branded("longest")
    name = yaml.safe_load((BRANDS / "longest" / "brand.yml").read_text("utf-8"))["name"]["en"]
    for path in [*site.rglob("*.html")]:
        document = lxml.html.fromstring(path.read_bytes())
        assert not [
            script for script in document.iter("script") if "alert" in (script.text or "") and script.get("type") != "application/ld+json"
        ]
        for script in document.xpath("//script[@type='application/ld+json']"):
            json.loads(script.text)
    assert name in lxml.html.fromstring((site / "en" / "index.html").read_bytes()).find(".//title").text
    assert json.loads((site / "en" / "assets" / "manifest.webmanifest").read_text("utf-8"))["name"] == name


@pytest.mark.parametrize("name", ["longest", "lumiere"])
def test_a_name_stays_words_on_paper(name: str) -> None:
    """Whatever the name of a brand holds, its worksheets are made, and are by that name."""
    project = Project.of(FROZEN, BRANDS / name)
    handbook = check.read(project)
    (pdf,) = pdfs.made(project, pdfs.offered(project)[:1])
    with pikepdf.open(pdf.path) as document:
        assert str(document.docinfo["/Author"]) == handbook.brand.name[handbook.settings.languages[0].code]
    assert pdf_pages(pdf.path)[0]


# The example pack ----------------------------------------------------------------------------


def text(path: Path) -> str:
    return " ".join(lxml.html.fromstring(path.read_bytes()).text_content().split())


def test_what_a_pack_adds_is_in_every_output(branded: Branded) -> None:
    """A page, letter, question, term, string and template of the pack are on pages, in menus, search, PDFs and data."""
    site = branded("ontario")
    menu = lxml.html.fromstring((site / "fr" / "index.html").read_bytes()).xpath("//nav[@class='menu']//a/text()")
    assert menu == ["Chapitres", "Lettres", "Aide", "Glossaire", "Imprimer"]
    assert "Centre d’assistance juridique" in text(site / "fr" / "aide-en-ontario" / "index.html")
    data = json.loads((site / "en" / "handbook.json").read_text("utf-8"))
    assert [letter["id"] for letter in data["letters"]][-2:] == ["ask-for-help", "thank-you"]
    questions = next(part for part in data["chapters"][0]["sections"] if part["id"] == "ask")["items"]
    ids = [question["id"] for question in questions]
    assert ids.index("ontario-network") == ids.index("who-hires") + 1 and ids.index("likes-and-dislikes") == ids.index("typical-day") - 1
    chapter = (site / "en" / "chapters" / "informational-interviewing" / "index.html").read_text("utf-8")
    assert (
        'id="ontario-network"' in chapter
        and "Published by Lakeshore Cancer Network, with our volunteers" in chapter
        and "Previous" not in chapter
    )
    assert [part["id"] for part in data["chapters"][0]["sections"]][:2] == ["what-it-is", "more"]
    assert "Human Rights Code" in text(site / "en" / "glossary" / "index.html")
    with pikepdf.open(site / "en" / "print" / "informational-interviewing-ask-a4.pdf") as pdf:
        assert "ontario-network/ask" in {str(field.T) for field in pdf.Root.AcroForm.Fields}
    edition = " ".join(pdf_pages(site / "en" / "print" / "handbook-a4.pdf"))
    assert "Asking a service for help" in edition and "Is there a group in Ontario" in edition
    assert "asking-for-help" in (site / "en" / "search.json").read_text("utf-8")


def test_what_a_pack_hides_is_nowhere(branded: Branded) -> None:
    """The hidden page, card and resource are in no page, menu, sitemap, search, PDF or data."""
    site = branded("ontario")
    assert not (site / "en" / "organizations").exists()
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xml", ".json", ".pdf"):
            found = whole(path)
            assert (
                b"en/organizations" not in found and b"For organizations" not in found and b"A professional online profile" not in found
            ), path


def test_the_example_lies_over_the_handbook() -> None:
    """BRANDING.md bids readers build the example: whatever authors have changed since, it fits the handbook of today."""
    handbook = check.read(Project.of(ROOT, BRANDS / "ontario"))
    assert handbook.brand.name["en"] == EN and "organizations" in handbook.hidden
    assert "ask-for-help" in [letter.id for letter in handbook.letters]


def test_what_leads_to_chapters_that_are_not_chosen_goes_by_itself() -> None:
    """Whoever chooses chapters has no card, way in, entry or link that leads to another; whatever says more than that stays."""
    whole, handbook = check.read(Project(ROOT)), check.read(Project.of(ROOT, BRANDS / "ontario"))
    others = {chapter.id for chapter in whole.chapters} - {chapter.id for chapter in handbook.chapters}
    led = {target for _, found in links(whole, list(walk(whole.__dict__))) for targets in found.values() for target in targets}
    assert others and {f"ref:{name}" for name in others} & {target.split("/")[0] for target in led}
    known = {page.id for _, page in pages(handbook)}
    left = {target for _, found in links(handbook, list(walk(handbook.__dict__))) for targets in found.values() for target in targets}
    assert {target[4:].split("/")[0] for target in left if target.startswith("ref:")} <= known
    assert set(handbook.settings.ways) == {way.id for way in handbook.ways} < {way.id for way in whole.ways}


def test_a_folder_that_is_begun_lies_over_the_handbook(tmp_path: Path) -> None:
    """What `make brand` writes has no mistake over the handbook of today, whatever authors have changed since."""
    given = options(tmp_path / "new", name=["fr=Le nôtre"], site="https://x.example/", colour="#123456")
    assert "is begun. Build the site with `make site BRAND=" in begin.run(Project(ROOT), given)
    assert "organizations" in check.read(Project.of(ROOT, given.folder)).hidden


# Hostile brands ------------------------------------------------------------------------------


@pytest.fixture
def brand(tmp_path: Path) -> Callable[..., Project]:
    """Writes a brand.yml with some fields changed, and files beside it; gives the project."""

    def write(files: dict[str, bytes] | None = None, **fields: object) -> Project:
        folder = tmp_path / "ours"
        (folder / "assets").mkdir(parents=True, exist_ok=True)
        data = {
            "name": {"en": "Ours", "fr": "Le nôtre"}, "site_url": "https://ours.example/", "colours": {"main": "#123456"},
            "licence": {"name": {"en": "X", "fr": "X"}, "url": "https://x.example/"}, **fields,
        }  # fmt: skip
        (folder / "brand.yml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
        for name, content in (files or {}).items():
            (folder / "assets" / name).write_bytes(content)
        return Project.of(FROZEN, folder)

    return write


def lines(project: Project) -> list[str]:
    try:
        check.fresh(project)
    except ContentError as error:
        return error.lines
    return []


def png(width: int, height: int, noise: bool = False) -> bytes:
    image = Image.effect_noise((width, height), 90).convert("RGB") if noise else Image.new("RGB", (width, height), "#123456")
    output = io.BytesIO()
    image.save(output, "PNG", compress_level=0 if noise else 6)
    return output.getvalue()


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 40">{}<path d="M0 0h40v40z"/></svg>'
)
HARM = [
    "<script>alert(1)</script>", '<g onload="alert(1)"/>', '<a href="javascript:alert(1)"><path d="M1 1"/></a>',
    '<foreignObject><iframe src="https://x.example/"/></foreignObject>', '<image href="https://x.example/a.png"/>',
    '<image xlink:href="//x.example/a.png"/>', '<use href="https://x.example/a.svg#b"/>', "<style>@import url(https://x.example/a.css);</style>",
    '<path fill="url(https://x.example/a.svg#b)" d="M1 1"/>', '<path style="fill:url(https://x.example/a)" d="M1 1"/>',
    '<animate attributeName="href" to="javascript:alert(1)"/>', '<set attributeName="onload" to="alert(1)"/>',
    '<image href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"/>', '<image href="file:///etc/hostname"/>',
]  # fmt: skip


@pytest.mark.parametrize("harm", HARM)
def test_an_svg_is_made_harmless_or_refused(harm: str) -> None:
    """No script, handler, or way to another host or file is left in a logo; or the logo is refused."""
    try:
        picture = logos.read(SVG.format(harm).encode(), "svg")
    except logos.Unusable as refused:
        assert "Export it" in str(refused)
        return
    assert not re.search(rb"script|onload=|x\.example|javascript:|file:|iframe|foreignObject|text/html", picture.data), picture.data
    assert b"M0 0h40v40z" in picture.data


def test_an_svg_with_entities_is_small_or_refused() -> None:
    """Entities that multiply do not."""
    bomb = (
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"
    )
    with pytest.raises(logos.Unusable):
        logos.read((bomb + SVG.format("<text>&j;</text>")).encode(), "svg")


LAYERS = '<path id="a0" d="M0 0h1v1z"/>' + "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 8))
ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint has it, once it has been imported
PICTURES = [
    ("logo.png", png(1, 1), "is 1 by 1 pixels, expected 32 at least on each side. Use a larger one, or an SVG."),
    ("logo.png", png(2000, 40), "is 1024 by 20, expected a shape less long and thin. Cut the empty part away."),
    ("logo.png", b"GIF89a...", "is not a PNG picture, expected one. Export it again, as PNG or SVG."),
    ("logo.png", png(64, 64)[:60], "is not a PNG picture, expected one. Export it again, as PNG or SVG."),
    ("logo.svg", b"<html/>", "is not an SVG picture, expected one. Export it again, as SVG or PNG."),
    (
        "logo.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        "does not say how large it is, expected a viewBox. Export it with one.",
    ),
    (
        "logo.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>',
        "shows nothing once scripts are taken out, expected a picture. Export it again.",
    ),
    (
        "logo.svg",
        SVG.format('<mask id="m"><path d="M1 1h9v9z"/></mask><g mask="url(#m)"/>').encode(),
        "has <mask>, which paper cannot show as browsers do. Flatten the mask into the shapes that it leaves. "
        "Export it as a PNG if you cannot.",
    ),
    (
        "logo.svg",
        SVG.format(f"<defs>{LAYERS}</defs><use href='#a7'/>").encode(),
        "draws more than 20000 shapes, since its parts are drawn again in others. Simplify it, or export it as a PNG.",
    ),
    (
        "logo.svg",
        SVG.format("<!--" + "x" * 10_000_000 + "-->").encode(),
        "is 10.0 MB, expected 200 KB at most. Simplify it, or export it as a PNG.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), PICTURES, ids=[f"{name}: {reason[:30]}" for name, _, reason in PICTURES])
def test_a_picture_that_cannot_be_used(brand: Callable[..., Project], name: str, data: bytes, reason: str) -> None:
    """A logo that is too small, too large, too thin or no picture is refused with the reason and a way on."""
    (line,) = lines(brand({name: data}, logo=f"assets/{name}"))
    assert re.fullmatch(rf"ours/(brand\.yml:\d+:1: brand: 'logo'|assets/logo\.svg:1:1: \"logo\.svg\") {re.escape(reason)}", line)


def test_a_huge_png_is_made_small(brand: Callable[..., Project]) -> None:
    """A PNG of 10 MB is no mistake: it is published at the size that pages need."""
    data = png(2200, 1600, noise=True)
    assert len(data) > 10_000_000
    project = brand({"logo.png": data}, logo="assets/logo.png")
    picture = look.load(project, check.read(project)).logo
    assert (picture.width, picture.height) == (704, 512) and len(picture.data) < len(data) / 10


def test_a_png_with_too_many_pixels_is_refused() -> None:
    """A small file that unpacks to an enormous picture is refused before it is unpacked."""
    row = zlib.compress(b"\0" * 100)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", row)
        + chunk(b"IEND", b"")
    )
    with pytest.raises(logos.Unusable):
        logos.read(bomb, "png")


def test_pictures_are_read_once(brand: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    """What has been drawn and compared is kept by its content: a build of what has not changed does neither again."""
    project = brand(
        {"logo.svg": SVG.format("").encode(), "other.svg": SVG.format("<path d='M1 1h9v9z'/>").encode()}, logo="assets/logo.svg"
    )
    with monkeypatch.context() as first:
        first.setattr(Project, "cache", project.overlay / ".cache")
        assert not lines(project)
        first.setattr(logos, "read", lambda *_, **__: pytest.fail("a picture is read again"))
        assert not lines(project)


def test_a_face_that_is_not_there_is_said(brand: Callable[..., Project]) -> None:
    """Without a bold file, headings are not bold on paper: check says so in a line, and says nothing of a whole typeface."""
    font = SERIF.read_bytes()
    options = argparse.Namespace()
    *_, said = check_command.run(brand({"a.ttf": font}, typeface={"regular": "assets/a.ttf"}), options).splitlines()
    assert said == "typeface has no 'bold' or 'italic': browsers imitate it, and on paper such words stay as others are. Add the file."
    whole = dict.fromkeys(look.FACES, "assets/a.ttf")
    assert "typeface" not in check_command.run(brand({"a.ttf": font}, typeface=whole), options)


def test_an_icon_is_square(brand: Callable[..., Project]) -> None:
    """An icon that is no square, or too small for a home screen, is refused."""
    (line,) = lines(brand({"icon.png": png(400, 300)}, icon="assets/icon.png"))
    assert "'icon' is 400 by 300, expected a square." in line
    (line,) = lines(brand({"icon.png": png(64, 64)}, icon="assets/icon.png"))
    assert "'icon' is 64 by 64 pixels, expected 180 at least" in line


def test_a_font_that_cannot_be_used(brand: Callable[..., Project]) -> None:
    """A file that is no font, and a font without French letters, are refused."""
    (line,) = lines(brand({"a.ttf": b"no font"}, typeface={"regular": "assets/a.ttf"}))
    assert "'regular' is not a font, expected a woff2, woff, ttf or otf file. Export it again." in line
    from fontTools import subset  # noqa: PLC0415

    options, output = subset.Options(), io.BytesIO()
    font = subset.load_font(str(SERIF), options)
    ascii_only = subset.Subsetter(options)
    ascii_only.populate(unicodes=range(0x20, 0x7F))
    ascii_only.subset(font)
    font.save(output)
    (line,) = lines(brand({"a.ttf": output.getvalue()}, typeface={"regular": "assets/a.ttf"}))
    assert "'regular' has no " in line and "é" in line and "leave 'typeface' out" in line


def test_paths_stay_in_the_folder(brand: Callable[..., Project], tmp_path: Path) -> None:
    """A symbolic link to a picture elsewhere is refused, and so is a way up."""
    (tmp_path / "secret.png").write_bytes(png(64, 64))
    project = brand(logo="assets/logo.png")
    (project.overlay / "assets" / "logo.png").symlink_to(tmp_path / "secret.png")
    assert any("leads out of the folder" in line for line in lines(project))
    assert any("leads out of the folder" in line for line in lines(brand(logo="assets/../../secret.png")))


NAMES = [
    "L'Été d’Ève",
    "«\u00a0Guillemets\u00a0»",
    "🌱🌱🌱",
    "<script>alert(1)</script>",
    "A / B \\ C",
    "{{ config }} {% raw %}",
    "x" * 400,
    '"quotes" & <b>tags</b>',
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_words(brand: Callable[..., Project], name: str) -> None:
    """Whatever a name holds, it is a name: no mistake, no markup, no template, in the pages that it is first in."""
    from macros.rendering import identity  # noqa: PLC0415

    project = brand(
        name={"en": name, "fr": name},
        tagline={"en": "Words", "fr": "Mots"},
        footer={"en": "Plain {{ config }}", "fr": "Simple {{ config }}"},
    )
    assert lines(project) == []
    handbook = check.read(project)
    renderer = render.Renderer(project, handbook, "en")
    root = lxml.html.fromstring(renderer.file("root/index.html", site_root="https://ours.example/", site_path="/"))
    assert root.find(".//h1").text == name and not [script for script in root.iter("script") if script.text]
    assert json.loads(identity.files(renderer)["assets/manifest.webmanifest"])["name"] == name
    card = next(drawing for drawing in identity.drawings(renderer) if drawing.file.endswith("card.png"))
    assert lxml.html.fromstring(card.html).find(".//h1").text == name


#: As charities have them: yellow, pale yellow, pale blue, mint, orange, a light grey, white.
LIGHT = ["#ffff00", "#ffe45c", "#bfe0ff", "#7fd4c1", "#f58220", "#dddddd", "#ffffff"]
COLOURS = ["#000000", "#1b504b", "#0072ce", "#777777", "#b3005e", "#7a3416", "#8b0000", "#003f00", "#2b2b8f"]


@pytest.mark.parametrize("main", COLOURS)
@pytest.mark.parametrize("accent", [None, "#7a3416", "#5a005a", *LIGHT])
def test_every_shade_can_be_read(main: str, accent: str | None) -> None:
    """Text, links and marks have 7:1 or more on every ground, in light, dark and paper; edges have the accent as it is."""
    made = colours.palette(main, accent)
    assert made.light["edge"] == made.paper["edge"] == (accent or made.light["brand"])
    for shades in (made.light, made.dark):
        grounds = [shades[name] for name in ("ground", "surface", "tint")]
        for name in ("text", "quiet", "brand", "warm", "focus"):
            assert colours.lowest(shades[name], grounds) >= 7, (name, shades)
        assert colours.contrast(shades["on-brand"], shades["brand"]) >= 7 and colours.contrast(shades["text"], shades["mark"]) >= 7
    for name in ("text", "quiet", "brand", "warm"):
        assert colours.contrast(made.paper[name], "#ffffff") >= 7


@pytest.mark.parametrize("seed", ["#ffff00", "#ffffff", "#f58220", "#7fd4c1"])
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(seed: str) -> None:
    """Yellow, white, orange and mint are refused; the colour that is named instead works and changes no further."""
    with pytest.raises(colours.Unworkable) as fault:
        colours.palette(seed)
    assert colours.palette(fault.value.nearest).light["brand"] == fault.value.nearest


#: Seeds -> what is said of them, by `make check` and once in a build.
SAID = {
    ("#123456", None): [],
    ("#FF0000", None): ["main #FF0000 is shown as #9f0000, for a contrast of 7 to 1."],
    ("#123456", "#ffe45c"): ["accent #ffe45c colours marks and edges; text, for which it is too light, has the main colour."],
    ("#123456", "#808080"): ["accent #808080 colours edges; text has #4d4d4d, for a contrast of 7 to 1."],
    ("#123456", "#7a3416"): [],
    ("#123456", "#123456"): [],
}


@pytest.mark.parametrize("seeds", SAID, ids=str)
def test_a_colour_that_is_changed_is_said(seeds: tuple[str, str | None], brand: Callable[..., Project]) -> None:
    """A colour that pages do not show as brand.yml has it is said, and one that they do is not."""
    main, accent = seeds
    project = brand(colours={"main": main, **({"accent": accent} if accent else {})})
    first, *notes = check_command.run(project, None).splitlines()
    assert first.startswith("No problems") and notes == SAID[seeds]


def test_a_build_says_it_once(brand: Callable[..., Project], tmp_path: Path) -> None:
    """A build of two languages says once which colour is shown as another."""
    done = build(FROZEN / "mkdocs.yml", tmp_path / "site", brand(colours={"main": "#FF0000"}).overlay, pdfs=False)
    assert (done.stderr + done.stdout).count("main #FF0000 is shown as #9f0000, for a contrast of 7 to 1.") == 1


def test_a_light_accent_colours_marks_with_dark_text() -> None:
    """A yellow is on marks and edges as it is, and no text has it."""
    light = colours.palette("#123456", "#ffe45c").light
    assert light["mark"] == light["edge"] == "#ffe45c" and light["warm"] == light["brand"] == "#123456"


# Beginning -----------------------------------------------------------------------------------


def settings() -> Settings:
    return check.read(Project(FROZEN)).settings


def options(folder: Path, **given: object) -> argparse.Namespace:
    return argparse.Namespace(
        folder=folder, **{"name": None, "site": None, "colour": None, "accent": None, "logo": None, "contact": None, "file": None, **given}
    )


def test_a_folder_is_begun_without_questions(tmp_path: Path) -> None:
    """Options alone give a folder that has no mistake, names every field, and is never written over."""
    from macros.model.brand import Brand  # noqa: PLC0415

    logo = tmp_path / "ours.svg"
    logo.write_text(SVG.format(""), "utf-8")
    given = options(
        tmp_path / "new",
        name=["en=It’s Ours", "fr=C'est nôtre"],
        site="https://x.example/a/",
        colour="#123456",
        contact="a@x.example",
        logo=logo,
    )
    said = begin.run(Project(FROZEN), given)
    assert "is begun. Build the site with `make site BRAND=" in said
    written = (tmp_path / "new" / "brand.yml").read_text("utf-8")
    assert all(re.search(rf"^(# )?{field}:", written, re.MULTILINE) for field in Brand.model_fields)
    handbook = check.read(Project.of(FROZEN, tmp_path / "new"))
    assert handbook.brand.name["fr"] == "C'est nôtre" and handbook.brand.contacts[0].url == "mailto:a@x.example"
    assert "organizations" in handbook.hidden
    with pytest.raises(HandbookError, match="holds something already"):
        begin.run(Project(FROZEN), given)


def test_a_folder_is_begun_with_a_file(tmp_path: Path) -> None:
    """A brand.yml that is made already is taken as it is, and nothing is asked; what it lacks is said."""
    made = BRANDS / "lumiere" / "brand.yml"
    said = begin.run(Project(FROZEN), options(tmp_path / "new", file=made))
    assert "is begun. Before you build it, mend this in brand.yml:" in said and "there is no such file in the folder" in said
    written = (tmp_path / "new" / "brand.yml").read_text("utf-8")
    assert written == f"{made.read_text('utf-8')}version: {git.version()}\n"
    begun = tree(tmp_path / "new").keys()
    assert begun == {"brand.yml", ".gitignore", "README.md", "content/pages/organizations.yml", "content/pages/about.yml"}
    shutil.copy(BRANDS / "lumiere" / "assets" / "logo.png", tmp_path / "new" / "assets")
    brand = check.read(Project.of(FROZEN, tmp_path / "new")).brand
    assert brand.model_copy(update={"version": None}) == check.read(Project.of(FROZEN, BRANDS / "lumiere")).brand


@pytest.mark.parametrize(("text", "said"), [
    (None, "--file: there is no file "), ("name: [", "--file: .*mine.yml:2:1: "), ("[]", "has no name"), ("name: Ours", "has no name"),
])  # fmt: skip
def test_a_file_that_is_no_brand(tmp_path: Path, text: str | None, said: str) -> None:
    """What is no brand.yml begins nothing."""
    if text:
        (tmp_path / "mine.yml").write_text(text, "utf-8")
    with pytest.raises(HandbookError, match=said):
        begin.run(Project(FROZEN), options(tmp_path / "new", file=tmp_path / "mine.yml"))
    assert not (tmp_path / "new").exists()


def test_a_folder_in_one_language(tmp_path: Path) -> None:
    """A name in one language begins a handbook in that language."""
    given = options(tmp_path / "new", name=["fr=Le nôtre"], site="https://x.example/", colour="#123456")
    begin.run(Project(FROZEN), given)
    assert [language.code for language in check.read(Project.of(FROZEN, given.folder)).settings.languages] == ["fr"]


def test_questions_are_asked_until_they_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    """At a terminal what is lacking is asked; an answer that cannot work is explained and asked again."""
    said = iter(["", "", "Le nôtre", "ours.example", "https://ours.example/", "yellow", "#ffff00", "#123456", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(said))
    found = interview.answers(settings(), options(tmp_path / "new"))
    assert found == {"name": {"fr": "Le nôtre"}, "site_url": "https://ours.example/", "colours": {"main": "#123456"}, "languages": ["fr"]}
    assert capsys.readouterr().out.count("\n") == 4


def test_without_a_terminal_an_option_is_named(tmp_path: Path) -> None:
    """Where nobody can be asked, the message names the option."""
    with pytest.raises(HandbookError, match="add --name"):
        interview.answers(settings(), options(tmp_path / "new"))


@pytest.mark.parametrize(("written", "address"), [
    ("a@x.example", "mailto:a@x.example"), ("613 555-0100", "tel:6135550100"), ("+1 (613) 555.0100", "tel:+16135550100"),
    ("www.x.example/us", "https://www.x.example/us"), ("https://x.example/us", "https://x.example/us"),
])  # fmt: skip
def test_a_contact_becomes_an_address(tmp_path: Path, written: str, address: str) -> None:
    """An email, a telephone number or a web address is enough: the scheme is found, and readers see what was typed without it."""
    given = options(tmp_path / "new", name=["en=Ours"], site="https://x.example/", colour="#123456", contact=written)
    (contact,) = interview.answers(settings(), given)["contacts"]
    assert contact["url"] == address and contact["label"]["en"] == re.sub(r"^(https://|mailto:|tel:)", "", written.strip())


def test_a_contact_that_is_none_is_refused(tmp_path: Path) -> None:
    """What is no address is refused before anything is written."""
    with pytest.raises(HandbookError, match="--contact"):
        interview.answers(settings(), options(tmp_path / "new", name=["en=Ours"], contact="bad address"))


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder below a file is refused in one line."""
    (tmp_path / "file").write_text("x", "utf-8")
    given = options(tmp_path / "file" / "new", name=["en=Ours"], site="https://x.example/", colour="#123456")
    with pytest.raises(NotADirectoryError) as refusal:
        begin.run(Project(FROZEN), given)
    assert "file is a file, expected a folder. " in refused.said_of(refusal.value)


def test_what_is_said_of_a_logo_needs_one(brand: Callable[..., Project]) -> None:
    """A field about the logo without a logo is told."""
    (line,) = lines(brand(logo_has_name=True))
    assert "'logo_has_name' is about the logo, and there is no 'logo'." in line
