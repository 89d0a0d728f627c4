"""Pages of docs/ and templates of overrides/: code, of which the mistakes that can be seen without running it are told as others are.

Jinja reads both. What a page may call stands in macros/__init__.py; MACROS says on which pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import jinja2
import jinja2.meta
from jinja2 import nodes

from .. import leftovers
from ..model.addresses import page_id
from ..model.handbook import AnyPage, Handbook
from ..model.kinds import PAGES, Kind
from ..model.naming import name_of, named
from ..model.sections import Section
from ..paths import HOME, Project
from ..problems import Problem, closest, quoted
from ..reading import characters, syntax

#: A macro that shows a whole page -> the kind of page.
WHOLE: Mapping[str, Kind] = {kind.macro: kind for kind in PAGES}
#: Macros that show sections of a chapter: one by its id, or the first one of a kind.
_SECTIONS = ("section", *named(Section))
#: Macros that fit every page.
_LISTS = ("chapters", "letters", "glossary", "sources", "contributors")
#: How many values a macro takes, at least and at most; "" is any other.
_VALUES = {"article": (0, 0), "section": (1, 2), **dict.fromkeys(_LISTS, (0, 0)), "": (0, 1)}
MACROS = (*WHOLE, *_SECTIONS, *_LISTS)
#: What else a page may name: mkdocs-macros' own, what mkdocs.yml's `extra` has, and the globals of Jinja.
_GIVEN = {
    *("config", "page", "navigation", "files", "environment", "plugin", "git", "extra", "brand", "macros", "filters", "filters_builtin"),
    *("macros_info", "context", "now", "fix_url", "variables", "social", "generator"),
    *jinja2.Environment(autoescape=True).globals,
}
#: Templates, and other files that are rendered; those in assets/ are published as they are.
_RENDERED = (".html", ".svg", ".css", ".js", ".xml", ".md", ".yml", ".txt", ".conf", ".webmanifest")
_HEADING = re.compile(r"^#(?!#) *\S|<h1\b", re.MULTILINE)
_JINJA = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


class _Call(NamedTuple):
    """A macro that a page calls: its name, the line, and what it is given; "" where that is worked out."""

    name: str
    line: int
    given: tuple[str, ...]


def faults(project: Project, handbook: Handbook) -> Iterator[Problem]:
    """A problem for each mistake in the pages and templates of the handbook and of the organization's folder."""
    for top in filter(None, (project.root, project.overlay)):
        for path in leftovers.files(top / "docs", "**/*.md"):
            yield from _of_page(path, page_id(path.relative_to(top / "docs").as_posix()), handbook, theirs=top == project.overlay)
        for path in leftovers.files(top / "overrides", "**/*") if top != HOME else ():
            if path.is_file() and path.suffix in _RENDERED and path.relative_to(top / "overrides").parts[0] != "assets":
                yield from (_problem(path, fault) for fault in _read(path)[1])


def _of_page(path: Path, name: str, handbook: Handbook, theirs: bool) -> Iterator[Problem]:
    """What is wrong with a page that shows the content of this id; `theirs` is an organization's."""
    tree, found = _read(path)
    if tree and not found:
        text = path.read_text("utf-8-sig")
        kind, page = next(((kind, page) for kind in PAGES for page in getattr(handbook, kind.field) if page.id == name), (None, None))
        found = [*_names(tree, set(_KEY.findall(_head(text)))), *(_calls_fit(tree, handbook, kind, page) if page else ())]
        found = found or (list(_shows(tree, text, kind, page, theirs)) if page else [])
    yield from (_problem(path, fault) for fault in found)


def _problem(path: Path, fault: characters.Found) -> Problem:
    message, at = fault
    return Problem(path, (), message, at=at)


