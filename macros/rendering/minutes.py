"""How long a page takes to read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..model.handbook import AnyPage
from ..model.texts import Text
from ..model.tree import walk
from ..model.views import View

#: Silent reading of non-fiction takes 238 words a minute in English (Brysbaert, 2019,
#: doi:10.1016/j.jml.2019.104047); tired readers take longer, so count 180.
WORDS_PER_MINUTE = 180
#: Fields that nobody reads with a page: what worksheets ask, what sources support, what opens on a tap.
_UNREAD = {"prompts", "sheet", "claims", "why", "listen", "transcript"}


def minutes(page: AnyPage | View, language: str) -> int:
    """Whole minutes, 1 at least, for the words that somebody reads who reads the page from top to bottom."""
    words = sum(text[language].count(" ") + 1 for text in _read(page))
    return max(1, math.ceil(words / WORDS_PER_MINUTE))


def _read(page: AnyPage | View) -> Iterator[Text]:
    fields = [] if isinstance(page, View) else [getattr(page, name, ()) for name in ("intro", "brief", "ten_minutes", "body")]
    for part in (*fields, *getattr(page, "sections", ())):
        folded = {"items"} if getattr(part, "folded", False) else set()
        for path, text in walk(part):
            if isinstance(text, Text) and (path[-1:] == ("title",) or not (_UNREAD | folded).intersection(path)):
                yield text
