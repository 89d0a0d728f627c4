"""What brand.yml will say of a new brand: asked of the options first, and else of the person at the terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable

from ...look import colours
from ...model import brand, organization
from ...model.handbook import LanguageSetting, Settings
from ...model.texts import pattern
from ...problems import HandbookError, quoted
from ...rendering.contacts import bare_address

#: A colour that nobody's brand begins with by accident: a plain blue.
COLOUR = "#26547c"


def answers(settings: Settings, options: argparse.Namespace) -> dict:
    """The fields of brand.yml that have a value; raise HandbookError where an answer is lacking or cannot be used."""
    name = _names(settings, options.name or ())
    if options.contact:
        try:
            _contact(options.contact)
        except ValueError:
            raise HandbookError(f'--contact: "{options.contact}" is no address, expected an email, telephone or https: address.') from None
    found: dict = {"name": name}
    found["site_url"] = options.site or _ask("The address that the site will have", "--site", _site)
    found["colours"] = {"main": options.colour or _ask("The main colour, as #rrggbb", "--colour", _readable, COLOUR)}
    if options.accent:
        found["colours"]["accent"] = options.accent
    if options.logo:
        if not options.logo.is_file():
            raise HandbookError(f"--logo: there is no file {options.logo}.")
        found["logo"] = f"assets/logo{options.logo.suffix.lower()}"
    contact = options.contact or _ask("An email address for readers (Enter: none)", "--contact", _contact, "")
    if contact:
        found["contacts"] = [{"label": dict.fromkeys(name, bare_address(contact.strip())), "url": _contact(contact)}]
    if len(name) < len(settings.languages):
        found["languages"] = list(name)
    return found


def _names(settings: Settings, given: Iterable[str]) -> dict[str, str]:
    """The handbook's name by language; what is given is CODE=NAME for one of them, or NAME for all."""
    named = dict(name.split("=", 1) if "=" in name else ("", name) for name in given)
    codes = [language.code for language in settings.languages]
    for code in named.keys() - {*codes, ""}:
        raise HandbookError(f'--name: "{code}" is no language of the handbook, expected {quoted(codes)}.')
    names: dict[str, str] = {}
    for language in settings.languages:
        if not named or language.code in named or "" in named:
            is_last = not names and language.code == codes[-1]
            name = named.get(language.code, named.get("")) or _name(language, is_last)
            names |= {language.code: name} if name else {}
    return names


def _name(language: LanguageSetting, is_last: bool) -> str:
    """The name in a language, asked; nothing where the language is left out, as somebody may do unless it is the last chance."""
    question = f"The handbook's name in {language.name}{'' if is_last else ' (Enter: not in this language)'}"
    if is_last or not sys.stdin.isatty():
        return _ask(question, "--name", _line)
    return _ask(question, "--name", str.strip, "")


def _ask(question: str, option: str, accept: Callable[[str], str], default: str | None = None) -> str:
    """An answer that is accepted; where nobody is at the terminal, the default. Raise HandbookError without either."""
    if not sys.stdin.isatty():
        if default is None:
            raise HandbookError(f"{question}? Nobody is here to ask: add {option}.")
        return default
    while True:
        try:
            return accept(input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default or "")
        except ValueError as error:
            print(f"  {error}")


def _line(text: str) -> str:
    if not text:
        raise ValueError("Please write a name.")
    return text


def _site(text: str) -> str:
    if not re.search(pattern(brand.Site), text):
        raise ValueError("Please write the whole address, from https:// on.")
    return text


def _contact(text: str) -> str:
    """What somebody wrote as the address that it is: mailto:, tel: or https:."""
    text = text.strip()
    if not text or re.search(pattern(organization.Address), text):
        return text
    if "@" in text:
        address = f"mailto:{text}"
    elif re.fullmatch(r"[+\d ().-]+", text):
        address = "tel:" + re.sub(r"[ ().-]", "", text)
    else:
        address = f"https://{text}"
    if not re.search(pattern(organization.Address), address):
        raise ValueError("Please write an email address, such as help@example.org.")
    return address


def _readable(text: str) -> str:
    if not re.fullmatch(pattern(brand.Colour), text):
        text = colours.meant(text) or ""
    if not text:
        raise ValueError(f"Please write # and six figures or letters from a to f, such as {COLOUR}.")
    try:
        colours.palette(text)
    except colours.Unworkable as fault:
        raise ValueError(f"{text} is too light to read. The nearest that works is {fault.nearest}.") from None
    return text
