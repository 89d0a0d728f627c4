"""What every test may use: the content as data, and the site built once."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def build(config: Path, site: Path, brand: Path | None = None) -> subprocess.CompletedProcess:
    """Run `mkdocs build` on a configuration, as a user would, with an organization's folder over it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "HANDBOOK_BRAND": str(brand or "")}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the default handbook's site."""
    folder = tmp_path_factory.mktemp("default") / "site"
    done = build(ROOT / "mkdocs.yml", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of tests/demo: every field of the model, two contributors."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    done = build(ROOT / "tests" / "demo" / "mkdocs.yml", folder)
    assert done.returncode == 0, done.stderr
    return folder


#: A typeface that the system has for the tests, with letters unlike the handbook's own.
SERIF = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")


@pytest.fixture(scope="session")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the folder of the site of a brand in tests/brands. Ontario has a typeface of its own besides."""

    @functools.cache
    def folder(name: str) -> Path:
        base = tmp_path_factory.mktemp("brand")
        shutil.copytree(ROOT / "tests" / "brands" / name, base / name)
        if name == "ontario":
            assert SERIF.exists(), "These tests need a typeface: `sudo apt-get install fonts-dejavu-core`."
            (base / name / "assets" / "fonts").mkdir()
            for face, file in (("regular", SERIF), ("bold", SERIF.with_name("DejaVuSerif-Bold.ttf"))):
                shutil.copy(file, base / name / "assets" / "fonts" / f"{face}.ttf")
            with (base / name / "brand.yml").open("a") as brand:
                brand.write("typeface: {regular: assets/fonts/regular.ttf, bold: assets/fonts/bold.ttf}\n")
        done = build(ROOT / "mkdocs.yml", base / "site", base / name)
        assert done.returncode == 0, done.stderr
        return base / "site"

    return folder
