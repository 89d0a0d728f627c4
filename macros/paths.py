"""Every path of a handbook, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: The folder that holds this library, its templates and the default content.
HOME = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Project:
    """A folder with a handbook: mkdocs.yml, content/ and docs/."""

    root: Path = HOME

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
        return self.content / "translations.lock"

    @property
    def cache(self) -> Path:
        """Derived files that may be deleted at any time."""
        return self.root / ".cache"

    @property
    def interface(self) -> Path:
        """The interface strings: the handbook's own, or else the library's."""
        own = self.content / "interface.yml"
        return own if own.exists() else HOME / "content" / "interface.yml"

    @property
    def templates(self) -> tuple[Path, ...]:
        """Folders of templates, the handbook's own first."""
        own = self.root / "overrides"
        return (HOME / "overrides",) if own == HOME / "overrides" else (own, HOME / "overrides")

    def content_files(self, folder: str) -> list[Path]:
        """The YAML files of content/`folder`, in a stable order."""
        return sorted((self.content / folder).glob("*.yml"))

    def relative(self, path: Path) -> str:
        """`path` as authors know it: from the folder of the handbook, with forward slashes."""
        for base in (self.root, HOME):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.as_posix()