def _read(path: Path) -> tuple[nodes.Template | None, list[characters.Found]]:
    """A file as Jinja reads it, or None; and what keeps it from being read, or is broken in it."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
        found = syntax.conflict(text)
        found = [found] if found else list(characters.faults(text))
        return None if _AS_IT_IS.search(_head(text)) else _JINJA.parse(text), found
    except UnicodeDecodeError as error:
        return None, [syntax.not_utf8(data, error)]
    except jinja2.TemplateSyntaxError as error:
        said = f"Jinja cannot read this line: {error.message.rstrip('.')}. Mend the braces, or the words between them."
        return None, [(said, (error.lineno, 1))]


#: What stands at a page's top between two lines of hyphens, for MkDocs, and the names in it.
_HEAD, _KEY = re.compile(r"---\n(.*?\n)---\s*\n", re.DOTALL), re.compile(r"^(\w+):", re.MULTILINE)
#: A page that asks for its braces to be left alone.
_AS_IT_IS = re.compile(r"^render_macros: *false", re.MULTILINE)


def _head(text: str) -> str:
    return match[1] if (match := _HEAD.match(text)) else ""


def _names(tree: nodes.Template, given: set[str]) -> Iterator[characters.Found]:
    """Names that nobody has given, the page's head neither; and macros that are named and not called."""
    unknown = jinja2.meta.find_undeclared_variables(tree) - _GIVEN - given - {*MACROS}
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            hint = closest(name.name, MACROS) or " CONTRIBUTING.md lists those that there are."
            yield f'there is no macro "{name.name}".{hint}', (name.lineno, 1)
        elif name.name in MACROS and name.ctx == "load" and id(name) not in called:
            yield f'the macro "{name.name}" is named and not called. Write {name.name}().', (name.lineno, 1)


def _calls(tree: nodes.Template) -> Iterator[_Call]:
    """The macros that a page calls."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MACROS:
            values = [*call.args, *(given.value for given in call.kwargs)]
            yield _Call(call.node.name, call.lineno, tuple(str(getattr(value, "value", "")) for value in values))


def _calls_fit(tree: nodes.Template, handbook: Handbook, kind: Kind, page: AnyPage) -> Iterator[characters.Found]:
    """Macros that show what this page has not, or are given what they do not take."""
    for call in _calls(tree):
        message = _values(call) or _whole(call, handbook, kind, page) or _section(call, page)
        if message:
            yield message, (call.line, 1)


def _values(call: _Call) -> str | None:
    (least, most), number = _VALUES.get(call.name, _VALUES[""]), len(call.given)
    if least <= number <= most:
        return None
    expected = f"{least} to {most}" if least < most else most or "none"
    return f"{call.name}() is given {number or 'no'} values, expected {expected}. Mend what stands between its parentheses."


def _whole(call: _Call, handbook: Handbook, kind: Kind, page: AnyPage) -> str | None:
    shown = WHOLE.get(call.name)
    if not shown or call.given == ("",):
        return None
    known = [one.id for one in getattr(handbook, shown.field)]
    if call.given and call.given[0] not in known:
        hint = closest(call.given[0], known) or f" Choose one of {quoted(known)}."
        return f'{call.name}() asks for "{call.given[0]}", expected the id of a {shown.noun}.{hint}'
    if not call.given and shown != kind:
        return f'{call.name}() shows a {shown.noun}, and "{page.id}" is a {kind.noun}. Write {kind.macro}().'
    return None


def _section(call: _Call, page: AnyPage) -> str | None:
    """What is wrong with a macro for a section of this page; of another one, the build says it."""
    by_id = call.name == "section"
    if call.name not in _SECTIONS or len(call.given) != by_id:
        return None
    known = [section.id if by_id else name_of(type(section)) for section in getattr(page, "sections", ())]
    wanted = call.given[0] if by_id else call.name
    if not wanted or wanted in known:
        return None
    what = f'section "{wanted}"' if by_id else f"section of kind {wanted}"
    hint = closest(wanted, known) or f" Choose one of {quoted(known) or 'the macros for lists'}."
    return f'"{page.id}" has no {what}.{hint}'


def _shows(tree: nodes.Template, text: str, kind: Kind, page: AnyPage, theirs: bool) -> Iterator[characters.Found]:
    """A page shows its content, where it has some, and has a title. An organization may have words of its own in a page's place."""
    called = {call.name for call in _calls(tree)}
    has_words = kind.macro != "article" or ((page.intro or page.sections) and not theirs)
    if has_words and not called & {kind.macro, *_SECTIONS}:
        yield f'nothing here shows the words of "{page.id}", expected {{{{ {kind.macro}() }}}}. Add it.', (1, 1)
    elif not called & WHOLE.keys() and not _HEADING.search(text):
        yield f"the page has no title, expected {{{{ {kind.macro}() }}}} or a line that begins with #. Add one.", (1, 1)
