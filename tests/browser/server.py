"""Serves a folder of pages on this machine, at the root of an address or below a path of it."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    """Files of the server's folder, and for a wrong address the nearest 404.html above it, as hosts do."""

    protocol_version = "HTTP/1.1"  # connections stay open, so that a page loads in a few milliseconds

    def translate_path(self, path: str) -> str:
        prefix = self.server.prefix
        inside = path.removeprefix(prefix) if path.startswith(prefix) else "outside-of-the-site"
        self.directory = str(self.server.folder)
        return super().translate_path("/" + inside)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            return super().send_error(code, message, explain)
        asked = Path(self.translate_path(self.path))
        page = next(folder / "404.html" for folder in asked.parents if (folder / "404.html").is_file() or folder == self.server.folder)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


class InPieces(Handler):
    """Sends pages in pieces, and fonts late, as a slow network does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix == ".woff2":
            time.sleep(0.05)  # while a browser still waits for one that is `optional`
        page = path / "index.html"
        if not page.is_file():
            return super().do_GET()
        body = page.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        sent = 0
        for cut in (*self._cuts(body), len(body)):
            self.wfile.write(body[sent:cut])
            time.sleep(0.1)  # time for a frame
            sent = cut

    def _cuts(self, body: bytes) -> list[int]:
        """Before each part of the top, and before each heading or list below it."""
        start, below = body.index(b"<header"), body.index(b"<main")
        top = [found.start() for found in re.finditer(b"<(?:div|button|ul|li|nav|main)\\b", body[:below])]
        rest = [found.start() for found in re.finditer(b"<(?:h[123]|section|aside|article)\\b", body) if found.start() > below]
        return [cut for cut in top if cut > start] + rest[:8]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path, prefix: str, handler: type[Handler]):
        super().__init__(("127.0.0.1", 0), handler)
        self.folder, self.prefix = folder, prefix
        self.connections: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        self.connections.append(connection)
        return connection, address

    def handle_error(self, *_: object) -> None:
        """Quiet: a browser that closes a connection is no fault."""


@contextmanager
def serving(folder: Path, prefix: str = "/", handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve `folder` on a free port of 127.0.0.1; gives the address of its root, with a slash at the end."""
    server = Server(folder, prefix, handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        for connection in server.connections:  # else a browser goes on over those that it has open
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
