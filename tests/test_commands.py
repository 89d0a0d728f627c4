"""The command line: a module for each command, by its name, and one way of telling what went wrong."""

from __future__ import annotations

import argparse
import ast
import inspect
from pathlib import Path

import pytest

from macros import __main__ as command
from macros.commands import check
from macros.paths import HOME
from macros.problems import HandbookError

#: Exceptions that are always caught and turned into problems.
INTERNAL = {"Faults", "Unusable", "Unworkable", "DuplicateKey"}


def test_each_command_is_a_module() -> None:
    """macros/commands/ holds the commands and nothing else; what they are made of is in parts/."""
    modules = {path.stem.rstrip("_") for path in (HOME / "macros" / "commands").glob("*.py")} - {"__init"}
    assert modules == set(command.COMMANDS)
    for name, module in command.COMMANDS.items():
        assert list(inspect.signature(module.run).parameters) == ["project", "options"], name
        assert module.__doc__.startswith(f"`python -m macros {name}"), name


def test_help_says_what_each_command_does(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` lists every command with a sentence."""
    with pytest.raises(SystemExit):
        command.main(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert all(f" {name} {module.run.__doc__}" in said for name, module in command.COMMANDS.items())


def raised() -> set[str]:
    """Names of the classes of macros/ that are exceptions by themselves, and not by HandbookError."""
    classes = [node for path in (HOME / "macros").rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    found = {node.name: [ast.unparse(base) for base in node.bases] for node in classes if isinstance(node, ast.ClassDef)}
    return {name for name, bases in found.items() if any(base.endswith(("Error", "Exception", "Exit")) for base in bases)}


def test_one_exception_is_told_to_people() -> None:
    """Whatever keeps a command from its work is a HandbookError; the few others never leave the library."""
    told = {kind.__name__ for kind in HandbookError.__subclasses__()} | {"HandbookError"}
    assert raised() == told | INTERNAL


def test_a_command_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A HandbookError is its message on the error stream and status 1; any other mistake is one of ours and keeps its traceback."""

    def fails(error: Exception) -> None:
        def run(project: object, options: argparse.Namespace) -> str:
            raise error

        monkeypatch.setattr(check, "run", run)

    fails(HandbookError("There is no bread."))
    assert command.main(["check"]) == 1
    assert capsys.readouterr() == ("", "There is no bread.\n")
    fails(ValueError("a mistake of ours"))
    with pytest.raises(ValueError, match="of ours"):
        command.main(["check"])
    assert command.main(["check", "--brand", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err
