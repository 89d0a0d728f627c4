"""A text is inert: inline Markdown becomes HTML, and nothing else in it does."""

from __future__ import annotations

import pytest

from macros.model import inline


def html(text: str) -> str:
    return str(inline.to_html(text, lambda target: f"../{target}/"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*one* **two**", "<em>one</em> <strong>two</strong>"),
        ("see [the **list**](ref:glossary)", 'see <a href="../glossary/">the <strong>list</strong></a>'),
        ("[site](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&amp;b=2">site</a>'),
        ("[write](mailto:a@example.org)", '<a href="mailto:a@example.org">write</a>'),
        (r"5 \* 3 \[x\]", "5 * 3 [x]"),
    ],
)
def test_markup(text: str, expected: str):
    """Emphasis, strong, links and escapes are the markup that there is."""
    assert html(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "a < b & c > d &amp; &lt;",
        "{{ 7 * 7 }} {% raw %} {# note #}",
        "# Heading",
        "- item",
        "> quotation",
        "1. item",
        "    code",
        "```code```",
        "| a | b |",
        "---",
        "![picture",
        "<https://example.org/>",
        "https://example.org/",
        "[x]: https://example.org/",
        "{: .class onclick=alert(1) }",
        "\x00\u2028",
    ],
)
def test_everything_else_is_inert(text: str):
    """HTML, Jinja, Markdown blocks, attribute lists and bare addresses stand on the page as they were typed."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert html(text) == escaped


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JavaScript:alert(1)", "java%73cript:x", "data:text/html,x", "vbscript:x", "//x", "../x", "http://x", "#x"],
)
def test_refused_links(target: str):
    """A link by any other scheme is no link, and `targets` still reports it to the check."""
    assert "<a" not in html(f"[x]({target})")
    assert len(inline.targets(f"[x]({target})")) == 1


def test_attributes_cannot_be_broken_out_of():
    """A quotation mark in an address stays inside the attribute."""
    assert html('[x](https://example.org/"onclick="alert(1))').count('"') == 2


def test_targets():
    """Targets are those of real links only, in order, with brackets in the address."""
    assert inline.targets("[a](ref:b) and [c](https://example.org/d_(e)) but not [f] (g)") == ["ref:b", "https://example.org/d_(e)"]
    assert inline.targets(r"no \[a\](ref:b)") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no markup", "no markup"),
        ("*one* [two](ref:three) **four**", "one two four"),
        ("<b>one</b> & {two}", "<b>one</b> & {two}"),
        (r"a \* b", "a * b"),
    ],
)
def test_plain(text: str, expected: str):
    """`plain` takes markup away and keeps every word and sign, unescaped."""
    assert inline.plain(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("all **well** and [good](ref:x)", None),
        ("5 * 3", None),
        ("see [1]", None),
        ("half **bold", "half **bold"),
        ("** bold **", "** bold **"),
        ("a [link] (ref:x)", "a [link] (ref:x)"),
        ("a [link](ref:x with words)", "a [link](ref:x with words)"),
        ("a [link](javascript:x)", None),  # a refused link is a mistake of another kind
    ],
)
def test_leftover(text: str, found: str | None):
    """Half-written markup is found, and a lone sign is left alone."""
    assert inline.leftover(text) == found
