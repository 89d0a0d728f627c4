"""The command line: `python -m macros COMMAND`. `make help` lists the same commands."""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
from pathlib import Path

from . import files, paths, processes
from .checking import check, lock
from .commands import brand, brands, overlay, release, report, schema
from .commands.translating import exchange, translators
from .problems import ContentError
from .rendering import render
from .site import hosting, offline

Options = argparse.Namespace


class Failed(Exception):
    """A command could not do its work; the message says why."""


def check_content(project: paths.Project, options: Options) -> str:
    """Check everything an author can break: content, brand, translations.lock, schemas."""
    reader, handbook = check.fresh(project)
    reader.problems += lock.drift(reader, handbook)
    if not project.overlay:
        reader.problems += schema.stale(project, handbook.settings)
    reader.fail_on_problems()
    count = sum(1 for _ in lock.texts(handbook))
    languages = ", ".join(language.name for language in handbook.settings.languages)
    return f"No problems: {len(reader.documents)} files, {count} texts, each in {languages}."


def confirm_translations(project: paths.Project, options: Options) -> str:
    """Record that the languages of every text agree as they are now."""
    count = lock.write(*check.fresh(project), datetime.date.today())
    return f"{project.relative(project.lock)}: {count} text{'' if count == 1 else 's'} confirmed."


def write_report(project: paths.Project, options: Options) -> str:
    """Write a page for editors: texts that changed in one language only, old reviews, unused terms, texts that are hard to read."""
    return report.write(*check.fresh(project), datetime.date.today())


def write_schemas(project: paths.Project, options: Options) -> str:
    """Write content/schema/ anew from the model."""
    _, handbook = check.fresh(project)
    return f"Written: {', '.join(schema.write(project, handbook.settings)) or 'nothing, all were current'}."


def build_site(project: paths.Project, options: Options) -> str:
    """Build the site."""
    _run_engine(project, "build")
    return f"The site is in {os.path.relpath(project.site)}."


def serve_site(project: paths.Project, options: Options) -> str:
    """Show the site on this machine and follow every change."""
    _run_engine(project, "serve")
    return ""


def write_hosting(project: paths.Project, options: Options) -> str:
    """Write what hosts need for the site that was built: configurations, and compressed files."""
    renderer, *_ = _renderers(project)
    written = hosting.write(renderer, project.site, renderer.handbook.brand.site_url)
    return f"{len(written)} files: configurations in {os.path.relpath(project.site.parent / 'hosting')}, compressed copies in the site."


def write_offline(project: paths.Project, options: Options) -> str:
    """Write the offline edition of the site that was built, as a ZIP."""
    target = project.site.with_name("handbook-offline.zip")
    count = offline.write(_renderers(project), project.site, target)
    return f"{os.path.relpath(target)}: {count} files, {target.stat().st_size / 1e6:.1f} MB."


def write_release(project: paths.Project, options: Options) -> str:
    """Write what is handed on of the site that was built: ZIPs, bill of materials, checksums."""
    written = release.write(project, _renderers(project))
    size = sum(path.stat().st_size for path in written)
    return f"{os.path.relpath(written[0].parent)}: {len(written)} files, {size / 1e6:.1f} MB. Check: sha256sum -c {release.SUMS}"


def _renderers(project: paths.Project) -> list[render.Renderer]:
    """A renderer for each language of the site that was built; raise Failed where there is none."""
    if not project.site.is_dir():
        raise Failed("There is no site yet. Build it first: make site.")
    handbook = check.read(project)
    return [render.Renderer(project, handbook, language.code) for language in handbook.settings.languages]


def _run_engine(project: paths.Project, command: str) -> None:
    environment = {**os.environ, "HANDBOOK_BRAND": str(project.overlay or ""), "NO_MKDOCS_2_WARNING": "1"}
    line = processes.engine(command, "--config-file", "mkdocs.yml")
    done = subprocess.run(line, cwd=project.root, env=environment, check=False)
    if done.returncode:
        raise Failed("")


def export_texts(project: paths.Project, options: Options) -> str:
    """Write every text for translation into a language, as PO or XLIFF."""
    return translators.give(project, options.lang, options.format)


def import_texts(project: paths.Project, options: Options) -> str:
    """Write a translated file into an organization's folder, as texts in that language."""
    said, sound = translators.take(project, options.lang, options.file)
    if not sound:
        raise Failed(said)
    return said


def explain_overlay(project: paths.Project, options: Options) -> str:
    """Say what an organization's folder changes, and what has changed under it."""
    if not project.overlay:
        raise Failed("Which folder? make overlay BRAND=../our-handbook")
    return overlay.explain(project, options.since)


def build_brands(project: paths.Project, options: Options) -> str:
    """Build the site of every brand in a folder."""
    if not brands.folders(options.folder):
        raise Failed(f"{options.folder}: no folder in it has a brand.yml. Which folder holds the brands? make brands DIR=...")
    if not brands.report(project, options.folder.resolve()):
        raise Failed("")
    return ""


def begin_brand(project: paths.Project, options: Options) -> str:
    """Begin a folder with an organization's brand."""
    return brand.begin(project, options.folder, brand.answers(project, options), options.logo)


COMMANDS = {
    "site": build_site,
    "serve": serve_site,
    "hosting": write_hosting,
    "offline": write_offline,
    "release": write_release,
    "check": check_content,
    "confirm": confirm_translations,
    "report": write_report,
    "schema": write_schemas,
    "brand": begin_brand,
    "brands": build_brands,
    "overlay": explain_overlay,
    "export": export_texts,
    "import": import_texts,
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit status: 0, or 1 when it failed."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    parser.add_argument("--project", type=Path, default=paths.HOME, help="folder of the handbook (where mkdocs.yml is)")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        added = commands.add_parser(name, help=command.__doc__)
        if name == "brand":
            brand.add_options(added)
        elif name == "brands":
            added.add_argument("folder", type=Path, help="folder that holds the brands' folders")
        elif name != "schema":
            added.add_argument("--brand", metavar="DIR", help="folder of an organization's brand and content")
        if name in ("export", "import"):
            added.add_argument("--lang", required=True, metavar="CODE", help="the language's code, such as es")
        if name == "export":
            added.add_argument("--format", choices=("po", "xliff"), default="po", help="gettext PO (the usual one) or XLIFF 1.1")
        if name == "import":
            added.add_argument("--file", type=Path, help="the file; without it, translations/CODE.po or .xlf of the folder")
        if name == "overlay":
            added.add_argument("--since", metavar="VERSION", help="tag or commit of the handbook to compare with")
    options = parser.parse_args(arguments)
    try:
        said = COMMANDS[options.command](paths.Project.of(options.project, getattr(options, "brand", None)), options)
    except (ContentError, Failed, brand.Refused, translators.Refused, exchange.Unreadable, paths.NoSuchFolder) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        if not (full := files.no_room(error)):
            raise
        print(files.said_of(full), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, Ctrl-D
        print(file=sys.stderr)
        return 130
    if said:
        print(said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
