"""What brand.yml may say of an organization: who it is, how to reach it, who is with it, what it has to announce."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from .texts import Content, Id, Sentences, Text

#: A file of the brand's own folder. Whether it is there, and a picture, is checked in look/logos.py.
Picture = Annotated[str, StringConstraints(pattern=r"^assets/[\w./-]+\.(svg|png)$")]
Address = Annotated[str, StringConstraints(pattern=r"^(https://[A-Za-z0-9][^\s<>\"\[\]]*|mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9().-]+)$")]
HomePage = Annotated[str, StringConstraints(pattern=r"^https://[A-Za-z0-9][^\s<>\"\[\]]*$")]


class Contact(Content):
    """A way to reach the organization, or a page of its own."""

    label: Text = Field(description="What readers see.")
    url: Address = Field(description="`https:`, `mailto:` or `tel:` address.")


class Organization(Content):
    """The organization that offers the handbook: what About, the foot of pages and search engines say of it."""

    name: Text = Field(description="Its name, as it is registered.")
    url: HomePage | None = Field(None, description="`https:` address of its home page.")
    registration: Text | None = Field(None, description="As what it is registered, with the number: Registered charity 12345 6789 RR0001.")
    address: Text | None = Field(None, description="Its postal address, in a line.")
    acknowledgement: Sentences | None = Field(
        None, description="On whose land it works, in its own words: on About and on the last page of print editions."
    )


class Partner(Content):
    """Somebody who pays for the handbook or works on it, shown by a logo."""

    name: Text = Field(description="Its name, for those who do not see the logo.")
    logo: Picture = Field(description="Path of its logo (SVG or PNG) below the folder of brand.yml.")
    logo_dark: Picture | None = Field(None, description="Its logo for dark colours; without one, the logo stands on a light ground.")
    url: HomePage | None = Field(None, description="`https:` address of its home page.")
    heading: Text | None = Field(None, description="Words before this logo and those after it, up to the next heading: Funded by.")


class Ask(Content):
    """An invitation to ask a person, at the end of chapters and worksheets; the `contacts` stand below it."""

    text: Sentences = Field(description="What readers may ask, and of whom.")
    hours: Text | None = Field(None, description="When somebody answers: Monday to Friday, 9 a.m. to 4 p.m., Eastern Time.")


class Announcement(Content):
    """What readers should know for some days, such as when nobody answers: on top of every page, until its last day."""

    text: Sentences = Field(description="What there is to know, in a sentence or two.")
    until: datetime.date = Field(description="The last day on which pages show it, as 2026-12-31.")
    id: Id | None = Field(
        None,
        description="By which a device that has put it away knows it again; without one, its last day. With a new one it comes back.",
    )
