"""What to send to a web server that holds an older release, and what to delete there: for whoever has FTP and nothing else.

While files arrive one by one, readers go on reading. So first comes what no page there names yet, then what takes the
place of an older file, and new pages; then the service workers, which name every page by its hash. What nothing names
any more goes last.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ...files import write_whole, write_zip
from ...paths import typed
from ...problems import HandbookError

#: In a release: the checksums of all that is in it; the site; and the checksums of the site's files.
ALL, SITE, SUMS = "SHA256SUMS", "handbook-site.zip", "handbook-site.sha256"
#: What this writes into a release: the files to send, and the list of them and of those to delete.
FILES, LIST = "handbook-update.zip", "handbook-update.txt"
#: Folders of the ZIP, in the order in which they are sent.
STEPS = ("1-first", "2-then", "3-last")
_WORKER = "sw.js"
#: A line that sha256sum writes.
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_EXPECTED = f"expected the folder of an older release, its {SITE} or its {SUMS}"

Sums = Mapping[str, str]  # name of a file below the site -> SHA-256 of it


class Update(NamedTuple):
    """The names of files below the site: those to send, step by step, and those to delete."""

    steps: tuple[list[str], ...]
    gone: list[str]

    @property
    def sent(self) -> int:
        """How many files there are to send."""
        return sum(map(len, self.steps))


def sums(files: Mapping[str, bytes]) -> Sums:
    """The checksums of files."""
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}


def listed(known: Sums) -> bytes:
    """Checksums as sha256sum writes and checks them."""
    return "".join(f"{known[name]}  {name}\n" for name in sorted(known)).encode()


def since(given: str, release: Path) -> Sums:
    """The checksums of an older release's site; raise HandbookError where there are none to be found.

    `given` is its folder, the ZIP of the site or the list of checksums, and not what is about to be written (`release`).
    """
    path = typed(given)
    if path.resolve() in (release.resolve(), *(release.resolve() / name for name in (ALL, SITE, SUMS))):
        raise HandbookError(
            f"{given}: this is the release that is about to be written, expected the one that is on your server. "
            f"Give the folder another name once you have sent it, and name that: mv {release.name} {release.name}-sent"
        )
    if not path.exists():
        raise HandbookError(f"{given}: there is nothing by this name, {_EXPECTED}.")
    found = path
    if path.is_dir() or path.name == ALL:
        folder = path if path.is_dir() else path.parent
        found = next((folder / name for name in (SUMS, SITE) if (folder / name).is_file()), None)
        if not found:
            raise HandbookError(f"{given}: this holds neither {SUMS} nor {SITE}, {_EXPECTED}.")
    known = _zipped(found) if zipfile.is_zipfile(found) else _read(found)
    if not known:
        raise HandbookError(f"{given}: this holds no site of the handbook, {_EXPECTED}.")
    return known


def _zipped(path: Path) -> Sums:
    """The checksums of the site in a ZIP; none where it is another ZIP, or damaged."""
    top = f"{PurePosixPath(SITE).stem}/"
    try:
        with zipfile.ZipFile(path) as archive:
            names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            return sums({name.removeprefix(top): archive.read(name) for name in names}) if _is_site(names, top) else {}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):  # cut short; or encrypted by somebody
        return {}


def _is_site(names: list[str], top: str) -> bool:
    return f"{top}index.html" in names and all(name.startswith(top) for name in names)


def _read(path: Path) -> Sums:
    """The checksums in a list; none where it is another file, or damaged."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = [_LINE.fullmatch(line) for line in lines]
    known = {match[2]: match[1] for match in found if match}
    is_list = all(found) and "index.html" in known and not any(".." in PurePosixPath(name).parts or name[0] == "/" for name in known)
    return known if is_list else {}


def compared(before: Sums, now: Sums) -> Update:
    """What is to be done on a server that holds the files of `before`, for it to hold those of `now`."""
    steps: tuple[list[str], ...] = ([], [], [])
    for name in sorted(now):
        if before.get(name) != now[name]:
            is_named = name in before or name.endswith(".html")
            steps[2 if PurePosixPath(name).name == _WORKER else 1 if is_named else 0].append(name)
    return Update(steps, sorted(before.keys() - now.keys()))


def write(folder: Path, update: Update, files: Mapping[str, bytes]) -> list[Path]:
    """Write the files to send as a ZIP, a folder for each step, and the list; return both."""
    said = _said(update).encode()
    packed = {f"{step}/{name}": files[name] for step, names in zip(STEPS, update.steps, strict=True) for name in names}
    write_zip(folder / FILES, {LIST: said, **packed})
    write_whole(folder / LIST, said)
    return [folder / FILES, folder / LIST]


def _said(update: Update) -> str:
    """The list, for a person."""
    parts = [
        f"Unpack {FILES}. Copy what is in each of its folders into the folder of the site on your server, one folder after the other; "
        "have your program replace what is there, and show files whose names begin with a dot. Then delete what stands at the end."
    ]
    for step, names in zip(STEPS, update.steps, strict=True):
        parts.append(_part(f"{step}: send", names))
    parts.append(_part("4: delete", update.gone))
    return "\n\n".join(parts) + "\n"


def _part(heading: str, names: list[str]) -> str:
    return "\n".join([f"{heading} {len(names)}", *(f"  {name}" for name in names)])
