"""What hosts need to know of a site: headers and redirects, in the form that each kind of host reads.

The rules are strict because the site can be: it asks no other host for anything
and holds no script within its pages. Should an organization's template hold one,
its hash is in the policy (CSP 3, 6.7.3.3).
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from .. import git
from ..paths import Project
from ..rendering.render import Renderer
from .fingerprints import NAMED

FOREVER = "public, max-age=31536000, immutable"
#: A browser asks whether a file has changed, and nobody on the way writes into it (RFC 9111, 5.2.2): some hosts hide addresses of e-mail.
ASKED = "no-cache, no-transform"
#: Endings for which IIS has no type, or another: it gives no file without one.
TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
#: Where the configurations expect the site.
ROOT = "/srv/handbook"
#: Names of the same files as the file names of one folder: Apache's .htaccess files do not see the folders above.
KEPT_NAMES = rf"{NAMED.partition('.+')[2]}$"
#: Written into the site by every build, and by which template; `make hosting` writes others beside it (commands/hosting.py).
FILES = {"_headers": "_headers", "_redirects": "_redirects", ".htaccess": "htaccess"}
_PLAYS = re.compile(r"<(?:audio|video)\b")
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']?application/(?:ld\+)?json)[^>]*>(.*?)</script>", re.DOTALL)


def headers(pages: Iterable[str], ancestors: Sequence[str] = ()) -> dict[str, str]:
    """The headers of every answer, for a site of these pages (their HTML) that sites of these origins, and no other, may show in frames.

    They are the same for every page, those that are made for frames too: where two rules for paths fit, Cloudflare joins what they
    say, other hosts take one of them, and of two policies both hold (CSP 3, 8.1). X-Frame-Options cannot name origins (browsers know
    no ALLOW-FROM), and beside frame-ancestors it is passed over (CSP 3, 6.4.2.2): where there are origins, none is sent.
    """
    found: set[str] = set()
    plays = False
    for page in pages:
        found.update(_INLINE.findall(page))
        plays = plays or bool(_PLAYS.search(page))
    inline = sorted(found)
    hashes = [f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline]
    policy = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        **({"media-src": ["'self'"]} if plays else {}),
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": list(ancestors) or ["'none'"],
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(values)}" for name, values in policy.items()),
        "X-Content-Type-Options": "nosniff",
        **({} if ancestors else {"X-Frame-Options": "DENY"}),
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def write(renderer: Renderer, site: Path, site_url: str) -> None:
    """Write what hosts read in the site itself: rules for Netlify, Cloudflare and Apache."""
    values = _values(renderer, site, site_url)
    for name, template in FILES.items():
        (site / name).write_text(renderer.file(f"hosting/{template}", **values), encoding="utf-8")
    for other in renderer.handbook.settings.languages:
        text = renderer.file("hosting/htaccess-language", code=other.code, **values)
        (site / other.code / ".htaccess").write_text(text, encoding="utf-8")


class Source(NamedTuple):
    """Where the handbook comes from, for hosts that build the site: its https: address, and the version that a brand goes with."""

    address: str | None = None
    version: str | None = None
    commit: str | None = None  # the same, as its whole hash

    @classmethod
    def of(cls, project: Project, version: str | None) -> Source:
        """The handbook in a project's folder, at the version that brand.yml names or else as it is."""
        version = version or git.version(project.root)
        return cls(git.origin(project.root), version, version and git.commit(project.root, version))

    @property
    def repository(self) -> str:
        """OWNER/HANDBOOK of GitHub, with these words where it is elsewhere."""
        return (self.address or "").partition("https://github.com/")[2] or "OWNER/HANDBOOK"


def render(
    renderer: Renderer, name: str, site: Path, site_url: str, listen: str = "80", root: str = ROOT, source: Source | None = None
) -> str:
    """The text of a configuration (a template of overrides/hosting/) for the site in a folder."""
    return renderer.file(f"hosting/{name}", listen=listen, root=root, source=source or Source(), **_values(renderer, site, site_url))


def _values(renderer: Renderer, site: Path, site_url: str) -> dict[str, object]:
    """What the templates of overrides/hosting/ say of a site."""
    address = urlsplit(site_url)
    base = address.path.rstrip("/") + "/"
    pages = (path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")))
    found = headers(pages, renderer.handbook.brand.frame_ancestors)
    return {
        "headers": {header: Markup(value) for header, value in found.items()},  # no HTML: quotation marks stay
        "asked": ASKED,
        "types": TYPES,
        "base": base,
        "word": re.sub(r"\W", "_", base[:-1]),  # for names: a domain may have several handbooks
        "host": address.hostname or "_",
        "immutable": rf"{NAMED}$",
        "names": KEPT_NAMES,
        "kept": kept(site),
        "forever": FOREVER,
        "branded": renderer.handbook.origin is not None,
    }


def kept(site: Path) -> list[str]:
    """Addresses below a site's of what never changes."""
    languages = sorted(path.parent for path in site.glob("*/sw.js"))
    files = (path.relative_to(site).as_posix() for folder in languages for path in sorted(folder.glob("assets/**/*")))
    return [name for name in files if re.search(f"/{NAMED}$", name)]
