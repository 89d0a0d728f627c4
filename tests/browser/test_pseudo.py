"""Two languages that nobody reads: words two fifths longer, and words from right to left. The layout holds, on pages and on paper."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pdfs
import pikepdf
import pytest
import yaml

from macros.checking import check
from macros.commands.parts import exchange, writer
from macros.model import tree
from macros.model.sheets import PACKET, Sheet
from macros.model.texts import Files, Slugs, Urls
from macros.paper.downloads import Pdf
from macros.paths import Project

from .conftest import LOOKS, ROOT, WIDE, Pages
from .server import serving
from .test_accessibility import faults_in_both_looks
from .test_reflow import SPACING, TROUBLE

sys.path.insert(0, str(ROOT / "tests"))

import pseudo
from conftest import DEMO, build

#: Code of a language that the CLDR knows -> what makes its words.
PSEUDO = {"eo": pseudo.accented, "he": pseudo.right_to_left}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """An organization's folder that has the two languages, written as translations are written."""
    folder = tmp_path_factory.mktemp("pseudo")
    (folder / "ours" / "content").mkdir(parents=True)
    project = Project.of(DEMO, folder / "ours")
    reader, handbook = check.fresh(Project(DEMO))
    for code, change in PSEUDO.items():
        written = writer.Writer(handbook, project.overlay, code)
        written.add_language(code, code, code)
        for unit in exchange.units(reader, handbook, code):
            part = tree.at(handbook, unit.path)
            same = isinstance(part, (Files, Slugs, Urls)) or unit.path[-1] == "link" or str(unit.path[1]).startswith("file-")
            if unit.path[0] != "brand":
                written.put(unit.path, unit.source if same else change(unit.source))
        written.save()
    words = {**{code: change("Next Steps in many words") for code, change in PSEUDO.items()}, "en": "Next Steps"}
    brand = {
        "name": words,
        "tagline": dict(words),
        "site_url": "https://pseudo.example/",
        "colours": {"main": "#1b504b"},
        "licence": {"name": dict.fromkeys(words, "CC BY 4.0"), "url": "https://creativecommons.org/licenses/by/4.0/"},
        "languages": ["he", "eo", "en"],
    }
    (project.overlay / "brand.yml").write_text(yaml.safe_dump(brand, allow_unicode=True), "utf-8")
    return project


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of its site."""
    folder = tmp_path_factory.mktemp("pseudo") / "site"
    done = build(DEMO / "mkdocs.yml", folder, project.overlay, pdfs=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return folder


@pytest.fixture(scope="module")
def at(built: Path) -> Iterator[str]:
    with serving(built) as root:
        yield root


@pytest.mark.parametrize("code", PSEUDO)
def test_pages_hold(context, at: str, built: Path, code: str) -> None:
    """Various pages: nothing is cut off, lies over anything else or leaves the window, and axe finds nothing."""
    page = context(service_workers="block").new_page()
    found = []
    for path in Pages(built).various(code):
        page.goto(at + path)
        assert page.locator("html").get_attribute("dir") == ("rtl" if code == "he" else None)
        found += faults_in_both_looks(page)
        page.add_style_tag(content=SPACING)
        page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
        for width, _ in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{path} at {width} px: {trouble}" for trouble in page.evaluate(TROUBLE)]
    assert not found, "\n".join(found)


def test_right_to_left_is_mirrored(context, at: str, built: Path) -> None:
    """In Hebrew letters the name stands at the right, the numbers of steps to the right of their texts, and arrows point left."""
    page = context(width=WIDE).new_page()
    page.goto(at + "he/")
    brand, tools = (page.locator(place).bounding_box() for place in (".brand", ".tools"))
    assert brand["x"] > tools["x"]
    page.goto(at + Pages(built).whole("he")[0])
    step = page.locator(".steps > li").first
    number = step.evaluate("item => getComputedStyle(item, '::before').right")
    assert number == "0px" and step.evaluate("item => parseFloat(getComputedStyle(item).paddingRight)") > 40


def sheets(project: Project, language: str) -> list[Sheet]:
    """The PDFs of a language."""
    return [sheet for sheet in pdfs.offered(project) if sheet.language == language]


def fields(pdf: Pdf) -> set[str]:
    """Names of the fields of a PDF."""
    with pikepdf.open(pdf.path) as opened:
        return {str(field.T) for field in opened.Root.AcroForm.Fields}


@pytest.mark.parametrize("code", PSEUDO)
def test_paper_holds(project: Project, code: str) -> None:
    """Every worksheet is made in the language, with its fields, and no page of it is empty."""
    wanted = sheets(project, "en")
    made = pdfs.made(project, sheets(project, code))
    assert [(pdf.sheet.chapter, pdf.sheet.part, pdf.sheet.variant) for pdf in made] == [
        (sheet.chapter, sheet.part, sheet.variant) for sheet in wanted
    ]
    for pdf in made:
        with pikepdf.open(pdf.path) as opened:
            assert str(opened.Root.Lang) == code
            assert all(len(page.Contents.read_bytes()) > 200 for page in opened.pages)
    number = next(number for number, sheet in enumerate(wanted) if sheet.part == PACKET)
    (packet,) = pdfs.made(project, [wanted[number]])
    assert fields(made[number]) == fields(packet) and len(fields(packet)) > 40
