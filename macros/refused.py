"""What the system refuses to do with a file: why, and what a person can do about it, in one line."""

from __future__ import annotations

import errno
import os
from pathlib import Path

#: There is no room: the disk is full, the user's share of it is, or a file may not be so large.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM)
_IN_THE_WAY = (errno.ENOTDIR, errno.EEXIST)
#: What else happens to files: why, and what to do.
_SAID = {
    errno.EROFS: "it is on a disk that can only be read. Copy the folder to another one.",
    errno.EISDIR: "this is a folder, expected a file. Move the folder away, or give a file's name.",
    errno.ENAMETOOLONG: "the name is too long for this disk. Choose a shorter one, or a folder with a shorter path.",
    errno.ELOOP: "this is a link that leads back to itself. Put the file itself here.",
    errno.EBUSY: "another program is using it. Close that one, and try again.",
    errno.ETXTBSY: "another program is using it. Close that one, and try again.",
    errno.EDEADLK: "another program has locked it. Close that one, and try again.",
    errno.EAGAIN: "another program has locked it. Close that one, and try again.",
    errno.ENOTEMPTY: "something else is being written into this folder. See whether another command is running, and try again.",
    errno.EMFILE: "too many files are open at once. Run `ulimit -n 4096`, and try again.",
    errno.ENFILE: "too many files are open at once. Close other programs, and try again.",
    errno.EILSEQ: "the disk does not take such a name. Use letters, digits and hyphens.",
    errno.EINVAL: "the disk does not take such a name. Use letters, digits and hyphens.",
    errno.ENOEXEC: "this program is none of this machine's. Remove .venv, and run the command again.",
    **dict.fromkeys(
        (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EREMOTEIO),
        "the disk does not answer. See whether it, or the network, is still connected.",
    ),
}


def no_room(error: BaseException | None) -> OSError | None:
    """The full disk behind an error: the error itself, or what it was raised from; None where there was room."""
    while error and not (isinstance(error, OSError) and error.errno in _NO_ROOM):
        error = error.__cause__ or error.__context__
    return error


def said_of(error: BaseException) -> str | None:
    """What an error means to whoever runs a command, and what to do; None where it is no refusal of the system's."""
    if full := no_room(error):
        return f"There is no room to write {_named(full) or 'all files'}: free some space and try again."
    if not isinstance(error, OSError) or error.errno is None:
        return None
    if not (name := _named(error)):
        return "The folder that you are in is gone. Go to another one (cd), and try again." if _is_adrift(error) else None
    return f"{name}: {_why(error.errno, Path(name)) or _other(error)}"


def _is_adrift(error: OSError) -> bool:
    """Whether the folder that the command runs in is gone."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return error.errno == errno.ENOENT
    return False


def _named(error: OSError) -> str | None:
    """The file that an error is about; of a copy, the second is the one that is written."""
    name = error.filename2 or error.filename
    return _seen(name) if isinstance(name, (str, os.PathLike)) else None


def _seen(path: str | os.PathLike) -> str:
    """A path as seen from the folder that the command runs in, while that is there."""
    try:
        return os.path.relpath(path)
    except FileNotFoundError:
        return os.fspath(path)


def _why(number: int, path: Path) -> str | None:
    if number in _FORBIDDEN:
        return _forbidden(path)
    if number in _IN_THE_WAY:
        return _in_the_way(path)
    if number == errno.ENOENT:
        return _gone(path)
    return _SAID.get(number)


def _other(error: OSError) -> str:
    return f"{error.strerror}. Mend that, and try again."


def _may(path: Path, how: int) -> bool:
    """Whether this process may read, write or enter (os.R_OK …)."""
    return os.access(path, how, effective_ids=os.access in os.supports_effective_ids)


def _forbidden(path: Path) -> str:
    """What a path that is refused lacks: reading, writing, or a folder above it that may be entered or written into."""
    for folder in reversed(path.absolute().parents):
        if os.path.isdir(folder) and not _may(folder, os.X_OK):
            return f"you may not look into {_seen(folder)}. Give yourself the right: chmod u+rx."
    if os.path.isdir(path) and not _may(path, os.R_OK | os.X_OK):
        return "you may not look into this folder. Give yourself the right: chmod u+rx."
    if os.path.exists(path) and not _may(path, os.R_OK):
        return "you may not read this file. Give yourself the right (chmod u+r), or close the program that holds it."
    if os.path.isfile(path) and not _may(path, os.W_OK):
        return "you may not change this file. Give yourself the right (chmod u+w), or close the program that holds it."
    folder = path if os.path.isdir(path) else _above(path)
    return f"you may not write into the folder {_seen(folder)}. Give yourself the right (chmod u+w), or choose another folder."


def _in_the_way(path: Path) -> str:
    """A file where a folder belongs, the path itself or above it; or a folder that could not be removed."""
    if os.path.isdir(path):
        return "this folder cannot be removed. See who may write in it, and remove it."
    file = next((one for one in (path, *path.absolute().parents) if os.path.lexists(one)), path)
    subject = "this" if file == path else _seen(file)
    return f"{subject} is a file, expected a folder. Move it away, or give another name."


def _gone(path: Path) -> str:
    if os.path.islink(path):
        return f"this is a link to {os.readlink(path)}, which is not there. Put the file itself here, or remove the link."
    above = _above(path)
    if above != path.absolute().parent:
        return f"{_seen(above)} holds no folder by this name. Make it, or correct the path."
    return "there is no such file any more. See whether another program has moved it, and try again."


def _above(path: Path) -> Path:
    """The nearest folder above a path that is there."""
    return next(folder for folder in path.absolute().parents if os.path.isdir(folder))
