"""Sources are cited in the page's language where they have it, and say so where they do not."""

from __future__ import annotations

import lxml.html
import pytest

from macros import paths
from macros.checking import check
from macros.rendering import render, seo

DEMO = paths.Project(paths.HOME / "tests" / "demo")
CHAPTER = "job-interview"


@pytest.fixture(scope="module", params=["en", "fr"])
def renderer(request: pytest.FixtureRequest) -> render.Renderer:
    """The demo in a language. One of its sources has a name and a page in each, one a name alone, one neither."""
    return render.Renderer(DEMO, check.read(DEMO), request.param)


def test_names_and_pages_are_the_languages_own(renderer: render.Renderer) -> None:
    """A publisher and an address per language are those of the page; what is said once is the same on every page."""
    english = renderer.language == "en"
    sources = renderer.sources
    assert sources["manuel"].publisher == ("Work Editions" if english else "Éditions du travail")
    assert sources["manuel"].url == f"https://manuel.example/{renderer.language}"
    assert sources["commission"].title == ("The Commission" if english else "La Commission")
    assert sources["guide"].publisher == "Work Press"
    assert sources["guide"].foreign == (set() if english else {"title", "publisher", "url"})
    assert sources["commission"].foreign == (set() if english else {"url"})
    assert sources["manuel"].foreign == ({"title"} if english else set())


def test_only_foreign_words_declare_a_language(renderer: render.Renderer) -> None:
    """`lang` and `hreflang` stand where words or pages are in another language, which is named in the reader's; nowhere else."""
    block = lxml.html.fromstring(str(renderer.block("sources", "about", listed=["guide", "manuel", "commission"])))
    entries = {entry.get("id"): entry for entry in block.iter("li")}
    english = renderer.language == "en"
    assert entries["source-guide"].xpath(".//@lang") == ([] if english else ["en", "en"])
    assert entries["source-manuel"].xpath(".//@lang") == (["fr"] if english else [])
    assert entries["source-commission"].xpath(".//@lang") == []
    for name, foreign in (("guide", not english), ("manuel", False), ("commission", not english)):
        entry = entries[f"source-{name}"]
        assert entry.xpath(".//@hreflang") == (["en"] if foreign else [])
        assert ("en anglais" in entry.text_content()) == foreign


def test_claims_of_an_entry_are_one_line(renderer: render.Renderer) -> None:
    """Each source with what it supports, in one line; a day that all share is said once, and others beside their source."""
    chapter = lxml.html.fromstring(str(renderer.block("whole", f"{CHAPTER}/whole")))
    lines = [" ".join(line.text_content().split(" ")) for line in chapter.find_class("claim")]
    english = renderer.language == "en"
    several = next(line for line in lines if "Work Press" in line and " · " in line)
    assert several == (
        "Sources: Work Editions, 20 hours (checked on February 1, 2026) · Work Press (checked on February 1, 2026)"
        " · The Commission (checked on February 2, 2026)"
        if english
        else "Sources\u00a0: Éditions du travail, 20 heures (consulté le 1er février 2026) · Work Press (consulté le 1er février 2026)"
        " · La Commission (consulté le 2 février 2026)"
    )
    alone = next(line for line in lines if " · " not in line)
    assert alone.startswith("Source: " if english else "Source\u00a0: ")
    assert alone.count("2026") == 1
    together = [claim.model_copy(update={"reviewed": chapter_of(renderer).reviewed}) for claim in claims_of(renderer)]
    line = lxml.html.fromstring(str(renderer.block("claims", CHAPTER, claims=together))).text_content()
    assert line.count("(") == 1


def chapter_of(renderer: render.Renderer) -> object:
    return renderer.addresses.pages[CHAPTER]


def claims_of(renderer: render.Renderer) -> list:
    """The claims of the entry that has several."""
    items = (item for section in chapter_of(renderer).sections for item in getattr(section, "items", ()))
    return next(list(item.claims) for item in items if len(getattr(item, "claims", ())) > 1)


def test_machines_get_the_same(renderer: render.Renderer) -> None:
    """Structured data cites works as the page does."""
    article = next(data for data in seo.structured_data(renderer, chapter_of(renderer), "https://x.example/") if '"citation"' in data)
    source = renderer.sources[chapter_of(renderer).sources[0]]
    assert source.title in article and source.url in article
