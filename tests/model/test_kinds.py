"""A new kind is a class, its templates and its data: nothing else in the library has to hear of it.

The tests add a kind of section and a kind of prompt to a copy of the library, and ask
every stage for them: model, errors, page, worksheet, macro, schema, translation, measures.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from macros.paths import HOME

#: What a developer writes, by the file that it goes into: above its last lines, or as a file of its own.
CLASSES = {
    "sections.py": '''
class Option(Content):
    """Something that a comparison compares."""

    used_by = "cell"
    id: Id = Field(description="Stable name of the option, unique in its comparison.")
    label: Text = Field(description="What it is called.")


class Cell(Content):
    """What an option is like, by a criterion."""

    option: Annotated[Id, Refers("option")] = Field(description="Id of the option.")
    body: Sentences = Field(description="What it is like.")


class Criterion(Content):
    """What a comparison compares by."""

    id: Id = Field(description="Stable name of the criterion, unique in its file.")
    title: Text = Field(description="The criterion.")
    cells: tuple[Cell, ...] = Field(min_length=1, description="What each option is like.")


class Comparison(Section):
    """Criteria down, options across."""

    on_worksheets = True
    kind: Literal["comparison"] = Field(description="The section's kind.")
    options: tuple[Option, ...] = Field(min_length=2, description="What is compared.")
    items: tuple[Criterion, ...] = Field(min_length=1, description="The criteria.")


#: Every kind of section above.''',
    "prompts.py": '''
class Scale(Prompt):
    """A worksheet prompt: a mark between two ends."""

    kind: Literal["scale"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in its step.")
    low: Text = Field(description="What the lowest mark means.")
    high: Text = Field(description="What the highest mark means.")


#: Every prompt above.''',
}
TEMPLATES = {
    "blocks/comparison.html": """
<table><tr><td></td>{% for option in section.options %}<th>{{ option.label|t }}</th>{% endfor %}</tr>
{% for item in section['items'] %}<tr id="{{ item.id }}"><th>{{ item.title|t }}</th>
{% for cell in item.cells %}<td>{{ cell.body|md }}</td>{% endfor %}</tr>{% endfor %}</table>
""",
    "worksheets/comparison.html": """{% import "worksheets/field.html" as field with context %}
{% for item in section['items'] %}{% for option in section.options %}
{{ field.line(item.id ~ '/' ~ option.id, item.title|plain ~ ', ' ~ option.label|plain) }}
{% endfor %}{% endfor %}
""",
    "worksheets/scale.html": """
<p>{{ prompt.low|t }} {{ field.line(step.id ~ '/' ~ prompt.id, prompt.low|plain) }} {{ prompt.high|t }}</p>
""",
}
SECTION = """
id: ways-to-meet
kind: comparison
stage: before
title: {en: Ways to meet, fr: Façons de se rencontrer}
options:
  - {id: phone, label: {en: By phone, fr: Au téléphone}}
  - {id: there, label: {en: On site, fr: Sur place}}
items:
  - id: effort
    title: {en: Effort, fr: Effort}
    cells:
      - {option: phone, body: {en: You stay in your chair., fr: Vous restez assis.}}
      - {option: there, body: {en: You travel for a while., fr: Vous devez vous déplacer.}}
"""
PROMPT = "{kind: scale, id: energy, low: {en: Tired, fr: À plat}, high: {en: Rested, fr: En forme}}"

#: Runs in the copy: what every stage makes of the two.
ASK = """
import json, sys, types
from macros import define_env
from macros.checking import check
from macros.checking.findings import Findings
from macros.commands import schema
from macros.engine.blocks import KEY, Blocks
from macros.commands.parts import exchange
from macros.model.sheets import sheets
from macros.paper.worksheets import Maker
from macros.paths import Project
from macros.problems import ContentError
from macros.rendering.render import Renderer
import datetime
try:
    reader, handbook = check.fresh(Project(__import__("pathlib").Path(sys.argv[1])))
except ContentError as error:
    print(json.dumps({"problems": error.lines}))
    sys.exit()
renderer = Renderer(reader.project, handbook, "en")
macros = {}
def macro(function, name=None):
    macros[name or function.__name__] = function
