"""The handbook as one language has it, where not every text is translated yet and the organization has chosen what then happens.

`shown`: a text that is lacking stands in the first language that has it, and the
page says so, as do the words themselves (Passage). `left-out`: the entry that lacks a text is left out in that language;
a section without items goes with them, an aside alone. Menus, titles, addresses and the
words of the site itself are then always needed.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape
from pydantic import BaseModel, RootModel

from .handbook import Handbook, Letter, Page, Source
from .texts import TEXTS, Text, Words
from .tree import anchors, pages, walk

#: Fields of the Handbook that no page shows as they are, and those that no page can do without.
_DERIVED, _NEEDED = ("settings", "written", "hidden", "origin"), ("brand", "interface")

#: What stands in HTML before words in another language, with its code, and after them: rendering/passages.py puts `lang` in its place.
#: No content has these characters (YAML 1.2, 5.1).
MARK = "\x02{}\x03"


class Passage(str):
    """Words in a language that may be another than that of what stands around them; HTML that is made of them is marked."""

    language: str  # its code

    def __new__(cls, words: str, language: str = "") -> Passage:
        """`language` is left out by `pickle` alone, which gives it afterwards."""
        made = super().__new__(cls, words)
        made.language = language
        return made

    def __html__(self) -> str:
        return marked(escape(str(self)), self.language)


def marked(html: Markup, language: str) -> Markup:
    """HTML with marks around it that say its language."""
    return Markup(MARK.format(language)) + html + Markup(MARK.format(""))


def in_its_language(said: str, made: str) -> str:
    """What was `made` of words that are `said`, in their language."""
    return Passage(made, said.language) if isinstance(said, Passage) else made


def spoken(handbook: Handbook, code: str) -> Handbook:
    """The handbook in a language; the handbook itself where nothing may be lacking."""
    choice = handbook.brand.untranslated
    if choice == "error":
        return handbook
    change = filled if choice == "shown" else _without
    fields = {name: value if name in (*_DERIVED, *_NEEDED) else change(value, code) for name, value in _fields(handbook)}
    if choice == "shown":  # pages that lead to all languages name each in its own words
        for language in handbook.settings.languages:
            fields |= {name: filled(fields[name], language.code) for name in _NEEDED}
    return Handbook.model_construct(**fields)


def lacks(node: object, code: str) -> bool:
    """Whether a text at or below `node` has no words in the language."""
    return any(isinstance(part, TEXTS) and code not in part.root for _, part in walk(node))


def may_lack(path: tuple, choice: str) -> bool:
    """Whether a text at this path of the Handbook may be lacking in a language, with this choice in brand.yml."""
    if choice != "left-out":
        return choice == "shown"
    return path[0] in ("terms", "sources") or ("sections" in path and "tags" not in path)


def left_out(whole: Handbook, handbook: Handbook) -> dict[str, set[str]]:
    """The anchors of each page that the handbook in a language does not have: a link to one leads to the page."""
    if whole is handbook:
        return {}
    there = {page.id: set(anchors(page)) for _, page in pages(handbook)}
    found = {page.id: set(anchors(page)) - there[page.id] for _, page in pages(whole)}
    found.setdefault("glossary", set()).update({term.id for term in whole.terms} - {term.id for term in handbook.terms})
    return found


def _fields(node: BaseModel) -> list[tuple[str, Any]]:
    return [(name, getattr(node, name)) for name in type(node).model_fields]


def filled(node: object, code: str) -> object:
    """The node with every text that is lacking in its first language's words."""
    if isinstance(node, TEXTS):
        if code in node.root:
            return node
        first, words = next(iter(node.root.items()), (code, ""))
        if isinstance(node, Text):
            words = Passage(words, first)
        elif isinstance(node, Words):
            words = ()
        return type(node).model_construct(root={**node.root, code: words})
    if isinstance(node, tuple):
        return tuple(filled(entry, code) for entry in node)
    if isinstance(node, dict):
        return {key: filled(value, code) for key, value in node.items()}
    if isinstance(node, BaseModel) and not isinstance(node, RootModel):
        return node.model_copy(update={name: filled(value, code) for name, value in _fields(node)})
    return node


def _without(node: object, code: str) -> object:
    """The node without the entries that lack a text of their own, and without sections that have no items left."""
    if isinstance(node, tuple):
        kept = [(entry, _without(entry, code)) for entry in node]
        return tuple(after for before, after in kept if not _empty(before, after) and not _incomplete(after, code))
    if isinstance(node, BaseModel) and not isinstance(node, RootModel):
        lists = {name: _without(value, code) for name, value in _fields(node) if name in ("sections", "items", "asides")}
        notes = {"note": None} if getattr(node, "note", None) and lacks(node.note, code) else {}
        names = {name: filled(value, code) for name, value in _fields(node) if name != "note"} if isinstance(node, Source) else {}
        return node.model_copy(update={**lists, **names, **notes})
    return node


def _empty(before: object, after: object) -> bool:
    """Whether a section has lost its last item."""
    return bool(getattr(before, "items", ())) and not getattr(after, "items", ())


def _incomplete(node: object, code: str) -> bool:
    """Whether an entry of a list lacks a text that is its own; pages are kept, since the checks let theirs not be lacking."""
    entry = isinstance(node, BaseModel) and not isinstance(node, (RootModel, Page, Letter))
    return entry and lacks(node, code)
