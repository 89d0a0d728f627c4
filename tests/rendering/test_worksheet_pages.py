"""A worksheet's page asks what its PDF asks: the same words, the same fields by the same names, each kept by an id of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import expected
import jinja2
import lxml.html
import pytest
from conftest import DEMO, ROOT
from forms import covered, wanted_fields, wordings, worksheet_texts

from macros.checking import check
from macros.paths import Project
from macros.rendering.render import Renderer

CONTENTS = {root: expected.Content(root / "content") for root in (ROOT, DEMO)}


@dataclass(frozen=True)
class Sheet:
    """A worksheet of a handbook in a language."""

    root: Path
    language: str
    chapter: str
    part: str


SHEETS = [
    Sheet(root, language, chapter["id"], worksheet["id"])
    for root, content in CONTENTS.items()
    for language in content.languages
    for chapter in content.kinds["chapters"]
    for worksheet in chapter.get("worksheets", ())
]


def page(sheet: Sheet, templates: Path | None = None) -> lxml.html.HtmlElement:
    """A worksheet's page, rendered without MkDocs."""
    renderer = Renderer(Project(templates or sheet.root), check.read(Project(sheet.root)), sheet.language)
    html = renderer.block("worksheet", f"{sheet.chapter}/worksheet/{sheet.part}")
    return lxml.html.fragment_fromstring(html, create_parent="article")


def kind_of(field: lxml.html.HtmlElement) -> str:
    return "/Btn" if field.get("type") in ("checkbox", "radio") else "/Tx"


def name_of(article: lxml.html.HtmlElement, field: lxml.html.HtmlElement) -> str:
    """What a screen reader says for a field: its legend, its own name, or its label."""
    labels = article.xpath("//label[@for=$id]", id=field.get("id", "")) + field.xpath("ancestor::label")
    said = expected.squeeze(" ".join(label.text_content() for label in [*field.xpath("ancestor::fieldset/legend"), *labels]))
    own = field.get("aria-label")
    return said if own is None or own == said else own if not said else ""


def faults(sheet: Sheet, article: lxml.html.HtmlElement) -> list[str]:
    """Words and fields that a worksheet's page lacks or has beyond the content, and ids that stand twice or for nothing."""
    content = CONTENTS[sheet.root]
    said = expected.squeeze(article.text_content())
    found = [f"the words are not there: {text}" for text in worksheet_texts(content, sheet) if expected.squeeze(text) not in said]
    fields = {field.get("name"): field for field in article.xpath("//*[@name]")}
    wanted = wanted_fields(content, sheet)
    found += [f"the field {name} is there or wanted alone" for name in sorted(set(fields) ^ set(wanted))]
    for name, (kind, label) in wanted.items():
        if name in fields and (kind_of(fields[name]) != kind or label not in name_of(article, fields[name])):
            found.append(f"the field {name} is called {name_of(article, fields[name])!r}, expected {label!r}")
    for field in article.xpath("//*[@name]"):
        kept, letter = field.get("data-field", ""), field.xpath("ancestor::div[@class='script']")
        own = f"{sheet.chapter}/{field.get('name')}"
        if kept != own and not (letter and kept.endswith("/" + own.rsplit("/", maxsplit=1)[-1])):
            found.append(f"the field {field.get('name')} is kept as {kept}")
    kept = {name.split("/")[0] for name in article.xpath("//@data-field")}
    found += [f"what is kept begins with {sorted(kept)}"] if not kept <= set(content.pages) else []
    for grid in article.find_class("rows"):  # on a narrow screen each cell says its column, on a wide one the head does
        (head, *rows) = grid.find_class("row")
        columns = [column.text_content() for column in head[1:]]
        found += [f"the head of {columns} is another"] if bool(head[0].text) != bool(rows[0].find_class("name")) else []
        numbers = [cell.text_content() for cell in grid.find_class("count")[1:]]
        found += [f"the rows are {numbers}"] if numbers != [f"{number}." for number in range(1, len(numbers) + 1)] else []
        cells = [[cell.text_content() for cell in row.find_class("cell__of")] for row in rows]
        found += [f"a row of {columns} is another" for row in cells if row != columns]
    ids = article.xpath("//@id")
    found += [f"the id {one} stands twice" for one in set(ids) if ids.count(one) > 1]
    referred = {one for names in article.xpath("//@for | //@aria-labelledby | //@aria-describedby") for one in names.split() or [""]}
    return found + [f"nothing has the id {one}" for one in referred - set(ids)] + [*other_faults(sheet, article)]


def other_faults(sheet: Sheet, article: lxml.html.HtmlElement) -> Iterator[str]:
    """What is wrong with marks to choose from, tags of questions, reasons and the letters of scripts."""
    content, language = CONTENTS[sheet.root], sheet.language
    for section in covered(content, sheet):
        for tag in section.get("tags", ()):
            if article.xpath("string(//button[@data-tag=$tag])", tag=tag["id"]) != tag["label"][language]:
                yield f"no button is for the tag {tag['id']}"
        for item in section.get("items", ()) if section["kind"] == "questions" else ():
            ask = expected.plain(item["ask"][language])
            (line,) = article.xpath("//li[.//*[@name=$name]]", name=f"{item['id']}/ask") or [lxml.html.fromstring("<li data-tags=''></li>")]
            labels = [*line.xpath(".//input/@data-label"), line.xpath("string(.//summary)")[-len(ask) :]]
            if line.get("data-tags").split() != item.get("tags", []) or labels != [ask, ask]:
                yield f"the question {item['id']} has other tags or is called {labels}"
        for part in (section, *section.get("items", ())):
            for prompt in part.get("prompts", ()):
                for column in prompt.get("columns", ()):
                    marks = article.xpath("//*[contains(@name, $name)]/@value", name=f"{part['id']}/{prompt['id']}/")
                    if "choices" in column and not {mark["id"] for mark in column["choices"]} <= set(marks):
                        yield f"{column['id']} lacks a mark"
                if prompt["kind"] == "script":
                    yield from letter_faults(content.pages[prompt["letter"]], language, article)