file = types.SimpleNamespace(src_uri="chapters/job-interview.md")
blocks = Blocks(renderer)
define_env(types.SimpleNamespace(conf={KEY: blocks}, page=types.SimpleNamespace(file=file), macro=macro))
findings = Findings(reader, handbook, datetime.date(2026, 3, 1))
sheet = next(sheet for sheet in sheets(handbook, "en") if sheet.part == "packet")
print(json.dumps({
    "page": blocks.fill(macros["chapter"]()),
    "macro": blocks.fill(macros["comparison"]()),
    "sheet": "".join(Maker(renderer, "https://demo.example/").parts(sheet)),
    "schema": schema.schemas(handbook.settings),
    "units": [unit.address for unit in exchange.units(reader, handbook, "es")],
    "sentences": [text["en"] for _, text in findings._sentences()],
}))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library, with the two kinds in it, and of the demo handbook, which uses them."""
    top = tmp_path_factory.mktemp("kinds")
    for folder in ("macros", "overrides", "tests/demo"):
        shutil.copytree(HOME / folder, top / folder, ignore=shutil.ignore_patterns("__pycache__", ".cache", "site"))
    (top / "content").mkdir()
    shutil.copy(HOME / "content" / "interface.yml", top / "content")
    for name, text in CLASSES.items():
        path = top / "macros" / "model" / name
        *_, mark = text.splitlines()
        source = path.read_text("utf-8")
        assert source.count(mark) == 1
        path.write_text(source.replace(mark, text.lstrip("\n")), "utf-8")
    for name, text in TEMPLATES.items():
        (top / "overrides" / name).write_text(text, "utf-8")
    chapter = top / "tests" / "demo" / "content" / "chapters" / "job-interview.yml"
    data = yaml.safe_load(chapter.read_text("utf-8"))
    data["sections"].append(yaml.safe_load(SECTION))
    step = next(section for section in data["sections"] if section["kind"] == "steps")["items"][0]
    step["prompts"] = [yaml.safe_load(PROMPT)]
    chapter.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return top


def asked(house: Path, handbook: Path | None = None) -> dict:
    """What the copy answers about a handbook, by default its demo."""
    folder = handbook or house / "tests" / "demo"
    done = subprocess.run([sys.executable, "-c", ASK, str(folder)], cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def said(house: Path) -> dict:
    """What the copy answers about its demo, which has no problem."""
    found = asked(house)
    assert "problems" not in found, found["problems"]
    return found


def test_a_page_shows_a_new_section(said: dict) -> None:
    """Every text of it is on the page, within the section that all kinds share; a macro bears its name."""
    for text in ("Ways to meet", "By phone", "On site", "Effort", "You stay in your chair.", "You travel for a while."):
        assert text in said["page"]
        assert text in said["macro"]
    assert 'class="section section--comparison"' in said["page"]


def test_worksheets_show_both(said: dict) -> None:
    """The section and the prompt have fields, named by their ids."""
    for name in ("effort/phone", "effort/there", "read-up/energy"):
        assert f'name="{name}"' in said["sheet"]


def test_authors_find_both(said: dict) -> None:
    """Editors offer the kinds, and the reference describes their fields."""
    chapter = said["schema"]["chapter.json"]
    assert '"comparison"' in chapter and '"scale"' in chapter
    for heading in ("## Comparison", "## Criterion", "## Scale"):
        assert heading in said["schema"]["README.md"]


def test_translators_get_the_texts(said: dict) -> None:
    """Each text is a unit of its own, addressed by ids."""
    for address in ("items/effort/title", "options/phone/label", "items/effort/cells/0/body"):
        assert f"chapters/job-interview/sections/ways-to-meet/{address}" in said["units"]
    assert "chapters/job-interview/sections/ready/items/read-up/prompts/energy/low" in said["units"]


def test_sentences_are_measured_and_labels_are_not(said: dict) -> None:
    """What the class calls sentences counts for readability."""
    assert "You stay in your chair." in said["sentences"]
    assert not {"By phone", "Tired", "Effort"} & set(said["sentences"])


KINDS = "prose, advantages, steps, questions, tips, reflection, resources, cards, downloads, comparison"
#: What is written in place of what, and what is then said.
MISTAKES = {
    "reference": (
        "option: there",
        "option: ther",
        'criterion "effort", cell 2: \'option\' is "ther", expected the id of an option. Did you mean "there"?',
    ),
    "twice": (
        "id: there",
        "id: phone",
        'option "phone": \'id\' is that of option "phone" as well, expected one of its own. Rename one of them.',
    ),
    "kind": (
        "kind: comparison",
        "kind: comparisons",
        f'\'kind\' is "comparisons", expected one of {KINDS}. Did you mean "comparison"?',
    ),
    "typography": (
        "en: Tired",
        "en: Tired...",
        "prompt \"energy\": 'low' in en has three full stops in “Tired...”. Write an ellipsis: …",
    ),
    "language": (
        "title:\n      en: Effort\n      fr: Effort",
        "title: Effort",
        'criterion "effort": \'title\' is "Effort", expected one text per language.',
    ),
    "unused": (
        "- option: there",
        "- option: phone",
        'option "there": no cell has it. Give it to one or remove the option.',
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told(house: Path, tmp_path: Path, name: str) -> None:
    """Ids, kinds, typography and missing languages are told as for every other kind."""
    old, new, expected = MISTAKES[name]
    handbook = tmp_path / "demo"
    shutil.copytree(house / "tests" / "demo", handbook)
    path = handbook / "content" / "chapters" / "job-interview.yml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    problems = asked(house, handbook)["problems"]
    assert any(expected in line for line in problems), problems
