"""Texts and ids: what every part of the content model is made of.

Nothing in this module knows a language by name: a text maps BCP 47 language
codes to strings, and content/handbook.yml says which codes there are.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, RootModel, StringConstraints

#: Kebab-case, stable: the anchor on the page, the key of an overlay and of stored data.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
#: A BCP 47 language code, lower case (RFC 5646).
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(min_length=1)]
Url = Annotated[str, StringConstraints(pattern=r"^(https://|mailto:)\S+$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def pattern(kind: object) -> str:
    """The pattern of a type such as Id."""
    return kind.__metadata__[0].pattern


class Text(RootModel[dict[Language, Line]]):
    """One text in every language, side by side. Inline Markdown only: emphasis, strong, links."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, language: str) -> str:
        return self.root[language]


class Slugs(RootModel[dict[Language, Slug]]):
    """The last part of a page's address in every language."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, language: str) -> str:
        return self.root[language]


class Words(RootModel[dict[Language, tuple[Line, ...]]]):
    """Lists of words in every language; the lists need not correspond."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self.root[language]


class Content(BaseModel):
    """What every content kind shares: read-only, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
