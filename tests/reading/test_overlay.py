"""An organization's folder is laid over the handbook: what it says happens, and what it cannot say is told in one line.

A case of tests/reading/overlays/ is a comment that names the mistake, the files of a
folder called `ours` over the handbook in tests/reading/errors/base/, and the exact lines
expected. The folder has that handbook's brand, unless the case has one or says `brand: none`.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from macros.checking import check
from macros.commands import brands, confirm, overlay
from macros.commands import check as command
from macros.git import version
from macros.paths import Project
from macros.problems import ContentError, HandbookError

TESTS = Path(__file__).parent
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((TESTS / "overlays").glob("*.yml"))}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the base handbook, and a folder over it that has its brand and nothing else."""
    shutil.copytree(TESTS / "errors" / "base", tmp_path / "handbook")
    (tmp_path / "ours" / "content").mkdir(parents=True)
    shutil.copy(tmp_path / "handbook" / "content" / "brand.yml", tmp_path / "ours")
    return Project.of(tmp_path / "handbook", tmp_path / "ours")


def write(project: Project, name: str, text: str) -> None:
    (project.overlay / name).parent.mkdir(parents=True, exist_ok=True)
    (project.overlay / name).write_text(text, "utf-8")


def problems(project: Project) -> list[str]:
    try:
        check.read(project)
    except ContentError as error:
        return error.lines
    return []


def section(project: Project, name: str) -> object:
    chapter = check.read(project).chapters[0]
    return next(section for section in chapter.sections if section.id == name)


@pytest.mark.parametrize("name", CASES)
def test_mistake(name: str, project: Project) -> None:
    """A mistake gives exactly the lines of its case."""
    if CASES[name].get("brand") == "none":
        (project.overlay / "brand.yml").unlink()
    for file, text in CASES[name]["files"].items():
        write(project, file, text)
    assert problems(project) == CASES[name]["expected"].splitlines()


def test_cases() -> None:
    """Each case is named in a comment, and each line says how to mend it."""
    for name, case in CASES.items():
        assert (TESTS / "overlays" / f"{name}.yml").read_text("utf-8").startswith("# "), name
        assert case["expected"].strip() and all(". " in line for line in case["expected"].splitlines()), name


def test_an_empty_folder_changes_nothing(project: Project) -> None:
    """The handbook under a folder that says nothing but our own brand is the handbook."""
    after, before = check.read(project), check.read(Project(project.root))
    assert after.origin == before.brand and after.model_copy(update={"origin": None}) == before


def test_fields_are_replaced_and_the_rest_stays(project: Project) -> None:
    """The same id: what is said replaces ours, what is not said stays ours, and other entries are untouched."""
    before = check.read(Project(project.root)).chapters[0]
    write(project, "content/chapters/example.yml", "sections:\n  - id: ready\n    title: {en: Get ready soon, fr: Préparez-vous vite}\n")
    after = check.read(project).chapters[0]
    changed = next(section for section in before.sections if section.id == "ready")
    expected = changed.model_copy(update={"title": section(project, "ready").title})
    assert section(project, "ready").title["en"] == "Get ready soon"
    assert after == before.model_copy(update={"sections": tuple(expected if one is changed else one for one in before.sections)})


@pytest.mark.parametrize(("verb", "shift"), [("after", 1), ("before", 0)])
def test_entries_are_added_at_their_place(project: Project, verb: str, shift: int) -> None:
    """A new id with after: or before: stands there; a second one may stand beside the first."""
    ids = [one.id for one in check.read(Project(project.root)).chapters[0].sections]
    new = "  - id: {}\n    {}: {}\n    kind: prose\n    title: {{en: Soon, fr: Bientôt}}\n    body: [{{en: Wait., fr: Attendez.}}]\n"
    write(project, "content/chapters/example.yml", "sections:\n" + new.format("soon", verb, "gains") + new.format("later", "after", "soon"))
    place = ids.index("gains") + shift
    assert [one.id for one in check.read(project).chapters[0].sections] == [*ids[:place], "soon", "later", *ids[place:]]


def test_entries_are_moved(project: Project) -> None:
    """An id of ours with after: or before: changes its place and nothing else."""
    write(project, "content/chapters/example.yml", "sections:\n  - id: ready\n    before: meaning\n")
    before, after = check.read(Project(project.root)).chapters[0], check.read(project).chapters[0]
    assert after.sections[0].id == "ready" and sorted(after.sections, key=str) == sorted(before.sections, key=str)


