"""PDFs and EPUBs while pages are served: each is made when somebody opens it, so that none is in the way of an edit."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from ..model.sheets import Book, books, sheets
from ..model.untranslated import spoken
from ..paper import books as bound
from ..paper import downloads
from ..paper.press import Press
from ..paper.worksheets import Maker
from ..problems import HandbookError
from ..rendering.render import Renderer
from .build import Build

log = logging.getLogger("mkdocs.handbook")


class Opening:
    """The server's application: it puts a PDF or EPUB that is asked for in its place, and then answers as the server does."""

    def __init__(self, server: LiveReloadServer, served: Callable[[], Build | None]):
        """`served` gives the build that is shown."""
        self._server = server
        self._served = served
        self._one_at_a_time = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        if environ["PATH_INFO"].endswith((".pdf", ".epub")) and (build := self._served()):
            with self._one_at_a_time:
                self._make(build, environ["PATH_INFO"])
        return self._server.serve_request(environ, start_response)

    def _make(self, build: Build, address: str) -> None:
        """Make the PDF or EPUB at an address, if one is offered there and is not made yet; say what went wrong."""
        code, _, place = address.removeprefix(self._server.mount_path).partition("/")
        folder = build.sites[code].downloads if code in build.sites else None
        offered = [] if folder is None else [*sheets(handbook := spoken(build.handbook, code), code), *books(handbook, code)]
        wanted = next((one for one in offered if folder + one.file == place), None)
        target = Path(self._server.root, code, place)
        if wanted and not target.exists():
            try:
                renderer = Renderer(build.project, build.handbook, code)
                with Press(build.project, progress=lambda done, all_: None) as machine:
                    make = bound.make if isinstance(wanted, Book) else downloads.make
                    (made,) = make(machine, {code: Maker(renderer, build.handbook.brand.site_url)}, [wanted])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(made.path.read_bytes())
            except HandbookError as error:
                log.error("%s", error)
