"""PDFs and EPUBs of a handbook, made as a build makes them."""

from __future__ import annotations

from collections.abc import Sequence

from macros.checking import check
from macros.model.sheets import Sheet, sheets
from macros.model.sheets import books as offered_books
from macros.model.untranslated import spoken
from macros.paper import books, downloads
from macros.paper.press import Press, Progress
from macros.paper.worksheets import Maker
from macros.paths import Project
from macros.rendering.render import Renderer

ADDRESS = "https://handbook.example/"


def offered(project: Project) -> list[Sheet]:
    """Every PDF that a handbook offers, in every language."""
    handbook = check.read(project)
    codes = [language.code for language in handbook.settings.languages]
    return [sheet for code in codes for sheet in sheets(spoken(handbook, code), code)]


def makers(project: Project) -> dict[str, Maker]:
    """A maker for each language of a handbook."""
    handbook = check.read(project)
    return {setting.code: Maker(Renderer(project, handbook, setting.code), ADDRESS) for setting in handbook.settings.languages}


def made(project: Project, wanted: Sequence[Sheet], workers: int | None = None, progress: Progress | None = None) -> list[downloads.Pdf]:
    """PDFs of a handbook, from its cache or made now."""
    with Press(project, workers, progress) as machine:
        return downloads.make(machine, makers(project), wanted)


def books_of(project: Project, workers: int | None = None) -> list[books.Epub]:
    """Every EPUB of a handbook, from its cache or made now."""
    by_language = makers(project)
    wanted = [book for code, maker in by_language.items() for book in offered_books(maker.renderer.handbook, code)]
    with Press(project, workers, lambda done, all_: None) as machine:
        return books.make(machine, by_language, wanted)
