"""The macros that page authors call, as mkdocs-macros wants them.

This is only an adapter: what a macro shows comes from render.py.
"""

from __future__ import annotations

from .engine.blocks import KEY
from .model import addresses
from .model.naming import named
from .model.sections import Group, Section


def define_env(env) -> None:
    """Register the macros with mkdocs-macros; called once per build."""
    blocks = env.conf[KEY]
    renderer = blocks.renderer

    def here() -> str:
        return addresses.page_id(env.page.file.src_uri)

    def show(template: str, page_id: str | None = None, **values: object) -> str:
        on = here()
        return blocks.place(lambda: renderer.block(template, on, shown=page_id or on, **values))

    def show_section(chapter: str | None, **wanted: str) -> str:
        on = here()
        shown = chapter or on
        return blocks.place(lambda: renderer.block("section", on, shown=shown, section=section_of(shown, **wanted)))

    def section_of(chapter: str, **wanted: str) -> object:
        page = renderer.addresses.pages[chapter]
        for section in page.sections:
            if all(getattr(section, name) == value for name, value in wanted.items()):
                return section
        described = ", ".join(f'{name} "{value}"' for name, value in wanted.items())
        raise ValueError(f'page "{page.id}" has no section with {described}')

    @env.macro
    def article() -> str:
        """The page's title, introduction and sections (content/pages/)."""
        return show("article")

    @env.macro
    def chapter(id: str | None = None) -> str:
        """A chapter's own page, or the page below it (views.py): by default what the page is named after."""
        shown = renderer.addresses.pages[id or here()]
        return show(getattr(shown, "kind", "chapter"), id)

    @env.macro
    def section(id: str, chapter: str | None = None) -> str:
        """One section of a chapter, by its id."""
        return show_section(chapter, id=id)

    @env.macro
    def letter(id: str | None = None) -> str:
        """A letter sample: by default the one that the page is named after."""
        return show("letter", id)

    @env.macro
    def way(id: str | None = None) -> str:
        """A way in: by default the one that the page is named after."""
        return show("way", id)

    @env.macro
    def chapters() -> str:
        """A card for each chapter."""
        return show("pages", entries=renderer.handbook.chapters)

    @env.macro
    def letters() -> str:
        """A card for each letter sample that stands in no group of the page."""
        groups = {section.id for section in getattr(renderer.addresses.pages[here()], "sections", ()) if isinstance(section, Group)}
        return show("pages", entries=[letter for letter in renderer.handbook.letters if letter.group not in groups])

    @env.macro
    def glossary() -> str:
        """Every glossary term."""
        return show("glossary")

    @env.macro
    def sources() -> str:
        """Every work that the handbook relies on."""
        return show("sources", listed=[source.id for source in renderer.handbook.sources])

    @env.macro
    def contributors() -> str:
        """Everybody who wrote or reviewed a chapter."""
        return show("contributors")

    def of_kind(kind: str):
        def macro(chapter: str | None = None) -> str:
            return show_section(chapter, kind=kind)

        macro.__doc__ = f"The first section of kind `{kind}` of a chapter."
        return macro

    for kind in named(Section):
        env.macro(of_kind(kind), kind)
