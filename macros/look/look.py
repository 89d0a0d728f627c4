"""Brand -> look: its colours, pictures and typeface, ready for pages and PDFs; or what keeps them from being used.

A look costs a quarter of a second, and a second for each SVG, and changes rarely: it is kept in the cache
under a hash of all that it is made from.
"""

from __future__ import annotations

import hashlib
import pickle
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..files import write_whole
from ..model import brand as brands
from ..model.handbook import Handbook
from ..model.texts import Text, Words
from ..model.tree import walk
from ..paths import HOME, Project
from . import visible
from .colours import Palette, Unworkable, changed, palette
from .logos import Picture, Unusable, kept, made_by

FACES = ("regular", "bold", "italic")
#: The library's own typeface.
OURS = {face: HOME / "overrides" / "assets" / "fonts" / f"{face}.woff2" for face in FACES}


class Local(NamedTuple):
    """A face that readers' machines have, by its full and PostScript names, and the width of a text's characters (fonts.measures)."""

    face: str
    names: tuple[str, ...]
    width: float  # em


#: What stands in while the typeface has not come: of Windows and Apple's systems and what has its measures, of Android, of Linux.
LOCALS = {
    "Arial": (
        Local("regular", ("Arial", "ArialMT", "Liberation Sans", "Arimo"), 0.4395),
        Local("bold", ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"), 0.4752),
    ),
    "Roboto": (Local("regular", ("Roboto", "Roboto-Regular"), 0.4389), Local("bold", ("Roboto Bold", "Roboto-Bold"), 0.4468)),
    "DejaVu Sans": (
        Local("regular", ("DejaVu Sans", "DejaVuSans"), 0.5030),
        Local("bold", ("DejaVu Sans Bold", "DejaVuSans-Bold"), 0.5683),
    ),
}


class StandIn(NamedTuple):
    """A local face made to take the room of the typeface's (CSS Fonts 5, 4.1 and 4.2): its measures are percentages."""

    family: str
    face: str
    names: tuple[str, ...]
    size: float
    ascent: float
    descent: float
    gap: float


class Faults(Exception):
    """The brand's files or colours cannot be used; `found` holds (keys in brand.yml, message) pairs."""

    def __init__(self, found: list[tuple[tuple, str]]):
        self.found = found
        super().__init__("; ".join(message for _, message in found))


@dataclass(frozen=True)
class Look:
    """What a brand looks like. `fonts` maps each face of FACES that there is to a woff2 file's bytes."""

    palette: Palette
    logo: Picture | None
    logo_dark: Picture | None
    icon: Picture | None
    fonts: dict[str, bytes] = field(repr=False)
    stand_ins: tuple[StandIn, ...]


def load(project: Project, handbook: Handbook) -> Look:
    """The look of the handbook's brand; raise Faults."""
    brand, texts = handbook.brand, _characters(handbook) if handbook.brand.typeface else ""
    folder = folder_of(project)
    made_from = hashlib.sha256(brand.model_dump_json(include={"colours", "logo_has_name", "typeface", *_PICTURES}).encode())
    made_from.update(texts.encode() + made_by())
    for path in (*OURS.values(), *(folder / name for name in files(brand))):
        made_from.update(path.read_bytes() if path.is_file() else b"missing")
    file = project.cache / "looks" / made_from.hexdigest()[:32]
    try:
        return pickle.loads(file.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError, ValueError, AttributeError, ImportError):
        made = _make(brand, folder, texts, project.cache)
    write_whole(file, pickle.dumps(made))
    return made


def notes(look: Look, brand: brands.Brand) -> list[str]:
    """What is not as brand.yml says, in a line each."""
    return [*changed(brand.colours.main, brand.colours.accent, look.palette.light), *_faceless(look)]


def _faceless(look: Look) -> list[str]:
    """What a typeface of one's own has no face for: browsers imitate it (CSS Fonts 4, 2.5), paper does not."""
    lacking = " or ".join(f"'{face}'" for face in FACES if look.fonts and face not in look.fonts)
    return [f"typeface has no {lacking}: browsers imitate it, and on paper such words stay as others are. Add the file."] if lacking else []


def _characters(handbook: Handbook) -> str:
    """Every character of the texts, in the languages that are offered, once; a letter with its accents is one if Unicode has it."""
    codes = {language.code for language in handbook.settings.languages}
    found: set[str] = set()
    for _, part in walk(handbook.__dict__):
        if isinstance(part, (Text, Words)):
            found.update(*(unicodedata.normalize("NFC", "".join(value)) for code, value in part.root.items() if code in codes))
    return "".join(sorted(found))


_PICTURES = ("logo", "logo_dark", "icon")


#: A logo -> the pages that it is for, and what to do where nobody sees it there.
_SEEN = {
    "logo": ("light", "Write it as 'logo_dark', and as 'logo' the one for light grounds."),
    "logo_dark": ("dark", "Give one for dark grounds, or leave it out: the logo then stands on a light ground."),
}


def folder_of(project: Project) -> Path:
    """The folder that holds brand.yml: paths in it begin there."""
    return (project.theirs("brand.yml") or project.ours("brand.yml")).parent


def files(brand: brands.Brand) -> list[str]:
    """Paths of the files that a brand names."""
    faces = [getattr(brand.typeface, face) for face in FACES] if brand.typeface else []
    return [name for name in (*(getattr(brand, field) for field in _PICTURES), *faces) if name]


def _make(brand: brands.Brand, folder: Path, texts: str, cache: Path) -> Look:
    found: list[tuple[tuple, str]] = []
    colours, pictures, fonts = None, {}, {}
    try:
        colours = palette(brand.colours.main, brand.colours.accent)
    except Unworkable as fault:
        found.append((("colours", fault.field), _unworkable(fault, brand)))
    for name in ("logo_dark", "logo_has_name") if not brand.logo else ():
        if getattr(brand, name):
            found.append(((name,), f"'{name}' is about the logo, and there is no 'logo'. Add it, or remove this line."))
    for name in _PICTURES:
        try:
            path = getattr(brand, name)
            pictures[name] = path and kept(cache, _bytes(folder, path), path[-3:], square=name == "icon")
            if path and colours and name in _SEEN:
                scheme, mend = _SEEN[name]
                visible.check(pictures[name], getattr(colours, scheme)["surface"], mend)
        except Unusable as fault:
            found.append(((name,), f"'{name}' {fault}"))
    for face in FACES if brand.typeface else ():
        try:
            if path := getattr(brand.typeface, face):
                fonts[face] = _font(_bytes(folder, path), texts)
        except Unusable as fault:
            found.append((("typeface", face), f"'{face}' {fault}"))
    if found:
        raise Faults(found)
    return Look(colours, pictures["logo"], pictures["logo_dark"], pictures["icon"] or _as_icon(pictures["logo"]), fonts, _stand_ins(fonts))


def _stand_ins(own: dict[str, bytes]) -> tuple[StandIn, ...]:
    """Local faces with the measures of the brand's own typeface, or the library's."""
    from . import fonts  # noqa: PLC0415

    measures = {face: fonts.measures(data) for face, data in (own or {face: path.read_bytes() for face, path in OURS.items()}).items()}
    return tuple(
        StandIn(family, local.face, local.names, *_percent(local.width, *measures[local.face]))
        for family, locals_ in LOCALS.items()
        for local in locals_
        if local.face in measures and measures[local.face][0]  # a typeface without Latin letters cannot be compared
    )


def _percent(local: float, width: float, *line: float) -> list[float]:
    """The size at which a local face is as wide as the typeface, and at that size the measures of its lines."""
    size = width / local
    return [round(100 * share, 2) for share in (size, *(measure / size for measure in line))]


def _as_icon(logo: Picture | None) -> Picture | None:
    """The logo where it is square and an SVG or large enough to be an icon."""
    fits = logo and 0.97 < logo.ratio < 1.03 and (logo.kind == "svg" or logo.width >= 180)
    return logo if fits else None


def _unworkable(fault: Unworkable, brand: brands.Brand) -> str:
    seed = getattr(brand.colours, fault.field)
    return (
        f"'{fault.field}' is {seed}, which has a contrast of {fault.contrast:.1f} to 1 on the page, expected 7 to 1, so that it "
        f'can be read. The nearest that works is "{fault.nearest}". Write that one, or a darker colour of yours; '
        "a light one can be the 'accent'."
    )


def _bytes(folder: Path, name: str) -> bytes:
    """The bytes of a file that brand.yml names; raise Unusable."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Unusable(f'is "{name}", which leads out of the folder, expected a file in its assets/. Copy the file there.')
    if not path.is_file():
        raise Unusable(f'is "{name}", and there is no such file in the folder of brand.yml. Add it, or correct the path.')
    return path.read_bytes()


def _font(data: bytes, texts: str) -> bytes:
    """What pages and PDFs need of a font; raise Unusable."""
    from . import fonts  # noqa: PLC0415  (fontTools: only a brand with a typeface of its own needs it)

    try:
        forbidden = fonts.forbidden(data)
        lacking = () if forbidden else fonts.lacking(data, texts)
        if not forbidden and not lacking:
            return fonts.subset_of(data, texts)
    except Exception:  # fontTools has as many errors as fonts have ways of being broken
        raise Unusable("is not a font, expected a woff2, woff, ttf or otf file. Export it again.") from None
    if forbidden:
        raise Unusable(f"says that its maker forbids {forbidden}, expected a font for the Web and PDFs. Ask for one, or leave it out.")
    shown = " ".join(lacking[:12]) + (" …" if len(lacking) > 12 else "")
    raise Unusable(f"has no {shown}, expected every letter of the texts. Use a font that has them, or leave 'typeface' out.")
