"""The search index of a language: Pagefind, its stemmer for that language, and whether what it wrote is whole."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import zlib
from pathlib import Path

from ..problems import HandbookError

#: What Pagefind writes for interfaces that the handbook does without.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
#: How its scripts end.
_SCRIPT_END = re.compile(rb"(export\s*\{[\w\s,$]+\}|\}\)\(\));?\s*\Z")


def index(folder: Path) -> None:
    """Index the pages of a language in its folder; raise HandbookError, or OSError where Pagefind names one."""
    from pagefind_bin import get_executable  # noqa: PLC0415  (only a whole build needs it)

    command = [str(get_executable()), "--site", str(folder), "--exclude-selectors", "a.headerlink", "--silent"]
    # With the signals as Python has them, a file that grows too large is an error to Pagefind, as a full disk is, and not its end.
    done = subprocess.run(command, capture_output=True, text=True, check=False, restore_signals=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        if number := re.search(r"\(os error (\d+)\)", said):
            raise OSError(int(number[1]), os.strerror(int(number[1])), str(folder / "pagefind"))
        raise HandbookError(f"Pagefind stopped with {done.returncode}: {said}")
    for path in (folder / "pagefind").iterdir():
        if path.stem in _UNUSED:
            path.unlink()
    broken = [path for path in sorted((folder / "pagefind").rglob("*")) if path.is_file() and not _whole(path)]
    if broken or not (folder / "pagefind" / "pagefind-entry.json").exists():
        name = broken[0].name if broken else "pagefind-entry.json"
        raise HandbookError(f"Pagefind has not written {name} to its end, as happens on a full disk: free some space and try again.")


def _whole(path: Path) -> bool:
    """Whether a file of Pagefind's was written to its end: on a full disk, Pagefind 1.5 says nothing and ends as if all were well."""
    data = path.read_bytes()
    if path.suffix == ".js":
        return bool(_SCRIPT_END.search(data[-2000:]))
    try:
        return bool(json.loads(data) if path.suffix == ".json" else gzip.decompress(data))
    except (ValueError, EOFError, OSError, zlib.error):  # gzip's BadGzipFile is an OSError
        return False
