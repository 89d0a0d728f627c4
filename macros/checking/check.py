"""Rules across items of a Handbook: languages, typography, claims; in unique.py ids and addresses, in references.py what refers to what.

Each rule is a function from the Handbook and its parts (what walk yields)
to (path, message) pairs; a path is one of walk. What a single file may
hold is model.py's business.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from babel import Locale, UnknownLocaleError

from .. import leftovers
from ..look import logos, look, pictures, recordings
from ..model import inline, tree
from ..model.addresses import HOME, page_id
from ..model.handbook import Handbook, Page
from ..model.kinds import KINDS, PAGES
from ..model.naming import marks
from ..model.pages import PagesDiffer
from ..model.pages import reading_order as pages_of_docs
from ..model.published import published
from ..model.texts import LINK, PICTURE, TEXTS, Content, Text, Words
from ..model.tree import about, pages, walk
from ..model.untranslated import may_lack
from ..paths import Project
from ..problems import Problem, closest, field, nearest, quoted
from ..reading import snapshot
from ..reading.load import DERIVED, Reader
from ..reading.stray import strangers
from . import blanks, brand, docs, drawings, letters, names, raw, references, typography
from .references import Found, Parts
from .translated import translated


def read(project: Project) -> Handbook:
    """Load and check a project's content; raise ContentError with every problem. What would be an empty page is left out."""
    valid = snapshot.key(project)
    handbook = None if any(strangers(project)) else snapshot.held(project, valid)
    if handbook is None:
        reader, handbook = fresh(project)
        snapshot.keep(project, valid, reader)
    return published(handbook, _of_theirs(project))


def _of_theirs(project: Project) -> set[str]:
    """Ids of the pages that an organization's own files in docs/ show: what stands there is code, and may be more than a list."""
    docs = project.overlay / "docs" if project.overlay else None
    return {page_id(path.relative_to(docs).as_posix()) for path in leftovers.files(docs, "**/*.md")} if docs else set()


def fresh(project: Project) -> tuple[Reader, Handbook]:
    """Load and check a project's content as it is in its files; raise ContentError with every problem."""
    reader = Reader(project)
    handbook = reader.read()
    apply(reader, handbook)
    return reader, handbook


def apply(reader: Reader, handbook: Handbook) -> None:
    """Apply every rule; raise ContentError with every problem."""
    for path, message in found(handbook, reader.is_theirs):
        reader.report(path, message)
    _files(reader, handbook)
    for path, message in drawings.faults(reader.project, handbook):
        reader.report(path, f"{about(handbook, path)}: {message}")
    try:
        look.load(reader.project, handbook)
    except look.Faults as faults:
        for keys, message in faults.found:
            path = ("brand", *keys)
            reader.report(path, f"{about(handbook, path)}: {message}")
    reader.problems += docs.faults(reader.project, handbook)
    if not reader.problems:
        top = reader.project.overlay
        try:
            pages_of_docs(handbook, reader.project.docs, top and top / "docs")
        except PagesDiffer as differ:
            reader.problems.append(Problem(differ.file, (), str(differ), at=(1, 1)))
    reader.fail_on_problems()


def _files(reader: Reader, handbook: Handbook) -> None:
    """Report the pictures and recordings that the content names and that cannot be published."""
    for each, use, in_text in ((tree.named(handbook, PICTURE), pictures.read, False), (tree.recordings(handbook), recordings.check, True)):
        for path, name in each:
            try:
                use(reader.project, name)
            except logos.Unusable as fault:
                reader.report(path, f"{about(handbook, path)}: {field(path, in_text)} {fault}")


def found(handbook: Handbook, is_theirs: Callable[[tuple], bool] = lambda path: False) -> Found:
    """What each rule finds in a Handbook, with what the message is about; of two places that clash, the one that is an organization's."""
    parts = list(walk({field: value for field, value in handbook.__dict__.items() if field not in DERIVED}))
    for rule in (*RULES, *references.RULES, *blanks.RULES):
        for told in rule(handbook, parts):
            path, message = _at_theirs(told, is_theirs) if isinstance(told, names.Twice) else told
            yield path, f"{about(handbook, path)}: {message}"


def _at_theirs(twice: names.Twice, is_theirs: Callable[[tuple], bool]) -> names.Told:
    """The place that is the organization's, which may not change ours; else the later one."""
    later, first = (is_theirs(path) for path, _ in twice)
    return twice.first if first and not later else twice.later


