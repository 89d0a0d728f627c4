"""overlay.lock names each place of ours that has changed under an organization's folder since they confirmed theirs, and no other."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from macros import git
from macros.checking import check, lockfile, overlay
from macros.commands import check as command
from macros.commands import confirm
from macros.commands import overlay as explained
from macros.paths import Project
from macros.problems import ContentError
from macros.reading.load import Reader
from macros.reading.uses import REMOVED

BASE = ROOT / "tests" / "reading" / "errors" / "base"
FIRST, LATER = datetime.date(2026, 2, 1), datetime.date(2026, 3, 15)
CHAPTER = "content/chapters/example.yml"
TITLE = "sections:\n  - id: ready\n    title: {en: Soon, fr: Bientôt}\n"
OWN = "sections:\n  - {id: new, after: gains, kind: prose, title: {en: N, fr: N}, body: [{en: X., fr: X.}]}\n"
CASES = yaml.safe_load(Path(__file__).with_name("overlay_lock.yml").read_text("utf-8"))
BRAND = (
    'name: {{en: Ours, fr: Le nôtre{more}}}\nsite_url: https://x.example/\ncolours: {{main: "#123456"}}\n'
    "licence: {{name: {{en: X, fr: X{more}}}, url: https://x.example/}}\n"
)


def run(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments], cwd=folder, check=True)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The base handbook with a template and a commit that is tagged `then`, and a folder over it that has its brand."""
    shutil.copytree(BASE, tmp_path / "handbook")
    (tmp_path / "handbook" / "overrides").mkdir()
    (tmp_path / "handbook" / "overrides" / "note.html").write_bytes(b"<p>One</p>\n<p>Two</p>\n")
    (tmp_path / "ours" / "content").mkdir(parents=True)
    (tmp_path / "ours" / "brand.yml").write_text(BRAND.format(more=""), "utf-8")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"], ["tag", "then"]):
        run(tmp_path / "handbook", *arguments)
    return Project.of(tmp_path / "handbook", tmp_path / "ours")


def write(project: Project, text: str, name: str = CHAPTER) -> None:
    path = project.overlay / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(project: Project, old: str, new: str, name: str = CHAPTER) -> None:
    """Change what stands once in a file of ours."""
    path = project.root / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def gathered(project: Project) -> Reader:
    """What is read of a handbook that need not be right."""
    reader = Reader(project)
    reader.gather()
    return reader


def confirmed(project: Project, today: datetime.date = FIRST) -> int:
    return overlay.write(check.fresh(project)[0], today)


def lines(project: Project) -> list[str]:
    """What `make check` says, without the mistakes that a change of ours makes."""
    try:
        command.run(project, None)
    except ContentError as error:
        return error.lines
    return []


def drift(project: Project) -> list[str]:
    """What `make check` says of overlay.lock alone."""
    return [line for line in lines(project) if "`make overlay BRAND=" in line or "overlay.lock" in line]


def said(project: Project, line: str) -> str:
    """A line without what all have alike."""
    end = f". `make overlay BRAND={project.overlay}` shows it; when yours is right, run `make confirm BRAND={project.overlay}`."
    assert line.endswith(end)
    return line.removesuffix(end).replace(" (you confirmed yours on 2026-02-01)", "")


@pytest.mark.parametrize("name", CASES)
def test_what_has_changed_is_told(name: str, project: Project) -> None:
    """Each place is told once at the line of theirs, with what has happened, since when, and what to do; confirming ends it."""
    case = {"theirs": CHAPTER, **CASES[name]}
    write(project, case["text"], case["theirs"])
    assert lines(project) == []  # no lock, nothing to say
    confirmed(project)
    assert lines(project) == []
    ours = project.root / case.get("ours", case["theirs"])
    if "old" in case:
        edit(project, case["old"], case["new"], case.get("ours", case["theirs"]))
    elif "added" in case:
        ours.write_text(case["added"], "utf-8")
    elif case["becomes"] == "nothing":
        ours.unlink()
    else:
        ours.rename(ours.with_name(case["becomes"]))
    (line,) = drift(project)
    assert "(you confirmed yours on 2026-02-01)" in line and said(project, line) == f"ours/{case['theirs']}{case['said']}"
    overlay.write(gathered(project), LATER)  # as `make confirm` does once what no longer fits is mended
    assert drift(project) == []


