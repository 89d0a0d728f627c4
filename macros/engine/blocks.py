"""What the macros and the MkDocs events of one build share: the renderer and the rendered blocks.

A macro leaves a mark in the page, and the block takes the mark's place after
Markdown has run: Markdown neither reads a block nor spends time on it, so that
nothing in a text can turn into Markdown or HTML on the way.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..checking import check
from ..paths import Project
from ..rendering.render import Renderer

_renderer: Renderer | None = None
_blocks: dict[str, str] | None = None
_MARK = re.compile(r"(?:<p>)?<!--block (\d+)-->(?:</p>)?")


def start(renderer: Renderer) -> None:
    """Begin a build: macros use this renderer and leave marks for `fill`."""
    global _renderer, _blocks
    _renderer, _blocks = renderer, {}


def renderer(root: Path) -> Renderer:
    """The build's renderer; without a build that has begun, one for the handbook's first language."""
    if _renderer:
        return _renderer
    handbook = check.read(Project(root))
    return Renderer(Project(root), handbook, handbook.settings.languages[0].code)


def place(html: str) -> str:
    """Keep a block and return its mark; without a build that has begun, the block itself."""
    if _blocks is None:
        return html
    number = str(len(_blocks))
    _blocks[number] = html
    return f"<!--block {number}-->"


def fill(html: str) -> str:
    """Put the blocks in the places of their marks."""
    return _MARK.sub(lambda match: _blocks.pop(match[1]), html)
