"""A part of a print edition as XHTML: what an EPUB shows of it, in the syntax that reading systems want (EPUB 3.3, 6.1).

The same HTML is laid out on paper: its parser is the one that reads it there. What pages
have for a screen or a script is left out of the tree, since not every reader of books
minds a stylesheet; what opens on a tap stands open, since not every one can open it.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

#: Classes of what a book has no use for: of these, paper hides all but the wide picture of a path (worksheet.css).
LEFT_OUT = {"toc", "headerlink", "onward", "only-script", "path__wide", "fill", "files", "offer", "visually-hidden", "reviewed"}
#: Elements that are for writing in, or for a script.
_TOOLS = {"button", "form", "input", "label", "noscript", "script", "select", "style", "textarea"}
#: What opens on a tap, as what stands open.
_OPEN = {"details": "div", "summary": "div"}
#: Attributes that only pages on a screen need, besides those for scripts.
_OF_SCREEN = {"download", "loading", "tabindex"}
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"


def clean(html: str) -> tuple[bytes, int]:
    """Body of a worker: the articles of a part in a `body`, as well-formed XML without namespaces; 1, as if it were a page."""
    import tinyhtml5  # noqa: PLC0415  (which a build without new words does not need)

    body = Element("body")
    for article in tinyhtml5.parse(html, namespace_html_elements=True).findall(f"{_XHTML}body/{_XHTML}article"):
        _clean(article)
        article.tail = "\n"
        body.append(article)
    return ElementTree.tostring(body, encoding="utf-8"), 1


def _clean(element: Element) -> None:
    """Leave of an element what a book shows."""
    _remove(element, [child for child in element if not isinstance(child.tag, str) or _is_left_out(child)])
    name = element.tag.removeprefix(_XHTML)
    element.tag = _OPEN.get(name, name.removeprefix(_SVG))
    for attribute in [one for one in element.attrib if one.startswith("data-") or one in _OF_SCREEN]:
        del element.attrib[attribute]
    if "lang" in element.attrib:
        element.set("xml:lang", element.get("lang"))
    for child in element:
        _clean(child)


def _is_left_out(element: Element) -> bool:
    return element.tag.removeprefix(_XHTML) in _TOOLS or not LEFT_OUT.isdisjoint(element.get("class", "").split())


def _remove(parent: Element, gone: list[Element]) -> None:
    """Take children out, comments too, and leave the words that follow them."""
    for child in gone:
        at = list(parent).index(child)
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
        else:
            parent.text = (parent.text or "") + (child.tail or "")
        parent.remove(child)
