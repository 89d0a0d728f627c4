"""`python -m macros brand DIR`: a small folder to begin with, in which an organization writes its brand."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import yaml

from .. import git
from ..checking import check
from ..look import colours
from ..model import brand
from ..model.brand import Brand
from ..paths import Project
from ..problems import ContentError
from ..rendering.render import bare_address

#: What stands in brand.yml, commented out, for a field that has no value yet; {text} is a text in each language.
EXAMPLES = {
    "short": "{text}",
    "tagline": "{text}",
    "description": "{text}",
    "logo": "assets/logo.svg",
    "logo_dark": "assets/logo-dark.svg",
    "logo_has_name": "true",
    "icon": "assets/icon.png",
    "typeface": "{{regular: assets/regular.ttf, bold: assets/bold.ttf, italic: assets/italic.ttf}}",
    "contacts": "[{{label: {text}, url: mailto:someone@example.org}}]",
    "social": "[{{label: {text}, url: https://social.example.org/us}}]",
    "legal": "[{{label: {text}, url: https://example.org/privacy}}]",
    "footer": "{text}",
    "credit": "{text}",
    "version": '"1.0"',
    "offline": "false",
    "untranslated": "shown",
    "papers": "[letter, a4]",
    "chapters": "[{chapters}]",
}
#: A colour that nobody's brand begins with by accident: a plain blue.
COLOUR = "#26547c"


class Refused(Exception):
    """The folder cannot be begun as asked; the message says why and what to do."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The folder, and answers to what is asked otherwise."""
    parser.add_argument("folder", type=Path, help="the new folder")
    parser.add_argument(
        "--name", action="append", metavar="CODE=TEXT", help="the handbook's name in a language, such as en=Your Way; repeat it"
    )
    parser.add_argument("--site", help="the site's address, such as https://example.org/handbook/")
    parser.add_argument("--colour", help="the main colour, as #rrggbb")
    parser.add_argument("--accent", help="a second colour, as #rrggbb")
    parser.add_argument("--logo", type=Path, help="an SVG or PNG file, which is copied")
    parser.add_argument("--contact", help="how readers reach you: an email, telephone or web address")


def answers(project: Project, options: argparse.Namespace) -> dict:
    """What brand.yml will say: from the options, and from the person at the terminal where there is one.

    Raise Refused where an answer is lacking, and for a folder that holds anything: it is left alone.
    """
    if not options.folder.name:
        raise Refused("Which folder? make brand DIR=../our-handbook")
    if options.folder.exists() and (not options.folder.is_dir() or any(not path.name.startswith(".") for path in options.folder.iterdir())):
        raise Refused(f"{options.folder}: this holds something already, expected a new folder. Choose another name.")
    settings = check.read(project).settings
    named = dict(name.split("=", 1) if "=" in name else ("", name) for name in options.name or ())
    for code in named.keys() - {language.code for language in settings.languages} - {""}:
        raise Refused(
            f'--name: "{code}" is no language of the handbook, expected {", ".join(language.code for language in settings.languages)}.'
        )
    name = {}
    for language in settings.languages:
        if not named or language.code in named or "" in named:
            given = named.get(language.code, named.get(""))
            last = not name and language == settings.languages[-1]
            question = f"The handbook's name in {language.name}{'' if last else ' (Enter: not in this language)'}"
            may_skip = not last and sys.stdin.isatty()
            given = given or _ask(question, "--name", str.strip if may_skip else _line, "" if may_skip else None)
            name |= {language.code: given} if given else {}
    found: dict = {"name": name}
    if options.contact:
        try:
            _contact(options.contact)
        except ValueError:
            raise Refused(f'--contact: "{options.contact}" is no address, expected an email, telephone or https: address.') from None
    found["site_url"] = options.site or _ask("The address that the site will have", "--site", _matches(brand.Site))
    found["colours"] = {"main": options.colour or _ask("The main colour, as #rrggbb", "--colour", _readable, COLOUR)}
    if options.accent:
        found["colours"]["accent"] = options.accent
    if options.logo:
        if not options.logo.is_file():
            raise Refused(f"--logo: there is no file {options.logo}.")
        found["logo"] = f"assets/logo{options.logo.suffix.lower()}"
    question = "An email address for readers (Enter: none)"
    contact = options.contact or (_ask(question, "--contact", _contact, "") if sys.stdin.isatty() else "")
    if contact:
        found["contacts"] = [{"label": dict.fromkeys(name, bare_address(_contact(contact))), "url": _contact(contact)}]
    if len(name) < len(settings.languages):
        found["languages"] = list(name)
    return found


def _ask(question: str, option: str, accept: Callable[[str], str], default: str | None = None) -> str:
    """An answer that is accepted; where nobody is at the terminal, the default. Raise Refused without either."""
    if not sys.stdin.isatty():
        if default is None:
            raise Refused(f"{question}? Nobody is here to ask: add {option}.")
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


