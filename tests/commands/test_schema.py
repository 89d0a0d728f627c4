"""The generated schemas say what the model says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import FROZEN

from macros import paths
from macros.checking import check
from macros.commands import check as command
from macros.commands import schema
from macros.problems import ContentError

CONTENT = paths.HOME / "content"
FILES = sorted(path for path in CONTENT.rglob("*.yml"))


class Loader(yaml.SafeLoader):
    """Reads dates as the text that an editor's YAML server sees."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_content_satisfies_the_schema_that_it_names(path: Path) -> None:
    """The file's first line names a schema, editors find the same in .vscode, and the file is valid by it."""
    first = path.read_text("utf-8").splitlines()[0]
    named = (path.parent / re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)[1]).resolve()
    settings = json.loads((paths.HOME / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    pattern = settings[named.relative_to(paths.HOME).as_posix()]
    assert path.relative_to(paths.HOME).match(pattern)
    jsonschema.Draft202012Validator(json.loads(named.read_text("utf-8"))).validate(yaml.load(path.read_text("utf-8"), Loader))


def test_a_text_needs_every_language() -> None:
    """The schema refuses a text that lacks a language, or has one more."""
    validator = jsonschema.Draft202012Validator(json.loads((CONTENT / "schema" / "letter.json").read_text("utf-8")))
    letter = yaml.load((FROZEN / "content" / "letters" / "thank-you.yml").read_text("utf-8"), Loader)
    assert validator.is_valid(letter)
    assert not validator.is_valid({**letter, "title": {"en": "x"}})
    assert not validator.is_valid({**letter, "title": {"en": "x", "fr": "x", "es": "x"}})
    assert not validator.is_valid({**letter, "titel": {"en": "x", "fr": "x"}})


def test_a_stale_schema_fails_the_check(tmp_path: Path) -> None:
    """`make check` names a schema that is not the model's, and `make schema` mends it."""
    for part in ("content", "docs"):  # whose pictures the content names
        shutil.copytree(paths.HOME / part, tmp_path / part)
    project = paths.Project(tmp_path)
    assert command.run(project, None).startswith("No problems")
    (project.schemas / "letter.json").write_text("{}", "utf-8")
    with pytest.raises(ContentError) as error:
        command.run(project, None)
    assert error.value.lines == ["content/schema/letter.json:1:1: this is not what macros/model/ gives. Run `make schema`."]
    assert schema.run(project, None) == "Written: letter.json."
    assert command.run(project, None).startswith("No problems")


def test_schemas_are_for_the_handbooks_languages() -> None:
    """A third language in handbook.yml becomes a required key of every text."""
    settings = check.fresh(paths.Project())[1].settings
    spanish = settings.languages[0].model_copy(update={"code": "es", "name": "Español"})
    more = settings.model_copy(update={"languages": (*settings.languages, spanish)})
    text = json.loads(schema.schemas(more)["letter.json"])["$defs"]["Text"]
    assert text["required"] == ["en", "fr", "es"]
