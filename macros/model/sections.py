"""Sections of chapters and pages, by kind."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Union

from pydantic import Field

from .asides import AnyAside
from .items import (
    ASIDES,
    PROMPTS,
    SHEET,
    Advantage,
    Card,
    Claim,
    Criterion,
    Option,
    Province,
    Question,
    Reflection,
    Resource,
    Step,
    Tag,
    Tip,
)
from .prompts import AnyPrompt
from .texts import SEARCH, Content, Id, Plain, Refers, Sentences, Words, kinds


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
    folded: bool = Field(False, description="Whether a page shows titles alone, each opening its tip: for lists to look things up in.")


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


class Group(Section):
    """Some of the letters, below a heading: those that name this section as their `group`."""

    kind: Literal["group"] = Field(description="The section's kind.")


class Downloads(Section):
    """Every worksheet and print edition, as a table."""

    kind: Literal["downloads"] = Field(description="The section's kind.")


class KeptWords(Section):
    """What a reader has kept on the device: to see, take along, put back, print and erase."""

    kind: Literal["words"] = Field(description="The section's kind.")


class BrandForm(Section):
    """The form that makes an organization's brand.yml; left out where an organization has put its own brand over the handbook."""

    kind: Literal["form"] = Field(description="The section's kind.")


class OrganizationSection(Section):
    """Who offers the handbook and how to reach them, as brand.yml says; left out where it says neither."""

    kind: Literal["organization"] = Field(description="The section's kind.")


class Changes(Section):
    """How to hear of what is new: the feed of the pages that have changed, once translations.lock says when."""

    kind: Literal["changes"] = Field(description="The section's kind.")


class Provinces(Section):
    """Rights at work, by province: the facts that sections of kind `where` show to whoever chose one."""

    kind: Literal["provinces"] = Field(description="The section's kind.")
    items: tuple[Province, ...] = Field(min_length=1, description="The provinces, in order.")


class Where(Section):
    """What is other where a reader lives: the provinces of the handbook's `provinces` section, of which readers choose theirs once."""

    kind: Literal["where"] = Field(description="The section's kind.")


#: Every kind of section above.
AnySection = Annotated[Union[tuple(kinds(Section))], Field(discriminator="kind")]  # noqa: UP007
