"""Writing files whole, ZIPs that depend on their content alone, swapping folders, and what to say of a full disk."""

from __future__ import annotations

import ctypes
import errno
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

#: What the system answers when there is no room: the disk is full, the user's share of it is, or a file may not be so large.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: ZIP files know no year before 1980; the date says nothing here, so that the same files give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
#: linux/fs.h and fcntl.h: swap the two; paths are seen from the current folder.
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at once: nobody sees half of it, and of several writers the last one wins.

    An OSError names the file, and leaves no half of it behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a ZIP of these files (name in it -> bytes) below a folder of its own name, whole; OSError names the ZIP."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(files):
                entry = zipfile.ZipInfo(f"{path.stem}/{name}", _DATE)
                entry.create_system, entry.external_attr = 3, 0o100644 << 16  # whichever system writes it, everyone may read it
                archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, so that there is no moment without either; False where the system cannot (renameat2, Linux)."""
    try:
        swap = ctypes.CDLL(None).renameat2
    except (OSError, TypeError, AttributeError):  # no such function: another system, or a C library before 2018
        return False
    return swap(_AT_FDCWD, os.fsencode(one.absolute()), _AT_FDCWD, os.fsencode(other.absolute()), _RENAME_EXCHANGE) == 0


def no_room(error: BaseException | None) -> OSError | None:
    """The full disk behind an error: the error itself, or what it was raised from; None where there was room."""
    while error and not (isinstance(error, OSError) and error.errno in _NO_ROOM):
        error = error.__cause__ or error.__context__
    return error


def said_of(full: OSError) -> str:
    """What a full disk means to whoever runs a command, and what to do."""
    name = full.filename2 or full.filename  # of a copy, the second is the one that is written
    where = os.path.relpath(name) if isinstance(name, str) else "all files"
    return f"There is no room to write {where}: free some space and try again."
