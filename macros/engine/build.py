"""One build of one language: what it works on, from the configuration to the finished site.

The first language is built by the process that MkDocs runs in, which leads: it
checks the content, makes the PDFs, starts a process for each other language,
and publishes. A process of another language joins with what it is given.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import mkdocs  # where ProperDocs runs this is ProperDocs, which logs under its own name
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from .. import processes
from ..checking import check
from ..look import look
from ..model.addresses import Addresses
from ..model.handbook import Handbook
from ..model.untranslated import spoken
from ..paper import downloads
from ..paths import Project
from ..rendering.render import Renderer
from ..site.finish import Publishing
from .blocks import Blocks
from .others import Forked, Other, Staying

log = logging.getLogger(f"{mkdocs.__name__}.handbook")

#: Where the process of another language finds what it is given, in MkDocs' configuration.
JOINING = "handbook_joining"


@dataclass(frozen=True)
class Joining:
    """What the process of another language is given by the one that leads."""

    handbook: Handbook
    language: str
    offered: downloads.Offered
    folder: Path
    site_url: str


class Build:
    """The build of a language in this process."""

    def __init__(self, project: Project, renderer: Renderer, publishing: Publishing, site_url: str):
        self.project = project
        self.renderer = renderer
        self.blocks = Blocks(renderer)
        self.order: Mapping[str, str] = {}  # page id -> file of docs/, in reading order; events.py finds it
        self.framed: dict[str, str] = {}  # page id -> its content for frames of other sites, where there may be any
        self.handbook = renderer.whole
        self.language = renderer.language
        self.publishing = publishing
        self.site_url = site_url
        self.others: dict[str, Other] = {}
        codes = [language.code for language in self.handbook.settings.languages]
        self.sites = {code: Addresses(spoken(self.handbook, code), code) for code in codes}
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)
        logging.getLogger(mkdocs.__name__).addHandler(self.warnings)

    @classmethod
    def lead(cls, config: MkDocsConfig, project: Project, serving: bool) -> Build:
        """Check the content, make the PDFs (while serving, opening.py does), and start the other languages; raise HandbookError."""
        site = Publishing.undo(_site_folder(config, project))  # whatever comes of this build
        handbook = check.read(project)
        site_url = (config.site_url or "/") if serving else handbook.brand.site_url  # while serving, the server's
        codes = [language.code for language in handbook.settings.languages]
        publishing = Publishing.begin(site)
        plain = [Renderer(project, handbook, code) for code in codes]
        offered = downloads.offer(project, plain, handbook.brand.site_url, later=serving)
        renderer = Renderer(project, handbook, codes[0], *offered[codes[0]])
        for note in () if serving else look.notes(renderer.look, handbook.brand):
            log.info("brand: %s", note)
        lead = cls(project, renderer, publishing, site_url)
        for code in codes[1:]:
            lead.others[code] = _start(config, Joining(handbook, code, offered[code], lead.publishing.building, site_url))
        return lead

    @classmethod
    def join(cls, project: Project, joining: Joining) -> Build:
        """The build of another language, with what the process that leads has found."""
        renderer = Renderer(project, joining.handbook, joining.language, *joining.offered)
        return cls(project, renderer, Publishing(joining.folder, joining.folder), joining.site_url)

    @property
    def leads(self) -> bool:
        """Whether this process starts the others and publishes the site."""
        return self.language == self.handbook.settings.languages[0].code

    def failed(self, strict: bool) -> str:
        """What has gone wrong, once the other languages have ended; "" where all is well. A warning counts where `strict`."""
        codes = [code for code, other in self.others.items() if other.failed()]
        return ", ".join(codes) or ("the build" if strict and self.warnings.get_counts() else "")

    def end(self) -> None:
        """Count no more warnings: of several builds in a process, each counts its own."""
        logging.getLogger(mkdocs.__name__).removeHandler(self.warnings)

    def discard(self) -> None:
        """Stop the other languages and leave the published site as it is."""
        for other in self.others.values():
            other.stop()
        self.end()
        self.publishing.discard()


def _site_folder(config: MkDocsConfig, project: Project) -> Path:
    """Where the site goes: into the organization's folder, unless somewhere else is asked for."""
    asked = Path(config.site_dir)
    return project.site if project.overlay and asked == project.root / "site" else asked


def _start(config: MkDocsConfig, joining: Joining) -> Other:
    """Build another language in a process of its own; a forked one has MkDocs and the configuration already."""
    if processes.may_fork():
        return Forked(_build_language, joining, config, config.config_file_path, config.strict)
    return Staying(joining.language, _build_language, joining, None, config.config_file_path, config.strict)


def _build_language(joining: Joining, config: MkDocsConfig | None, config_file: str, strict: bool) -> None:
    """Body of the process of another language."""
    logging.getLogger(mkdocs.__name__).setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _end)
    try:
        config = config or load_config(config_file, strict=strict)
        config[JOINING] = joining
        build(config)
    except SystemExit as error:  # MkDocs' Abort: the message is all there is to say
        raise SystemExit(f"{joining.language}: {error}" if str(error) else 1) from None


def _end(*_: object) -> None:
    """End this process in order when the first one says so, and write no more."""
    raise SystemExit
