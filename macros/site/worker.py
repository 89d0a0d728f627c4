"""The service worker of a language's site: it lets readers who came once read on without internet.

It stores the language's pages, styles, scripts, typeface and search, each file
with its hash, and the usual worksheets of the chapters that were read, but not
the form for a brand, for which readers have no use. A page says its hash
itself, since some hosts rewrite pages on their way.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from ..rendering import brand_form
from ..rendering.render import Renderer
from .fingerprints import NAMED

#: Files that are not for reading, that only other programs ask for, or that are large.
_LEFT_OUT = re.compile(
    r"\.(pdf|xml|json|webmanifest|gz|br|png|jpe?g|webp|gif|avif|tiff?|mp[34]|m4[av]|webm|og[gv]|vtt|zip|docx?|txt|odt|epub)$"
    r"|(^|/)(sw\.js|(root|embed)\.([0-9a-f]+\.)?(css|js)|embed\.html|LICENSE)$",
    re.IGNORECASE,
)
_NEEDED = re.compile(r"(^|/)(search\.json|(logo|partner)[\w-]*\.png)$")
#: What may stand in the path of an address as it is (URL, 4.4); browsers write all else with %.
_PLAIN = "/!$&'()*+,;=:@-._~[]|\\"
#: What fingerprints.py puts into a name.
_HASH = re.compile(r"\.[0-9a-f]{10}(?=\.\w+$)")
#: Where a page says which edition of it this is: a hash of the page without it.
_EDITION = re.compile(r' data-edition="[0-9a-f]+"')
_START = re.compile(r"(<html\b[^>]*)>")


def write(renderer: Renderer, folder: Path, site_url: str) -> None:
    """Write sw.js into a language's finished site; where the brand wants none, one that takes an earlier one away."""
    files, enabled = {}, renderer.handbook.brand.offline
    form = brand_form.apart(renderer.handbook, renderer.addresses)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or _HASH.sub("", name) in form:
            continue
        if name in renderer.pictures or _NEEDED.search(name) or not _LEFT_OUT.search(name):
            address = quote(name.removesuffix("index.html"), safe=_PLAIN) or "./"
            files[address] = _marked(path) if enabled and path.suffix == ".html" else _hash(path.read_bytes())
    version = hashlib.sha256(repr(files).encode()).hexdigest()[:12]
    prefix = f"{site_url.rstrip('/')}/{renderer.language}/ "
    text = renderer.file(
        "worker/sw.js", enabled=enabled, files=files, version=version, prefix=prefix, named=Markup(NAMED.replace("/", r"\/", 1))
    )
    (folder / "sw.js").write_text(text, encoding="utf-8")


def _marked(page: Path) -> str:
    """Let a page say which edition of it this is, for a host may write into pages what it likes; return the words."""
    text = _EDITION.sub("", page.read_text(encoding="utf-8"))
    edition = _hash(text.encode())
    page.write_text(_START.sub(rf'\1 data-edition="{edition}">', text, count=1), encoding="utf-8")
    return edition


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
