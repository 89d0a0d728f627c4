"""Inline Markdown: the only markup that a text may hold (emphasis, strong, links).

HTML is off, blocks do not exist, and a link leads to `https:`, `mailto:`,
`tel:` or `ref:` (a page of the handbook), or is no link at all: a text is inert.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from ..problems import around

#: Characters that can begin inline Markdown; a text without any needs no parser.
MARKUP = re.compile(r"[*_\[\]\\`<&!]")
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9-]*)\}")
ALLOWED = ("https://", "mailto:", "tel:", "ref:")

#: Markup that was left as it stands, because half of it is missing or a space is in the way.
_LEFTOVER = re.compile(r"\*\*|\] ?\(")


@functools.lru_cache(maxsize=2)
def _parser(every_link: bool) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape", "text_join"])
    parser.validateLink = lambda url: every_link or url.startswith(ALLOWED)
    return parser


@functools.lru_cache(maxsize=20_000)
def _tokens(text: str, every_link: bool = False) -> tuple:
    return tuple(_parser(every_link).parseInline(text)[0].children)


def targets(text: str) -> list[str]:
    """The targets of the links in `text`, in order, refused ones included."""
    if "](" not in text:
        return []
    return [token.attrGet("href") for token in _tokens(text, every_link=True) if token.type == "link_open"]


def leftover(text: str) -> str | None:
    """The first markup in `text` that readers would see as it is typed, with the words around it."""
    if "**" not in text and "](" not in text and "] (" not in text:
        return None
    shown = "".join(token.content for token in _tokens(text, every_link=True) if token.type == "text")
    match = _LEFTOVER.search(shown)
    return around(shown, *match.span()) if match else None


def plain(text: str) -> str:
    """`text` without its markup."""
    if not MARKUP.search(text):
        return text
    return "".join(token.content for token in _tokens(text) if token.type == "text")


def phones(text: str) -> list[tuple[str, str]]:
    """The links of `text` that dial a number: the target of each, and its words."""
    found: list[tuple[str, str]] = []
    inside = False
    for token in _tokens(text) if "](tel:" in text else ():
        if token.type == "link_open":
            inside = token.attrGet("href").startswith("tel:")
            found += [(token.attrGet("href"), "")] if inside else []
        elif inside and token.type == "text":
            found[-1] = (found[-1][0], found[-1][1] + token.content)
        inside = inside and token.type != "link_close"
    return found


def runs(text: str) -> list[tuple[str, bool, bool]]:
    """The words of `text` as programs for letters take them: a piece, whether it is strong, and whether it is emphasized."""
    found, strong, emphasized = [], False, False
    for token in _tokens(text) if MARKUP.search(text) else ():
        strong = token.type == "strong_open" or (strong and token.type != "strong_close")
        emphasized = token.type == "em_open" or (emphasized and token.type != "em_close")
        if token.content:
            found.append((token.content, strong, emphasized))
    return found or [(text, False, False)]


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
