"""`make overlay` counts what has changed under a folder, shows the words that differ, and says what is gone: it stops at nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from macros.commands import overlay
from macros.commands.parts import changed
from macros.paths import Project
from macros.reading.uses import MET

BASE = ROOT / "tests" / "reading" / "errors" / "base" / "content"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The base handbook with a commit that is tagged `then`, and a folder over it that has its brand."""
    shutil.copytree(BASE, tmp_path / "handbook" / "content")
    (tmp_path / "ours").mkdir()
    shutil.copy(BASE / "brand.yml", tmp_path / "ours")
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "one"],
        ["tag", "then"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path / "handbook", check=True)
    return Project.of(tmp_path / "handbook", tmp_path / "ours")


def write(project: Project, text: str, name: str = "chapters/example.yml") -> None:
    path = project.overlay / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(project: Project, old: str, new: str, name: str = "chapters/example.yml") -> None:
    path = project.content / name
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new), "utf-8")


#: An organization's chapter, what becomes of ours (old -> new), and the lines that are said of it, without the file's name.
CASES = {
    "a text": (
        "sections: [{id: ready, title: {en: Soon, fr: Bientôt}}]",
        {"en: Get ready": "en: Be ready now", "fr: Préparez-vous": "fr: Soyez là"},
        ["sections > ready > title:", "  en was: Get ready", "  en now: Be ready now", "  fr was: Préparez-vous", "  fr now: Soyez là"],
    ),
    "another text": ("sections: [{id: ready, title: {en: Soon, fr: Bientôt}}]", {"en: What it means": "en: What it is"}, []),
    "far into a long one": (
        "description: {en: X., fr: X.}",
        {"A chapter with a section of each kind.": "A longer chapter, with a section of every kind."},
        [
            "description:",
            "  en was: A chapter with a section of each kind.",
            "  en now: A longer chapter, with a section of every kind.",
        ],
    ),
    "a no-break space": (
        "description: {en: X., fr: X.}",
        {"de chaque sorte": "de\u00a0chaque sorte"},
        [
            "description:",
            "  fr was: … chapitre avec une section de chaque sorte.",
            "  fr now: … chapitre avec une section de[U+00A0]chaque sorte.",
        ],
    ),
    "an entry that is hidden": (
        "sections: [{id: meaning, hide: true}]",
        {"en: It grows with time.": "en: It grows."},
        ["sections > meaning:", "  body 2 en was: It grows with time.", "  body 2 en now: It grows."],
    ),
    "a paragraph before": (
        "sections: [{id: meaning, body: [{en: X., fr: X.}]}]",
        {"    body:\n      - en: See the": "    body:\n      - {en: First., fr: D’abord.}\n      - en: See the"},
        ["sections > meaning > body:", "  1 was: nothing", "  1 now: {en: First., fr: D’abord.}"],
    ),
    "an entry that is renamed": (
        "sections: [{id: ready, title: {en: Soon, fr: Bientôt}}]",
        {"id: ready": "id: get-going"},
        ['sections > ready: ours seems to be called "get-going" now'],
    ),
    "a neighbour that is renamed": (
        "sections: [{id: new, after: gains, kind: prose, title: {en: N, fr: N}, body: [{en: X., fr: X.}]}]",
        {"id: gains": "id: what-you-gain"},
        ['sections > gains: ours seems to be called "what-you-gain" now'],
    ),
    "a neighbour that is changed": (
        "sections: [{id: new, after: gains, kind: prose, title: {en: N, fr: N}, body: [{en: X., fr: X.}]}]",
        {"en: What you gain": "en: Gains"},
        [],
    ),
    "an item that is removed": (
        "sections: [{id: gains, items: [{id: be-heard, title: {en: X, fr: X}}]}]",
        {"id: be-heard": "id: other", "en: Be heard": "en: All that is new", "fr: Faites-vous entendre": "fr: Tout le neuf"},
        ["sections > gains > items > be-heard: ours was removed"],
    ),
    "an id that ours has now": (
        "sections: [{id: new, after: gains, kind: prose, title: {en: N, fr: N}, body: [{en: X., fr: X.}]}]",
        {"  - id: gains": "  - {id: new, kind: prose, title: {en: O, fr: O}, body: [{en: Y., fr: Y.}]}\n  - id: gains"},
        [f"sections > new: {MET}"],
    ),
    "a field that is new": (
        "short: {en: X, fr: X}",
        {"slug:\n  en: an": "short: {en: Y, fr: Y}\nslug:\n  en: an"},
        [f"short: {MET}"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_a_change(name: str, project: Project) -> None:
    """Each place that the folder speaks of and that has changed is one change, with the words that differ on both sides."""
    theirs, ours, expected = CASES[name]
    write(project, theirs)
    for old, new in ours.items():
        edit(project, old, new)
    said = overlay.explain(project, "then")
    count = sum(not line.startswith(" ") for line in expected)
    assert f"has changed {f'{count} place' if count else 'nothing'} under your folder" in said
    lines = [line for line in said.split("has changed", 1)[1].split("\n\n")[0].splitlines() if line.startswith("  ")]
    assert [line[2:].removeprefix("content/chapters/example.yml: ") for line in lines] == expected


def test_places_are_counted(project: Project) -> None:
    """Two texts that have changed in two languages are two places."""
    write(project, "title: {en: X, fr: X}\ndescription: {en: X., fr: X.}\n")
    edit(project, "en: An example\n  fr: Un exemple", "en: A sample\n  fr: Un modèle")
    edit(project, "A chapter with a section", "A chapter with one section")
    assert "has changed 2 places under your folder:" in overlay.explain(project, "then")


def test_long_texts_show_what_differs() -> None:
    """Of a long text, the stretch around each difference is shown, on both sides, however far into it."""
    words = [f"word{number}" for number in range(200)]
    now = [*words[:50], "new", *words[51:150], *words[152:]]
    ((first, *lines),) = changed.changes({"body": {"en": "x"}}, {"body": {"en": " ".join(words)}}, {"body": {"en": " ".join(now)}})
    assert first == "body:" and [line.split(": ", 1)[1] for line in lines] == [
        "… word46 word47 word48 word49 word50 word51 word52 word53 word54 …",
        "… word46 word47 word48 word49 new word51 word52 word53 word54 …",
        "… word146 word147 word148 word149 word150 word151 word152 word153 word154 word155 …",
        "… word146 word147 word148 word149 word152 word153 word154 word155 …",
    ]


def test_a_folder_that_does_not_fit_is_explained(project: Project) -> None:
    """What is renamed upstream is said before the errors that come of it, which do not stop the rest."""
    write(project, "sections: [{id: ready, title: {en: Soon, fr: Bientôt}}, {id: meaning, title: {en: X, fr: X}}]")
    edit(project, "id: ready", "id: get-going")
    edit(project, "en: What it means", "en: What it is")
    said = overlay.explain(project, "then")
    assert "has changed 2 places" in said and 'seems to be called "get-going" now' in said and "en was: What it means" in said
    assert 'section "ready" is not one of ours' in said.partition("This has to be mended before the next build:")[2]
    assert "When you have read this" not in said


def test_files_that_are_gone_or_new(project: Project) -> None:
    """A page of ours that is removed, or goes on by another name, or takes the name of one of theirs, is told."""
    write(project, "title: {en: X, fr: X}", "letters/sample.yml")
    write(project, "title: {en: X, fr: X}", "pages/glossary.yml")
    write(project, "id: help\ntitle: {en: H, fr: H}\n", "pages/help.yml")
    (project.content / "letters" / "sample.yml").rename(project.content / "letters" / "model.yml")
    (project.content / "pages" / "glossary.yml").unlink()
    (project.content / "pages" / "help.yml").write_text("id: help\ntitle: {en: Ours, fr: Le nôtre}\n", "utf-8")
    said = overlay.explain(project, "then")
    assert 'content/letters/sample.yml: ours seems to be called "model.yml" now' in said
    assert "content/pages/glossary.yml: ours was removed" in said
    assert f"content/pages/help.yml: {MET}" in said


def test_strings_and_templates(project: Project) -> None:
    """A string of the interface and a template that are gone are told like the rest."""
    write(project, "search: {en: X, fr: X}", "interface.yml")
    edit(project, "search:\n", "look-for:\n", "interface.yml")
    said = overlay.explain(project, "then")
    assert 'content/interface.yml: search: ours seems to be called "look-for" now' in said


def test_a_folder_whose_yaml_is_broken_is_explained_too(project: Project) -> None:
    """Whatever is wrong with a file, what can be said is said."""
    write(project, "sections: [", "chapters/example.yml")
    write(project, "title: {en: X, fr: X}", "pages/home.yml")
    said = overlay.explain(project, "then")
    assert "changed nothing" in said and "ours/content/chapters/example.yml" in said.partition("mended before")[2]
