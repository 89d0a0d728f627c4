"""translations.lock: how each text stood when somebody last confirmed that its languages agree.

A line is the text's address and a hash per language. When one language changes
and the other does not, `make check` names the text; `make confirm` writes the
lock anew once both have been read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from . import check, model
from .load import Reader
from .problems import Problem, quoted

Lock = dict[str, dict[str, str]]  # address of a text -> language -> hash


def texts(handbook: model.Handbook) -> Iterator[tuple[tuple, str, model.Text]]:
    """Yield (path, address, text) for every text; an address is made of ids, so that moving an item changes nothing."""
    for path, part in model.walk(handbook.__dict__):
        if isinstance(part, model.Text) and path[0] != "origin":  # a brand that has been replaced
            yield path, address_of(handbook, path), part


def address_of(handbook: model.Handbook, path: tuple) -> str:
    """The address of the part at a path of the Handbook: fields and ids, joined by slashes."""
    node: object = handbook
    words = []
    for key in path:
        node = getattr(node, key) if isinstance(key, str) and not isinstance(node, dict) else node[key]
        words.append(str(getattr(node, "id", key)))
    return "/".join(words)


def _own(reader: Reader, handbook: model.Handbook) -> Iterator[tuple[tuple, str, model.Text]]:
    """The texts that the lock is about: an organization's own, where a folder of theirs is laid over ours, or else all."""
    top = reader.project.overlay
    for path, address, text in texts(handbook):
        if not top or reader.origin(path)[0].is_relative_to(top):
            yield path, address, text


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def current(reader: Reader, handbook: model.Handbook) -> Lock:
    """The lock that the content as it is would have."""
    return {address: {code: _hash(string) for code, string in text.root.items()} for _, address, text in _own(reader, handbook)}


def recorded(lock: str) -> Lock:
    """Parse the text of a lock; a line that is no entry is ignored, and its text then counts as new."""
    entries: Lock = {}
    for line in lock.splitlines():
        address, *hashes = line.split() or [""]
        if address and not address.startswith("#"):
            entries[address] = dict(entry.split(":", 1) for entry in hashes if ":" in entry)
    return entries


def _read(path: Path) -> Lock:
    """The lock in a file, none where there is no file; what is damaged in it counts as new."""
    return recorded(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else {}


def write(reader: Reader, handbook: model.Handbook) -> int:
    """Record the content as it is; return how many texts differ from what the lock held."""
    path = reader.project.lock
    before = _read(path)
    now = current(reader, handbook)
    lines = [f"{address} {' '.join(f'{code}:{value}' for code, value in now[address].items())}" for address in sorted(now)]
    header = "# Made by `make confirm`: how each text stood when its languages were last confirmed to agree.\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return sum(before.get(address) != hashes for address, hashes in now.items()) + len(before.keys() - now.keys())


def drift(reader: Reader, handbook: model.Handbook) -> list[Problem]:
    """Texts whose languages no longer agree, as far as the lock can tell."""
    path = reader.project.lock
    if reader.project.overlay and not path.exists():  # an organization begins a lock with `make confirm`, if it wants one
        return []
    lock = _read(path)
    confirm = f"make confirm BRAND={reader.project.overlay}" if reader.project.overlay else "make confirm"
    problems, unconfirmed = [], 0
    addresses = set()
    for place, address, text in _own(reader, handbook):
        addresses.add(address)
        before = lock.get(address, {})
        changed = [code for code, string in text.root.items() if before.get(code) != _hash(string)]
        same = [code for code in text.root if code not in changed]
        if changed and same:
            file, keys = reader.origin(place)
            field = next(key for key in reversed(place) if isinstance(key, str))
            message = (
                f"{check.about(handbook, place)}: '{field}' changed in {quoted(changed)} and not in {quoted(same)}. "
                f"Read both; when they agree, run `{confirm}`."
            )
            problems.append(Problem(file, (*keys, changed[0]), message))
        unconfirmed += bool(changed and not same)
    unconfirmed += len(lock.keys() - addresses)
    if unconfirmed:
        noun = "text is" if unconfirmed == 1 else "texts are"
        message = f"{unconfirmed} {noun} new, gone or changed in every language. Read them, then run `{confirm}`."
        problems.append(Problem(path, (), message, at=(1, 1)))
    return problems
