"""`python -m macros brand DIR`: a small folder to begin with, in which an organization writes its brand."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import textwrap
from pathlib import Path

import yaml
from markupsafe import Markup

from .. import git
from ..checking import check
from ..leftovers import passed_over
from ..model.brand import Brand
from ..model.handbook import Handbook
from ..paths import Project, meant, typed
from ..problems import ContentError, HandbookError
from ..reading.documents import Document
from ..rendering.render import Renderer
from .parts import interview

#: What `make` writes into an organization's folder and can write again; a pattern each, for .gitignore.
MADE = ("site/", ".site.*", "hosting/", "release/", "handbook-offline.zip", "report.html", "reviews.ics")
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
    "organization": "{{name: {text}, url: https://example.org/, registration: {text}, address: {text}, acknowledgement: {text}}}",
    "contacts": "[{{label: {text}, url: mailto:someone@example.org}}]",
    "ask": "{{text: {text}, hours: {text}}}",
    "formats": "{text}",
    "partners": "[{{name: {text}, logo: assets/partner.svg, logo_dark: assets/partner-dark.svg, url: https://example.org/, "
    "heading: {text}}}]",
    "announcement": "{{text: {text}, until: 2026-12-31, id: closed}}",
    "social": "[{{label: {text}, url: https://social.example.org/us}}]",
    "legal": "[{{label: {text}, url: https://example.org/privacy}}]",
    "footer": "{text}",
    "credit": "{text}",
    "version": '"1.0"',
    "offline": "false",
    "frame_ancestors": "[https://hospital.example]",
    "untranslated": "shown",
    "papers": "[letter, a4]",
    "chapters": "[{chapters}]",
    "provinces": "[ontario]",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The folder, and answers to what is asked otherwise."""
    parser.add_argument("folder", type=Path, help="the new folder")
    parser.add_argument(
        "--name", action="append", metavar="CODE=TEXT", help="the handbook's name in a language, such as en=Your Way; repeat it"
    )
    parser.add_argument("--site", help="the site's address, such as https://example.org/handbook/")
    parser.add_argument("--colour", help="the main colour, as #rrggbb")
    parser.add_argument("--accent", help="a second colour, as #rrggbb")
    parser.add_argument("--logo", type=typed, help="an SVG or PNG file, which is copied")
    parser.add_argument("--file", type=typed, help="a brand.yml that is made already, as by the form on our site: nothing is asked")
    parser.add_argument("--contact", help="how readers reach you: an email, telephone or web address")


def run(project: Project, options: argparse.Namespace) -> str:
    """Begin a folder with an organization's brand."""
    if not options.folder.name:
        raise HandbookError("Which folder? make brand DIR=../our-handbook")
    new = meant(options.folder)
    if new.exists() and (not new.is_dir() or any(not passed_over(path.name) for path in new.iterdir())):
        raise HandbookError(f"{options.folder}: this holds something already, expected a new folder. Choose another name.")
    if new.is_relative_to(project.root):
        raise HandbookError(f"{options.folder}: this is inside the handbook, expected a folder beside it. Choose ../{new.name}.")
    handbook = check.read(project)
    if options.file:
        found, text = _made(options.file)
    else:
        found = interview.answers(handbook.settings, options)
        text = _asked(project, handbook, new, found)
    _write({"brand.yml": text, **_beside(project, handbook, new, found)}, new, found, options.logo)
    return _next(project, new)


def _made(file: Path) -> tuple[dict, str]:
    """Of a brand.yml that is made already, what says what else to begin with, and its text; raise HandbookError where it is none."""
    if not file.is_file():
        raise HandbookError(f"--file: there is no file {file}.")
    document = Document(file)
    data, problems = document.parse()
    for problem in problems:
        raise HandbookError(f"--file: {file}:{problem.at[0]}:{problem.at[1]}: {problem.message}")
    name = data.get("name") if isinstance(data, dict) else None
    if not isinstance(name, dict) or not name:
        raise HandbookError(f"--file: {file} has no name, expected the brand.yml of an organization.")
    languages, version = data.get("languages"), git.version()
    alone = isinstance(languages, list) and len(languages) == 1
    text = document.text
    if version and "version" not in data and not document.is_flow(()):
        text = f"{text.rstrip()}\n{_yaml({'version': version})}\n"
    return {"name": name, **({"languages": languages} if alone else {})}, text


def _asked(project: Project, handbook: Handbook, folder: Path, found: dict) -> str:
    """The text of brand.yml with what was answered."""
    licence = handbook.brand.licence
    own = {"licence": {"name": {code: licence.name[code] for code in found["name"]}, "url": licence.url}, "version": git.version()}
    return brand_file({**found, **own}, _home(project, folder), [chapter.id for chapter in handbook.chapters])


def _home(project: Project, folder: Path) -> str:
    return Path(os.path.relpath(project.root, folder)).as_posix()


def _beside(project: Project, handbook: Handbook, folder: Path, found: dict) -> dict[str, str]:
    """Name in the new folder -> text of each file that it begins with beside brand.yml."""
    names = ["README.md", "content/pages/organizations.yml"]
    names += ["content/pages/about.yml"] if "languages" in found else []
    renderer = Renderer(project, handbook, handbook.settings.languages[0].code)
    values = {
        "name": next(iter(found["name"].values())),
        "home": _home(project, folder),
        "own": shlex.quote(Path(os.path.relpath(folder, project.root)).as_posix()),
    }
    plain = {name: Markup(value) for name, value in values.items()}  # no HTML: quotation marks stay
    return {
        ".gitignore": "".join(f"/{name}\n" for name in MADE),
        **{name: renderer.file(f"begun/{name}", **plain) + "\n" for name in names},
    }


def _write(files: dict[str, str], folder: Path, found: dict, logo: Path | None) -> None:
    """Write the files and copy the logo; OSError where that cannot be."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "assets").mkdir()
    if "logo" in found:
        shutil.copyfile(logo, folder / found["logo"])


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
