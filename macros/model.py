"""The content model: one frozen class per content kind, every field described.

Everything that authors can write is declared here and nowhere else. The JSON
Schemas in content/schema/, the errors, handbook.json and the authors' reference
are generated from these classes.

Nothing in this module knows a language by name: a text maps BCP 47 language
codes to strings, and content/handbook.yml says which codes there are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

#: Kebab-case, stable: the anchor on the page, the key of an overlay and of stored data.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
#: A BCP 47 language code, lower case (RFC 5646).
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(min_length=1)]
Url = Annotated[str, StringConstraints(pattern=r"^(https://|mailto:)\S+$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


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


class Claim(Content):
    """Where a figure comes from, and when somebody last checked it."""

    source: Id = Field(description="Id of an entry in sources.yml.")
    reviewed: datetime.date = Field(description="The day the claim was last checked, as YYYY-MM-DD.")
    note: Text | None = Field(None, description="What the source says, where it differs from the text.")


class Item(Content):
    """An entry of a section: it has a heading, an anchor and usually a body."""

    id: Id = Field(description="Stable name of the item, unique in its file, in kebab-case.")
    title: Text = Field(description="The item's heading.")
    body: tuple[Text, ...] = Field((), description="Paragraphs.")
    points: tuple[Text, ...] = Field((), description="A bulleted list after the body.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in this item.")


class Advantage(Item):
    """A reason to do what the chapter is about."""


class Note(Content):
    """A place on a worksheet to write in."""

    id: Id = Field(description="Stable name of the note, unique in its prompt, in kebab-case.")
    label: Text = Field(description="What to write there.")
    lines: int = Field(3, ge=1, le=20, description="How many lines to write on.")


class Notes(Content):
    """A worksheet prompt: labelled places to write in."""

    kind: Literal["notes"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in its step, in kebab-case.")
    notes: tuple[Note, ...] = Field(min_length=1, description="The places to write in.")


class Column(Content):
    """A column of a table to fill in."""

    id: Id = Field(description="Stable name of the column, unique in its table, in kebab-case.")
    label: Text = Field(description="The column's heading.")
    share: int = Field(2, ge=1, le=6, description="The column's width, as a share of the row.")


class Table(Content):
    """A worksheet prompt: a table to fill in."""

    kind: Literal["table"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in its step, in kebab-case.")
    label: Text = Field(description="What the table is for.")
    rows: int = Field(ge=1, le=20, description="How many rows there are to fill in.")
    columns: tuple[Column, ...] = Field(min_length=1, description="The columns.")


class Box(Content):
    """A box to tick."""

    id: Id = Field(description="Stable name of the box, unique in its list, in kebab-case.")
    label: Text = Field(description="What it means to tick it.")


class Checklist(Content):
    """A worksheet prompt: boxes to tick."""

    kind: Literal["checklist"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in its step, in kebab-case.")
    boxes: tuple[Box, ...] = Field(min_length=1, description="The boxes.")


class Script(Content):
    """A worksheet prompt: a letter sample whose blanks are fields."""

    kind: Literal["script"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in its step, in kebab-case.")
    letter: Id = Field(description="Id of the letter sample.")


Prompt = Annotated[Notes | Table | Checklist | Script, Field(discriminator="kind")]


class Step(Item):
    """Something to do, in order."""

    letter: Id | None = Field(None, description="Id of the letter sample that helps with this step.")
    prompts: tuple[Prompt, ...] = Field((), description="What the worksheet offers to write for this step.")


class Tip(Item):
    """A piece of advice."""


class Question(Content):
    """A question to ask somebody, with the reason to ask it."""

    id: Id = Field(description="Stable name of the question, unique in its file, in kebab-case.")
    ask: Text = Field(description="The question, as one would say it.")
    why: Text = Field(description="Why to ask it: what the answer tells.")
    listen: Text | None = Field(None, description="What to listen for, or how to follow up.")
    tags: tuple[Id, ...] = Field((), description="Ids of tags from the section's `tags`.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in this question.")


class Reflection(Content):
    """A question that readers ask themselves."""

    id: Id = Field(description="Stable name of the question, unique in its file, in kebab-case.")
    ask: Text = Field(description="The question, to oneself.")


class Tag(Content):
    """A label that groups questions."""

    id: Id = Field(description="Stable name of the tag, in kebab-case.")
    label: Text = Field(description="The tag as readers see it.")


class Resource(Content):
    """Further reading, here or on another site."""

    id: Id = Field(description="Stable name of the resource, unique in its file, in kebab-case.")
    title: Text = Field(description="What it is called.")
    body: Text = Field(description="What readers find there, in a sentence.")
    link: Text | None = Field(None, description="`https:` address or `ref:` link, per language.")


class Card(Content):
    """A way on to another page, for a home or index page."""

    id: Id = Field(description="Stable name of the card, unique in its file, in kebab-case.")
    title: Text = Field(description="Where the card leads.")
    body: Text = Field(description="What readers can do there, in a sentence.")
    link: str = Field(description="`ref:` link to the page.", pattern=r"^ref:\S+$")


class Section(Content):
    """What every section of a chapter or page has."""

    id: Id = Field(description="Stable name of the section, unique in its file, in kebab-case.")
    title: Text = Field(description="The section's heading.")
    stage: Id | None = Field(None, description="Id of the chapter's stage that the section belongs to.")
    intro: tuple[Text, ...] = Field((), description="Paragraphs before the items.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in the section's intro.")


class Prose(Section):
    """Paragraphs, with an optional list."""

    kind: Literal["prose"] = Field(description="The section's kind.")
    body: tuple[Text, ...] = Field(min_length=1, description="Paragraphs.")
    points: tuple[Text, ...] = Field((), description="A bulleted list after the body.")


class Advantages(Section):
    """Reasons, each with a heading."""

    kind: Literal["advantages"] = Field(description="The section's kind.")
    items: tuple[Advantage, ...] = Field(min_length=1, description="The advantages.")


class Steps(Section):
    """Steps, numbered in order."""

    kind: Literal["steps"] = Field(description="The section's kind.")
    items: tuple[Step, ...] = Field(min_length=1, description="The steps, in order.")


class Questions(Section):
    """Questions to choose from, each with its reason."""

    kind: Literal["questions"] = Field(description="The section's kind.")
    tags: tuple[Tag, ...] = Field((), description="The tags that the section's questions may carry.")
    items: tuple[Question, ...] = Field(min_length=1, description="The questions.")


class Tips(Section):
    """Advice, each with a heading."""

    kind: Literal["tips"] = Field(description="The section's kind.")
    items: tuple[Tip, ...] = Field(min_length=1, description="The tips.")


class ReflectionSection(Section):
    """Questions that readers ask themselves."""

    kind: Literal["reflection"] = Field(description="The section's kind.")
    items: tuple[Reflection, ...] = Field(min_length=1, description="The questions.")


class Resources(Section):
    """Further reading."""

    kind: Literal["resources"] = Field(description="The section's kind.")
    items: tuple[Resource, ...] = Field(min_length=1, description="The resources.")


class Cards(Section):
    """Ways on to other pages."""

    kind: Literal["cards"] = Field(description="The section's kind.")
    items: tuple[Card, ...] = Field(min_length=1, description="The cards.")


class Downloads(Section):
    """Every worksheet and print edition, as a table."""

    kind: Literal["downloads"] = Field(description="The section's kind.")


AnySection = Annotated[
    Prose | Advantages | Steps | Questions | Tips | ReflectionSection | Resources | Cards | Downloads,
    Field(discriminator="kind"),
]


class Stage(Content):
    """A stretch of the chapter's path, shown in its picture."""

    id: Id = Field(description="Stable name of the stage, in kebab-case.")
    label: Text = Field(description="One or two words, as they stand in the picture.")


