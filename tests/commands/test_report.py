"""The editors' report names each thing to look at once, with its place, and nothing where there is nothing."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import lxml.html
import pytest
from conftest import FROZEN

from macros import __main__ as command
from macros import paths
from macros.checking import brand, check, findings, lock, raw, readability
from macros.commands import check as check_command
from macros.commands import report, schema
from macros.commands.parts import calendar
from macros.model.handbook import Handbook
from macros.paths import Project
from macros.reading.stray import strangers
from macros.rendering.render import Renderer

BASE = paths.HOME / "tests" / "reading" / "errors" / "base"
DEMO = paths.HOME / "tests" / "demo"
CHAPTER, GLOSSARY, LETTER = "chapters/example.yml", "glossary.yml", "letters/sample.yml"
CONFIRMED, TODAY = datetime.date(2026, 1, 20), datetime.date(2026, 2, 1)
#: The measures that the base handbook has for its first language in some tests.
MEASURES = """    name: English
    measures:
      - {name: Ease, base: 206.835, words: -1.015, syllables: -84.6, least: 65}
      - {name: Grade, base: -15.59, words: 0.39, syllables: 11.8, most: 7}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The base handbook, its one unused term removed and its texts confirmed: there is nothing to look at."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    project = Project(tmp_path)
    glossary = project.content / GLOSSARY
    glossary.write_text(glossary.read_text("utf-8").partition("- id: mentor")[0], "utf-8")
    confirm(project)
    return project


def confirm(project: Project) -> None:
    lock.write(*check.fresh(project), CONFIRMED)


def edit(project: Project, name: str, old: str, new: str) -> int:
    """Replace what is in a file of content/ once; return the line of it, from 1."""
    path = project.content / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def look(project: Project, today: datetime.date = TODAY) -> tuple[findings.Findings, lxml.html.HtmlElement]:
    """What is found, and the page that shows it."""
    reader, handbook = check.fresh(project)
    found = findings.Findings(reader, handbook, today)
    return found, lxml.html.document_fromstring(report.page(renderer(project, handbook), found))


def renderer(project: Project, handbook: Handbook) -> Renderer:
    return Renderer(project, handbook, handbook.settings.languages[0].code)


def counts(found: findings.Findings) -> dict[str, int]:
    """What is counted and not 0."""
    return {kind: found.total(kind) for kind in findings.KINDS if found.total(kind)}


def rows(page: lxml.html.HtmlElement, table: str) -> list[list[str]]:
    """The cells of a table's body, by its id."""
    found = page.xpath("//caption[@id=$table]/../tbody/tr", table=table)
    for line in (line for row in found for line in row.iter("p", "br")):
        line.tail = f" {line.tail or ''}"  # what a browser shows on a line of its own
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_a_clean_handbook_has_nothing(project: Project) -> None:
    """Every count is 0, and there is no table of findings."""
    found, page = look(project)
    assert counts(found) == {} and found.unconfirmed == 0
    assert {cell for row in rows(page, "summary") for cell in row[1:]} == {"0"}
    assert [caption.get("id") for caption in page.iter("caption")] == [
        "summary",
        *(f"{group}--{table}" for group, table in (("chapter-example", "reviews"), ("chapter-example", "scores"))),
        *(f"{group}--scores" for group in ("letters", "pages", "terms", "rest")),
    ]
    assert "Nothing to look at." not in page.text_content()


def test_a_part_without_anything_says_so(project: Project) -> None:
    """A part of the handbook that has neither findings nor sentences says that there is nothing to look at."""
    edit(project, CHAPTER, "authors:\n  - alex-roy\nreviewers:\n  - alex-roy\n", "")
    (project.content / "contributors.yml").write_text("[]\n", "utf-8")
    page = look(project)[1]
    assert "Nothing to look at." in page.xpath("//section[@aria-labelledby='rest']")[0].text_content()


def test_a_stale_text_is_shown_in_both_languages(project: Project) -> None:
    """A text that changed on one side stands with both texts whole, the day that they agreed, and its line."""
    line = edit(project, CHAPTER, "en: It grows with time.", f"en: It grows {'with time, ' * 12}slowly.")
    found, page = look(project)
    assert counts(found) == {"stale": 1}
    ((where, said),) = rows(page, "chapter-example--stale")
    assert where == f"content/{CHAPTER}:{line} section \"meaning\", entry 2 of 'body'"
    assert said.startswith("They were confirmed to agree on 2026-01-20. English, changed It grows")
    assert "slowly. Français, as it was Il grandit avec le temps." in said
    assert page.xpath("//span[@lang='fr-CA'][text()='Il grandit avec le temps.']")


