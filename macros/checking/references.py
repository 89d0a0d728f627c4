"""Rules for what refers to something else: ids and links.

Like every rule (check.py), each is a function from the Handbook and its parts to (path, message) pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..model import inline, tree
from ..model.handbook import Handbook
from ..model.kinds import KINDS
from ..model.naming import lists, marks, noun_of
from ..model.published import unchosen
from ..model.sections import Comparison, Group
from ..model.texts import LINK, Content, Refers, Text
from ..model.tree import Parts, anchors, at, pages, walk
from ..problems import closest, field, nearest, one, quoted

Found = Iterator[tuple[tuple, str]]


def references(handbook: Handbook, parts: Parts) -> Found:
    """Every id that refers to an entry leads to it: an entry of the list nearest above, or else of the handbook."""
    for path, part in parts:
        if isinstance(part, Content):
            for name, said in marks(type(part)).items():
                for noun in (mark.noun for mark in said if isinstance(mark, Refers)):
                    where, listed = _declared(handbook, path, noun)
                    hidden = {} if where else {name.removeprefix(_PREFIX[noun]): place for name, place in handbook.hidden.items()}
                    yield from _unknown(_named((*path, name), getattr(part, name)), noun, [entry.id for entry in listed], hidden)


def _declared(handbook: Handbook, path: tuple, noun: str) -> tuple[tuple, tuple]:
    """The list of entries with a noun that is nearest above a path: the path of what holds it, and the list; none where nothing can."""
    for length in range(len(path), -1, -1):
        for _, entry, listed in lists(at(handbook, path[:length])):
            if noun_of(entry) == noun:
                return path[:length], listed
    return path, ()  # the stage of a section, on a page that has no stages


#: Noun of an entry of the handbook -> what stands before its id in Handbook.hidden.
_PREFIX = {kind.noun: kind.prefix for kind in KINDS.values()}


def _named(path: tuple, value: str | tuple[str, ...] | None) -> Iterator[tuple[tuple, str]]:
    """Each id that a field holds, with its path."""
    if isinstance(value, tuple):
        yield from (((*path, number), name) for number, name in enumerate(value))
    elif value:
        yield path, value


def _unknown(named: Iterable[tuple[tuple, str]], noun: str, known: list[str], hidden: Mapping[str, str]) -> Found:
    for path, name in named:
        if place := hidden.get(name):
            yield path, f'{field(path)} is "{name}", which is left out by {place}. {_SHOW_IT}'
        elif name not in known:
            there_are = f" Choose one of {quoted(known)}." if known else f" There is no {noun} yet."
            yield path, f'{field(path)} is "{name}", expected the id of {one(noun)}.{closest(name, known) or there_are}'


def provinces(handbook: Handbook, parts: Parts) -> Found:
    """The provinces that brand.yml names are some of the handbook's."""
    hidden = {name.rpartition("/")[2]: place for name, place in handbook.hidden.items() if "/" in name}
    known = [province.id for province in tree.provinces(handbook)]
    yield from _unknown(_named(("brand", "provinces"), handbook.brand.provinces), "province", known, hidden)


def groups(handbook: Handbook, parts: Parts) -> Found:
    """The group of each letter is a section for one."""
    known = [section.id for page in handbook.pages for section in page.sections if isinstance(section, Group)]
    hidden = {name.rpartition("/")[2]: place for name, place in handbook.hidden.items() if "/" in name}
    for number, letter in enumerate(handbook.letters):
        if letter.group not in hidden:  # it then stands with those that name none
            yield from _unknown(_named(("letters", number, "group"), letter.group), "group", known, {})


def unused(handbook: Handbook, parts: Parts) -> Found:
    """Tags, stages and whatever else is declared for others to refer to: one of them does."""
    for path, part in parts:
        for field_of, entry, listed in lists(part):
            if entry.used_by:
                known = [one.id for one in listed]
                used = {nearest(name, known) for name in _uses(part, noun_of(entry), entry.used_by)}  # a misspelt use is a use
                for number, name in enumerate(known):
                    if name not in used:
                        message = f"no {entry.used_by} has it. Give it to one or remove the {noun_of(entry)}."
                        yield (*path, field_of, number), message


