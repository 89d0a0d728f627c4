"""The brand's files on the site of a language: stylesheet, logo, icons, the card for social networks, the manifest.

Pictures of fixed size are drawn from HTML templates (press.py); the rest is
written as it is. Whatever is here takes the place of a file of the same name.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from ..look.look import FACES
from . import brand_form
from .render import Renderer

#: Sizes of the icon in pixels: Apple's home screen; the two that installable sites need (W3C Web App Manifest).
ICONS = (180, 192, 512)


class Drawing(NamedTuple):
    """A PNG to draw: its place on the site, the page to draw, and the width in pixels."""

    file: str
    html: str
    width: int


def files(renderer: Renderer) -> dict[str, bytes]:
    """Place on the site -> the file's bytes."""
    look = renderer.look
    found = {"assets/brand.css": renderer.file("brand/brand.css").encode()}
    pictures = {"logo": look.logo, "logo-dark": look.logo_dark, "icon": look.icon}
    for number, logos in enumerate(look.partners, start=1):
        pictures |= {f"partner-{number}": logos.light, f"partner-{number}-dark": logos.dark}
    found |= {f"assets/{name}.{picture.kind}": picture.data for name, picture in pictures.items() if picture}
    if not look.icon:
        found["assets/icon.svg"] = renderer.file("brand/icon.svg").encode()
    found |= {f"assets/fonts/{face}.woff2": data for face, data in look.fonts.items()}
    found["assets/manifest.webmanifest"] = json.dumps(_manifest(renderer), ensure_ascii=False, indent=1).encode()
    return found


def unneeded(renderer: Renderer) -> set[str]:
    """Places of the library's files that the brand does without: its typeface beside one of the brand's own, what only some brands have."""
    brand = renderer.handbook.brand
    fonts = {f"assets/fonts/{name}" for name in (*(f"{face}.woff2" for face in FACES), "LICENSE")} if renderer.look.fonts else set()
    announcing = set() if brand.announcement else {"assets/announcement.js"}
    framing = set() if brand.frame_ancestors else {"assets/embed.js", "assets/embed.css"}
    return fonts | announcing | framing | (brand_form.FILES - brand_form.apart(renderer.handbook, renderer.addresses))


def typeface(renderer: Renderer) -> str:
    """The stylesheet of what is drawn: the typeface alone."""
    return renderer.file("brand/fonts.css")


def drawings(renderer: Renderer) -> list[Drawing]:
    """The pictures to draw, in the typeface of `typeface`."""
    icon = renderer.file("brand/icon.html")
    return [
        *(Drawing(f"assets/icon-{size}.png", icon, size) for size in ICONS),
        Drawing("assets/card.png", renderer.file("brand/card.html"), 1200),
    ]


def _manifest(renderer: Renderer) -> dict:
    """The web app manifest: what a home screen shows, and in which language."""
    brand, light = renderer.handbook.brand, renderer.look.palette.light
    return {
        "name": renderer.text(brand.name),
        "short_name": renderer.text(brand.short or brand.name),
        "description": renderer.plain(renderer.description),
        "lang": renderer.setting.locale,
        "start_url": "../",
        "scope": "../",
        "display": "minimal-ui",
        "background_color": light["ground"],
        "theme_color": light["surface"],
        "icons": [{"src": f"icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in ICONS],
    }