def test_a_lock_without_days_is_said(project: Project) -> None:
    """Where the lock has no day, the report says that it has none."""
    project.lock.write_text(project.lock.read_text("utf-8").replace(" day=2026-01-20", ""), "utf-8")
    edit(project, CHAPTER, "en: It grows with time.", "en: It grows.")
    assert "The lock does not say when" in rows(look(project)[1], "chapter-example--stale")[0][1]


def test_texts_changed_in_every_language_are_counted(project: Project) -> None:
    """What is new, gone or changed on both sides is one line with a number."""
    edit(project, CHAPTER, "en: It grows with time.\n        fr: Il grandit avec le temps.", "en: It grows.\n        fr: Il grandit.")
    found, page = look(project)
    assert counts(found) == {} and found.unconfirmed == 1
    assert "1 text is new, gone or changed in every language" in page.text_content()


def test_old_reviews_are_overdue(project: Project) -> None:
    """A review is overdue on the 366th day, a chapter's and a claim's alike; every claim has its days and its source."""
    reviewed = datetime.date(2026, 1, 15)
    assert counts(look(project, reviewed + datetime.timedelta(days=365))[0]) == {}
    line = edit(project, CHAPTER, "            reviewed: 2026-01-15", "            reviewed: 2026-01-10")
    found, page = look(project, reviewed + datetime.timedelta(days=365))
    assert counts(found) == {"overdue": 1}
    claim, chapter = rows(page, "chapter-example--reviews")
    assert claim == [f'content/{CHAPTER}:{line} step "write", claim 1', "A survey, An institute", "2026-01-10", "370 overdue"]
    assert chapter[0].endswith(' chapter "example"') and chapter[1:] == ["the whole chapter", "2026-01-15", "365"]
    assert page.xpath("//a[@href='https://survey.example/']/span[@lang='en'][text()='A survey']")
    assert counts(look(project, reviewed + datetime.timedelta(days=366))[0]) == {"overdue": 2}


def test_an_unused_term_is_named(project: Project) -> None:
    """A term that nothing leads to and no text says is named with its line; a link, a chapter's list or its words end that."""
    term = "- id: mentor\n  term: {en: old mentor, fr: mentor}\n  definition: {en: An old mentor guides., fr: Le mentor guide.}\n"
    glossary, chapter = project.content / GLOSSARY, (project.content / CHAPTER).read_text("utf-8")
    line = glossary.read_text("utf-8").count("\n") + 1
    glossary.write_text(glossary.read_text("utf-8") + term, "utf-8")
    confirm(project)
    found, page = look(project)
    assert counts(found) == {"unused": 1}
    ((where, said),) = rows(page, "terms--unused")
    assert where == f'content/{GLOSSARY}:{line} term "mentor"' and "no text in English, Français says it." in said

    def unused(old: str, new: str) -> list[str]:
        (project.content / CHAPTER).write_text(chapter, "utf-8")
        edit(project, CHAPTER, old, new)
        return [finding.said for finding in look(project)[0].groups["terms"].found["unused"]]

    both = "en: It grows with time.\n        fr: Il grandit avec le temps."
    assert unused("  - network\n", "  - network\n  - mentor\n") == []
    assert unused(both, "en: It [grows](ref:glossary/mentor).\n        fr: Il [grandit](ref:glossary/mentor).") == []
    assert unused(both, "en: Two Old\u00a0*mentors* help.\n        fr: Deux mentors aident.") == []
    (said,) = unused(both, "en: Two old mentorships.\n        fr: Deux mentors aident.")
    assert "no text in English says it." in said


def test_a_hard_text_is_named(project: Project) -> None:
    """A text beyond a measure of its language, from ten words on, is named with its score; short and plain texts are not."""
    edit(project, "handbook.yml", "    name: English\n", MEASURES)
    assert counts(look(project)[0]) == {}
    hard = "Organizational responsibilities necessitate considerable interdisciplinary collaboration"
    edit(project, CHAPTER, "en: It shows the pace.", f"en: {hard}.")
    confirm(project)
    assert counts(look(project)[0]) == {}  # seven words
    line = edit(project, CHAPTER, f"en: {hard}.", f"en: {hard} among all of us.")
    confirm(project)
    found, page = look(project)
    assert counts(found) == {"hard": 1}
    ((where, said),) = rows(page, "chapter-example--hard")
    assert where == f"content/{CHAPTER}:{line} question \"hours\", 'why'"
    assert said.startswith("Ease -") and "wanted at least 65; Grade 2" in said and f"wanted at most 7. English {hard}" in said
    assert found.unmeasured == ["Français"] and "No measure is known for Français" in page.text_content()


