"""Two files as one: which of them each part came from, so that a problem names the right one."""

from __future__ import annotations

from dataclasses import dataclass

from .documents import Document, Keys


class Merged:
    """Two documents as one: where each part stands is asked of the document that it came from."""

    def __init__(self, base: Document | Merged):
        self.path = base.path
        self._sources: dict[Keys, tuple[Document | Merged, Keys]] = {(): (base, ())}

    def came(self, keys: Keys, document: Document | Merged, own: Keys) -> None:
        """Note that what stands at `keys` is at `own` in a document."""
        self._sources[keys] = (document, own)

    def source(self, keys: Keys) -> tuple[Document, Keys]:
        """The document that holds what stands at `keys`, and its keys there."""
        length = next(length for length in range(len(keys), -1, -1) if keys[:length] in self._sources)
        document, own = self._sources[keys[:length]]
        return document.source((*own, *keys[length:]))

    def written(self, keys: Keys) -> str | None:
        """See Document.written."""
        document, own = self.source(keys)
        return document.written(own)

    def written_key(self, keys: Keys) -> str:
        """See Document.written_key."""
        document, own = self.source(keys)
        return document.written_key(own)

    def is_flow(self, keys: Keys) -> bool:
        """See Document.is_flow."""
        document, own = self.source(keys)
        return document.is_flow(own)


def identity(entry: object) -> str | None:
    """What an entry of a list is found by: its id; a language's code; the source of a claim; the address of a link."""
    field = identified_by(entry)
    return entry[field] if field else None


def identified_by(entry: object) -> str | None:
    """The field that holds it."""
    found = next((key for key in ("id", "code", "source", "url") if key in entry), None) if isinstance(entry, dict) else None
    return found if found and isinstance(entry[found], str) else None


@dataclass(frozen=True)
class Part:
    """A part of one file: what stands there, its keys in the file, and the fields and ids that lead to it (in both files the same)."""

    document: Document
    value: object
    keys: Keys = ()
    way: tuple[str | None, ...] = ()

    @property
    def id(self) -> str | None:
        """What it is found by, if it is an entry of a list."""
        return identity(self.value)

    @property
    def number(self) -> int:
        """Which entry of a list it is, from 1."""
        return self.keys[-1] + 1

    def field(self, name: str) -> Part:
        """A field of it; nothing stands there where it has none by this name."""
        return Part(self.document, self.value.get(name), (*self.keys, name), (*self.way, name))

    def entries(self) -> list[Part]:
        """The entries of it, if it is a list."""
        return [Part(self.document, entry, (*self.keys, at), (*self.way, identity(entry))) for at, entry in enumerate(self.value)]
