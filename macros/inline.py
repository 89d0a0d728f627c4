"""Inline Markdown: the only markup that a text may hold (emphasis, strong, links).

HTML is off, blocks do not exist, and a link leads to `https:`, `mailto:` or
`ref:` (a page of the handbook) or is no link at all: a text is inert.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

#: Characters that can begin inline Markdown; a text without any needs no parser.
MARKUP = re.compile(r"[*_\[\]\\`<&!]")
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9-]*)\}")
ALLOWED = ("https://", "mailto:", "ref:")


@functools.lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape", "text_join"])
    parser.validateLink = lambda url: url.startswith(ALLOWED)
    return parser


@functools.lru_cache(maxsize=20_000)
def _tokens(text: str) -> tuple:
    return tuple(_parser().parseInline(text)[0].children)


def targets(text: str) -> list[str]:
    """The targets of the links in `text`, in order, refused ones included."""
    return re.findall(r"\]\(([^)\s]*)\)", text) if "](" in text else []


def plain(text: str) -> str:
    """`text` without its markup."""
    if not MARKUP.search(text):
        return text
    return "".join(token.content for token in _tokens(text) if token.type == "text")


def to_html(text: str, resolve: Callable[[str], str]) -> Markup:
    """`text` as HTML; `resolve` turns the target of a `ref:` link (without `ref:`) into an address."""
    if not MARKUP.search(text):
        return escape(text)
    parts = []
    for token in _tokens(text):
        if token.type == "text":
            parts.append(escape(token.content))
        elif token.type == "link_open":
            target = token.attrGet("href")
            address = resolve(target[4:]) if target.startswith("ref:") else target
            parts.append(Markup('<a href="{}">').format(address))
        elif token.type == "link_close":
            parts.append(Markup("</a>"))
        elif token.type in ("em_open", "em_close", "strong_open", "strong_close"):
            parts.append(Markup(f"<{'/' if token.nesting < 0 else ''}{token.tag}>"))
        else:
            parts.append(escape(token.content))
    return Markup("").join(parts)
