"""Of a theme's stylesheet, what pages need: a rule that no element of theirs can meet is left out.

A selector is met where each of its parts fits an element of some page. Which element stands in which other is not
looked at, so that what is kept is rather too much than too little.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..files import write_whole
from ..paths import code
from . import css
from .css import Element, Part, Rule, Selector

#: Attributes that browsers set while a page is read.
_MOVING = frozenset({"open", "hidden"})
#: A tag with its attributes, and one of these.
_TAG = re.compile(r"""<([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_WORD = re.compile(r"[\w-]+")


def needed(stylesheet: str, pages: Iterable[str], scripts: Iterable[str], styles: Iterable[str], cache: Path) -> str:
    """Those rules of a stylesheet that pages need (their HTML), with the scripts and further stylesheets that they have.

    A word of a script may be an element that it makes, or a class that it gives to one. Variables and animations are
    kept where a rule that is kept, or another stylesheet, asks for them. It takes half a second and depends on the
    kinds of elements alone, so that it is kept in the folder `cache`, named by what it is made from.
    """
    found, others = elements(pages), " ".join(styles)
    words = frozenset(word for script in scripts for word in _WORD.findall(script))
    key = hashlib.sha256("\n".join([stylesheet, others, *map(repr, map(_in_order, found)), *sorted(words)]).encode())
    key.update(code("site"))
    kept = cache / f"{key.hexdigest()[:32]}.css"
    if not kept.exists():
        write_whole(kept, _needed(css.rules(stylesheet), _Met(found, words), others).encode())
    return kept.read_text("utf-8")


def _needed(rules: Iterable[Rule], met: _Met, others: str) -> str:
    kept = met.of(rules)
    while True:  # what was asked for by what is left out is left out too
        said = others + "".join(str(rule) for rule in kept if not rule.animation)
        moving = "".join(rule.text for rule in kept if rule.animation)
        used = {*_VARIABLE.findall(said + moving), *(word for word in _WORD.findall(said) if not word.startswith("--"))}
        fewer = tuple(_used(kept, used))
        if fewer == kept:
            return "".join(map(str, kept))
        kept = fewer


def elements(pages: Iterable[str]) -> list[Element]:
    """The different elements of pages (their HTML), in an order that depends on them alone."""
    found = {_element(kind.lower(), dict(_ATTRIBUTE.findall(said))) for kind, said in {tag for page in pages for tag in _TAG.findall(page)}}
    return sorted(found, key=_in_order)


def _in_order(element: Element) -> tuple[str, list[str], list[str]]:
    return element.kind, sorted(element.classes), sorted(element.attributes)


def _element(kind: str, attributes: dict[str, str]) -> Element:
    values = {name.lower(): value.strip("\"'") for name, value in attributes.items()}
    return Element(kind, frozenset(values.get("class", "").split()), _MOVING.union(values))


class _Met:
    """Which rules the elements of pages can meet; `words` are those of scripts."""

    def __init__(self, found: Iterable[Element], words: frozenset[str]):
        self._words = words
        self._of_kind: dict[str, list[Element]] = {word: [Element(word)] for word in words}
        for element in found:
            for kind in (element.kind, ""):
                self._of_kind.setdefault(kind, []).append(element)
        self._known: dict[Part, bool] = {}

    def of(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules of which an element can meet a selector, each with those selectors alone."""
        return tuple(self._rules(rules))

    def _rules(self, rules: Iterable[Rule]) -> Iterator[Rule]:
        for rule in rules:
            if rule.selectors:
                if selectors := tuple(filter(self._selector, rule.selectors)):
                    yield rule._replace(selectors=selectors)
            elif rule.rules:
                if held := self.of(rule.rules):
                    yield rule._replace(rules=held)
            else:
                yield rule

    def _selector(self, selector: Selector) -> bool:
        return all(map(self._part, selector.parts))

    def _part(self, part: Part) -> bool:
        if part not in self._known:
            kind, classes, attributes = part.asked
            classes -= self._words
            fits = any(classes <= one.classes and attributes <= one.attributes for one in self._of_kind.get(kind, ()))
            self._known[part] = fits and all(any(map(self._selector, selectors)) for selectors in part.one_of)
        return self._known[part]


def _used(rules: Iterable[Rule], used: set[str]) -> Iterator[Rule]:
    """The rules without the variables and animations that are not among the names in use."""
    for rule in rules:
        if rule.declarations:
            if said := tuple(one for one in rule.declarations if not one.name.startswith("--") or one.name in used):
                yield rule._replace(declarations=said)
        elif rule.rules:
            if held := tuple(_used(rule.rules, used)):
                yield rule._replace(rules=held)
        elif not rule.animation or rule.animation in used:
            yield rule