def test_a_long_sentence_is_named(project: Project) -> None:
    """A sentence of 31 words is named, in a language without a measure too, and one of 30 is not; markup is no word."""
    edit(project, CHAPTER, "fr: On voit le rythme.", f"fr: {'mot ' * 29}*mot*.")
    confirm(project)
    assert counts(look(project)[0]) == {}
    line = edit(project, CHAPTER, "*mot*.", "mot mot.")
    confirm(project)
    ((where, said),) = rows(look(project)[1], "chapter-example--hard")
    assert where.startswith(f"content/{CHAPTER}:{line} ") and said.startswith("A sentence of 31 words, wanted at most 30. Français mot")


def test_scores_of_a_whole_chapter(project: Project) -> None:
    """Each group has its measures in each language; a chapter that misses one says so."""
    edit(project, "handbook.yml", "    name: English\n", MEASURES)
    scores = rows(look(project)[1], "chapter-example--scores")
    assert [row[:2] + row[3:] for row in scores] == [
        ["English", "Ease", "at least 65"],
        ["English", "Grade", "at most 7"],
        ["English", "Words a sentence, on average", "at most 15"],
        ["Français", "Words a sentence, on average", "at most 15"],
    ]
    assert not any("missed" in row[2] for row in scores)
    edit(project, CHAPTER, "fr: On voit le rythme.", f"fr: {'mot ' * 300}.")
    assert "missed" in rows(look(project)[1], "chapter-example--scores")[3][2]


def test_what_is_empty_in_a_language_is_named(project: Project) -> None:
    """A blank text and an empty list of words pass the check; the report names their lines."""
    blank = edit(project, CHAPTER, "fr: Il grandit avec le temps.", "fr: ' '")
    words = edit(project, GLOSSARY, "    fr:\n      - relations\n", "    fr: []\n")
    confirm(project)
    found, page = look(project)
    assert counts(found) == {"missing": 2}
    (text,), (synonyms,) = rows(page, "chapter-example--missing"), rows(page, "terms--missing")
    assert text == [f"content/{CHAPTER}:{blank} section \"meaning\", entry 2 of 'body'", "There is nothing in Français."]
    assert synonyms == [f"content/{GLOSSARY}:{words} term \"network\", 'synonyms'", "There is nothing in Français."]


def test_hostile_words_stay_words(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in a text, a title, a language's name or a source is shown as it is written, even if the check let it pass."""
    monkeypatch.setattr(raw, "RULES", ())
    attack = "<script>alert(document)</script><img src=x onerror=alert(document)>"
    edit(project, CHAPTER, "en: It grows with time.", f"en: {attack}")
    edit(project, CHAPTER, "en: An example", f'en: "\'>{attack}"')
    edit(project, "sources.yml", "title: A survey", f"title: {attack}")
    edit(project, "sources.yml", "url: https://survey.example/", f"url: https://survey.example/\"'>{attack.replace(' ', '/')}")
    edit(project, "handbook.yml", "name: Français", f"name: {attack}")
    found, page = look(project)
    assert counts(found) == {"stale": 2}
    assert page.xpath("//script | //img | //@onerror") == []
    assert page.text_content().count(attack) >= 4


@pytest.mark.parametrize("handbook", [BASE, DEMO, paths.HOME], ids=["base", "demo", "default"])
def test_the_page_is_sound(handbook: Path, tmp_path: Path) -> None:
    """One file that asks for no other; tables with a caption and headings; ids once; names that are there; plain language tags."""
    for part in ("content", "docs"):
        shutil.copytree(handbook / part, tmp_path / part)
    page = look(Project(tmp_path), datetime.date(2028, 1, 1))[1]
    assert page.get("lang") == "en" and "color-scheme: light dark" in page.findtext(".//style")
    assert page.xpath("//script | //link | //img | //iframe | //@src | //@style") == []
    assert "url(" not in page.findtext(".//style") and "@import" not in page.findtext(".//style")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) and set(page.xpath("//@aria-labelledby")) <= set(ids)
    assert {target[1:] for target in page.xpath("//a/@href") if target.startswith("#")} <= set(ids)
    tables = list(page.iter("table"))
    assert tables and len(tables) == len(list(page.iter("caption")))
    for table in tables:
        heads = table.xpath("thead/tr/th[@scope='col']")
        for row in table.xpath("tbody/tr"):
            assert len(row) == len(heads) and row[0].tag == "th" and row[0].get("scope") == "row"


