"""The handbook as a tree: every part of it with the way that leads there, and what on its pages has an address.

A path holds field names and positions, as in ("chapters", 0, "sections", 2, "title").
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, RootModel

from .handbook import AnyPage, Handbook
from .texts import Content


def kinds(above: type[Content] = Content) -> Iterator[type[Content]]:
    """Every class of what authors may write."""
    for kind in above.__subclasses__():
        if kind.__module__.startswith(__package__) and kind is not Handbook:
            yield kind
            yield from kinds(kind)


def walk(node: object, path: tuple = ()) -> Iterator[tuple[tuple, object]]:
    """Yield (path, value) for every model and text below `node`; a path holds field names and positions."""
    if isinstance(node, (BaseModel, RootModel)):
        yield path, node
        if not isinstance(node, RootModel):
            for name in type(node).model_fields:
                yield from walk(getattr(node, name), (*path, name))
    elif isinstance(node, tuple):
        for position, value in enumerate(node):
            yield from walk(value, (*path, position))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, key))


def at(node: object, path: tuple) -> object:
    """What stands at a path below `node`."""
    for key in path:
        node = node[key] if isinstance(key, int) or isinstance(node, dict) else getattr(node, key)
    return node


def address_of(handbook: Handbook, path: tuple) -> str:
    """The address of the part at a path of the Handbook: fields and ids, joined by slashes."""
    node: object = handbook
    words = []
    for key in path:
        node = getattr(node, key) if isinstance(key, str) and not isinstance(node, dict) else node[key]
        words.append(str(getattr(node, "id", key)))
    return "/".join(words)


def pages(handbook: Handbook) -> Iterator[tuple[tuple, AnyPage]]:
    """Every page, chapter and letter, with its path."""
    for kind in ("pages", "chapters", "letters"):
        for position, page in enumerate(getattr(handbook, kind)):
            yield (kind, position), page


def entries(page: AnyPage) -> Iterator[tuple[tuple, object]]:
    """Everything on a page that has an anchor, with its path from the page: sections and their items."""
    for number, section in enumerate(getattr(page, "sections", ())):
        yield ("sections", number), section
        for position, item in enumerate(getattr(section, "items", ())):
            yield ("sections", number, "items", position), item


def anchors(page: AnyPage) -> list[str]:
    """The ids that a link can lead to on a page."""
    return [entry.id for _, entry in entries(page)]
