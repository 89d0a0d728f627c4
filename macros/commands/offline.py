"""`python -m macros offline`: a ZIP of the site that works from a disk or a USB stick, without a server or the internet.

Browsers treat file: pages as strangers to each other: modules and fetch do not
work there. So links name their files, and the search is one plain script with its
index in it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..files import write_zip
from ..leftovers import is_leftover
from ..paths import Project
from ..rendering.render import Renderer
from ..site import built, modules, search

#: What only a server, an installed site or the frame of another site needs.
_LEFT_OUT = re.compile(
    r"(^|/)(_headers|_redirects|\.htaccess|sitemap\.xml|changes\.xml|robots\.txt|sw\.js|404\.html|manifest\.webmanifest|search\.json|embed\.([0-9a-f]+\.)?(html|css|js))$|\.(gz|br)$"
)
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^":#?]*/)(#[^"]*)?"')
_HINT = re.compile(r'<link rel="(?:preload|manifest)"[^>]*>\n?')
_WORKER = re.compile(r' data-worker="[^"]*"')
_SEARCH = re.compile(r"(^|/)assets/search\.([0-9a-f]+\.)?js$")
_MODULE = re.compile(r'<script type="module" src="([^"]*assets/)([\w.-]+\.js)"></script>\n?')


def run(project: Project, options: argparse.Namespace) -> str:
    """Write the offline edition of the site that was built, as a ZIP."""
    target = project.site.with_name("handbook-offline.zip")
    count = write(built.renderers(project), project.site, target)
    return f"{os.path.relpath(target)}: {count} files, {target.stat().st_size / 1e6:.1f} MB."


def write(renderers: list[Renderer], site: Path, target: Path) -> int:
    """Write the offline edition of a built site as a ZIP; return the number of its files."""
    files = {name: data for name, data in _pages(site)}
    files["README.txt"] = "\n\n".join(renderer.ui("offline-start") for renderer in renderers).encode() + b"\n"
    write_zip(target, files)
    return len(files)


def _pages(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the offline edition that comes from the site, as it is there."""
    scripts = {path.name: path.read_text(encoding="utf-8") for path in sorted(site.glob("*/assets/*.js"))}
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html") if not _LEFT_OUT.search(path.name)}
    needed = set(modules.in_order(scripts, sorted({found[2] for html in pages.values() for found in _MODULE.finditer(html)})))
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or _LEFT_OUT.search(name) or is_leftover(path.name):
            continue
        if path in pages:
            yield name, _offline(pages[path], scripts).encode()
        elif _SEARCH.search(name):
            index = (site / name.partition("/")[0] / search.INDEX).read_text(encoding="utf-8")
            yield name, _script(scripts[path.name], index).encode()
        elif path.name in needed:
            yield name, modules.classic(path.name, scripts[path.name]).encode()
        else:
            yield name, path.read_bytes()


def _offline(html: str, scripts: Mapping[str, str]) -> str:
    """A page whose links name files, that asks for nothing a disk cannot give, and whose search and modules are scripts."""
    html = _LINK.sub(lambda link: f'{link[1]}{link[2]}index.html{link[3] or ""}"', html)
    html = re.sub(r'(http-equiv="refresh" content="0; url=[^"]*/)"', r'\1index.html"', html)
    html = _WORKER.sub("", _HINT.sub("", html))
    found = list(_MODULE.finditer(html))
    needed = modules.in_order(scripts, [module[2] for module in found])
    classic = "".join(f'<script src="{found[0][1]}{name}" defer></script>\n' for name in needed)
    return _MODULE.sub("", html[: found[0].start()] + classic + html[found[0].start() :]) if found else html


def _script(module: str, index: str) -> str:
    """The search as one script, with the index in it: a module that imports nothing, in a function of its own."""
    said = json.loads(index)
    for entry in said["entries"]:
        entry["url"] = re.sub(r"/(?=#|$)", "/index.html", entry["url"], count=1)
    return f"window.handbookIndex = {json.dumps(said, ensure_ascii=False)};\n(() => {{\n{module}}})()\n"
