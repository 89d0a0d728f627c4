"""A letter's words with its blanks: marked, or as fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..model import inline
from ..model.handbook import Letter
from ..model.texts import Text
from ..model.untranslated import Passage

if TYPE_CHECKING:
    from .render import Renderer


def html(renderer: Renderer, text: Text, letter: Letter, field: Callable[..., Markup] | None, name: str) -> Markup:
    """A paragraph: each blank is marked and shows its label, or is what `field` makes, a macro; fields are named after `name`.

    A label that is translated says its language where the paragraph is not (WCAG 2.2, 3.1.2).
    """
    blanks = {placeholder.id: placeholder for placeholder in letter.placeholders}
    translated = not isinstance(renderer.text(text), Passage)

    def blank(match: re.Match) -> str:
        label = renderer.text(blanks[match[1]].label)
        if not translated and not isinstance(label, Passage):
            label = Passage(label, renderer.language)
        if field:
            example = blanks[match[1]].example[renderer.language]
            return field(f"{name}/{match[1]}", label, renderer.plain(letter.title), example, f"{letter.id}/{match[1]}")
        return Markup('<mark class="blank" data-blank="{}">{}</mark>').format(match[1], label)

    return Markup(inline.PLACEHOLDER.sub(blank, renderer.inline(text)))
