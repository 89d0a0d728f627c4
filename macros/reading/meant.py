"""What somebody may have meant by a value of another form: what to write in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..look import colours
from ..model import brand, organization
from ..model.texts import pattern

#: Quotation marks that word processors and telephones make of straight ones; YAML takes them for letters.
_CURLY = "“”„‟«»‘’‚‹›"
#: Files by these endings are pictures, and no brand can have them.
_OTHER_PICTURES = re.compile(r"\.(jpe?g|gif|webp|avif|bmp|tiff?|pdf|eps|ai)$", re.IGNORECASE)
_FILES = (pattern(organization.Picture), pattern(brand.FontFile))


def mend(value: str, wanted: str) -> str:
    """` Write "…".` with what fits the pattern, or how else to mend the value; what to do in general where it cannot be told."""
    bare = value.strip(_CURLY + " \u00a0")
    if value.strip()[:1] in _CURLY and value.strip():
        found = bare if re.fullmatch(wanted, bare) else _written(bare, wanted)
        if found is not None:
            return f' Write "{found}" between straight quotation marks: these are curly.'
    found = _written(value, wanted)
    if found is not None:
        return f' Write "{found}".'
    return (_moved(value, wanted) if wanted in _FILES else None) or " Change it."


def _written(value: str, wanted: str) -> str | None:
    """The first attempt that fits the pattern."""
    return next((attempt for attempt in _attempts(value, wanted) if re.fullmatch(wanted, attempt)), None)


def _attempts(value: str, wanted: str) -> Iterator[str]:
    letters = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    yield from (value.replace("_", "-"), re.sub(r"[^a-z0-9]+", "-", letters).strip("-"))
    if wanted == pattern(brand.Colour):
        yield from filter(None, [colours.meant(value)])
    if wanted == pattern(brand.Origin):
        yield "https://" + re.sub(r"^(https?:)?/*", "", value.strip().lower()).partition("/")[0]
    has_scheme = re.match(r"[A-Za-z]+:", value) and not value.startswith("http:")
    if value.lower().startswith(("mailto:", "tel:")):
        yield re.sub(r"\s", "", value)
    yield _telephone(value)
    yield value.lower()
    if not has_scheme:
        yield from (re.sub(r"^(http:)?/*", "mailto:" if "@" in value else "https://", value), f"ref:{value}")
    if ".." not in value and not (wanted in _FILES and _is_elsewhere(value)):
        yield from (f"assets/{value.rpartition('assets/')[2]}", f"assets/{_file_name(value)}")


def _telephone(value: str) -> str:
    """A telephone number as its address (RFC 3966), its groups joined by hyphens; "" where it is none."""
    number = re.fullmatch(r"(?:t[eé]l\w*|phone)?[.:\s]*(\+?)([\d\s().‑–/-]+)", value, re.IGNORECASE)
    groups = re.findall(r"\d+", number[2]) if number else []
    return f"tel:{number[1]}{'-'.join(groups)}" if 7 <= sum(map(len, groups)) <= 15 else ""


def _is_elsewhere(value: str) -> bool:
    """Whether a path leads to a file that is not below assets/: on this machine, in another folder, on the Web."""
    return ".." in value or (bool(re.search(r"[/\\]", value)) and "assets/" not in value.replace("\\", "/"))


def _moved(value: str, wanted: str) -> str | None:
    """How to mend the path of a file that stands elsewhere, or that is no picture of the right kind."""
    name = _file_name(re.split(r"[/\\]", value)[-1])
    if wanted == pattern(organization.Picture) and _OTHER_PICTURES.search(name):
        name = _OTHER_PICTURES.sub(".png", name)
        return f' Save it as PNG or SVG in assets/, and write "assets/{name}".'
    if _is_elsewhere(value) and re.fullmatch(wanted, f"assets/{name}"):
        return f' Copy the file into assets/, and write "assets/{name}".'
    return None


def _file_name(value: str) -> str:
    """A file's name without blanks, its ending in small letters."""
    name, dot, ending = value.rpartition("assets/")[2].rpartition(".")
    return re.sub(r"\s+", "-", name) + dot + ending.lower()
