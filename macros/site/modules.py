"""The site's own JavaScript modules: what they import, and the same as classic scripts for pages that are opened from a disk.

Browsers load no module from file: (HTML, 8.1.3.2), so that the offline edition needs them in the older form. To keep that a matter of
two patterns, a module says all of it at the start of a line: `import { a, b } from "./x.js"`, and `export` before `const`,
`function` or `class`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

IMPORT = re.compile(r'^import \{ (?P<names>\w+(?:, \w+)*) \} from "\./(?P<file>[\w.-]+\.js)"$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|async function|class) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
#: What is left of modules' own words once the two above are gone: other imports and exports, and what only a module may do.
_OTHER = re.compile(r"^[ \t]*(?:import|export)\b.*|\bimport(?:\.meta\b|\s*\().*|^(?:await|for await)\b.*", re.MULTILINE)


def bare(script: str) -> str:
    """A module without the lines that hold a comment alone, which are for those who read its source; other scripts as they are."""
    return _COMMENT.sub("", script) if IMPORT.search(script) or _EXPORT.search(script) else script


def in_order(scripts: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Files of modules and of all that they import (`scripts`: file name -> text), each after what it imports."""
    found: list[str] = []
    begun: set[str] = set()

    def add(name: str) -> None:
        if name not in begun:
            begun.add(name)
            for imported in IMPORT.finditer(scripts[name]):
                add(imported["file"])
            found.append(name)

    for name in names:
        add(name)
    return found


def classic(name: str, module: str) -> str:
    """A module's text as a classic script, to run after those of `in_order`; ValueError where it is written otherwise."""
    exported = _EXPORT.findall(module)
    text = IMPORT.sub(lambda said: f'const {{ {said["names"]} }} = handbookModules["{said["file"]}"]', _EXPORT.sub("", module))
    if other := _OTHER.search(text):
        line = text.count("\n", 0, other.start()) + 1
        raise ValueError(
            f'{name}, line {line}: {other[0].strip()!r}, expected import {{ … }} from "./….js" or export const, function, class'
        )
    return f'(() => {{\n"use strict"\n{text}\n;(window.handbookModules ??= {{}})["{name}"] = {{ {", ".join(exported)} }}\n}})()\n'
