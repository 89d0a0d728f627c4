"""The words are as plain as the content brief asks, in both languages, and are measured as textstat does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import expected
import pytest
import yaml

from macros import paths
from macros.checking import check, readability
from macros.model.handbook import Measure

#: Language -> (measure, smallest or largest value allowed). Flesch: higher is easier; the French one is Kandel and Moles'.
TARGETS = {
    "en": {"flesch_reading_ease": (65, None), "flesch_kincaid_grade": (None, 7)},
    "fr": {"flesch_reading_ease": (60, None)},
}
MEAN_WORDS, MOST_WORDS = 15, 30
#: Fields of whole sentences; titles, labels and examples are left out.
SENTENCES = {"intro", "body", "points", "ask", "why", "listen", "definition", "note", "tips", "hint", "description", "biography", "sheet"}
#: What textstat says of some texts.
TEXTSTAT = yaml.safe_load((paths.HOME / "tests" / "readability.yml").read_text("utf-8"))


def sentences(content: expected.Content, language: str) -> Iterator[str]:
    """Every sentence of the handbook in a language."""

    def search(node: object, field: str = "") -> Iterator[str]:
        if content.is_text(node):
            if field in SENTENCES:
                yield node[language]
        elif isinstance(node, dict):
            for key, value in node.items():
                yield from search(value, key) if field != "claims" else ()  # whose notes are a few words
        elif isinstance(node, list):
            for entry in node:
                yield from search(entry, field)

    for kind in (*content.kinds.values(), content.terms, content.sources, content.people):
        for text in search(kind):
            plain = re.sub(r"\{[a-z-]+\}", "nom", expected.plain(text))
            yield from (part.strip() for part in re.split(r"(?<=[.!?])\s+", plain) if part.strip())


@pytest.fixture(scope="module")
def content() -> expected.Content:
    return expected.Content(paths.HOME / "content")


@pytest.fixture(scope="module")
def measures() -> dict[str, dict[str, Measure]]:
    """Language -> textstat's name of a measure -> that measure as handbook.yml has it."""
    settings = check.fresh(paths.Project())[1].settings
    return {language.code: dict(zip(TARGETS[language.code], language.measures, strict=True)) for language in settings.languages}


@pytest.mark.parametrize("text", TEXTSTAT, ids=lambda text: f"{text['text'][:24]}[{text['language']}]")
def test_texts_are_measured_as_textstat_does(measures: dict[str, dict[str, Measure]], text: dict) -> None:
    """The counts of a text and its score in each of the language's measures are textstat's."""
    counts = readability.counts(text["text"], text["language"])
    assert counts._asdict() == text["counts"]
    scores = {name: readability.score(measure, counts) for name, measure in measures[text["language"]].items()}
    assert scores == pytest.approx(text["scores"], abs=1e-6)


@pytest.mark.parametrize(("language", "measure"), [(code, measure) for code, measures in TARGETS.items() for measure in measures])
def test_words_are_plain(content: expected.Content, measures: dict[str, dict[str, Measure]], language: str, measure: str) -> None:
    """Reading ease and grade meet the brief's targets over all body text, and handbook.yml wants no less."""
    least, most = TARGETS[language][measure]
    wanted = measures[language][measure]
    assert (wanted.least, wanted.most) == (least, most)
    text = " ".join(sentence if sentence[-1] in ".!?" else f"{sentence}." for sentence in sentences(content, language))
    score = readability.score(wanted, readability.counts(text, language))
    assert (least is None or score >= least) and (most is None or score <= most), f"{measure} is {score}"


@pytest.mark.parametrize("language", TARGETS)
def test_sentences_are_short(content: expected.Content, language: str) -> None:
    """15 words on average, and never more than 30."""
    lengths = [(len(sentence.split()), sentence) for sentence in sentences(content, language)]
    assert sum(length for length, _ in lengths) / len(lengths) <= MEAN_WORDS
    assert [sentence for length, sentence in lengths if length > MOST_WORDS] == []
