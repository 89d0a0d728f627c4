"""MkDocs events: one `mkdocs build` or `serve` gives the site in every language.

All languages write below a folder beside the site, which takes the site's place
at the very end (build.py).
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from watchdog.observers.polling import PollingObserver

from .. import git, refused
from ..model import addresses, pages
from ..paper import downloads
from ..paths import Project
from ..problems import HandbookError
from ..rendering import faults, feed, seo
from ..site import embedded, finish
from . import blocks, layering, opening, toc
from .build import JOINING, Build

log = logging.getLogger("mkdocs.handbook")

#: What the theme's templates call, as blocks do.
_GLOBALS = ("ui", "count", "link", "handbook", "brand", "look", "faces", "icon_kind", "based_on", "description", "language", "addresses")
_FILTERS = ("t", "md", "plain", "date", "direction")
#: How often to look for changes while serving, in seconds.
LOOK = 0.15
_DATE = "SOURCE_DATE_EPOCH"  # reproducible-builds.org


class Events:
    """Answers MkDocs' events in this process. It lives as long as the process; `build` is the latest one, of many while serving."""

    def __init__(self) -> None:
        self.build: Build | None = None
        self.project: Project | None = None
        self._serving = False
        self._served: Build | None = None  # the latest one that was published
        self._environment = None  # the theme's templates
        self._date = os.environ.get(_DATE)

    def on_startup(self, command: str, dirty: bool) -> None:
        """Do without garbage collection in a build: its many objects live to the end (measured: a fifth of the time)."""
        self._serving = command == "serve"
        if not self._serving:
            gc.disable()

    @event_priority(100)  # before any plugin has seen the configuration
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the content, start the other languages, and turn the configuration into that of one language."""
        self.build = None
        try:
            project = self.project = Project.of(Path(config.config_file_path).parent, config.extra.get("brand"))
            if joining := config.get(JOINING):
                self.build = Build.join(project, joining)
            else:
                self._tell_the_date(project)
                self.build = Build.lead(config, project, self._serving)
            _localize(config, self.build)
        except HandbookError as error:
            raise Abort(str(error)) from None
        return config

    def _tell_the_date(self, project: Project) -> None:
        """Let whatever writes the date of the build, as a typeface may, write the commit's: a commit gives the same bytes on every day."""
        date = self._date or git.committed(project.root, project.overlay)
        if date is not None:
            os.environ[_DATE] = str(date)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Lay the organization's files over ours, leave out what no page asks for, and give every page its address."""
        return layering.lay(files, config, self.build.project, self.build.renderer, self.build.order)

    def on_env(self, env, config: MkDocsConfig, files: Files):
        """Give every page its title, and let the theme's templates call what blocks call.

        The titles come this late since mkdocs-macros runs a page's title through Jinja; the theme does not escape them.
        Compiled templates are kept between builds.
        """
        renderer = self.build.renderer
        for file in files.documentation_pages():
            shown = renderer.addresses.pages[addresses.page_id(file.src_uri)]
            file.page.title = str(escape(renderer.plain(shown.title)))
        ours = renderer.environment
        env.bytecode_cache = ours.bytecode_cache
        env.loader.searchpath.append(str(layering.MATERIAL))  # for an organization's own templates that include its parts
        env.globals.update({name: ours.globals[name] for name in _GLOBALS})
        env.filters.update({name: ours.filters[name] for name in _FILTERS})
        self._environment = env
        return env

    def on_page_content(self, html: str, page, config: MkDocsConfig, files: Files) -> str:
        """Put the macros' blocks in their places, and list the page's headings from what it then holds."""
        here, renderer = addresses.page_id(page.file.src_uri), self.build.renderer
        if here in embedded.pages(renderer):
            with renderer.framed():
                self.build.framed[here] = self.build.blocks.fill(html)
        html = self.build.blocks.fill(html)
        page.toc = toc.headings(html)
        return html

    def on_page_context(self, context: dict, page, config: MkDocsConfig, nav) -> dict:
        """What base.html says about the page: what it shows, and where it stands in every language."""
        build, here = self.build, addresses.page_id(page.file.src_uri)
        build.renderer.stand_on(here)
        shown = build.renderer.addresses.pages[here]
        context["shown"] = shown
        context["tools"] = blocks.tools(page.content)
        context["nearby"] = build.renderer.addresses.nearby(here)
        context["trail"] = build.renderer.addresses.trail(here)
        context["alternates"] = seo.alternates(build.handbook, build.sites, here)
        context["feed"] = build.renderer.feed() if here in feed.TOLD_BY else None
        context["site_root"] = build.site_url.rstrip("/") + "/"
        context["structured_data"] = seo.structured_data(build.renderer, shown, build.site_url)
        if here in build.framed:
            self._embed(here, page, context)
        return context

    def _embed(self, here: str, page, context: dict) -> None:
        """Write the page for frames of other sites: the same template with less around the content."""
        framed = embedded.led(self.build.framed.pop(here), self.build.renderer, here)
        html = self._environment.get_template(embedded.FILE).render(context | {"framed": framed, "trail": [], "nearby": {}})
        path = Path(page.file.abs_dest_path).with_name(embedded.FILE)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.build.renderer.told(html), encoding="utf-8")

    def on_template_context(self, context: dict, template_name: str, config: MkDocsConfig) -> dict:
        """Let links of the 404 page, which may be shown at any depth, begin at the root of the host."""
        self.build.renderer.stand_at(context["base_url"].rstrip("/") + "/")
        return context

    def on_post_page(self, output: str, page, config: MkDocsConfig) -> str:
        """Let what is not translated say its language, in what stands around the blocks too."""
        return self.build.renderer.told(output)

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """The same in a page that no file of docs/ stands for: that of a wrong address."""
        return self.build.renderer.told(output_content)

    @event_priority(-100)  # after every plugin
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Finish this language; in the first one's process, finish and publish the site."""
        build, folder = self.build, Path(config.site_dir)
        downloads.publish(build.renderer, folder)
        above = finish.root_pages(build.renderer, build.publishing.building, build.site_url) if build.leads else []
        finish.language(build.renderer, build.sites, folder, build.site_url, build.project.cache / "styles", above)
        if not build.leads:
            build.end()
            return
        failed = build.failed(config.strict)
        build.end()
        if failed:
            build.publishing.discard()
            raise Abort(f"Nothing was published: {failed} has warnings or errors (see above).")
        finish.root(build.renderer, build.publishing.building, build.site_url)
        build.publishing.publish()
        self._served = build

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable) -> LiveReloadServer:
        """Let a mistake made while serving be said and nothing more: MkDocs' own answer is to hold every page back."""
        rebuild, overlay = server.builder, self.build.project.overlay
        _look_often(server, config)
        for name in ("brand.yml", "content", "assets", "docs", "overrides") if overlay else ():
            if (overlay / name).exists():
                server.watch(str(overlay / name))

        def follow() -> None:
            try:
                rebuild()
            except (Exception, SystemExit) as error:
                log.error("%s\nThe pages stay as they were until this is mended.", error)

        server.builder = follow
        server.set_app(opening.Opening(server, lambda: self._served))
        return server

    def on_build_error(self, error: Exception) -> None:
        """Stop the other languages and leave the published site as it is; say in one line what a person can mend."""
        if self.build and self.build.leads:
            self.build.discard()
        said = str(error) if isinstance(error, HandbookError) else refused.said_of(error) or self._of_template(error)
        if said is not None:
            raise Abort(f"{said} The site stays as it was.") from None

    def _of_template(self, error: Exception) -> str | None:
        return faults.said_of(error, self.project) if self.project else None


def _look_often(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Look for changes more often than MkDocs does, which waits for half a second: that is a third of what an edit takes."""
    watched = (config.docs_dir, config.config_file_path)  # before this event; all else comes after it
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=LOOK)
    for path in watched:
        server.watch(path)


def _localize(config: MkDocsConfig, build: Build) -> None:
    """Make this the configuration of one language."""
    renderer = build.renderer
    config[blocks.KEY] = build.blocks
    config.site_dir = str(build.publishing.building / build.language)
    config.site_url = f"{build.site_url.rstrip('/')}/{build.language}/"
    config.theme["language"] = build.language
    config.theme.static_templates = {"404.html"}
    config.theme.dirs = [str(folder) for folder in build.project.templates if folder.exists()]  # on_env puts Material's back
    config.site_name = str(escape(build.renderer.handbook.brand.name[build.language]))
    config.site_description = str(escape(renderer.text(renderer.description)))
    top = build.project.overlay
    try:
        build.order = pages.reading_order(build.handbook, Path(config.docs_dir), top and top / "docs")
    except pages.PagesDiffer as error:
        raise HandbookError(f"{build.project.relative(error.file)}: {error}") from None
    config.nav = [{page: file} for page, file in build.order.items()]  # on_env gives titles
