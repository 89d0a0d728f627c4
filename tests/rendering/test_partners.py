"""What an organization says of itself and of those with it: where brand.yml has it, on pages and on paper; and where not, nothing of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pikepdf
import pytest
import yaml
from conftest import DEMO, FROZEN, named, pdf_pages
from PIL import Image
from test_organization import BRAND, renderer

from macros.checking import check
from macros.look import logos, look
from macros.model import sheets
from macros.paper.worksheets import Maker
from macros.paths import Project
from macros.problems import ContentError
from macros.rendering.render import Renderer
from macros.site import hosting

OURS = yaml.safe_load((DEMO / "content" / "brand.yml").read_text("utf-8"))
CONTACT = {"label": {"en": "Write to us", "fr": "Écrivez-nous"}, "url": "mailto:us@x.example"}


def pages(site: Path) -> Iterator[lxml.html.HtmlElement]:
    """Every page of a language, its 404 page too."""
    return (lxml.html.fromstring(path.read_bytes()) for folder in ("en", "fr") for path in sorted((site / folder).rglob("*.html")))


def test_partners_stand_above_the_foot_of_every_page(demo_site: Path) -> None:
    """Each heading stands before its logos; each logo has its name, its link and one height, and gives nothing to wait for."""
    count = 0
    for page in pages(demo_site):
        (row,) = page.xpath("//section[@class='partners']")
        assert row.getnext().tag == "footer" and row.get("aria-label")
        code = page.get("data-language")
        headings = [partner["heading"][code] for partner in OURS["partners"] if "heading" in partner]
        assert [part.text_content() if part.tag == "p" else len(part) for part in row] == [headings[0], 2, headings[1], 1]
        shown = [(img.get("alt"), img.get("height"), img.get("loading")) for img in row.iter("img")]
        names = [partner["name"][code] for partner in OURS["partners"]]
        assert shown == [(name, "40", "lazy") for name in (*names, names[-1])]  # the last one has two, one for dark colours
        assert row.xpath(".//a/@href") == ["https://fund.example/"]
        count += 1
    assert count > 20


def test_logos_are_cleaned_and_small(demo_site: Path, tmp_path: Path) -> None:
    """What is published is what logos.py made: a PNG no larger than paper needs, an SVG without what could run."""
    png = Image.open(demo_site / "en" / "assets" / "partner-2.png")
    assert png.size[1] <= look.PARTNER[1] and png.info == {}
    assert b"<circle" in (demo_site / "fr" / "assets" / "partner-3-dark.svg").read_bytes()
    output = io.BytesIO()
    Image.new("RGB", (3000, 1500), "teal").save(output, "PNG")
    assert logos.read(output.getvalue(), "png", box=look.PARTNER).height == look.PARTNER[1]


@pytest.mark.parametrize(("field", "fill", "said"), [("logo", "#fff", "Write it as 'logo_dark'"), ("logo_dark", "#000", "dark grounds")])
def test_a_logo_that_nobody_sees_is_told(tmp_path: Path, field: str, fill: str, said: str) -> None:
    """A partner's logo that is lost on its ground is a mistake, as one's own is."""
    (tmp_path / "ours" / "assets").mkdir(parents=True)
    for name, colour in (("seen", "#777"), ("lost", fill)):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><path d="M5 5h70v30H5z" fill="{colour}"/></svg>'
        (tmp_path / "ours" / "assets" / f"{name}.svg").write_text(svg)
    partner = {"name": {"en": "A fund", "fr": "Un fonds"}, "logo": "assets/seen.svg", field: "assets/lost.svg"}
    (tmp_path / "ours" / "brand.yml").write_text(yaml.safe_dump({**BRAND, "partners": [partner]}, allow_unicode=True), "utf-8")
    with pytest.raises(ContentError, match=f"brand, partner 1: '{field}' has no colour that is seen.*{said}"):
        check.fresh(Project.of(FROZEN, tmp_path / "ours"))


def test_a_brand_without_any_has_nothing_of_them(frozen_site: Path, demo_site: Path) -> None:
    """No element, rule, script or header is there for what brand.yml and the content do not have; where they do, it is."""
    found = {}
    for name, site in (("without", frozen_site), ("with", demo_site)):
        html = b"".join(path.read_bytes() for path in sorted(site.rglob("*.html")))
        style = named(site / "en", "assets/brand.css").read_text("utf-8")
        found[name] = {
            "partners": b"partners" in html,
            "ask": b"ask-us" in html,
            "announcement": b"announcement" in html,
            "script": bool(list(site.glob("*/assets/announcement*"))),
            "rules": "partners" in style or "announce" in style,
            "logos": bool(list(site.glob("*/assets/partner*"))),
            "policy": "media-src 'self'" in (site / "_headers").read_text("utf-8"),
        }
    assert set(found["without"].values()) == {False} and set(found["with"].values()) == {True}, found


def test_the_policy_lets_play_what_is_there() -> None:
    """Recordings of the site, and no others; without any the policy says nothing of them."""
    for html, plays in (("<p>audio</p>", False), ("<audio src=a.mp3></audio>", True), ("<video controls></video>", True)):
        policy = hosting.headers([html])["Content-Security-Policy"]
        assert ("media-src 'self';" in policy) == plays


#: What tests/demo says of itself, as paper says it.
AT_THE_END = ("Ask us about your case.", "Monday to Friday, 9 to 4", "For large print or a recording, write to us.", "Funded by", "With")


def test_paper_ends_with_them(demo_site: Path) -> None:
    """The last page of each PDF has the invitation, the hours, other formats and the logos with their names; no announcement is on any."""
    for path in sorted(demo_site.glob("en/*.pdf")):
        said = " ".join(pdf_pages(path))
        last = " ".join(pdf_pages(path)[-1].split())
        for words in AT_THE_END:
            assert words in last, path
        reads = path.name.startswith("handbook") or "-chapter-" in path.name
        assert ("We work on the land of the first people here." in last) == reads, path
        assert "We are closed" not in said
        with pikepdf.open(path) as pdf:
            names = {str(part.Alt) for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/Alt" in part}
        assert {partner["name"]["en"] for partner in OURS["partners"]} <= names, path


def test_paper_says_where_to_hear_and_read_a_recording() -> None:
    """A print edition has a recording's title, who made it, and the address of both it and its words; a worksheet has none of it."""
    project = Project(DEMO)
    maker = Maker(Renderer(project, check.read(project), "en"), "https://s.example/")
    parts = {sheet.part: "".join(maker.parts(sheet)) for sheet in sheets.sheets(maker.renderer.handbook, "en")}
    edition = parts[sheets.CHAPTER]
    there = "https://s.example/en/chapters/job-interview/before/#read-up"
    for words in ("A <em>short</em> word of welcome", "Made by The Demo Society", f'<a href="{there}" rel="external">{there}</a>'):
        assert words in edition
    assert "<audio" not in edition and "<video" not in edition
    assert "word of welcome" not in parts["before"]


