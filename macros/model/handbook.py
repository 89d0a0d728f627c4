"""The content model: one frozen class per content kind, every field described.

Everything that authors can write is declared here, in sections.py, items.py, prompts.py,
asides.py, brand.py and texts.py, and nowhere else. The JSON Schemas in content/schema/, the
errors, handbook.json and the authors' reference are generated from these classes.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from .asides import Vignette
from .brand import Brand
from .items import Card, Claim
from .prompts import Worksheet
from .sections import AnySection
from .texts import (
    PICTURE,
    PLAIN,
    SEARCH,
    Asset,
    Content,
    Id,
    Language,
    Line,
    Name,
    Place,
    Plain,
    Refers,
    Sentences,
    Slugs,
    Text,
    Url,
    Words,
)


class Stage(Content):
    """A stretch of the chapter's path, with a page of its own."""

    used_by = "section"

    id: Id = Field(description="Stable name of the stage, in kebab-case.")
    label: Plain = Field(description="One or two words, as they stand on the path.")
    title: Plain = Field(description="The title of the stage's page.")
    slug: Slugs = Field(description="Last part of the address of the stage's page.")
    description: Annotated[Sentences, PLAIN] = Field(
        description="What readers do there, in a sentence, for the overview and search engines."
    )


class Page(Content):
    """A page: the address, the title, and sections in order."""

    id: Id = Field(description="Stable name of the page; the same as the file's name.")
    title: Plain = Field(description="The page's title.")
    short: Plain | None = Field(None, description="The title in menus, where the whole one is long.")
    slug: Slugs | None = Field(None, description="Last part of the page's address; only `home` has none.")
    description: Annotated[Sentences, PLAIN] = Field(description="One sentence for search engines, cards and lists.")
    intro: tuple[Sentences, ...] = Field((), description="Paragraphs under the title.")
    sections: tuple[AnySection, ...] = Field((), description="The sections, in order.")
    search: Words | None = SEARCH


class Chapter(Page):
    """A chapter of the handbook."""

    slug: Slugs = Field(description="Last part of the chapter's address.")
    drawing: Vignette | None = Field(None, description="The small drawing at the top of the chapter's page and of its print edition.")
    sections: tuple[AnySection, ...] = Field(min_length=1, description="The sections, in order.")
    brief: tuple[Sentences, ...] = Field((), description="The chapter's short version: a point or two for each of its stages.")
    ten_minutes: tuple[Sentences, ...] = Field((), description="What to read or do with ten minutes only: a point or two, with links.")
    stages: tuple[Stage, ...] = Field(
        (), description="The stages of the chapter's path, in order; each has a page, and the chapter's own is then an overview."
    )
    worksheets: tuple[Worksheet, ...] = Field((), description="The chapter's worksheets, in order.")
    terms: tuple[Annotated[Id, Refers("term")], ...] = Field((), description="Ids of glossary terms that the chapter is about.")
    authors: tuple[Annotated[Id, Refers("contributor")], ...] = Field(
        (), description="Ids of the contributors who wrote it; without any, the organization of brand.yml is named, if there is one."
    )
    reviewers: tuple[Annotated[Id, Refers("contributor")], ...] = Field((), description="Ids of the contributors who reviewed it.")
    sources: tuple[Annotated[Id, Refers("source")], ...] = Field(min_length=1, description="Ids of the sources that the chapter follows.")
    reviewed: datetime.date = Field(description="The day the chapter was last reviewed, as YYYY-MM-DD.")


class Way(Content):
    """A way into the handbook from a moment that readers are in: a few steps, from any chapters, in order."""

    id: Id = Field(description="Stable name of the way; the same as the file's name.")
    title: Plain = Field(description="The reader's moment, in the reader's words.")
    short: Plain | None = Field(None, description="The title in menus, where the whole one is long.")
    slug: Slugs = Field(description="Last part of the way's address.")
    description: Annotated[Sentences, PLAIN] = Field(description="One sentence for search engines, cards and lists.")
    intro: tuple[Sentences, ...] = Field((), description="Paragraphs under the title.")
    steps: tuple[Card, ...] = Field(min_length=1, description="Where to go, in order.")
    search: Words | None = SEARCH