class Worksheet(Content):
    """A worksheet of a chapter: what there is to write and tick in some of its stages."""

    id: Id = Field(description="Stable name of the worksheet, unique in its chapter, in kebab-case.")
    title: Text = Field(description="The worksheet's title.")
    slug: Slugs = Field(description="Its part of the file's name.")
    use: Text = Field(description="How to use it, in a sentence.")
    stages: tuple[Id, ...] = Field(min_length=1, description="Ids of the chapter's stages that it covers.")


class Page(Content):
    """A page: the address, the title, and sections in order."""

    id: Id = Field(description="Stable name of the page; the same as the file's name.")
    title: Text = Field(description="The page's title.")
    short: Text | None = Field(None, description="The title in menus, where the whole one is long.")
    slug: Slugs | None = Field(None, description="Last part of the page's address; only `home` has none.")
    description: Text = Field(description="One sentence for search engines, cards and lists.")
    intro: tuple[Text, ...] = Field((), description="Paragraphs under the title.")
    sections: tuple[AnySection, ...] = Field((), description="The sections, in order.")


class Chapter(Page):
    """A chapter of the handbook."""

    slug: Slugs = Field(description="Last part of the chapter's address.")
    sections: tuple[AnySection, ...] = Field(min_length=1, description="The sections, in order.")
    stages: tuple[Stage, ...] = Field((), description="The stages of the chapter's path, in order.")
    worksheets: tuple[Worksheet, ...] = Field((), description="The chapter's worksheets, in order.")
    terms: tuple[Id, ...] = Field((), description="Ids of glossary terms that the chapter is about.")
    authors: tuple[Id, ...] = Field((), description="Ids of the contributors who wrote it; none: the editorial team.")
    reviewers: tuple[Id, ...] = Field((), description="Ids of the contributors who reviewed it.")
    sources: tuple[Id, ...] = Field(min_length=1, description="Ids of the sources that the chapter follows.")
    reviewed: datetime.date = Field(description="The day the chapter was last reviewed, as YYYY-MM-DD.")