def test_items_and_prompts_are_found_by_id(project: Project) -> None:
    """Verbs reach down to the items of a section; hiding one leaves the others."""
    more = "      - id: be-sure\n        before: be-heard\n        title: {en: Be sure, fr: Soyez sûr de vous}\n"
    write(
        project, "content/chapters/example.yml", f"sections:\n  - id: gains\n    items:\n{more}      - id: be-heard\n        hide: true\n"
    )
    assert [item.id for item in section(project, "gains").items] == ["be-sure"]


def test_what_stands_beside_the_words_is_found_by_id(project: Project) -> None:
    """Asides, rows, marks, options and cells are changed, left out and added by their ids; the rest stays ours."""
    ours = """
  - id: more
    kind: comparison
    title: {en: More, fr: Plus}
    options: [{id: one, label: {en: One, fr: Un}}, {id: two, label: {en: Two, fr: Deux}}]
    asides: [{id: limit, kind: care, body: [{en: Care., fr: Soin.}]}, {id: line, kind: example, body: [{en: Line., fr: Ligne.}]}]
    prompts:
      - id: week
        kind: table
        label: {en: Week, fr: Semaine}
        rows: [{id: monday, label: {en: Monday, fr: Lundi}}, {id: friday, label: {en: Friday, fr: Vendredi}}]
        columns:
          - id: tired
            label: {en: Tired, fr: Fatigue}
            choices: [{id: yes-now, label: {en: Now, fr: Oui}}, {id: not-now, label: {en: Not now, fr: Pas maintenant}}]
    items:
      - id: effort
        title: {en: Effort, fr: Effort}
        cells: [{id: one, body: {en: Low., fr: Peu.}}, {id: two, body: {en: High., fr: Fort.}}]
"""
    theirs = """
sections:
  - id: more
    options: [{id: two, label: {en: Second, fr: Second}}]
    asides: [{id: limit, body: [{en: Mind., fr: Prudence.}]}, {id: line, hide: true}]
    prompts:
      - id: week
        rows: [{id: friday, hide: true}, {id: sunday, after: monday}]
        columns: [{id: tired, choices: [{id: not-now, label: {en: Never, fr: Jamais}}]}]
    items: [{id: effort, cells: [{id: one, body: {en: Little., fr: Guère.}}]}]
"""
    chapter = project.content / "chapters" / "example.yml"
    chapter.write_text(chapter.read_text("utf-8") + ours.lstrip("\n"), "utf-8")
    write(project, "content/chapters/example.yml", theirs)
    found = section(project, "more")
    assert [option.label["en"] for option in found.options] == ["One", "Second"]
    assert [(aside.id, aside.body[0]["en"]) for aside in found.asides] == [("limit", "Mind.")]
    (table,) = found.prompts
    assert [(row.id, row.label and row.label["en"]) for row in table.rows] == [("monday", "Monday"), ("sunday", None)]
    assert [choice.label["en"] for choice in table.columns[0].choices] == ["Now", "Never"]
    assert [cell.body["en"] for cell in found.items[0].cells] == ["Little.", "High."]
    write(project, "content/chapters/example.yml", "sections: [{id: more, prompts: [{id: week, rows: 4}]}]\n")
    assert section(project, "more").prompts[0].rows == 4, "a number takes the place of names"


def test_pages_find_their_place(project: Project) -> None:
    """A page of theirs stands where it says; without a place, at the end of the foot."""
    page = "id: {0}\ntitle: {{en: Help, fr: Aide}}\nslug: {{en: {0}, fr: {0}}}\ndescription: {{en: Help near you., fr: De l’aide ici.}}\n"
    write(project, "content/pages/help.yml", "before: letters\n" + page.format("help"))
    write(project, "content/pages/more.yml", page.format("more"))
    settings = check.read(project).settings
    assert settings.menu == ("chapters", "help", "letters") and settings.footer == ("glossary", "more")


@pytest.mark.parametrize("word", ["true", "True", "yes", "on", "Yes"])
def test_hide_takes_every_word_for_true(project: Project, word: str) -> None:
    """Words that other fields take for true and false hide and show here too, though YAML 1.2 does not know them."""
    new = "      - {{id: be-sure, before: be-heard, title: {{en: A, fr: B}}}}\n"
    texts = f"sections:\n  - id: gains\n    items:\n{new}      - id: be-heard\n        hide: {{}}\n"
    write(project, "content/chapters/example.yml", texts.format("no"))
    assert [entry.id for entry in section(project, "gains").items] == ["be-sure", "be-heard"]
    write(project, "content/chapters/example.yml", texts.format(word))
    assert [entry.id for entry in section(project, "gains").items] == ["be-sure"]


