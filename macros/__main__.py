"""The command line: `python -m macros check | confirm | schema`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import check, model, paths, schema, translations
from .load import Reader
from .problems import ContentError


def check_content(project: paths.Project) -> str:
    """Check everything an author can break: content, translations.lock, schemas."""
    reader, handbook = check.fresh(project)
    reader.problems += translations.drift(reader, handbook)
    reader.problems += schema.stale(project, handbook.settings)
    reader.fail_on_problems()
    count = sum(1 for _ in translations.texts(handbook))
    languages = ", ".join(language.name for language in handbook.settings.languages)
    return f"No problems: {len(reader.documents)} files, {count} texts, each in {languages}."


def confirm_translations(project: paths.Project) -> str:
    """Record that the languages of every text agree as they are now."""
    count = translations.write(*check.fresh(project))
    return f"{project.relative(project.lock)}: {count} text{'' if count == 1 else 's'} confirmed."


def write_schemas(project: paths.Project) -> str:
    """Write content/schema/*.json anew from the model."""
    _, handbook = check.fresh(project)
    return f"Written: {', '.join(schema.write(project, handbook.settings)) or 'nothing, all were current'}."


COMMANDS = {"check": check_content, "confirm": confirm_translations, "schema": write_schemas}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit status: 0, or 1 when the content has problems."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.__doc__)
    parser.add_argument("--project", type=Path, default=paths.HOME, help="folder of the handbook (where mkdocs.yml is)")
    options = parser.parse_args(arguments)
    try:
        print(COMMANDS[options.command](paths.Project(options.project.resolve())))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
