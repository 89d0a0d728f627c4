"""The chapter on talking about one's health takes no side: whether to tell is the reader's to decide.

It reads the real content. Three options stand in one order, not telling first, and each gets as many reasons for it
and against it as the others, in as many words; nothing is counted, and no sentence pushes. What would push is in neutral.yml.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

import expected
import pytest
import yaml

from macros import paths

HERE = paths.HOME / "tests" / "checking"
WORDS = yaml.safe_load((HERE / "neutral.yml").read_text("utf-8"))
LANGUAGES = tuple(WORDS)
CHAPTER, LETTERS = "talking-about-health", ("health-words", "who-knows")
#: What leads there, and what speaks to those who help.
AROUND = ("about-my-illness", "helping-someone", "home")

OPTIONS = ["not-telling", "telling-a-need", "telling-more"]
#: Ways to answer, from the first option to the last: the two in the middle say a need, or a general word, and no more.
ANSWERS = ["not-answering", "need-only", "general-word", "name-it"]
REASONS = 4
#: The longest of the texts that should be equal has at most this many times the words of the shortest.
EQUAL = 1.1

Page = dict[str, object]


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The chapter, its letters and what is around it, by id."""
    listed = [page for pages in expected.Content(paths.HOME / "content").kinds.values() for page in pages]
    return {page["id"]: page for page in listed if page["id"] in (CHAPTER, *LETTERS, *AROUND)}


def entry(node: dict, *names: str) -> dict:
    """The section, entry, prompt or aside of these ids, one within the other."""
    for name in names:
        lists = [node["sections"]] if "sections" in node else [part for part in node.values() if isinstance(part, list)]
        node = next(one for part in lists for one in part if isinstance(one, dict) and one.get("id") == name)
    return node


def options(pages: dict[str, Page]) -> list[dict]:
    return [section for section in pages[CHAPTER]["sections"] if section["id"] in OPTIONS]


def ids(entries: list[dict]) -> list[str]:
    return [one["id"] for one in entries]


def texts(node: object, language: str) -> Iterator[str]:
    """Every text that readers see; words for the search and addresses are none."""
    if isinstance(node, dict) and isinstance(node.get(language), str):
        yield expected.plain(node[language])
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, language) if key not in ("search", "slug", "link") else ()
    elif isinstance(node, list):
        for one in node:
            yield from texts(one, language)


def words(node: object, language: str) -> int:
    """How many words readers see; a blank is one."""
    return sum(len(re.findall(r"\{[a-z-]+\}|[^\W_]+(?:[’-][^\W_]+)*", text)) for text in texts(node, language))


def order(pages: dict[str, Page]) -> list[list[str]]:
    """Wherever the options or the answers stand, their ids as they stand there."""
    chapter = pages[CHAPTER]
    (checklist, *_) = entry(chapter, "decide", "decide-for-now")["prompts"]
    return [
        ids(options(pages)),
        ids(entry(chapter, "decide", "what-could-go-wrong", "risks")["rows"]),
        [name for name in ids(checklist["boxes"]) if name != "not-decided"],
        ids(entry(chapter, "ways")["asides"]),
        ids(pages["health-words"]["versions"]),
    ]


def reasons(pages: dict[str, Page], language: str) -> list[tuple[int, ...]]:
    """For each option: the boxes for it, the boxes against it, and the sentences on the page for it and against it."""

    def sentences(paragraph: dict) -> int:
        return len(re.findall(r"[.!?](?=\s|$)", expected.plain(paragraph[language])))

    return [(*(len(entry(one, side)["boxes"]) for side in ("for", "against")), *map(sentences, one["body"][1:])) for one in options(pages)]


def parts(pages: dict[str, Page]) -> dict[str, list[object]]:
    """What should be as long for each option, and for each answer."""
    found = options(pages)
    return {
        "all of an option": found,
        "what an option is": [one["body"][0] for one in found],
        "its reasons for": [one["body"][1] for one in found],
        "its reasons against": [one["body"][2] for one in found],
        "its boxes for": [entry(one, "for") for one in found],
        "its boxes against": [entry(one, "against") for one in found],
        "how it can go": [one["asides"] for one in found],
        "an answer on the page": [one["body"] for one in entry(pages[CHAPTER], "ways")["asides"]],
        "an answer of the letter": [version["body"] for version in pages["health-words"]["versions"]],
        "the moments, for and against": [
            [cell for one in entry(pages[CHAPTER], "moments")["items"] for cell in one["cells"] if cell["id"] == side]
            for side in ("gives", "costs")
        ],
    }


def shape(node: object) -> object:
    """What an option is made of, its words and the names of its reasons left out."""
    if isinstance(node, dict) and set(LANGUAGES) <= node.keys():
        return "text"
    if isinstance(node, dict):
        return {key: shape(value) for key, value in node.items() if key not in ("id", "search")}
    return [shape(one) for one in node] if isinstance(node, list) else node


