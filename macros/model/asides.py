"""What stands beside the words of a section or of an entry of one: examples, pairs, notes of care, pictures, drawings, recordings."""

from __future__ import annotations

from typing import Annotated, Literal, Union

from pydantic import Field

from .texts import DRAWING, PICTURE, Asset, Content, Files, Id, Plain, Sentences, Text, kinds


class Aside(Content):
    """What every aside has."""

    noun = "aside"  # its template is blocks/ and its kind

    id: Id = Field(description="Stable name of the aside, unique in what it stands beside, in kebab-case.")


class Example(Aside):
    """What something may look like: a letter, a line of a résumé, an answer. Its figures need no source."""

    without_source = True
    kind: Literal["example"] = Field(description="The aside's kind.")
    title: Text | None = Field(None, description="What it is an example of, in a few words.")
    body: tuple[Text, ...] = Field(min_length=1, description="The example's paragraphs or lines.")


class Pair(Aside):
    """Two ways side by side, such as what to do and what not to do. Its figures need no source."""

    without_source = True
    kind: Literal["pair"] = Field(description="The aside's kind.")
    labels: Literal["do", "say", "change"] = Field(
        description="What the two are called: `do` (do, don’t), `say` (say, rather than) or `change` (before, after)."
    )
    first: tuple[Text, ...] = Field(min_length=1, description="Paragraphs: what to do, what to say, or how it is before.")
    second: tuple[Text, ...] = Field(min_length=1, description="Paragraphs: what not to do, what not to say, or how it is after.")


class Care(Aside):
    """A limit or a warning, in a sentence or two."""

    kind: Literal["care"] = Field(description="The aside's kind.")
    body: tuple[Sentences, ...] = Field(min_length=1, description="Paragraphs.")


class Picture(Aside):
    """A picture, with words for those who do not see it."""

    kind: Literal["picture"] = Field(description="The aside's kind.")
    file: Annotated[Asset, PICTURE] = Field(description="Path of the picture (svg, png or jpg) below docs/: docs/assets/...")
    alt: Sentences = Field(description="What it shows, for those who do not see it.")
    caption: Sentences | None = Field(None, description="Words below it.")


class Drawing(Aside):
    """A drawing in the brand's colours, whole or in parts with a word beside each."""

    kind: Literal["drawing"] = Field(description="The aside's kind.")
    name: Annotated[Id, DRAWING] = Field(description="Name of the drawing: that of its file in overrides/drawings/, without .svg.")
    alt: Sentences = Field(description="What it shows as a whole, for those who do not see it.")
    words: tuple[Text, ...] = Field((), description="What its parts mean, in their order: a word or a few for each.")
    caption: Sentences | None = Field(None, description="Words below it.")


class Recording(Aside):
    """Something to hear or see, and its words for those who cannot. Its figures need no source.

    A video has captions in a file beside it: `welcome.vtt` for `welcome.mp4` (WCAG 2.2, 1.2.1 to 1.2.3).
    """

    without_source = True
    kind: Literal["recording"] = Field(description="The aside's kind.")
    file: Files = Field(
        description="Path of the file (mp3, m4a, ogg; mp4, webm with captions beside it) in every language, below docs/: docs/assets/..."
    )
    title: Text = Field(description="What it is, in a few words.")
    by: Plain | None = Field(None, description="Who made it.")
    transcript: tuple[Text, ...] = Field(
        min_length=1, description="Paragraphs: what is said, and what there is to see; or one that leads to where that stands."
    )


class Vignette(Content):
    """The small drawing at the top of a chapter."""

    name: Annotated[Id, DRAWING] = Field(description="Name of the drawing: that of its file in overrides/drawings/, without .svg.")
    alt: Sentences = Field(description="What it shows, for those who do not see it.")


#: Every aside above.
AnyAside = Annotated[Union[tuple(kinds(Aside))], Field(discriminator="kind")]  # noqa: UP007
