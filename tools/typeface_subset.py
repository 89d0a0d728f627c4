"""Make overrides/assets/fonts/*.woff2 from the package fontpkg-atkinson-hyperlegible.

Run it again when the typeface has a new version: `.venv/bin/python -m tools.typeface_subset`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import fontpkg_atkinson_hyperlegible

from macros.look import fonts
from macros.paths import HOME

FONTS = HOME / "overrides" / "assets" / "fonts"
FACES = {"Regular": "regular", "Bold": "bold", "Italic": "italic"}


def main() -> None:
    source = Path(fontpkg_atkinson_hyperlegible.__file__).parent
    FONTS.mkdir(parents=True, exist_ok=True)
    for face, name in FACES.items():
        target = FONTS / f"{name}.woff2"
        target.write_bytes(fonts.subset_of((source / "files" / f"AtkinsonHyperlegible-{face}.ttf").read_bytes()))
        print(f"{target.name}: {target.stat().st_size} bytes")
    shutil.copy(source / "LICENSE", FONTS / "LICENSE")


if __name__ == "__main__":
    main()