def _uses(above: Content, noun: str, user: str) -> Iterator[str]:
    """The ids by which entries called `user` below a part refer to entries called `noun`."""
    for path, part in walk(above):
        if isinstance(part, Content) and noun_of(type(part)) == user:
            for name, said in marks(type(part)).items():
                if Refers(noun) in said:
                    yield from (name for _, name in _named((*path, name), getattr(part, name)))


_SHOW_IT = "Leave it in, or replace this field in your folder."


def links(handbook: Handbook, parts: Parts) -> Found:
    """Links lead somewhere, by an allowed scheme, and to the same pages in every language."""
    known = {page.id: anchors(page) for _, page in pages(handbook)}
    known.get("glossary", []).extend(term.id for term in handbook.terms)
    gone = unchosen(handbook)  # what leads there is left out without a word (published.py)
    for path, found in tree.links(handbook, parts):
        faults = [
            fault
            for code, targets in found.items()
            for target in targets
            if target.removeprefix("ref:").partition("/")[0] not in gone
            for fault in _bad_target((*path, code) if code else path, target, known, handbook.hidden)
        ]
        yield from faults or _unequal_links(path, found)


#: A telephone number as a link (RFC 3966), in the forms that brand.yml takes as well.
_NUMBER = re.compile(r"tel:\+?[0-9().-]+")


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
        yield path, f'a link leads to "{target}", expected https://, mailto:, tel: or ref:. {mend}'
    elif target.startswith("tel:") and not _NUMBER.fullmatch(target):
        yield path, f'a link leads to "{target}", expected a number after tel:. Write figures and hyphens, such as tel:+1-800-555-0100.'


def phones(handbook: Handbook, parts: Parts) -> Found:
    """A link that dials a number shows it, since nobody can follow a link on paper."""
    for path, part in parts:
        for code, text in part.root.items() if isinstance(part, Text) else ():
            for target, words in inline.phones(text):
                if _NUMBER.fullmatch(target) and not (_figures(words) and _figures(target).endswith(_figures(words))):
                    place = (*path, code)
                    said = f'{field(place, in_text=True)} has the words “{words}” on a link to "{target}"'
                    yield place, f"{said}, expected the number. Write it there: on paper nobody can follow a link."
    for path, text in tree.marked(handbook, parts, LINK):
        for code, target in text.root.items():
            if target.startswith("tel:"):
                place = (*path, code)
                said = f'{field(place, in_text=True)} is "{target}", expected a number to be in the words'
                yield place, f"{said}. Write it there, as [2-1-1](tel:211): on paper nobody can follow a link."


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


def _unequal_links(path: tuple, found: dict[str, list[str]]) -> Found:
    refs = {code: sorted(target for target in targets if target.startswith("ref:")) for code, targets in found.items()}
    first, *others = refs or [None]
    for code in others:
        if refs[code] != refs[first]:
            place = (*path, code)
            yield place, f"{field(place, in_text=True)} {unlike('link', refs[code], first, refs[first])}"


def unlike(noun: str, found: list[str], first: str, expected: list[str]) -> str:
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


def cells(handbook: Handbook, parts: Parts) -> Found:
    """A comparison says of each option what it is like, by each criterion."""
    for path, part in parts:
        for number, item in enumerate(part.items) if isinstance(part, Comparison) else ():
            known = [option.id for option in part.options]
            given = {nearest(cell.id, known) for cell in item.cells}  # one misspelt, or there twice, is told already
            for name in (name for name in known if name not in given and len(item.cells) < len(known)):
                yield (*path, "items", number, "cells"), f'no cell is about the option "{name}", expected one for each. Add it.'


RULES = (references, provinces, groups, unused, links, phones, markup, cells)
