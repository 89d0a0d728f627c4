"""Words that the handbook does not use, and words that it does not use twice.

`tests/terms.yml` has the words, with what to write. Unseen words, that lead the search to an entry, and other names of terms are
readers' words: any may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import expected
import pytest
import yaml

from macros import paths

TERMS = yaml.safe_load((paths.HOME / "tests" / "terms.yml").read_text("utf-8"))
#: How many words in a row are a sentence that stood elsewhere, and not the way in which everybody says it.
RUN = 10


@pytest.fixture(scope="module")
def content() -> expected.Content:
    return expected.Content(paths.HOME / "content")


#: Fields of readers' words and of addresses, and those that name things: names stand wherever the thing is named.
UNSEEN, NAMES = {"search", "synonyms", "slug", "url", "link"}, {"title", "label", "claims", "use", "event", "description"}


def said(content: expected.Content, language: str, without: set[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield (page or entry of a list, text) for every text of the content in a language, without inline Markdown or some fields."""

    def search(node: object) -> Iterator[str]:
        if content.is_text(node):
            yield re.sub(r"\{[a-z-]+\}", "…", expected.plain(node[language]))
        elif isinstance(node, dict):
            for key, value in node.items():
                yield from search(value) if key not in UNSEEN | without else ()
        elif isinstance(node, list):
            for entry in node:
                yield from search(entry)

    for page in (page for pages in content.kinds.values() for page in pages):
        yield from ((page["id"], text) for text in search(page))
    for name, listed in (("glossary", content.terms), ("sources", content.sources), ("interface", [content.interface])):
        yield from ((name, text) for text in search(listed))


@pytest.mark.parametrize("language", TERMS)
def test_no_word_is_one_that_we_do_not_use(content: expected.Content, language: str) -> None:
    """Calques, other regions' words and words that judge are not there, in any form of theirs."""
    texts = list(said(content, language))
    found = [
        f"{owner}: “{match[0]}” in “{text}”: write {instead}"
        for words, instead in TERMS[language].items()
        for owner, text in texts
        for match in re.finditer(rf"(?<!«\u00a0)\b(?:{words})\b(?! (?:quelqu’un )?\u00a0»)", text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("language", TERMS)
def test_the_words_would_be_found(language: str) -> None:
    """Each line of the list finds its own first words, as they would stand in a sentence."""
    for words in TERMS[language]:
        first = re.sub(r"\(\?:([^|)]*)[^)]*\)\??", r"\1", re.sub(r"\(\?<?!.*?\)", "", words))
        first = re.sub(r"\[(.).*?\]", r"\1", first.split("|")[0]).replace("?", "")
        assert re.search(rf"\b(?:{words})\b", f"x {first} y", re.IGNORECASE), words


@pytest.mark.parametrize("language", TERMS)
def test_nothing_is_said_twice(content: expected.Content, language: str) -> None:
    """No run of words stands in two chapters: one says it, and the other leads there."""
    first: dict[tuple[str, ...], str] = {}
    twice = set()
    chapters = {chapter["id"] for chapter in content.kinds["chapters"]}
    for owner, text in ((owner, text) for owner, text in said(content, language, NAMES) if owner in chapters):
        words = re.sub(r"[^\w\s’'-]|(?<=\s)–", "", text.lower()).split()
        for run in (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)):
            if first.setdefault(run, owner) != owner:
                twice.add(f"{first[run]} and {owner}: {' '.join(run)}")
    assert sorted(twice) == []
