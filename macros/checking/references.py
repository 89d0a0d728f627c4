"""Rules for what refers to something else: ids, links, and the blanks of letters and interface strings.

Like every rule (check.py), each is a function from the Handbook and its parts to (path, message) pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from ..model import inline
from ..model.handbook import Chapter, Handbook, Page
from ..model.prompts import Script
from ..model.sections import Card, Claim, Questions, Step
from ..model.texts import Text
from ..model.tree import anchors, pages
from ..problems import closest, field, nearest, quoted

Found = Iterator[tuple[tuple, str]]
Parts = list[tuple[tuple, object]]  # what walk yields


def references(handbook: Handbook, parts: Parts) -> Found:
    """Every id that refers to an entry of another file leads to it."""
    known = {
        "source": [source.id for source in handbook.sources],
        "letter": [letter.id for letter in handbook.letters],
        "contributor": [person.id for person in handbook.contributors],
        "term": [term.id for term in handbook.terms],
    }
    fields = (
        (Claim, "source", "source"),
        (Step, "letter", "letter"),
        (Script, "letter", "letter"),
        (Chapter, "sources", "source"),
        (Chapter, "terms", "term"),
        (Chapter, "authors", "contributor"),
        (Chapter, "reviewers", "contributor"),
    )
    for path, part in parts:
        for kind, name, noun in fields:
            if isinstance(part, kind):
                yield from _unknown(_named((*path, name), getattr(part, name)), noun, known[noun], handbook.hidden)


def _named(path: tuple, value: str | tuple[str, ...] | None) -> Iterator[tuple[tuple, str]]:
    """Each id that a field holds, with its path."""
    if isinstance(value, tuple):
        yield from (((*path, number), name) for number, name in enumerate(value))
    elif value:
        yield path, value


#: The file whose entries a noun stands for; a letter is a file of its own.
_FILES = {"source": "sources/", "contributor": "contributors/", "term": "glossary/"}


def _unknown(named: Iterable[tuple[tuple, str]], noun: str, known: list[str], hidden: Mapping[str, str] = MappingProxyType({})) -> Found:
    for path, name in named:
        if place := hidden.get(_FILES.get(noun, "") + name):
            yield path, f'{field(path)} is "{name}", which is left out by {place}. {_SHOW_IT}'
        elif name not in known:
            there_are = f" Choose one of {quoted(known)}." if known else f" There is no {noun} yet."
            yield path, f'{field(path)} is "{name}", expected the id of a {noun}.{closest(name, known) or there_are}'


def labels(handbook: Handbook, parts: Parts) -> Found:
    """Tags and stages: those that are used are declared, and those that are declared are used."""
    for path, part in parts:
        if isinstance(part, Questions):
            uses = [use for n, item in enumerate(part.items) for use in _named((*path, "items", n, "tags"), item.tags)]
            yield from _paired(uses, "tag", part.tags, (*path, "tags"), "no question has it. Give it to one")
        elif isinstance(part, Page):
            uses = [use for n, section in enumerate(part.sections) for use in _named((*path, "sections", n, "stage"), section.stage)]
            stages = getattr(part, "stages", ())
            yield from _paired(uses, "stage", stages, (*path, "stages"), "no section has it. Give it to one")
            for number, worksheet in enumerate(getattr(part, "worksheets", ())):
                named = _named((*path, "worksheets", number, "stages"), worksheet.stages)
                yield from _unknown(named, "stage", [stage.id for stage in stages])


def _paired(uses: list[tuple[tuple, str]], noun: str, declared: tuple, path: tuple, unused: str) -> Found:
    known = [entry.id for entry in declared]
    yield from _unknown(uses, noun, known)
    used = {nearest(name, known) for _, name in uses}  # a misspelt use is a use
    for number, name in enumerate(known):
        if name not in used:
            yield (*path, number), f"{unused} or remove the {noun}."


_SHOW_IT = "Leave it in, or replace this field in your folder."


def links(handbook: Handbook, parts: Parts) -> Found:
    """Links lead somewhere, by an allowed scheme, and to the same pages in every language."""
    known = {page.id: anchors(page) for _, page in pages(handbook)}
    known.get("glossary", []).extend(term.id for term in handbook.terms)
    for path, part in parts:
        if isinstance(part, Card):
            yield from _bad_target((*path, "link"), part.link, known, handbook.hidden)
        elif isinstance(part, Text):
            # a text called `link` is an address, and not words with links in them
            found = {code: [text] if path[-1] == "link" else inline.targets(text) for code, text in part.root.items()}
            faults = [
                fault
                for code, targets in found.items()
                for target in targets
                for fault in _bad_target((*path, code), target, known, handbook.hidden)
            ]
            yield from faults or _unequal_links(path, found)


def _bad_target(path: tuple, target: str, known: Mapping[str, list[str]], hidden: Mapping[str, str]) -> Found:
    if target.startswith("ref:"):
        page, _, anchor = target[4:].partition("/")
        if place := hidden.get(page) or hidden.get(target[4:]):
            yield path, f'a link leads to "{target}", which is left out by {place}. {_SHOW_IT}'
        elif page not in known:
            hint = closest(page, known) or f" Choose one of {quoted(known)}."
            yield path, f'a link leads to "{target}", expected the id of a page after ref:.{hint}'
        elif anchor and anchor not in known[page]:
            hint = closest(anchor, known[page]) or f' Link to "ref:{page}" or to an id on it.'
            yield path, f'a link leads to "{target}", expected an id on the page "{page}" after the slash.{hint}'
    elif not target.startswith(inline.ALLOWED):
        mend = f'Write "https{target[4:]}".' if target.startswith("http:") else "For a page of the handbook, write ref: and its id."
        yield path, f'a link leads to "{target}", expected https://, mailto: or ref:. {mend}'


def _unequal_links(path: tuple, found: dict[str, list[str]]) -> Found:
    refs = {code: sorted(target for target in targets if target.startswith("ref:")) for code, targets in found.items()}
    first, *others = refs or [None]
    for code in others:
        if refs[code] != refs[first]:
            place = (*path, code)
            yield place, f"{field(place, in_text=True)} {_unlike('link', refs[code], first, refs[first])}"


def _unlike(noun: str, found: list[str], first: str, expected: list[str]) -> str:
    """What a text has, where it should have what the first language has."""
    has, wanted = (f"the {noun}{'s' if len(names) > 1 else ''} {quoted(names)}" if names else f"no {noun}" for names in (found, expected))
    return f"has {has}, expected {wanted} as in {first}. Use the same in every language."


def markup(handbook: Handbook, parts: Parts) -> Found:
    """Markup is complete: readers see no asterisks and no addresses in brackets."""
    for path, part in parts:
        if isinstance(part, Text):
            for code, text in part.root.items():
                if around := inline.leftover(text):
                    place = (*path, code)
                    name = field(place, in_text=True)
                    yield place, f"{name} has unfinished markup in “{around}”, expected **words** or [words](address). Finish it."


#: A blank, well written or not: {your-name}, {Your name}, {first name}.
_ALMOST = re.compile(r"(?<!\{)\{([^{}%#]{1,60})\}(?!\})")


def blanks(handbook: Handbook, parts: Parts) -> Found:
    """Blanks of letters: those that are used are declared, and those that are declared are used in every language."""
    for number, letter in enumerate(handbook.letters):
        path = ("letters", number)
        texts = [((*path, "body", position), text) for position, text in enumerate(letter.body)]
        texts += [((*path, "subject"), letter.subject)] if letter.subject else []
        known = [placeholder.id for placeholder in letter.placeholders]
        used: dict[str, set[str]] = {}
        for place, text in texts:
            for code, string in text.root.items():
                names = _ALMOST.findall(string)
                wrong = [name for name in names if name not in known]
                # a wrong name is likely to stand for one that is lacking: one mistake
                used.setdefault(code, set()).update(known if wrong else names)
                yield from (((*place, code), _undeclared(name, known)) for name in wrong)
        yield from _unused(path, known, used)


def _undeclared(name: str, known: list[str]) -> str:
    hint = closest(name.lower(), known) or " Add it to 'placeholders'."
    return f"the blank {{{name}}} is not declared, expected one of {quoted(known) or 'none'}.{hint}"


def _unused(path: tuple, known: list[str], used: dict[str, set[str]]) -> Found:
    for position, name in enumerate(known):
        lacking = [code for code, names in used.items() if name not in names]
        if lacking:
            where = f" in {quoted(lacking)}" if len(lacking) < len(used) else ""
            message = f"the letter does not use it{where}. Write {{{name}}} in the body, or remove the placeholder."
            yield (*path, "placeholders", position), message


def interface_blanks(handbook: Handbook, parts: Parts) -> Found:
    """An interface string has the same blanks in every language; the site fills them."""
    for key, text in handbook.interface.items():
        names = {code: sorted(set(inline.PLACEHOLDER.findall(string))) for code, string in text.root.items()}
        first, *others = names
        for code in others:
            if names[code] != names[first]:
                yield ("interface", key, code), f"{code} {_unlike('blank', names[code], first, names[first])}"


_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def file_names(handbook: Handbook, parts: Parts) -> Found:
    """Interface strings that become part of a file's name are letters that every computer takes."""
    for key, text in handbook.interface.items():
        for code, string in text.root.items() if key.startswith("file-") else ():
            if not _FILE_NAME.fullmatch(string):
                found = f'{code} is "{string}", expected part of a file\'s name: small letters without accents, digits and hyphens.'
                yield ("interface", key, code), f"{found} Change it."


RULES = (references, labels, links, markup, blanks, interface_blanks, file_names)
