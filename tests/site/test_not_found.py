"""Pages for wrong addresses: they may be shown at any depth, so what they lead to is named from the host on."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from conftest import DEMO

from macros.checking import check
from macros.paths import Project

PAGES = ("404.html", "en/404.html", "fr/404.html")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("asked", ["nowhere", "en/a/b/c/"])
def test_every_link_leads_to_a_file(demo_site: Path, name: str, asked: str) -> None:
    """Each address on the page is that of a file, letter by letter: hosts and the worker know no other."""
    top = check.read(Project(DEMO)).brand.site_url
    page = lxml.html.parse(str(demo_site / name)).getroot()
    addresses = [urljoin(top + asked, link) for _, _, link, _ in page.iterlinks() if not link.startswith("#")]
    ours = [urlsplit(address).path.removeprefix(urlsplit(top).path) for address in addresses if address.startswith(top)]
    assert len(ours) > 2
    for address in ours:
        path = demo_site / address
        assert "//" not in address and (path / "index.html" if address.endswith("/") or not address else path).is_file(), (address, asked)
