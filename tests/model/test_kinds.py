"""A new kind is a class, its templates and its data: nothing else in the library has to hear of it.

The tests add a kind of section, of prompt and of aside to a copy of the library, and ask
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
from .texts import Refers, Text


class Day(Content):
    """A day of a timetable."""

    used_by = "slot"
    id: Id = Field(description="Stable name of the day, unique in its timetable.")
    label: Text = Field(description="What it is called.")


class Slot(Content):
    """What there is on a day, at an hour."""

    day: Annotated[Id, Refers("day")] = Field(description="Id of the day.")
    body: Sentences = Field(description="What there is.")


class Hour(Content):
    """A row of a timetable."""

    id: Id = Field(description="Stable name of the hour, unique in its file.")
    title: Text = Field(description="The hour.")
    slots: tuple[Slot, ...] = Field(min_length=1, description="What there is on each day.")


class Timetable(Section):
    """Hours down, days across."""

    on_worksheets = True
    kind: Literal["timetable"] = Field(description="The section's kind.")
    days: tuple[Day, ...] = Field(min_length=2, description="The days.")
    items: tuple[Hour, ...] = Field(min_length=1, description="The hours.")


#: Every kind of section above.''',
    "prompts.py": '''
class Scale(Prompt):
    """A worksheet prompt: a mark between two ends."""

    kind: Literal["scale"] = Field(description="The prompt's kind.")
    id: Id = Field(description="Stable name of the prompt, unique in what asks for it.")
    low: Text = Field(description="What the lowest mark means.")
    high: Text = Field(description="What the highest mark means.")


#: Every prompt above.''',
    "asides.py": '''
class Quote(Aside):
    """What somebody has said."""

    kind: Literal["quote"] = Field(description="The aside's kind.")
    said: Sentences = Field(description="What was said.")
    by: Text = Field(description="Who said it.")


#: Every aside above.''',
}
TEMPLATES = {
    "blocks/timetable.html": """
<table><tr><td></td>{% for day in section.days %}<th>{{ day.label|t }}</th>{% endfor %}</tr>
{% for item in section['items'] %}<tr id="{{ item.id }}"><th>{{ item.title|t }}</th>
{% for slot in item.slots %}<td>{{ slot.body|md }}</td>{% endfor %}</tr>{% endfor %}</table>
""",
    "blocks/quote.html": """<blockquote>{{ aside.said|md }} {{ aside.by|t }}</blockquote>
""",
    "worksheets/timetable.html": """{% import "worksheets/field.html" as field with context %}
{% for item in section['items'] %}{% for day in section.days %}
{{ field.line(item.id ~ '/' ~ day.id, item.title|plain ~ ', ' ~ day.label|plain) }}
{% endfor %}{% endfor %}
""",
    "worksheets/scale.html": """
<p>{{ prompt.low|t }} {{ field.line(part.id ~ '/' ~ prompt.id, prompt.low|plain) }} {{ prompt.high|t }}</p>
""",
}
SECTION = """
id: open-hours
kind: timetable
stage: before
title: {en: Open hours, fr: Heures d’ouverture}
asides:
  - {kind: quote, id: maxim, said: {en: Come as you are., fr: Venez sans façon.}, by: {en: The team, fr: L’équipe}}
prompts:
  - {kind: scale, id: ease, low: {en: Hard, fr: Difficile}, high: {en: Easy, fr: Facile}}
days:
  - {id: monday, label: {en: Monday, fr: Lundi}}
  - {id: friday, label: {en: Friday, fr: Vendredi}}
