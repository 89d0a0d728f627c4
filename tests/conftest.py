"""What every test may use: the content as data, and the site built once."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import functools
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from macros import processes  # noqa: E402
from macros.look import logos, look  # noqa: E402

#: A small handbook that uses every field of the model.
DEMO = ROOT / "tests" / "demo"
#: The handbook as it was one day: what tests of code read, so that authors may change a word without breaking them.
FROZEN = ROOT / "tests" / "frozen"
BRANDS = ROOT / "tests" / "brands"
#: A chapter of the demo handbook, which says: Take an early bus.
CHAPTER = "content/chapters/job-interview.yml"


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """Pictures and colours are made once for each of pytest's workers: they depend on what they are given alone, and a test's own
    folder has no cache."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((logos, "read"), (look, "palette")):
            patch.setattr(module, name, functools.cache(getattr(module, name)))
        yield


def build(
    config: Path, site: Path, brand: Path | None = None, pdfs: bool = True, engine: Sequence[str] = tuple(processes.engine())
) -> subprocess.CompletedProcess:
    """Build the site of a configuration, as a user would, with an organization's folder over it, with PDFs or pages alone."""
    command = [*engine, "build", "--config-file", str(config), "--site-dir", str(site)]
    ours = {"HANDBOOK_BRAND": str(brand or ""), "HANDBOOK_PDFS": "" if pdfs else "none"}
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), **ours}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


#: Gives the folder of this name; whichever of pytest's workers asks first has it built, by a function that gets its path.
Shared = Callable[[str, Callable[[Path], subprocess.CompletedProcess]], Path]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Builds each site once for all of pytest's workers; they read it and change nothing in it."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each worker has a folder of its own in it

    def folder(name: str, make: Callable[[Path], subprocess.CompletedProcess]) -> Path:
        site = base / "sites" / name / "site"
        site.parent.mkdir(parents=True, exist_ok=True)
        with site.with_name("lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not site.exists():
                done = make(site)
                assert done.returncode == 0, done.stderr
        return site

    return folder


@pytest.fixture(scope="session")
def site(shared: Shared) -> Path:
    """The folder of the site of the handbook itself, for tests of its words: authors change them."""
    return shared("handbook", lambda folder: build(ROOT / "mkdocs.yml", folder))


@pytest.fixture(scope="session")
def frozen_site(shared: Shared) -> Path:
    """The folder of the site of tests/frozen."""
    return shared("frozen", lambda folder: build(FROZEN / "mkdocs.yml", folder))


@pytest.fixture(scope="session")
def demo_site(shared: Shared) -> Path:
    """The folder of the site of tests/demo: every field of the model, two contributors."""
    return shared("demo", lambda folder: build(DEMO / "mkdocs.yml", folder))


#: A typeface that the system has for the tests, with letters unlike the handbook's own.
SERIF = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")


@pytest.fixture(scope="session")
def branded(shared: Shared) -> Callable[[str], Path]:
    """Gives the folder of the site of a brand in tests/brands, over tests/frozen; Spanish has a part of the handbook of today.

    Ontario has PDFs, and a typeface of its own besides.
    """

    def make(folder: Path) -> subprocess.CompletedProcess:
        name = folder.parent.name
        if name == "espanol":
            return build(ROOT / "mkdocs.yml", folder, BRANDS / name, pdfs=False)
        if name != "ontario":
            return build(FROZEN / "mkdocs.yml", folder, BRANDS / name, pdfs=False)
        assert SERIF.exists(), "These tests need a typeface: `sudo apt-get install fonts-dejavu-core`."
        brand = folder.with_name("ours")
        shutil.copytree(BRANDS / name, brand, ignore=shutil.ignore_patterns("site", "release", "hosting"))
        (brand / "assets" / "fonts").mkdir()
        for face, file in (("regular", SERIF), ("bold", SERIF.with_name("DejaVuSerif-Bold.ttf"))):
            shutil.copy(file, brand / "assets" / "fonts" / f"{face}.ttf")
        with (brand / "brand.yml").open("a") as fields:
            fields.write("typeface: {regular: assets/fonts/regular.ttf, bold: assets/fonts/bold.ttf}\n")
        return build(FROZEN / "mkdocs.yml", folder, brand)

    return lambda name: shared(name, make)


class _Plain(yaml.SafeLoader):
    """Reads MkDocs' own tags as nothing."""


_Plain.add_multi_constructor("!", lambda loader, suffix, node: None)


#: What builds keep and a copy of a handbook may start with: named by all that it is made from, so it is as good there.
KEPT = ("looks", "pictures", "styles", "templates", "worksheets")


def demo(folder: Path) -> Path:
    """Copy the demo handbook into a new folder, with the library of this one and what was made of it before; return the folder."""
    demo_content(folder, KEPT)
    config = yaml.safe_load((DEMO / "mkdocs.yml").read_text("utf-8"))
    config["INHERIT"] = str(ROOT / "mkdocs.yml")
    config["theme"]["custom_dir"] = str(ROOT / "overrides")
    config["hooks"] = [str(ROOT / "macros" / "engine" / "hooks.py")]
    config["watch"] = ["content"]
    plugins = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Plain)["plugins"]
    macros = next(plugin["macros"] for plugin in plugins if "macros" in plugin)
    config["plugins"] = [{"macros": macros | {"include_dir": str(ROOT / macros["include_dir"])}}]  # which is sought from where one stands
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


def demo_content(folder: Path, kept: Iterable[str]) -> Path:
    """Copy the demo handbook, which has been built, for tests that build nothing, with these of its caches; return the folder."""
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns(".cache"))
    for part in kept:
        unfinished = shutil.ignore_patterns(".*", "*.tmp")
        shutil.copytree(DEMO / ".cache" / part, folder / ".cache" / part, ignore=unfinished)
    return folder


@pytest.fixture
def handbook(demo_site: Path, tmp_path: Path) -> Path:
    """A copy of the demo handbook that a test may change."""
    return demo(tmp_path / "handbook")


def pdf_pages(pdf: Path | bytes) -> list[str]:
    """The words of each page of a PDF, between single spaces; fields are left out."""
    with pypdfium2.PdfDocument(pdf) as document:
        said = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.replace("\ufffe", "-").split()) for text in said]  # PDFium's mark for a hyphen that a line ends with


def edit(path: Path, old: str, new: str) -> None:
    """Replace what stands in a file; AssertionError when it does not."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def named(folder: Path, asset: str) -> Path:
    """The file on a language's site that templates call `asset`, which has a hash of its content in its name."""
    path = folder / asset
    (found,) = path.parent.glob(f"{path.stem}.{'[0-9a-f]' * 10}{path.suffix}")
    return found


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


#: linux/capability.h, prctl.h and securebits.h: rights of root to pass over those of files, the version of the structures that hold
#: them, and that a program which root starts gets none of them back.
_PASS_OVER, _VERSION, _SET_SECUREBITS, _NOROOT = 0b1110, 0x20080522, 28, 1


@contextlib.contextmanager
def as_anybody() -> Iterator[None]:
    """While this lasts, the rights of files hold for this process and those that it starts as for everybody's, even if it is root's."""
    if os.geteuid():
        yield
        return
    system = ctypes.CDLL(None)
    header, held = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    assert system.capget(header, held) == 0 and system.prctl(_SET_SECUREBITS, _NOROOT) == 0
    fewer = (ctypes.c_uint32 * 6)(*held)
    fewer[0] &= ~_PASS_OVER
    assert system.capset(header, fewer) == 0
    try:
        yield
    finally:
        assert system.capset(header, held) == 0 and system.prctl(_SET_SECUREBITS, 0) == 0
