"""Drawings of the handbook, put into pages and paper in the brand's colours."""

from __future__ import annotations

import re
from collections.abc import Mapping

import jinja2
from markupsafe import Markup

#: A drawing: the attributes of its root, and what follows them.
_SVG = re.compile(r".*?<svg\s+([^>]*)>(.*)", re.DOTALL)


def drawn(template: jinja2.Template, name: str, alt: str, part: int, shades: Mapping[str, str], *, on_paper: bool) -> Markup:
    """A drawing, or one of its parts (0: all), that says `alt`; without it, nothing is said, since words beside it say all.

    Its inks are the brand's: on pages those of the reader's colours, on paper the `shades`, which inline SVG there needs. Raises
    jinja2.TemplateRuntimeError where the file is no drawing.
    """
    inks = {shade: value if on_paper else f"var(--{shade})" for shade, value in shades.items()}
    found = _SVG.match(template.render(ink=inks, part=part).strip())
    if not found:
        raise jinja2.TemplateRuntimeError(f"drawings/{name}.svg has no <svg viewBox=…>")
    said = Markup('role="img" aria-label="{}"').format(alt) if alt else Markup('aria-hidden="true"')
    title = Markup("<title>{}</title>").format(alt) if alt and on_paper else ""
    return Markup(f'<svg {said} data-drawing="{name}" {found[1]}>{title}{found[2]}')
