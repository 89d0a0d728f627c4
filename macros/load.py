"""content/*.yml -> Handbook: every file read once, every problem of every file reported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import model
from .documents import Document
from .paths import Project
from .problems import ContentError, Problem
from .validate import validate

#: Field of the Handbook, its file or folder in content/, the type, and what one entry is called.
SINGLE_FILES = (
    ("settings", "handbook.yml", model.Settings, "handbook"),
    ("interface", "interface.yml", dict[model.Id, model.Text], "interface"),
    ("terms", "glossary.yml", tuple[model.Term, ...], "term"),
    ("sources", "sources.yml", tuple[model.Source, ...], "source"),
    ("contributors", "contributors.yml", tuple[model.Contributor, ...], "contributor"),
)
FOLDERS = (
    ("pages", "pages", model.Page, "page"),
    ("chapters", "chapters", model.Chapter, "chapter"),
    ("letters", "letters", model.Letter, "letter"),
)
NOUN_OF = {field: noun for field, _, _, noun in (*SINGLE_FILES, *FOLDERS)}


class Reader:
    """Reads a project's content and remembers which file each part of the Handbook came from."""

    def __init__(self, project: Project):
        self.project = project
        self.documents: dict[Path, Document] = {}
        self.problems: list[Problem] = []
        self.origins: dict[tuple, Path] = {}
        self.data: dict[str, object] = {}  # field of the Handbook -> what YAML gave for it

    def read(self) -> model.Handbook:
        """Return the Handbook; raise ContentError with every problem of every file."""
        parts: dict[str, object] = {}
        for field, name, kind, noun in SINGLE_FILES:
            path = self.project.interface if field == "interface" else self.project.content / name
            parts[field], self.data[field] = self._read_file(path, kind, noun)
            self.origins[(field,)] = path
        for field, folder, kind, noun in FOLDERS:  # chapters and letters in the order of handbook.yml, others by name
            ranks = {name: rank for rank, name in enumerate(getattr(parts["settings"], field, ()))}
            paths = sorted(self.project.content_files(folder), key=lambda path: (ranks.get(path.stem, len(ranks)), path.stem))
            read = [self._read_file(path, kind, noun) for path in paths]
            parts[field], self.data[field] = tuple(value for value, _ in read), [data for _, data in read]
            self.origins.update({(field, position): path for position, path in enumerate(paths)})
            self._refuse_other_names(folder)
        self.fail_on_problems()
        return model.Handbook.model_construct(**parts)

    def _refuse_other_names(self, folder: str) -> None:
        """A content file by another name than *.yml would be left out in silence."""
        for path in sorted((self.project.content / folder).glob("*")):
            if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yml":
                message = f"the file's name ends in {path.suffix}, expected .yml. Rename it."
                self.problems.append(Problem(path, (), message, at=(1, 1)))

    def _read_file(self, path: Path, kind: object, noun: str) -> tuple[object, object]:
        """The model and the raw data of a file; None for what could not be had."""
        document = self.documents[path] = Document(path)
        if not path.exists():
            self.problems.append(Problem(path, (), "the file is missing, expected one by this name. Add it.", at=(1, 1)))
            return None, None
        data, problems = document.parse()
        value = None
        if not problems:
            value, problems = validate(document, kind, noun, data)
        self.problems.extend(problems)
        if value is not None and hasattr(value, "id") and value.id != path.stem:
            message = f"{noun} \"{value.id}\": 'id' is \"{value.id}\", expected the file's name, \"{path.stem}\". Change one of them."
            self.problems.append(Problem(path, ("id",), message))
        return value, data

    def origin(self, path: tuple) -> tuple[Path, tuple]:
        """The file and the keys in it of a part of the Handbook, such as ("chapters", 0, "title")."""
        for length in (2, 1):
            if path[:length] in self.origins:
                return self.origins[path[:length]], path[length:]
        raise KeyError(path)

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