#: What browsers know of their readers and may offer to fill in (HTML, 4.10.18.7), as far as letters ask for it.
Autofill = Literal[
    *("name", "given-name", "family-name", "email", "tel", "url", "organization", "organization-title"),
    *("street-address", "address-level2", "address-level1", "postal-code"),
]


class Placeholder(Content):
    """A blank of a letter, written {id} in its subject and body."""

    id: Id = Field(description="Stable name of the blank, in kebab-case.")
    label: Plain = Field(description="What stands in the blank until it is filled, in a few words.")
    hint: Sentences = Field(description="What to write there.")
    example: Plain = Field(description="An example that reads well inside the letter.")
    autocomplete: Autofill | None = Field(
        None, description="What of the reader's own browsers may offer here; a blank about somebody else has none (WCAG 2.2, 1.3.5)."
    )
    lines: int = Field(1, ge=1, le=8, description="How many lines the page's field has: more than 1 where a sentence or two are wanted.")

    @property
    def rows(self) -> int:
        """How many lines the page's field has; an address as it stands on an envelope takes several (HTML, 4.10.18.7)."""
        return max(self.lines, 3 if self.autocomplete == "street-address" else 1)


class Version(Content):
    """One wording of a letter that has several, such as short or warm; readers choose one."""

    id: Id = Field(description="Stable name of the version, in kebab-case.")
    label: Plain = Field(description="What it is called where readers choose, in a few words.")
    subject: Text | None = Field(None, description="Its subject line, where it is not the letter's.")
    body: tuple[Sentences, ...] = Field(min_length=1, description="The paragraphs, with {placeholder-id} for each blank.")


class Letter(Content):
    """A letter, email or spoken script to start from."""

    id: Id = Field(description="Stable name of the letter; the same as the file's name.")
    kind: Literal["email", "letter", "script"] = Field(description="How it is used.")
    group: Id | None = Field(None, description="Id of a section of kind `group`, below which lists of letters show it.")
    title: Plain = Field(description="The letter's title.")
    slug: Slugs = Field(description="Last part of the letter's address.")
    description: Annotated[Sentences, PLAIN] = Field(description="One sentence for search engines, cards and lists.")
    intro: tuple[Sentences, ...] = Field((), description="When to use it, and how.")
    placeholders: tuple[Placeholder, ...] = Field((), description="The blanks, in order of appearance.")
    subject: Text | None = Field(None, description="Subject line of an email.")
    body: tuple[Sentences, ...] = Field((), description="The paragraphs, with {placeholder-id} for each blank; or else `versions`.")
    versions: tuple[Version, ...] = Field((), description="Wordings of which readers choose one, the usual one first; or else `body`.")
    most: int | None = Field(
        None, ge=40, description="How many characters it may have where it is sent, its blanks filled as in the examples."
    )
    tips: tuple[Sentences, ...] = Field((), description="Short advice on making it one's own.")
    claims: tuple[Claim, ...] = Field((), description="Sources of the figures in the letter or its advice.")
    search: Words | None = SEARCH

    @property
    def wordings(self) -> tuple[Letter | Version, ...]:
        """Its versions, or the letter itself where it has but one text: each has a `subject` and a `body`."""
        return self.versions or (self,)


class Term(Content):
    """A glossary entry."""

    id: Id = Field(description="Stable name of the term, in kebab-case.")
    term: Text = Field(description="The term.")
    definition: Sentences = Field(description="What it means, in plain words.")
    synonyms: Words | None = Field(None, description="Other names for it, shown below it; the search finds them as it finds the term.")
    search: Words | None = SEARCH


