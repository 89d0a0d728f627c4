"""Our own drawings: of one hand, in the brand's inks, light, and seen on every ground; an organization's stands in place of ours."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import expected
import jinja2
import lxml.html
import pytest
import yaml
from conftest import DEMO

from macros import paths
from macros.checking import check
from macros.look import colours
from macros.rendering import faults
from macros.rendering.render import Renderer

ROOT = paths.HOME
NAMES = sorted(path.stem for path in (ROOT / "overrides" / "drawings").glob("*.svg"))
BRANDS = [ROOT / "content", *sorted((ROOT / "tests" / "brands").iterdir())]
#: The root of each: whoever draws another begins with it.
HAND = {"fill": "none", "stroke": "{brand}", "stroke-width": "3", "stroke-linecap": "round", "stroke-linejoin": "round"}
#: The inks of lines; `mark` lies below them and means nothing.
LINES, WASH = {"brand", "warm"}, "mark"


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    project = paths.Project(DEMO)
    return Renderer(project, check.read(project), "en")


def parts(name: str) -> range:
    """The parts in which a drawing comes; 0 alone where it is whole."""
    found = re.search(r"set parts = (\d+)", (ROOT / "overrides" / "drawings" / f"{name}.svg").read_text("utf-8"))
    return range(1, int(found[1]) + 1) if found else range(1)


def drawn(renderer: Renderer, name: str, part: int, medium: str = "screen", alt: str = "") -> str:
    template = renderer.environment.from_string("{{ drawing(name, alt, part) }}")
    return template.render(name=name, part=part, medium=medium, alt=alt)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_of_one_hand(renderer: Renderer, name: str) -> None:
    """The same pen for all, in the brand's inks alone; nothing is asked for, run or named; each part is drawn and all are small."""
    whole = [drawn(renderer, name, part) for part in parts(name)]
    for svg in whole:
        root = lxml.html.fromstring(svg)
        assert {key: root.get(key) for key in HAND} == {key: value.format(brand="var(--brand)") for key, value in HAND.items()}
        inks = {ink for one in root.iter() for ink in (one.get("stroke"), one.get("fill")) if ink not in (None, "none")}
        assert inks <= {f"var(--{ink})" for ink in (*LINES, WASH)}
        assert {one.tag for one in root.iter()} <= {"svg", "path", "circle"}
        assert not re.search(r"\b(id|href|style|class|on\w+)=", svg) and len(root) > 0
    assert len(set(whole)) == len(whole)
    assert len(gzip.compress("".join(whole).encode())) < 1000


@pytest.mark.parametrize("name", NAMES)
def test_paper_has_the_inks_themselves(renderer: Renderer, name: str) -> None:
    """WeasyPrint knows no variables within an SVG; what it shows is said by <title>, which PDFs take, and by aria-label."""
    for part in parts(name):
        svg = drawn(renderer, name, part, "paper", "A <sign>.")
        assert "var(" not in svg and renderer.look.palette.paper["brand"] in svg
        assert svg.startswith('<svg role="img" aria-label="A &lt;sign&gt;."') and "<title>A &lt;sign&gt;.</title>" in svg
        assert 'aria-hidden="true"' in drawn(renderer, name, part, "paper")


@pytest.mark.parametrize("folder", BRANDS, ids=lambda folder: folder.name)
def test_lines_are_seen_on_every_ground(folder: Path) -> None:
    """Lines have 3:1 or more (WCAG 2.2, 1.4.11) on pages and paper, and on what lies below them in a drawing."""
    seeds = yaml.safe_load((folder / "brand.yml").read_text("utf-8"))["colours"]
    palette = colours.palette(**seeds)
    for shades in (palette.light, palette.dark, palette.paper | {"ground": "#ffffff"}):
        grounds = [shades[ground] for ground in ("ground", "surface", "tint", WASH) if ground in shades]
        assert all(colours.lowest(shades[ink], grounds) >= 3 for ink in LINES)


def test_an_organization_draws_its_own(tmp_path: Path) -> None:
    """A drawing of this name in its folder stands in place of ours, a plain SVG too, and gets the words that say what it shows."""
    shutil.copytree(DEMO / "content", tmp_path / "content")
    shutil.copytree(DEMO / "docs", tmp_path / "docs")
    (tmp_path / "overrides" / "drawings").mkdir(parents=True)
    own = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"\n viewBox="0 0 9 9"><path d="M1 1h7"/></svg>\n'
    (tmp_path / "overrides" / "drawings" / "job-interviews.svg").write_text(own, "utf-8")
    project = paths.Project(tmp_path)
    page = Renderer(project, check.read(project), "en").block("chapter", "job-interview")
    (svg,) = lxml.html.fromstring(page).find_class("vignette")[0]
    assert svg.get("viewbox") == "0 0 9 9" and svg.get("aria-label") == "Two chairs at a table." and "<?xml" not in page


def test_words_stand_in_the_page(renderer: Renderer) -> None:
    """What is written beside a drawing's parts is text of the page, which grows with the reader's letters; no drawing holds letters."""
    article = expected.Article(renderer.block("stage", "job-interview/before"))
    (figure,) = [one for one in article.root.find_class("drawing") if one.find(".//ul") is not None]
    assert [expected.squeeze(one.text_content()) for one in figure.iter("li")] == ["Look around", "Ask people", "Write", "Meet", "Begin"]
    assert not any(re.search("<text|font", (ROOT / "overrides" / "drawings" / f"{name}.svg").read_text("utf-8")) for name in NAMES)


def test_what_is_no_drawing_is_told(tmp_path: Path) -> None:
    """A file without an <svg> ends the build with its name, in the words of a template that cannot be rendered."""
    (tmp_path / "overrides" / "drawings").mkdir(parents=True)
    (tmp_path / "overrides" / "drawings" / "job-interviews.svg").write_text("A table.\n", "utf-8")
    for folder in ("docs", "content"):
        (tmp_path / folder).symlink_to(DEMO / folder)
    project = paths.Project(tmp_path)
    with pytest.raises(jinja2.TemplateError) as error:
        Renderer(project, check.read(project), "en").block("chapter", "job-interview")
    assert "drawings/job-interviews.svg has no <svg" in faults.said_of(error.value, project)
