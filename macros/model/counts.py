"""Texts that count: {count} in a section stands for the number of its entries, as the handbook has them in a language.

So a text such as “Prepare in {count} steps” is right whatever an organization adds or leaves out.
"""

from __future__ import annotations

from pydantic import BaseModel, RootModel

from .handbook import Handbook
from .kinds import PAGES
from .texts import Text
from .untranslated import in_its_language

#: The blank's name.
COUNT = "count"
_BLANK = f"{{{COUNT}}}"


def counted(handbook: Handbook) -> Handbook:
    """The handbook with numbers in the place of its counts."""
    fields = {kind.field: tuple(_page(page) for page in getattr(handbook, kind.field)) for kind in PAGES}
    return handbook.model_copy(update=fields)


def _page(page: BaseModel) -> BaseModel:
    sections = tuple(_filled(one, str(len(getattr(one, "items", ())))) for one in getattr(page, "sections", ()))
    return page.model_copy(update={"sections": sections}) if sections else page


def _filled(node: object, number: str) -> object:
    """The node, or a copy of it with the number in its texts where one of them counts."""
    if isinstance(node, Text):
        counts = any(_BLANK in words for words in node.root.values())
        said = {code: in_its_language(words, words.replace(_BLANK, number)) for code, words in node.root.items()}
        return Text.model_construct(root=said) if counts else node
    if isinstance(node, tuple):
        return tuple(_filled(entry, number) for entry in node)
    if isinstance(node, BaseModel) and not isinstance(node, RootModel):
        return node.model_copy(update={name: _filled(getattr(node, name), number) for name in type(node).model_fields})
    return node
