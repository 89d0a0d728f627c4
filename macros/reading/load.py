"""content/*.yml -> Handbook: every file read once, an organization's laid over ours, every problem of every file reported."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from ..model.brand import Brand
from ..model.handbook import Handbook
from ..model.kinds import FILES, PAGES, Kind
from ..model.texts import Language
from ..paths import Project
from ..problems import ContentError, Problem
from .documents import Document, Keys
from .listing import Change
from .merged import Merged
from .overlay import Overlay
from .selection import File, Selection, unread
from .stray import as_folder, strangers, yaml_ending
from .validate import validate

#: Fields of the Handbook that come from no file of their own: what the organization's folder does to it.
DERIVED = {"written": tuple[Language, ...], "hidden": dict[str, str], "origin": Brand | None}


def gathered(project: Project, leaving: AbstractSet[str] = frozenset()) -> tuple[Reader, Handbook, list[str]]:
    """As much of a handbook as can be had, without texts in the languages `leaving`; raise ContentError when ours cannot be read.

    Files of the organization that cannot be read are left out (Reader.without); their problems are returned as lines.
    """
    without: set[Path] = set()
    lines: list[str] = []
    while True:
        reader = Reader(project, without, leaving)
        handbook = reader.gather()
        theirs = set(filter(None, map(project.theirs, reader.unsound))) - without
        if not reader.unsound:
            return reader, handbook, lines
        if not theirs:
            reader.fail_on_problems()
        lines += reader.lines(reader.problems)
        without |= theirs


class Reader:
    """Reads a project's content and remembers which file each part of the Handbook came from."""

    def __init__(self, project: Project, without: AbstractSet[Path] = frozenset(), leaving: AbstractSet[str] = frozenset()):
        """`without` are files of the organization to pass over, `leaving` languages to leave out besides those that nobody reads."""
        self.project = project
        self.without = without
        self.leaving = leaving
        self.unsound: list[str] = []  # files that cannot be read, by their names below content/
        self.documents: dict[Path, Document] = {}
        self.problems: list[Problem] = []
        self.hidden: dict[str, str] = {}  # page, or page and entry, that an organization leaves out -> where that is said
        self.changes: dict[Path, list[Change]] = {}  # an organization's file -> what it does to ours
        self.origins: dict[tuple, Document | Merged] = {}
        self.data: dict[str, object] = {}  # field of the Handbook -> what YAML gave for it

    def read(self) -> Handbook:
        """Return the Handbook; raise ContentError with every problem of every file."""
        self.problems += strangers(self.project)
        handbook = self.gather()
        self.fail_on_problems()
        return handbook

    def gather(self) -> Handbook:
        """Return the Handbook; what cannot be read is None in it, `problems` say why, and `unsound` where."""
        single = {kind.field: self._layered(kind.place, kind.noun) for kind in FILES}
        folders = {kind.field: self._folder(kind.place, kind.noun) for kind in PAGES}
        selection = Selection(self.project, single["settings"], single["brand"], folders)
        self.problems += selection.problems
        self.hidden |= selection.hidden
        self.leaving |= unread(selection.written, selection.settings.data)
        parts: dict[str, object] = {}
        for kind in FILES:
            file = selection.settings if kind.field == "settings" else single[kind.field]
            parts[kind.field], self.data[kind.field] = self._validated(file, kind), file.data
            self.origins[(kind.field,)] = file.document
        for kind in PAGES:
            listed = selection.pages[kind.field]
            parts[kind.field] = tuple(self._validated(page, kind) for page in listed)
            self.data[kind.field] = [page.data for page in listed]
            self.origins.update({(kind.field, position): page.document for position, page in enumerate(listed)})
        self.data |= {"written": list(selection.written), "hidden": self.hidden, "origin": self._origin()}
        derived = {"written": selection.written, "hidden": self.hidden, "origin": self.data["origin"] and Brand(**self.data["origin"])}
        return Handbook.model_construct(**parts, **derived)

    def _origin(self) -> dict | None:
        """The data of the brand that an organization's has replaced."""
        return self._parsed("brand", self.project.ours("brand.yml")).data if self.project.theirs("brand.yml") else None

    def _layered(self, name: str, noun: str) -> File:
        """A file of content/ with the organization's laid over it."""
        above = self._theirs(name)
        if above and name == "brand.yml":  # a brand stands for itself
            return self._parsed(name, above)
        base = self._parsed(name, self.project.ours(name))
        if not above:
            return base
        top = self._parsed(name, above)
        if not (base.readable and top.readable):
            return replace(base, readable=False)
        overlay = Overlay(base.document, top.document)
        if noun == "interface" and isinstance(top.data, dict) and isinstance(base.data, dict):
            overlay.strings(base.data, top.data)
        data = overlay.lay(base.data, top.data, noun)
        self.problems += overlay.problems
        self.changes[above] = overlay.changes
        self.hidden |= {f"{base.name}/{entry}": self.project.relative(above) for entry in overlay.hidden}
        return replace(base, document=overlay.merged, data=data, top=top.document, theirs=top.data)

    def _theirs(self, name: str) -> Path | None:
        path = self.project.theirs(name)
        return None if path in self.without else path

    def _folder(self, folder: str, noun: str) -> list[File]:
        """Every page of a folder of content/, the organization's laid over ours or added to them."""
        for base in (self.project.root, self.project.overlay):
            if base:
                self._refuse_other_names(base / "content" / folder)
        found = []
        for name in self.project.names(folder):
            if self.project.ours(name).exists():
                found.append(self._layered(name, noun))
            elif theirs := self._theirs(name):
                new = self._parsed(name, theirs)
                found.append(replace(new, added=True, top=new.document, theirs=new.data))
        return found

    def _refuse_other_names(self, folder: Path) -> None:
        """A content file by another name than *.yml would be left out in silence."""
        for path in sorted(folder.glob("*")):
            if path.is_dir() and yaml_ending(path):
                self.problems.append(as_folder(path))
            elif yaml_ending(path) not in ("", ".yml") and not path.name.startswith("."):
                message = f"the file's name ends in {yaml_ending(path)}, expected .yml. Rename it."
                self.problems.append(Problem(path, (), message, at=(1, 1)))

    def _parsed(self, name: str, path: Path) -> File:
        """A file and its data."""
        document = self.documents[path] = Document(path)
        if not path.exists():
            self.problems.append(Problem(path, (), "the file is missing, expected one by this name. Add it.", at=(1, 1)))
            return File(Path(name).stem, document, None, readable=False)
        data, problems = document.parse()
        self.problems += problems
        return File(Path(name).stem, document, data, readable=not problems)

    def _validated(self, file: File, kind: Kind) -> object:
        """The model of a file's data; None for what could not be had."""
        value, problems = validate(file.document, kind.type, kind.noun, file.data, self.leaving) if file.readable else (None, [])
        self.problems.extend(problems)
        if value is None:
            self.unsound.append(f"{kind.place}/{file.name}.yml" if kind.is_folder else kind.place)
        if value is not None and hasattr(value, "id") and value.id != file.name:
            document, keys = file.document.source(("id",))
            message = f'{kind.noun} "{value.id}": \'id\' is "{value.id}", expected the file\'s name, "{file.name}". Change one of them.'
            self.problems.append(Problem(document.path, keys, message))
        return value

    def origin(self, path: tuple) -> tuple[Path, Keys]:
        """The file and the keys in it of a part of the Handbook, such as ("chapters", 0, "title")."""
        for length in (2, 1):
            if path[:length] in self.origins:
                document, keys = self.origins[path[:length]].source(path[length:])
                return document.path, keys
        raise KeyError(path)

    def is_theirs(self, path: tuple) -> bool:
        """Whether a part of the Handbook stands in the organization's folder."""
        top = self.project.overlay
        return bool(top) and self.origin(path)[0].is_relative_to(top)

    def report(self, path: tuple, message: str) -> None:
        """Add a problem found at a part of the Handbook."""
        file, keys = self.origin(path)
        self.problems.append(Problem(file, keys, message))

    def fail_on_problems(self) -> None:
        """Raise ContentError when there are problems."""
        if self.problems:
            raise ContentError(self.lines(self.problems))

    def lines(self, problems: Iterable[Problem]) -> list[str]:
        """Problems as sorted lines, `file:line:column: message`."""
        placed = []
        for problem in problems:
            line, column = problem.at or self.documents[problem.file].locate(problem.keys)
            placed.append((self.project.relative(problem.file), line, column, problem.message))
        return [f"{file}:{line}:{column}: {message}" for file, line, column, message in sorted(set(placed))]