def test_a_hidden_page_is_nowhere(project: Project) -> None:
    """A page that is hidden, with what leads to it, is in no list and among no pages."""
    write(project, "content/letters/sample.yml", "hide: true\n")
    write(project, "content/chapters/example.yml", "sections:\n  - id: ready\n    hide: true\n")
    lines = problems(project)
    assert lines and all("sample" in line or "prepare" in line for line in lines), lines


def test_the_brand_chooses_languages_and_chapters(project: Project) -> None:
    """languages: gives the first language and leaves others out, and texts in those are no mistake."""
    brand = 'name: {fr: Le nôtre}\nsite_url: https://x.example/\ncolours: {main: "#123456"}\n'
    brand += "licence: {name: {fr: X}, url: https://x.example/}\nlanguages: [fr]\nchapters: [example]\n"
    write(project, "brand.yml", brand)
    handbook = check.read(project)
    assert [language.code for language in handbook.settings.languages] == ["fr"] and handbook.written == ("en", "fr")
    assert handbook.brand.tagline is None and handbook.origin.name["en"] == "Example handbook"


#: A brand that offers a language which the organization adds; its own texts are in that one too.
OFFERING = """
name: {{en: Ours, fr: Le nôtre, {0}: X}}
site_url: https://x.example/
colours: {{main: "#123456"}}
licence: {{name: {{en: X, fr: X, {0}: X}}, url: https://x.example/}}
languages: [en, fr, {0}]
"""


def translate(project: Project, code: str) -> None:
    """Declare a language, and write some texts in it and nothing else."""
    write(project, "content/handbook.yml", f"languages:\n  - code: {code}\n    locale: es-419\n    name: Español\n")
    texts = "title:\n  {0}: Un ejemplo\nsections:\n  - id: meaning\n    body: [{{{0}: '[Vea](ref:glossary/network).'}}, {{{0}: Crece.}}]\n"
    write(project, "content/chapters/example.yml", texts.format(code))


@pytest.mark.parametrize("code", ["es", "no", "on", "yes", "off", "pt-br"])
def test_a_translation_is_an_overlay(project: Project, code: str) -> None:
    """A text in a language that ours lacks is added to ours and does not replace it; words that YAML 1.1 knows are languages too."""
    write(project, "brand.yml", OFFERING.format(code))
    translate(project, code)
    lines = problems(project)
    assert any(f"section \"ready\": 'title' has no text in {code}" in line for line in lines)
    assert not any(line.partition(": ")[2].startswith(("chapter \"example\": 'title' has", 'section "meaning": entry')) for line in lines)
    write(project, "brand.yml", OFFERING.format(code) + "untranslated: shown\n")
    assert problems(project) == [] and check.read(project).chapters[0].title[code] == "Un ejemplo"
    assert ", each in " not in command.run(project, None)  # which would say that nothing is lacking


def test_a_language_is_offered_when_the_brand_says_so(project: Project) -> None:
    """Texts in a language that nobody has asked for are no mistakes, lacking or bad; with a brand or none, checked or kept."""
    translate(project, "es")
    for _ in ("checked", "kept"):
        assert list(check.read(project).chapters[0].title.root) == ["en", "fr"]
    bad = 'title: {es: "See [x](javascript:x)"}\nslug: {es: No slug}\nsections:\n  - id: meaning\n    body: [{es: 5}]\n'
    write(project, "content/chapters/example.yml", bad)
    write(project, "content/handbook.yml", "languages:\n  - {code: es, locale: nowhere}\n")
    for brand in ("", OFFERING.format("es").replace("languages: [en, fr, es]\n", "")):
        if brand:
            write(project, "brand.yml", brand)
        for _ in ("checked", "kept"):
            handbook = check.read(project)
            assert [language.code for language in handbook.settings.languages] == ["en", "fr"]
            assert handbook.written == ("en", "fr", "es") and list(handbook.chapters[0].title.root) == ["en", "fr"]
    write(project, "brand.yml", OFFERING.format("es"))
    assert any(line.startswith("ours/content/chapters/example.yml:2:") for line in problems(project))


@pytest.mark.parametrize("body", ["[{es: Vea.}]", "[{es: Vea.}, {es: Crece.}, {es: Más.}]", "[{}, {}, {}]"])
def test_a_translation_of_another_list_is_none(project: Project, body: str) -> None:
    """Paragraphs of ours that came or went since they were translated stand, and their translation waits for another one."""
    before = check.read(Project(project.root)).chapters
    translate(project, "es")
    write(project, "content/chapters/example.yml", f"sections:\n  - id: meaning\n    body: {body}\n")
    assert problems(project) == [] and check.read(project).chapters == before


