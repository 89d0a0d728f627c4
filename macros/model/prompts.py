"""What worksheets offer to write and tick for a section or an entry of one."""

from __future__ import annotations

from typing import Annotated, Literal, Union

from pydantic import Discriminator, Field, Tag

from .texts import Content, Id, Refers, Slugs, Text, kinds


class Prompt(Content):
    """What every prompt shares."""

    noun = "prompt"  # its template is worksheets/ and its kind


class Note(Content):
    """A place on a worksheet to write in."""

    id: Id = Field(description="Stable name of the note, unique in its prompt, in kebab-case.")
    label: Text = Field(description="What to write there.")
    lines: int = Field(3, ge=1, le=20, description="How many lines to write on.")


class Notes(Prompt):
    """A worksheet prompt: labelled places to write in."""

    kind: Literal["notes"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in what asks for it, in kebab-case.")
    notes: tuple[Note, ...] = Field(min_length=1, description="The places to write in.")


class Choice(Content):
    """A mark that a cell of a table offers, one of several."""

    without_source = True

    id: Id = Field(description="Stable name of the mark, unique in its column, in kebab-case.")
    label: Text = Field(description="What it means, in a word or two.")


class Column(Content):
    """A column of a table to fill in."""

    id: Id = Field(description="Stable name of the column, unique in its table, in kebab-case.")
    label: Text = Field(description="The column's heading.")
    share: int = Field(2, ge=1, le=6, description="The column's width, as a share of the row.")
    choices: tuple[Choice, ...] = Field(
        (), min_length=2, max_length=6, description="Two to six marks, of which each cell takes one; without them, it is written in."
    )


class Row(Content):
    """A row of a table that has a name."""

    without_source = True

    id: Id = Field(description="Stable name of the row, unique in its table, in kebab-case.")
    label: Text | None = Field(None, description="What the row is about; without one, readers write it themselves.")


#: A number of rows, or rows with names.
Rows = Annotated[
    Annotated[int, Field(ge=1, le=20), Tag("number")] | Annotated[tuple[Row, ...], Field(min_length=1), Tag("names")],
    Discriminator(lambda value: "names" if isinstance(value, (list, tuple)) else "number"),
]


class Table(Prompt):
    """A worksheet prompt: a table to fill in."""

    kind: Literal["table"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in what asks for it, in kebab-case.")
    label: Text = Field(description="What the table is for.")
    rows: Rows = Field(description="How many rows there are to fill in, or a list of rows with names.")
    columns: tuple[Column, ...] = Field(min_length=1, description="The columns.")


class Box(Content):
    """A box to tick."""

    id: Id = Field(description="Stable name of the box, unique in its list, in kebab-case.")
    label: Text = Field(description="What it means to tick it.")


class Checklist(Prompt):
    """A worksheet prompt: boxes to tick."""

    kind: Literal["checklist"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in what asks for it, in kebab-case.")
    boxes: tuple[Box, ...] = Field(min_length=1, description="The boxes.")


class Script(Prompt):
    """A worksheet prompt: a letter sample whose blanks are fields."""

    kind: Literal["script"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in what asks for it, in kebab-case.")
    letter: Annotated[Id, Refers("letter")] = Field(description="Id of the letter sample.")


#: Every prompt above.
AnyPrompt = Annotated[Union[tuple(kinds(Prompt))], Field(discriminator="kind")]  # noqa: UP007


class Fact(Content):
    """A line to fill in at the top of a worksheet, such as with whom the meeting is."""

    id: Id = Field(description="Stable name of the line, unique in its worksheet, in kebab-case.")
    label: Text = Field(description="What to write there, in a word or two.")
    share: int = Field(2, ge=1, le=6, description="The line's width, as a share of the row.")


class Reminder(Content):
    """A day before or after another one, and what to do on it."""

    without_source = True

    id: Id = Field(description="Stable name of the reminder, unique in its worksheet, in kebab-case.")
    days: int = Field(ge=-60, le=120, description="How many days after the day it is; below 0, before it.")
    label: Text = Field(description="What the calendar says, as one would note it for oneself.")


class Calendar(Content):
    """What a worksheet's page offers to put into the reader's calendar, once the reader has said which day it is about."""

    without_source = True

    day: Text = Field(description="What readers give the day of, such as “My meeting is on”.")
    event: Text = Field(description="What the calendar says on the day itself.")
    minutes: int = Field(30, ge=5, le=480, description="How long it lasts, where readers give a time.")
    reminders: tuple[Reminder, ...] = Field(min_length=1, description="The other days, in order.")


class Worksheet(Content):
    """A worksheet of a chapter: what there is to write and tick in some of its stages."""

    id: Id = Field(description="Stable name of the worksheet, unique in its chapter, in kebab-case.")
    title: Text = Field(description="The worksheet's title.")
    slug: Slugs = Field(description="Its part of the file's name.")
    use: Text = Field(description="How to use it, in a sentence.")
    facts: tuple[Fact, ...] = Field((), description="Lines to fill in at its top, in a row below those for the name and the date.")
    stages: tuple[Annotated[Id, Refers("stage")], ...] = Field(min_length=1, description="Ids of the chapter's stages that it covers.")
    calendar: Calendar | None = Field(None, description="Days to put into a calendar, on the worksheet's page.")
