"""Writing files whole, ZIPs that depend on their content alone, and swapping folders."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

#: ZIP files know no year before 1980; the date says nothing here, so that the same files give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
#: linux/fs.h and fcntl.h: swap the two; paths are seen from the current folder.
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at once: nobody sees half of it, and of several writers the last one wins.

    An OSError names the file, and leaves no half of it behind.
    """
    with _unfinished(path) as file:
        file.write_bytes(data)


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a ZIP of these files (name in it -> bytes) below a folder of its own name, whole; OSError names the ZIP."""
    with _unfinished(path) as file:
        file.write_bytes(zipped({f"{path.stem}/{name}": data for name, data in files.items()}))


def zipped(files: Mapping[str, bytes], first: str | None = None) -> bytes:
    """A ZIP of these files (name in it -> bytes); `first` names one that stands first and as it is, by which programs know its kind."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # whichever system writes it, everyone may read it
            archive.writestr(entry, files[name], zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED)
    return made.getvalue()


@contextlib.contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A file to write, beside the one whose place it takes when all is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield file
        file.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, so that there is no moment without either; False where the system cannot (renameat2, Linux)."""
    try:
        swap = ctypes.CDLL(None).renameat2
    except (OSError, TypeError, AttributeError):  # no such function: another system, or a C library before 2018
        return False
    return swap(_AT_FDCWD, os.fsencode(one.absolute()), _AT_FDCWD, os.fsencode(other.absolute()), _RENAME_EXCHANGE) == 0
