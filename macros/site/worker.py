"""The service worker of a language's site: it lets readers who came once read on without internet.

It stores the language's pages, styles, scripts, typeface and search, each file
with its hash, and the usual worksheets of the chapters that were read.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from markupsafe import Markup

from ..rendering.render import Renderer
from .fingerprints import NAMED

#: Files that are not for reading, or that only other programs ask for.
_LEFT_OUT = re.compile(
    r"\.(pdf|xml|json|webmanifest|gz|br|png|jpe?g)$|(^|/)(sw\.js|root\.([0-9a-f]+\.)?(css|js)|wasm\.unknown\.pagefind|LICENSE)$"
)
_NEEDED = re.compile(r"(^|/)(pagefind-entry\.json|logo[\w-]*\.png)$")


def write(renderer: Renderer, folder: Path, site_url: str) -> None:
    """Write sw.js into a language's finished site; where the brand wants none, one that takes an earlier one away."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and (name in renderer.pictures or _NEEDED.search(name) or not _LEFT_OUT.search(name)):
            address = name.removesuffix("index.html") or "./"
            files[address] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    version = hashlib.sha256(repr(files).encode()).hexdigest()[:12]
    prefix = f"{site_url.rstrip('/')}/{renderer.language}/ "
    enabled = renderer.handbook.brand.offline
    text = renderer.file(
        "worker/sw.js", enabled=enabled, files=files, version=version, prefix=prefix, named=Markup(NAMED.replace("/", r"\/", 1))
    )
    (folder / "sw.js").write_text(text, encoding="utf-8")