#: File of ours, and what becomes of it, which nothing that theirs says is about.
OTHERS = {
    "another field": (CHAPTER, "en: What it means", "en: What it is"),
    "another field of the entry": (CHAPTER, "kind: steps\n    stage: prepare\n    title:", "kind: steps\n    title:"),
    "another item": (CHAPTER, "en: Call", "en: Phone"),
    "a neighbour's words": (CHAPTER, "en: What you gain", "en: Gains"),
    "another file": ("content/glossary.yml", "en: The people you know.", "en: All the people you know."),
    "another string": ("content/interface.yml", "en: Search", "en: Look"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_theirs_does_not_speak_of_is_not_told(name: str, project: Project) -> None:
    """A change of ours elsewhere, or only beside or inside an entry that theirs lays something over, is none under their folder."""
    write(project, f"{TITLE}{OWN.partition(chr(10))[2]}")
    write(project, "<p>Mine</p>", "overrides/note.html")
    confirmed(project)
    ours, old, new = OTHERS[name]
    edit(project, old, new, ours)
    (project.root / "overrides" / "more.html").write_text("<p>New</p>", "utf-8")
    assert drift(project) == []


def test_moves_and_orders_are_no_change(project: Project) -> None:
    """Entries of ours that change places, in what theirs hides too, and fields in another order or another way of writing, are the same."""
    write(project, "sections:\n  - {id: ready, hide: true}\n  - {id: gains, title: {en: X, fr: X}}\n")
    overlay.write(gathered(project), FIRST)
    call = "      - id: call\n        title:\n          en: Call\n          fr: Appelez\n"
    edit(project, call, "")
    edit(project, "    items:\n      - id: write", "    items:\n      - {title: {fr: Appelez, en: Call}, id: call}\n      - id: write")
    text = (project.root / CHAPTER).read_text("utf-8")
    start, end = text.index("  - id: gains"), text.index("  - id: ready")
    (project.root / CHAPTER).write_text(text[:start] + text[end:] + text[start:end].replace("\n", "\r\n"), "utf-8", newline="")
    assert overlay.compared(gathered(project)) == ([], 0)
    edit(project, "fr: Appelez, en: Call", "fr: Appelez, en: Phone")
    assert len(overlay.compared(gathered(project))[0]) == 1


def test_a_language_that_is_not_offered_is_not_told(project: Project) -> None:
    """With French alone, English words may change; once English is offered, what has not been read of it is told."""
    write(project, f"{BRAND.format(more='')}languages: [fr]\n", "brand.yml")
    write(project, TITLE)
    confirmed(project)
    edit(project, "en: Get ready", "en: Be ready now")
    assert lines(project) == []
    before = project.overlay_lock.read_bytes()
    assert confirmed(project, LATER) == 0 and project.overlay_lock.read_bytes() == before
    edit(project, "fr: Préparez-vous", "fr: Soyez là")
    (line,) = drift(project)
    assert said(project, line).endswith("title: ours has changed")
    edit(project, "fr: Soyez là", "fr: Préparez-vous")
    write(project, f"{BRAND.format(more='')}languages: [fr, en]\n", "brand.yml")
    assert len(drift(project)) == 1


def test_a_value_with_fields_is_compared_field_by_field(project: Project) -> None:
    """Where theirs is laid over the fields of a value, its other fields are not under it."""
    edit(project, "  - id: ready\n", "  - id: ready\n    about: {one: {en: A, fr: A}, two: {en: B, fr: B}}\n")
    write(project, "sections: [{id: ready, about: {one: {en: X, fr: X}}}]")
    overlay.write(gathered(project), FIRST)
    edit(project, "two: {en: B", "two: {en: C")
    assert overlay.compared(gathered(project)) == ([], 0)
    edit(project, "one: {en: A", "one: {en: C")
    ((other,), _) = overlay.compared(gathered(project))
    assert other.place.said == "sections > ready > about > one"


def test_a_translation_is_watched_by_its_own_lock(project: Project) -> None:
    """A text to which theirs adds a language is in translations.lock, which tells at their line that ours has changed under it."""
    more = ", es: X"
    write(project, f"{BRAND.format(more=more)}languages: [en, fr, es]\nuntranslated: shown\n", "brand.yml")
    write(project, "languages: [{code: es, locale: es-419, name: Español}]\n", "content/handbook.yml")
    write(project, "title: {es: Un ejemplo}\nsections:\n  - id: meaning\n    body: [{es: '[Vea](ref:glossary/network).'}, {es: Crece.}]\n")
    assert lines(project) == []
    confirm.run(project, None)
    assert lines(project) == [] and "title" not in project.overlay_lock.read_text("utf-8")
    assert "chapters/example/title day=" in project.lock.read_text("utf-8")
    edit(project, "en: It grows with time.", "en: It grows.")
    (line,) = lines(project)
    assert line.startswith("ours/content/chapters/example.yml:4:51: section \"meaning\": 'body' changed in en and not in fr, es since")
    edit(project, "fr: Il grandit avec le temps.", "fr: Il grandit.")
    (line,) = lines(project)
    assert "'body' changed in en, fr and not in es since" in line and "es is still “Crece.”" in line
    edit(project, "      - en: It grows.\n        fr: Il grandit.\n", "")
    (line,) = lines(project)  # their list waits for another translation
    assert line.startswith("ours/content/translations.lock:1:1: 2 texts are new, gone or changed")
    confirm.run(project, None)
    assert lines(project) == []


def test_new_and_gone_places_are_summed_up(project: Project) -> None:
    """What theirs has come to speak of, or no longer does, or speaks of in another way, is one line until it is confirmed."""
    write(project, TITLE)
    confirmed(project)
    write(project, "short: {en: X, fr: X}\n" + TITLE)
    end = f"new in your folder, or gone from it. Compare yours with ours, then run `make confirm BRAND={project.overlay}`."
    assert drift(project) == [f"ours/content/overlay.lock:1:1: 1 place is {end}"]
    write(project, "short: {en: X, fr: X}\n")
    assert drift(project) == [f"ours/content/overlay.lock:1:1: 3 places are {end}"]
    confirmed(project)
    assert drift(project) == []
    write(project, "sections: [{id: meaning, title: {en: X, fr: X}}]")
    confirmed(project)
    write(project, "sections: [{id: meaning, hide: true}]")
    assert drift(project) == [f"ours/content/overlay.lock:1:1: 2 places are {end}"]  # all of it matters now


def test_what_is_all_theirs_may_change(project: Project) -> None:
    """Inside an entry or a page of their own, nothing is ours: they write there what they like, and confirm nothing."""
    write(project, OWN)
    write(project, "id: help\ntitle: {en: H, fr: H}\nslug: {en: help, fr: aide}\ndescription: {en: H., fr: H.}\n", "content/pages/help.yml")
    assert confirmed(project) == 4
    write(project, OWN.replace("title:", "intro: [{en: I., fr: I.}], title:"))
    path = project.overlay / "content" / "pages" / "help.yml"
    path.write_text(path.read_text("utf-8") + "short: {en: H, fr: H}\n", "utf-8")
    assert lines(project) == []


def test_the_brand_is_not_in_it(project: Project) -> None:
    """brand.yml stands for itself: what ours says there is not under theirs."""
    confirmed(project)
    assert project.overlay_lock.read_text("utf-8").count("\n") == 1
    edit(project, "Example handbook", "Sample handbook", "content/brand.yml")
    assert lines(project) == []


def test_places_are_named_by_ids(project: Project) -> None:
    """A way is fields and ids, whatever an entry is found by; a neighbour, and each entry on the way, is a place of its own."""
    write(project, "sections:\n  - id: ready\n    after: ask\n    items: [{id: write, claims: [{source: survey, reviewed: 2026-01-20}]}]\n")
    confirmed(project)
    item = "#sections/ready/items/write"
    ways = ["", "#sections/ask", "#sections/ready", item, f"{item}/claims/survey", f"{item}/claims/survey/reviewed"]
    assert [line.split()[0] for line in project.overlay_lock.read_text("utf-8").splitlines()[1:]] == [CHAPTER + way for way in ways]


def test_unchanged_lines_stay(project: Project) -> None:
    """Lines stand in order; one that is as it was keeps its day and its version, and confirming twice changes no byte."""
    write(project, "title: {en: X, fr: X}\n" + TITLE)
    assert confirmed(project) == 4
    before = project.overlay_lock.read_text("utf-8").splitlines()
    assert before[1:] == sorted(before[1:]) and all(" day=2026-02-01 at=then " in line for line in before[1:])
    assert before[1] == f"{CHAPTER} day=2026-02-01 at=then ours:there" and before[-1].startswith(f"{CHAPTER}#title day=")
    edit(project, "en: Get ready", "en: Be ready now")
    run(project.root, "commit", "-qam", "two")
    assert confirmed(project, LATER) == 1
    after = project.overlay_lock.read_text("utf-8").splitlines()
    (renewed,) = [new for old, new in zip(before, after, strict=True) if old != new]
    assert renewed.startswith(f"{CHAPTER}#sections/ready/title day=2026-03-15 at=then-1-g")
    assert confirmed(project, LATER) == 0 and project.overlay_lock.read_text("utf-8").splitlines() == after


def test_the_command_confirms_both(project: Project) -> None:
    """`make confirm` says how many texts and places it confirmed, and refuses while there is a mistake; ours alone has no places."""
    write(project, TITLE)
    assert confirm.run(project, None).splitlines() == [
        "ours/content/translations.lock: 3 texts confirmed.",
        "ours/content/overlay.lock: 3 places of ours under yours confirmed.",
    ]
    assert f" day={datetime.date.today()} " in project.overlay_lock.read_text("utf-8")
    before = project.overlay_lock.read_bytes()
    edit(project, "id: ready", "id: get-going")
    with pytest.raises(ContentError):
        confirm.run(project, None)
    assert project.overlay_lock.read_bytes() == before
    assert len(confirm.run(Project(project.root), None).splitlines()) == 1
    assert not (project.content / "overlay.lock").exists()


def test_a_lock_from_another_machine_reads(project: Project) -> None:
    """Windows' line ends, in the lock and in ours, and a byte-order mark are no change; nor is where the handbook lies."""
    write(project, TITLE)
    write(project, "<p>Mine</p>", "overrides/note.html")
    confirmed(project)
    before = project.overlay_lock.read_bytes()
    project.overlay_lock.write_bytes(b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n"))
    for name in (CHAPTER, "overrides/note.html"):
        path = project.root / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert lines(project) == []
    assert confirmed(project, LATER) == 0 and project.overlay_lock.read_bytes() == before


@pytest.mark.parametrize("damage", [
    "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n",
    "\x00\x01\n",
    "content/chapters/example.yml#sections/ready/title\n",
    "content/chapters/example.yml#sections/ready/title day=never at= en: fr:12\n",
    "content/chapters/example.yml#sections/ready/title day=2026-02-01 at=--output=x en:{} fr::\n",
    "",
])  # fmt: skip
def test_a_damaged_lock_counts_as_new(damage: str, project: Project) -> None:
    """What is damaged in a lock is a place to confirm and never a crash; confirming mends it."""
    write(project, TITLE)
    confirmed(project)
    whole = project.overlay_lock.read_text("utf-8")
    line = whole.splitlines()[-1]
    project.overlay_lock.write_text(damage.replace("{}", line), "utf-8")
    (found,) = drift(project)
    assert found.startswith("ours/content/overlay.lock:1:1: ")
    assert "Not confirmed yet:" in explained.explain(project)
    confirmed(project)
    assert project.overlay_lock.read_text("utf-8") == whole


def test_a_version_is_no_option_of_git(project: Project) -> None:
    """Whatever stands for a version in a lock, git is asked for a commit of that name and nothing else."""
    write(project, TITLE)
    confirmed(project)
    text = project.overlay_lock.read_text("utf-8")
    project.overlay_lock.write_text(text.replace("at=then", "at=--output=made"), "utf-8")
    made = project.root / "made:." / "content" / "chapters"  # where `git show --output=made:./content/…` would write
    made.mkdir(parents=True)
    edit(project, "en: Get ready", "en: Be ready now")
    assert "en now: Be ready now" in explained.explain(project)
    assert not [*made.iterdir()]


def test_words_that_differ_are_told(project: Project) -> None:
    """`make overlay` shows the words of each place since the version at which that place was confirmed; SINCE= compares all with one."""
    write(project, "title: {en: X, fr: X}\n" + TITLE)
    confirmed(project)
    assert "Since you confirmed yours, the handbook has changed nothing under your folder." in explained.explain(project)
    edit(project, "en: An example", "en: A first example")
    run(project.root, "commit", "-qam", "two")
    confirmed(project, LATER)
    edit(project, "en: Get ready", "en: Be ready now")
    edit(project, "en: A first example", "en: A second example")
    told = explained.explain(project)
    assert "Since you confirmed yours, the handbook has changed 2 places under your folder:\n" in told
    assert (
        "  content/chapters/example.yml: title: ours has changed (you confirmed yours on 2026-03-15):\n"
        "    en was: A first example\n    en now: A second example\n" in told
    )
    assert (
        "  content/chapters/example.yml: sections > ready > title: ours has changed (you confirmed yours on 2026-02-01):\n"
        "    en was: Get ready\n    en now: Be ready now\n" in told
    )
    assert f"yours is right, run `make confirm BRAND={project.overlay}`." in told and "write `version:" not in told
    assert "brand.yml says" not in told
    told = explained.explain(project, "then")
    assert "Since then, the handbook has changed 2 places" in told and "en was: An example" in told
    write(project, f"{BRAND.format(more='')}version: then\n", "brand.yml")
    assert f'brand.yml says `version: then`; this is "{git.version(project.root)}".' in explained.explain(project)


def test_without_git_ours_is_shown_as_it_is(project: Project) -> None:
    """In a handbook from a ZIP, or a clone that lacks the version, a change is told all the same, with the words of now."""
    write(project, TITLE)
    confirmed(project)
    edit(project, "en: Get ready", "en: Be ready now")
    now = "> title: ours has changed (you confirmed yours on 2026-02-01):\n    en now: Be ready now\n    fr now: Préparez-vous\n"
    line = project.overlay_lock.read_text("utf-8")
    project.overlay_lock.write_text(line.replace("at=then", "at=v9.9"), "utf-8")
    assert now in explained.explain(project)
    shutil.rmtree(project.root / ".git")
    assert git.version(project.root) is None and now in explained.explain(project)
    assert said(project, drift(project)[0]).endswith("title: ours has changed")
    assert confirmed(project, LATER) == 1
    entry = lockfile.read(project.overlay_lock)[f"{CHAPTER}#sections/ready/title"]
    assert (entry.day, entry.at) == (LATER, None) and drift(project) == []
    edit(project, "id: ready", "id: get-going")
    assert said(project, drift(project)[0]).endswith(f"sections > ready: {REMOVED}")


def test_a_version_that_had_other_words_is_not_believed(project: Project) -> None:
    """A place that was confirmed before a change was committed: git's words are not those, and are not shown."""
    edit(project, "en: Get ready", "en: Be ready soon")
    write(project, TITLE)
    confirmed(project)
    edit(project, "en: Be ready soon", "en: Be ready now")
    told = explained.explain(project)
    assert "en now: Be ready now" in told and "was:" not in told


def test_a_lock_is_begun_when_they_want_one(project: Project) -> None:
    """Without a lock, `make check` says nothing and `make overlay` says how to begin one; the site is built whatever has changed."""
    write(project, TITLE)
    edit(project, "en: Get ready", "en: Be ready now")
    assert lines(project) == [] and f"`make confirm BRAND={project.overlay}` keeps what you have read" in explained.explain(project, "then")
    confirmed(project)
    edit(project, "en: Be ready now", "en: Be ready soon")
    assert len(lines(project)) == 1 and check.read(project).chapters
    assert "keeps what you have read" not in explained.explain(project, "then")


def test_what_became_of_ours_is_told_beside_the_mistake(project: Project) -> None:
    """Where a change of ours makes a mistake of theirs, both are told, and no word of what could not be compared."""
    write(project, TITLE)
    write(project, "search: {en: X, fr: X}\n", "content/interface.yml")
    confirmed(project)
    edit(project, "id: ready", "id: get-going")
    write(project, "search: [", "content/interface.yml")
    found = lines(project)
    assert any('section "ready" is not one of ours' in line for line in found)
    assert any('sections > ready: ours seems to be called "get-going" now' in line for line in found)
    assert not any("overlay.lock" in line for line in found)
