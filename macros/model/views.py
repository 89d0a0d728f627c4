"""Pages that show part of a chapter: each of its stages, the whole of it, and each of its worksheets.

A chapter that has stages is read one at a time: its own page is then an overview, and these stand below it. They are made from the
chapter, and nothing of theirs is written in content/ but a stage's title, address and sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .handbook import Chapter, Handbook, Stage
from .prompts import Worksheet
from .sections import Questions, Section
from .texts import Slugs, Text

STAGE, WHOLE, WORKSHEET = "stage", "whole", "worksheet"


@dataclass(frozen=True)
class View:
    """A page that shows part of a chapter; `kind` is the block that shows it, and the macro."""

    kind: str
    id: str  # begins with the chapter's, and is what a file of docs/ below chapters/ is called that shows it
    chapter: Chapter
    title: Text
    slug: Slugs  # below the chapter's address
    description: Text
    sections: tuple[Section, ...] = ()
    stage: Stage | None = None
    worksheet: Worksheet | None = None
    short: None = None  # as pages have it

    @property
    def places(self) -> Questions | None:
        """The section of a worksheet whose numbered places take the questions that readers choose, from whichever section."""
        return next((part for part in of_worksheet(self.chapter, self.worksheet) if getattr(part, "places", 0)), None)


def views(handbook: Handbook, chapter: Chapter) -> Iterator[View]:
    """The pages below a chapter's own, in reading order; KeyError where the interface lacks a word of theirs."""
    for stage in chapter.stages:
        if sections := of_stage(chapter, stage.id):
            yield View(STAGE, f"{chapter.id}/{stage.id}", chapter, stage.title, stage.slug, stage.description, sections, stage=stage)
    if chapter.stages:
        slug = Slugs.model_construct(root=handbook.interface["file-whole"].root)
        yield View(WHOLE, f"{chapter.id}/{WHOLE}", chapter, chapter.title, slug, chapter.description, chapter.sections)
    for sheet in chapter.worksheets:
        words = handbook.interface["file-worksheet"].root
        slug = Slugs.model_construct(root={code: f"{words[code]}-{slug}" for code, slug in sheet.slug.root.items() if code in words})
        yield View(WORKSHEET, f"{chapter.id}/{WORKSHEET}/{sheet.id}", chapter, sheet.title, slug, sheet.use, worksheet=sheet)


def of_stage(chapter: Chapter, stage: str | None) -> tuple[Section, ...]:
    """The sections of a stage; without one, those that belong to none and stand on the chapter's own page."""
    return tuple(section for section in chapter.sections if section.stage == stage)


def of_worksheet(chapter: Chapter, worksheet: Worksheet) -> tuple[Section, ...]:
    """The sections of a worksheet's stages that have something to write, to tick or to take along."""
    return tuple(section for section in chapter.sections if section.stage in worksheet.stages and section.has_sheet)
