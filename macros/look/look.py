"""Brand -> look: its colours, pictures and typeface, ready for pages and PDFs; or what keeps them from being used.

A look costs a quarter of a second, and a second for each SVG, and changes rarely: it is kept in the cache
under a hash of all that it is made from.
"""

from __future__ import annotations

import hashlib
import pickle
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..files import write_whole
from ..model import brand as brands
from ..model.handbook import Handbook
from ..model.texts import Text, Words
from ..model.tree import walk
from ..paths import HOME, Project
from . import stand_ins, visible
from .colours import Palette, Unworkable, changed, palette
from .logos import Picture, Unusable, kept, made_by

FACES = ("regular", "bold", "italic")
#: The library's own typeface.
OURS = {face: HOME / "overrides" / "assets" / "fonts" / f"{face}.woff2" for face in FACES}


class Faults(Exception):
    """The brand's files or colours cannot be used; `found` holds (keys in brand.yml, message) pairs."""

    def __init__(self, found: list[tuple[tuple, str]]):
        self.found = found
        super().__init__("; ".join(message for _, message in found))


class Logos(NamedTuple):
    """A partner's logo, and the one for dark colours where there is one."""

    light: Picture
    dark: Picture | None


@dataclass(frozen=True)
class Look:
    """What a brand looks like. `fonts` maps each face of FACES that there is to a woff2 file's bytes; `partners` are as in brand.yml."""

    palette: Palette
    logo: Picture | None
    logo_dark: Picture | None
    icon: Picture | None
    partners: tuple[Logos, ...]
    fonts: dict[str, bytes] = field(repr=False)
    stand_ins: tuple[stand_ins.StandIn, ...]


def load(project: Project, handbook: Handbook) -> Look:
    """The look of the handbook's brand; raise Faults."""
    brand, texts = handbook.brand, _characters(handbook) if handbook.brand.typeface else ""
    folder = folder_of(project)
    made_from = hashlib.sha256(brand.model_dump_json(include={"colours", "logo_has_name", "typeface"}).encode())
    made_from.update(repr([*_pictures(brand)]).encode() + texts.encode() + made_by())
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


#: The box that a partner's logo is made to fit, in pixels: at 12 mm on paper 600 an inch.
PARTNER = (1024, 288)

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
    return [*(path for _, path in _pictures(brand)), *filter(None, faces)]


def _pictures(brand: brands.Brand) -> Iterator[tuple[tuple, str]]:
    """Yield (keys in brand.yml, path) for every picture that a brand names."""
    holders = [((), brand, ("logo", "logo_dark", "icon"))]
    holders += [(("partners", number), partner, ("logo", "logo_dark")) for number, partner in enumerate(brand.partners)]
    yield from (((*keys, name), path) for keys, holder, names in holders for name in names if (path := getattr(holder, name)))


def _make(brand: brands.Brand, folder: Path, texts: str, cache: Path) -> Look:
    found: list[tuple[tuple, str]] = []
    colours, fonts = None, {}
    pictures: dict[tuple, Picture] = {}
    try:
        colours = palette(brand.colours.main, brand.colours.accent)
    except Unworkable as fault:
        found.append((("colours", fault.field), _unworkable(fault, brand)))
    for name in ("logo_dark", "logo_has_name") if not brand.logo else ():
        if getattr(brand, name):
            found.append(((name,), f"'{name}' is about the logo, and there is no 'logo'. Add it, or remove this line."))
    for keys, path in _pictures(brand):
        try:
            pictures[keys] = _picture(keys, _bytes(folder, path), path[-3:], colours, cache)
        except Unusable as fault:
            found.append((keys, f"'{keys[-1]}' {fault}"))
    for face in FACES if brand.typeface else ():
        try:
            if path := getattr(brand.typeface, face):
                fonts[face] = _font(_bytes(folder, path), texts)
        except Unusable as fault:
            found.append((("typeface", face), f"'{face}' {fault}"))
    if found:
        raise Faults(found)
    logo, dark, icon = (pictures.get((name,)) for name in ("logo", "logo_dark", "icon"))
    each = (("partners", number) for number in range(len(brand.partners)))
    partners = tuple(Logos(pictures[*one, "logo"], pictures.get((*one, "logo_dark"))) for one in each)
    typeface = fonts or {face: path.read_bytes() for face, path in OURS.items()}
    return Look(colours, logo, dark, icon or _as_icon(logo), partners, fonts, stand_ins.made(typeface))


def _picture(keys: tuple, data: bytes, kind: str, colours: Palette | None, cache: Path) -> Picture:
    """The picture that stands at some keys of brand.yml; raise Unusable, also where nobody would see it."""
    *of_partner, name = keys
    picture = kept(cache, data, kind, **({"box": PARTNER} if of_partner else {"square": name == "icon"}))
    if colours and name in _SEEN:
        scheme, mend = _SEEN[name]
        visible.check(picture, getattr(colours, scheme)["surface"], mend)
    return picture


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
