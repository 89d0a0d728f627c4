"""Make overrides/assets/fonts/*.woff2 from fontpkg-atkinson-hyperlegible, and overrides/worksheets/fields.woff2 from fontpkg-ibm-plex-sans.

Run it again when a typeface has a new version: `.venv/bin/python -m tools.typeface_subset`.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import fontpkg_ibm_plex_sans
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from macros.look import fonts
from macros.paths import HOME

TEXT = HOME / "overrides" / "assets" / "fonts"
FIELDS = HOME / "overrides" / "worksheets"
FACES = {"Regular": "regular", "Bold": "bold", "Italic": "italic"}


def main() -> None:
    source = Path(fontpkg_atkinson_hyperlegible.__file__).parent
    TEXT.mkdir(parents=True, exist_ok=True)
    for face, name in FACES.items():
        whole = (source / "files" / f"AtkinsonHyperlegible-{face}.ttf").read_bytes()
        write(TEXT / f"{name}.woff2", fonts.subset_of(whole, (), fonts.LATIN))
    shutil.copy(source / "LICENSE", TEXT / "LICENSE")
    source = Path(fontpkg_ibm_plex_sans.__file__).parent
    write(FIELDS / "fields.woff2", fonts.subset_of(regular(source / "files" / "IBMPlexSans[wdth,wght].ttf"), map(chr, fonts.NAMES), ()))
    shutil.copy(source / "LICENSE", FIELDS / "fields-LICENSE")


def regular(variable: Path) -> bytes:
    """The regular weight of a variable font, without the name that its licence reserves.

    Its lines are as low as letters with one accent allow: PDFium fits what is typed by them.
    """
    font = instantiateVariableFont(TTFont(variable, recalcTimestamp=False), {"wght": 400, "wdth": 100})
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = 900, -235, 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = 900, -235, 0
    font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = 900, 235
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = "HandbookFields"
    output = io.BytesIO()
    font.save(output)
    return output.getvalue()


def write(target: Path, data: bytes) -> None:
    target.write_bytes(data)
    print(f"{target.name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
