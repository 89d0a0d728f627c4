"""What every test may use: the content as data, and the site built once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def build(config: Path, site: Path) -> subprocess.CompletedProcess:
    """Run `mkdocs build` on a configuration, as a user would."""
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
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
