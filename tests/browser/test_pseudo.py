"""Two languages that nobody reads: words two fifths longer, and words from right to left. The layout holds, on pages and on paper."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import yaml

from macros.checking import check
from macros.commands.parts import exchange, writer
from macros.model import tree
from macros.model.texts import Slugs
from macros.paths import Project

from .conftest import NARROW, ROOT, WIDE
from .server import serving
from .test_accessibility import faults
from .test_brands import some_pages
from .test_reflow import SPACING, TROUBLE

sys.path.insert(0, str(ROOT / "tests"))

import pseudo
from conftest import build

#: Code of a language that the CLDR knows -> what makes its words.
PSEUDO = {"eo": pseudo.accented, "he": pseudo.right_to_left}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an organization's folder that has the two languages, written as translations are written."""
    folder = tmp_path_factory.mktemp("pseudo")
    (folder / "ours" / "content").mkdir(parents=True)
    project = Project.of(ROOT, folder / "ours")
    reader, handbook = check.fresh(Project(ROOT))
    for code, change in PSEUDO.items():
        written = writer.Writer(handbook, project.overlay, code)
        written.add_language(code, code)
        for unit in exchange.units(reader, handbook, code):
            part = tree.at(handbook, unit.path)
            same = isinstance(part, Slugs) or unit.path[-1] == "link" or str(unit.path[1]).startswith("file-")
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
    done = build(ROOT / "mkdocs.yml", folder / "site", project.overlay)
    assert done.returncode == 0, done.stderr + done.stdout
    return folder / "site"


@pytest.fixture(scope="module")
def at(built: Path) -> Iterator[str]:
    with serving(built) as root:
        yield root


@pytest.mark.parametrize("code", PSEUDO)
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_pages_hold(context, at: str, built: Path, code: str, width: int) -> None:
    """Pages of every kind: nothing is cut off, lies over anything else or leaves the window, and axe finds nothing."""
    page = context(width=width).new_page()
    found = []
    for path in [path for path in some_pages(built) if path.startswith(f"{code}/")]:
        page.goto(at + path)
        assert page.locator("html").get_attribute("dir") == ("rtl" if code == "he" else None)
        found += faults(page)
        page.add_style_tag(content=SPACING)
        page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
        found += [f"{path}: {trouble}" for trouble in page.evaluate(TROUBLE)]
    assert not found, "\n".join(found)


def test_right_to_left_is_mirrored(context, at: str) -> None:
    """In Hebrew letters the name stands at the right, the numbers of steps to the right of their texts, and arrows point left."""
    page = context(width=WIDE).new_page()
    page.goto(at + "he/")
    brand, tools = (page.locator(place).bounding_box() for place in (".brand", ".tools"))
    assert brand["x"] > tools["x"]
    page.goto(at + "he/chapters/informational-interviewing/")
    step = page.locator(".steps > li").first
    number = step.evaluate("item => getComputedStyle(item, '::before').right")
    assert number == "0px" and step.evaluate("item => parseFloat(getComputedStyle(item).paddingRight)") > 40


@pytest.mark.parametrize("code", PSEUDO)
def test_paper_holds(built: Path, code: str) -> None:
    """Every worksheet is made in the language, with its fields, and no page of it is empty."""
    pdfs = list((built / code).rglob("*.pdf"))
    assert len(pdfs) == len(list((built / "en").rglob("*.pdf"))) > 30
    for path in pdfs:
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == code
            assert all(len(page.Contents.read_bytes()) > 200 for page in pdf.pages)

    def fields(language: str) -> set[str]:
        """Names of the fields of the packet: of all PDFs in a language the one with most of them."""
        found: list[set[str]] = []
        for path in (built / language).rglob("*.pdf"):
            with pikepdf.open(path) as pdf:
                form = pdf.Root.get("/AcroForm")
                found.append({str(field.T) for field in form.Fields} if form else set())
        return max(found, key=len)

    assert fields(code) == fields("en") and len(fields(code)) > 100
