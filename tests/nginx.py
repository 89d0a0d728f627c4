"""A real nginx on 127.0.0.1 that serves a site with the configuration that `make hosting` writes."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from macros.checking import check
from macros.paths import Project
from macros.rendering import render
from macros.site import hosting

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
MISSING = "These tests need nginx: `sudo apt-get install nginx-light`."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(project: Project, site: Path, folder: Path, bare: Path | None = None) -> Iterator[str]:
    """Serve a project's built site from a scratch `folder`, and files as they are below /bare/; gives the address of the site's root."""
    assert Path(NGINX).exists(), MISSING
    handbook, port = check.read(project), free_port()
    renderer = render.Renderer(project, handbook, handbook.settings.languages[0].code)
    own = hosting.render(renderer, "nginx.conf", site, handbook.brand.site_url, listen=f"127.0.0.1:{port}", root=str(site))
    if bare:
        own = own.replace(
            "    error_page 404", f"    location /bare/ {{ alias {bare}/; gzip_static off; add_header X-Bare 1; }}\n    error_page 404", 1
        )
    (folder / "handbook.conf").write_text(own, "utf-8")
    scratch = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log; events {{ }}\n"
        f"http {{ access_log off; {scratch} include {folder}/handbook.conf; }}\n",
        "utf-8",
    )
    process = subprocess.Popen([NGINX, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")])
    try:
        end = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, (folder / "error.log").read_text("utf-8")
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}{urlsplit(handbook.brand.site_url).path.rstrip('/')}/"
    finally:
        process.terminate()
        process.wait(timeout=20)
