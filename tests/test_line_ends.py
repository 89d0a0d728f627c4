"""A clone by Git for Windows, which writes CR LF into text files unless it is told otherwise, holds the same bytes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from conftest import ROOT

#: As Git for Windows is installed by default.
WINDOWS = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf", "-c", "user.name=x", "-c", "user.email=x@x.example")


def git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *WINDOWS, *arguments], cwd=folder, check=True, capture_output=True).stdout


def test_a_clone_on_windows_holds_the_same_bytes(tmp_path: Path) -> None:
    """Every file of the handbook, committed there and cloned anew, is what it was: scripts run, pictures are whole."""
    names = [name for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").decode().split("\0") if name]
    files = {name: (ROOT / name).read_bytes() for name in names if (ROOT / name).is_file()}
    for name, data in files.items():
        path = tmp_path / "here" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    git(tmp_path / "here", "init", "-q")
    git(tmp_path / "here", "add", "-f", ".")
    git(tmp_path / "here", "commit", "-qm", "all")
    git(tmp_path, "clone", "-q", "here", "there")
    assert {name for name in files if (tmp_path / "there" / name).read_bytes() != files[name]} == set()
    assert ".gitattributes" in files and any(data.startswith(b"#!") for data in files.values())
