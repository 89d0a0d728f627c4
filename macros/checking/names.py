"""Rules on names: what an id, an address or a file's name stands for, it stands for alone.

Of two places that clash either may be changed; an organization may change its own alone, so a rule tells both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import sheets
from ..model.addresses import HOME
from ..model.handbook import Handbook
from ..model.kinds import KINDS, PAGES
from ..model.naming import lists
from ..model.tree import Parts, about, at, entries, pages
from ..model.untranslated import spoken
from ..problems import field

Told = tuple[tuple, str]  # a path, and what is wrong there


class Twice(NamedTuple):
    """A mistake that two places make together, and what to say at either."""

    later: Told
    first: Told


Found = Iterator[Told | Twice]


def unique_ids(handbook: Handbook, parts: Parts) -> Found:
    """An id names one thing: a page in the handbook, an entry on its page, an entry in its list."""
    yield from _repeated(handbook, pages(handbook))
    for path, page in pages(handbook):
        yield from _repeated(handbook, (((*path, *inner), entry) for inner, entry in entries(page)))
    for path, part in [((), handbook), *parts]:
        for name, entry, listed in lists(part):
            if "id" in entry.model_fields and name not in _OF_PAGE:
                yield from _repeated(handbook, (((*path, name, number), one) for number, one in enumerate(listed)))


#: Lists whose entries' ids are unique beyond them: pages in the handbook, sections and items on their page.
_OF_PAGE = ("sections", "items", *(kind.field for kind in PAGES))


def _repeated(handbook: Handbook, found: Iterable[tuple[tuple, object]]) -> Found:
    seen: dict[str, tuple] = {}
    for path, entry in found:
        first = seen.setdefault(entry.id, path)
        if first != path:
            yield Twice(_same_id(handbook, path, first), _same_id(handbook, first, path))


def _same_id(handbook: Handbook, path: tuple, other: tuple) -> Told:
    return (*path, "id"), f"'id' is that of {about(handbook, other)} as well, expected one of its own. Rename one of them."


#: Ids that pages have for themselves (overrides/blocks/): an anchor of that name would lead to one of two places.
OF_PAGES = ("on-this-page", "in-short", "ten-minutes", "sources", "ask-us")


def ids_of_pages(handbook: Handbook, parts: Parts) -> Found:
    """No entry has an id that its page has already: its own, which is its title's anchor, among them."""
    for path, page in pages(handbook):
        for inner, entry in entries(page):
            if entry.id in (*OF_PAGES, page.id):
                yield (*path, *inner, "id"), f"'id' is \"{entry.id}\", which the page has for itself. Choose another one."


#: Folders that every language's site has.
RESERVED = ("assets",)


def unique_addresses(handbook: Handbook, parts: Parts) -> Found:
    """No two pages share an address in any language, and every page but the first has one."""
    seen: dict[tuple[str, str, str], tuple] = {}
    for path, page in pages(handbook):
        for code, slug in (page.slug.root if page.slug else {}).items():
            if not KINDS[path[0]].index and slug in RESERVED:
                place = (*path, "slug", code)
                yield place, f'{field(place, in_text=True)} is "{slug}", which is a folder of the site itself. Choose another word.'
            first = seen.setdefault((KINDS[path[0]].index, code, slug), path)
            if first != path:
                yield Twice(_same_slug(handbook, path, first, code), _same_slug(handbook, first, path, code))
        if page.slug is None and page.id != HOME:
            yield path, "'slug' is missing. Add it: the last part of the page's address in every language."


def _same_slug(handbook: Handbook, path: tuple, other: tuple, code: str) -> Told:
    place = (*path, "slug", code)
    slug, name = at(handbook, path).slug[code], at(handbook, other).id
    return place, f'{field(place, in_text=True)} is "{slug}", which is that of "{name}". Change one of them.'


def unique_files(handbook: Handbook, parts: Parts) -> Found:
    """No two PDFs of a language have one name: the second would take the place of the first."""
    for code in (language.code for language in handbook.settings.languages):
        seen: dict[str, sheets.Sheet] = {}
        for sheet in _named(handbook, code):
            first = seen.setdefault(sheet.file, sheet)
            if first is not sheet and (first.chapter, first.part) != (sheet.chapter, sheet.part):
                of_first, place = _of_sheet(handbook, first), _of_sheet(handbook, sheet)
                mended, kept = (first, sheet) if len(of_first) > len(place) else (sheet, first)  # a worksheet's word before a chapter's
                place = (*_of_sheet(handbook, mended), "slug", code)
                what = f'{sheet.file}, which is that of "{kept.title}"'
                yield place, f"{field(place, in_text=True)} gives the file {what}. Change one of them."


def _named(handbook: Handbook, code: str) -> list[sheets.Sheet]:
    """The PDFs of a language in one version; none where words are lacking that their names are made of, which is told elsewhere."""
    try:
        found = list(sheets.sheets(spoken(handbook, code), code))
    except KeyError:
        return []
    return [sheet for sheet in found if (sheet.variant, sheet.paper) == (found[0].variant, found[0].paper)]


def _of_sheet(handbook: Handbook, sheet: sheets.Sheet) -> tuple:
    """Where the worksheet stands that a PDF is of, or else the chapter."""
    number, chapter = next((number, one) for number, one in enumerate(handbook.chapters) if sheet.chapter in (one.id, None))
    ids = [worksheet.id for worksheet in chapter.worksheets]
    return ("chapters", number, *(("worksheets", ids.index(sheet.part)) if sheet.part in ids else ()))


RULES = (unique_ids, ids_of_pages, unique_addresses, unique_files)
