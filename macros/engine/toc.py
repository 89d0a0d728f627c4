"""The headings of a page, as MkDocs wants them: blocks come after Markdown, which therefore knows none."""

from __future__ import annotations

import re

from markupsafe import Markup
from mkdocs.structure.toc import AnchorLink, TableOfContents

_HEADING = re.compile(r"<h([1-6]) id=\"([^\"]+)\"[^>]*>(.*?)(?:<a class=\"headerlink\".*?)?</h\1>", re.DOTALL)


def headings(html: str) -> TableOfContents:
    """The headings that have ids, nested by level."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for level, anchor, title in _HEADING.findall(html):
        link = AnchorLink(Markup(title).striptags(), anchor, int(level))
        while above and above[-1].level >= link.level:
            above.pop()
        (above[-1].children if above else top).append(link)
        above.append(link)
    return TableOfContents(top)
