"""Typography: correct texts pass, in all the ways that make them look wrong, and wrong ones do not."""

from __future__ import annotations

import pytest

from macros.checking import typography
from macros.checking.typography import NBSP, RULES, faults


def nbsp(text: str) -> str:
    """`text` with ~ as the no-break space, so that a reader sees it."""
    return text.replace("~", NBSP)


CORRECT_FRENCH = [
    "De 9~h~30 à 11~h, ou à 14~h~05",
    "Ouvert 24~h sur 24, 7~jours sur 7",
    "De 9~h à 17~h~30~: c’est long.",
    "Environ 50~% des gens gagnent 12~$ de plus, et 1~250,50~$ par an",
    "Il a dit~: «~Voici l’«~entrevue d’information~».~»",
    "Lisez l’«~essai~» et «~A Guide to Work~».",
    "Voyez https://example.org/a:b?c=1-2 ou [le site](https://example.org/a:b;c!d).",
    "Écrivez à prenom.nom-12@example.org, ou au 613-555-0199, ou au 1-800-555-0199.",
    "Composez le 9-1-1 ou le 9-8-8, ou le 2-1-1.",
    "Du 2026-01-15 au 2026-02-15, pages 12–15",
    "Attendez… Puis demandez~: pourquoi? Bravo! Oui; non.",
    "À bientôt! Écoutez. Étape par étape. Être là. Évaluez. Ça va? Ôtez-le.",
    "Et puis, Etienne et Etta. En été. Est-ce vrai? Elle espère. Entrevue, Emploi, Expérience.",
    "Le plan A convient. La vitamine A aussi. Choisissez A ou B.",
    "La cote A est la meilleure.",
    "L’équipe a 3 personnes~; non, un rapport de 3:1.".replace("~;", ";"),
    "**En 15 secondes~:** Bonjour, je m’appelle {your-name}.",
    "Aujourd’hui, c’est-à-dire demain, a-t-elle dit, dit-on",
    "Allez-y le 1er, entre le 3 et le 5, au 2e étage, CV de 1 à 2 pages, COVID-19",
    "~:",
]
CORRECT_ENGLISH = [
    "It’s 9:30, or 9:30–11:00, at 50% for $12.",
    "She said “the ‘informational’ interview”… and left!",
    "A day. Etiquette, Eco-friendly, Equity, Evaluate. A to Z",
    "Call 613-555-0199 or 9-1-1; see https://example.org/it's-12-3.",
    "Note: this is fine? Yes; it is!",
    "Read [it](https://example.org/a-1-2) by 2026-01-15.",
]


@pytest.mark.parametrize("text", CORRECT_FRENCH)
def test_correct_french(text: str):
    """No rule finds fault with correct French, quoted or technical as it may be."""
    assert list(faults(nbsp(text), "fr")) == []


@pytest.mark.parametrize("text", CORRECT_ENGLISH)
def test_correct_english(text: str):
    """No rule of French touches English, and the common ones leave correct English alone."""
    assert list(faults(text, "en")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C'est", "a straight apostrophe"),
        ("l´eau", "a straight apostrophe"),
        ("«~l'essai~»", "a straight apostrophe"),
        ("Attendez...", "three full stops"),
        ("un  mot", "a double space"),
        ("un~ mot", "a double space"),
        ("de 10-15 minutes", "a hyphen between figures"),
        ("de 10 - 15 minutes", "a hyphen between figures"),
        ("“oui”", "an English quotation mark"),
        ("«oui~»", "a guillemet without U+00A0 inside"),
        ("«~oui »", "a guillemet without U+00A0 inside"),
        ("Voici: oui", "a colon without U+00A0 before it"),
        ("Voici : oui", "a colon without U+00A0 before it"),
        ("Il y en a 3: oui", "a colon without U+00A0 before it"),
        ("[le site](https://example.org/): oui", "a colon without U+00A0 before it"),
        ("50%", "% or $ without U+00A0 before it"),
        ("12 $", "% or $ without U+00A0 before it"),
        ("Pourquoi ?", "a space before ; ! or ?"),
        ("Bravo~!", "a space before ; ! or ?"),
        ("à 9h", "an hour in another form"),
        ("à 9 h 30", "an hour in another form"),
        ("à 9~h 30", "an hour in another form"),
        ("à 9~h30", "an hour in another form"),
        ("à 9H30", "an hour in another form"),
        ("à 14:05", "an hour in another form"),
        ("A bientôt", "a capital without its accent or cedilla"),
        ("Oui. Ca va", "a capital without its accent or cedilla"),
        ("Voici~: A lire", "a capital without its accent or cedilla"),
        ("Etre là", "a capital without its accent"),
        ("une Ecole", "a capital without its accent"),
        ("Etes-vous là", "a capital without its accent"),
    ],
)
def test_wrong_french(text: str, found: str):
    """A fault is found once, and taken for nothing else."""
    assert [message.split(" in “")[0] for message, _ in faults(nbsp(text), "fr")] == [found]


def test_message():
    """A message shows the words around the first fault and counts the others."""
    assert list(faults("Don't, can't, won't", "en")) == [("a straight apostrophe in “Don't, can't, won't” and 2 more", "Write ’.")]


def test_region():
    """A rule for a language is for its regions too."""
    assert list(faults("Pourquoi ?", "fr-ca")) == list(faults("Pourquoi ?", "fr")) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.found)
def test_quick_search_overlooks_nothing(rule: typography.Rule):
    """The one quick search before the rules finds every text of this file that a rule would."""
    for text in [*map(nbsp, CORRECT_FRENCH), *CORRECT_ENGLISH, "a\u202fb", "a\u2011b", "a ", "l`eau", "1\n-\n2", "9H", "Ca a"]:
        if rule.pattern.search(text):
            assert typography._SUSPECT.search(text)
