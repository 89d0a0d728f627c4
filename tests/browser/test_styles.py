"""Material's stylesheet, of which only what pages need is on the site, gives every element the looks that all of it would give."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from macros.engine.layering import MATERIAL

from .conftest import NARROW, ROOT, WIDE, Pages
from .server import serving

sys.path.insert(0, str(ROOT / "tests"))
from conftest import build, demo

KINDS = ("note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example", "quote")
#: What hand-written Markdown may hold with the extensions of mkdocs.yml.
MARKDOWN = "\n\n".join([
    *(f"{'#' * level} Heading of level {level}" for level in range(2, 7)),
    "Text, *emphasis*, **strong**, `code`, [a link](index.md), ![](assets/alex.svg){ width=40 }, a line  \nand another.{ .lead }",
    "[A button](index.md){ .md-button .md-button--primary }",
    "- a list\n\n    with a paragraph\n\n    1. a list in it\n    2. its second item\n- its second item",
    "> a quotation\n>\n> - with a list", "---", "    code();", "| a | b |\n|:--|--:|\n| `c` | [d](index.md) |",
    *(f'!!! {kind} "A title with `code`"\n    Text.\n\n    - a list' for kind in KINDS),
    "<details open><summary>Opens</summary>\n<p>Text <kbd>A</kbd> <mark>b</mark> <sub>c</sub></p></details>",
])  # fmt: skip

#: Which elements, or what stands before, after and beside them, have other computed styles once all of the stylesheet is there.
COMPARED = """async () => {
  // A variable shows nothing by itself: what is made from it is compared.
  const names = [...getComputedStyle(document.body)].filter(name => !name.startsWith("--"))
  const drawn = style => style.content !== "none" && style.content !== "normal"
  const looks = () => [...document.querySelectorAll("html, body, body *")].flatMap(element => {
    const parts = ["", "::before", "::after", ...getComputedStyle(element).display === "list-item" ? ["::marker"] : []]
    return parts.map(part => {
      const style = getComputedStyle(element, part), seen = !part || part === "::marker" || drawn(style)
      return [element.tagName, element.className, part, ...seen ? names.map(name => `${name}: ${style.getPropertyValue(name)}`) : []]
    })
  })
  const before = looks()
  const link = document.querySelector("link[href*='/material.']")
  await new Promise((resolve, reject) => {
    Object.assign(link, { onload: resolve, onerror: reject })
    link.href = link.href.replace(/material[^/]*$/, "whole.css")
  })
  const after = looks()
  return { looked: after.length, differing: before.flatMap((look, at) => look.some((said, index) => said !== after[at][index])
    ? [look.slice(0, 3).join(" ") + look.filter((said, index) => said !== after[at][index]).join("; ")] : []) }
}"""

#: A bar is drawn in other shades from one picture to the next, and a player's button when the browser comes to it.
DRAWN_BY_CHANCE = ":root { scrollbar-width: none } audio, video { visibility: hidden }"

#: Typeface and pictures are there; a picture that waits to be scrolled to would wait for ever.
COME = """async () => {
  for (const picture of document.images) picture.loading = "eager"
  await Promise.all([document.fonts.ready, ...[...document.images].map(picture => picture.decode())])
}"""


def seen(page: Page) -> Image.Image:
    """What a page looks like."""
    return Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")


def unlike(one: Image.Image, other: Image.Image) -> int:
    """By how much two pictures differ where they do most, of 255; 255 when their sizes differ.

    The same page twice differs by 1, in two columns at the right edge (of 12 rounds on a busy machine, in half): computed styles tell
    what is so slight.
    """
    if one.size != other.size:
        return 255
    return max(most for _, most in ImageChops.difference(one, other).getextrema())


@pytest.fixture(scope="module")
def handwritten(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site, with every construct of Markdown on one of its pages."""
    base = tmp_path_factory.mktemp("handwritten")
    folder = demo(base / "handbook")
    with (folder / "docs" / "about.md").open("a", encoding="utf-8") as page:
        page.write(f"\n\n{MARKDOWN}\n")
    done = build(folder / "mkdocs.yml", base / "site")
    assert done.returncode == 0, done.stderr
    (all_of_it,) = MATERIAL.glob("assets/stylesheets/main.*.min.css")
    shutil.copy(all_of_it, base / "site" / "en" / "assets" / "whole.css")
    return base / "site"


@pytest.mark.parametrize(
    ("width", "scheme", "media"), [(NARROW, "light", "screen"), (WIDE, "dark", "screen"), (WIDE, "light", "print")]
)  # fmt: skip
def test_looks_are_the_same(context, handwritten: Path, width: int, scheme: str, media: str) -> None:
    """Every computed style of every element, and the picture of a page, stay as they are when all of the stylesheet is there.

    Of pages of every kind: what a rule is kept for is a kind of element.
    """
    page: Page = context(width=width, color_scheme=scheme, service_workers="block").new_page()
    page.emulate_media(media=media, color_scheme=scheme)
    paths = [path for path in Pages(handwritten).various("en") if path.endswith("/")]
    assert len(paths) >= 6 and "en/about/" in paths  # which holds every construct
    found = {}
    with serving(handwritten) as root:
        for path in paths:
            page.goto(root + path)
            page.add_style_tag(content=DRAWN_BY_CHANCE)
            page.evaluate(COME)
            before = seen(page)
            found[path] = page.evaluate(COMPARED)
            assert unlike(before, seen(page)) <= 1, path
    assert {path: said["differing"] for path, said in found.items() if said["differing"]} == {}
    assert all(said["looked"] > 200 for said in found.values())


def test_little_is_left(handwritten: Path, site: Path) -> None:
    """The handbook's pages need less than a tenth of it; a button, which one page has, is there for that page."""
    sizes = [next(folder.glob("en/assets/material.*.css")).stat().st_size for folder in (site, handwritten)]
    (all_of_it,) = MATERIAL.glob("assets/stylesheets/main.*.min.css")
    assert sizes[0] < all_of_it.stat().st_size / 10 < sizes[1] < all_of_it.stat().st_size / 3
    assert ".md-button" in next(handwritten.glob("en/assets/material.*.css")).read_text("utf-8")


@pytest.mark.parametrize("brand", [None, "ontario"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_late_typeface_takes_its_room(context, site: Path, branded, brand: str | None, width: int) -> None:
    """Without the typeface, whichever it is, all of a chapter is as long as with it, to a hundredth: the machine's takes its measures."""
    folder = branded(brand) if brand else site
    chapter = next(
        path.parent for path in sorted(folder.rglob("index.html")) if 'about-chapter" data-unsearched' in path.read_text("utf-8")
    )
    lengths = []
    with serving(folder, "/your-way/" if brand else "/") as root:
        for late in (False, True):
            page: Page = context(width=width, service_workers="block").new_page()
            if late:
                page.route("**/*.woff2", lambda route: route.abort())
            page.route(
                "**/brand.*.css", lambda route: route.fulfill(response=(it := route.fetch()), body=it.text().replace("optional", "block"))
            )
            page.goto(f"{root}{chapter.relative_to(folder).as_posix()}/")
            page.evaluate("document.fonts.ready.then(() => true)")
            assert page.evaluate("document.fonts.check('1em Handbook')") is not late
            lengths.append(page.locator("article").evaluate("article => article.getBoundingClientRect().height"))
    assert lengths[1] == pytest.approx(lengths[0], rel=0.01)
