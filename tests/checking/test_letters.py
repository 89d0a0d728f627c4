"""Signs and letters that the typeface of pages and sheets cannot draw."""

from __future__ import annotations

import pytest
from conftest import FROZEN

from macros.checking import check, letters
from macros.model.texts import Text
from macros.paths import Project

#: A text -> the signs in it that are mistakes, and the letters that are said.
TEXTS = {
    "Œuvre à l’île, “so” – 9 h €™": ("", ""),
    "a 🌱 b 👩\u200d👧": ("🌱👩👧", ""),
    "→ ✓ ☐ ½": ("→✓☐", ""),
    "İstanbul, Ŵ": ("", "İŴ"),
    "שלום": ("", "שלום"),
    "कि": ("", "कि"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_cannot_be_drawn(text: str) -> None:
    """A sign is a mistake where it stands; letters are said by language, since another font may have them."""
    handbook = check.read(Project(FROZEN))
    chapter = handbook.chapters[0].model_copy(update={"intro": (Text({"en": text, "fr": "x"}),)})
    handbook = handbook.model_copy(update={"chapters": (chapter, *handbook.chapters[1:])})
    signs, lacking = TEXTS[text]
    found = list(letters.signs(handbook, [(("chapters", 0, "intro", 0), chapter.intro[0])]))
    assert [place for place, _ in found] == ([("chapters", 0, "intro", 0, "en")] if signs else [])
    assert all(f"“{signs[0]}” (U+" in message for _, message in found)
    said = letters.notes(handbook)
    assert len(said) == bool(lacking) and all(
        f"en: the handbook's typeface has no {' '.join(sorted(set(lacking)))}: " in line for line in said
    )
