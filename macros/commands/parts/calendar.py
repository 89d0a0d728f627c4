"""Days for a calendar, in the format that all calendars read (iCalendar, RFC 5545).

A calendar knows an event by its id: read again, the event moves to the new day, and none stands there twice. So ids
follow from what an event is about, and stamps from its day of change: the same data gives the same bytes.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import NamedTuple

#: Octets of a line (3.1).
_LONGEST = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})  # 3.3.11


class Event(NamedTuple):
    """What a calendar shows on a day, all day long."""

    address: str  # of what it is about: no two events have the same
    day: datetime.date
    changed: datetime.date  # the day since which it is as it is
    summary: str
    description: str


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A calendar of this name, with at least one event (3.6)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(name)}//EN", f"NAME:{_text(name)}"]
    for event in events:
        lines += _event(event)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _event(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, event.address)}",  # as RFC 7986 (5.3) wants it
        f"DTSTAMP:{event.changed:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        "TRANSP:TRANSPARENT",  # nobody is busy all day by it
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.description)}",
        "END:VEVENT",
    ]


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """A line in pieces that are not too long; no letter is cut in two, and what goes on begins with a space."""
    pieces, room = [""], _LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = _LONGEST - 1
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces)
