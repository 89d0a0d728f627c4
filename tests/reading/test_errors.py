"""Every mistake that an author can make is told in one line that says where it is and how to mend it.

A case is a file of tests/reading/errors/: a comment that names the mistake, what it
does to the handbook in tests/reading/errors/base/, and the exact lines expected.

    file:      the file of content/ that it is in (default: chapters/example.yml)
    edit:      replacements in that file; or text: the whole of it; or remove: true
    encoding:  how the file is saved (default: utf-8)
    expected:  the lines; {kinds} stands for the kinds of section, which kind-wrong.yml names, {drawings} for the names of ours
"""

from __future__ import annotations

import ast
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from macros.checking import check, typography
from macros.model.kinds import KINDS
from macros.paths import HOME, Project
from macros.problems import ContentError
from macros.reading import validate

ERRORS = Path(__file__).parent / "errors"
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(ERRORS.glob("*.yml"))}
#: As an author reads them.
DRAWINGS = ", ".join(sorted(path.stem for path in (HOME / "overrides" / "drawings").glob("*.svg")))
KINDS_OF_SECTION = re.search(r"expected one of (.*?)\.", CASES["kind-wrong"]["expected"])[1]
for case in CASES.values():
    case["expected"] = case["expected"].replace("{kinds}", KINDS_OF_SECTION).replace("{drawings}", DRAWINGS)
