"""Real servers on 127.0.0.1 that serve a site with the configurations that `make hosting` and the build write.

A site in a folder of a domain has a neighbour at the domain's root, which does what WordPress' configurations do.
"""

from __future__ import annotations

import os
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

MISSING = "These tests need nginx, Apache and Caddy: `sudo apt-get install nginx-light apache2-bin caddy`."
#: What the neighbour has: its home page answers for whatever it has not.
NEIGHBOUR = {
    "index.html": "<!doctype html><p>The charity's own site.</p>",
    "fr/index.html": "<!doctype html><p>Notre propre site.</p>",
    "fr/404.html": "<!doctype html><p>Their own 404.</p>",
    "assets/a.0123456789.css": "p { color: red }",
    "_headers": "theirs",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def found(*names: str) -> str:
    """The path of a server's program, by the first of its names that is there."""
    paths = [shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in names]
    assert any(paths), MISSING
    return next(filter(None, paths))


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """A server's process, while it lasts; it answers at the port."""
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, "HOME": str(log.parent)})
    try:
        end = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, log.read_text("utf-8")
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def configuration(project: Project, name: str, site: Path, **values: str) -> str:
    """What `make hosting` writes into a file for a built site."""
    handbook = check.read(project)
    renderer = render.Renderer(project, handbook, handbook.settings.languages[0].code)
    return hosting.render(renderer, name, site, handbook.brand.site_url, root=str(site), **values)


def base(project: Project) -> str:
    """The path at which a project's site stands in its domain."""
    return urlsplit(check.read(project).brand.site_url).path.rstrip("/") + "/"


def neighbour(folder: Path) -> Path:
    """Write the neighbour's files; return their folder."""
    for name, text in NEIGHBOUR.items():
        path = folder / "neighbour" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "neighbour"


@contextmanager
def nginx(project: Project, site: Path, folder: Path, bare: Path | None = None, alone: bool = False) -> Iterator[str]:
    """nginx with a scratch `folder`; gives the address of the site's root.

    Files of `bare` are served as they are below /bare/; with `alone` the neighbour is alone.
    """
    port = free_port()
    own = configuration(project, "nginx.conf", site, listen=f"127.0.0.1:{port}")
    if bare:
        own = own.replace(
            "    error_page 404", f"    location /bare/ {{ alias {bare}/; gzip_static off; add_header X-Bare 1; }}\n    error_page 404", 1
        )
    if base(project) != "/":
        theirs = "index index.php index.html; add_header X-Theirs 1; error_page 404 /fr/404.html; autoindex on; server_tokens off;"
        places = "location / { try_files $uri $uri/ /index.html; } location ~* \\.(css|js|html)$ { expires max; }"
        ours = "" if alone else own
        own = f"server {{ listen 127.0.0.1:{port}; root {neighbour(folder)}; {theirs}\n{places}\n{ours}\n}}\n"
    (folder / "handbook.conf").write_text(own, "utf-8")
    scratch = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log; events {{ }}\n"
        f"http {{ access_log off; {scratch} include {folder}/handbook.conf; }}\n",
        "utf-8",
    )
    with running([found("nginx"), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")], port, folder / "log"):
        yield f"http://127.0.0.1:{port}{base(project)}"


@contextmanager
def caddy(project: Project, site: Path, folder: Path, alone: bool = False) -> Iterator[str]:
    """Caddy, likewise."""
    port = free_port()
    own = configuration(project, "Caddyfile", site)
    if base(project) == "/":
        own = own.replace(f"\n{urlsplit(check.read(project).brand.site_url).hostname} {{", f"\nhttp://127.0.0.1:{port} {{", 1)
    else:
        (folder / "handbook.caddy").write_text("# nothing\n" if alone else own, "utf-8")
        places = "try_files {path} {path}/index.html /index.html\nfile_server browse"
        theirs = f"header X-Theirs 1\nhandle {{\n{places}\n}}\nhandle_errors {{\nrespond theirs\n}}"
        own = f"http://127.0.0.1:{port} {{\nroot * {neighbour(folder)}\nimport {folder}/handbook.caddy\n{theirs}\n}}\n"
    (folder / "Caddyfile").write_text(f"{{\nadmin off\nauto_https off\nstorage file_system {folder}/storage\n}}\n{own}", "utf-8")
    command = [found("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with running(command, port, folder / "log"):
        yield f"http://127.0.0.1:{port}{base(project)}"


_MODULES = "mpm_event authz_core mime dir alias rewrite headers filter deflate autoindex"
_TYPES = "text/html html\ntext/css css\ntext/plain txt\napplication/json json\napplication/pdf pdf\nimage/svg+xml svg\nimage/png png\n"
_WORDPRESS = "RewriteEngine On\nRewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME} !-d\nRewriteRule . /index.html [L]\n"


@contextmanager
def apache(project: Project, site: Path, folder: Path, alone: bool = False) -> Iterator[str]:
    """Apache, likewise: the site is copied into the folder of the domain, as by FTP, and nothing else is told to the server."""
    port, top = free_port(), site
    if base(project) != "/":
        top = neighbour(folder)
        (top / ".htaccess").write_text(_WORDPRESS, "utf-8")
        if not alone:
            (top / base(project).strip("/")).symlink_to(site)
    program = found("apache2", "httpd")
    places = (
        "/usr/lib/apache2/modules",
        "/usr/lib64/httpd/modules",
        "/usr/libexec/apache2",
        f"{Path(program).parents[1]}/lib/httpd/modules",
    )
    modules = next(filter(os.path.isdir, places))
    loaded = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES.split()]
    (folder / "mime.types").write_text(_TYPES, "utf-8")
    (folder / "httpd.conf").write_text(
        "\n".join(
            [
                *loaded,
                f"ServerRoot {folder}\nPidFile {folder}/pid\nDefaultRuntimeDir {folder}\nServerName localhost\nListen 127.0.0.1:{port}",
                f"ErrorLog {folder}/error.log\nTypesConfig {folder}/mime.types\nServerTokens Prod\nDocumentRoot {top}",
                f"<Directory {top}>\nOptions Indexes FollowSymLinks\nAllowOverride FileInfo\nRequire all granted\n</Directory>",
                'Header set X-Frame-Options SAMEORIGIN\nHeader set X-Theirs 1\nErrorDocument 404 "theirs"\n',
            ]
        ),
        "utf-8",
    )
    with running([program, "-D", "FOREGROUND", "-f", str(folder / "httpd.conf")], port, folder / "log"):
        yield f"http://127.0.0.1:{port}{base(project)}"


SERVERS = {"nginx": nginx, "apache": apache, "caddy": caddy}
