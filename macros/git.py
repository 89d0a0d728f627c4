"""What git says of the handbook's folder and of an organization's: versions, dates, files as they were. Without git, nothing is known."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from .paths import HOME


def version(folder: Path = HOME) -> str | None:
    """The handbook's version: the nearest tag, or the commit; None where its folder is no git clone of its own.

    Commits have 12 digits: how many git would choose depends on how much of the history a clone has.
    """
    top = _git(folder, "rev-parse", "--show-toplevel")
    return _git(folder, "describe", "--tags", "--always", "--abbrev=12") if top and Path(top).resolve() == folder.resolve() else None


def commit(folder: Path, name: str) -> str | None:
    """The whole hash of the commit that a version of the folder's history is; None where it has none by that name."""
    return _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")


def origin(folder: Path) -> str | None:
    """The https: address that the folder was cloned from, without `.git`; None where that was elsewhere."""
    address = _git(folder, "remote", "get-url", "origin") or ""
    found = re.fullmatch(r"(?:https://(?:[^@/]*@)?|(?:ssh://)?git@)([\w.-]+)[/:]([\w./-]+?)(?:\.git)?/?", address)
    return f"https://{found[1]}/{found[2]}" if found else None


def committed(*folders: Path | None) -> int | None:
    """The date of the newest commit that these folders are at, in seconds since 1970; None where none is in a git clone."""
    dates = [_git(folder, "log", "-1", "--format=%ct") for folder in folders if folder]
    return max((int(date) for date in dates if date), default=None)


def at(folder: Path, commit: str, name: str) -> bytes | None:
    """A file below a folder as it was at a commit; None where there was none."""
    return _run(folder, "show", f"{commit}:./{name}")


def _git(folder: Path, *arguments: str) -> str | None:
    """What a git command says, as text."""
    said = _run(folder, *arguments)
    return None if said is None else said.decode(errors="replace").strip()


def _run(folder: Path, *arguments: str) -> bytes | None:
    """What a git command says; None when there is no git or it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return None if done.returncode else done.stdout
