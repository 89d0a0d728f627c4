"""Modules of the site, as they are and as classic scripts for pages that are opened from a disk."""

from __future__ import annotations

import pytest
from conftest import ROOT

from macros.site import modules

MAIN = """import { one, two } from "./shared.js"
import { three } from "./more.js"
// export is a word here, and import another
export const four = one + two
export async function five() {}
export class Six {}
"""
SCRIPTS = {
    "main.js": MAIN,
    "more.js": 'import { one } from "./shared.js"\nexport const three = one\n',
    "shared.js": "export const one = 1\n",
}


def test_each_stands_after_what_it_imports() -> None:
    """Whatever imports a module runs after it, and each runs once, though two import each other."""
    assert modules.in_order(SCRIPTS, ["main.js", "more.js"]) == ["shared.js", "more.js", "main.js"]
    circle = {"a.js": 'import { b } from "./b.js"', "b.js": 'import { a } from "./a.js"'}
    assert modules.in_order(circle, ["a.js"]) == ["b.js", "a.js"]


def test_comments_stay_with_the_source() -> None:
    """Lines that hold a comment alone are left out of modules, what only looks like one is not, and other scripts are as they are."""
    module = '// one\n  // two\nexport const a = "// three" // four\nconst b = `https://five`\n'
    assert modules.bare(module) == module.removeprefix("// one\n  // two\n")
    assert modules.bare("// one\nconst a = 1\n") == "// one\nconst a = 1\n"


def test_a_classic_script() -> None:
    """Imports are taken from what the others have given, exports are given, and nothing else is seen outside."""
    assert modules.classic("main.js", MAIN) == (
        '(() => {\n"use strict"\nconst { one, two } = handbookModules["shared.js"]\nconst { three } = handbookModules["more.js"]\n'
        "// export is a word here, and import another\nconst four = one + two\nasync function five() {}\nclass Six {}\n\n"
        ';(window.handbookModules ??= {})["main.js"] = { four, five, Six }\n})()\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        'import shared from "./shared.js"',
        "import { one as other } from './shared.js'",
        'import "./shared.js"',
        "export default 1",
        "const one = 1\nexport { one }",
        'export * from "./shared.js"',
        "  export const one = 1",
        'const late = () => import("./shared.js")',
        "const here = import.meta.url",
        "await fetch('x')",
    ],
)
def test_what_is_written_otherwise_is_refused(text: str) -> None:
    """What the two patterns do not know is an error that names the line, and not a script that fails at a reader's."""
    line = text.count("\n") + 2
    with pytest.raises(ValueError, match=rf"^main.js, line {line}: .*, expected import "):
        modules.classic("main.js", f"// A module.\n{text}\n")


def test_our_modules_can_be_classic() -> None:
    """Each module of the library is written so."""
    scripts = {path.name: path.read_text("utf-8") for path in (ROOT / "overrides" / "assets").glob("*.js")}
    ours = [name for name, text in scripts.items() if modules.IMPORT.search(text)]
    assert len(ours) > 2
    for name in modules.in_order(scripts, ours):
        assert modules.classic(name, scripts[name]).startswith("(() => {")
