"""Make overrides/assets/fonts/*.woff2 from the package fontpkg-atkinson-hyperlegible.

Run it again when the typeface has a new version: `.venv/bin/python tools/fonts.py`.
The subset is Latin and Latin Extended-A, so that names of people keep their letters.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import fontpkg_atkinson_hyperlegible
from fontTools import subset

FONTS = Path(__file__).resolve().parent.parent / "overrides" / "assets" / "fonts"
FACES = {"Regular": "regular", "Bold": "bold", "Italic": "italic"}
CHARACTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2013, 0x2015), *range(0x2018, 0x201F),
    0x2022, 0x2026, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212,
]  # fmt: skip


def main() -> None:
    source = Path(fontpkg_atkinson_hyperlegible.__file__).parent
    FONTS.mkdir(parents=True, exist_ok=True)
    for face, name in FACES.items():
        options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark", "mkmk", "ccmp"], hinting=False)
        font = subset.load_font(str(source / "files" / f"AtkinsonHyperlegible-{face}.ttf"), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        subset.save_font(font, str(FONTS / f"{name}.woff2"), options)
        print(f"{name}.woff2: {(FONTS / f'{name}.woff2').stat().st_size} bytes")
    shutil.copy(source / "LICENSE", FONTS / "LICENSE")


if __name__ == "__main__":
    main()
