"""Words that stand in for a translation say their language, whatever shows them (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from collections.abc import Iterator

import lxml.html
import pdfs
import pytest
import yaml
from conftest import DEMO
from markupsafe import Markup

from macros.checking import check
from macros.model.untranslated import Passage, marked
from macros.model.views import View
from macros.paper.letters import _Writer
from macros.paths import Project
from macros.rendering.passages import Language, bare, told
from macros.rendering.render import Renderer

KNOWN = {"es": Language("es-419", "ltr"), "en": Language("en-CA", "ltr"), "ar": Language("ar", "rtl")}
EN = marked(Markup("Your work"), "en")
TOLD = {
    "all of an element": (f"<p class='a'> {EN}\n</p>", "<p class='a' lang=\"en-CA\"> Your work\n</p>"),
    "with elements": (f"<li>{marked(Markup('Your <b>work</b>'), 'en')}</li>", '<li lang="en-CA">Your <b>work</b></li>'),
    "beside words": (f"<p>Sobre: {EN}</p>", '<p>Sobre: <span lang="en-CA">Your work</span></p>'),
    "beside an element": (f"<h2>{EN}<a>#</a></h2>", '<h2><span lang="en-CA">Your work</span><a>#</a></h2>'),
    "after a void element": (f"<p><br>{EN}</p>", '<p><br><span lang="en-CA">Your work</span></p>'),
    "two": (f"<p>{EN}{EN}</p>", '<p><span lang="en-CA">Your work</span><span lang="en-CA">Your work</span></p>'),
    "in one of its language": (marked(Markup(f"<b>{EN}</b>"), "en"), '<span lang="en-CA"><b>Your work</b></span>'),
    "the page's in another": (
        f"<p>{marked(Markup('Dear ') + marked(Markup('nombre'), 'es'), 'en')}</p>",
        '<p lang="en-CA">Dear <span lang="es-419">nombre</span></p>',
    ),
    "the page's as all of another": (
        f"<p>{marked(marked(Markup('nombre'), 'es'), 'en')}</p>",
        '<p lang="en-CA"><span lang="es-419">nombre</span></p>',
    ),
    "where a language is said": (f'<p lang="fr">{EN}</p>', '<p lang="fr"><span lang="en-CA">Your work</span></p>'),
    "the other way": (f"<p>{marked(Markup('عمل'), 'ar')}</p>", '<p lang="ar" dir="rtl">عمل</p>'),
    "a language that is not offered": (f"<p>{marked(Markup('dein'), 'de')}</p>", '<p lang="de">dein</p>'),
    "of a picture": (f'<img alt="{EN}">', '<img alt="Your work" lang="en-CA">'),
    "of a field": (f'<input title="{marked(Markup("عمل"), "ar")}"/>', '<input title="عمل" lang="ar"/>'),
    "most of a name": (f'<input title="{EN}, uno">', '<input title="Your work, uno" lang="en-CA">'),
    "little of a name": (f'<input title="{EN}, línea primera">', '<input title="Your work, línea primera">'),
    "of what holds others": (
        f'<nav aria-label="{EN}"><p>Uno</p></nav>',
        '<nav aria-label="Your work"><p>Uno</p></nav>',
    ),
    "that scripts read": (f'<input data-label="{EN}">', '<input data-label="Your work">'),
    "words alone": (f"<option value='q'>{EN}</option>", "<option value='q' lang=\"en-CA\">Your work</option>"),
    "words alone and mixed": (f"<title>{EN} – Una guía larga</title>", "<title>Your work – Una guía larga</title>"),
    "no end": ("<p>\x02\x03</p>", "<p></p>"),
}


@pytest.mark.parametrize("case", TOLD)
def test_attributes_take_the_place_of_marks(case: str) -> None:
    html, expected = TOLD[case]
    assert told(html, "es", KNOWN) == expected
    assert bare(html) == told(re.sub("\x02[a-z]+\x03", "\x02es\x03", html), "es", KNOWN)


#: What the demo's English words stand between, so that they are told from all others.
SIGN = "ß"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """The demo handbook, which uses every field, in French with no French words but those of the site itself and of addresses."""
    folder = tmp_path_factory.mktemp("passages") / "demo"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns(".cache", "site"))
    for path in sorted((folder / "content").rglob("*.yml")):
        if path.name not in ("brand.yml", "interface.yml", "handbook.yml"):
            path.write_text(yaml.safe_dump(_in_english(yaml.safe_load(path.read_text("utf-8"))), allow_unicode=True), "utf-8")
    with (folder / "content" / "brand.yml").open("a", encoding="utf-8") as brand:
        brand.write("untranslated: shown\n")
    project = Project(folder)
    return Renderer(project, check.read(project), "fr")


def _in_english(node: object, name: str = "") -> object:
    if isinstance(node, list):
        return [_in_english(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"en", "fr"} and name != "slug":
        words = node["en"]
        return {"en": f"{SIGN} {words} {SIGN}" if isinstance(words, str) and not words.startswith(("https:", "ref:", "assets/")) else words}
    return {key: _in_english(value, key) for key, value in node.items()}


def pages(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Every page's name and HTML, and every part of PDFs."""
    for name, page in renderer.addresses.pages.items():
        kind = type(page).__name__.lower()
        template = page.kind if isinstance(page, View) else kind if kind in ("chapter", "letter", "way") else "article"
        yield name, renderer.block(template, name)
    for template, values in (("glossary", {}), ("pages", {"entries": renderer.handbook.chapters}), ("contributors", {})):
        yield template, renderer.block(template, "home", **values)
    maker = pdfs.Maker(renderer, pdfs.ADDRESS)
    for sheet in pdfs.sheets(renderer.handbook, "fr"):
        for number, part in enumerate(maker.parts(sheet)):
            yield f"{sheet.file} {number}", part


