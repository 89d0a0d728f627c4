"""Documentation and code agree, in both directions: what exists is documented, what is documented exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from macros import __main__ as command
from macros.engine import hooks
from macros.model import naming
from macros.model.asides import Aside
from macros.model.brand import Brand
from macros.model.handbook import Chapter, Handbook
from macros.model.prompts import Prompt
from macros.model.sections import Prose, Section
from macros.model.texts import Content, kinds
from macros.paths import HOME
from macros.reading import verbs
from macros.reading.validate import validate

CONTRIBUTING = (HOME / "CONTRIBUTING.md").read_text("utf-8")
HACKING = (HOME / "HACKING.md").read_text("utf-8")
BRANDING = (HOME / "BRANDING.md").read_text("utf-8")
HOSTING = (HOME / "HOSTING.md").read_text("utf-8")
README = (HOME / "README.md").read_text("utf-8")
MAKEFILE = (HOME / "Makefile").read_text("utf-8")


def macros() -> set[str]:
    """Names of the macros that macros/__init__.py registers."""
    tree = ast.parse((HOME / "macros" / "__init__.py").read_text("utf-8"))
    named = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and any(ast.unparse(decorator) == "env.macro" for decorator in function.decorator_list)
    }
    return named | set(naming.named(Section))


def written() -> list[type[Content]]:
    """Every class of what authors may write."""
    return [kind for kind in kinds(Content) if kind.model_fields and kind not in (Handbook, verbs.Verbs)]


def test_macros_are_documented() -> None:
    """CONTRIBUTING.md's table lists exactly the macros that there are."""
    documented = set(re.findall(r"`\{\{ (\w+)\(", CONTRIBUTING))
    assert documented == macros()


def test_commands_are_documented() -> None:
    """The make targets that README, CONTRIBUTING and HACKING name exist, and each target is named by one of them."""
    targets = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)) - {"help", "clean"}
    documents = README + BRANDING + HOSTING + CONTRIBUTING + HACKING
    named = set(re.findall(r"\bmake ([a-z-]+)\b(?= *(?:#|`|$|[A-Z]+=))", documents, re.MULTILINE))
    assert named - {"help", "clean"} == targets