items:
  - id: morning
    title: {en: Morning, fr: Matin}
    slots:
      - {day: monday, body: {en: The door is open., fr: La porte est ouverte.}}
      - {day: friday, body: {en: Ring the bell., fr: Sonnez.}}
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
file = types.SimpleNamespace(src_uri="chapters/job-interview.md")  # whose own page shows what no stage holds
blocks = Blocks(renderer)
define_env(types.SimpleNamespace(conf={KEY: blocks}, page=types.SimpleNamespace(file=file), macro=macro))
findings = Findings(reader, handbook, datetime.date(2026, 3, 1))
sheet = next(sheet for sheet in sheets(handbook, "en") if sheet.part == "packet")
print(json.dumps({
    "page": blocks.fill(macros["chapter"]("job-interview/before")),
    "macro": blocks.fill(macros["timetable"]()),
    "sheet": "".join(Maker(renderer, "https://demo.example/").parts(sheet)),
    "schema": schema.schemas(handbook.settings),
    "units": [unit.address for unit in exchange.units(reader, handbook, "es")],
    "sentences": [text["en"] for _, text in findings._sentences()],
}))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library, with the three kinds in it, and of the demo handbook, which uses them."""
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
    """Every text of it and of its aside is on the page, within the section that all kinds share; a macro bears its name."""
    for text in ("Open hours", "Monday", "Friday", "Morning", "The door is open.", "Ring the bell.", "Come as you are.", "The team"):
        assert text in said["page"]
        assert text in said["macro"]
    assert 'class="section section--timetable"' in said["page"]


def test_worksheets_show_both(said: dict) -> None:
    """The section and the prompt, of a section and of an entry, have fields, named by their ids; asides stay on the page."""
    for name in ("morning/monday", "morning/friday", "read-up/energy", "open-hours/ease"):
        assert f'name="{name}"' in said["sheet"]
    assert "Come as you are." not in said["sheet"]


def test_authors_find_all(said: dict) -> None:
    """Editors offer the kinds, and the reference describes their fields."""
    chapter = said["schema"]["chapter.json"]
    assert '"timetable"' in chapter and '"scale"' in chapter and '"quote"' in chapter
    for heading in ("## Timetable", "## Hour", "## Scale", "## Quote"):
        assert heading in said["schema"]["README.md"]


def test_translators_get_the_texts(said: dict) -> None:
    """Each text is a unit of its own, addressed by ids."""
    for address in ("items/morning/title", "days/monday/label", "items/morning/slots/0/body", "asides/maxim/said", "prompts/ease/low"):
        assert f"chapters/job-interview/sections/open-hours/{address}" in said["units"]
    assert "chapters/job-interview/sections/ready/items/read-up/prompts/energy/low" in said["units"]


def test_sentences_are_measured_and_labels_are_not(said: dict) -> None:
    """What the class calls sentences counts for readability."""
    assert {"The door is open.", "Come as you are."} <= set(said["sentences"])
    assert not {"Monday", "Tired", "Morning", "The team"} & set(said["sentences"])


KINDS = (
    "prose, advantages, steps, questions, tips, reflection, comparison, resources, cards, group, downloads, words, form, organization, "
    "changes, provinces, where, timetable"
)
#: What is written in place of what, and what is then said.
MISTAKES = {
    "reference": (
        "day: friday",
        "day: frida",
        'hour "morning", slot 2: \'day\' is "frida", expected the id of a day. Did you mean "friday"?',
    ),
    "twice": (
        "- id: friday\n    label:\n      en: Friday\n      fr: Vendredi\n  items",
        "- id: monday\n    label:\n      en: Friday\n      fr: Vendredi\n  items",
        'day "monday": \'id\' is that of day "monday" as well, expected one of its own. Rename one of them.',
    ),
    "kind": (
        "kind: timetable",
        "kind: timetables",
        f'\'kind\' is "timetables", expected one of {KINDS}. Did you mean "timetable"?',
    ),
    "aside": (
        "kind: quote",
        "kind: quota",
        'aside "maxim": \'kind\' is "quota", expected one of example, pair, care, picture, drawing, recording, quote. '
        'Did you mean "quote"?',
    ),
    "typography": (
        "en: Tired",
        "en: Tired...",
        "prompt \"energy\": 'low' in en has three full stops in “Tired...”. Write an ellipsis: …",
    ),
    "language": (
        "title:\n      en: Morning\n      fr: Matin",
        "title: Morning",
        'hour "morning": \'title\' is "Morning", expected one text per language.',
    ),
    "unused": (
        "- day: friday",
        "- day: monday",
        'day "friday": no slot has it. Give it to one or remove the day.',
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
