"""Who offers the handbook is said by brand.yml's facts alone, wherever it is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from macros.checking import check
from macros.model import sheets
from macros.paper import worksheets
from macros.paths import HOME, Project
from macros.rendering import seo
from macros.rendering.contacts import shows
from macros.rendering.render import Renderer

BRAND = yaml.safe_load((HOME / "tests" / "brands" / "longest" / "brand.yml").read_text("utf-8"))
CONTACT = {"label": {"en": "Write to us", "fr": "Écrivez-nous"}, "url": "mailto:us@x.example"}
NAME = {"name": {"en": "The Society <b>", "fr": "La Société <b>"}}


def renderer(folder: Path, **fields: object) -> Renderer:
    """The handbook's own words under a brand, in English."""
    folder.mkdir()
    (folder / "brand.yml").write_text(yaml.safe_dump({**BRAND, **fields}, allow_unicode=True), "utf-8")
    project = Project.of(HOME, folder)
    return Renderer(project, check.read(project), "en")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"contacts": [CONTACT]}, ["mailto:us@x.example"]),
        ({"organization": NAME}, ["The Society &lt;b&gt;"]),
        (
            {"organization": {**NAME, "url": "https://x.example/"}, "contacts": [CONTACT]},
            ['href="https://x.example/"', "mailto:us@x.example"],
        ),
    ],
    ids=["nothing", "contacts", "name", "both"],
)
def test_about_says_who_where_it_is_known(fields: dict, said: list[str], tmp_path: Path) -> None:
    """About has the section, and points that lead there, where the brand has somebody to name or to write to; and neither else."""
    page = str(renderer(tmp_path / "ours", **fields).block("article", "about"))
    assert ('id="offered-by"' in page) == ("To report a problem" in page) == bool(said)
    assert [text for text in said if text not in page] == []


def test_about_claims_nothing_for_others(tmp_path: Path) -> None:
    """No sentence of About, Contributors or a byline speaks as a team that an organization may not have."""
    one = renderer(tmp_path / "ours", organization=NAME, contacts=[CONTACT])
    about, chapter = str(one.block("article", "about")), str(one.block("chapter", "informational-interviewing"))
    assert [word for word in ("editorial team", " we ", "We ", "Our ", " with us") if word in about] == []
    assert "Published by The Society &lt;b&gt;" in chapter and "editorial team" not in chapter


def test_machines_are_told(tmp_path: Path) -> None:
    """Structured data and PDFs name the organization with its facts; without one, the handbook by its own name."""
    facts = {
        "url": "https://x.example/",
        "registration": {"en": "Charity 1", "fr": "Organisme 1"},
        "address": {"en": "1 Road", "fr": "1, rue"},
    }
    one, other = renderer(tmp_path / "one", organization={**NAME, **facts}), renderer(tmp_path / "other")
    told = []
    for each in (one, other):
        chapter = each.addresses.pages["informational-interviewing"]
        article = next(
            found for data in seo.structured_data(each, chapter, "https://s.example/") if (found := json.loads(data))["@type"] == "Article"
        )
        told.append((article["publisher"], _paper(each)))
    (publisher, sheet), (own, plain) = told
    whose = {"name": "The Society <b>", "identifier": "Charity 1", "address": "1 Road", "url": "https://x.example/"}
    assert publisher == {"@type": "Organization", **whose}
    assert '<meta name="author" content="The Society &lt;b&gt;">' in sheet and "Charity 1" in sheet and "1 Road" in sheet
    assert own == {"@type": "Organization", "name": BRAND["name"]["en"]} and "Charity" not in plain


def _paper(each: Renderer) -> str:
    """The HTML of a print edition."""
    edition = next(sheet for sheet in sheets.sheets(each.handbook, "en") if sheet.part == sheets.CHAPTER)
    return "".join(worksheets.Maker(each, "https://s.example/").parts(edition))


#: Words, an address, and whether the words show it.
SHOWN = [
    ("1 800 555-0142 (sans frais)", "tel:+18005550142", True),
    ("800-555-0142", "tel:+1-800-555-0142", True),
    ("01 42 68 53 00", "tel:+33142685300", True),
    ("Call 555-0100", "tel:+1-416-555-0100", False),
    ("Call us", "tel:+18005550142", False),
    ("24 hours a day", "tel:+18005550124", False),
    ("help@x.example", "mailto:help@x.example", True),
    ("Write to Help@X.example", "mailto:help@x.example", True),
    ("Write to us", "mailto:help@x.example", False),
    ("www.x.example", "https://www.x.example/", True),
    ("x.example", "https://www.x.example/", True),
    ("Our site", "https://x.example/", False),
]


@pytest.mark.parametrize(("label", "url", "expected"), SHOWN)
def test_an_address_is_not_said_twice(label: str, url: str, expected: bool) -> None:
    """On paper an address stands behind a contact's words, unless they show it."""
    assert shows(label, url) == expected
