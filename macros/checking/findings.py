"""What an editor has to look at: stale texts, old reviews, unused terms, hard texts, texts that are not there.

Nothing here is a mistake that keeps the handbook from being published; what
is one, `check.py` tells.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .. import problems
from ..model import inline
from ..model.handbook import Chapter, Handbook, LanguageSetting, Measure, Source
from ..model.items import Claim
from ..model.texts import SENTENCES, TEXTS, Text
from ..model.tree import about, at, links, marked, walk
from ..reading.load import DERIVED, Reader
from . import brand, lock, readability

#: After so many days a review is old.
YEAR = 365
#: What is counted, in the order of the report, and what each is called.
CALLED = {
    "stale": "Changed in one language only",
    "overdue": "Reviews overdue",
    "unused": "Terms unused",
    "hard": "Hard to read",
    "missing": "Without a text",
}
KINDS = tuple(CALLED)


class Shown(NamedTuple):
    """A text as the report shows it; `mark` says what became of it."""

    locale: str  # BCP 47, for `lang`
    name: str  # of the language
    text: str
    mark: str = ""


class Finding(NamedTuple):
    """Something to look at."""

    where: str  # file:line
    about: str
    said: str
    texts: tuple[Shown, ...] = ()


class Review(NamedTuple):
    """When somebody last read a chapter, or checked a claim."""

    where: str
    about: str
    reviewed: datetime.date
    days: int  # since then
    source: Source | None = None

    @property
    def due(self) -> datetime.date:
        """The last day on which it is not overdue."""
        return self.reviewed + datetime.timedelta(days=YEAR)

    @property
    def overdue(self) -> bool:
        return self.days > YEAR


class Score(NamedTuple):
    """How plain the texts of a group are, by one measure, in one language."""

    language: LanguageSetting
    measure: str
    value: float
    wanted: str
    missed: bool


@dataclass
class Group:
    """A chapter, or one of the other parts of the handbook."""

    id: str
    title: str
    locale: str  # of the title; "" is the report's own language
    found: dict[str, list[Finding]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    reviews: list[Review] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(review.overdue for review in self.reviews) if kind == "overdue" else len(self.found[kind])


class Findings:
    """All that there is to look at in a handbook on a day, by group."""

    def __init__(self, reader: Reader, handbook: Handbook, today: datetime.date):
        self.reader, self.handbook, self.today = reader, handbook, today
        self.languages = {language.code: language for language in handbook.settings.languages}
        first = handbook.settings.languages[0]
        groups = [Group(f"chapter-{chapter.id}", chapter.title[first.code], first.locale) for chapter in handbook.chapters]
        groups += [Group(name, title, "") for name, title in _OTHERS.items()]
        self.groups = {group.id: group for group in groups}
        self.parts = [(path, part) for path, part in walk(handbook.__dict__) if path[0] not in DERIVED]
        self.has_lock = lock.has_lock(reader)
        drifted, self.unconfirmed = lock.compared(reader, handbook)
        for text in drifted:
            self._stale(text)
        for look in (self._reviews, self._unused, self._hard, self._scores, self._missing):
            look()

    def total(self, kind: str) -> int:
        return sum(group.count(kind) for group in self.groups.values())

    @property
    def notes(self) -> list[str]:
        """What of brand.yml is over."""
        return brand.notes(self.handbook, self.today)

    @property
    def unmeasured(self) -> list[str]:
        """Names of the languages whose texts get no score."""
        return [language.name for code, language in self.languages.items() if not self._measures(code)]

    def _group(self, path: tuple) -> Group:
        if path[0] == "chapters":
            return self.groups[f"chapter-{self.handbook.chapters[path[1]].id}"]
        return self.groups.get(path[0], self.groups["rest"])

    def _where(self, path: tuple) -> str:
        file, keys = self.reader.origin(path)
        return f"{self.reader.project.relative(file)}:{self.reader.documents[file].locate(keys)[0]}"

    def _add(self, kind: str, path: tuple, said: str, texts: tuple[Shown, ...] = (), code: str | None = None) -> None:
        """Add what is found at a path, in a language or in none."""
        what = about(self.handbook, path)
        what += f", {problems.field(path)}" if isinstance(at(self.handbook, path), TEXTS) else ""
        self._group(path).found[kind].append(Finding(self._where((*path, code) if code else path), what, said, texts))

    def _shown(self, code: str, text: str, mark: str = "") -> Shown:
        language = self.languages.get(code)
        return Shown(language.locale if language else code, language.name if language else code, text, mark)

    def _stale(self, found: lock.Drifted) -> None:
        texts = [self._shown(code, found.text[code], "changed") for code in found.changed]
        texts += [self._shown(code, found.text[code], "as it was") for code in found.same]
        day = f"They were confirmed to agree on {found.day}." if found.day else "The lock does not say when they were confirmed to agree."
        self._add("stale", found.path, day, tuple(texts), found.at)

    def _reviews(self) -> None:
        sources = {source.id: source for source in self.handbook.sources}
        for path, part in self.parts:
            if isinstance(part, (Chapter, Claim)):
                source = sources[part.source] if isinstance(part, Claim) else None
                days = (self.today - part.reviewed).days
                review = Review(self._where((*path, "reviewed")), about(self.handbook, path), part.reviewed, days, source)
                self._group(path).reviews.append(review)
        for group in self.groups.values():
            group.reviews.sort(key=lambda review: review.reviewed)  # the oldest first

    def _unused(self) -> None:
        """Terms that nothing leads to and no text says."""
        listed = {name for chapter in self.handbook.chapters for name in chapter.terms}
        for number, term in enumerate(self.handbook.terms):
            elsewhere = [(path, part) for path, part in self.parts if path[:2] != ("terms", number)]
            if term.id in listed or f"ref:glossary/{term.id}" in {
                target for _, found in links(self.handbook, elsewhere) for targets in found.values() for target in targets
            }:
                continue
            texts = [part for _, part in elsewhere if isinstance(part, Text)]
            lacking = [code for code in self.languages if code in term.term.root and not _says(texts, code, term.term[code])]
            if lacking:
                names = problems.quoted(self.languages[code].name for code in lacking)
                shown = tuple(self._shown(code, term.term[code]) for code in lacking)
                said = f"No link leads to it, no chapter lists it, and no text in {names} says it."
                self._add("unused", ("terms", number), said, shown)

    def _measures(self, code: str) -> tuple[Measure, ...]:
        return self.languages[code].measures if readability.measurable(code) else ()

    def _sentences(self) -> Iterator[tuple[tuple, Text]]:
        """The texts that are whole sentences."""
        return marked(self.handbook, self.parts, SENTENCES)

    def _spoken(self) -> Iterator[tuple[tuple, str, str]]:
        """The same in each language that has them: path, language, words."""
        return ((path, code, text[code]) for path, text in self._sentences() for code in self.languages if code in text.root)

    def _hard(self) -> None:
        for path, code, text in self._spoken():
            if faults := self._faults(text, code):
                self._add("hard", path, f"{'; '.join(faults)}.", (self._shown(code, text),), code)

    def _faults(self, text: str, code: str) -> list[str]:
        """What makes a text hard to read, in words."""
        longest = max((len(sentence.split()) for sentence in readability.sentences(text)), default=0)
        most = readability.MOST_WORDS
        found = [f"A sentence of {longest} words, wanted at most {most}"] if longest > most else []
        if measures := self._measures(code):
            counted = readability.counts(readability.joined([text]), code)
            if counted.words >= readability.FEWEST_WORDS:
                scores = [(measure, readability.score(measure, counted)) for measure in measures]
                found += [
                    f"{measure.name} {value:.1f}, wanted {readability.wanted(measure)}"
                    for measure, value in scores
                    if readability.misses(measure, value)
                ]
        return found

    def _scores(self) -> None:
        """What each group's texts have together: the measures of each language, and words a sentence."""
        texts: dict[tuple[str, str], list[str]] = {}
        for path, code, text in self._spoken():
            texts.setdefault((self._group(path).id, code), []).append(text)
        for (group, code), strings in texts.items():
            language, scores = self.languages[code], self.groups[group].scores
            whole = readability.joined(strings)
            if not whole:
                continue
            for measure in self._measures(code):
                value = readability.score(measure, readability.counts(whole, code))
                scores.append(Score(language, measure.name, value, readability.wanted(measure), readability.misses(measure, value)))
            lengths = [len(sentence.split()) for string in strings for sentence in readability.sentences(string)]
            mean, most = sum(lengths) / len(lengths), readability.MEAN_WORDS
            scores.append(Score(language, "Words a sentence, on average", mean, f"at most {most}", mean > most))

    def _missing(self) -> None:
        """Texts that are empty in a language: the check asks for a text in each and lets blanks and empty lists of words through."""
        for path, part in self.parts:
            if isinstance(part, TEXTS):
                for code, language in self.languages.items():
                    value = part.root.get(code, "")
                    if not "".join(value).strip():
                        self._add("missing", path, f"There is nothing in {language.name}.", code=code if code in part.root else None)


#: Field of the handbook -> what its group is called; chapters have a group each.
_OTHERS = {"letters": "Letters", "pages": "Pages", "terms": "Glossary", "rest": "Brand, interface, sources and contributors"}


def _says(texts: list[Text], code: str, term: str) -> bool:
    """Whether one of the texts has the words of a term, in any case and with an ending of up to two letters."""
    words = r"\w{0,2}\s+".join(map(re.escape, inline.plain(term).split()))
    pattern = re.compile(rf"(?<!\w){words}\w{{0,2}}(?!\w)", re.IGNORECASE)
    return any(pattern.search(inline.plain(text.root.get(code, ""))) for text in texts)