def modules() -> list[str]:
    """The modules in the tables of HACKING.md, as paths below macros/ or tools/."""
    rows = re.findall(r"^\| ((?:`[\w/]+\.py`(?:, )?)+) \|", HACKING, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(.*?)`", row)]


def test_modules_are_documented() -> None:
    """HACKING.md lists every module of macros/ and tools/ once, and no other; each stage says what comes in and what goes out."""
    paths = [path.relative_to(HOME / folder) for folder in ("macros", "tools") for path in (HOME / folder).rglob("*.py")]
    wanted = {path.as_posix() for path in paths if path.name != "__init__.py" or path.parent.name == ""}
    assert sorted(modules()) == sorted(wanted)
    for stage in (HOME / "macros").iterdir():
        if stage.is_dir() and stage.name != "__pycache__":
            assert re.search(rf"^### `{stage.name}/`: .*\n\nIn: .* Out: ", HACKING, re.MULTILINE), stage.name


def test_commands_of_the_library_are_documented() -> None:
    """Each command of `python -m macros` is a module in HACKING.md's table, with a make target; BRANDING.md names its own."""
    listed = {Path(name).stem.rstrip("_") for name in modules() if Path(name).parent.name == "commands"}
    assert listed == set(command.COMMANDS)
    targets = {name.removeprefix("translations-") for name in re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)}
    assert set(command.COMMANDS) <= targets
    assert {"brand", "site", "serve", "check", "overlay"} <= set(re.findall(r"make ([a-z]+)", BRANDING))


def test_fields_and_verbs_that_the_guide_names_exist() -> None:
    """Every field in BRANDING.md is one of the model's, and every verb is in the guide and in the generated reference."""
    reference = (HOME / "content" / "schema" / "README.md").read_text("utf-8")
    known = {field for kind in written() for field in kind.model_fields}
    known |= set(verbs.VERBS)
    named = set(re.findall(r"`([a-z_]+):[^`]*`", BRANDING))
    assert named and named <= known, named - known
    for verb in verbs.VERBS:
        assert f"`{verb}:" in BRANDING and f"| `{verb}` |" in reference
    for field in Brand.model_fields:
        assert re.search(rf"^\| (\*\*)?`{field}`", reference, re.MULTILINE)
    for anchor in re.findall(r"schema/README\.md#([a-z-]+)", BRANDING):
        assert re.search(rf"^## {anchor}$", reference, re.MULTILINE | re.IGNORECASE), anchor


def test_the_guides_example_is_the_packs() -> None:
    """What BRANDING.md shows of the example pack is in the pack."""
    example = yaml.safe_load(re.search(r"```yaml\n(.*?)```", BRANDING, re.DOTALL)[1])
    pack = yaml.safe_load((HOME / "tests/brands/ontario/content/chapters/informational-interviewing.yml").read_text("utf-8"))
    items = {item["id"]: item for section in pack["sections"] for item in section.get("items", ())}
    for section in example["sections"]:
        for item in section["items"]:
            assert items[item["id"]] == item


def test_the_annotated_chapter_is_valid() -> None:
    """The chapter in CONTRIBUTING.md is one that the model accepts."""
    example = re.search(r"```yaml\n(.*?)```", CONTRIBUTING, re.DOTALL)[1]
    value, found = validate(None, Chapter, "chapter", yaml.safe_load(example))
    assert not found and value.id == "job-interview"


def test_files_that_documentation_links_to_exist() -> None:
    """No link of the documentation leads nowhere."""
    for text in (README, BRANDING, HOSTING, CONTRIBUTING, HACKING):
        for target in re.findall(r"\]\(([^)#:]+)\)", re.sub(r"`[^`]*`", "", text)):
            assert (HOME / target).exists(), target


def test_every_field_is_described() -> None:
    """Each field of each content kind says what it is for."""
    for kind in written():
        assert kind.__doc__, kind
        for field, info in kind.model_fields.items():
            assert info.description and info.description.endswith("."), f"{kind.__name__}.{field}"


def test_every_kind_of_section_has_what_it_needs() -> None:
    """A kind of section has a template, one for worksheets if they show it, and counts in the interface where contents list its items."""
    interface = yaml.safe_load((HOME / "content" / "interface.yml").read_text("utf-8"))
    for kind, section in naming.named(Section).items():
        assert (HOME / "overrides" / "blocks" / f"{kind}.html").exists()
        assert not section.on_worksheets or (HOME / "overrides" / "worksheets" / f"{kind}.html").exists()
        if section.counted:
            assert {f"count-{kind}-one", f"count-{kind}-other"} <= set(interface)


@pytest.mark.parametrize(("above", "folder"), [(Prompt, "worksheets"), (Aside, "blocks")], ids=["prompts", "asides"])
def test_every_other_kind_is_shown_to_authors(above: type[Content], folder: str) -> None:
    """A kind of prompt or aside has a template, and CONTRIBUTING.md an example, all of whose examples the model accepts."""
    examples = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", CONTRIBUTING, re.DOTALL)]
    field = {Prompt: "prompts", Aside: "asides"}[above]
    shown = [entry for example in examples if isinstance(example, dict) for entry in example.get(field, ())]
    section = {"id": "example", "kind": "prose", "title": {"en": "x"}, "body": [{"en": "x"}], field: shown}
    assert validate(None, Prose, "section", section)[1] == []
    assert {entry["kind"] for entry in shown} == set(naming.named(above))
    assert all((HOME / "overrides" / folder / f"{kind}.html").exists() for kind in naming.named(above))


def test_hooks_are_those_of_events() -> None:
    """hooks.py passes on every MkDocs event that Events answers."""
    (events,) = {value.__self__ for name, value in vars(hooks).items() if name.startswith("on_")}
    assert {name for name in dir(events) if name.startswith("on_")} == {name for name in vars(hooks) if name.startswith("on_")}


def templates() -> str:
    files = [path for path in (HOME / "overrides").rglob("*.html")]
    code = [path for path in (HOME / "macros").rglob("*.py")]
    return "\n".join(path.read_text("utf-8") for path in (*files, *code))


def test_interface_strings_are_used() -> None:
    """Every interface string is in a template, and every string that a template asks for exists."""
    interface = set(yaml.safe_load((HOME / "content" / "interface.yml").read_text("utf-8")))
    text = templates()
    asked = set(re.findall(r"""(?:ui\(|interface\[)["']([a-z-]+)["']""", text))
    for key in re.findall(r"count\('([a-z-]+)'", text):
        asked |= {f"{key}-one", f"{key}-other"}
    prefixes = tuple(re.findall(r"""(?:ui|count)\('([a-z-]+-)' ~|ui\(f"([a-z-]+-)\{""", text))
    prefixes = tuple(prefix for found in prefixes for prefix in found if prefix)
    asked = {key for key in asked if not key.startswith("count--")}
    assert {key for key in interface if key not in asked and not key.startswith(prefixes)} == set()
    assert {key for key in asked - interface if not key.startswith(prefixes)} == set()


@pytest.mark.parametrize("folder", ["macros", "overrides"])
def test_no_language_stands_in_code(folder: str) -> None:
    """No word of French, and no language code, is in Python, templates, CSS or scripts: words are in content/."""
    exceptions = {"typography.py"}  # rules of languages
    for path in (HOME / folder).rglob("*"):
        if path.suffix in (".py", ".html", ".js", ".css", ".svg") and path.name not in exceptions:
            text = path.read_text("utf-8")
            assert not re.search(r"[àâçèêëîïôùûœÀÉÈ]", text), path
            assert not re.search(r"""["'](en|fr|en-CA|fr-CA)["']""", text), path
