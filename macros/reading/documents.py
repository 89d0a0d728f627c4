"""One YAML file: its data, and where in the file each part of it stands.

Parsing is done by libyaml (CSafeLoader). Positions are only computed when a
problem asks for them, so that a correct file costs one pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import yaml

from ..problems import Problem
from . import syntax

Keys = tuple  # of str (mapping keys) and int (list positions)


_BOOLEAN = "tag:yaml.org,2002:bool"


class Loader(yaml.CSafeLoader):
    """CSafeLoader that refuses duplicate keys (YAML 1.2, 3.2.1.3: keys are unique) and knows no merge key.

    `true` and `false` alone are booleans (YAML 1.2, 10.3.2): to YAML 1.1 `no` is one too, which is a language.
    """

    #: Without "<" and "=", `<<` is a key like any other, and a text may be "=".
    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
        if first not in ("<", "=")
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            seen: dict[str, yaml.Mark] = {}
            for key, _ in node.value:
                if key.value in seen:
                    raise syntax.DuplicateKey(key.value, key.start_mark, seen[key.value])
                seen[key.value] = key.start_mark
        return mapping


Loader.add_implicit_resolver(_BOOLEAN, re.compile(r"(true|True|TRUE|false|False|FALSE)\Z"), ["t", "T", "f", "F"])


def _or_text(construct: Callable) -> Callable:
    """What looks like a date or a number and is none (2026-13-45) stays a text, for validation to judge."""

    def constructor(loader: Loader, node: yaml.ScalarNode) -> object:
        try:
            return construct(loader, node)
        except ValueError:
            return node.value

    return constructor


for _tag in ("timestamp", "int", "float"):
    _tag = f"tag:yaml.org,2002:{_tag}"
    Loader.add_constructor(_tag, _or_text(yaml.CSafeLoader.yaml_constructors[_tag]))


def loaded(text: bytes) -> object:
    """The data of a file's bytes, whenever it was written; None where they are none."""
    found, _ = Document(Path(), unicodedata.normalize("NFC", text.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))).parse()
    return found


class Place(NamedTuple):
    """What stands at some keys of a document; `key` and `value` are None where nothing does."""

    mark: yaml.Mark
    key: yaml.Node | None
    value: yaml.Node | None


class Document:
    """A YAML file of the content; or what it would be with another `text`, before that is written."""

    def __init__(self, path: Path, text: str | None = None):
        self.path = path
        if text is not None:
            self.text = text

    @cached_property
    def text(self) -> str:
        """The file's characters without a byte-order mark, accents and letters as one; raises UnicodeDecodeError when it is not UTF-8.

        macOS and PDFs part letters from their accents, which then look right and are found by no search (Unicode, UAX 15: NFC).
        """
        return unicodedata.normalize("NFC", self.path.read_text(encoding="utf-8-sig"))

    def parse(self) -> tuple[object, list[Problem]]:
        """Return the file's data and no problem, or None and the problem that keeps it from being read."""
        try:
            found = syntax.refused(self.text)
            if not found:
                return yaml.load(self.text, Loader), []
        except UnicodeDecodeError as error:
            found = syntax.not_utf8(self.path.read_bytes(), error)
        except yaml.YAMLError as error:
            found = syntax.explain(error, self.text)
        message, at = found
        return None, [Problem(self.path, (), message, at=at)]

    @cached_property
    def _root(self) -> yaml.Node | None:
        return yaml.compose(self.text, yaml.CSafeLoader)

    def source(self, keys: Keys) -> tuple[Document, Keys]:
        """The document that holds what stands at `keys`, and its keys there: this one (merged.Merged knows others)."""
        return self, keys

    def locate(self, keys: Keys) -> tuple[int, int]:
        """Line and column (from 1) of what stands at `keys`: its key, or the entry of a list.

        Where the last key is missing, that is the start of the mapping which should hold it.
        """
        mark = self._place(keys).mark
        return mark.line + 1, mark.column + 1

    def written(self, keys: Keys) -> str | None:
        """The characters of the scalar at `keys` as the author wrote them; None if it is no scalar."""
        node = self._place(keys).value
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def written_key(self, keys: Keys) -> str:
        """The last of `keys` as the author wrote it."""
        return self._place(keys).key.value

    def is_flow(self, keys: Keys) -> bool:
        """Whether what stands at `keys` begins with a bracket or a brace."""
        return bool(getattr(self._place(keys).value, "flow_style", False))

    def _place(self, keys: Keys) -> Place:
        node = self._root
        place = Place(node.start_mark if node else yaml.Mark("", 0, 0, 0, None, None), None, node)
        for key in keys:
            node = place.value
            if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                place = Place(node.value[key].start_mark, None, node.value[key])
            elif isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if _same_key(pair[0], key)), None)
                if not pair:
                    return Place(place.mark, None, None)
                place = Place(pair[0].start_mark, *pair)
            else:
                return Place(place.mark, None, None)
        return place


def _same_key(node: yaml.Node, key: object) -> bool:
    """Whether a key node is `key`, which YAML may have turned into a boolean or a number."""
    if node.value == str(key):
        return True
    return not isinstance(key, str) and yaml.load(node.value, Loader) == key
