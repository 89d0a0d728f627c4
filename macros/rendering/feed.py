"""What has changed, page by page, as a feed that readers may follow (Atom, RFC 4287).

Its days are those of translations.lock: it needs neither a clock nor git, and a change is in it once it has been confirmed.
"""

from __future__ import annotations

import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..model.addresses import FEED
from .render import Renderer

#: Pages that tell programs of it: the one on the handbook, and the list of its chapters.
TOLD_BY = ("about", "chapters")


def feed(renderer: Renderer) -> str | None:
    """The feed of a language: an entry for each page of which the day is known, the latest first; None where there is none.

    A page's entry has one id for ever, also where its address changes: the feed's, with the page's own behind it.
    """
    address = renderer.feed()
    if not address:
        return None
    site, brand = address.removesuffix(FEED), renderer.handbook.brand
    whose = brand.organization.name if brand.organization else brand.name
    top = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": renderer.setting.locale})
    _described(top, address, f"{renderer.text(brand.name)} – {renderer.ui('changes')}", renderer.changes[0].day)
    SubElement(SubElement(top, "author"), "name").text = renderer.text(whose)
    _link(top, "self", address)
    _link(top, "alternate", site)
    for page, day in renderer.changes:
        shown, entry = renderer.addresses.pages[page.id], SubElement(top, "entry")
        _described(entry, f"{address}#{page.id}", renderer.plain(shown.title), day)
        _link(entry, "alternate", renderer.addresses.link(page.id, site))
        SubElement(entry, "summary").text = renderer.plain(shown.description)
    ElementTree.indent(top, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(top, encoding="unicode")}\n'


def _described(element: Element, identity: str, called: str, day: datetime.date) -> None:
    """What feed and entries have alike. Noon in UTC is that day from Newfoundland to the Yukon."""
    for name, text in (("id", identity), ("title", called), ("updated", f"{day}T12:00:00Z")):
        SubElement(element, name).text = text


def _link(element: Element, relation: str, target: str) -> None:
    SubElement(element, "link", {"rel": relation, "href": target})
