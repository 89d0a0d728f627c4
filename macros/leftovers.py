"""What programs leave in folders: files of their own, which are passed over, and copies of ours, which a person has to look at.

The one list of them: whatever reads a folder of content, code or pictures reads it by `files`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

#: By name, capitals or not, of files and folders. Those that begin with a full stop are hidden, and are passed over as well.
_LEFT = (
    *("thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "~$*"),  # Windows, Office
    *("icon\r", "__macosx"),  # macOS, and ZIPs that it makes
    *("*~", "#*#", "*.swp", "*.swo", "*.bak", "*.orig", "*.rej", "*.tmp", "*.temp"),  # editors, Git, patch
    *("@eadir", "lost+found", "*.crdownload", "*.part", "*.partial"),  # disks on the network, browsers
)
#: A file that iCloud has not brought to this machine: a file of another name stands for it.
_IN_ICLOUD = re.compile(r"\.(.+)\.icloud")


def is_leftover(name: str) -> bool:
    """Whether a file or folder of this name is a program's own, and nobody's work."""
    return name.startswith(("._", ".#", ".DS_Store")) or any(fnmatchcase(name.lower(), pattern) for pattern in _LEFT)


def passed_over(name: str) -> bool:
    """Whether a folder's reader passes over a file of this name, or all of a folder: it is hidden, or a program's own."""
    return name.startswith(".") or is_leftover(name)


def files(folder: Path, pattern: str = "*") -> Iterator[Path]:
    """Paths in a folder, or with ** below it, by name, without what programs leave; none where there is no such folder."""
    for path in sorted(folder.glob(pattern)):
        if not any(map(passed_over, path.relative_to(folder).parts)):
            yield path


def in_icloud(name: str) -> str | None:
    """The name of the file for which one of this name stands while iCloud has not brought it to this machine."""
    return match[1] if (match := _IN_ICLOUD.fullmatch(name)) else None


def copy_of(name: str, names: Collection[str]) -> str | None:
    """Which of the names in its folder a file of this name is a copy of; None where it is none.

    Programs put something behind the name: home-DESKTOP-7A1.yml (OneDrive), home (Jane's conflicted copy 2026-11-26).yml
    (Dropbox, Nextcloud), home (1).yml (Google Drive, browsers), home 2.yml and home copy.yml (macOS, iCloud), home - Copy.yml
    (Windows), home.sync-conflict-20261126-101112-ABCDEF.yml (Syncthing); or before it: Copy of home.yml (Google Drive).
    No name of ours has capitals, spaces, brackets or underscores.
    """
    stem, ending = Path(name).stem, Path(name).suffix.lower()
    for original in map(Path, sorted(names, key=len, reverse=True)):
        added = stem.removeprefix(original.stem)
        is_added = stem.startswith(original.stem) and _ADDED.fullmatch(added)
        if original.suffix == ending and (is_added or stem.endswith(f" {original.stem}")):
            return original.name
    return None


#: What is put behind a name: anything after a space, a bracket or an underscore; after a hyphen, a machine's name with a capital.
_ADDED = re.compile(r"[ _(].*|-[^a-z]*[A-Z].*|\.(?:sync-)?[Cc]onflict.*")
