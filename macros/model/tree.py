"""The handbook as a tree: every part of it with the way that leads there, and what on its pages has an address.

A path holds field names and positions, as in ("chapters", 0, "sections", 2, "title").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, RootModel

from . import inline
from .handbook import AnyPage, Handbook
from .items import Province
from .kinds import KINDS, PAGES
from .naming import marks, subject
from .sections import Provinces
from .texts import LINK, Content, Files, Mark, Text

Parts = list[tuple[tuple, object]]  # what `walk` yields


def walk(node: object, path: tuple = ()) -> Iterator[tuple[tuple, object]]:
    """Yield (path, value) for every model and text below `node`."""
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


def replaced(node: object, parts: Mapping[tuple, object], path: tuple = ()) -> object:
    """What stands below `node`, with other parts at some paths; `path` is that of `node` itself."""
    if path in parts:
        return parts[path]
    if isinstance(node, tuple):
        return tuple(replaced(value, parts, (*path, position)) for position, value in enumerate(node))
    if isinstance(node, dict):
        return {key: replaced(value, parts, (*path, key)) for key, value in node.items()}
    if isinstance(node, BaseModel) and not isinstance(node, RootModel):
        return node.model_copy(update={name: replaced(getattr(node, name), parts, (*path, name)) for name in type(node).model_fields})
    return node


def is_marked(handbook: Handbook, path: tuple, mark: Mark) -> bool:
    """Whether the field in which a text stands has a mark."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    owner = at(handbook, path[:-1])
    return isinstance(owner, Content) and mark in marks(type(owner)).get(path[-1], ())


def marked(handbook: Handbook, parts: Parts, mark: Mark) -> Iterator[tuple[tuple, Text]]:
    """The texts, with their paths, of all fields that have a mark."""
    return ((path, part) for path, part in parts if isinstance(part, Text) and is_marked(handbook, path, mark))


def links(handbook: Handbook, parts: Parts) -> Iterator[tuple[tuple, dict[str, list[str]]]]:
    """Yield (path, language -> targets) for every text that may lead somewhere, and for every field that is a link, in no language ("")."""
    for path, part in parts:
        if isinstance(part, Text):
            whole = is_marked(handbook, path, LINK)
            yield path, {code: [text] if whole else inline.targets(text) for code, text in part.root.items()}
        elif isinstance(part, Content):
            for field, said in marks(type(part)).items():
                if LINK in said and isinstance(target := getattr(part, field), str):
                    yield (*path, field), {"": [target]}


def named(node: object, mark: Mark, path: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Yield (path, name) for every field below `node` that names something of a kind: a PICTURE's file, a DRAWING."""
    if isinstance(node, tuple):
        for position, value in enumerate(node):
            yield from named(value, mark, (*path, position))
    for name in type(node).model_fields if isinstance(node, Content) else ():
        value = getattr(node, name)
        if isinstance(value, str) and mark in marks(type(node)).get(name, ()):
            yield (*path, name), value
        elif isinstance(value, (tuple, Content)):  # texts are neither, and most of what there is
            yield from named(value, mark, (*path, name))


def recordings(handbook: Handbook) -> Iterator[tuple[tuple, str]]:
    """Yield (path, file) for every recording that the handbook names, in each language."""
    files = (found for found in walk(handbook.__dict__) if isinstance(found[1], Files))
    return (((*path, code), file) for path, part in files for code, file in part.root.items())


def about(handbook: Handbook, path: tuple) -> str:
    """What a path leads through: its innermost entry with an id, such as `step "call-first"`."""
    return subject(KINDS[path[0]].noun, getattr(handbook, path[0]), path[1:])


def address_of(handbook: Handbook, path: tuple) -> str:
    """The address of the part at a path of the Handbook: fields and ids, joined by slashes."""
    node: object = handbook
    words = []
    for key in path:
        node = at(node, (key,))
        words.append(str(getattr(node, "id", key)))
    return "/".join(words)


def pages(handbook: Handbook) -> Iterator[tuple[tuple, AnyPage]]:
    """Every page, chapter and letter, with its path."""
    for kind in PAGES:
        for position, page in enumerate(getattr(handbook, kind.field)):
            yield (kind.field, position), page


def entries(page: AnyPage) -> Iterator[tuple[tuple, object]]:
    """Everything on a page that has an anchor, with its path from the page: sections and their items."""
    for number, section in enumerate(getattr(page, "sections", ())):
        yield ("sections", number), section
        for position, item in enumerate(getattr(section, "items", ())):
            yield ("sections", number, "items", position), item


def provinces(handbook: Handbook) -> list[Province]:
    """The provinces of which readers choose theirs, those first that brand.yml names."""
    chosen = handbook.brand.provinces
    found = [item for page in handbook.pages for section in page.sections if isinstance(section, Provinces) for item in section.items]
    return sorted(found, key=lambda province: chosen.index(province.id) if province.id in chosen else len(chosen))


def anchors(page: AnyPage) -> list[str]:
    """The ids that a link can lead to on a page."""
    return [entry.id for _, entry in entries(page)]