def test_the_command_writes_beside_the_site(project: Project, capsys: pytest.CaptureFixture) -> None:
    """`report` exits with 0 whatever it finds, says counts in one line, and dates the page today."""
    edit(project, CHAPTER, "en: It grows with time.", "en: It grows.")
    assert command.main(["--project", str(project.root), "report"]) == 0
    line, reviews = capsys.readouterr().out.splitlines()
    days = (datetime.date.today() - datetime.date(2026, 1, 15)).days
    old = 2 if days > findings.YEAR else 0
    assert line.endswith(
        f"report.html: 1 changed in one language only, {old} reviews overdue, 0 terms unused, 0 hard to read, 0 without a text; "
        f"1 claim, the oldest checked {days} days ago."
    )
    assert f"Report of {datetime.date.today()}" in (project.root / "report.html").read_text("utf-8")
    assert reviews.endswith("reviews.ics: 2 days, the first 2027-01-15.")


def test_content_with_mistakes_has_no_report(project: Project, capsys: pytest.CaptureFixture) -> None:
    """What `check` refuses, `report` refuses with the same lines; no page is written."""
    edit(project, CHAPTER, "  - network\n", "  - netwerk\n")
    assert command.main(["--project", str(project.root), "report"]) == 1
    assert "'terms' is \"netwerk\"" in capsys.readouterr().err and not (project.root / "report.html").exists()
    assert not (project.root / "reviews.ics").exists()


def test_an_organizations_folder_has_its_own(project: Project, tmp_path: Path) -> None:
    """With a folder over it, the page is in that folder, says whose files it names, and that there is no lock; nothing minds it there."""
    ours = tmp_path / "ours"
    (ours / "content").mkdir(parents=True)
    shutil.copy(tmp_path / "content" / "brand.yml", ours)
    (ours / "content" / "glossary.yml").write_text(
        "- id: mentor\n  term: {en: mentor, fr: mentor}\n  definition: {en: Guides you., fr: Vous guide.}\n", "utf-8"
    )
    both = Project.of(tmp_path, ours)
    report.write(*check.fresh(both), TODAY)
    page = lxml.html.document_fromstring((ours / "report.html").read_text("utf-8"))
    assert rows(page, "terms--unused")[0][0].startswith("ours/content/glossary.yml:1 ")
    assert "There is no translations.lock yet" in page.text_content()
    report.write(*check.fresh(both), TODAY)
    confirm(both)
    text = (ours / "content" / "glossary.yml").read_text("utf-8")
    (ours / "content" / "glossary.yml").write_text(text.replace("Guides you.", "Leads you."), "utf-8")
    page = look(both)[1]
    assert rows(page, "terms--stale")[0][0].startswith("ours/content/glossary.yml:3 ")
    assert "There is no translations.lock" not in page.text_content()
    assert (ours / "reviews.ics").exists() and not (tmp_path / "reviews.ics").exists()
    assert list(strangers(both)) == []


# The calendar of reviews --------------------------------------------------------------------------


def events(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar as RFC 5545 has it: its lines unfolded (3.1), each a name and a value, texts unescaped (3.3.11)."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"") and max(map(len, data.split(b"\r\n"))) <= 75
    for line in data.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    lines = [line.partition(":")[::2] for line in data.decode().replace("\r\n ", "").split("\r\n")[:-1]]
    assert lines[0] == ("BEGIN", "VCALENDAR") and lines[-1] == ("END", "VCALENDAR") and ("VERSION", "2.0") in lines
    found: list[dict[str, str]] = []
    for name, value in lines:
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found:
            found[-1].setdefault(name, re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] == "n" else escaped[1], value))
    return found


def due(project: Project) -> list[dict[str, str]]:
    """The events of the report's calendar."""
    report.write(*check.fresh(project), TODAY)
    return events((project.root / "reviews.ics").read_bytes())


def test_a_review_is_due_on_the_last_day_in_time(project: Project) -> None:
    """The chapter's day and that of its claims are those after which the report calls them overdue."""
    chapter, claims = due(project)
    assert chapter["SUMMARY"] == "Read again: An example" and claims["SUMMARY"] == "Check 1 claim: An example"
    assert chapter["DTSTART;VALUE=DATE"] == claims["DTSTART;VALUE=DATE"] == "20270115"
    assert claims["DESCRIPTION"] == '2027-01-15: step "write", claim 1, A survey, https://survey.example/'
    last = datetime.date(2027, 1, 15)
    assert counts(look(project, last)[0]) == {} and counts(look(project, last + datetime.timedelta(days=1))[0]) == {"overdue": 2}


