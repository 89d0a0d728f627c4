"""What hosts are told is strict and works: real servers answer as the configurations say that `make hosting` and the build write."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import servers
import yaml
from conftest import BRANDS, FROZEN, ROOT, named

from macros import git
from macros.checking import check
from macros.commands import brand
from macros.commands.hosting import compress
from macros.paths import Project
from macros.rendering import render
from macros.site import hosting

ONTARIO = Project.of(FROZEN, BRANDS / "ontario")


@pytest.fixture(scope="module")
def site(branded: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site, below a subpath, with its compressed files."""
    folder = tmp_path_factory.mktemp("hosted") / "site"
    shutil.copytree(branded("ontario"), folder)
    compress(folder)
    return folder


@pytest.fixture(scope="module", params=servers.SERVERS)
def address(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address at each server, in a folder of a domain that has another site at its root."""
    with servers.SERVERS[request.param](ONTARIO, site, tmp_path_factory.mktemp(request.param)) as root:
        yield root


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in lower case) and body of an answer; redirects are not followed."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=30) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


@pytest.mark.parametrize(
    "page",
    [
        "",
        "fr/",
        "en/chapters/informational-interviewing/",
        "fr/nowhere/",
        "nowhere",
        "fr/assets/icon.svg",
        "fr/assets/brand.0123456789.css",
    ],
)
def test_headers_are_strict(address: str, page: str) -> None:
    """Every answer, errors too, has the policy without inline scripts, and may not be sniffed, traced, or framed but by the brand's sites.

    What the server says elsewhere about frames does not hold here. That a file of an earlier version is gone may not be kept for ever.
    """
    _, headers, _ = get(address + page)
    policy, _, ancestors = headers["content-security-policy"].partition("; frame-ancestors ")
    assert ancestors.split() == [*check.read(ONTARIO).brand.frame_ancestors] and "x-frame-options" not in headers
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy and "'unsafe-eval'" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["cache-control"] == "no-cache, no-transform" and not re.search(r"\d", headers.get("server", ""))


WRONG = [("fr/nulle-part/", "fr-CA"), ("en/nowhere", "en-CA"), ("nowhere/", "fr-CA"), ("fr/lettres/nulle-part/x.html", "fr-CA")]


@pytest.mark.parametrize(("page", "language"), WRONG)
def test_a_wrong_address_is_answered_in_its_language(address: str, page: str, language: str) -> None:
    """A 404 comes as 404, with the page of the language of the address."""
    found, _, body = get(address + page)
    assert found == 404 and f'<html lang="{language}"'.encode() in body


def test_nothing_else_is_served(address: str) -> None:
    """Rules for hosts are not shown, nor what is in a folder; the address without its slash leads on, a folder's too."""
    hidden = ("_headers", "_redirects", ".htaccess", "fr/.htaccess", "fr/assets/")
    assert [get(address + name)[0] in (403, 404) for name in hidden] == [True] * len(hidden)
    for page in ("", "fr/lettres/"):
        status, headers, _ = get((address + page)[:-1])
        assert status in (301, 302, 308) and urllib.parse.urljoin(address, headers["location"]) == address + page


@pytest.mark.parametrize("server", servers.SERVERS)
def test_the_rest_of_the_domain_stays_as_it_was(server: str, site: Path, tmp_path: Path) -> None:
    """With the handbook in a folder of it, a domain answers to all other addresses as it did without, byte for byte."""
    said = {}
    for alone in (True, False):
        folder = tmp_path / str(alone)
        folder.mkdir()
        with servers.SERVERS[server](ONTARIO, site, folder, alone=alone) as address:
            for path in (
                "",
                "about-us",
                "fr/",
                "fr",
                "fr/rien",
                "en/nowhere/",
                "your-ways/",
                "assets/a.0123456789.css",
                "_headers",
                "assets/",
            ):
                status, headers, body = get(address.replace("your-way/", path))
                changing = ("date", "etag", "last-modified", "expires")
                headers = {name: re.sub(r":\d+/", "/", value) for name, value in headers.items() if name not in changing}
                said.setdefault(path, []).append((status, headers, re.sub(rb"\d{4}-\d\d-\d\d \d\d:\d\d|your-way|:\d+", b"", body)))
    assert {path: with_it for path, (_, with_it) in said.items()} == {path: without for path, (without, _) in said.items()}
    assert b"own site" in said[""][0][2]


def test_what_never_changes_is_kept(address: str, site: Path) -> None:
    """Files with a hash in their names are kept for a year; all else is asked for again, and an unchanged file costs no bytes."""
    ours = [
        named(site / "fr", f"assets/{name}")
        for name in ("material.css", "brand.css", "handbook.css", "handbook.js", "search.js", "fonts/bold.woff2")
    ]
    for path in ours:
        assert get(address + path.relative_to(site).as_posix())[1]["cache-control"] == "public, max-age=31536000, immutable"
        assert re.search(r"[0-9a-f]{7,}", path.name)
    for page in ("fr/", "fr/sw.js", "fr/assets/icon.svg"):
        for coding in ("identity", "gzip"):
            _, headers, _ = get(address + page, Accept_Encoding=coding)
            known = {"If_None_Match": headers["etag"]} if "etag" in headers else {"If_Modified_Since": headers["last-modified"]}
            status, _, body = get(address + page, Accept_Encoding=coding, **known)
            assert (status, body) == (304, b"")


@pytest.mark.parametrize("page", ["fr/", "css", "fr/handbook.json", "fr/assets/manifest.webmanifest"])
def test_text_comes_compressed(address: str, site: Path, page: str) -> None:
    """Who takes gzip gets the file that was packed beforehand, others the file itself; both say the same, as UTF-8."""
    if page == "css":
        page = named(site, "fr/assets/handbook.css").relative_to(site).as_posix()
    _, packed, body = get(address + page, Accept_Encoding="gzip")
    _, plain, whole = get(address + page)
    assert packed["content-encoding"] == "gzip" and gzip.decompress(body) == whole and len(body) < len(whole)
    assert "content-encoding" not in plain
    kinds = {
        "fr/": "text/html; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "json": "application/json",
        "webmanifest": "application/manifest+json",
    }
    assert plain["content-type"].startswith(kinds.get(page, kinds.get(page.rpartition(".")[2], "")))


def test_a_part_of_a_pdf_can_be_asked_for(address: str, site: Path) -> None:
    """PDFs answer to ranges, as readers of large files ask."""
    pdf = next(site.rglob("*.pdf"))
    status, headers, body = get(address + pdf.relative_to(site).as_posix(), Range="bytes=100-199")
    assert status == 206 and body == pdf.read_bytes()[100:200] and headers["content-type"] == "application/pdf"


def test_compressed_files_are_whole(site: Path) -> None:
    """Each .gz and .br unpacks to the file beside it and is smaller; packing again gives the same bytes."""
    packed = [path for path in site.rglob("*") if path.suffix in (".gz", ".br")]
    assert len(packed) > 60
    before = {path: path.read_bytes() for path in packed}
    for path, data in before.items():
        whole = path.with_suffix("").read_bytes()
        assert (gzip.decompress(data) if path.suffix == ".gz" else brotli.decompress(data)) == whole and len(data) < len(whole)
    compress(site)
    assert {path: path.read_bytes() for path in packed} == before


def test_a_script_within_a_page_is_known_by_its_hash() -> None:
    """An inline script of an organization's template is allowed by its hash alone; data in a page needs none."""
    found = hosting.headers(['<script>alert("x")</script><script type="application/ld+json">{}</script><script src="a.js"></script>'])
    assert found["Content-Security-Policy"].count("'sha256-") == 1
    assert "'sha256-" not in hosting.headers(["<script src='a.js'></script>"])["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile", "web.config", "_headers", "htaccess"])
