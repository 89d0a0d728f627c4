"""handbook.json: the same content as the pages, in one language, for other programs.

HACKING.md says what they may rely on, and what each format has changed.
"""

from __future__ import annotations

import datetime

from markupsafe import Markup
from pydantic import BaseModel, RootModel

from ..model.handbook import Handbook
from .render import Renderer

#: Which format it has: a number that grows when something of it is removed, renamed or of another type.
FORMAT = 1
#: Fields of the Handbook that are about the site and not about what it says.
LEFT_OUT = {"interface", "written", "hidden", "origin"}


def content(renderer: Renderer) -> dict:
    """Everything the handbook says in a language, as JSON types. Texts hold inline Markdown."""
    handbook, language = renderer.handbook, renderer.language
    fields = {name: getattr(handbook, name) for name in Handbook.model_fields if name not in LEFT_OUT}
    credit = {"based_on": Markup(renderer.based_on).unescape()} if renderer.based_on else {}
    return {"format": FORMAT, "language": language, **{name: _in_language(value, language) for name, value in fields.items()}, **credit}


def _in_language(value: object, language: str) -> object:
    if isinstance(value, RootModel):
        found = value.root.get(language)
        return list(found) if isinstance(found, tuple) else found
    if isinstance(value, BaseModel):
        fields = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _in_language(field, language) for name, field in fields if field not in (None, ())}
    if isinstance(value, tuple):
        return [_in_language(entry, language) for entry in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