def scores(pages: dict[str, Page], language: str) -> list[str]:
    """What counts or could be counted: a word of counting, or a figure in what is asked."""
    said = [text.lower() for text in texts(list(pages.values()), language)]
    for denial in WORDS[language]["no_score"]:
        said = [text.replace(denial, "") for text in said]
    found = [text for text in said if any(re.search(rf"\b{word}\b", text) for word in WORDS[language]["score"])]
    asked = [
        part["prompts"] for section in pages[CHAPTER]["sections"] for part in (section, *section.get("items", ())) if "prompts" in part
    ]
    return found + [text for text in texts(asked, language) if re.search(r"[\d%]", text)]


def pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*")


def pushes(text: str, language: str) -> list[str]:
    """The sentences of a text that urge readers one way or the other."""
    known = {name: "|".join(map(pattern, WORDS[language][name])) for name in ("urges", "telling", "phrases")}
    urging = re.compile(rf"\b(?:{known['urges']})(?:\W+[\w’]+?){{0,3}}?(?:\W+|’)(?:{known['telling']})\b", re.IGNORECASE)
    phrase = re.compile(rf"\b(?:{known['phrases']})\b", re.IGNORECASE)
    sentences = re.findall(r"[^.!?]+[.!?]*", text)
    return [one.strip() for one in sentences if phrase.search(one) or (urging.search(one) and not one.rstrip("” »\u00a0").endswith("?"))]


def test_the_options_stand_in_one_order(pages: dict[str, Page]) -> None:
    """On the page, on the sheet and in the letter, from not telling to telling more."""
    assert order(pages) == [OPTIONS, OPTIONS, OPTIONS, ANSWERS, ANSWERS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_option_has_as_many_reasons(pages: dict[str, Page], language: str) -> None:
    """Four for it and four against it, on the sheet and on the page."""
    assert reasons(pages, language) == [(REASONS,) * 4] * len(OPTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_option_has_as_many_words(pages: dict[str, Page], language: str) -> None:
    """All of it, and each of its parts; the answers and the two sides of the moments too."""
    counts = {name: [words(one, language) for one in found] for name, found in parts(pages).items()}
    assert {name: found for name, found in counts.items() if max(found) > EQUAL * min(found)} == {}


def test_each_option_looks_the_same(pages: dict[str, Page]) -> None:
    """The same fields, prompts, lines and asides: none has a letter, a warning or a source that the others lack."""
    first, *others = map(shape, options(pages))
    assert [one == first for one in others] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_no_score(pages: dict[str, Page], language: str) -> None:
    """Nothing that readers tick or write has a figure, and no text speaks of a score but to say that there is none."""
    assert scores(pages, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_pushes(pages: dict[str, Page], language: str) -> None:
    """No text of the chapter, its letters or what is around it urges readers to tell, nor not to."""
    assert [one for text in texts(list(pages.values()), language) for one in pushes(text, language)] == []


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in LANGUAGES for text in WORDS[language]["pushes"]])
def test_a_push_is_found(language: str, text: str) -> None:
    """Advice to tell or not to tell is found, with its negation too."""
    assert pushes(text, language) == [text]


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in LANGUAGES for text in WORDS[language]["neutral"]])
def test_a_plain_sentence_is_no_push(language: str, text: str) -> None:
    """Questions, facts and what readers may do are none."""
    assert pushes(text, language) == []


def swap(pages: dict[str, Page]) -> None:
    pages[CHAPTER]["sections"].reverse()


def lose_a_reason(pages: dict[str, Page]) -> None:
    entry(options(pages)[0], "for")["boxes"].pop()


def add_words(pages: dict[str, Page]) -> None:
    for language in LANGUAGES:
        options(pages)[2]["body"][1][language] += " Encore plus de raisons ici."


def warn(pages: dict[str, Page]) -> None:
    options(pages)[1]["asides"].append({"kind": "care", "id": "warning", "body": [dict.fromkeys(LANGUAGES, "…")]})


def count(pages: dict[str, Page]) -> None:
    entry(options(pages)[0], "own", "mine")["label"] = dict.fromkeys(LANGUAGES, "Total")


def push(pages: dict[str, Page]) -> None:
    pages["who-knows"]["tips"].append({language: WORDS[language]["pushes"][0] for language in LANGUAGES})


@pytest.mark.parametrize(
    ("broken", "test"),
    [
        (swap, test_the_options_stand_in_one_order),
        (lose_a_reason, test_each_option_has_as_many_reasons),
        (add_words, test_each_option_has_as_many_words),
        (warn, test_each_option_looks_the_same),
        (count, test_there_is_no_score),
        (push, test_no_sentence_pushes),
    ],
    ids=lambda case: case.__name__,
)
def test_each_rule_can_fail(broken: Callable, test: Callable, pages: dict[str, Page]) -> None:
    """Content that breaks a rule fails the rule's test, in every language that the test is for."""
    worse = copy.deepcopy(pages)
    broken(worse)
    for further in [{"language": language} for language in LANGUAGES] if "language" in test.__annotations__ else [{}]:
        with pytest.raises(AssertionError):
            test(worse, **further)
