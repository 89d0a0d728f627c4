"""What only looks like a mark of another program, and texts that may be the same in two languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

from macros.checking import raw, translated
from macros.model import naming
from macros.model.texts import PLAIN, Content, kinds

CASES = "".join(path.read_text("utf-8") for path in sorted((ROOT / "tests" / "reading" / "errors").glob("raw-*.yml")))


@pytest.mark.parametrize("rule", raw.RULES, ids=lambda rule: f"{rule.languages or 'every'}: {rule.found}")
def test_rule_has_a_case(rule: raw.Rule) -> None:
    """Each rule is one that an author may read, in tests/reading/errors; those of languages that those have not are tried below."""
    if rule.languages in ("", "en", "fr"):
        assert f"has {rule.found} in “" in CASES and rule.mend in CASES and f" in {rule.languages}" in CASES
    else:
        assert any(code == rule.languages for code, _ in BROKEN)


SOUND = [
    ("en", "1 < 2, a<b, R&D; AT&T, #1 and #hashtag, 5 * 3 * 2, snake_case_name"),
    ("en", "See [https://x.example/](https://x.example/) and [the guide](https://x.example/here)."),
    ("en", "Come [here, to the office](https://x.example/); **bold** and *light* words. The Todo list."),
    ("fr", "Voyez [la page de l’aide](https://x.example/ici) ou [ici, au bureau](https://x.example/)."),
    ("fr", "C’est à faire, à traduire et à compléter."),
]
BROKEN = [
    ("en", "&nbsp;"), ("en", "&#233;"), ("en", "&#xE9;"), ("en", "a<br>b"), ("en", "a<br/>b"), ("en", '<a href="x">'), ("en", "</b>"),
    ("en", "<!-- hidden -->"), ("en", "# Title"), ("en", "###### Title"), ("en", "[ ](https://x.example/)"), ("en", "![](x)"),
    ("en", "http://x.example"), ("en", "<https://x.example>"), ("en", "(https://x.example)"), ("en", "FIXME"), ("en", "XXX"),
    ("en", "Lorem ipsum dolor"), ("en-ca", "[Click here](x)"), ("en", "[Read more…](x)"), ("en", "[this page](x)"),
    ("fr-ca", "[Ici.](x)"), ("fr", "[en savoir plus](x)"), ("fr", "[Lire la suite](x)"), ("fr", "[ce lien](x)"),
    ("es", "[Haga clic aquí](x)"), ("es", "[leer más](x)"), ("es", "POR TRADUCIR"),
    ("de", "[hier](x)"), ("it", "[Clicca qui](x)"), ("pt-br", "[Saiba mais](x)"), ("pt", "[aqui](x)"), ("en", "TO DO"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), SOUND)
def test_sound_texts(code: str, text: str) -> None:
    """Signs of arithmetic and names, links whose words say where they lead, and marks that a text may hold."""
    assert list(raw.faults(text, code)) == []


@pytest.mark.parametrize(("code", "text"), BROKEN)
def test_broken_texts(code: str, text: str) -> None:
    """What readers would see as it was typed, and link words that say nothing."""
    assert len(list(raw.faults(text, code))) == 1


@pytest.mark.parametrize("text", ["**a**", "*a b*", "_a_", "a [b](ref:c)"])
def test_marks_in_texts_without_any(text: str) -> None:
    """A title shows what stands in it; elsewhere the same marks are markup."""
    assert list(raw.marks(text)) and not list(raw.faults(text, "en"))


def test_what_templates_show_as_it_is_is_marked() -> None:
    """A field that a block shows by `|t` is PLAIN: no filter takes its marks away."""
    plain = {name for kind in kinds(Content) for name, said in naming.marks(kind).items() if PLAIN in said}
    shown = {field for path in (ROOT / "overrides" / "blocks").glob("*.html") for field in _shown(path)}
    assert shown <= plain | _ELSEWHERE, shown - plain - _ELSEWHERE


#: Lists of words, what stands in an attribute for the search, addresses, paths, and what brand.yml says.
_ELSEWHERE = {"synonyms", "term", "link", "file", "name"}


def _shown(path: Path) -> list[str]:
    return re.findall(r"\.(\w+)\|t\b", path.read_text("utf-8"))


SAME = {
    "a name": {"en": "Canadian Human Rights Commission", "fr": "Canadian Human Rights Commission"},
    "a title": {"en": "What to Do When Your Work Is Over", "fr": "What to Do When Your Work Is Over"},
    "a few words": {"en": "Questions, 20 minutes", "fr": "Questions, 20 minutes"},
    "languages that nobody knows": {"iu": "the of and to is", "oj": "le la les des du"},
    "a title within a sentence": {
        "en": "Read *Le travail et la santé de tous*, good.",
        "fr": "Lisez *The Work of the Ill*, et vite.",
    },
    "short sentences": {"en": "Take care.", "fr": "Soin."},
}
OTHER = {
    "left": {"en": "It grows with time.", "fr": "It grows with time."},
    "left with marks": {"en": "It **grows** with time.", "fr": "It grows with *time*."},
    "of a third": {"en": "It grows with time.", "fr": "Il grandit avec le temps.", "es": "It grows with the time that you have."},
    "swapped": {"en": "Il grandit avec le temps de la vie.", "fr": "It grows with the time that you have."},
    "Spanish for French": {
        "en": "It grows with time.",
        "fr": "Crece con el tiempo y los años de la vida.",
        "es": "Crece con los años de su vida.",
    },
    "the first": {"en": "Il grandit avec le temps de la vie.", "fr": "Il grandit avec le temps, et vite."},
}


@pytest.mark.parametrize("name", SAME)
def test_texts_that_are_what_they_say(name: str) -> None:
    """Names, titles and a few words may be the same; of a language that has no list nothing is said."""
    assert list(translated._of_another(("body",), SAME[name])) == []


@pytest.mark.parametrize("name", OTHER)
def test_texts_in_another_language(name: str) -> None:
    """A text in the place of another language is told once."""
    assert len(list(translated._of_another(("body",), OTHER[name]))) == 1
