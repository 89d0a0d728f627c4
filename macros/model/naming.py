"""What messages call a part of the content, and the words that the parts' own types say about them."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Iterator, Mapping

from .handbook import Handbook
from .sections import Section
from .texts import Content, Mark, Noun, Refers, kinds


def noun_of(kind: type[Content]) -> str:
    """What an entry of a kind is called."""
    return kind.noun or kind.__name__.lower()


def name_of(kind: type[Content]) -> str:
    """How authors name a kind of section or prompt: the value of its `kind`."""
    return typing.get_args(kind.model_fields["kind"].annotation)[0]


def named(above: type[Content]) -> dict[str, type[Content]]:
    """The kinds that authors may name below Section or Prompt, by that name."""
    return {name_of(kind): kind for kind in kinds(above) if "kind" in kind.model_fields}


@functools.cache
def marks(kind: type[Content]) -> Mapping[str, tuple[object, ...]]:
    """Field of a kind -> what the types in it say: Mark, Refers and Noun. Fields without any are left out."""
    found = {name: tuple(_said(info.annotation)) + tuple(info.metadata) for name, info in kind.model_fields.items()}
    wanted = {name: tuple(part for part in said if isinstance(part, (Mark, Refers, Noun))) for name, said in found.items()}
    return {name: said for name, said in wanted.items() if said}


def _said(annotation: object) -> Iterator[object]:
    """The metadata within a type, that of classes of content left out."""
    yield from getattr(annotation, "__metadata__", ())
    for argument in typing.get_args(annotation):
        yield from _said(argument)


@functools.cache
def entries(kind: type[Content]) -> Mapping[str, type[Content]]:
    """Field of a kind that holds a list of entries -> the class of one entry, the first where there are several."""
    found = {}
    for name, info in kind.model_fields.items():
        entry = _entry(info.annotation)
        if entry:
            found[name] = entry
    return found


def _entry(annotation: object) -> type[Content] | None:
    """The class of the entries of a list, None where it is none or holds something else. A field may also take a number in place of one."""
    options = typing.get_args(annotation) if is_union(annotation) else (annotation,)
    listed = next((option for option in map(bare, options) if typing.get_origin(option) is tuple), None)
    entry = typing.get_args(listed)[0] if listed else None
    while not isinstance(entry, type) and typing.get_args(entry):
        entry = typing.get_args(entry)[0]
    return entry if isinstance(entry, type) and issubclass(entry, Content) else None


def bare(kind: object) -> object:
    """A type without Annotated."""
    while typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    return kind


def is_union(kind: object) -> bool:
    """Whether a type is one of several."""
    return typing.get_origin(kind) in (typing.Union, types.UnionType)


def lists(part: object) -> Iterator[tuple[str, type[Content], tuple]]:
    """Yield (field, class of an entry, entries) for each list of entries that a part holds."""
    for name, entry in entries(type(part)).items() if isinstance(part, Content) else ():
        if isinstance(listed := getattr(part, name), tuple):
            yield name, entry, listed


@functools.cache
def nouns() -> Mapping[str, str]:
    """What one entry of a list is called, by the field's name; `items` takes it from the kind of the section."""
    found = {name: noun_of(entries(kind)["items"]) for name, kind in named(Section).items() if "items" in entries(kind)}
    for kind in (kind for kind in kinds(Content) if kind is not Handbook):  # whose lists are files
        for name, entry in entries(kind).items():
            own = next((said.word for said in marks(kind).get(name, ()) if isinstance(said, Noun)), None)
            found.setdefault(name, own or noun_of(entry))
    return found


def noun_at(holder: object, field: str) -> str:
    """What one entry of a field is called; `holder` is what has the field, as data of a file or as the model made from it."""
    return nouns().get(_child(holder, "kind") if field == "items" else field, "entry")


def subject(noun: str, node: object, keys: tuple) -> str:
    """What a problem at `keys` below `node` is about: the innermost entry on the way, by its id or else its number.

    `node` is the data of a file, or the model made from it; `noun` names it, or each entry of it if it is a list.
    """
    name, entry = noun, noun
    if noun == "interface" and keys:
        return f'interface "{keys[0]}"'
    if not isinstance(node, (list, tuple)):
        name, entry = _identified(noun, node) or noun, ""
    for key in keys:
        if isinstance(key, int) and entry and not isinstance(_child(node, key), str | None):
            node = _child(node, key)
            numbered = f"{entry} {key + 1}" if entry == name else f"{name}, {entry} {key + 1}"
            name, entry = _identified(entry, node) or numbered, ""
        else:
            entry = noun_at(node, key) if key == "items" or key in nouns() else ""
            node = _child(node, key)
    return name


def _identified(noun: str, node: object) -> str | None:
    identity = _child(node, "id")
    return f'{noun} "{identity}"' if isinstance(identity, str) else None


def _child(node: object, key: object) -> object:
    if isinstance(node, dict):
        return node.get(key)
    if isinstance(node, (list, tuple)):
        return node[key] if isinstance(key, int) and key < len(node) else None
    return getattr(node, key, None) if isinstance(key, str) else None
