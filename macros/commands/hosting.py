"""`python -m macros hosting`: configurations for hosts beside a built site, and compressed copies of its files within it."""

from __future__ import annotations

import argparse
import gzip
import os
from pathlib import Path

from ..paths import Project
from ..site import built, hosting
from .parts import frames

#: The configurations, each a template of overrides/hosting/.
FILES = ("nginx.conf", "Caddyfile", "Containerfile", "web.config", "github-pages.yml", "gitlab-ci.yml")
#: What other sites paste, where brand.yml lets any show pages in frames.
FRAMES = "embed.html"
#: Files that get smaller; the others are compressed already.
_TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".webmanifest"}


def run(project: Project, options: argparse.Namespace) -> str:
    """Write what hosts need for the site that was built: configurations, and compressed files."""
    renderers = built.renderers(project)
    renderer = renderers[0]
    folder = project.site.parent / "hosting"
    folder.mkdir(exist_ok=True)
    brand = renderer.handbook.brand
    source = hosting.Source.of(project, brand.version)
    for name in FILES:
        (folder / name).write_text(hosting.render(renderer, name, project.site, brand.site_url, source=source), encoding="utf-8")
    count = len(FILES) + len(compress(project.site))
    (folder / FRAMES).unlink(missing_ok=True)
    if codes := frames.page(renderers):
        (folder / FRAMES).write_text(codes, encoding="utf-8")
        count += 1
    return f"{count} files: configurations in {os.path.relpath(folder)}, compressed copies in the site."


def compress(site: Path) -> list[Path]:
    """Write a .gz and a .br file beside each text file that gets smaller by it; the bytes depend on the content alone."""
    import brotli  # noqa: PLC0415

    written = []
    for path in sorted(path for path in site.rglob("*") if path.suffix in _TEXT):
        data = path.read_bytes()
        for ending, packed in ((".gz", gzip.compress(data, 9, mtime=0)), (".br", brotli.compress(data, quality=11))):
            copy = path.with_name(path.name + ending)
            copy.unlink(missing_ok=True)
            if len(packed) < len(data):
                copy.write_bytes(packed)
                written.append(copy)
    return written
