"""Rules across items of a Handbook: languages, ids, references, placeholders, claims, typography.

Each rule is a function from the Handbook to (path, message) pairs; a path is
one of model.walk. What a single file may hold is model.py's business.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from . import inline, model, typography
from .load import NOUN_OF, Reader
from .paths import Project
from .problems import NOUNS, closest, quoted

Found = Iterator[tuple[tuple, str]]


def read(project: Project) -> model.Handbook:
    """Load and check a project's content; raise ContentError with every problem."""
    reader = Reader(project)
    handbook = reader.read()
    check(reader, handbook)
    return handbook


def check(reader: Reader, handbook: model.Handbook) -> None:
    """Apply every rule; raise ContentError with every problem."""
    parts = list(model.walk(handbook.__dict__))
    for rule in (languages, typographic):
        for path, message in rule(handbook, parts):
            reader.report(path, message)
    for rule in (listed, unique_ids, unique_slugs, references, links, placeholders, claims, figures):
        for path, message in rule(handbook):
            reader.report(path, message)
    reader.fail_on_problems()


def about(handbook: model.Handbook, path: tuple) -> str:
    """What a path leads through: its innermost entry with an id, such as `step "call-first"`."""
    node, name, noun = handbook, NOUN_OF[path[0]], NOUN_OF[path[0]]
    for key in path:
        if isinstance(key, str) and not isinstance(node, dict):
            if key == "items":
                noun = NOUNS[node.kind]
            elif key in NOUNS and not isinstance(node, model.Handbook):
                noun = NOUNS[key]
            node = getattr(node, key)
        else:
            node = node[key]
            if hasattr(node, "id"):
                name = f'{noun} "{node.id}"'
            elif isinstance(key, str):
                name = f'{NOUN_OF[path[0]]} "{key}"'
    return name


def _field(path: tuple) -> str:
    return next(f"'{key}'" for key in reversed(path) if isinstance(key, str))


def languages(handbook: model.Handbook, parts: list) -> Found:
    """Parity: every text is there in every language of the handbook, and in no other."""
    wanted = [language.code for language in handbook.settings.languages]
    for path, part in parts:
        if isinstance(part, (model.Text, model.Slugs, model.Words)):
            for code in wanted:
                if code not in part.root:
                    yield path, f"{about(handbook, path)}: {_field(path)} has no text in {code}. Add {code}: below it."
            for code in part.root:
                if code not in wanted:
                    hint = closest(code, wanted)
                    yield (*path, code), f"{about(handbook, path)}: {_field(path)} has the language {code}, expected one of {quoted(wanted)}.{hint}"


def typographic(handbook: model.Handbook, parts: list) -> Found:
    """Typography of every text (typography.py)."""
    for path, part in parts:
        if isinstance(part, model.Text):
            for code, text in part.root.items():
                for found, mend in typography.faults(text, code):
                    yield (*path, code), f"{about(handbook, path)}: {found}. {mend}"


def _entries(page: model.AnyPage) -> Iterator[tuple[tuple, object]]:
    """Everything on a page that has an anchor: sections and their items."""
    for number, section in enumerate(getattr(page, "sections", ())):
        yield ("sections", number), section
        for position, item in enumerate(getattr(section, "items", ())):
            yield ("sections", number, "items", position), item


def anchors(page: model.AnyPage) -> list[str]:
    """The ids that a link can lead to on a page."""
    return [entry.id for _, entry in _entries(page)]


def _pages(handbook: model.Handbook) -> Iterator[tuple[tuple, model.AnyPage]]:
    for field in ("pages", "chapters", "letters"):
        for position, page in enumerate(getattr(handbook, field)):
            yield (field, position), page


def listed(handbook: model.Handbook) -> Found:
    """handbook.yml names every page, chapter and letter once, and nothing else."""
    settings = handbook.settings
    for field, lists in (("chapters", ["chapters"]), ("letters", ["letters"]), ("pages", ["menu", "footer"])):
        known = [page.id for page in getattr(handbook, field) if page.id != "home"]
        seen: set[str] = set()
        for name in lists:
            for position, page in enumerate(getattr(settings, name)):
                path = ("settings", name, position)
                if page not in known:
                    yield path, f"handbook: '{name}' lists \"{page}\", and there is no such {NOUN_OF[field]}.{closest(page, known)}"
                elif page in seen:
                    yield path, f"handbook: '{name}' lists \"{page}\" a second time. Keep one of them."
                seen.add(page)
        for page in known:
            if page not in seen:
                where = " or ".join(f"'{name}'" for name in lists)
                yield ("settings", lists[0]), f'handbook: {NOUN_OF[field]} "{page}" is not listed. Add it to {where}.'


