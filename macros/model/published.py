"""The handbook without what would be empty for readers, and what leads to it.

That is a page that lists entries of which there are none, a section on the organization of which brand.yml says nothing, one on
where readers live if no province is known, and the form for a brand where an organization has one already; a page that held nothing
else goes with it. What leads to chapters that brand.yml does not choose goes as well, and with it a way in of which no step is left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePath

from pydantic import BaseModel, RootModel

from . import inline
from .handbook import Handbook, Page
from .kinds import FILES, PAGES
from .naming import marks
from .sections import BrandForm, Group, OrganizationSection, Section, Where
from .texts import LINK, Text
from .tree import provinces

#: Id of a page that lists entries -> the field of the Handbook that holds them.
LISTS = {kind.place.removesuffix(".yml"): kind.field for kind in FILES} | {kind.index: kind.field for kind in PAGES if kind.index}
_BRAND = next(kind.place for kind in FILES if kind.field == "brand")
_FOLDERS = {kind.place for kind in PAGES}
_LINK = re.compile(r"\[([^\]]*)\]\(ref:([a-z0-9/-]+)\)")


def published(handbook: Handbook, kept: Collection[str] = ()) -> Handbook:
    """The handbook as readers get it; pages of which the ids are `kept` stay, whatever they list.

    A paragraph, point or entry that leads to what is left out goes with it; elsewhere the words of the link stay.
    """
    empty = {page.id for page in handbook.pages if page.id not in kept and _is_empty(handbook, page)}
    gone = empty | unchosen(handbook) | _hollow(handbook)
    if not gone:
        return handbook
    pages, chapters = (
        [page.model_copy(update={"sections": _full(handbook, page)}) for page in listed if page.id not in empty]
        for listed in (handbook.pages, handbook.chapters)
    )
    gone |= {way.id for way in handbook.ways} - {way.id for way in _without(handbook.ways, gone)}
    named = ("menu", "apart", "footer", "ways")
    lists = {name: tuple(page for page in getattr(handbook.settings, name) if page not in gone) for name in named}
    fields = {"pages": pages, "chapters": chapters, **{field: getattr(handbook, field) for field in ("letters", "ways", "terms")}}
    return handbook.model_copy(
        update={
            "settings": handbook.settings.model_copy(update=lists),
            "hidden": handbook.hidden | {name: f"content/pages/{name}.yml, which would be empty" for name in empty},
            **{field: _without(tuple(listed), gone) for field, listed in fields.items()},
        }
    )


def unchosen(handbook: Handbook) -> set[str]:
    """Ids of the chapters that brand.yml's `chapters` leaves out: whoever chooses some need not look for what leads to the others."""
    said = {name: PurePath(place) for name, place in handbook.hidden.items()}
    return {name for name, place in said.items() if place.name == _BRAND and place.parent.name not in _FOLDERS}


def _is_empty(handbook: Handbook, page: Page) -> bool:
    listed = getattr(handbook, LISTS[page.id]) if page.id in LISTS else ()
    return not (listed or _full(handbook, page)) and (page.id in LISTS or bool(page.sections))


def _hollow(handbook: Handbook) -> set[str]:
    """The sections that would be empty, as page/section."""
    pages = (*handbook.pages, *handbook.chapters)
    return {f"{page.id}/{section.id}" for page in pages for section in page.sections if _is_hollow(handbook, section)}


def _is_hollow(handbook: Handbook, section: Section) -> bool:
    """Whether a section has nothing to say: an organization, provinces or letters of which there are none, a brand that is made already."""
    if isinstance(section, OrganizationSection):
        return not (handbook.brand.organization or handbook.brand.contacts)
    if isinstance(section, Where):
        return not provinces(handbook)
    if isinstance(section, BrandForm):
        return handbook.origin is not None
    return isinstance(section, Group) and section.id not in [letter.group for letter in handbook.letters]


def _full(handbook: Handbook, page: Page) -> tuple[Section, ...]:
    return tuple(section for section in page.sections if not _is_hollow(handbook, section))


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
    return any(target.startswith("ref:") and _is_gone(target[4:], gone) for target in _targets(entry))


def _is_gone(target: str, gone: Collection[str]) -> bool:
    """Whether a page, or an entry on it, is gone."""
    return target in gone or target.partition("/")[0] in gone


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
    return any(getattr(before, name, ()) and not getattr(after, name) for name in ("items", "steps", "body")) and not getattr(
        after, "points", ()
    )


def _unlinked(words: str, gone: Collection[str]) -> str:
    return _LINK.sub(lambda link: link[1] if _is_gone(link[2], gone) else link[0], words)
