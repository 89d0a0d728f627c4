"""What a release holds: the site, the offline edition, the worksheets, a true bill of materials, and checksums of all."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import BRANDS, FROZEN, ROOT, limit, tree

from macros import __main__ as command
from macros.checking import check
from macros.commands.parts import sbom
from macros.paths import Project
from macros.reading.stray import strangers
from macros.rendering import render

#: The handbook that brands lie over.
OVER = ("--project", str(FROZEN))
SITE_TXT = (ROOT / "requirements" / "site.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def brand(branded: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an example brand with its site."""
    folder = tmp_path_factory.mktemp("released") / "ontario"
    shutil.copytree(BRANDS / "ontario", folder, ignore=shutil.ignore_patterns("site", "release", "hosting"))
    shutil.copytree(branded("ontario"), folder / "site")
    return folder


@pytest.fixture(scope="module")
def release(brand: Path) -> Path:
    """The folder of its release."""
    assert command.main([*OVER, "release", "--brand", str(brand)]) == 0
    return brand / "release"


def test_the_same_site_gives_the_same_release(brand: Path, release: Path) -> None:
    """Another release of the site has the same bytes, though its compressed copies were made in between; what has become old is gone."""
    before = tree(release)
    (release / "handbook-worksheets-xx.zip").write_bytes(b"")
    (release / "notes.txt").write_bytes(b"ours")
    (brand / "site" / "index.html.gz").write_bytes(b"packed")
    assert command.main([*OVER, "release", "--brand", str(brand)]) == 0
    assert tree(release) == before | {"notes.txt": b"ours"}
    (release / "notes.txt").unlink()


def test_zips_hold_what_they_say(brand: Path, release: Path) -> None:
    """The site's ZIP is the site, the worksheets' are its PDFs and EPUBs by language, and everyone may read what is unpacked."""
    site = {name: data for name, data in tree(brand / "site").items() if not name.endswith((".gz", ".br"))}
    languages = yaml.safe_load((brand / "brand.yml").read_text("utf-8"))["languages"]
    expected = {"handbook-site": site} | {
        f"handbook-worksheets-{code}": {
            name.removeprefix(f"{code}/"): data
            for name, data in site.items()
            if name.startswith(f"{code}/") and name.endswith((".pdf", ".epub"))
        }
        for code in languages
    }
    assert all(expected.values())
    for name, files in expected.items():
        with zipfile.ZipFile(release / f"{name}.zip") as archive:
            assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == {
                f"{name}/{file}": files[file] for file in files
            }
            assert all(entry.external_attr >> 16 == 0o100644 for entry in archive.infolist())
    assert {path.name for path in release.iterdir()} == {f"{name}.zip" for name in expected} | {
        "handbook-offline.zip",
        "sbom.json",
        "SHA256SUMS",
    }


def test_checksums(release: Path, tmp_path: Path) -> None:
    """`sha256sum -c` agrees with every file of the release, and not with one that was changed."""
    shutil.copytree(release, tmp_path / "release")
    check = ["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path / "release", check=False).returncode == 0
    listed = {line.split("  ")[1] for line in (release / "SHA256SUMS").read_text().splitlines()}
    assert listed == {path.name for path in release.iterdir()} - {"SHA256SUMS"}
    (tmp_path / "release" / "sbom.json").write_text("{}")
    assert subprocess.run(check, cwd=tmp_path / "release", capture_output=True, check=False).returncode != 0


def test_the_bill_of_materials_is_true(release: Path) -> None:
    """It names every pinned package with its version and hashes, and no other; and whose words they are, under which licences."""
    bill = json.loads((release / "sbom.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    overlay, *packages = bill["components"]
    pinned = dict(re.findall(r"^(\S+)==(\S+)", SITE_TXT, re.MULTILINE))
    assert len(pinned) > 40 and {part["name"]: part["version"] for part in packages} == pinned
    assert sum(len(part["hashes"]) for part in packages) == SITE_TXT.count("--hash=sha256:")
    assert all(part["purl"] == f"pkg:pypi/{re.sub('[-_.]+', '-', part['name'].lower())}@{part['version']}" for part in packages)
    assert sum("licenses" in part for part in packages) > len(packages) * 0.9
    assert next(part for part in packages if part["name"] == "mkdocs")["licenses"] == [{"expression": "BSD-2-Clause"}]
    ours = bill["metadata"]["component"]
    assert [entry["license"]["id"] for entry in ours["licenses"]] == ["MIT", "CC-BY-4.0"]
    assert overlay["name"] == "ontario" and overlay["licenses"][0]["license"]["name"] == "CC BY-SA 4.0"
    refs = [part["bom-ref"] for part in (ours, *bill["components"])]
    assert len(set(refs)) == len(refs)
    graph = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
    reached, waiting = set(), [ours["bom-ref"]]
    while waiting:
        reached.add(here := waiting.pop())
        waiting += [ref for ref in graph[here] if ref not in reached]
    assert reached == {ours["bom-ref"], *(part["bom-ref"] for part in packages)}  # each package is there because something needs it


def test_the_version_is_told_where_there_is_one(brand: Path, release: Path) -> None:
    """The bill names the commit of a handbook that is a clone, and no version of one that lies in somebody's repository."""
    assert "version" not in json.loads((release / "sbom.json").read_text("utf-8"))["metadata"]["component"]
    over = Project.of(FROZEN, brand)
    bill = sbom.write(Project.of(ROOT, brand), render.Renderer(over, check.read(over), "en"), None)
    assert re.search("[0-9a-f]{7}", json.loads(bill)["metadata"]["component"]["version"])


def test_a_package_that_differs_from_its_pin_has_no_licence_here() -> None:
    """A licence is told only of the version that is pinned, and of packages that are installed."""
    (mkdocs,) = sbom.pins("mkdocs==1.6.1 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via -r requirements/site.in\n")
    assert mkdocs == sbom.Pin("mkdocs", "1.6.1", ("0" * 64,), ("-r requirements/site.in",)) and mkdocs.purl == "pkg:pypi/mkdocs@1.6.1"
    assert sbom._licences(mkdocs)
    assert sbom._licences(sbom.Pin("mkdocs", "0.1", (), ())) == sbom._licences(sbom.Pin("no-such-package", "1", (), ())) == []


def test_no_site_no_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before a first build, the command says what is missing, and writes nothing."""
    shutil.copy(BRANDS / "lumiere" / "brand.yml", tmp_path)
    assert command.main(["release", "--brand", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "There is no site yet. Build it first: make site.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["brand.yml"]


def test_no_room_for_a_release(brand: Path, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a full disk the command says so in a line, and leaves files that are whole, and no checksums that are wrong."""
    before = tree(release)
    with limit(2_000_000):
        assert command.main([*OVER, "release", "--brand", str(brand)]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(r"There is no room to write \S+handbook-site\.zip: free some space and try again\.\n", said)
    assert tree(release) == {name: data for name, data in before.items() if name != "SHA256SUMS"}
    assert command.main([*OVER, "release", "--brand", str(brand)]) == 0 and tree(release) == before


def test_a_release_is_no_stranger(brand: Path, release: Path) -> None:
    """A brand's folder may hold its release, and is built again all the same."""
    assert list(strangers(Project.of(FROZEN, brand))) == []
