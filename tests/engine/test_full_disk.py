"""A build that finds the disk full says so in a line and leaves the site, and the next build works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CHAPTER, ROOT, build, demo, edit, left_over, limit, start, tree

#: Bytes that a file may grow to, and what has been kept since the last build: where that stops a build.
LIMITS = [
    pytest.param(50, "nothing", id="the brand's look"),
    pytest.param(20_000, "nothing", id="a worker's typeface"),
    pytest.param(50, "all", id="the content's snapshot"),
    pytest.param(20_000, "all", id="the note on PDFs"),
    pytest.param(60_000, "all", id="MkDocs, in both languages"),
]


@pytest.fixture(scope="module")
def built(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo handbook with its caches, and its site, side by side."""
    base = tmp_path_factory.mktemp("built")
    demo(base / "handbook")
    assert build(base / "handbook" / "mkdocs.yml", base / "site").returncode == 0
    return base


@pytest.fixture
def changed(built: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A handbook and the folder of its site, built before the handbook changed."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    handbook, folder = tmp_path / "handbook", tmp_path / "site"
    edit(handbook / CHAPTER, "Take an early bus.", "Take a late bus.")
    return handbook, folder


def assert_told(said: str, status: int) -> None:
    """A build failed and said why in a line, without showing code."""
    assert status == 1 and "Traceback" not in said, said
    told = [line for line in said.splitlines() if "There is no room to write" in line or "on a full disk" in line]
    assert told and all(line.endswith(": free some space and try again. The site stays as it was.") for line in told), said


@pytest.mark.parametrize(("most", "kept"), LIMITS)
def test_a_full_disk_leaves_the_site(changed: tuple[Path, Path], most: int, kept: str) -> None:
    """Wherever there is no room any more, the build says so in a line and leaves the site; with room, the next one works."""
    handbook, folder = changed
    before = tree(folder)
    if kept == "nothing":
        shutil.rmtree(handbook / ".cache")
    with limit(most):
        process = start(handbook, folder)
    said, _ = process.communicate()
    assert_told(said, process.returncode)
    assert tree(folder) == before and left_over(folder) == []
    assert not [path for path in (handbook / ".cache").rglob(".*") if path.is_file()]  # no halves of files either
    assert build(handbook / "mkdocs.yml", folder, pdfs=kept == "all").returncode == 0  # without PDFs where all would be made again


def test_a_full_disk_in_one_language_leaves_the_site(changed: tuple[Path, Path]) -> None:
    """When the process of the other language alone finds no room, nothing is published, and the language is named."""
    handbook, folder = changed
    before = tree(folder)
    (handbook / "overrides" / "blocks").mkdir(parents=True)
    large = "{{ 'x' * 400000 if language.code == 'fr' and medium == 'screen' }}"
    (handbook / "overrides" / "blocks" / "glossary.html").write_text(large, "utf-8")
    with limit(200_000):
        process = start(handbook, folder)
    said, _ = process.communicate()
    assert_told(said, process.returncode)
    assert "fr: There is no room" in said and tree(folder) == before and left_over(folder) == []


#: A build whose site is on a disk of a given size that holds the last site, and what is on that disk afterwards.
ON_A_SMALL_DISK = """
mount -t tmpfs -o size="$1" none "$2" && cp -R "$3" "$2/site" || exit 3
"$4" -m mkdocs build -f "$5" -d "$2/site"
status=$?
diff -r "$3" "$2/site" && echo same
echo "holds:" $(ls -A "$2")
exit $status
"""
OWN_MOUNTS = ["unshare", "--map-root-user", "--mount"]


MISSING = (
    "This test mounts a small disk that it alone sees (`unshare --map-root-user --mount`): run it as root, or allow user namespaces: "
    "`sudo sysctl kernel.unprivileged_userns_clone=1`, on Ubuntu `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`."
)


def test_a_small_disk_leaves_the_site(changed: tuple[Path, Path], tmp_path: Path) -> None:
    """On a disk that has room for the last site and a part of the new one, the last one stays."""
    handbook, folder = changed
    (tmp_path / "disk").mkdir()
    probe = [*OWN_MOUNTS, "mount", "-t", "tmpfs", "none", str(tmp_path / "disk")]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.fail(MISSING, pytrace=False)
    size = sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*") if path.is_file())  # in whole pages
    for times in (1.05, 1.4, 1.8):  # so many times the site's size
        arguments = [str(int(size * times)), str(tmp_path / "disk"), str(folder), sys.executable, str(handbook / "mkdocs.yml")]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "HANDBOOK_BRAND": ""}
        command = [*OWN_MOUNTS, "sh", "-c", ON_A_SMALL_DISK, "sh", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert_told(done.stdout + done.stderr, done.returncode)
        assert "same\nholds: site\n" in done.stdout, done.stdout