def test_frames(name: str, site: Path) -> None:
    """Without `frame_ancestors` nobody may frame, by either header; with it the sites that it names, by the one that can name them."""
    nobody, some = (servers.configuration(project, name, site) for project in (Project(FROZEN), ONTARIO))
    assert "frame-ancestors 'none'" in nobody and "DENY" in nobody
    assert f"frame-ancestors {' '.join(check.read(ONTARIO).brand.frame_ancestors)}" in some and "DENY" not in some
    assert some.count("frame-ancestors") == nobody.count("frame-ancestors") == 1


def test_apaches_rules_need_no_more_than_file_info(site: Path) -> None:
    """A directive that a host does not allow there makes Apache answer 500 to everything: none needs more than AllowOverride FileInfo."""
    found = re.findall(r"^\s*(<?\w+)", (site / ".htaccess").read_text("utf-8"), re.MULTILINE)
    known = "<IfModule <FilesMatch ErrorDocument AddDefaultCharset AddType AddCharset FileETag Header AddOutputFilterByType"
    assert set(found) <= {*known.split(), "RewriteEngine", "RewriteCond", "RewriteRule"}
    assert (site / "fr" / ".htaccess").read_text("utf-8").endswith("\nErrorDocument 404 /your-way/fr/404.html")


@pytest.mark.parametrize("brand", ["ontario", "longest"])
def test_a_container_is_a_whole_server(brand: str, branded: Callable[[str], Path]) -> None:
    """A container has no other site: where the site has a folder of its own, the container says the server around it."""
    project = Project.of(FROZEN, BRANDS / brand)
    said = servers.configuration(project, "Containerfile", branded(brand))
    whole = "\nserver {" in servers.configuration(project, "nginx.conf", branded(brand))
    assert whole == (brand == "longest") and whole != ("'server { listen 80;" in said)


