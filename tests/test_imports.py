"""The stages stand in folders, and each rests only on those before it: no import runs back, and MkDocs stays in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.paths import HOME

MACROS = HOME / "macros"
#: First to last: what may be imported stands before what imports it. The last two are the package's own doors.
ORDER = (
    *("problems", "refused", "files", "leftovers", "processes", "paths", "git"),
    *("model", "look", "reading", "checking", "rendering", "paper", "site", "engine", "commands"),
    *("__init__", "__main__"),
)
#: Only this stage knows the site generator.
ENGINE = "engine"
MODULES = sorted(MACROS.rglob("*.py"))


def stage(path: Path) -> str:
    """The folder of macros/ that a module is in, or its own name where it stands beside them."""
    return path.relative_to(MACROS).parts[0].removesuffix(".py")


def imported(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of everything that a module imports, relative names resolved."""
    package = ("macros", *path.relative_to(MACROS).parent.parts)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *([node.module] if node.module else ())))
            yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)


def broken(path: Path, text: str) -> list[str]:
    """The imports of a module that break the rule, each with its place."""
    found = []
    for line, name in imported(path, text):
        where, (top, *rest) = f"{path.relative_to(HOME)}:{line} imports {name}", name.split(".")
        if top == "macros" and ORDER.index(rest[0] if rest and rest[0] in ORDER else "__init__") > ORDER.index(stage(path)):
            found.append(f"{where}: {stage(path)} comes before {rest[0]}")
        if top == "mkdocs" and stage(path) != ENGINE:
            found.append(f"{where}: only {ENGINE}/ may know MkDocs")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(MACROS).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    """No module imports from a later stage, and none outside engine/ imports MkDocs."""
    assert broken(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("model/texts.py", "from ..reading.load import Reader", "imports macros.reading.load.Reader: model comes before reading"),
        ("checking/check.py", "def f():\n    from .. import site", "imports macros.site: checking comes before site"),
        ("site/search.py", "import mkdocs.config", "imports mkdocs.config: only engine/ may know MkDocs"),
        ("files.py", "from .model import texts", "imports macros.model.texts: files comes before model"),
        ("paper/press.py", "import macros.commands.brand", "imports macros.commands.brand: paper comes before commands"),
    ],
)
def test_an_import_that_runs_back_is_named(module: str, line: str, said: str) -> None:
    """The rule finds each way of writing a wrong import."""
    (found,) = broken(MACROS / module, line)
    assert said in found


def test_every_module_is_in_a_stage() -> None:
    """Nothing in macros/ stands outside the order, and every stage says what comes in and what goes out."""
    assert {stage(path) for path in MODULES} == set(ORDER)
    for folder in (path for path in MACROS.iterdir() if path.is_dir() and path.name in ORDER):
        said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
        assert said and "\n\nIn: " in said and " Out: " in said, folder
