"""What stands around the pages: search index, data, sitemaps, feeds, the root page, and publishing.

Publishing replaces the whole site at once, by swapping two folders: a build that
fails or is killed leaves the site as it was. Where a system cannot swap, there are
two renames, and the next build undoes the first if a kill came between them.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from .. import files
from ..model.addresses import FEED, Addresses
from ..rendering import brand_form, data, feed, seo
from ..rendering.render import Renderer
from . import fingerprints, hosting, modules, search, stylesheet, worker

#: The theme's stylesheet, on the site of a language.
STYLESHEET = "assets/material.css"


@dataclass(frozen=True)
class Publishing:
    """The folder that readers get, and the one beside it that is being built."""

    site: Path
    building: Path

    @classmethod
    def begin(cls, site: Path) -> Publishing:
        """Prepare to build. An OSError says that the site could not be written: that is known here, before minutes of work."""
        site = cls.undo(site)
        publishing = cls(site, site.with_name(f".{site.name}.building"))
        publishing.discard()
        if site.exists() and not site.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(site))
        publishing.building.mkdir(parents=True)
        publishing.building.rmdir()
        return publishing

    @staticmethod
    def undo(site: Path) -> Path:
        """Bring back a site that a killed build had set aside; return where it really is: of a link, what it leads to is replaced."""
        site = site.resolve()
        previous = site.with_name(f".{site.name}.previous")
        if previous.exists() and not site.exists():
            previous.rename(site)
        return site

    def publish(self) -> None:
        """Let the finished build take the site's place."""
        previous = self.site.with_name(f".{self.site.name}.previous")
        shutil.rmtree(previous, ignore_errors=True)
        if self.site.exists():
            if files.exchange(self.site, self.building):
                self.discard()
                return
            self.site.rename(previous)
        self.building.rename(self.site)
        shutil.rmtree(previous, ignore_errors=True)

    def discard(self) -> None:
        """Remove what was built."""
        shutil.rmtree(self.building, ignore_errors=True)


def language(
    renderer: Renderer, sites: Mapping[str, Addresses], folder: Path, site_url: str, cache: Path, above: Iterable[Path] = ()
) -> None:
    """Finish the site of one language in `folder`; raise HandbookError and OSError.

    `cache` is a folder; `above` are pages outside of `folder` that name files in it.
    """
    content = json.dumps(data.content(renderer), ensure_ascii=False, indent=1)
    (folder / "handbook.json").write_text(content + "\n", encoding="utf-8")
    (folder / "sitemap.xml").write_text(seo.sitemap(renderer, sites, site_url), encoding="utf-8")
    if changes := feed.feed(renderer):
        (folder / FEED).write_text(changes, encoding="utf-8")
    apart = {folder / name for name in brand_form.apart(renderer.handbook, renderer.addresses)}
    _assets(folder, [*sorted(folder.rglob("*.html")), *above], apart, cache)
    search.write(renderer, folder)
    worker.write(renderer, folder, site_url)


def _assets(folder: Path, pages: Iterable[Path], apart: Collection[Path], cache: Path) -> None:
    """Leave of the theme's stylesheet and of modules what pages need, and give files the names under which they are kept for ever.

    Pages, scripts and styles that are `apart` ask nothing of the theme.
    """
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    scripts, styles = (sorted(folder.glob(f"assets/**/*.{kind}")) for kind in ("js", "css"))
    theme = folder / STYLESHEET
    others = [path.read_text(encoding="utf-8") for path in styles if path != theme and path not in apart]
    for path in scripts:
        path.write_text(modules.bare(path.read_text(encoding="utf-8")), encoding="utf-8")
    said = [path.read_text(encoding="utf-8") for path in scripts if path not in apart]
    asking = [text for page, text in texts.items() if page not in apart]
    theme.write_text(stylesheet.needed(theme.read_text(encoding="utf-8"), asking, said, others, cache), encoding="utf-8")
    fingerprints.give(folder, texts)


def root_pages(renderer: Renderer, folder: Path, site_url: str) -> list[Path]:
    """Write the pages above the languages: the one that chooses a language, and the 404 page; return their files."""
    address = site_url.rstrip("/") + "/"
    files = [folder / name for name in ("index.html", "404.html")]
    for path in files:
        path.write_text(renderer.file(f"root/{path.name}", site_root=address, site_path=urlsplit(address).path), encoding="utf-8")
    return files


def root(renderer: Renderer, folder: Path, site_url: str) -> None:
    """Write what else stands above the languages: the sitemaps' index, rules for hosts and robots."""
    codes = [language.code for language in renderer.handbook.settings.languages]
    address = site_url.rstrip("/") + "/"
    entries = "".join(f"<sitemap><loc>{escape(f'{address}{code}/sitemap.xml')}</loc></sitemap>" for code in codes)
    index = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>\n'
    (folder / "sitemap.xml").write_text(index, encoding="utf-8")
    hosting.write(renderer, folder, site_url)
    (folder / "robots.txt").write_text(f"User-agent: *\nSitemap: {address}sitemap.xml\n", encoding="utf-8")