def test_links_out_of_the_folder_are_refused(project: Project, tmp_path: Path) -> None:
    """A symbolic link to a file elsewhere is told; one within the folder is not."""
    secret = tmp_path / "secret.yml"
    secret.write_text("id: secret\n", "utf-8")
    (project.overlay / "content" / "pages").mkdir()
    (project.overlay / "content" / "pages" / "secret.yml").symlink_to(secret)
    assert any(line.startswith("ours/content/pages/secret.yml:1:1: this is a link that leads out") for line in problems(project))


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """A path that leads nowhere, to a file, or to the handbook itself is refused with a way on; brand.yml is the folder that it is in."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "brand.yml").write_text(BRAND)
    (tmp_path / "ours.zip").write_text("PK")
    for name, said in (("nowhere", "make brand"), ("ours.zip", "unpack it"), (".", "Leave BRAND out")):
        with pytest.raises(HandbookError, match=said):
            Project.of(tmp_path, tmp_path / name)
    assert Project.of(tmp_path, tmp_path / "ours" / "brand.yml").overlay == tmp_path / "ours"


#: What somebody has made of brand.yml -> what the one line says of it.
LOST = {
    "brand.yml.txt": 'brand.yml.txt:1:1: the file is called "brand.yml.txt", expected "brand.yml". Rename it.',
    "brand.yml.yml": 'brand.yml.yml:1:1: the file is called "brand.yml.yml", expected "brand.yml". Rename it.',
    "brand.yaml": 'brand.yaml:1:1: the file is called "brand.yaml", expected "brand.yml". Rename it.',
    "Brand.yml": 'Brand.yml:1:1: the file is called "Brand.yml", expected "brand.yml". Rename it.',
    "brand (1).yml": 'brand (1).yml:1:1: the file is called "brand (1).yml", expected "brand.yml". Rename it.',
    "brand.yml.bak": 'brand.yml.bak:1:1: the file is called "brand.yml.bak", expected "brand.yml". Rename it.',
    "brand.txt": 'brand.txt:1:1: the file is called "brand.txt", expected "brand.yml". Rename it.',
    "brand": 'brand:1:1: the file is called "brand", expected "brand.yml". Rename it.',
    "brand.yml/brand.yml": 'brand.yml:1:1: "brand.yml" is a folder, expected a file.',
    "content/brand.yml": "brand.yml:1:1: the file is missing, expected one that says whose handbook this is. Move content/brand.yml here",
    "ours/brand.yml": "brand.yml:1:1: the file is missing, expected one that says whose handbook this is. Move ours/brand.yml here",
    "marque.pdf": "brand.yml:1:1: the file is missing, expected one that says whose handbook this is. `make brand DIR=...` begins",
}


@pytest.mark.parametrize("name", LOST)
def test_a_folder_without_its_brand_is_never_ours(name: str, project: Project) -> None:
    """Where brand.yml is not found, one line names what is there: the handbook never comes out under its own name."""
    brand = project.overlay / "brand.yml"
    kept = brand.rename(project.root / "kept")
    (project.overlay / name).parent.mkdir(exist_ok=True)
    kept.rename(project.overlay / name)
    (line,) = problems(project)
    assert line.startswith(f"ours/{LOST[name]}")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "name:\n", "\x00\x01", "[]\n", "x\n"])
def test_a_brand_that_says_nothing_is_never_ours(text: str, project: Project) -> None:
    """A brand.yml that is empty, or that holds something else, is a mistake like any other."""
    write(project, "brand.yml", text)
    assert problems(project) and all(line.startswith("ours/brand.yml:") for line in problems(project))


def test_a_link_to_no_brand(project: Project) -> None:
    """A link that leads to no file is told, in the folder's other files as well."""
    (project.overlay / "content" / "glossary.yml").symlink_to("gone.yml")
    said = "1:1: this is a link that leads to no file, expected a file. Copy the file here."
    assert problems(project) == [f"ours/content/glossary.yml:{said}"]
    (project.overlay / "brand.yml").unlink()
    (project.overlay / "brand.yml").symlink_to("gone.yml")
    assert problems(project) == [f"ours/brand.yml:{said}"]


