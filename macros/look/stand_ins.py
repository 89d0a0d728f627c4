"""What stands in for the typeface until it has come, or where it does not come: faces of readers' machines, made to take the same room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Local(NamedTuple):
    """A face that readers' machines have, by its full and PostScript names, and the width of a text's characters (fonts.measures)."""

    face: str
    names: tuple[str, ...]
    width: float  # em


#: What stands in while the typeface has not come: of Windows and Apple's systems and what has its measures, of Android, of Linux.
LOCALS = {
    "Arial": (
        Local("regular", ("Arial", "ArialMT", "Liberation Sans", "Arimo"), 0.4395),
        Local("bold", ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"), 0.4752),
    ),
    "Roboto": (Local("regular", ("Roboto", "Roboto-Regular"), 0.4389), Local("bold", ("Roboto Bold", "Roboto-Bold"), 0.4468)),
    "DejaVu Sans": (
        Local("regular", ("DejaVu Sans", "DejaVuSans"), 0.5030),
        Local("bold", ("DejaVu Sans Bold", "DejaVuSans-Bold"), 0.5683),
    ),
}


class StandIn(NamedTuple):
    """A local face made to take the room of the typeface's (CSS Fonts 5, 4.1 and 4.2): its measures are percentages."""

    family: str
    face: str
    names: tuple[str, ...]
    size: float
    ascent: float
    descent: float
    gap: float


def made(typeface: Mapping[str, bytes]) -> tuple[StandIn, ...]:
    """Local faces with the measures of a typeface's: face -> bytes of its font file."""
    from . import fonts  # noqa: PLC0415  (fontTools takes a while to import)

    measures = {face: fonts.measures(data) for face, data in typeface.items()}
    return tuple(
        StandIn(family, local.face, local.names, *_percent(local.width, *measures[local.face]))
        for family, locals_ in LOCALS.items()
        for local in locals_
        if local.face in measures and measures[local.face][0]  # a typeface without Latin letters cannot be compared
    )


def _percent(local: float, width: float, *line: float) -> list[float]:
    """The size at which a local face is as wide as the typeface, and at that size the measures of its lines."""
    size = width / local
    return [round(100 * share, 2) for share in (size, *(measure / size for measure in line))]