def test_rules_for_netlify_and_cloudflare(site: Path) -> None:
    """_headers has the same policy and folders; _redirects gives each language its 404 page."""
    rules = (site / "_headers").read_text("utf-8")
    assert "/your-way/*\n  Content-Security-Policy: default-src 'none'" in rules
    names = [named(site / "fr", f"assets/{name}").name for name in ("handbook.css", "scheme.js", "fonts/regular.woff2")]
    kept = [f"assets/{names[0]}", f"assets/{names[1]}", f"assets/fonts/{names[2]}"]
    assert all(f"/your-way/fr/{address}\n  Cache-Control: public, max-age=31536000, immutable" in rules for address in kept)
    assert not any(f"assets/{name}\n" in rules for name in ("icon.svg", "card.png", "manifest.webmanifest"))
    assert "/your-way/fr/*  /your-way/fr/404.html  404" in (site / "_redirects").read_text("utf-8")


@pytest.mark.parametrize("brand", [None, "ontario"])
def test_workflows(brand: str | None, site: Path) -> None:
    """Workflows are YAML, name every action by a commit, and build what is to be published."""
    project = ONTARIO if brand else Project(FROZEN)
    handbook = check.read(project)
    renderer = render.Renderer(project, handbook, handbook.settings.languages[0].code)
    github, gitlab = (
        yaml.safe_load(hosting.render(renderer, name, site, handbook.brand.site_url)) for name in ("github-pages.yml", "gitlab-ci.yml")
    )
    steps = github["jobs"]["publish"]["steps"]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
    assert any("make -C handbook site" in step.get("run", "") for step in steps)
    assert any("make -C /tmp/handbook site" in line for line in gitlab["pages"]["script"])
    assert (brand is not None) == any("BRAND" in step.get("run", "") for step in steps)


@pytest.mark.parametrize("server", servers.SERVERS)
def test_at_a_domains_root(server: str, branded: Callable[[str], Path], tmp_path: Path) -> None:
    """The same configuration serves a site at the root of its domain: root page, languages, 404 by language, no redirect."""
    project = Project.of(FROZEN, BRANDS / "longest")
    with servers.SERVERS[server](project, branded("longest"), tmp_path) as address:
        assert get(address)[0] == get(address + "en/")[0] == get(address + "fr/lettres/")[0] == 200
        assert b'<html lang="fr-CA"' in get(address + "fr/nulle-part")[2] and get(address + "nowhere")[0] == 404
        assert urllib.parse.urljoin(address, get(address + "en/letters")[1]["location"]) == address + "en/letters/"
        assert "default-src 'none'" in get(address + "fr/")[1]["content-security-policy"]


