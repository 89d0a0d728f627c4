"""requirements/site.txt -> a bill of materials (CycloneDX 1.6, ECMA-424): what the site was made with, and under which licences."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from dataclasses import dataclass
from importlib import metadata

from ... import git
from ...paths import HOME, Project
from ...rendering.render import Renderer

_PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_WANTED = "-r requirements/site.in"  # how pip-tools names who asked for a package: the handbook itself
_OSI = "License :: OSI Approved :: "
_LONGEST = 60  # characters of a licence's name; the field sometimes holds its whole text


@dataclass(frozen=True)
class Pin:
    """A package of requirements/site.txt: SHA-256 of each file that may be installed, and the names of those that need it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL, the name as registries compare it (PEP 503)."""
        return f"pkg:pypi/{_normal(self.name)}@{self.version}"


def pins(text: str) -> list[Pin]:
    """The packages of a list that pip-tools wrote, in its order."""
    found: list[Pin] = []
    for block in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE):
        if pin := _PIN.match(block):
            via = re.search(r"^ +# via (.*)$", block, re.MULTILINE)
            found.append(Pin(pin[1], pin[2], tuple(_HASH.findall(block)), tuple(via[1].split(", ")) if via else ()))
    return found


def write(project: Project, renderer: Renderer, date: int | None) -> bytes:
    """The bill of a handbook's site as JSON. `date` is in seconds since 1970.

    The same handbook gives the same bytes: the serial number comes from all the rest.
    """
    packages = pins((HOME / "requirements" / "site.txt").read_text(encoding="utf-8"))
    ours = _component("application", "handbook", git.version(project.root), [{"license": {"id": x}} for x in ("MIT", "CC-BY-4.0")])
    theirs = [_overlay(project, renderer)] if project.overlay else []
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": ({} if date is None else {"timestamp": _time(date)}) | {"component": ours},
        "components": [*theirs, *map(_package, packages)],
        "dependencies": _dependencies(ours["bom-ref"], packages),
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return (json.dumps({"serialNumber": f"urn:uuid:{serial}"} | bill, ensure_ascii=False, indent=1) + "\n").encode()


def _component(kind: str, name: str, version: str | None, licences: list[dict]) -> dict:
    """A part of the bill; a version or licence that is not known is left out."""
    part = {"type": kind, "bom-ref": name, "name": name}
    return part | ({"version": version} if version else {}) | ({"licenses": licences} if licences else {})


def _overlay(project: Project, renderer: Renderer) -> dict:
    """What an organization has laid over the handbook, under the licence of its brand."""
    brand = renderer.handbook.brand
    licence = {"name": renderer.text(brand.licence.name), "url": brand.licence.url}
    return _component("data", project.overlay.name, git.version(project.overlay), [{"license": licence}]) | {"bom-ref": "overlay"}


def _package(pin: Pin) -> dict:
    """A pinned package."""
    hashes = [{"alg": "SHA-256", "content": value} for value in pin.hashes]
    return _component("library", pin.name, pin.version, _licences(pin)) | {"bom-ref": pin.purl, "purl": pin.purl, "hashes": hashes}


def _licences(pin: Pin) -> list[dict]:
    """What an installed package says of its licence: its SPDX expression, else its classifiers, else its own words."""
    try:
        said = metadata.metadata(pin.name)
    except metadata.PackageNotFoundError:  # of another system, such as Windows
        return []
    if said["Version"] != pin.version:
        return []
    if expression := said["License-Expression"]:
        return [{"expression": expression}]
    named = [line.removeprefix(_OSI) for line in said.get_all("Classifier") or () if line.startswith(_OSI)]
    words = said["License"] or ""
    if not named and words not in ("", "UNKNOWN") and len(words) <= _LONGEST and "\n" not in words:
        named = [words]
    return [{"license": {"name": name}} for name in named]


def _dependencies(top: str, packages: list[Pin]) -> list[dict]:
    """Who needs whom."""
    purls = {_normal(pin.name): pin.purl for pin in packages}
    needs: dict[str, list[str]] = {top: []} | {pin.purl: [] for pin in packages}
    for pin in packages:
        for name in pin.needed_by:
            needs[top if name == _WANTED else purls[_normal(name)]].append(pin.purl)
    return [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in needs.items()]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _time(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
