"""Styles, scripts and fonts have a hash of their content in their names, and whatever names them says so."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from conftest import named, tree

from macros.site import fingerprints

PAGE = """<link rel="stylesheet" href="../assets/a.css">
<link rel=preload href='../assets/fonts/x.woff2'><script src="/en/assets/a.js" defer></script>
<link rel="icon" href="../assets/icon.svg"><p>"assets/a.css"</p><a href="assets/a.css">the file</a>"""
STYLE = '@import "b.css"; p { background: url(icon.svg), url("data:image/svg+xml,<svg/>") } @font-face { src: url( "fonts/x.woff2" ) }'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A language's site with one page."""
    files = {
        "a.css": STYLE,
        "b.css": "p {}",
        "fonts/x.woff2": "font",
        "a.js": 'import("./more.js")',
        "more.js": "",
        "icon.svg": "<svg/>",
        "unasked.css": "",
    }
    for name, text in files.items():
        (tmp_path / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "assets" / name).write_text(text)
    fingerprints.give(tmp_path, {tmp_path / "index.html": PAGE})
    return tmp_path


def test_names(folder: Path) -> None:
    """What pages and stylesheets name has a new name, which holds a hash of what the file now says; all else has its own."""
    for name in ("a.css", "b.css", "a.js", "fonts/x.woff2"):
        path = named(folder / "assets", name)
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:10] == path.suffixes[0][1:]
        assert re.fullmatch(fingerprints.NAMED, f"assets/{path.name}")
    plain = {name for name in tree(folder) if not re.search(fingerprints.NAMED, name)}
    assert plain == {"index.html", "assets/icon.svg", "assets/more.js", "assets/unasked.css"}


def test_what_names_them(folder: Path) -> None:
    """Tags and stylesheets say the new names, however they were quoted; texts, links and pictures stay."""
    style, script, font = (named(folder / "assets", name).name for name in ("a.css", "a.js", "fonts/x.woff2"))
    said = (
        PAGE.replace('href="../assets/a.css', f'href="../assets/{style}')
        .replace("x.woff2", font)
        .replace("en/assets/a.js", f"en/assets/{script}")
    )
    assert (folder / "index.html").read_text() == said
    imported = named(folder / "assets", "b.css").name
    assert (folder / "assets" / style).read_text() == STYLE.replace("b.css", imported).replace("x.woff2", font)


def test_a_name_follows_from_what_a_file_asks_for(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Another font gives the stylesheet that asks for it another name too, since browsers keep both for ever."""
    other = tmp_path_factory.mktemp("other")
    (other / "assets" / "fonts").mkdir(parents=True)
    for name, text in (("a.css", STYLE), ("b.css", "p {}"), ("fonts/x.woff2", "another font")):
        (other / "assets" / name).write_text(text)
    fingerprints.give(other, {other / "index.html": PAGE})
    assert named(other, "assets/a.css").name != named(folder, "assets/a.css").name
    assert named(other, "assets/b.css").name == named(folder, "assets/b.css").name


def test_modules_import_each_other_by_their_new_names(tmp_path: Path) -> None:
    """A module that others import has a new name in each of them, which follows from what it says itself."""
    (tmp_path / "assets").mkdir()
    scripts = {
        "one.js": 'import { a } from "./shared.js"\nimport { b } from "./deep.js"\n',
        "deep.js": 'import { a } from "./shared.js"\nexport const b = a\n',
        "shared.js": "export const a = 1\n",
    }
    for name, text in scripts.items():
        (tmp_path / "assets" / name).write_text(text)
    fingerprints.give(tmp_path, {tmp_path / "index.html": '<script type="module" src="assets/one.js"></script>'})
    one, deep, shared = (named(tmp_path, f"assets/{name}") for name in scripts)
    assert one.read_text() == f'import {{ a }} from "./{shared.name}"\nimport {{ b }} from "./{deep.name}"\n'
    assert deep.read_text().startswith(f'import {{ a }} from "./{shared.name}"')
    for script in (one, deep, shared):
        assert hashlib.sha256(script.read_bytes()).hexdigest()[:10] == script.suffixes[0][1:]


def test_every_page_of_the_site(site: Path) -> None:
    """No page of the handbook asks for a style, script or font by a plain name, and each that it asks for is there."""
    asked, pages = 0, list(site.rglob("*.html"))
    for page in pages:
        for tag in re.findall(r"<(?:link|script)\b[^>]*>", page.read_text("utf-8")):
            for address in re.findall(r'(?:href|src)="([^"]+\.(?:css|js|woff2))"', tag):
                asked += 1
                assert re.search(rf"/{fingerprints.NAMED}$", f"/{address}"), f"{page}: {address}"
                there = site / address.lstrip("/") if address.startswith("/") else page.parent / address
                assert there.is_file(), f"{page}: {address}"
    assert len(pages) > 25 and asked > 6 * len(pages)
