"""How plain texts are: sentences, words and syllables counted, and what handbook.yml makes of them.

Counts as textstat 0.7.4 does (tests/readability.yml has its figures): a word is what
stands between spaces, and its syllables are the places where Pyphen, which
WeasyPrint brings along, would hyphenate it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

import pyphen

from ..model import inline
from ..model.handbook import Measure

#: Words a sentence: the most on average, and the most in any.
MEAN_WORDS, MOST_WORDS = 15, 30
#: A text of fewer words is too short for a score to mean anything by itself.
FEWEST_WORDS = 10

_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")
_END = re.compile(r"(?<=[.!?])\s+")
_PUNCTUATION = re.compile(r"[^\w\s]")


class Counts(NamedTuple):
    """What a text is made of."""

    sentences: int
    words: int
    syllables: int


def words_of(text: str) -> str:
    """A text as it is read aloud: without markup, and with a word of one syllable in each blank."""
    return inline.PLACEHOLDER.sub("x", inline.plain(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return [part.strip() for part in _END.split(words_of(text)) if part.strip()]


def joined(texts: Iterable[str]) -> str:
    """Texts as one, a full stop after each sentence that ends without a mark."""
    found = [sentence for text in texts for sentence in sentences(text)]
    return " ".join(sentence if sentence[-1] in ".!?" else f"{sentence}." for sentence in found)


def measurable(language: str) -> bool:
    """Whether the syllables of a language can be counted."""
    return pyphen.language_fallback(language) is not None


def counts(text: str, language: str) -> Counts:
    """Count what a `joined` text is made of, in a language that is measurable; a sentence of one or two words is none, as in textstat."""
    long = sum(len(_words(sentence)) > 2 for sentence in _SENTENCE.findall(text))
    words = _words(text.lower())
    return Counts(max(1, long), len(words), sum(_syllables(word, language) for word in words))


def _words(text: str) -> list[str]:
    return _PUNCTUATION.sub("", text).split()


@functools.cache
def _syllables(word: str, language: str) -> int:
    return len(_hyphens(language).positions(word)) + 1


@functools.cache
def _hyphens(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language)


def score(measure: Measure, found: Counts) -> float:
    """The score of a text."""
    return measure.base + measure.words * found.words / found.sentences + measure.syllables * found.syllables / max(1, found.words)


def misses(measure: Measure, value: float) -> bool:
    """Whether a score is beyond what the measure wants."""
    return (measure.least is not None and value < measure.least) or (measure.most is not None and value > measure.most)


def wanted(measure: Measure) -> str:
    """What the measure wants, in words."""
    limits = (("at least", measure.least), ("at most", measure.most))
    return " and ".join(f"{word} {limit:g}" for word, limit in limits if limit is not None)
