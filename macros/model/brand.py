"""An organization's brand: what brand.yml may say. Colours are made from it in colours.py, pictures in logos.py.

A brand stands for itself: nothing of the default brand is filled in where a field is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from .organization import Address, Announcement, Ask, Contact, Organization, Partner, Picture
from .texts import Content, Id, Language, Noun, Sentences, Text

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
#: A file of the brand's own folder. Whether it is there, and a font, is checked in look/fonts.py.
FontFile = Annotated[str, StringConstraints(pattern=r"^assets/[\w./-]+\.(woff2|woff|ttf|otf)$")]
Site = Annotated[
    str, StringConstraints(pattern=r"^https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,4}|:[1-5][0-9]{4})?(/[A-Za-z0-9._~%-]+)*/?$")
]


#: A site that may show pages in a frame, as CSP writes it (CSP 3, 2.3.1): a host by its name, the top of its subdomains as `*.`, a port.
#: An IP address would match nothing there; a page that came without TLS could be anybody's, but for one of this machine.
_HOST = r"([A-Za-z0-9-]+\.)*[A-Za-z][A-Za-z0-9-]*"
Origin = Annotated[
    str,
    StringConstraints(pattern=rf"^(https://({_HOST}|\*\.[A-Za-z0-9-]+\.{_HOST})|http://(localhost|127\.0\.0\.1))(:[1-9][0-9]{{0,4}})?$"),
]


class Colours(Content):
    """One or two seed colours; every shade on pages and paper is computed from them, with the contrast that WCAG 2.2 asks for."""

    main: Colour = Field(description="Colour of headings, links and buttons, as #rrggbb. Dark enough to read on white.")
    accent: Colour | None = Field(
        None, description="Second colour, for marks and edges, as #rrggbb, light ones too; without one, the main colour."
    )


class Typeface(Content):
    """The organization's own typeface. Its licence must allow use on the Web and in PDFs."""

    regular: FontFile = Field(description="Path of the font file (woff2, woff, ttf or otf) below the folder of brand.yml.")
    bold: FontFile | None = Field(None, description="Path of the bold font file.")
    italic: FontFile | None = Field(None, description="Path of the italic font file.")


class Licence(Content):
    """What others may do with the words."""

    name: Text = Field(description="The licence's short name, such as CC BY 4.0.")
    url: Address = Field(description="`https:` address of the licence.")


class Brand(Content):
    """Whose handbook it is and how it looks (brand.yml)."""

    renamed: ClassVar[Mapping[str, str]] = {"paper": "papers: [{}]"}

    name: Text = Field(description="The handbook's name, as it stands on every page and worksheet.")
    short: Text | None = Field(None, description="A short form of the name, for phones and home screens.")
    tagline: Text | None = Field(None, description="What the handbook is, in a few words.")
    description: Text | None = Field(
        None, description="What the handbook is, in a sentence, for search engines and shared links; without one, the home page's."
    )
    site_url: Site = Field(description="The site's whole address, with its folder if it is not at the top: https://example.org/handbook/.")
    logo: Picture | None = Field(None, description="Path of the logo (SVG or PNG) below the folder of brand.yml.")
    logo_dark: Picture | None = Field(None, description="The logo for dark colours; without one, the logo stands on a light ground.")
    logo_has_name: bool = Field(False, description="Whether the logo shows the name already: it is then not written beside it.")
    icon: Picture | None = Field(
        None, description="A square picture for tabs and home screens; without one, a square logo or the name's first letter."
    )
    colours: Colours = Field(description="The seed colours.")
    typeface: Typeface | None = Field(None, description="The organization's own typeface; without one, Atkinson Hyperlegible.")
    organization: Organization | None = Field(
        None, description="The organization that offers the handbook, for About, the foot of pages and PDFs, and search engines."
    )
    contacts: tuple[Contact, ...] = Field((), description="How readers reach the organization: at the foot of pages and worksheets.")
    ask: Ask | None = Field(
        None, description="An invitation to ask a person, with the contacts: at the end of chapters, on worksheets and in PDFs."
    )
    formats: Sentences | None = Field(
        None,
        description="In which other forms readers get the handbook, and from whom: large print on paper, a recording, sign language. "
        "On About, beside all PDFs, and on their last pages.",
    )
    partners: tuple[Partner, ...] = Field(
        (), description="Who pays for the handbook or works on it: a row of logos above the foot of pages and on the last pages of PDFs."
    )
    announcement: Announcement | None = Field(
        None, description="What readers should know for some days: on top of every page, until its last day. Not on paper."
    )
    social: tuple[Annotated[Contact, Noun("link")], ...] = Field(
        (), description="The organization's pages on social networks, at the foot of pages."
    )
    legal: tuple[Annotated[Contact, Noun("link")], ...] = Field(
        (), description="Legal pages, such as a privacy policy, at the foot of pages."
    )
    footer: Text | None = Field(None, description="A sentence at the foot of every page.")
    credit: Text | None = Field(None, description="Whom the organization thanks or credits, at the foot of pages and worksheets.")
    licence: Licence = Field(description="The licence of the words.")
    version: str | None = Field(
        None,
        min_length=1,
        description="The handbook's version that the folder was last compared with; `make overlay` says what changed since, "
        "until `make confirm` keeps that for each place.",
    )
    offline: bool = Field(True, description="Whether browsers keep the pages, so that readers can go on without internet.")
    frame_ancestors: tuple[Origin, ...] = Field(
        (),
        description="Sites that may show pages of the handbook in a frame, such as https://hospital.example or "
        "https://*.hospital.example; without any, none may.",
    )
    papers: tuple[Literal["letter", "a4"], ...] = Field(
        ("letter",), min_length=1, description="The sizes of paper that PDFs are made for, the usual one first: letter, a4 or both."
    )
    languages: tuple[Language, ...] | None = Field(
        None, min_length=1, description="Codes of the languages offered, the first one first; without it, the handbook's own."
    )
    untranslated: Literal["error", "shown", "left-out"] = Field(
        "error",
        description="What happens to a text that is not translated yet: `error` stops the build, `shown` shows it in the first language "
        "with a notice, `left-out` leaves its section or item out in that language.",
    )
    chapters: tuple[Id, ...] | None = Field(
        None, min_length=1, description="Ids of the chapters offered, in their order; without it, all of handbook.yml."
    )
    provinces: tuple[Id, ...] = Field(
        (), description="Ids of the provinces and territories of most readers: pages begin with them, and PDFs show them alone."
    )