def test_what_was_reviewed_moves(project: Project) -> None:
    """After a review the event has its old id and a later stamp, so that a calendar moves it; the rest stays as it was, byte for byte."""
    before = due(project)
    report.write(*check.fresh(project), TODAY + datetime.timedelta(days=3))
    assert events((project.root / "reviews.ics").read_bytes()) == before
    edit(project, CHAPTER, "            reviewed: 2026-01-15", "            reviewed: 2026-01-20")
    after = due(project)
    assert after[0] == before[0] and after[1]["UID"] == before[1]["UID"] != before[0]["UID"]
    assert (before[1]["DTSTAMP"], after[1]["DTSTAMP"]) == ("20260115T000000Z", "20260120T000000Z")
    assert after[1]["DTSTART;VALUE=DATE"] == "20270120"


def test_each_claim_is_in_one_event() -> None:
    """In a whole handbook, the events list every review once, each part has its own, and two sites' events are not each other's."""
    project = Project(FROZEN)
    reader, handbook = check.fresh(project)
    found = findings.Findings(reader, handbook, TODAY)
    dates = list(report.due(renderer(project, handbook), found))
    reviews = [review for group in found.groups.values() for review in group.reviews]
    assert sum(event.description.count("\n") + 1 for event in dates) == len(reviews) > 20
    assert len(dates) == sum(any(review.source for review in group.reviews) for group in found.groups.values()) + len(handbook.chapters)
    assert all(str(event.day) == min(re.findall(r"^[\d-]{10}", event.description, re.MULTILINE)) for event in dates)
    brand = handbook.brand.model_copy(update={"site_url": "https://other.example/"})
    others = report.due(renderer(project, handbook.model_copy(update={"brand": brand})), found)
    uids = [event["UID"] for one in (dates, others) for event in events(calendar.calendar("x", one))]
    assert len(uids) == len(set(uids)) == 2 * len(dates)


def test_texts_of_a_calendar_are_escaped() -> None:
    """Commas, semicolons, backslashes and new lines come back as they were; long lines are folded between letters."""
    text = "a, b; c\\n\nd " + "é’王" * 60
    (event,) = events(calendar.calendar("A, b", [calendar.Event("x", TODAY, TODAY, text, text)]))
    assert event["SUMMARY"] == event["DESCRIPTION"] == text


def test_a_handbook_without_reviews_has_no_calendar(project: Project) -> None:
    """A calendar has to hold an event: where nothing falls due there is none, nor an old one."""
    reader, handbook = check.fresh(project)
    report.write(reader, handbook, TODAY)
    report.write(reader, handbook.model_copy(update={"chapters": ()}), TODAY)
    assert not (project.root / "reviews.ics").exists()


def test_a_measure_can_be_missed() -> None:
    """Each limit is one: a score beyond it misses, a score on it does not."""
    easy, grade = check.fresh(Project(FROZEN))[1].settings.languages[0].measures
    assert [readability.misses(easy, value) for value in (64.9, 65, 90)] == [True, False, False]
    assert [readability.misses(grade, value) for value in (2, 7, 7.1)] == [False, False, True]


def test_a_language_without_hyphenation_is_not_measured() -> None:
    """Syllables are counted where Pyphen knows the language, and elsewhere the report says that there is no measure."""
    assert readability.measurable("en") and readability.measurable("es") and not readability.measurable("zz")


@pytest.mark.parametrize(("until", "over"), [("2026-01-31", True), ("2026-02-01", False)])
def test_an_announcement_that_is_over_is_said(project: Project, until: str, over: bool) -> None:
    """The report and `make check` say it once the last day is past, and not on that day; it keeps nothing from being published."""
    text = "{en: We are away., fr: Nous sommes absents.}"
    edit(project, "brand.yml", "tagline:", f"announcement: {{text: {text}, until: {until}}}\ntagline:")
    page = look(project)[1]
    said = "announcement was until 2026-01-31: pages no longer show it. Remove it, or write another."
    assert (said in page.text_content()) == over
    assert brand.notes(check.read(project), TODAY) == ([said] if over else [])
    confirm(project)
    schema.write(project, check.read(project).settings)
    assert ("pages no longer show it" in check_command.run(project, None)) == (datetime.date.fromisoformat(until) < datetime.date.today())
