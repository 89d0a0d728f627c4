"""Write a synthetic handbook: the repository's own pages, and any number of chapters that differ in their words.

A chapter takes the real chapter's sentences and exchanges some of their words:
half for other words of the real chapter, half for words that only this chapter
has. So the vocabulary grows with the handbook, as it does in a real one, and
search indexes have something to index.
"""

from __future__ import annotations

import copy
import random
import re
import shutil
import unicodedata
from pathlib import Path

import yaml

#: Kind and number of items of the sections that every chapter has: steps, questions, tips, follow-ups.
SECTIONS = (("steps", 6), ("questions", 9), ("tips", 5), ("steps", 4))
#: Words that no other chapter has, per chapter and language: 500 chapters then have a vocabulary of
#: about 15,000 words, as half a million words of running text do.
OWN_WORDS = 30
#: Share of the words of 5 letters or more that are exchanged.
EXCHANGED = 0.35

_WORD = re.compile(r"(?<![\w’/.-])[^\W\d_]{5,}(?![\w’/-])")
#: What is not text: targets of links, blanks, addresses.
_KEPT = re.compile(r"(\]\([^)]*\)|\{[^}]*\}|(?:https?|mailto|ref):\S+)")
_ONSETS = ("b", "br", "c", "cl", "d", "dr", "f", "g", "gr", "j", "l", "m", "n", "p", "pl", "pr", "r", "s", "st", "t", "tr", "v")
#: Of these, a language gets the ones that its real words have. No word begins with one: a capital would want its accent.
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou", "é", "è", "ô")


def write(repository: Path, folder: Path, chapters: int) -> None:
    """Write a handbook with `chapters` chapters into the new folder `folder`."""
    content = folder / "content"
    shutil.copytree(repository / "content", content, ignore=shutil.ignore_patterns("schema", "translations.lock"))
    shutil.copytree(repository / "docs", folder / "docs")
    settings = read(content / "handbook.yml")
    codes = [language["code"] for language in settings["languages"]]
    model = _model(read(content / "chapters" / f"{settings['chapters'][0]}.yml"))
    for stem in settings["chapters"]:
        (content / "chapters" / f"{stem}.yml").unlink()
    settings["chapters"] = []
    for chapter in _chapters(model, codes, chapters):
        settings["chapters"].append(chapter["id"])
        dump(chapter, content / "chapters" / f"{chapter['id']}.yml")
    dump(settings, content / "handbook.yml")
    _retarget(content, model)
    configure(repository, folder)


def read(path: Path) -> object:
    """The data of a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def dump(data: object, path: Path) -> None:
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")


def _model(chapter: dict) -> dict:
    """The real chapter with SECTIONS only; raise StopIteration when it has no such section."""
    rest = iter(chapter["sections"])
    kept = []
    for kind, number in SECTIONS:
        section = next(section for section in rest if section["kind"] == kind and len(section["items"]) >= number)
        kept.append({**section, "items": section["items"][:number]})
    stages = [stage for stage in chapter.get("stages", ()) if stage["id"] in {section.get("stage") for section in kept}]
    for item in (item for section in kept for item in section["items"]):
        item.pop("prompts", None)
    return {**chapter, "stages": stages, "sections": kept, "worksheets": []}  # PDFs are measured on their own


def _chapters(model: dict, codes: list[str], number: int):
    """Yield `number` chapters; the first keeps the real one's id, to which pages lead."""
    known = {code: sorted({word.lower() for text in _texts(model, codes) for word in _WORD.findall(text[code])}) for code in codes}
    vowels = {code: [vowel for vowel in _VOWELS if vowel in "".join(words)] for code, words in known.items()}
    chance = random.Random(20)  # the same handbook every time
    seen = {word for words in known.values() for word in words}
    for position in range(number):
        own = {code: _new_words(chance, seen, vowels[code]) for code in codes}
        chapter = _varied(copy.deepcopy(model), codes, known, own, chance)
        chapter["title"] = {code: f"{words[0]} {words[1]}".capitalize() for code, words in own.items()}
        chapter["slug"] = {code: slug(title) for code, title in chapter["title"].items()}
        if position:
            chapter["id"] = "-".join(slug(word) for word in own[codes[0]][:2])
        yield own_links(chapter, model["id"], codes)


def _new_words(chance: random.Random, seen: set[str], vowels: list[str]) -> list[str]:
    """OWN_WORDS invented words that are not in `seen`, and are from now on."""
    words: list[str] = []
    while len(words) < OWN_WORDS:
        word = "".join(chance.choice(_ONSETS) + chance.choice(vowels) for _ in range(chance.randint(2, 4))) + chance.choice("nrst")
        if len(word) >= 5 and slug(word) not in seen:
            seen.add(slug(word))
            words.append(word)
    return words


def slug(text: str) -> str:
    """`text` as the last part of an address."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _texts(node: object, codes: list[str]):
    """Yield every text below `node`, as a mapping from languages that may be changed; addresses are none."""
    if isinstance(node, dict) and set(node) == set(codes):
        if all(isinstance(text, str) for text in node.values()):
            yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in ("link", "slug", "synonyms"):
                yield from _texts(value, codes)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, codes)


def _varied(chapter: dict, codes: list[str], known: dict, own: dict, chance: random.Random) -> dict:
    for text in _texts(chapter, codes):
        for code in codes:

            def exchange(match: re.Match, code: str = code) -> str:
                if chance.random() > EXCHANGED:
                    return match[0]
                word = chance.choice((known if chance.random() < 0.5 else own)[code])
                return word.capitalize() if match[0][0].isupper() else word

            parts = _KEPT.split(text[code])
            text[code] = "".join(part if position % 2 else _WORD.sub(exchange, part) for position, part in enumerate(parts))
    return chapter


def own_links(chapter: dict, old: str, codes: list[str]) -> dict:
    """Let the chapter's links to itself lead to itself."""
    anchors = {entry["id"] for section in chapter["sections"] for entry in (section, *section.get("items", ()))}
    for text in _texts(chapter, codes):
        for code in codes:
            text[code] = _link(text[code], old, chapter["id"], anchors)
    return chapter


def _link(text: str, old: str, new: str, anchors: set[str]) -> str:
    """`text` with links to `old` leading to `new`, and to an anchor of it only where there is one."""
    return re.sub(rf"ref:{old}(?:/([\w-]+))?(?![\w-])", lambda match: f"ref:{new}" + (f"/{match[1]}" if match[1] in anchors else ""), text)


def _retarget(content: Path, model: dict) -> None:
    """Let links from other pages lead to what the shortened chapter still has."""
    anchors = {entry["id"] for section in model["sections"] for entry in (section, *section["items"])}
    for path in content.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        changed = _link(text, model["id"], model["id"], anchors)
        if changed != text:
            path.write_text(changed, encoding="utf-8")


def configure(repository: Path, folder: Path) -> None:
    """A mkdocs.yml that takes all but the content from the repository's."""
    config = {
        "INHERIT": str(repository / "mkdocs.yml"),
        "docs_dir": "docs",
        "theme": {"name": "material", "custom_dir": str(repository / "overrides"), "font": False},
        "hooks": [str(repository / "macros" / "engine" / "hooks.py")],
        "watch": ["content"],
        "plugins": [{"macros": {"modules": ["macros"], "include_dir": str(repository / "overrides" / "blocks"), "on_error_fail": True}}],
    }
    dump(config, folder / "mkdocs.yml")