def letter_faults(letter: dict, language: str, article: lxml.html.HtmlElement) -> Iterator[str]:
    """What is not there of a letter's text around its blanks, and blanks that are called otherwise."""
    title = expected.plain(letter["title"][language])
    said = [
        expected.squeeze(script.text_content()) for script in article.find_class("script") if script.find_class("label")[0].text == title
    ]
    wanted = [letter["title"]]
    for _, wording in wordings(letter):
        wanted += [wording[field] for field in ("label", "subject") if wording.get(field)] + wording["body"]
    for words in (words for text in wanted for words in re.split(r"\{[a-z-]+\}", text[language])):
        if not said or expected.plain(words) not in said[0]:
            yield f"{letter['id']} lacks {words}"
    for blank in letter["placeholders"]:
        rooms = article.xpath("//*[@data-field=$kept]/..", kept=f"{letter['id']}/{blank['id']}")
        names = {(room[0].get("aria-label"), room[1].text_content()) for room in rooms}
        if names != {(f"{blank['label'][language]}, {title}", blank["label"][language])}:
            yield f"the blank {blank['id']} of {letter['id']} is called {names}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.root.name}/{sheet.part}[{sheet.language}]")
def test_a_page_asks_what_its_pdf_asks(sheet: Sheet) -> None:
    """Every prompt, note, row, column, choice, box, fact and question is there, in both directions."""
    assert faults(sheet, page(sheet)) == []


# Proof that the comparison can fail: templates with a hole in them ---------------------------

TEMPLATES = ROOT / "overrides"
#: What shows nothing of the content on a page, or nothing that this test reads: interface strings, addresses, numbers.
NO_CONTENT = re.compile(
    r"ui\(|asset\(|link\(|downloads|lines|autocomplete|'name' if|column\.share|row }}|number\b|of_place|loop\.|section\.(id|places)"
    r"|places\.|tag\.|view\.id|view\.title\|plain|chapter\.(title|slug)|worksheet\.slug|brand\.|language\."
)
#: What pages do not show of the templates that they share with PDFs.
ON_PAPER = re.compile(r"\{% if medium == 'paper' %\}.*?\{%-? else %\}|\{% macro on_paper.*?\{% endmacro %\}", re.DOTALL)
PAPERS_OWN = ("base", "brand", "edition", "front", "head", "numbers", "rights", "whose", "imprint", "worksheet")


def holes() -> Iterator[pytest.param]:
    """Each expression of the templates of pages that shows content, and each end of each loop, with the template that lacks it."""
    names = [path for path in sorted((TEMPLATES / "worksheets").glob("*.html")) if path.stem not in PAPERS_OWN]
    for path in (*names, TEMPLATES / "blocks" / "worksheet.html"):
        text = path.read_text("utf-8")
        paper = [found.span() for found in ON_PAPER.finditer(text)]
        cuts = [(match, "", match[0]) for match in re.finditer(r"\{\{ (.*?) \}\}", text) if not NO_CONTENT.match(match[1])]
        for match in re.finditer(r"\{% for (\w+) in (.+?)( if .+?)? %\}", text):
            for part in ("[1:]", "[:-1]"):
                cuts.append((match, f"{{% for {match[1]} in (({match[2]})|list){part}{match[3] or ''} %}}", match[0] + part))
        for match, instead, lost in cuts:
            if any(start <= match.start() < end for start, end in paper):
                continue
            line = text.count("\n", 0, match.start()) + 1
            name = path.relative_to(TEMPLATES).as_posix()
            yield pytest.param(name, text[: match.start()] + instead + text[match.end() :], id=f"{name}:{line}: {lost}")


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of templates over the library's."""
    folder = tmp_path_factory.mktemp("holes")
    for name in ("blocks", "worksheets"):
        (folder / "overrides" / name).mkdir(parents=True)
    for name in ("docs", "content"):  # where the pictures are
        (folder / name).symlink_to(DEMO / name)
    return folder


@pytest.mark.parametrize(("template", "text"), list(holes()))
def test_a_hole_in_a_template_is_found(template: str, text: str, over: Path) -> None:
    """Dropping any one field, or the first or last entry of any list, is noticed on some worksheet of the demo."""
    cut = over / "overrides" / template
    cut.write_text(text, "utf-8")
    try:
        assert [fault for sheet in SHEETS if (sheet.root, sheet.language) == (DEMO, "en") for fault in faults(sheet, page(sheet, over))]
    except (jinja2.TemplateError, TypeError):
        return  # the build itself stops
    finally:
        cut.unlink()
