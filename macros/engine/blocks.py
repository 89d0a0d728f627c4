"""What macros leave in a page, and what takes its place.

A macro leaves a mark in the page, and the block takes the mark's place after
Markdown has run: Markdown neither reads a block nor spends time on it, so that
nothing in a text can turn into Markdown or HTML on the way. It is rendered then:
mkdocs-macros ends the process at an error, and would not say which template has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..rendering.render import Renderer

#: Where a build's blocks stand in MkDocs' configuration, for macros to find.
KEY = "handbook_blocks"
#: What an element says that needs a script: the name of its module in assets/.
_TOOL = re.compile(r'\bdata-tool="([a-z-]+)"')
_MARK = re.compile(r"(?:<p>)?<!--block (\d+)-->(?:</p>)?")


class Blocks:
    """The blocks of one build, each kept from the macro that renders it to the page that shows it."""

    def __init__(self, renderer: Renderer):
        self.renderer = renderer
        self._kept: list[Callable[[], str]] = []

    def place(self, block: Callable[[], str]) -> str:
        """Keep what renders a block and return its mark."""
        self._kept.append(block)
        return f"<!--block {len(self._kept) - 1}-->"

    def fill(self, html: str) -> str:
        """Put the blocks in the places of their marks."""
        return _MARK.sub(lambda mark: self._kept[int(mark[1])](), html)


def tools(html: str) -> list[str]:
    """The modules that a page needs, each once: those that its elements name."""
    return sorted(set(_TOOL.findall(html)))