def faults(html: str) -> Iterator[str]:
    """What is in another language than it says: words of the demo's that are not in English, and others that are."""
    document = lxml.html.fragment_fromstring(html, create_parent="article") if "<html" not in html else lxml.html.fromstring(html)
    for element in document.iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "title"):
            continue
        for where, text in ((element, element.text), (element.getparent(), element.tail)):
            if SIGN in (text or "") and language(where) != "en-CA":
                yield f"not in English: {text}"
        whole = element.text_content().strip()
        if element.get("lang") == "en-CA" and whole and (whole[0], whole[-1]) != (SIGN, SIGN):
            yield f"in English: {whole}"
        for name in SAYING.intersection(element.keys()) if element.tag in ("audio", "img", "input", "svg", "textarea", "video") else ():
            ours, theirs = (sum(map(str.isalpha, "".join(element.get(name).split(SIGN)[number::2]))) for number in (0, 1))
            if theirs != ours and (language(element) == "en-CA") != (theirs > ours):
                yield f"{name}: {element.get(name)}"


#: Attributes that are read out.
SAYING = {"alt", "aria-label", "placeholder", "title"}


def language(element: lxml.html.HtmlElement) -> str:
    return next((one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang")), "fr-CA")


def test_every_field_says_its_language(english: Renderer) -> None:
    """Each of the demo's words is in an element that says English, on pages and on paper, and none of the site's own words is."""
    found = dict(pages(english))
    assert [f"{name}: {fault}" for name, html in found.items() for fault in faults(html)] == []
    assert sum(html.count(SIGN) for html in found.values()) > 2000
    assert not [name for name, html in found.items() if re.search("[\x02\x03]", html)]


def test_a_fault_is_found(english: Renderer) -> None:
    """The test above can fail: for words that say no language, and for those that say a wrong one."""
    html = dict(pages(english))["job-interview"]
    for broken in (html.replace(' lang="en-CA"', ""), html.replace("<p class", '<p lang="en-CA" class')):
        assert list(faults(broken))


def test_a_letter_of_words_in_two_languages(english: Renderer) -> None:
    """As a file it is in the language of its title, and what the site says in it is in the site's."""
    letter = next(letter for letter in english.handbook.letters if any(wording.subject or letter.subject for wording in letter.wordings))
    (wording, *_) = _Writer(english, letter, "en").wordings()
    languages = {run.words: run.language for paragraph in wording.paragraphs for run in paragraph}
    assert languages.pop(f"{english.ui('subject')}{english.ui('colon')}") == "fr-CA"
    assert set(languages.values()) == {""} and any(SIGN in words for words in languages)


def test_words_know_their_language_wherever_they_go(english: Renderer) -> None:
    """What is made of them for HTML does; for all else they are plain words, which may be handed to other processes."""
    text = english.handbook.chapters[0].title
    said = english.plain(text)
    assert isinstance(said, Passage) and said.language == "en" and said == f"{SIGN} The job interview {SIGN}"
    assert pickle.loads(pickle.dumps(said)).language == "en"
    assert json.dumps(said) == json.dumps(str(said))
    for template in ("text|t", "text|plain", "text|md", "text|t|e", "'a: ' ~ text|t", "[text|t, text|t]|join(', ')"):
        made = english.environment.from_string(f"{{{{ {template} }}}}").render(text=text)
        assert made.count("\x02en\x03ß The job interview ß\x02\x03") == made.count("interview") > 0, template
