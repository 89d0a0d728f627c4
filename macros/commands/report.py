"""`python -m macros report`: one page for editors with everything that there is to look at (findings.py), and a calendar of reviews."""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Iterator

from ..checking import check, findings, readability
from ..files import write_whole
from ..model.handbook import Handbook
from ..paths import Project
from ..reading.load import Reader
from ..rendering import render
from .parts import calendar


def run(project: Project, options: argparse.Namespace) -> str:
    """Write a page for editors: stale texts, overdue reviews, unused terms, texts that are hard to read; and a calendar of reviews."""
    return write(*check.fresh(project), datetime.date.today())


def write(reader: Reader, handbook: Handbook, today: datetime.date) -> str:
    """Write the page and the calendar beside the site, as of a day; return what they hold, in a line each."""
    found = findings.Findings(reader, handbook, today)
    renderer = render.Renderer(reader.project, handbook, handbook.settings.languages[0].code)
    report, reviews = (reader.project.site.with_name(name) for name in ("report.html", "reviews.ics"))
    write_whole(report, page(renderer, found).encode())
    said = [f"{os.path.relpath(report)}: {summary(found)}"]
    if events := sorted(due(renderer, found), key=lambda event: event.day):
        name = f"{renderer.text(handbook.brand.name)}: reviews"
        write_whole(reviews, calendar.calendar(name, events))
        said.append(f"{os.path.relpath(reviews)}: {len(events)} day{'' if len(events) == 1 else 's'}, the first {events[0].day}.")
    else:
        reviews.unlink(missing_ok=True)
    return "\n".join(said)


def page(renderer: render.Renderer, found: findings.Findings) -> str:
    """The page as HTML, in one file that asks for no other."""
    return renderer.file("report/report.html", found=found, called=findings.CALLED, year=findings.YEAR, readability=readability)


def due(renderer: render.Renderer, found: findings.Findings) -> Iterator[calendar.Event]:
    """When reviews fall due: a day for each chapter, and one for the claims of each part of the handbook, that of the first of them."""
    for group in found.groups.values():
        chapters, claims = ([review for review in group.reviews if bool(review.source) is sourced] for sourced in (False, True))
        if chapters:
            yield _event(renderer, f"chapter/{group.id}", f"Read again: {group.title}", chapters)
        if claims:
            number = f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"
            yield _event(renderer, f"claims/{group.id}", f"Check {number}: {group.title}", claims)


def _event(renderer: render.Renderer, name: str, said: str, reviews: list[findings.Review]) -> calendar.Event:
    """The day of the first review of several, with what each is about and until when it holds; `name` is nobody else's."""
    address = f"{renderer.handbook.brand.site_url}#reviews/{name}"
    lines = []
    for review in sorted(reviews, key=lambda review: review.due):
        source = renderer.sources[review.source.id] if review.source else None
        lines.append(f"{review.due}: {review.about}{f', {source.title}, {source.url}' if source else ''}")
    return calendar.Event(
        address, min(review.due for review in reviews), max(review.reviewed for review in reviews), said, "\n".join(lines)
    )


def summary(found: findings.Findings) -> str:
    """The counts of all findings, in a line."""
    counts = [f"{found.total(kind)} {findings.CALLED[kind].lower()}" for kind in findings.KINDS]
    claims = [review.days for group in found.groups.values() for review in group.reviews if review.source]
    days = max(claims, default=0)
    oldest = f", the oldest checked {days} day{'' if days == 1 else 's'} ago" if claims else ""
    return f"{', '.join(counts)}; {len(claims)} claim{'' if len(claims) == 1 else 's'}{oldest}."