def languages(handbook: Handbook, parts: Parts) -> Found:
    """Parity: every text is there in every language of the handbook, and in no other."""
    wanted = [language.code for language in handbook.settings.languages]
    for number, code in enumerate(wanted):
        if code in wanted[:number]:
            yield ("settings", "languages", number, "code"), f"'code' is \"{code}\" again, expected once. Remove one of them."
        locale = handbook.settings.languages[number].locale
        try:
            Locale.parse(locale, sep="-")
        except (UnknownLocaleError, ValueError):
            place = ("settings", "languages", number, "locale")
            yield place, f"'locale' is \"{locale}\", which is no locale of Unicode's CLDR. Write one, such as fr-CA."
    wanted = list(dict.fromkeys(wanted))
    for path, part in parts:
        if isinstance(part, TEXTS) and list(part.root) != wanted:
            missing = [code for code in wanted if code not in part.root]
            if may_lack(path, handbook.brand.untranslated) and handbook.written[0] in part.root:
                missing = []
            for code in part.root:
                if code not in handbook.written:
                    # a language too many and one too few are one mistake
                    mend = f'Did you mean "{missing.pop(0)}"?' if missing else "Remove it, or add the language to handbook.yml."
                    yield (*path, code), f"{field(path)} has a text in {code}, expected one in each of {quoted(wanted)}. {mend}"
            for code in missing:
                yield path, f"{field(path)} has no text in {code}, expected one in each of {quoted(wanted)}. Add {code}: below it."


def typographic(handbook: Handbook, parts: Parts) -> Found:
    """Typography of every text (typography.py)."""
    for path, part in parts:
        if isinstance(part, (Text, Words)) and path[:2] not in raw.AS_REGISTERED:
            for code, value in part.root.items():
                place = (*path, code)
                for text in (value,) if isinstance(value, str) else value:
                    for found, mend in typography.faults(text, code):
                        yield place, f"{field(place, in_text=True)} has {found}. {mend}"


def listed(handbook: Handbook, parts: Parts) -> Found:
    """handbook.yml names every page, chapter and letter once, and nothing else."""
    for kind in PAGES:
        yield from _listed(handbook, kind.field, kind.lists)
    if HOME not in [page.id for page in handbook.pages]:
        yield ("settings",), f'there is no page "{HOME}", expected one to begin with. Add content/pages/{HOME}.yml.'


def _listed(handbook: Handbook, kind: str, lists: tuple[str, ...]) -> Found:
    known = [page.id for page in getattr(handbook, kind) if page.id != HOME]
    seen: set[str | None] = set()
    for name in lists:
        for position, page in enumerate(getattr(handbook.settings, name)):
            path = ("settings", name, position)
            if page == HOME:
                yield path, f'{field(path)} is "{HOME}", and that page comes first anyway. Remove it.'
            elif page not in known:
                hint = closest(page, known) or f" Add content/{kind}/{page}.yml, or remove the entry."
                yield path, f'{field(path)} is "{page}", expected the id of a {KINDS[kind].noun}.{hint}'
            elif page in seen:
                yield path, f'{field(path)} is "{page}" again, expected once. Remove one of them.'
            seen.add(nearest(page, known))  # a misspelt page is listed
    for page in known:
        if page not in seen:
            where = " or ".join(filter(None, (", ".join(f"'{name}'" for name in lists[:-1]), f"'{lists[-1]}'")))
            yield ("settings", lists[0]), f'{KINDS[kind].noun} "{page}" is not listed, expected in {where}. Add it.'


def reviews(handbook: Handbook, parts: Parts) -> Found:
    """A review has taken place."""
    today = datetime.date.today()
    for path, part in parts:
        reviewed = getattr(part, "reviewed", None)
        if reviewed and reviewed > today:
            yield (*path, "reviewed"), f"'reviewed' is {reviewed}, which is in the future. Write the day of the last review."


_FIGURE = re.compile(r"\d+")


def figures(handbook: Handbook, parts: Parts) -> Found:
    """A figure in a chapter or letter has a source: `claims` on its entry, section or letter."""
    for path, page in pages(handbook):
        if type(page) is not Page:
            yield from _unsourced(page, path, sourced=False)


def _unsourced(node: object, path: tuple, sourced: bool) -> Found:
    """Figures below `node` without a source; `sourced` says that an entry around it has one."""
    if path[-1] == "example" or (isinstance(node, Content) and node.without_source):
        return
    if isinstance(node, Text):
        yield from () if sourced else _figure(node, path)
    elif isinstance(node, tuple):
        for position, entry in enumerate(node):
            yield from _unsourced(entry, (*path, position), sourced)
    elif isinstance(node, Content):
        sourced = bool(node.claims) if hasattr(node, "claims") else sourced
        for name in type(node).model_fields:
            if LINK not in marks(type(node)).get(name, ()):
                yield from _unsourced(getattr(node, name), (*path, name), sourced)


def _figure(text: Text, path: tuple) -> Found:
    """The first figure of a text, in the first language that has one: the languages say the same."""
    for code, string in text.root.items():
        words = inline.PLACEHOLDER.sub("", inline.plain(string))
        for _, number in inline.phones(string):
            words = words.replace(number, "")
        if match := _FIGURE.search(words):
            place = (*path, code)
            mend = "Add 'claims' with 'source' and 'reviewed' to the entry."
            yield place, f"{field(place, in_text=True)} has the figure {match[0]} without a source. {mend}"
            return


RULES = (languages, typographic, raw.as_typed, letters.signs, translated, listed, *names.RULES, reviews, figures, brand.asks)