def _matches(kind: object) -> Callable[[str], str]:
    def accept(text: str) -> str:
        if not re.search(kind.__metadata__[0].pattern, text):
            raise ValueError("Please write the whole address, from https:// on.")
        return text

    return accept


def _contact(text: str) -> str:
    """What somebody wrote as the address that it is: mailto:, tel: or https:."""
    text = text.strip()
    if not text or re.search(brand.Address.__metadata__[0].pattern, text):
        return text
    if "@" in text:
        address = f"mailto:{text}"
    elif re.fullmatch(r"[+\d ().-]+", text):
        address = "tel:" + re.sub(r"[ ().-]", "", text)
    else:
        address = f"https://{text}"
    if not re.search(brand.Address.__metadata__[0].pattern, address):
        raise ValueError("Please write an email address, such as help@example.org.")
    return address


def _readable(text: str) -> str:
    if not re.fullmatch(brand.Colour.__metadata__[0].pattern, text):
        raise ValueError("Please write # and six figures or letters from a to f, such as #26547c.")
    try:
        colours.palette(text)
    except colours.Unworkable as fault:
        raise ValueError(f"{text} is too light to read. The nearest that works is {fault.nearest}.") from None
    return text


def begin(project: Project, folder: Path, found: dict, logo: Path | None = None) -> str:
    """Write the folder and check it; return what to do next. Raise Refused when it cannot be written."""
    folder = folder.resolve()
    handbook = check.read(project)
    licence = handbook.brand.licence
    data = {
        **found,
        "licence": {"name": {code: licence.name[code] for code in found["name"]}, "url": licence.url},
        "version": git.version(),
    }
    home = os.path.relpath(project.root, folder)
    files = {
        "brand.yml": brand_file(data, Path(home).as_posix(), [chapter.id for chapter in handbook.chapters]),
        ".gitignore": "site/\n",
        "content/pages/organizations.yml": _NOT_OFFERED,
        "content/pages/home.yml": _HOME,
        "README.md": _README.format(
            name=next(iter(found["name"].values())),
            home=Path(home).as_posix(),
            own=shlex.quote(Path(os.path.relpath(folder, project.root)).as_posix()),
        ),
    }
    if "languages" in data:
        files["content/pages/about.yml"] = _ONE_LANGUAGE
    try:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "assets").mkdir()
        if "logo" in found:
            shutil.copyfile(logo, folder / found["logo"])
    except OSError as error:
        raise Refused(f"{error.filename}: this cannot be written ({error.strerror}). Choose a folder of your own.") from None
    return _next(project, folder)


def _next(project: Project, folder: Path) -> str:
    """What to do with the new folder: mend it, or build it."""
    shown = os.path.relpath(folder)
    try:
        check.fresh(Project.of(project.root, folder))
    except ContentError as error:
        return f"{shown} is begun. Before you build it, mend this in brand.yml:\n{error}"
    return f"{shown} is begun. Build the site with `make site BRAND={shlex.quote(shown)}`, and change brand.yml as you like."


def brand_file(data: dict, home: str, chapters: list[str]) -> str:
    """The text of brand.yml: every field with its description, those without a value commented out."""
    lines = [
        f"# yaml-language-server: $schema={home}/content/schema/brand.json",
        "# Whose handbook this is and how it looks. Lines that begin with # are not read: take the # away to use one.",
    ]
    for field, info in Brand.model_fields.items():
        lines += ["", *textwrap.wrap(info.description, 96, initial_indent="# ", subsequent_indent="# ")]
        if data.get(field) is not None:
            lines.append(_yaml({field: data[field]}))
        else:
            text = "{" + ", ".join(f"{code}: …" for code in data["name"]) + "}"
            example = EXAMPLES.get(field, "[{languages}]").format(
                text=text, chapters=", ".join(chapters), languages=", ".join(data["name"])
            )
            lines.append(f"# {field}: {example}")
    return "\n".join(lines) + "\n"


def _yaml(data: dict) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10_000).rstrip()


_HOME = """\
# What you change of the home page. Items and sections are found by their id; what is not here stays as it is.
sections:
  - id: start
    items:
      - id: for-organizations
        hide: true
"""
_NOT_OFFERED = """\
# This page tells other organizations about the handbook. Delete this file to keep it.
hide: true
"""
_ONE_LANGUAGE = """\
# Your handbook speaks one language: the section on languages is left out.
sections:
  - id: languages
    hide: true
"""
_README = """\
# {name}

Our name, colours and content for the handbook in `{home}`. From that folder:

```sh
make serve BRAND={own}     # look at it on this machine, and follow every change
make site BRAND={own}      # the whole site, in {own}/site/
make check BRAND={own}     # find mistakes
make overlay BRAND={own}   # what we change, and what has changed under it
```

BRANDING.md in that folder explains every file here.
"""
