"""Texts and ids: what every part of the content model is made of.

Nothing in this module knows a language by name: a text maps BCP 47 language
codes to strings, and content/handbook.yml says which codes there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, StringConstraints, Tag, ValidationInfo, model_validator

#: Kebab-case, stable: the anchor on the page, the key of an overlay and of stored data.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
#: A BCP 47 language code, lower case (RFC 5646).
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(min_length=1)]
Url = Annotated[str, StringConstraints(pattern=r"^(https://|mailto:|tel:)\S+$")]
#: Where a work stands on the Web.
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
#: A picture that is published. Whether it is there, and a picture, is checked in look/pictures.py.
Asset = Annotated[str, StringConstraints(pattern=r"^assets/[\w./-]+\.(svg|png|jpe?g)$")]
#: Something to hear or see. Whether it is there, and what its name says, is checked in look/recordings.py.
Recorded = Annotated[str, StringConstraints(pattern=r"^assets/[\w./-]+\.(mp3|m4a|ogg|mp4|webm)$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def pattern(kind: object) -> str:
    """The pattern of a type such as Id."""
    return kind.__metadata__[0].pattern


Value = TypeVar("Value")


class Translated(RootModel[dict[Language, Value]], Generic[Value]):
    """What is said once in every language. A validation's context may name languages that are not read (Handbook)."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, language: str) -> Value:
        return self.root[language]

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, data: object, info: ValidationInfo) -> object:
        if not info.context or not isinstance(data, dict):
            return data
        return {language: value for language, value in data.items() if language not in info.context}


class Text(Translated[Line]):
    """One text in every language, side by side. Inline Markdown only: emphasis, strong, links."""


class Slugs(Translated[Slug]):
    """The last part of a page's address in every language."""


class Words(Translated[tuple[Line, ...]]):
    """Lists of words in every language; the lists need not correspond."""


class Urls(Translated[WebAddress]):
    """The address of the same page in every language."""


class Files(Translated[Recorded]):
    """A recording's file in every language; one may be the same in several."""


#: What is said once in every language.
TEXTS = (Text, Slugs, Words, Urls, Files)


def _once_or_each(once: object, each: type[Translated]) -> object:
    """A value that is one and the same everywhere, or one for each language."""
    tagged = Annotated[once, Tag("once")] | Annotated[each, Tag("each")]
    return Annotated[tagged, Discriminator(lambda value: "each" if isinstance(value, (dict, each)) else "once")]


#: A name as it is, or in every language for what has one in each.
Name = _once_or_each(Line, Text)
#: An address, or the page's in every language.
Place = _once_or_each(WebAddress, Urls)

#: What readers type who look for an entry and call it otherwise. The search alone reads it: no page, no paper, no screen reader.
SEARCH = Field(None, description="Words, phrases or questions that lead the search here; nobody sees them.")


class Content(BaseModel):
    """What every content kind shares: read-only, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    noun: ClassVar[str] = ""  # what messages call an entry of this kind; without one, the class's name
    renamed: ClassVar[Mapping[str, str]] = {}  # a field of old -> what is written now, with {} for the value
    without_source: ClassVar[bool] = False  # whether its figures need no source: they are made up, or names, or the source's
    used_by: ClassVar[str] = ""  # noun of the entries one of which must refer to it, where it is declared to be referred to


def kinds(above: type[Content]) -> Iterator[type[Content]]:
    """Every class below one, in the order in which they are declared, each before those below it."""
    for kind in above.__subclasses__():
        yield kind
        yield from kinds(kind)


# What a field says about itself, as metadata of its type ----------------------------------------


@dataclass(frozen=True)
class Noun:
    """What messages call an entry of this field, where it is not what its class says."""

    word: str


@dataclass(frozen=True)
class Refers:
    """The ids in this field are of entries with this noun: the handbook's, or those of the list nearest above the field."""

    noun: str


class Mark:
    """A property of a field that others ask for."""


#: Whole sentences: they count for how hard the handbook is to read. Other texts are titles, labels and examples.
SENTENCES = Mark()
#: An address, and not words with links in them.
LINK = Mark()
#: A picture's file.
PICTURE = Mark()
#: The name of a drawing: a template of overrides/drawings/.
DRAWING = Mark()

#: Shown as it is written: emphasis and links would be asterisks and brackets.
PLAIN = Mark()

Sentences = Annotated[Text, SENTENCES]
Plain = Annotated[Text, PLAIN]
