"""Names of the site's styles, scripts and fonts: each gets a hash of its content, so that browsers may keep it for ever.

It is done to finished pages: templates name files as they stand in overrides/assets/, an organization's too, and what
they name is renamed, in pages and in stylesheets. Pictures, icons and documents, which others link to, keep their names.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from .modules import IMPORT

_DIGITS = 10
#: Addresses below a language's that hold such a hash; braces mean something else to some web servers.
NAMED = rf"assets/.+\.{'[0-9a-f]' * _DIGITS}\.(css|js|woff2)"
_TAG = re.compile(r"""<(?:link|script)\b(?:"[^"]*"|'[^']*'|[^'">])*>""")
_IN_TAG = re.compile(r"""(?<=["'/])assets/[\w./-]+\.(?:css|js|woff2)(?=["'])""")
_IN_STYLE = re.compile(r"""(url\(\s*["']?|@import\s+["'])([^"')\s]+)""")


def give(folder: Path, pages: Mapping[Path, str]) -> None:
    """Rename the files below assets/ of a language's folder that pages (file -> its HTML) name in their tags; write the pages anew.

    A file that a script names keeps its name, since scripts put addresses together; but modules that others import are renamed there too.
    """
    scripts = "".join(IMPORT.sub("", path.read_text(encoding="utf-8")) for path in sorted(folder.glob("assets/**/*.js")))
    names = _Names(folder, scripts)
    for page, text in pages.items():
        said = _TAG.sub(lambda tag: _IN_TAG.sub(lambda name: names.of(name[0]), tag[0]), text)
        if said != text:
            page.write_text(said, encoding="utf-8")


class _Names:
    """Old names, from the language's folder, and new ones; files get theirs when they are first asked for."""

    def __init__(self, folder: Path, scripts: str):
        self._folder, self._scripts = folder, scripts
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = name  # for stylesheets that import each other
            path = self._folder / name
            if path.is_file() and not any(f"{path.name}{quote}" in self._scripts for quote in "\"'`"):
                self._known[name] = self._rename(path, name)
        return self._known[name]

    def _rename(self, path: Path, name: str) -> str:
        data = path.read_bytes()
        if path.suffix == ".css":
            data = _IN_STYLE.sub(lambda found: self._follow(found, posixpath.dirname(name)), data.decode()).encode()
            path.write_bytes(data)
        if path.suffix == ".js":
            data = IMPORT.sub(lambda found: self._imported(found, posixpath.dirname(name)), data.decode()).encode()
            path.write_bytes(data)
        new = path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:_DIGITS]}{path.suffix}")
        path.rename(new)
        return posixpath.join(posixpath.dirname(name), new.name)

    def _follow(self, found: re.Match, here: str) -> str:
        """What a stylesheet in the folder `here` names, by its new name."""
        target = posixpath.normpath(posixpath.join(here, found[2]))
        new = self.of(target) if target.endswith((".css", ".woff2")) else target
        return found[0] if new == target else found[1] + posixpath.relpath(new, here)

    def _imported(self, found: re.Match, here: str) -> str:
        """An import of a module in the folder `here`, by its new name."""
        return found[0].replace(found["file"], posixpath.basename(self.of(posixpath.join(here, found["file"]))))
