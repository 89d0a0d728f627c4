"""Three different brands in the browser: axe, contrast, 320 px, nothing asked of other hosts, the logo in light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Page

from .conftest import NARROW, Pages
from .server import serving
from .test_accessibility import faults_in_both_looks
from .test_colours import too_poor
from .test_reflow import SPACING, TROUBLE

BRANDS_FOLDER = Path(__file__).parents[1] / "brands"
BRANDS = ("ontario", "lumiere", "longest")

brands = pytest.mark.parametrize("brand", BRANDS)


@pytest.fixture(scope="module")
def at(branded: Callable[[str], Path]) -> Iterator[Callable[[str], str]]:
    """Address of the site of a brand, in the folder of the address that brand.yml gives it."""
    with ExitStack() as servers:
        addresses: dict[str, str] = {}

        def address(brand: str) -> str:
            if brand not in addresses:
                site_url = yaml.safe_load((BRANDS_FOLDER / brand / "brand.yml").read_text("utf-8"))["site_url"]
                prefix = urlsplit(site_url).path.rstrip("/") + "/"
                addresses[brand] = servers.enter_context(serving(branded(brand), prefix))
            return addresses[brand]

        yield address


def some_pages(site: Path) -> list[str]:
    """Various pages in each language, the 404 pages, and the root."""
    pages = Pages(site)
    languages = sorted(path.parent.name for path in site.glob("*/handbook.json"))
    found = [page for language in languages for page in pages.various(language)]
    assert len(found) >= 5 * len(languages)
    return [*(["", "404.html"] if len(languages) > 1 else ["404.html"]), *found]  # with one language the root leads on


@brands
def test_a_brand_passes_axe_and_fits(context, at, branded, brand: str) -> None:
    """Various pages have no fault, with the contrast of AAA, and nothing is lost at 320 pixels with a reader's own spacing."""
    page: Page = context(locale="de-DE", service_workers="block").new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("request", lambda request: failed.append(request.url) if not request.url.startswith((at(brand), "data:", "blob:")) else None)
    page.on("dialog", lambda dialog: failed.append(dialog.message))
    found = []
    for path in some_pages(branded(brand)):
        page.goto(at(brand) + path)
        found += faults_in_both_looks(page)
        found += [f"{path}: {text}" for text in too_poor(page)]
        page.set_viewport_size({"width": NARROW, "height": 800})
        page.add_style_tag(content=SPACING)
        found += [f"{path}: {trouble}" for trouble in page.evaluate(TROUBLE)]
    assert not found + failed, "\n".join(found + failed)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_logo_suits_the_colours(context, at, scheme: str) -> None:
    """A brand with two logos shows the one for the scheme, also when the reader chooses it; with one, it stands on a light plate."""
    page: Page = context(color_scheme=scheme).new_page()
    page.goto(at("ontario") + "fr/")
    shown = page.locator(".brand img:visible")
    assert shown.count() == 1 and ("dark" in shown.get_attribute("src")) == (scheme == "dark")
    page.locator("[data-scheme-switch]").click()
    assert page.locator(".brand img:visible").count() == 1
    assert ("dark" in page.locator(".brand img:visible").get_attribute("src")) == (scheme != "dark")
    page.goto(at("lumiere") + "fr/")
    plate = page.locator(".brand img").evaluate("image => getComputedStyle(image).backgroundColor")
    assert plate == ("rgb(255, 255, 255)" if scheme == "dark" else "rgba(0, 0, 0, 0)")


def test_one_language_needs_no_choice(context, at) -> None:
    """The root of a handbook in one language leads to it, with a script and without."""
    for script in (True, False):
        page: Page = context(java_script_enabled=script, locale="de-DE").new_page()
        page.goto(at("lumiere"))
        page.wait_for_url("**/fr/")
