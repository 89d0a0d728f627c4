"""What authors may ask for, whether or not today's content does: the demo's chapter has every kind of section and aside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from .conftest import NARROW, WIDE
from .server import serving
from .test_accessibility import faults_in_both_looks
from .test_reflow import SPACING, TROUBLE

CHAPTER = "en/chapters/job-interview/whole-chapter/"
OPTIONS = ["By phone", "By video", "On site"]


@pytest.fixture(scope="module")
def demo(demo_site) -> Iterator[str]:
    """Address of the demo's site."""
    with serving(demo_site, "/handbook/") as root:
        yield root


@pytest.fixture
def chapter(context, demo) -> Page:
    """The page of all of the demo’s chapter."""
    page = context().new_page()
    page.goto(demo + CHAPTER)
    return page


def test_every_kind_passes_axe(chapter: Page) -> None:
    """No kind has a fault, on a telephone in the light and on a desk in the dark."""
    assert faults_in_both_looks(chapter) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_kind_fits(chapter: Page, width: int) -> None:
    """Nothing scrolls sideways, is cut off or lies over other text, with a reader's own spacing too; a number to dial stays whole."""
    chapter.set_viewport_size({"width": width, "height": 800})
    assert chapter.evaluate(TROUBLE) == []
    assert chapter.locator("a[href='tel:211']").evaluate("link => link.getClientRects().length") == 1
    chapter.add_style_tag(content=SPACING)
    assert chapter.evaluate(TROUBLE) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_comparison_is_a_table_at_every_width(chapter: Page, width: int) -> None:
    """Rows, their headers and cells stay what they are; on a telephone each cell shows its option, on a desk the head does, once."""
    chapter.set_viewport_size({"width": width, "height": 800})
    table = chapter.get_by_role("table")
    assert table.get_by_role("rowheader").all_inner_texts()[0].startswith("Effort")
    row = table.get_by_role("row").filter(has=chapter.get_by_role("rowheader", name="Effort"))
    said = row.get_by_role("cell").all_inner_texts()
    assert len(said) == len(OPTIONS) and "travel" in said[2]
    assert [option in cell for option, cell in zip(OPTIONS, said, strict=True)] == [width == NARROW] * 3
    assert table.get_by_role("columnheader").all_inner_texts() == (OPTIONS if width == WIDE else [])


def test_pictures_keep_their_place_and_their_ground(chapter: Page) -> None:
    """Room is kept before a picture comes, and in dark colours it stands on white."""
    chapter.set_viewport_size({"width": NARROW, "height": 800})
    before = "image => { const shape = image.getBoundingClientRect(); image.removeAttribute('src'); return [shape.width, shape.height] }"
    after = "image => { const shape = image.getBoundingClientRect(); return [shape.width, shape.height] }"
    for picture in chapter.locator(".picture img").all():
        with_it, without = picture.evaluate(before), picture.evaluate(after)
        assert with_it == without and with_it[0] > 100 and abs(with_it[0] / with_it[1] - float(picture.get_attribute("width")) / float(
            picture.get_attribute("height"))) < 0.1  # fmt: skip
    chapter.emulate_media(color_scheme="dark")
    for picture in chapter.locator(".picture img").all():
        assert picture.evaluate("image => getComputedStyle(image).backgroundColor") == "rgb(255, 255, 255)"


def test_paper_shows_a_number_once(chapter: Page) -> None:
    """Printed by the browser, a number to dial is not said again behind its own words; a comparison is the table that it is."""
    chapter.emulate_media(media="print")
    link = chapter.locator("a[href='tel:211']")
    assert link.inner_text() == "2-1-1" and link.evaluate("link => getComputedStyle(link, '::after').content") in ("none", "normal")
    chapter.set_viewport_size({"width": 680, "height": 800})  # a sheet of letter paper within its margins
    assert chapter.get_by_role("columnheader").all_inner_texts() == OPTIONS
