"""A stylesheet as rules, and what each rule's selectors ask of a page's elements (CSS Syntax 3, Selectors 4)."""

from __future__ import annotations

from typing import NamedTuple

import tinycss2
from tinycss2.ast import Node

#: Pseudo-classes that ask for one of the selectors in their brackets.
_ONE_OF = frozenset({"is", "where", "matches", "any", "-webkit-any", "-moz-any", "has"})
#: Rules that hold rules.
_GROUPS = frozenset({"media", "supports", "layer", "container", "scope", "starting-style"})


class Element(NamedTuple):
    """What selectors may ask of an element: its kind ("" asks for none), classes, and attributes; an id is one of these, as `#id`."""

    kind: str = ""
    classes: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()


class Part(NamedTuple):
    """A compound selector: what it asks of one element, and lists of selectors of each of which one must be met besides."""

    asked: Element
    one_of: tuple[tuple[Selector, ...], ...] = ()


class Selector(NamedTuple):
    """A selector as it is written, and its parts; which element stands in which other is not kept."""

    text: str
    parts: tuple[Part, ...]


class Declaration(NamedTuple):
    """A property, and the declaration as it is written."""

    name: str
    text: str


class Rule(NamedTuple):
    """A style rule (selectors), a group of rules (rules), an animation (its name), or what is kept as it is (the text alone)."""

    text: str = ""  # of a group: what stands before its brackets
    selectors: tuple[Selector, ...] = ()
    declarations: tuple[Declaration, ...] = ()  # of a style rule
    rules: tuple[Rule, ...] = ()
    animation: str = ""

    def __str__(self) -> str:
        if self.selectors:
            said = ";".join(declaration.text for declaration in self.declarations) or self.text
            return f"{','.join(selector.text for selector in self.selectors)}{{{said}}}"
        return f"{self.text}{{{''.join(map(str, self.rules))}}}" if self.rules else self.text


def rules(stylesheet: str) -> tuple[Rule, ...]:
    """The rules of a stylesheet, comments left out."""
    return _rules(tinycss2.parse_stylesheet(stylesheet, skip_comments=True, skip_whitespace=True))


def _rules(nodes: list[Node]) -> tuple[Rule, ...]:
    return tuple(_style(node) if node.type == "qualified-rule" else _at(node) for node in nodes if node.type != "error")


def _style(node: Node) -> Rule:
    selectors = tuple(_selector(tokens) for tokens in _split(node.prelude))
    said = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    if any(part.type != "declaration" for part in said):  # rules within a rule stay with it
        return Rule(tinycss2.serialize(node.content), selectors)
    return Rule("", selectors, tuple(Declaration(part.name, part.serialize()) for part in said))


def _at(node: Node) -> Rule:
    name = node.lower_at_keyword
    if node.content is not None and name in _GROUPS:
        held = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        return Rule(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}", rules=_rules(held))
    return Rule(node.serialize(), animation=tinycss2.serialize(node.prelude).strip() if name.endswith("keyframes") else "")


def _split(tokens: list[Node]) -> list[list[Node]]:
    """The selectors of a list, which commas part."""
    found: list[list[Node]] = [[]]
    for token in tokens:
        if token == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _selector(tokens: list[Node]) -> Selector:
    compounds: list[list[Node]] = [[]]
    for token in tokens:
        if token.type == "whitespace" or token in (">", "+", "~"):
            compounds.append([])
        elif token.type != "comment":
            compounds[-1].append(token)
    return Selector(tinycss2.serialize(tokens).strip(), tuple(_part(compound) for compound in compounds if compound))


def _part(tokens: list[Node]) -> Part:
    kind, classes, attributes, one_of = "", set(), set(), []
    before: Node | None = None
    for token in tokens:
        if token.type == "ident" and before == ".":
            classes.add(token.value)
        elif token.type == "ident" and before != ":":
            kind = token.lower_value
        elif token.type == "hash":
            attributes.add(f"#{token.value}")
        elif token.type == "[] block":
            attributes.add(next(part.lower_value for part in token.content if part.type == "ident"))
        elif token.type == "function" and token.lower_name in _ONE_OF:
            one_of.append(tuple(_selector(argument) for argument in _split(token.arguments)))
        before = token
    return Part(Element(kind, frozenset(classes), frozenset(attributes)), tuple(one_of))
