"""Sections of chapters and pages, by kind, and their items."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal, Union

from pydantic import Field

from .asides import AnyAside
from .prompts import AnyPrompt
from .texts import LINK, SEARCH, Content, Id, Plain, Refers, Sentences, Text, Words, kinds

#: What a section or an entry of one has beside its words, what it says on paper, where nobody has the page at hand, and what it
#: wants to be written there.
ASIDES = Field((), description="Examples, pairs, notes of care and pictures after the words, in order.")
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


class Section(Content):
    """What every section of a chapter or page has."""

    noun = "section"  # its template is blocks/ and its kind
    counted: ClassVar[bool] = False  # whether a page's contents list its items, under the interface string count-<kind>
    on_worksheets: ClassVar[bool] = False  # whether worksheets always show it, by the template worksheets/ and its kind
    id: Id = Field(description="Stable name of the section, unique in its file, in kebab-case.")
    title: Plain = Field(description="The section's heading.")
    stage: Annotated[Id, Refers("stage")] | None = Field(None, description="Id of the chapter's stage that the section belongs to.")
    intro: tuple[Sentences, ...] = Field((), description="Paragraphs before the items.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in the section's intro.")
    asides: tuple[AnyAside, ...] = ASIDES
    sheet: Sentences | None = SHEET
    prompts: tuple[AnyPrompt, ...] = PROMPTS
    search: Words | None = SEARCH

    @property
    def has_sheet(self) -> bool:
        """Whether worksheets show the section: its kind is one for them, or it or one of its entries asks for something."""
        return self.on_worksheets or any(getattr(part, "prompts", ()) for part in (self, *getattr(self, "items", ())))


class Prose(Section):
    """Paragraphs, with an optional list."""

    kind: Literal["prose"] = Field(description="The section's kind.")
    body: tuple[Sentences, ...] = Field(min_length=1, description="Paragraphs.")
    points: tuple[Sentences, ...] = Field((), description="A bulleted list after the body.")


class Advantages(Section):
    """Reasons, each with a heading."""

    counted = True
    kind: Literal["advantages"] = Field(description="The section's kind.")
    items: tuple[Advantage, ...] = Field(min_length=1, description="The advantages.")


class Steps(Section):
    """Steps, numbered in order."""

    counted = True
    on_worksheets = True
    kind: Literal["steps"] = Field(description="The section's kind.")
    items: tuple[Step, ...] = Field(min_length=1, description="The steps, in order.")


class Questions(Section):
    """Questions to choose from, each with its reason."""

    counted = True
    on_worksheets = True
    kind: Literal["questions"] = Field(description="The section's kind.")
    tags: tuple[Tag, ...] = Field((), description="The tags that the section's questions may carry.")
    items: tuple[Question, ...] = Field(min_length=1, description="The questions.")
    places: int = Field(
        0, ge=0, le=12, description="How many numbered places a worksheet has below these questions, for those that readers choose."
    )
    least: int = Field(0, ge=0, le=12, description="How many chosen questions are enough; pages say so to readers who chose fewer.")


class Tips(Section):
    """Advice, each with a heading."""

    counted = True
    on_worksheets = True
    kind: Literal["tips"] = Field(description="The section's kind.")
    items: tuple[Tip, ...] = Field(min_length=1, description="The tips.")


class ReflectionSection(Section):
    """Questions that readers ask themselves."""

    counted = True
    on_worksheets = True
    kind: Literal["reflection"] = Field(description="The section's kind.")
    items: tuple[Reflection, ...] = Field(min_length=1, description="The questions.")


class Comparison(Section):
    """Criteria down, options across; on worksheets a table to fill in."""

    counted = True
    on_worksheets = True
    kind: Literal["comparison"] = Field(description="The section's kind.")
    options: tuple[Option, ...] = Field(min_length=2, max_length=5, description="What is compared, two to five of them.")
    items: tuple[Criterion, ...] = Field(min_length=1, description="The criteria.")


class Resources(Section):
    """Further reading."""

    counted = True
    kind: Literal["resources"] = Field(description="The section's kind.")
    items: tuple[Resource, ...] = Field(min_length=1, description="The resources.")


class Cards(Section):
    """Ways on to other pages."""

    kind: Literal["cards"] = Field(description="The section's kind.")
    items: tuple[Card, ...] = Field(min_length=1, description="The cards.")


class Downloads(Section):
    """Every worksheet and print edition, as a table."""

    kind: Literal["downloads"] = Field(description="The section's kind.")


class KeptWords(Section):
    """What a reader has kept on the device: to see, take along, put back, print and erase."""

    kind: Literal["words"] = Field(description="The section's kind.")


class OrganizationSection(Section):
    """Who offers the handbook and how to reach them, as brand.yml says; left out where it says neither."""

    kind: Literal["organization"] = Field(description="The section's kind.")


#: Every kind of section above.
AnySection = Annotated[Union[tuple(kinds(Section))], Field(discriminator="kind")]  # noqa: UP007
