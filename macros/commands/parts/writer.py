"""Writing texts of one language into an organization's files; what else stands there, comments too, stays."""

from __future__ import annotations

import io
from pathlib import Path

from ...files import write_whole
from ...model.handbook import Handbook
from ...model.kinds import KINDS
from ...model.texts import Content, Words
from ...model.tree import at
from ...reading.merged import identity


class Writer:
    """Collects texts and writes each file of the folder once."""

    def __init__(self, handbook: Handbook, overlay: Path, code: str):
        from ruamel.yaml import YAML  # noqa: PLC0415  (requirements/translate.txt)

        self._handbook, self._overlay, self._code = handbook, overlay, code
        self._yaml = YAML()
        self._yaml.width = 100
        self._yaml.indent(mapping=2, sequence=4, offset=2)
        self._files: dict[Path, object] = {}

    def put(self, path: tuple, text: str) -> None:
        """Note a text for a part of the Handbook (as walk names it)."""
        file, keys = self._file(path)
        part = at(self._handbook, path)
        value: object = text.split("\n") if isinstance(part, Words) else text
        data = self._files[file] = self._files.get(file) or self._load(file, keys)
        node = at(self._handbook, path[: len(path) - len(keys)])
        self._descend(data, node, keys)[self._code] = value

    def add_language(self, code: str, name: str) -> None:
        """Declare a language in handbook.yml."""
        file = self._overlay / "content" / KINDS["settings"].place
        data = self._files[file] = self._files.get(file) or self._load(file, ("languages",))
        if not data.get("languages"):
            data["languages"] = self._new(True)
        data["languages"].append({"code": code, "locale": code, "name": name})

    def save(self) -> list[Path]:
        """Write every file; return them."""
        for file, data in self._files.items():
            output = io.StringIO()
            self._yaml.dump(data, output)
            write_whole(file, output.getvalue().encode())
        return sorted(self._files)

    def _file(self, path: tuple) -> tuple[Path, tuple]:
        """The organization's file that a part belongs to, and its keys there."""
        kind = KINDS[path[0]]
        if kind.is_folder:
            page = getattr(self._handbook, kind.field)[path[1]]
            return self._overlay / "content" / kind.place / f"{page.id}.yml", path[2:]
        folder = self._overlay if kind.field == "brand" else self._overlay / "content"
        return folder / kind.place, path[1:]

    def _load(self, file: Path, keys: tuple) -> object:
        if file.exists() and (data := self._yaml.load(file.read_text(encoding="utf-8"))) is not None:
            return data
        return self._new(isinstance(keys[0], int))

    @staticmethod
    def _new(is_list: bool) -> object:
        from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415

        return CommentedSeq() if is_list else CommentedMap()

    def _descend(self, data: object, node: object, keys: tuple) -> object:
        """The mapping of languages at `keys`, made where it is not there; `node` is the part of the Handbook that `data` is for."""
        for number, key in enumerate(keys):
            child = node[key] if isinstance(node, (tuple, dict)) else getattr(node, key)
            is_list = number + 1 < len(keys) and isinstance(keys[number + 1], int)
            if isinstance(key, int):
                data = self._entry(data, node, key, child)
            else:
                if key not in data or data[key] is None:
                    data[key] = self._new(is_list)
                data = data[key]
            node = child
        return data

    def _entry(self, data: list, siblings: tuple, position: int, child: object) -> object:
        """The entry of a list: found by its id, or else by its position in a list of texts."""
        name = identity(child.model_dump()) if isinstance(child, Content) else None
        if name is None:
            while len(data) < len(siblings):
                data.append(self._new(False))
            return data[position]
        for entry in data:
            if identity(entry) == name:
                return entry
        key = next(key for key in ("id", "code", "source", "url") if getattr(child, key, None) == name)
        added = self._new(False)
        added[key] = name
        data.append(added)
        return added
