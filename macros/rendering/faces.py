"""The typefaces of paper, and how wide a blank is in the one that readers draw what is typed in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from ..look import look

#: How wide a blank on paper is at least, in em: a name written by hand.
BLANK = 13


class Faces:
    """The brand's own typeface, or the library's, and that of fields."""

    def __init__(self, templates: Path, own: Mapping[str, bytes] | None):
        """`templates` is the library's overrides/; `own` are the faces of the brand's typeface as woff2, where it has one."""
        self._templates, self._own = templates, own

    @cached_property
    def _fields(self) -> bytes:
        """The typeface in which PDF readers draw what is typed, whatever the brand's: it has the letters of more names."""
        return (self._templates / "worksheets" / "fields.woff2").read_bytes()

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Each face as a data: address, by its name."""
        shown = self._own or {face: (self._templates / "assets" / "fonts" / f"{face}.woff2").read_bytes() for face in look.FACES}
        return {face: f"data:font/woff2;base64,{b64encode(data).decode()}" for face, data in {**shown, "fields": self._fields}.items()}

    def room(self, example: str) -> float:
        """How wide a blank is that its example fits into when typed, and a few words when written by hand, in em."""
        from ..look import fonts  # noqa: PLC0415  (0.2 s that only sheets pay)

        return max(BLANK, round(fonts.width(self._fields, example) + 0.6, 1))  # readers leave 2 points on each side
