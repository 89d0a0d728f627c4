"""What brand.yml says that needs something else of it, and what of it is over."""

from __future__ import annotations

import datetime

from ..model.handbook import Handbook
from ..model.tree import Parts
from .references import Found


def asks(handbook: Handbook, parts: Parts) -> Found:
    """Whoever is invited to ask is told where."""
    if handbook.brand.ask and not handbook.brand.contacts:
        yield ("brand", "ask"), "'ask' invites readers to ask, and there are no 'contacts'. Add one, or remove 'ask'."


def notes(handbook: Handbook, today: datetime.date) -> list[str]:
    """What no reader sees any more, in a line each. It is no mistake: a build depends on no day."""
    announcement = handbook.brand.announcement
    if not announcement or announcement.until >= today:
        return []
    return [f"announcement was until {announcement.until}: pages no longer show it. Remove it, or write another."]
