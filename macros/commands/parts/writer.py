"""Writing texts of one language into an organization's files; what else stands there, comments and quotation marks too, stays.

ruamel.yaml keeps comments and writes YAML 1.2; the handbook is read by libyaml, as YAML 1.1 with rules of its own. So
each text is read back by the handbook's own reader before it is taken, and each file before it is written.
"""

from __future__ import annotations

import io
from pathlib import Path

from ...files import write_whole
from ...model.handbook import Handbook
from ...model.kinds import KINDS
from ...model.texts import Content, Words
from ...model.tree import at
from ...problems import HandbookError
from ...reading.documents import Document
from ...reading.merged import identity


class Writer:
    """Collects texts and writes each file of the folder once."""

    def __init__(self, handbook: Handbook, overlay: Path, code: str):
        from ruamel.yaml import YAML  # noqa: PLC0415  (requirements/translate.txt)

        self._handbook, self._overlay, self._code = handbook, overlay, code
        self._yaml = YAML()
        self._yaml.width = 100
        self._yaml.preserve_quotes = True  # "12:30" is a text, 12:30 is not
        self._yaml.indent(mapping=2, sequence=4, offset=2)
        self._files: dict[Path, tuple[object, object]] = {}  # as ruamel.yaml has them, and as the handbook is to read them

    def holds(self, text: str) -> bool:
        """Whether a file can hold a text, so that the handbook reads the same."""
        return self._read(self._form(text)) == text

    def _form(self, text: str) -> str:
        """A text as it is written: in quotation marks where it would be read as something else without them."""
        from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415

        return text if self._read(text) == text else DoubleQuotedScalarString(text)

    def _read(self, form: str) -> object:
        data, _ = Document(self._overlay, self._dumped([form])).parse()
        return data and data[0]

    def put(self, path: tuple, text: str) -> None:
        """Note a text for a part of the Handbook (as walk names it)."""
        file, keys = self._file(path)
        is_list = isinstance(at(self._handbook, path), Words)
        value = [self._form(word) for word in text.split("\n")] if is_list else self._form(text)
        node = at(self._handbook, path[: len(path) - len(keys)])
        for data in self._loaded(file, keys):
            self._descend(data, node, keys)[self._code] = value

    def add_language(self, code: str, locale: str, name: str) -> None:
        """Declare a language in handbook.yml."""
        file = self._overlay / "content" / KINDS["settings"].place
        for data in self._loaded(file, ("languages",)):
            if not data.get("languages"):
                data["languages"] = self._new(True)
            data["languages"].append({"code": code, "locale": locale, "name": self._form(name)})

    def save(self) -> list[Path]:
        """Write every file; return them. Raise HandbookError, and write none, where one would not be read as it is meant."""
        texts = {file: self._dumped(data) for file, (data, _) in self._files.items()}
        for file, text in texts.items():
            data, problems = Document(file, text).parse()
            if problems or data != self._files[file][1]:
                reason = f" ({problems[0].message})" if problems else ""
                raise HandbookError(f"{file}: with the new texts, this file would not be read as it is meant{reason}. Nothing was written.")
        for file, text in texts.items():
            write_whole(file, text.encode())
        return sorted(texts)

    def _dumped(self, data: object) -> str:
        output = io.StringIO()
        self._yaml.dump(data, output)
        return output.getvalue()

    def _file(self, path: tuple) -> tuple[Path, tuple]:
        """The organization's file that a part belongs to, and its keys there."""
        kind = KINDS[path[0]]
        if kind.is_folder:
            page = getattr(self._handbook, kind.field)[path[1]]
            return self._overlay / "content" / kind.place / f"{page.id}.yml", path[2:]
        folder = self._overlay if kind.field == "brand" else self._overlay / "content"
        return folder / kind.place, path[1:]

    def _loaded(self, file: Path, keys: tuple) -> tuple[object, object]:
        if file not in self._files:
            document = Document(file) if file.exists() else Document(file, "")
            read = (self._yaml.load(document.text), document.parse()[0])
            self._files[file] = tuple(self._new(isinstance(keys[0], int)) if data is None else data for data in read)
        return self._files[file]

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
            if len(data) != len(siblings):  # a translation of what ours had before, which is not read
                data[:] = [self._new(False) for _ in siblings]
            return data[position]
        for entry in data:
            if identity(entry) == name:
                return entry
        key = next(key for key in ("id", "code", "source", "url") if getattr(child, key, None) == name)
        added = self._new(False)
        added[key] = name
        data.append(added)
        return added