def repository(folder: Path, origin: str | None) -> tuple[Path, str]:
    """A handbook in a clone of `origin`, and the whole hash of its one commit, tagged v1."""
    shutil.copytree(FROZEN, folder, ignore=shutil.ignore_patterns(".cache"))
    commands = [
        ["init", "-q"],
        ["add", "content"],
        ["-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "one"],
        ["tag", "v1"],
    ]
    for command in (*commands, *([["remote", "add", "origin", origin]] if origin else [])):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder, git.commit(folder, "HEAD")


#: Where a handbook was cloned from -> the repository that GitHub's recipe names, the address that GitLab's does.
ORIGINS = {
    "https://github.com/someone/handbook.git": ("someone/handbook", "https://github.com/someone/handbook.git"),
    "git@github.com:someone/handbook.git": ("someone/handbook", "https://github.com/someone/handbook.git"),
    "https://token@gitlab.com/group/sub/handbook": ("OWNER/HANDBOOK", "https://gitlab.com/group/sub/handbook.git"),
    "/home/me/handbook": ("OWNER/HANDBOOK", "https://gitlab.example/OWNER/HANDBOOK.git"),
    "": ("OWNER/HANDBOOK", "https://gitlab.example/OWNER/HANDBOOK.git"),
}


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("version", ["v1", "abbreviated", None, "of-another-time"])
def test_recipes_take_a_version(origin: str, version: str | None, site: Path, tmp_path: Path) -> None:
    """A recipe builds with the commit that brand.yml names, or that is there, and never with what the handbook is that day."""
    root, commit = repository(tmp_path / "handbook", origin)
    version = commit[:12] if version == "abbreviated" else version
    source = hosting.Source.of(Project(root), version)
    renderer = render.Renderer(ONTARIO, check.read(ONTARIO), "fr")
    github, gitlab = (
        yaml.safe_load(hosting.render(renderer, name, site, "https://x.example/", source=source))
        for name in ("github-pages.yml", "gitlab-ci.yml")
    )
    ours, handbook = (step["with"] for step in github["jobs"]["publish"]["steps"][:2])
    wanted = version if version == "of-another-time" else commit
    assert (handbook["repository"], gitlab["pages"]["variables"]["HANDBOOK"]) == ORIGINS[origin]
    assert handbook["ref"] == gitlab["pages"]["variables"]["VERSION"] == wanted and "ref" not in ours
    assert 'git -C /tmp/handbook checkout --quiet "$VERSION"' in gitlab["pages"]["script"]


def test_recipes_of_a_copy_without_history_ask_for_a_version(site: Path) -> None:
    """Where no version is known, the recipe has none that would build: it asks for one."""
    renderer = render.Renderer(ONTARIO, check.read(ONTARIO), "fr")
    github, gitlab = (
        yaml.safe_load(hosting.render(renderer, name, site, "https://x.example/")) for name in ("github-pages.yml", "gitlab-ci.yml")
    )
    assert github["jobs"]["publish"]["steps"][1]["with"]["ref"] == "VERSION"
    assert gitlab["pages"]["variables"]["VERSION"].startswith("write a tag")


def test_recipes_are_written_as_a_shell_reads_them(site: Path) -> None:
    """Quotation marks stay what they are: as HTML writes them, the shell of GitLab would end the command at the `&`."""
    renderer = render.Renderer(ONTARIO, check.read(ONTARIO), "fr")
    github, gitlab = (hosting.render(renderer, name, site, "https://x.example/") for name in ("github-pages.yml", "gitlab-ci.yml"))
    assert "&#" not in github + gitlab
    assert 'make -C /tmp/handbook site BRAND="$CI_PROJECT_DIR"' in yaml.safe_load(gitlab)["pages"]["script"]


def test_what_make_writes_is_ignored(tmp_path: Path) -> None:
    """A begun folder's .gitignore names whatever `make clean` would remove of the handbook's own, but what translators send back."""
    removed = set(re.search(r"^clean:.*\n\trm -rf (.*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split())
    assert {name.rstrip("/") for name in brand.MADE} == removed - {"$(VENV)", ".cache", "translations"}


#: Endings that IIS 10 has types for by itself, of those that a site may have.
OF_IIS = {".html", ".css", ".xml", ".txt", ".png", ".jpg", ".ico", ".pdf", ".mp3", ".m4a", ".ogg", ".mp4", ".webm"}


def test_iis_knows_every_file(site: Path) -> None:
    """web.config is XML, has a type for every kind of file, the same headers, and the 404 page of each language."""
    renderer = render.Renderer(ONTARIO, check.read(ONTARIO), "fr")
    text = hosting.render(renderer, "web.config", site, renderer.handbook.brand.site_url)
    server = ElementTree.fromstring(text).find("system.webServer")
    types = {entry.get("fileExtension") for entry in server.iter("mimeMap")}
    packed = {".gz", ".br"}  # which IIS makes itself
    needed = {path.suffix for path in site.rglob("*") if path.is_file() and path.suffix} - packed
    assert needed <= types | OF_IIS and not types & OF_IIS
    given = {entry.get("name"): entry.get("value") for entry in server.find("httpProtocol/customHeaders").iter("add")}
    pages = (path.read_text("utf-8") for path in site.rglob("*.html"))
    policy = hosting.headers(pages, renderer.handbook.brand.frame_ancestors)
    assert given == policy | {"Cache-Control": hosting.ASKED}
    for location in ElementTree.fromstring(text).iter("location"):
        (page,) = [entry.get("path") for entry in location.iter("error")]
        assert page == f"/your-way/{location.get('path')}/404.html" and (site / location.get("path") / "404.html").is_file()