class Source(Content):
    """A work that the handbook relies on."""

    id: Id = Field(description="Stable name of the source, in kebab-case.")
    title: Name = Field(description="The work's own title, in its own language; or one per language, where it has them.")
    language: Language = Field(description="The language of the work, and of what is said of it once.")
    author: str | None = Field(None, description="Who wrote it.")
    publisher: Name = Field(description="Who publishes it, by their own name; or one per language, where they have them.")
    url: Place = Field(description="The exact page where to find it; or one per language, where there are several.")
    note: Sentences | None = Field(None, description="What the handbook takes from it.")


class Link(Content):
    """A link of a contributor."""

    label: Plain = Field(description="What the link leads to.")
    url: Url = Field(description="`https:`, `mailto:` or `tel:` address.")


class Contributor(Content):
    """A person who wrote or reviewed chapters."""

    id: Id = Field(description="Stable name of the person, in kebab-case.")
    name: Line = Field(description="The name, as the person writes it.")
    role: Text = Field(description="What the person does.")
    biography: Sentences = Field(description="Two or three sentences about the person.")
    picture: Annotated[Asset, PICTURE] | None = Field(None, description="Path of a picture (svg, png or jpg) below docs/: docs/assets/...")
    links: tuple[Link, ...] = Field((), description="Where to read more.")


class Measure(Content):
    """How plain a language's texts should be: a score is `base` + `words` × words a sentence + `syllables` × syllables a word."""

    name: Line = Field(description="What the measure is called.")
    base: float = Field(description="What the score begins with.")
    words: float = Field(description="What it adds for each word of a mean sentence; less than 0 takes away.")
    syllables: float = Field(description="What it adds for each syllable of a mean word; less than 0 takes away.")
    least: float | None = Field(None, description="The smallest score wanted, where higher is easier.")
    most: float | None = Field(None, description="The largest score wanted, where lower is easier.")


class LanguageSetting(Content):
    """A language that the handbook is offered in."""

    noun = "language"

    code: Language = Field(description="BCP 47 code: folder of the site, key of every text.")
    locale: str = Field(description="BCP 47 tag with the region, for `lang` and dates.", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
    name: Line = Field(description="The language's name in itself.")
    first_day: Line | None = Field(None, description="How dates write the first day of a month, where that is not 1.")
    measures: tuple[Measure, ...] = Field((), description="How plain texts should be, for the editors' report.")


class Settings(Content):
    """Which languages the handbook speaks, and in which order it is read (handbook.yml)."""

    languages: tuple[LanguageSetting, ...] = Field(min_length=1, description="The languages; the first one is the default.")
    chapters: tuple[Id, ...] = Field(description="Ids of the chapters, in reading order.")
    letters: tuple[Id, ...] = Field(description="Ids of the letter samples, in order.")
    ways: tuple[Id, ...] = Field((), description="Ids of the ways in, in order.")
    menu: tuple[Id, ...] = Field(min_length=1, description="Ids of the pages linked at the top of every page.")
    apart: tuple[Id, ...] = Field((), description="Ids of the pages in neither, to which other pages lead.")
    footer: tuple[Id, ...] = Field((), description="Ids of the pages linked at the foot of every page.")


class Handbook(Content):
    """All the content: what rendering gets, and the only thing it gets."""

    settings: Settings
    brand: Brand
    interface: dict[Id, Text]
    pages: tuple[Page, ...]
    chapters: tuple[Chapter, ...]
    letters: tuple[Letter, ...]
    ways: tuple[Way, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    contributors: tuple[Contributor, ...]
    written: tuple[Language, ...] = ()  # codes of the languages that texts may be in, offered or not
    hidden: dict[str, str] = Field(default_factory=dict)  # page, or page/entry, that an organization leaves out -> where it says so
    origin: Brand | None = None  # the brand that an organization's own has replaced


AnyPage = Page | Chapter | Letter | Way
