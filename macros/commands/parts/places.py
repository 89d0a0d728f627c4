"""Where on the site a text is shown, for whoever translates it."""

from __future__ import annotations

from ...model.addresses import HOME, Addresses
from ...model.handbook import Handbook
from ...model.kinds import KINDS
from ...model.texts import Content
from ...model.tree import entries, pages, walk
from ...model.untranslated import filled


class Places:
    """The addresses of texts on a handbook's site, in the language that they are translated from, if that one is offered."""

    def __init__(self, handbook: Handbook):
        first = handbook.written[0]
        offered = [language.code for language in handbook.settings.languages]
        language = first if first in offered else offered[0]
        self._handbook = handbook
        self._addresses = Addresses(filled(handbook, language), language)
        self._site = f"{handbook.brand.site_url.rstrip('/')}/{language}/"

    def said(self, path: tuple) -> str:
        """A sentence that leads to the text at a path of the Handbook."""
        page, anchor = self._found(path)
        if page not in self._addresses.pages:
            page, anchor = HOME, ""
        about = "On many pages, such as" if page == HOME and path[0] != "pages" else "On the page"
        return f"{about} {self._addresses.link(f'{page}/{anchor}'.rstrip('/'), self._site)}"

    def _found(self, path: tuple) -> tuple[str, str]:
        """The id of a page that shows the text, and of what holds it there."""
        if KINDS[path[0]].is_folder:
            page = getattr(self._handbook, path[0])[path[1]]
            around = [entry.id for inner, entry in entries(page) if path[2 : 2 + len(inner)] == inner]
            return page.id, around[-1] if around else ""
        if path[0] == "terms":
            return "glossary", self._handbook.terms[path[1]].id
        if path[0] == "contributors":
            return "contributors", self._handbook.contributors[path[1]].id
        return (self._source(self._handbook.sources[path[1]].id) if path[0] == "sources" else HOME), ""

    def _source(self, name: str) -> str:
        """The id of the first page that relies on a source."""
        for _, page in pages(self._handbook):
            for _, part in walk(page):
                if isinstance(part, Content) and (name in getattr(part, "sources", ()) or getattr(part, "source", None) == name):
                    return page.id
        return HOME