class Placeholder(Content):
    """A blank of a letter, written {id} in its subject and body."""

    id: Id = Field(description="Stable name of the blank, in kebab-case.")
    label: Text = Field(description="What stands in the blank until it is filled, in a few words.")
    hint: Text = Field(description="What to write there.")
    example: Text = Field(description="An example that reads well inside the letter.")


class Letter(Content):
    """A letter, email or spoken script to start from."""

    id: Id = Field(description="Stable name of the letter; the same as the file's name.")
    kind: Literal["email", "letter", "script"] = Field(description="How it is used.")
    title: Text = Field(description="The letter's title.")
    slug: Slugs = Field(description="Last part of the letter's address.")
    description: Text = Field(description="One sentence for search engines, cards and lists.")
    intro: tuple[Text, ...] = Field((), description="When to use it, and how.")
    placeholders: tuple[Placeholder, ...] = Field((), description="The blanks, in order of appearance.")
    subject: Text | None = Field(None, description="Subject line of an email.")
    body: tuple[Text, ...] = Field(min_length=1, description="The paragraphs, with {placeholder-id} for each blank.")
    tips: tuple[Text, ...] = Field((), description="Short advice on making it one's own.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in the letter or its advice.")


class Term(Content):
    """A glossary entry."""

    id: Id = Field(description="Stable name of the term, in kebab-case.")
    term: Text = Field(description="The term.")
    definition: Text = Field(description="What it means, in plain words.")
    synonyms: Words | None = Field(None, description="Other names for it, also found by the search.")


class Source(Content):
    """A work that the handbook relies on."""

    id: Id = Field(description="Stable name of the source, in kebab-case.")
    title: str = Field(description="The work's own title, in its own language.")
    language: Language = Field(description="The language of the work.")
    author: str | None = Field(None, description="Who wrote it.")
    publisher: str = Field(description="Who publishes it.")
    url: str = Field(pattern=r"^https?://\S+$", description="Where to find it.")
    note: Text | None = Field(None, description="What the handbook takes from it.")


class Link(Content):
    """A link of a contributor."""

    label: Text = Field(description="What the link leads to.")
    url: Url = Field(description="`https:` or `mailto:` address.")


class Contributor(Content):
    """A person who wrote or reviewed chapters."""

    id: Id = Field(description="Stable name of the person, in kebab-case.")
    name: Line = Field(description="The name, as the person writes it.")
    role: Text = Field(description="What the person does.")
    biography: Text = Field(description="Two or three sentences about the person.")
    picture: str | None = Field(None, pattern=r"^assets/[\w./-]+$", description="Path of a picture below docs/ (docs/assets/...).")
    links: tuple[Link, ...] = Field((), description="Where to read more.")


class LanguageSetting(Content):
    """A language that the handbook is offered in."""

    code: Language = Field(description="BCP 47 code: folder of the site, key of every text.")
    locale: str = Field(description="BCP 47 tag with the region, for `lang` and dates.", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
    name: Line = Field(description="The language's name in itself.")
    first_day: Line | None = Field(None, description="How dates write the first day of a month, where that is not 1.")


class Settings(Content):
    """What the handbook is called and which languages it speaks (handbook.yml)."""

    languages: tuple[LanguageSetting, ...] = Field(min_length=1, description="The languages; the first one is the default.")
    name: Text = Field(description="The handbook's name.")
    tagline: Text = Field(description="What it is, in a few words.")
    description: Text = Field(description="What it is, in a sentence, for search engines.")
    chapters: tuple[Id, ...] = Field(description="Ids of the chapters, in reading order.")
    letters: tuple[Id, ...] = Field(description="Ids of the letter samples, in order.")
    menu: tuple[Id, ...] = Field(min_length=1, description="Ids of the pages linked at the top of every page.")
    footer: tuple[Id, ...] = Field((), description="Ids of the pages linked at the foot of every page.")


class Handbook(Content):
    """All the content: what rendering gets, and the only thing it gets."""

    settings: Settings
    interface: dict[Id, Text]
    pages: tuple[Page, ...]
    chapters: tuple[Chapter, ...]
    letters: tuple[Letter, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    contributors: tuple[Contributor, ...]


AnyPage = Page | Chapter | Letter


def walk(node: object, path: tuple = ()) -> Iterator[tuple[tuple, object]]:
    """Yield (path, value) for every model and text below `node`; a path holds field names and positions."""
    if isinstance(node, (BaseModel, RootModel)):
        yield path, node
        if not isinstance(node, RootModel):
            for name in type(node).model_fields:
                yield from walk(getattr(node, name), (*path, name))
    elif isinstance(node, tuple):
        for position, value in enumerate(node):
            yield from walk(value, (*path, position))
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, key))
