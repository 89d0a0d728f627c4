"""MkDocs events: one `mkdocs build` or `serve` gives the site in every language.

The first language is built by the process that MkDocs runs in; each other
language is built at the same time by a process of its own. All of them write
below a folder beside the site, which takes the site's place at the very end.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import mkdocs  # where ProperDocs runs this is ProperDocs, which logs under its own name
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from .. import files, git, processes
from ..checking import check
from ..model import addresses, pages
from ..model.handbook import Handbook
from ..model.untranslated import spoken
from ..paper import press
from ..paths import NoSuchFolder, Project
from ..problems import ContentError
from ..rendering import seo
from ..rendering.render import Renderer
from ..site import finish, search
from . import blocks, layering, toc

log = logging.getLogger("mkdocs.handbook")


class Build:
    """The build that this process is doing."""

    def __init__(self, project: Project, renderer: Renderer, publishing: finish.Publishing, site_url: str):
        self.project = project
        self.renderer = renderer
        self.order: dict[str, str] = {}  # page id -> file of docs/, in reading order
        self.handbook = renderer.whole
        self.language = renderer.language
        self.publishing = publishing
        self.site_url = site_url
        self.others: dict[str, BaseProcess] = {}
        codes = [language.code for language in self.handbook.settings.languages]
        self.sites = {code: addresses.Addresses(spoken(self.handbook, code), code) for code in codes}
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)

    @property
    def leads(self) -> bool:
        """Whether this process starts the others and publishes the site."""
        return self.language == self.handbook.settings.languages[0].code


_build: Build | None = None
_joining: Joining | None = None  # in a process of another language
_serving = False


@dataclass(frozen=True)
class Joining:
    """What the process of another language needs from the first one."""

    handbook: Handbook
    language: str
    downloads: list[press.Pdf]
    drawn: list[press.Drawn]
    folder: Path
    site_url: str


def on_startup(command: str, dirty: bool) -> None:
    """Do without garbage collection in a build: its many objects live to the end (measured: a fifth of the time)."""
    global _serving
    _serving = command == "serve"
    if not _serving:
        gc.disable()


@event_priority(100)  # before any plugin has seen the configuration
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the content, start the other languages, and turn the configuration into that of one language."""
    global _build
    project = project_of(config)
    if _joining:
        renderer = Renderer(project, _joining.handbook, _joining.language)
        renderer.downloads, renderer.drawn = _joining.downloads, _joining.drawn
        _build = Build(project, renderer, finish.Publishing(_joining.folder, _joining.folder), _joining.site_url)
    else:
        _build = _lead(config, project)
    logging.getLogger(mkdocs.__name__).addHandler(_build.warnings)
    _localize(config)
    return config


def project_of(config: MkDocsConfig) -> Project:
    """The handbook of mkdocs.yml, with the organization's folder that HANDBOOK_BRAND names laid over it."""
    try:
        return Project.of(Path(config.config_file_path).parent, config.extra.get("brand"))
    except NoSuchFolder as error:
        raise Abort(str(error)) from None


def _lead(config: MkDocsConfig, project: Project) -> Build:
    """Check the content, make the PDFs, and start the processes of the other languages.

    Where something writes the date of the build, as an organization's template or a typeface may, it is the commit's
    (SOURCE_DATE_EPOCH, reproducible-builds.org), so that a commit gives the same bytes on every day.
    """
    if (committed := git.committed(project.root, project.overlay)) is not None:
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(committed))
    try:
        handbook = check.read(project)
        first, *others = (Renderer(project, handbook, language.code) for language in handbook.settings.languages)
        lead = Build(project, first, finish.Publishing.begin(_site_folder(config, project)), _site_url(config, handbook))
        press.offer(project, [first, *others], lead.site_url)
    except (ContentError, press.SheetFailed) as error:
        raise Abort(str(error)) from None
    for renderer in others:
        joining = Joining(handbook, renderer.language, renderer.downloads, renderer.drawn, lead.publishing.building, lead.site_url)
        lead.others[renderer.language] = _start(config, joining)
    return lead


def _site_folder(config: MkDocsConfig, project: Project) -> Path:
    """Where the site goes: into the organization's folder, unless somewhere else is asked for."""
    asked = Path(config.site_dir)
    return project.site if project.overlay and asked == project.root / "site" else asked


def _site_url(config: MkDocsConfig, handbook: Handbook) -> str:
    """The site's address: the brand's; while serving, that of the server."""
    return (config.site_url or "/") if _serving else handbook.brand.site_url


def _start(config: MkDocsConfig, joining: Joining) -> BaseProcess:
    """Start the process that builds another language: a fork goes on with this configuration, a new one reads it."""
    arguments = (joining, config if processes.may_fork() else None, config.config_file_path, config.strict)
    process = processes.context().Process(target=_build_language, args=arguments, name=f"handbook-{joining.language}")
    process.start()
    return process


def _build_language(joining: Joining, config: MkDocsConfig | None, config_file: str, strict: bool) -> None:
    """Body of the process of another language."""
    global _joining
    _joining = joining
    logging.getLogger(mkdocs.__name__).setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _end)
    try:
        build(config or load_config(config_file, strict=strict))
    except SystemExit as error:  # MkDocs' Abort: the message is all there is to say
        if str(error):
            print(f"{joining.language}: {error}", file=sys.stderr)
        raise SystemExit(1) from None


