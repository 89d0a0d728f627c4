"""Whatever stands where a file or a folder belongs, a command does its work or says in one line what is in the way.

A case is a file of tests/places/: a comment that names it, what it does to the handbook of
tests/frozen/ (`handbook`) and an organization's folder beside it (`ours`), and what a command then says.

    run:      the command and its options (default: check)
    brand:    how the folder is named after --brand (default: ours; null: not at all)
    files:    text of each file that is written
    folders:  folders that are made, in place of a file by that name
    links:    links and what they lead to
    modes:    rights, in octal, of files and folders
    said:     the exact lines; without them, the command does its work
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import FROZEN, ROOT, as_anybody

from macros.__main__ import main

CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / "tests" / "places").glob("*.yml"))}
BRAND = (
    'name: {en: Ours, fr: Le nôtre}\nsite_url: https://x.example/\ncolours: {main: "#123456"}\n'
    "licence: {name: {en: X, fr: X}, url: https://x.example/}\n"
)
SITE = f"""
INHERIT: {ROOT}/mkdocs.yml
theme: {{name: material, custom_dir: {ROOT}/overrides, font: false}}
hooks: [{ROOT}/macros/engine/hooks.py]
watch: []
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a handbook, and an organization's folder over it; commands run in it."""
    shutil.copytree(FROZEN, tmp_path / "handbook", ignore=shutil.ignore_patterns(".cache", "site"))
    (tmp_path / "handbook" / "mkdocs.yml").write_text(SITE, "utf-8")
    (tmp_path / "handbook" / "overrides" / "blocks").mkdir(parents=True)
    (tmp_path / "ours" / "content").mkdir(parents=True)
    (tmp_path / "ours" / "brand.yml").write_text(BRAND, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HANDBOOK_PDFS", "none")
    yield tmp_path
    subprocess.run(["chmod", "-R", "u+rwX", str(tmp_path)], check=True)


def make(case: dict) -> None:
    """Do to the folders what a case says."""
    for name in case.get("folders", ()):
        if Path(name).is_file():
            Path(name).unlink()
        Path(name).mkdir(parents=True)
    for name, text in case.get("files", {}).items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")
    for name, target in case.get("links", {}).items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).symlink_to(target)
    for name, mode in case.get("modes", {}).items():
        Path(name).chmod(int(str(mode), 8))


def line(case: dict) -> list[str]:
    """The arguments of a case's command."""
    command, *others = shlex.split(case.get("run", "check"))
    brand = case.get("brand", "ours")
    return ["--project", "handbook", command, *(["--brand", brand] if brand else []), *others]


@pytest.mark.parametrize("name", CASES)
def test_place(name: str, place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A command says exactly what the case says, or does its work; never is there a traceback, and nothing half done is left."""
    case = CASES[name]
    make(case)
    with as_anybody():
        status = main(line(case))
    said = "".join(capfd.readouterr())
    if "said" in case:
        mkdocs = ("INFO", "ERROR   -  Error reading page")
        assert [one for one in said.splitlines() if one and not one.startswith(mkdocs)] == case["said"].splitlines()
        assert status == 1
    else:
        assert status == 0, said
        left = {Path(name).name for name in case.get("files", ())}
        assert not [path for path in (place / "ours" / "site").rglob("*") if path.name in left], "published"
    assert not [path for path in place.rglob(".*.building") if path.is_dir()] and not Path("~").exists()


def test_cases() -> None:
    """Each case is named in a comment, and each line says what to do."""
    for name, case in CASES.items():
        assert (ROOT / "tests" / "places" / f"{name}.yml").read_text("utf-8").startswith("# "), name
        assert all(". " in line or ": " in line for line in case.get("said", "").splitlines()), name


def test_a_name_in_another_encoding(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A name that is no UTF-8, as an old ZIP leaves it, is told by what of it can be shown, whatever the file is."""
    for folder, ending in (("ours/assets", b"svg"), ("ours/content/pages", b"yml"), ("handbook/docs", b"md")):
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path((bytes(place / folder) + b"/caf\xe9." + ending).decode("utf-8", "surrogateescape")).write_bytes(b"")
    for command in ("check", "report", "site"):
        assert main(["--project", "handbook", command, "--brand", "ours"]) == 1
        said = [line for line in "".join(capfd.readouterr()).splitlines() if "another encoding than UTF-8" in line]
        assert [line.partition(": ")[0] for line in said] == [
            "docs/caf\ufffd.md:1:1",
            "ours/assets/caf\ufffd.svg:1:1",
            "ours/content/pages/caf\ufffd.yml:1:1",
        ]


def test_a_folder_that_has_gone(place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A command in a folder that somebody has removed says so."""
    (place / "here").mkdir()
    monkeypatch.chdir(place / "here")
    (place / "here").rmdir()
    assert main(["--project", str(place / "handbook"), "report"]) == 1
    monkeypatch.chdir(place)
    assert capfd.readouterr().err == "The folder that you are in is gone. Go to another one (cd), and try again.\n"


@pytest.mark.parametrize("name", ["folder-read-only-site", "building-is-a-file", "site-is-a-file", "cache-read-only"])
def test_it_is_known_before_pdfs_are_made(
    name: str, place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps a site from being written is said before minutes of work."""
    monkeypatch.setenv("HANDBOOK_PDFS", "")
    make(CASES[name])
    with as_anybody():
        assert main(line(CASES[name])) == 1
    assert "PDFs: " not in "".join(capfd.readouterr()) and not list(place.rglob("worksheets/*.pdf"))
