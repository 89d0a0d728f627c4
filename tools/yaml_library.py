"""Make overrides/assets/brand-form-yaml.js of the npm package yaml: one module, which the form of brand.yml loads.

Run it again when the library has a new version, with that version and its hash below: `.venv/bin/python -m tools.yaml_library`. It needs
npm, takes what both packages say from the registry that npm knows, and writes the same bytes on every machine.
"""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from macros.paths import HOME

TARGET = HOME / "overrides" / "assets" / "brand-form-yaml.js"
VERSION = "2.9.1"
#: The package as npm names its content (`npm view yaml dist.integrity`).
INTEGRITY = "sha512-3NxN8+78OdzbT7C/WjGsyfPAtJaN3FNDsWxv7Y7mcDsT/oOmgW8BpyQQFFBnvZE3j9Y2Sdz1ULFLezL7Eb2yFw=="
#: What puts the package's modules together and makes them small.
BUNDLER = "esbuild@0.28.2"
#: What is made of them, which tests hold the file to.
SHA256 = "fd5fac5cfb194af02113f67aab2133538a75f38c3356cabab5d794154381839c"
#: What the form asks of the library.
NAMES = "parseDocument, stringify, visit, isMap, isScalar, isSeq"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = _made(Path(folder))
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"SHA256 = {hashlib.sha256(text.encode()).hexdigest()!r}")


def _made(folder: Path) -> str:
    """The module's text; ValueError where the package is not the one that is meant."""
    _npm(folder, "pack", f"yaml@{VERSION}")
    (package,) = folder.glob("*.tgz")
    found = f"sha512-{base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()}"
    if found != INTEGRITY:
        raise ValueError(f"yaml {VERSION} is {found}, expected {INTEGRITY}")
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    source = folder / "package"
    (source / "entry.js").write_text(f'export {{ {NAMES} }} from "./browser/index.js"\n', encoding="utf-8")
    _npm(folder, "install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", BUNDLER)
    bundler = folder / "node_modules" / ".bin" / "esbuild"
    options = ("--bundle", "--minify", "--format=iife", "--global-name=YAML", "--platform=browser", "--target=es2022", "--charset=utf8")
    made = subprocess.run([bundler, "entry.js", *options], cwd=source, capture_output=True, text=True, check=True).stdout
    licence = (source / "LICENSE").read_text("utf-8").strip()
    # modules.py knows an export by the start of its line
    return f"/*! yaml {VERSION}\n\n{licence}\n*/\n{made.replace('var YAML=', 'export const YAML = ', 1)}"


def _npm(folder: Path, *arguments: str) -> None:
    quiet = os.environ | {"npm_config_update_notifier": "false", "npm_config_loglevel": "error"}
    subprocess.run(["npm", *arguments], cwd=folder, env=quiet, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    main()