def _repeated(entries: Iterator[tuple[tuple, object]], where: str) -> Found:
    seen: set[str] = set()
    for path, entry in entries:
        if entry.id in seen:
            yield (*path, "id"), f"id \"{entry.id}\" is used twice in {where}. Rename one of them."
        seen.add(entry.id)


def unique_ids(handbook: model.Handbook) -> Found:
    """An id names one thing: pages in the handbook, entries on their page."""
    yield from _repeated(_pages(handbook), "the handbook's pages, chapters and letters")
    for field in ("terms", "sources", "contributors"):
        entries = (((field, position), entry) for position, entry in enumerate(getattr(handbook, field)))
        yield from _repeated(entries, f"the {field}")
    for path, page in _pages(handbook):
        within = (((*path, *inner), entry) for inner, entry in _entries(page))
        yield from _repeated(within, f'{NOUN_OF[path[0]]} "{page.id}"')
        for field in ("stages", "placeholders"):
            within = (((*path, field, position), entry) for position, entry in enumerate(getattr(page, field, ())))
            yield from _repeated(within, f'the {field} of {NOUN_OF[path[0]]} "{page.id}"')


def unique_slugs(handbook: model.Handbook) -> Found:
    """No two pages of a kind share an address in any language."""
    for field in ("pages", "chapters", "letters"):
        seen: dict[tuple[str, str], str] = {}
        for position, page in enumerate(getattr(handbook, field)):
            for code, slug in (page.slug.root if page.slug else {}).items():
                first = seen.setdefault((code, slug), page.id)
                if first != page.id:
                    message = f'{NOUN_OF[field]} "{page.id}": address "{slug}" is also that of "{first}". Choose another.'
                    yield (field, position, "slug", code), message
            if page.slug is None and page.id != "home":
                yield (field, position), f"page \"{page.id}\": 'slug' is missing, expected the last part of the page's address. Add it."


def references(handbook: model.Handbook) -> Found:
    """Every id that refers to something leads to it."""
    known = {
        "source": [source.id for source in handbook.sources],
        "letter": [letter.id for letter in handbook.letters],
        "contributor": [person.id for person in handbook.contributors],
        "term": [term.id for term in handbook.terms],
    }

    def missing(path: tuple, kind: str, name: str | None, choices: list[str]) -> Found:
        if name is not None and name not in choices:
            expected = closest(name, choices) or (f" Expected one of {quoted(choices)}." if choices else " There is none yet.")
            yield path, f'{about(handbook, path)}: there is no {kind} "{name}".{expected}'

    for path, part in model.walk(handbook.__dict__):
        if isinstance(part, model.Claim):
            yield from missing((*path, "source"), "source", part.source, known["source"])
        elif isinstance(part, model.Step):
            yield from missing((*path, "letter"), "letter", part.letter, known["letter"])
        elif isinstance(part, model.Questions):
            tags = [tag.id for tag in part.tags]
            for position, question in enumerate(part.items):
                for number, tag in enumerate(question.tags):
                    yield from missing((*path, "items", position, "tags", number), "tag", tag, tags)
            used = {tag for question in part.items for tag in question.tags}
            for number, tag in enumerate(tags):
                if tag not in used:
                    yield (*path, "tags", number), f'tag "{tag}" is on no question. Use it or remove it.'
        elif isinstance(part, model.Chapter):
            lists = (("sources", "source"), ("terms", "term"), ("authors", "contributor"), ("reviewers", "contributor"))
            for field, kind in lists:
                for number, name in enumerate(getattr(part, field)):
                    yield from missing((*path, field, number), kind, name, known[kind])
        if isinstance(part, model.Page):
            stages = [stage.id for stage in getattr(part, "stages", ())]
            for number, section in enumerate(part.sections):
                yield from missing((*path, "sections", number, "stage"), "stage", section.stage, stages)
            for number, stage in enumerate(stages):
                if stage not in {section.stage for section in part.sections}:
                    yield (*path, "stages", number), f'stage "{stage}" has no section. Give a section this stage or remove it.'