def test_a_recordings_words_are_in_the_book_and_not_on_paper(demo_site: Path) -> None:
    """An e-book has a recording's words and leads to it on the site; a PDF leads there alone."""
    (book,) = demo_site.glob("en/job-interview*.epub")
    with zipfile.ZipFile(book) as archive:
        said = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
    assert "Welcome, all 12 of you." in said and 'href="https://demo.example/handbook/en/chapters/job-interview/before/#read-up"' in said
    assert "first</em> people here" in said and 'alt="The Other Fund"' in said
    paper = " ".join(pdf_pages(demo_site / "en" / "job-interview-chapter-letter.pdf"))
    assert "word of welcome" in paper and "Welcome, all 12" not in paper


ASK = {"text": {"en": "Ask *anything*.", "fr": "Demandez *tout*."}}


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({"contacts": [CONTACT]}, False),
        ({"contacts": [CONTACT], "ask": ASK}, True),
        ({"contacts": [CONTACT], "ask": {**ASK, "hours": {"en": "At noon", "fr": "À midi"}}}, True),
    ],
    ids=["nothing", "text", "hours"],
)
def test_chapters_and_worksheets_end_with_an_invitation(fields: dict, there: bool, tmp_path: Path) -> None:
    """A chapter, each of its stages, the whole of it and each worksheet end with it, with the contacts and hours; other pages do not."""
    one = renderer(tmp_path / "ours", **fields)
    views = [page.id for page in one.addresses.pages.values() if page.id.startswith("informational-interviewing/")]
    shown = [str(one.block(one.addresses.pages[name].kind, name)) for name in views]
    shown.append(str(one.block("chapter", "informational-interviewing")))
    assert len(shown) > 5
    for html in shown:
        end = html.partition('id="ask-us"')[2]
        assert bool(end) == there and ("mailto:us@x.example" in end) == there
        assert ("Ask <em>anything</em>." in end) == there and ("At noon" in end) == ("hours" in fields.get("ask", {}))
    assert "ask-us" not in str(one.block("article", "about")) + str(one.block("letter", one.handbook.letters[0].id))


def test_links_of_a_wrong_address_lead_somewhere(demo_site: Path) -> None:
    """The 404 page, which may be shown at any depth, has the announcement, and its link begins at the host's root."""
    page = lxml.html.fromstring((demo_site / "en" / "404.html").read_bytes())
    assert page.xpath("//aside[@class='announcement']//a/@href") == ["/handbook/en/about/"]
    assert re.search("We are closed", page.xpath("string(//aside)"))
