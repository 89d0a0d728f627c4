"""What other sites paste: for each page that may stand in a frame (site/embedded.py) the frame, and a card that links to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from ...model.handbook import AnyPage, Chapter
from ...model.views import STAGE, WORKSHEET, View
from ...rendering.render import Renderer
from ...site import embedded


class Offered(NamedTuple):
    """A page in one language, as another site shows it or leads to it."""

    title: str
    description: str
    minutes: str  # how long it takes to read, in words; "" where it is not for reading
    address: str  # of the page itself, on the Web
    frame: str  # of the page for frames
    handbook: str  # the handbook's name


class Group(NamedTuple):
    """Pages that belong together: a chapter's, or all of a kind that pages of the handbook list."""

    title: str
    pages: list[Offered]


def page(renderers: Sequence[Renderer]) -> str | None:
    """The page that lists the codes, as HTML in one file that asks for no other; None where no site may frame."""
    first = renderers[0]
    site = urlsplit(first.handbook.brand.site_url)
    languages = [(renderer.setting, groups(renderer)) for renderer in renderers]
    if not any(found for _, found in languages):
        return None
    return first.file("hosting/embed.html", languages=languages, origin=f"{site.scheme}://{site.netloc}")


def groups(renderer: Renderer) -> list[Group]:
    """All that may stand in frames, in a language and in reading order."""
    found = groupby(embedded.pages(renderer).values(), key=lambda page: _above(renderer, page))
    titles = renderer.addresses.pages
    return [Group(str(renderer.plain(titles[above].title)), [_offered(renderer, page) for page in pages]) for above, pages in found]


def _above(renderer: Renderer, page: AnyPage | View) -> str:
    """The id of the page under whose title one stands here: its chapter's, or that of the list it is in."""
    if isinstance(page, View):
        return page.chapter.id
    return page.id if isinstance(page, Chapter) else renderer.addresses.parents.get(page.id, page.id)


def _offered(renderer: Renderer, page: AnyPage | View) -> Offered:
    address = f"{renderer.handbook.brand.site_url.rstrip('/')}/{renderer.language}/{renderer.addresses.of(page.id)}"
    read = isinstance(page, Chapter) or (isinstance(page, View) and page.kind == STAGE)
    minutes = Markup(renderer.count("minutes", renderer.minutes(page))).unescape() if read else ""
    said, name = str(renderer.plain(page.description)), str(renderer.text(renderer.handbook.brand.name))
    return Offered(_title(renderer, page), said, minutes, address, address + embedded.FILE, name)


def _title(renderer: Renderer, page: AnyPage | View) -> str:
    """What a page is called where nothing else of the handbook stands."""
    title = renderer.plain(page.title)
    if not isinstance(page, View):
        return str(title)
    kind = f"{renderer.ui('worksheet')}{renderer.ui('colon')} " if page.kind == WORKSHEET else ""
    return f"{kind}{title} – {renderer.plain(page.chapter.title)}"
