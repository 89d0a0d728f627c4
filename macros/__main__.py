"""The command line: `python -m macros COMMAND`. `make help` lists the same commands."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import paths, refused
from .commands import (
    brand,
    brands,
    check,
    confirm,
    export,
    hosting,
    import_,
    offline,
    overlay,
    release,
    report,
    schema,
    serve,
    site,
)
from .problems import HandbookError

#: In the order of `--help`. Each has `run` and, where it has options of its own, `add_options`.
_MODULES = (site, serve, hosting, offline, release, check, confirm, report, schema, brand, brands, overlay, export, import_)
#: By the name of the module; `import` is a word of Python's.
COMMANDS = {module.__name__.rpartition(".")[2].rstrip("_"): module for module in _MODULES}
#: What is not done for one organization's folder.
_FOR_NO_BRAND = ("schema", "brand", "brands")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit status: 0, or 1 when it failed."""
    options = _parser().parse_args(arguments)
    try:
        said = COMMANDS[options.command].run(paths.Project.of(options.project, options.brand), options)
    except HandbookError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        if not (said := refused.said_of(error)):
            raise
        print(said, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, Ctrl-D
        print(file=sys.stderr)
        return 130
    if said:
        print(said)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    parser.add_argument("--project", type=Path, default=paths.HOME, help="folder of the handbook (where mkdocs.yml is)")
    parser.set_defaults(brand=None)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        added = commands.add_parser(name, help=command.run.__doc__)
        if name not in _FOR_NO_BRAND:
            added.add_argument("--brand", metavar="DIR", help="folder of an organization's brand and content")
        if hasattr(command, "add_options"):
            command.add_options(added)
    return parser


if __name__ == "__main__":
    sys.exit(main())
