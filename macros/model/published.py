"""The handbook without what would be empty for readers: a page that lists entries of which there are none, and what leads to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pydantic import BaseModel, RootModel

from . import inline
from .handbook import Handbook
from .kinds import FILES, PAGES
from .naming import marks
from .texts import LINK, Text

#: Id of a page that lists entries -> the field of the Handbook that holds them.
_LISTS = {kind.place.removesuffix(".yml"): kind.field for kind in FILES} | {kind.index: kind.field for kind in PAGES if kind.index}
_LINK = re.compile(r"\[([^\]]*)\]\(ref:([a-z0-9-]+)[^)]*\)")


def published(handbook: Handbook, kept: Collection[str] = ()) -> Handbook:
    """The handbook as readers get it; pages of which the ids are `kept` stay, whatever they list.

    A paragraph, point or entry that leads to what is left out goes with it; elsewhere the words of the link stay.
    """
    empty = {page.id for page in handbook.pages if page.id not in kept and _is_empty(handbook, page)}
    if not empty:
        return handbook
    lists = {name: tuple(page for page in getattr(handbook.settings, name) if page not in empty) for name in ("menu", "footer")}
    fields: dict[str, object] = {
        "settings": handbook.settings.model_copy(update=lists),
        "pages": tuple(page for page in handbook.pages if page.id not in empty),
        "hidden": handbook.hidden | {name: f"content/{name}.yml, which has no entry" for name in empty},
    }
    for kind in PAGES:
        fields[kind.field] = tuple(_without(page, empty) for page in fields.get(kind.field, getattr(handbook, kind.field)))
    return handbook.model_copy(update={**fields, "terms": _without(handbook.terms, empty)})


def _is_empty(handbook: Handbook, page: BaseModel) -> bool:
    listed = getattr(handbook, _LISTS[page.id]) if page.id in _LISTS else None
    return listed == () and not page.sections


def _without(node: object, gone: Collection[str]) -> object:
    """The node without what leads to pages that are gone."""
    if isinstance(node, Text):
        return (
            Text.model_construct(root={code: _unlinked(words, gone) for code, words in node.root.items()}) if _leads(node, gone) else node
        )
    if isinstance(node, tuple):
        left = ((entry, _without(entry, gone)) for entry in node if not _leads(entry, gone))
        return tuple(after for before, after in left if not _emptied(before, after))
    if isinstance(node, BaseModel) and not isinstance(node, RootModel):
        return node.model_copy(update={name: _without(getattr(node, name), gone) for name in type(node).model_fields})
    return node


def _leads(entry: object, gone: Collection[str]) -> bool:
    """Whether a text has a link to a page that is gone, or an entry is one."""
    return any(target.startswith("ref:") and target[4:].partition("/")[0] in gone for target in _targets(entry))


def _targets(entry: object) -> Iterator[str]:
    if isinstance(entry, Text):
        for words in entry.root.values():
            yield from inline.targets(words)
    elif isinstance(entry, BaseModel) and not isinstance(entry, RootModel):
        for name in (name for name, said in marks(type(entry)).items() if LINK in said):
            target = getattr(entry, name)
            yield from target.root.values() if isinstance(target, Text) else [target] if target else []


def _emptied(before: object, after: object) -> bool:
    """Whether an entry has lost all that it held: the last of a list that may not be empty."""
    return any(getattr(before, name, ()) and not getattr(after, name) for name in ("items", "body")) and not getattr(after, "points", ())


def _unlinked(words: str, gone: Collection[str]) -> str:
    return _LINK.sub(lambda link: link[1] if link[2] in gone else link[0], words)
