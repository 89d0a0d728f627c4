"""Entries of sections: steps, tips, questions, and whatever else has a heading and an anchor of its own."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from .asides import AnyAside
from .prompts import AnyPrompt
from .texts import LINK, SEARCH, Content, Id, Plain, Refers, Sentences, Text, Words

#: What a section or an entry of one has beside its words, what it says on paper, where nobody has the page at hand, and what it
#: wants to be written there.
ASIDES = Field((), description="Examples, pairs, notes of care, pictures and recordings after the words, in order.")
SHEET = Field(None, description="What the worksheet says below the heading, in a sentence or two that need no page beside them.")
PROMPTS = Field((), description="What the worksheet offers to write and tick for this.")


class Claim(Content):
    """Where a figure comes from, and when somebody last checked it."""

    without_source = True

    source: Annotated[Id, Refers("source")] = Field(description="Id of an entry in sources.yml.")
    reviewed: datetime.date = Field(description="The day the claim was last checked, as YYYY-MM-DD.")
    note: Text | None = Field(None, description="What it supports, or says instead, in a few words without a period: `15 minutes`.")


class Item(Content):
    """An entry of a section: it has a heading, an anchor and usually a body."""

    id: Id = Field(description="Stable name of the item, unique in its file, in kebab-case.")
    title: Text = Field(description="The item's heading.")
    body: tuple[Sentences, ...] = Field((), description="Paragraphs.")
    points: tuple[Sentences, ...] = Field((), description="A bulleted list after the body.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in this item.")
    asides: tuple[AnyAside, ...] = ASIDES
    sheet: Sentences | None = SHEET
    prompts: tuple[AnyPrompt, ...] = PROMPTS
    search: Words | None = SEARCH


class Advantage(Item):
    """A reason to do what the chapter is about."""


class Step(Item):
    """Something to do, in order."""

    letter: Annotated[Id, Refers("letter")] | None = Field(None, description="Id of the letter sample that helps with this step.")


class Tip(Item):
    """A piece of advice."""


class Question(Content):
    """A question to ask somebody, with the reason to ask it."""

    id: Id = Field(description="Stable name of the question, unique in its file, in kebab-case.")
    ask: Sentences = Field(description="The question, as one would say it.")
    why: Sentences = Field(description="Why to ask it: what the answer tells.")
    listen: Sentences | None = Field(None, description="What to listen for, or how to follow up.")
    tags: tuple[Annotated[Id, Refers("tag")], ...] = Field((), description="Ids of tags from the section's `tags`.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in this question.")
    asides: tuple[AnyAside, ...] = ASIDES
    sheet: Sentences | None = SHEET
    prompts: tuple[AnyPrompt, ...] = PROMPTS
    search: Words | None = SEARCH


class Reflection(Content):
    """A question that readers ask themselves."""

    noun = "question"

    id: Id = Field(description="Stable name of the question, unique in its file, in kebab-case.")
    ask: Sentences = Field(description="The question, to oneself.")
    asides: tuple[AnyAside, ...] = ASIDES
    sheet: Sentences | None = SHEET
    prompts: tuple[AnyPrompt, ...] = PROMPTS


class Tag(Content):
    """A label that groups questions."""

    used_by = "question"

    id: Id = Field(description="Stable name of the tag, in kebab-case.")
    label: Plain = Field(description="The tag as readers see it.")


class Resource(Content):
    """Further reading, here or on another site."""

    id: Id = Field(description="Stable name of the resource, unique in its file, in kebab-case.")
    title: Text = Field(description="What it is called.")
    body: Sentences = Field(description="What readers find there, in a sentence.")
    link: Annotated[Text, LINK] | None = Field(None, description="`https:` address or `ref:` link, per language.")
    asides: tuple[AnyAside, ...] = ASIDES
    sheet: Sentences | None = SHEET
    prompts: tuple[AnyPrompt, ...] = PROMPTS
    search: Words | None = SEARCH


class Card(Content):
    """A way on to another page, for a home or index page."""

    id: Id = Field(description="Stable name of the card, unique in its file, in kebab-case.")
    title: Text = Field(description="Where the card leads.")
    body: Sentences = Field(description="What readers can do there, in a sentence.")
    link: Annotated[str, LINK] = Field(description="`ref:` link to the page.", pattern=r"^ref:\S+$")
    sheet: Sentences | None = SHEET
    prompts: tuple[AnyPrompt, ...] = PROMPTS


class Option(Content):
    """One of the things that a comparison compares."""

    id: Id = Field(description="Stable name of the option, unique in its comparison, in kebab-case.")
    label: Text = Field(description="What it is called, in a few words.")


class Cell(Content):
    """What one option is like, by one criterion."""

    id: Annotated[Id, Refers("option")] = Field(description="Id of the option.")
    body: Sentences = Field(description="What it is like, in a few words or a sentence.")


class Criterion(Content):
    """What options are compared by: a row of a comparison."""

    id: Id = Field(description="Stable name of the criterion, unique in its file, in kebab-case.")
    title: Text = Field(description="The criterion, in a few words.")
    cells: tuple[Cell, ...] = Field(min_length=1, description="What each option is like.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in this row.")


class Province(Content):
    """A province or territory, or an employer that another law holds for: whom readers can ask about their rights at work there."""

    id: Id = Field(description="Stable name of the province, unique in its file, in kebab-case.")
    title: Plain = Field(description="Its name, or which employers are meant.")
    everywhere: bool = Field(False, description="Whether it concerns readers of every province: some employers are under federal law.")
    law: Sentences = Field(description="The law that protects people there, by its name.")
    bodies: tuple[Sentences, ...] = Field(min_length=1, description="Whom to ask, each with a link, and what for.")
    words: Sentences = Field(description="The words that the law has for what an employer must do, and for where that ends.")
    limit: Sentences | None = Field(None, description="How long people have to complain, as the body itself says; without it, to be asked.")
    advice: tuple[Sentences, ...] = Field((), description="Who else informs or helps without charge.")
    claims: tuple[Claim, ...] = Field((), description="Sources of what is said here.")
    search: Words | None = SEARCH
