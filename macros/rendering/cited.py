"""Sources as a page of one language cites them."""

from __future__ import annotations

from typing import NamedTuple

from babel import Locale

from ..model.handbook import LanguageSetting, Source
from ..model.texts import Text, Translated


class Cited(NamedTuple):
    """A source in the words of one language."""

    id: str
    title: str
    publisher: str
    url: str
    author: str | None
    note: Text | None
    language: str  # of the work
    foreign: frozenset[str]  # those of title, publisher and url that are the work's own, in a language that is not the page's
    called: str  # the work's language, in the page's


def cited(source: Source, setting: LanguageSetting) -> Cited:
    """A source as pages in a language cite it: what has a name or a page in that language is called by it, and leads there."""
    said = {name: getattr(source, name) for name in ("title", "publisher", "url")}
    once = frozenset(name for name, value in said.items() if not isinstance(value, Translated))
    words = {name: value if name in once else value[setting.code] for name, value in said.items()}
    foreign = once if source.language != setting.code else frozenset()
    called = Locale.parse(setting.locale, sep="-").languages.get(source.language, source.language)
    return Cited(source.id, **words, author=source.author, note=source.note, language=source.language, foreign=foreign, called=called)
