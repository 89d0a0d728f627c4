"""`python -m macros report`: one page for editors with everything that there is to look at (findings.py)."""

from __future__ import annotations

import argparse
import datetime
import os

from ..checking import check, findings, readability
from ..files import write_whole
from ..model.handbook import Handbook
from ..paths import Project
from ..reading.load import Reader
from ..rendering import render


def run(project: Project, options: argparse.Namespace) -> str:
    """Write a page for editors: texts that changed in one language only, old reviews, unused terms, texts that are hard to read."""
    return write(*check.fresh(project), datetime.date.today())


def page(reader: Reader, handbook: Handbook, found: findings.Findings) -> str:
    """The page as HTML, in one file that asks for no other."""
    renderer = render.Renderer(reader.project, handbook, handbook.settings.languages[0].code)
    return renderer.file("report/report.html", found=found, called=findings.CALLED, year=findings.YEAR, readability=readability)


def write(reader: Reader, handbook: Handbook, today: datetime.date) -> str:
    """Write the page beside the site, as of a day; return what it counts, in a line."""
    found = findings.Findings(reader, handbook, today)
    target = reader.project.site.with_name("report.html")
    write_whole(target, page(reader, handbook, found).encode())
    return f"{os.path.relpath(target)}: {summary(found)}"


def summary(found: findings.Findings) -> str:
    """The counts of all findings, in a line."""
    counts = [f"{found.total(kind)} {findings.CALLED[kind].lower()}" for kind in findings.KINDS]
    claims = [review.days for group in found.groups.values() for review in group.reviews if review.source]
    days = max(claims, default=0)
    oldest = f", the oldest checked {days} day{'' if days == 1 else 's'} ago" if claims else ""
    return f"{', '.join(counts)}; {len(claims)} claim{'' if len(claims) == 1 else 's'}{oldest}."
