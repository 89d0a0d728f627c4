"""What looks like a broken character and is none: other scripts, and French capitals beside quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.reading import characters, syntax
from macros.reading.documents import Document

SOUND = {
    "French": "  fr: « À l’école », dit-elle : l’été, l’œuvre, ÇA, Â « É », à « b », 9 h 30 — naïve, 5 × 3",
    "French capitals": "  fr: LE PASSÉ » DÉJÀ « ÉTÉ » NOËL’S MAÇÃ” CRÊPE™",
    "Norwegian": "  nb: På Ås, Ægir ½ Å",
    "Vietnamese": "  vi: Tiếng Việt ÂM ÔN Ã ạ",
    "Persian": "  fa: می\u200cخواهم",
    "Hindi": "  hi: क्\u200dष क्\u200cष",
    "Thai": "  th: ภาษา\u200bไทย",
    "Hebrew": "  he: שלום\u200f (a\u200e) \u2067ב\u2069",
    "Russian": "  ru: Ёлка, Ñ Ð",
    "Inuktitut": "  iu: ᐃᓄᒃᑎᑐᑦ",
    "a family": "  en: 👩\u200d👧",
    "comments": "# Ã© \ufffd \u200b and \ta tab",
    "tabs of YAML": "a:\tb\t\nc: d\t# e",
    "a wide space": "  ja: 日本\u3000語",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_texts(name: str) -> None:
    """Signs without width stand where a script needs them; letters that only look like broken ones are let be."""
    assert list(characters.faults(SOUND[name])) == []


#: Texts that have gone wrong in ways of their own, and what the message names.
BROKEN = {
    "DÃ©part": "“Ã©”, for “é”",
    "Ã‰tape": "“Ã‰”, for “É”",
    "cÅ“ur": "“Å“”, for “œ”",
    "Â«\u00a0oui\u00a0Â»": "“Â«”, for “«”",
    "un prix de 5 â‚¬": "“â‚¬”, for “€”",
    "marqueâ„¢": "“â„¢”, for “™”",
    "points â€¦": "“â€¦”, for “…”",
    "a â€“ b": "“â€“”, for “–”",
    "ï»¿A start": "“ï»¿”, for “\ufeff”",
    "Ð¼Ð¸Ñ€": "“Ð¼Ð¸Ñ€”, for “мир”",
    "×©×œ×•×": "“×©×œ×•",
    "a smile ðŸ˜€": "“ðŸ˜€”",
    "co\u2060operate": "U+2060, word joiner",
    "\U000e0041": "U+E0041, tag latin capital letter a",
    "1\u202f000\u2003m": "U+2003, em space",
    "\uf04a": "(U+F04A)",
    "a\u2066b": "U+2066, left-to-right isolate",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_texts(text: str) -> None:
    """What is broken is named by what it is, and what was meant where that is known."""
    ((message, (line, column)),) = characters.faults(f"- en: x\n- en: {text}\n")
    assert BROKEN[text] in message and line == 2 and column > 6


@pytest.mark.parametrize("rule", characters.RULES, ids=lambda rule: rule.found)
def test_rule_has_a_case(rule: characters.Rule) -> None:
    """Each rule is one that an author may read, in tests/reading/errors."""
    cases = "".join(path.read_text("utf-8") for path in Path(__file__).with_name("errors").glob("character-*.yml"))
    assert rule.found.partition("{}")[0] in cases and rule.mend in cases


@pytest.mark.parametrize("place", syntax._IN_PLACE)
def test_space_has_a_case(place: str) -> None:
    """So is each place where YAML takes plain spaces alone."""
    cases = "".join(path.read_text("utf-8") for path in Path(__file__).with_name("errors").glob("*space-*.yml"))
    assert syntax._IN_PLACE[place] in cases


def test_accents_are_joined_to_their_letters(tmp_path: Path) -> None:
    """A text from macOS or a PDF reads as one that was typed: no search would find it otherwise."""
    path = tmp_path / "a.yml"
    path.write_text("fr: Une employe\u0301e a\u0300 l’e\u0301cole\n", "utf-8")
    assert Document(path).parse() == ({"fr": "Une employée à l’école"}, [])
