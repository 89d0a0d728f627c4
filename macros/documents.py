"""One YAML file: its data, and where in the file each part of it stands.

Parsing is done by libyaml (CSafeLoader). Positions are only computed when a
problem asks for them, so that a correct file costs one pass.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import yaml

from .problems import Problem, explain_yaml

Keys = tuple  # of str (mapping keys) and int (list positions)


class DuplicateKey(yaml.YAMLError):
    """A mapping holds the same key twice."""

    def __init__(self, key: object, mark: yaml.Mark, first: yaml.Mark):
        self.key, self.problem_mark, self.first = key, mark, first


class Loader(yaml.CSafeLoader):
    """CSafeLoader that refuses duplicate keys (YAML 1.2, 3.2.1.3: keys are unique)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            seen: dict[str, yaml.Mark] = {}
            for key, _ in node.value:
                if key.value in seen:
                    raise DuplicateKey(key.value, key.start_mark, seen[key.value])
                seen[key.value] = key.start_mark
        return mapping


class Document:
    """A YAML file of the content."""

    def __init__(self, path: Path):
        self.path = path

    @cached_property
    def text(self) -> str:
        """The file's characters; raises UnicodeDecodeError when it is not UTF-8."""
        return self.path.read_text(encoding="utf-8")

    def parse(self) -> tuple[object, list[Problem]]:
        """Return the file's data and no problem, or None and the problem that keeps it from being read."""
        try:
            return yaml.load(self.text, Loader), []
        except UnicodeDecodeError as error:
            line = self.path.read_bytes()[: error.start].count(b"\n") + 1
            return None, [Problem(self.path, (), "the file is not UTF-8 text. Save it as UTF-8.", at=(line, 1))]
        except yaml.YAMLError as error:
            mark = error.problem_mark or getattr(error, "context_mark", None)
            at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            return None, [Problem(self.path, (), explain_yaml(error, self._line(at[0])), at=at)]

    def _line(self, number: int) -> str:
        lines = self.text.splitlines()
        return lines[number - 1] if number <= len(lines) else ""

    @cached_property
    def _root(self) -> yaml.Node | None:
        return yaml.compose(self.text, yaml.CSafeLoader)

    def locate(self, keys: Keys) -> tuple[int, int]:
        """Line and column (from 1) of the value at `keys`, or of the deepest part of it that exists.

        Where the last key is missing, that is the start of the mapping which should hold it.
        """
        mark = self._node(keys)[1]
        return mark.line + 1, mark.column + 1

    def written(self, keys: Keys) -> str | None:
        """The characters of the scalar at `keys` as the author wrote them; None if it is no scalar."""
        node, _, complete = self._node(keys)
        return node.value if complete and isinstance(node, yaml.ScalarNode) else None

    def _node(self, keys: Keys) -> tuple[yaml.Node | None, yaml.Mark, bool]:
        node = self._root
        mark = node.start_mark if node else yaml.Mark("", 0, 0, 0, None, None)
        for key in keys:
            if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                mark = node.start_mark
            elif isinstance(node, yaml.MappingNode):
                found = next((pair for pair in node.value if _same_key(pair[0], key)), None)
                if not found:
                    return node, mark, False
                mark, node = found[0].start_mark, found[1]
            else:
                return node, mark, False
        return node, mark, True


def _same_key(node: yaml.Node, key: object) -> bool:
    """Whether a key node is `key`, which YAML may have turned into a boolean or a number."""
    if node.value == str(key):
        return True
    return not isinstance(key, str) and yaml.safe_load(node.value) == key
