"""What people write by habit is told as what they meant: the very thing to write in its place."""

from __future__ import annotations

import pytest

from macros.model import brand, organization
from macros.model.texts import Id, Slug, Url, pattern
from macros.reading import meant

CURLY = " between straight quotation marks: these are curly."
#: A kind of value, what somebody wrote, and what they are told to write; "" where nobody can tell.
CASES = [
    *((brand.Colour, written, f' Write "{colour}".') for written, colour in [
        ("D6001C", "#d6001c"), ("d6001c", "#d6001c"), ("#F00", "#ff0000"), ("F00", "#ff0000"), ("0xD6001C", "#d6001c"),
        ("rgb(214, 0, 28)", "#d6001c"), ("RGB(214,0,28)", "#d6001c"), ("rgb 214 0 28", "#d6001c"), ("214, 0, 28", "#d6001c"),
        ("rgb(84% 0% 11%)", "#d6001c"), ("rgba(214, 0, 28, 1)", "#d6001c"), ("#D6001CFF", "#d6001c"), ("hsl(0, 100%, 50%)", "#ff0000"),
        ("teal", "#008080"), (" #d6001c", "#d6001c"), ("#D6001C;", ""), ("rgba(214, 0, 28, 0.5)", ""), ("Pantone 186 C", ""), ("auto", ""),
        ("none", ""), ("", ""),
    ]),
    (brand.Colour, "“#FF0000”", f' Write "#FF0000"{CURLY}'),
    (brand.Colour, "« #F00 »", f' Write "#ff0000"{CURLY}'),
    (brand.Colour, "‘teal’", f' Write "#008080"{CURLY}'),
    (Url, "“https://x.example”", f' Write "https://x.example"{CURLY}'),
    (Slug, "”Aide ici”", f' Write "aide-ici"{CURLY}'),
    *((organization.Address, written, f' Write "{address}".') for written, address in [
        ("1-800-555-0142", "tel:1-800-555-0142"), ("1 800 555-0142", "tel:1-800-555-0142"), ("+1 (800) 555 0142", "tel:+1-800-555-0142"),
        ("(514) 555-0142", "tel:514-555-0142"), ("1.800.555.0142", "tel:1-800-555-0142"), ("tel: +1 800 555 0142", "tel:+18005550142"),
        ("Tél. : 514 555-0142", "tel:514-555-0142"), ("01 42 68 53 00", "tel:01-42-68-53-00"), ("514\u00a0555‑0142", "tel:514-555-0142"),
        ("help@x.example", "mailto:help@x.example"), ("mailto: help@x.example", "mailto:help@x.example"), ("x.example", "https://x.example"),
        ("http://x.example", "https://x.example"), ("//x.example/a", "https://x.example/a"), ("www.x.example", "https://www.x.example"),
        ("call us", ""), ("12345", "https://12345"),
    ]),
    *((organization.Picture, written, told) for written, told in [
        ("logo.svg", ' Write "assets/logo.svg".'), ("assets/Our Logo.SVG", ' Write "assets/Our-Logo.svg".'),
        ("../our/assets/logo.svg", ' Copy the file into assets/, and write "assets/logo.svg".'),
        ("/home/me/Pictures/logo.svg", ' Copy the file into assets/, and write "assets/logo.svg".'),
        ("~/logo.png", ' Copy the file into assets/, and write "assets/logo.png".'),
        ("C:\\Users\\me\\Our logo.PNG", ' Copy the file into assets/, and write "assets/Our-logo.png".'),
        ("file:///home/me/logo.svg", ' Copy the file into assets/, and write "assets/logo.svg".'),
        ("https://x.example/logo.svg", ' Copy the file into assets/, and write "assets/logo.svg".'),
        ("images/logo.svg", ' Copy the file into assets/, and write "assets/logo.svg".'),
        ("assets/logo.jpg", ' Save it as PNG or SVG in assets/, and write "assets/logo.png".'),
        ("C:\\logo.PDF", ' Save it as PNG or SVG in assets/, and write "assets/logo.png".'),
        ("“assets/logo.svg”", f' Write "assets/logo.svg"{CURLY}'), ("logo", ""),
    ]),
    (brand.FontFile, "/usr/share/fonts/Ours Bold.TTF", ' Copy the file into assets/, and write "assets/Ours-Bold.ttf".'),
    (Id, "“Call First”", f' Write "call-first"{CURLY}'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "told"), CASES, ids=lambda value: str(value)[:30])
def test_what_was_meant(kind: object, written: str, told: str) -> None:
    """A value of another form is told as what to write, and as `Change it.` where nobody can tell."""
    said = meant.mend(written, pattern(kind))
    assert said == (" Change it." if told in ("", ' Write "".') else told)