EXPECTED = "".join(case["expected"] for case in CASES.values())
OF_OVERLAYS = "".join(yaml.safe_load(path.read_text("utf-8"))["expected"] for path in ERRORS.with_name("overlays").glob("*.yml"))
BASE = sorted((ERRORS / "base" / "content").rglob("*.yml"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the base handbook."""
    shutil.copytree(ERRORS / "base", tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


def problems(project: Project) -> list[str]:
    """The lines that an author would read."""
    try:
        check.read(project)
    except ContentError as error:
        return error.lines
    return []


def make(project: Project, case: dict) -> None:
    """Make the mistake of a case."""
    path = project.content / case.get("file", "chapters/example.yml")
    text = case["text"] if "text" in case else path.read_text(encoding="utf-8")
    for edit in case.get("edit", ()):
        assert text.count(edit["replace"]) == 1, f"{edit['replace']!r} must be in the file exactly once"
        text = text.replace(edit["replace"], edit["with"])
    path.unlink(missing_ok=True)
    if not case.get("remove"):
        path.write_text(text, encoding=case.get("encoding", "utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_mistake(name: str, project: Project):
    """A mistake gives exactly the lines of its case: place, wording, number and order."""
    make(project, CASES[name])
    assert problems(project) == CASES[name]["expected"].splitlines()


def test_base_is_sound(project: Project):
    """The base handbook has no problem of its own, so that each line of a case comes from its mistake."""
    assert problems(project) == []


def test_cases():
    """Each mistake is named in a comment, and gives a line with a way to mend it."""
    for name, case in CASES.items():
        assert (ERRORS / f"{name}.yml").read_text(encoding="utf-8").startswith("# "), name
        for line in case["expected"].splitlines() or [""]:
            assert line.startswith("content/") and ". " in line, name


#: Folders of the modules that say what is wrong with an author's files.
TELLING = ("model", "reading", "checking")
#: What no case can say, since it needs a link, a script, a lock or an odd name: tests of overlays, of both locks and of places try it.
ELSEWHERE = (
    *("this is a link that leads ", " is no picture, font, recording or document", " Move it, rename it or remove it."),
    *(" new, gone or changed in every language.", " changed in \0 and not in ", " new in your folder, or gone from it."),
    *("the file's name was written in another encoding", "announcement was until "),  # test_report.py
)
#: A sentence, and another one that begins with what to do.
MESSAGE = re.compile(r"\w .*[.?] [A-Z`\0].*\.$|^ [A-Z].* .*\.$")


def messages() -> Iterator[str]:
    """Every message in the code of these folders, with \\0 where something is filled in."""
    for path in (path for folder in TELLING for path in sorted((HOME / "macros" / folder).glob("*.py"))):
        tree = ast.parse(path.read_text("utf-8"))
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        parts |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) or getattr(node, "arg", "") == "description"}
        for node in ast.walk(tree):
            written = node.values if isinstance(node, ast.JoinedStr) else [node] if id(node) not in parts else []
            text = "".join("\0" if isinstance(part, ast.FormattedValue) else str(getattr(part, "value", "")) for part in written)
            if MESSAGE.search(text) and not any(known in text for known in ELSEWHERE):
                yield text


@pytest.mark.parametrize("message", sorted(set(messages())))
def test_message_has_a_case(message: str):
    """No message is untested: each is what some case of tests/reading/errors or tests/reading/overlays expects."""
    assert re.search(".+?".join(map(re.escape, message.split("\0"))), EXPECTED + OF_OVERLAYS)


@pytest.mark.parametrize(
    "names",
    [
        ("url-of-source", "id-capitals", "kind-of-letter-wrong", "file-missing", "language-code-wrong"),
        ("stage-unused", "typography-synonym", "chapter-listed-twice", "placeholder-lacking", "address-twice", "blanks-differ"),
    ],
    ids=["within-files", "across-files"],
)
def test_all_at_once(names: tuple[str, ...], project: Project):
    """The problems of several files are reported together, in the order of files and lines."""
    cases = [CASES[name] for name in names]
    for case in cases:
        make(project, case)
    lines = [line for case in cases for line in case["expected"].splitlines()]
    assert len({line.split(":")[0] for line in lines}) >= 5
    assert problems(project) == sorted(lines, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))


@pytest.mark.parametrize("pattern", validate.PATTERNS)
def test_pattern_has_a_case(pattern: str):
    """No message about the form of a value is untested."""
    assert f", expected {validate.PATTERNS[pattern]}." in EXPECTED


@pytest.mark.parametrize("rule", typography.RULES, ids=lambda rule: f"{rule.languages or 'every'}: {rule.found}")
def test_typography_rule_has_a_case(rule: typography.Rule):
    """No rule of typography is untested, in any language that it is for."""
    for code in [rule.languages] if rule.languages else ["en", "fr"]:
        assert any(f" in {code} has {rule.found} in “" in line and line.endswith(rule.mend) for line in EXPECTED.splitlines())


@pytest.mark.parametrize("kind", [kind.type for kind in KINDS.values()], ids=str)
def test_pattern_has_words(kind: object):
    """Every pattern in the model has words in validate.PATTERNS."""

    def patterns(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["pattern"]} if isinstance(node.get("pattern"), str) else set()
            return own.union(node.get("patternProperties", ()), *map(patterns, node.values()))
        return set().union(*map(patterns, node)) if isinstance(node, list) else set()

    assert patterns(TypeAdapter(kind).json_schema()) <= set(validate.PATTERNS)


@pytest.mark.parametrize("seed", range(20))
def test_any_damage_is_told(seed: int, project: Project):
    """Whatever is typed into a file, the author gets lines and no Python error, and every line points into the file."""
    typed = ["", " ", "\n", "\t", ": ", "- ", *"\"'{}[]&*!|>%@`#,?~\u00a0\x00\ufeff", "<<: ", "---\n", "5"]
    chance = random.Random(seed)
    for _ in range(20):
        original = chance.choice(BASE)
        path = project.content / original.relative_to(ERRORS / "base" / "content")
        text = list(original.read_text(encoding="utf-8"))
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(text))
            text[place : place + chance.randint(0, 8)] = chance.choice(typed)
        path.write_text("".join(text), encoding="utf-8")
        for line in problems(project):
            file, row, column, message = line.split(":", 3)
            rows = (project.root / file).read_text(encoding="utf-8").splitlines() if (project.root / file).exists() else [""]
            assert 1 <= int(row) <= len(rows) + 1 and int(column) >= 1 and message.strip()
        shutil.copy(original, path)