def links(handbook: model.Handbook) -> Found:
    """Links in texts: an allowed target, an existing one, and the same `ref:` targets in every language."""
    pages = {page.id: page for _, page in _pages(handbook)}
    terms = [term.id for term in handbook.terms]

    def fault(target: str) -> str | None:
        if target.startswith(("https://", "mailto:")):
            return None
        if not target.startswith("ref:"):
            return f'a link leads to "{target}", expected https:, mailto: or ref:.'
        name, _, anchor = target[4:].partition("/")
        if name not in pages:
            return f'a link leads to "{target}", and there is no page "{name}".{closest(name, pages)}'
        known = [*anchors(pages[name]), *(terms if name == "glossary" else ())]
        if anchor and anchor not in known:
            return f'a link leads to "{target}", and page "{name}" has no "{anchor}".{closest(anchor, known)}'
        return None

    for path, part in model.walk(handbook.__dict__):
        if isinstance(part, model.Text):
            is_link = path[-1] == "link"
            by_language = {code: [text] if is_link else inline.targets(text) for code, text in part.root.items()}
            for code, found in by_language.items():
                for message in filter(None, map(fault, found)):
                    yield (*path, code), f"{about(handbook, path)}: {message}"
            refs = {code: sorted(t for t in found if t.startswith("ref:")) for code, found in by_language.items()}
            first, *others = refs or [None]
            for code in others:
                if refs[code] != refs[first]:
                    message = f"{_field(path)} links to {quoted(refs[first]) or 'nothing'} in {first} and to {quoted(refs[code]) or 'nothing'} in {code}. Use the same links."
                    yield (*path, code), f"{about(handbook, path)}: {message}"
        elif isinstance(part, model.Card) and (message := fault(part.link)):
            yield (*path, "link"), f"{about(handbook, path)}: {message}"


def placeholders(handbook: model.Handbook) -> Found:
    """Blanks: every one that is used is declared, and every declared one is used, in every language."""
    for number, letter in enumerate(handbook.letters):
        path = ("letters", number)
        declared = [placeholder.id for placeholder in letter.placeholders]
        texts = [((*path, "body", position), text) for position, text in enumerate(letter.body)]
        texts += [((*path, "subject"), letter.subject)] if letter.subject else []
        used: dict[str, set[str]] = {}
        for place, text in texts:
            for code, string in text.root.items():
                used.setdefault(code, set()).update(inline.PLACEHOLDER.findall(string))
                for name in inline.PLACEHOLDER.findall(string):
                    if name not in declared:
                        hint = closest(name, declared) or " Add it to 'placeholders'."
                        yield (*place, code), f'letter "{letter.id}": the blank {{{name}}} is not declared.{hint}'
        for position, name in enumerate(declared):
            for code, names in used.items():
                if name not in names:
                    message = f'placeholder "{name}": the letter does not use it in {code}. Write {{{name}}} in the body or remove it.'
                    yield (*path, "placeholders", position), message
    for key, text in handbook.interface.items():
        names = {code: set(inline.PLACEHOLDER.findall(string)) for code, string in text.root.items()}
        first, *others = names
        for code in others:
            if names[code] != names[first]:
                message = f'interface "{key}": {code} has the blanks {quoted(sorted(names[code])) or "none"} and {first} has {quoted(sorted(names[first])) or "none"}. Use the same.'
                yield ("interface", key, code), message


def claims(handbook: model.Handbook) -> Found:
    """A review has taken place."""
    for path, part in model.walk(handbook.__dict__):
        reviewed = getattr(part, "reviewed", None)
        if reviewed and reviewed > datetime.date.today():
            yield (*path, "reviewed"), f"{about(handbook, path)}: 'reviewed' is {reviewed}, which is in the future. Write the day of the review."


_FIGURE = re.compile(r"\d+")


def figures(handbook: model.Handbook) -> Found:
    """A figure in a chapter or letter has a source: `claims` on its entry, section or letter."""

    def search(node: object, path: tuple, sourced: bool) -> Found:
        if isinstance(node, model.Claim) or path[-1] == "example":
            return
        if isinstance(node, model.Text):
            for code, text in node.root.items():
                if not sourced and (match := _FIGURE.search(inline.plain(text))):
                    message = f"the figure {match[0]} has no source. Add 'claims' with source and reviewed."
                    yield (*path, code), f"{about(handbook, path)}: {message}"
        elif isinstance(node, tuple):
            for position, entry in enumerate(node):
                yield from search(entry, (*path, position), sourced)
        elif isinstance(node, model.Content):
            own = bool(node.claims) if hasattr(node, "claims") else sourced
            for name in type(node).model_fields:
                yield from search(getattr(node, name), (*path, name), own)

    for field in ("chapters", "letters"):
        for position, page in enumerate(getattr(handbook, field)):
            yield from search(page, (field, position), False)