def _end(*_: object) -> None:
    """End this process in order when the first one says so: a Pagefind that it runs ends too, and writes no more."""
    raise SystemExit


def _localize(config: MkDocsConfig) -> None:
    """Make this the configuration of one language."""
    language, handbook = _build.language, _build.handbook
    blocks.start(_build.renderer)
    config.site_dir = str(_build.publishing.building / language)
    config.site_url = f"{_build.site_url.rstrip('/')}/{language}/"
    config.theme["language"] = language
    config.theme.static_templates = {"404.html"}
    config.theme.dirs = [str(folder) for folder in _build.project.templates if folder.exists()]  # on_env puts Material's back
    config.site_name = str(escape(handbook.brand.name[language]))
    config.site_description = str(escape(_build.renderer.text(_build.renderer.description)))
    top = _build.project.overlay
    try:
        _build.order = pages.reading_order(handbook, Path(config.docs_dir), top and top / "docs")
    except pages.PagesDiffer as error:
        raise Abort(f"{_build.project.relative(error.file)}: {error}" if error.file else str(error)) from None
    config.nav = [{page: file} for page, file in _build.order.items()]  # on_env gives titles


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Lay the organization's files over ours, leave out what no page asks for, and give every page its address."""
    return layering.lay(files, config, _build.project, _build.renderer, _build.order)


#: What the theme's templates call, as blocks do.
_GLOBALS = ("ui", "count", "link", "handbook", "brand", "look", "faces", "icon_kind", "based_on", "language", "addresses")


def on_env(env, config: MkDocsConfig, files: Files):
    """Give every page its title, and let the theme's templates call what blocks call.

    The titles come this late since mkdocs-macros runs a page's title through Jinja; the theme does not escape them.
    Compiled templates are kept between builds.
    """
    for file in files.documentation_pages():
        shown = _build.renderer.addresses.pages[addresses.page_id(file.src_uri)]
        file.page.title = str(escape(_build.renderer.plain(shown.title)))
    ours = _build.renderer.environment
    env.bytecode_cache = ours.bytecode_cache
    env.globals["material_stylesheet"] = layering.stylesheet()
    env.loader.searchpath.append(str(layering.MATERIAL))  # for an organization's own templates that include its parts
    env.globals.update({name: ours.globals[name] for name in _GLOBALS})
    env.filters.update({name: ours.filters[name] for name in ("t", "md", "plain", "date", "direction")})
    return env


def on_page_content(html: str, page, config: MkDocsConfig, files: Files) -> str:
    """Put the macros' blocks in their places, and list the page's headings from what it then holds."""
    html = blocks.fill(html)
    page.toc = toc.headings(html)
    return html


def on_page_context(context: dict, page, config: MkDocsConfig, nav) -> dict:
    """What base.html says about the page: what it shows, and where it stands in every language."""
    here = addresses.page_id(page.file.src_uri)
    _build.renderer.stand_on(here)
    shown = _build.renderer.addresses.pages[here]
    context["shown"] = shown
    context["trail"] = _build.renderer.addresses.trail(here)
    context["alternates"] = seo.alternates(_build.handbook, _build.sites, here)
    context["site_root"] = _build.site_url.rstrip("/") + "/"
    context["structured_data"] = seo.structured_data(_build.renderer, shown, _build.site_url)
    return context


@event_priority(-100)  # after every plugin
def on_post_build(config: MkDocsConfig) -> None:
    """Finish this language; in the first one's process, finish and publish the site."""
    press.publish(_build.renderer, Path(config.site_dir))
    finish.language(_build.renderer, _build.sites, Path(config.site_dir), _build.site_url)
    if not _build.leads:
        _stop_counting()
        return
    failed = [code for code, process in _build.others.items() if process.join() or process.exitcode]
    counted = _build.warnings.get_counts() if config.strict else []
    _stop_counting()
    if failed or counted:
        _build.publishing.discard()
        raise Abort(f"Nothing was published: {', '.join(failed) or 'the build'} has warnings or errors (see above).")
    finish.root(_build.renderer, _build.publishing.building, _build.site_url)
    _build.publishing.publish()


def _stop_counting() -> None:
    logging.getLogger(mkdocs.__name__).removeHandler(_build.warnings)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable) -> LiveReloadServer:
    """Let a mistake made while serving be said and nothing more: MkDocs' own answer is to hold every page back."""
    rebuild = server.builder
    for name in ("brand.yml", "content", "assets", "docs", "overrides") if _build.project.overlay else ():
        if (_build.project.overlay / name).exists():
            server.watch(str(_build.project.overlay / name))

    def follow() -> None:
        try:
            rebuild()
        except (Exception, SystemExit) as error:
            log.error("%s\nThe pages stay as they were until this is mended.", error)

    server.builder = follow
    return server


def on_build_error(error: Exception) -> None:
    """Stop the other languages and leave the published site as it is; say in one line that the disk is full."""
    if _build and _build.leads and not _joining:
        for process in _build.others.values():
            process.terminate()
            process.join()
        _stop_counting()
        _build.publishing.discard()
    full = files.no_room(error)
    if full or isinstance(error, search.SearchIndexFailed):
        raise Abort(f"{files.said_of(full) if full else error} The site stays as it was.") from None
