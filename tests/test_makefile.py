"""What is typed after make reaches the commands as it was typed: spaces, quotation marks, accents, $ and ~."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from macros import paths

#: Names that a folder may have, as they are typed between apostrophes, and the folder that is meant, seen from a home.
NAMES = {
    "ours": "ours",
    "ours/": "ours",
    "./ours//": "ours",
    "my ours": "my ours",
    "l'été [2026] & co #1 100%": "l'été [2026] & co #1 100%",
    "a$b": "a$b",
    "$HOME": "$HOME",
    "$(shell echo ours)": "$(shell echo ours)",
    'a "quoted" word': 'a "quoted" word',
    "back`tick`": "back`tick`",
    "a\\b": "a\\b",
    "a;b|c>d": "a;b|c>d",
    "*": "*",
    "~/ours": "ours",
    "~": "",
    "ours/brand.yml": "ours",
    "~/my ours/brand.yml": "my ours",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("typed", NAMES)
def test_a_folder_is_the_one_that_is_typed(typed: str, home: Path) -> None:
    """Whatever a folder is called, whoever names it finds it; ~ is theirs, and brand.yml is the folder around it."""
    assert paths.meant(typed) == home / NAMES[typed]


COMMANDS = (
    ("site", "BRAND"),
    ("brand", "DIR"),
    ("brands", "DIR"),
    ("translations-import", "FILE"),
    ("overlay", "SINCE"),
    ("release", "SINCE"),
    ("serve", "PORT"),
)


@pytest.mark.parametrize("typed", NAMES)
@pytest.mark.parametrize(("target", "variable"), COMMANDS)
def test_make_hands_on_what_is_typed(target: str, variable: str, typed: str, home: Path) -> None:
    """make gives a command each value whole: what a shell makes of its line is the word that was typed."""
    venv = home / ".venv"
    (venv / "bin").mkdir(parents=True)
    for stamp in ("site", "translate", "bin/python"):
        (venv / stamp).write_text('#!/bin/sh\nfor word; do printf "%s\\\\0" "$word"; done\n', "utf-8")
        (venv / stamp).chmod(0o755)
        os.utime(venv / stamp, (4e9, 4e9))  # nothing is newer: nothing is set up
    command = ["make", "-s", "-C", str(ROOT), f"VENV={venv}", target, f"{variable}={typed}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert typed in done.stdout.split("\0")
