"""What the system refuses, of which not all can be brought about in a test: each is a line with the file and what to do."""

from __future__ import annotations

import errno
import gzip
import os
import re
from pathlib import Path

import pytest

from macros import refused

NUMBERS = sorted({*refused._SAID, *refused._NO_ROOM, *refused._FORBIDDEN, *refused._IN_THE_WAY, errno.ENOENT, errno.EOVERFLOW})


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("second", [None, "folder/b.yml"], ids=["one file", "a copy"])
def test_a_refusal_is_a_line(number: int, second: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the number, the line names the file that is written, says why, and ends with what to do."""
    monkeypatch.chdir(tmp_path)
    said = refused.said_of(
        OSError(number, os.strerror(number), str(tmp_path / "folder" / "a.yml"), None, second and str(tmp_path / second))
    )
    assert "\n" not in said and (second or "folder/a.yml") in said and str(tmp_path) not in said
    assert re.fullmatch(r"There is no room to write \S+: free .*\.|\S+: .*\. [A-Z].*\.", said)


@pytest.mark.parametrize(
    "error",
    [ValueError("a mistake of ours"), OSError("without a number"), gzip.BadGzipFile("broken"), OSError(errno.EPIPE, "of no file")],
    ids=str,
)
def test_other_errors_keep_their_traceback(error: Exception) -> None:
    """What is no refusal of a file is a mistake of ours, and is not told as something to mend."""
    assert refused.said_of(error) is None


def test_a_full_disk_is_found_behind_other_errors() -> None:
    """A full disk is told, whatever an error on the way has made of it."""
    try:
        try:
            raise OSError(errno.ENOSPC, "full", "a.yml")
        except OSError as full:
            raise RuntimeError("could not finish") from full
    except RuntimeError as error:
        assert refused.said_of(error) == "There is no room to write a.yml: free some space and try again."
