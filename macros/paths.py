"""Every path of a handbook, in one place, and the order in which folders are looked through."""

from __future__ import annotations

import functools
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from . import leftovers
from .problems import HandbookError

#: The folder that holds this library, its templates and the default content.
HOME = Path(__file__).resolve().parent.parent


@functools.cache
def code(stage: str = "") -> bytes:
    """A hash of the library's modules, and data beside them: what a cache keeps holds good while what made it is the same.

    `stage` is the folder of macros/ that makes it alone; without one, all of them count.
    """
    digest = hashlib.sha256()
    top = HOME / "macros" / stage
    for path in (*leftovers.files(top, "**/*.py"), *leftovers.files(top, "**/*.yml")):
        digest.update(f"{path.relative_to(HOME)}\n".encode() + path.read_bytes())
    return digest.digest()


def typed(path: str | Path) -> Path:
    """A path as somebody has typed it: ~ is theirs, which some shells leave for a program to find."""
    return Path(os.path.expanduser(path))


def meant(path: str | Path) -> Path:
    """The folder that somebody means: brand.yml stands for the folder that it is in."""
    found = Path(os.path.realpath(typed(path)))
    return found.parent if found.name == "brand.yml" and not found.is_dir() else found


@dataclass(frozen=True)
class Project:
    """A folder with a handbook (mkdocs.yml, content/ and docs/), and the organization's folder that is laid over it."""

    root: Path = HOME
    overlay: Path | None = None

    @classmethod
    def of(cls, root: Path, overlay: str | Path | None) -> Project:
        """The handbook in a folder with an organization's folder over it, if there is one; raise HandbookError.

        What the folder has to hold is said with the other problems of its files (reading/stray.py).
        """
        top = meant(overlay) if overlay else None
        if top and top.is_file():
            raise HandbookError(f"{overlay}: this is a file, expected the folder that holds brand.yml. If it is a ZIP, unpack it.")
        if top and top == root.resolve():
            raise HandbookError(f"{overlay}: this is the handbook itself, expected a folder of your own. Leave BRAND out, or begin one.")
        if top and not top.is_dir():
            raise HandbookError(
                f"{overlay}: there is no such folder, expected one with a brand.yml. `make brand DIR={overlay}` begins one."
            )
        return cls(root.resolve(), top)

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def schemas(self) -> Path:
        return self.content / "schema"

    @property
    def lock(self) -> Path:
        """translations.lock: of an organization's own texts where there is such a folder."""
        return self.locks[-1]

    @property
    def locks(self) -> tuple[Path, ...]:
        """The locks of all texts: ours, then the organization's own."""
        return tuple(folder / "content" / "translations.lock" for folder in (self.root, self.overlay) if folder)

    @property
    def overlay_lock(self) -> Path | None:
        """overlay.lock of the organization's folder: what of ours it has read."""
        return self.overlay / "content" / "overlay.lock" if self.overlay else None

    @property
    def site(self) -> Path:
        """Where the finished site goes."""
        return (self.overlay or self.root) / "site"

    @property
    def cache(self) -> Path:
        """Derived files that may be deleted at any time; shared by all brands, named by what they are made from."""
        return self.root / ".cache"

    @property
    def notes(self) -> Path:
        """Derived files of this brand alone."""
        return self.cache / hashlib.sha256(str(self.overlay).encode()).hexdigest()[:12] if self.overlay else self.cache

    @property
    def templates(self) -> tuple[Path, ...]:
        """Folders of templates: the organization's first, then the handbook's, then the library's."""
        folders = (folder / "overrides" for folder in (self.overlay, self.root, HOME) if folder)
        return tuple(dict.fromkeys(folders))

    def asset(self, name: str) -> Path:
        """The file that a site has by this name, such as assets/plan.svg: the organization's, or else the handbook's."""
        places = [self.overlay, self.overlay / "docs", self.docs] if self.overlay else [self.docs]
        return next((place / name for place in places if (place / name).is_file()), places[-1] / name)

    def ours(self, name: str) -> Path:
        """A file of the handbook's content; the interface strings are the library's where it has none of its own."""
        own = self.content / name
        return HOME / "content" / name if name == "interface.yml" and not own.exists() else own

    def beneath(self, name: str) -> list[Path]:
        """Where a file of ours may be that one of the organization's stands over; `name` is below its folder, as in docs/about.md."""
        part, _, rest = name.partition("/")
        ours = [folder for folder in self.templates if folder.parent != self.overlay]
        return {
            "content": [self.ours(rest)],
            "docs": [self.docs / rest],
            "overrides": [folder / rest for folder in ours],
            "assets": [*(folder / name for folder in ours), self.docs / name],
        }[part]

    def theirs(self, name: str) -> Path | None:
        """The file that an organization lays over `ours(name)`, if it has one. brand.yml stands at the top of its folder."""
        if not self.overlay:
            return None
        path = self.overlay / name if name == "brand.yml" else self.overlay / "content" / name
        return path if path.is_file() else None

    def names(self, folder: str) -> list[str]:
        """Names below content/ of the YAML files in `folder`, in a stable order, whoever's they are."""
        places = [base / "content" / folder for base in (self.root, self.overlay) if base]
        found = {path.name for place in places for path in leftovers.files(place, "*.yml") if path.is_file() or path.is_symlink()}
        return sorted(f"{folder}/{name}" for name in found if not leftovers.copy_of(name, found))

    def relative(self, path: Path) -> str:
        """`path` as authors know it, with forward slashes: from the handbook's folder, or after the name of the organization's.

        What is no letter in it is shown as U+FFFD.
        """
        return os.fsencode(self._relative(path)).decode(errors="replace")

    def _relative(self, path: Path) -> str:
        if self.overlay and path.is_relative_to(self.overlay):
            return f"{self.overlay.name}/{path.relative_to(self.overlay).as_posix()}"
        for base in (self.root, HOME):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.as_posix()
