"""What every test may use: the content as data, and the site built once."""

from __future__ import annotations

import contextlib
import functools
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from macros import processes  # noqa: E402

DEMO = ROOT / "tests" / "demo"
#: A chapter of the demo handbook, which says: Take an early bus.
CHAPTER = "content/chapters/job-interview.yml"


def build(
    config: Path, site: Path, brand: Path | None = None, engine: Sequence[str] = tuple(processes.engine())
) -> subprocess.CompletedProcess:
    """Build the site of a configuration, as a user would, with an organization's folder over it."""
    command = [*engine, "build", "--config-file", str(config), "--site-dir", str(site)]
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


def demo(folder: Path) -> Path:
    """Copy the demo handbook into a new folder, with the library of this one; return the folder."""
    shutil.copytree(DEMO, folder)
    config = yaml.safe_load((DEMO / "mkdocs.yml").read_text("utf-8"))
    config["INHERIT"] = str(ROOT / "mkdocs.yml")
    config["theme"]["custom_dir"] = str(ROOT / "overrides")
    config["hooks"] = [str(ROOT / "macros" / "engine" / "hooks.py")]
    config["watch"] = ["content"]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A copy of the demo handbook that a test may change."""
    return demo(tmp_path / "handbook")


def edit(path: Path, old: str, new: str) -> None:
    """Replace what stands in a file; AssertionError when it does not."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Name below a folder -> bytes, of every file."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Names of the files that are not the same in both trees."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def start(handbook: Path, folder: Path, *python: str) -> subprocess.Popen:
    """A build that goes on while the test does something to it, in a process group of its own."""
    arguments = ["build", "-f", str(handbook / "mkdocs.yml"), "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "HANDBOOK_BRAND": ""}
    return subprocess.Popen(
        [sys.executable, *python, *arguments] if python else processes.engine(*arguments),
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def left_over(folder: Path) -> list[str]:
    """What an unfinished build has left beside the site."""
    return [path.name for path in folder.parent.iterdir() if "building" in path.name or "previous" in path.name]


@contextlib.contextmanager
def limit(most: int) -> Iterator[None]:
    """While this lasts, no file may grow beyond so many bytes: writing more is an OSError, as on a full disk (setrlimit(2)).

    Processes that are started inherit it; Python ignores the signal.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
