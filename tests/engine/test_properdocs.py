"""ProperDocs, which goes on with MkDocs 1, can take its place: it builds the same site, and needs no MkDocs."""

from __future__ import annotations

import subprocess
import sysconfig
import venv
from importlib import metadata
from pathlib import Path

import pytest
from conftest import ROOT, build, differing, edit, tree


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """ProperDocs in an environment that has every package of this one but MkDocs."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    of_mkdocs = {path.parts[0] for path in metadata.files("mkdocs")}
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if path.name not in of_mkdocs:
            (packages / path.name).symlink_to(path)
    return [str(folder / "bin" / "python"), "-m", "properdocs"]


def test_the_handbook_has_the_same_bytes(site: Path, engine: list[str], tmp_path: Path) -> None:
    """Every file of the handbook's site, PDFs too, is the same from either engine."""
    without = subprocess.run([engine[0], "-c", "import mkdocs"], capture_output=True, text=True, check=False)
    assert "No module named 'mkdocs'" in without.stderr
    done = build(ROOT / "mkdocs.yml", tmp_path / "site", engine=engine)
    assert done.returncode == 0, done.stderr
    assert differing(tree(site), tree(tmp_path / "site")) == []


def test_a_warning_publishes_nothing(handbook: Path, engine: list[str], tmp_path: Path) -> None:
    """A link to nowhere, in the language of the process that publishes, stops it before it does, as with MkDocs."""
    edit(handbook / "docs" / "about.md", "{{", "{{ '[Nowhere](nowhere.md)' if config.theme['language'] == 'en' }} {{")
    done = build(handbook / "mkdocs.yml", tmp_path / "site", pdfs=False, engine=engine)
    assert done.returncode != 0 and "nowhere.md" in done.stderr
    assert not (tmp_path / "site").exists()
