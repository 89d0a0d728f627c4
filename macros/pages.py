"""Which file of docs/ shows what, and the order in which the pages are read."""

from __future__ import annotations

from pathlib import Path

from . import addresses, model


class PagesDiffer(Exception):
    """docs/ and content/ do not correspond; the message says what to add."""


def reading_order(handbook: model.Handbook, docs: Path) -> dict[str, str]:
    """Page ids and their files below `docs`, in reading order; raise PagesDiffer.

    The home page comes first, then the menu's pages with what stands below each, then the foot's.
    """
    files = {addresses.page_id(path.relative_to(docs).as_posix()): path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    known = {page.id for kind in ("pages", "chapters", "letters") for page in getattr(handbook, kind)}
    for page in sorted(known - set(files)):
        raise PagesDiffer(f'docs/: nothing shows the content "{page}". Add a page named {page}.md that calls its macro.')
    for page in sorted(set(files) - known):
        raise PagesDiffer(f'docs/{files[page]}: there is no page, chapter or letter "{page}" in content/. Add content/pages/{page}.yml.')
    order = [addresses.HOME]
    for page in (*handbook.settings.menu, *handbook.settings.footer):
        order += [page, *(getattr(handbook.settings, page) if page in addresses.PARENTS else ())]
    return {page: files[page] for page in order}