@pytest.mark.parametrize("name", ["brand.yml.txt", "brand.yml", "Brand.yaml"])
def test_a_brand_among_many_is_not_passed_over(name: str, tmp_path: Path) -> None:
    """`make brands` builds, or fails to, every folder that was meant as a brand's."""
    for folder, file in (("one", name), ("two", "brand.yml"), ("handbook", "BRANDING.md"), ("other", "notes.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / file).write_text("")
    assert [path.name for path in brands.folders(tmp_path)] == ["one", "two"]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_what_changed_under_a_folder_is_told(project: Project) -> None:
    """`overlay` says what the folder does, and since a version which of the places that it changes are not as they were."""
    git(project.root, "init", "-q")
    git(project.root, "add", ".")
    git(project.root, "commit", "-qm", "one")
    first = git(project.root, "rev-parse", "--short", "HEAD")
    write(project, "content/chapters/example.yml", "sections:\n  - id: ready\n    title: {en: Get ready soon, fr: Préparez-vous vite}\n")
    chapter = project.content / "chapters" / "example.yml"
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace("en: What it means", "en: What it is"), "utf-8")
    said = overlay.explain(project, first)
    assert "replaces 'title' of \"ready\"" in said and "changed nothing under your folder" in said
    chapter.write_text(text.replace("en: Get ready", "en: Be ready"), "utf-8")
    said = overlay.explain(project, first)
    assert "changed 1 place under your folder:" in said
    assert "content/chapters/example.yml: sections > ready > title:\n    en was: Get ready\n    en now: Be ready\n" in said
    assert "cannot be said" in overlay.explain(project, "no-such-version")
    asked = f'write `version: "{version(project.root)}"` in brand.yml.'
    assert asked in overlay.explain(project, first)
    write(project, "brand.yml", f'{BRAND}version: "{version(project.root)}"\n')
    assert "changed 1 place" in overlay.explain(project) and asked not in overlay.explain(project)  # it stands there


def test_assets_hold_no_code(project: Project) -> None:
    """A script in assets/ is told where to go; an SVG there that leads elsewhere is refused."""
    write(project, "assets/more.js", "alert(1)")
    write(
        project,
        "assets/picture.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://x.example/a.png"/></svg>',
    )
    script, picture = problems(project)
    assert script.startswith('ours/assets/more.js:1:1: "more.js" is no picture') and "overrides/assets/" in script
    assert picture.startswith('ours/assets/picture.svg:1:1: "picture.svg" leads to something elsewhere')


BRAND = (
    'name: {en: Ours, fr: Le nôtre}\nsite_url: https://x.example/\ncolours: {main: "#123456"}\n'
    "licence: {name: {en: X, fr: X}, url: https://x.example/}\n"
)


def test_a_folder_has_a_lock_of_its_own(project: Project) -> None:
    """`make confirm` for a folder records its texts alone; `make check` then names one that changed in one language."""
    write(project, "brand.yml", BRAND)
    assert command.run(project, None).startswith("No problems")  # without a lock nothing has drifted
    confirm.run(project, None)
    assert "Example handbook" not in project.lock.read_text("utf-8") and project.lock.is_relative_to(project.overlay)
    write(project, "brand.yml", BRAND.replace("en: Ours", "en: Ours now"))
    with pytest.raises(ContentError) as error:
        command.run(project, None)
    (line,) = error.value.lines
    assert line.startswith("ours/brand.yml:1:8:") and f"run `make confirm BRAND={project.overlay}`" in line


def test_what_is_added_after_a_good_build_is_looked_at(project: Project, tmp_path: Path) -> None:
    """Content that has passed is not checked again, but a link that leads out of the folder is found all the same."""
    assert check.read(project)
    assert problems(project) == []
    (project.overlay / "overrides").mkdir()
    (project.overlay / "overrides" / "page.html").symlink_to(tmp_path)
    assert any("leads out of the folder" in line for line in problems(project))


def test_binary_files_are_compared_too(project: Project) -> None:
    """`overlay` compares a replaced picture by its bytes."""
    (project.root / "overrides").mkdir()
    (project.root / "overrides" / "a.png").write_bytes(b"\x89PNG one")
    git(project.root, "init", "-q")
    git(project.root, "add", ".")
    git(project.root, "commit", "-qm", "one")
    write(project, "overrides/a.png", "mine")
    assert "changed nothing under your folder" in overlay.explain(project, "HEAD")
    (project.root / "overrides" / "a.png").write_bytes(b"\x89PNG two")
    assert "overrides/a.png: ours has changed" in overlay.explain(project, "HEAD")


def test_another_repositorys_version_is_not_ours(tmp_path: Path) -> None:
    """A handbook unpacked inside somebody's repository has no version of its own."""
    (tmp_path / "handbook").mkdir()
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-qm", "theirs", "--allow-empty")
    assert version(tmp_path) and version(tmp_path / "handbook") is None
