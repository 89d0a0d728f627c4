"""Letters as files that readers fill in with their own programs: Word's (ECMA-376) and plain text.

Neither names an organization or a date: a letter is the reader's, and the same words give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .. import files
from ..model import inline
from ..model.handbook import Letter
from ..model.texts import Text
from ..model.untranslated import Passage, in_its_language
from ..rendering.render import Renderer
from .press import Job, Press

#: Styles that the file keeps of the many that python-docx brings, which would be most of its weight.
_STYLES = ("Normal", "Heading 1", "Heading 2", "Default Paragraph Font")
#: Kinds of parts that python-docx's own template has and a letter needs not: pictures of another document, styles for Word 2010.
_NOT_NEEDED = ("thumbnail", "extended-properties", "stylesWithEffects", "webSettings", "customXml", "numbering")


@dataclass(frozen=True)
class Document:
    """A letter as a file: the letter's id, its place on the site of its language, and the file in the cache with its size in bytes."""

    language: str
    letter: str
    file: str
    path: Path
    size: int

    @property
    def kind(self) -> str:
        """Its ending: `docx` or `txt`."""
        return self.path.suffix[1:]


class Run(NamedTuple):
    """Words of a paragraph that look alike."""

    words: str
    strong: bool = False
    emphasized: bool = False
    blank: bool = False  # to be filled in: shown in brackets
    language: str = ""  # BCP 47, where it is another than the letter's


Paragraph = tuple[Run, ...]


class Wording(NamedTuple):
    """A version of a letter; `label` is empty where there is but one."""

    label: str
    paragraphs: tuple[Paragraph, ...]


def make(machine: Press, renderer: Renderer) -> list[Document]:
    """Every letter of a language, in both forms, beside its page; one that is not translated is in its title's. Raise HandbookError."""
    jobs = {}
    for letter in renderer.handbook.letters:
        title = renderer.plain(letter.title)
        own = _language(renderer, title)
        wordings = tuple(_Writer(renderer, letter, own).wordings())
        name = renderer.addresses.of(letter.id) + letter.slug[renderer.language]
        form = (str(title), *renderer.languages.get(own, (own, "ltr")))
        jobs[letter.id, f"{name}.docx"] = Job(f"{name}.docx", word, (*form, wordings), "docx")
        jobs[letter.id, f"{name}.txt"] = Job(f"{name}.txt", text, (wordings,), "txt")
    paths = machine.made(list(jobs.values()))
    return [Document(renderer.language, *key, path, path.stat().st_size) for key, path in zip(jobs, paths, strict=True)]


def _language(renderer: Renderer, said: str) -> str:
    """The code of the language that something is said in."""
    return said.language if isinstance(said, Passage) else renderer.language


class _Writer:
    """Writes a letter's paragraphs as runs; `own` is the code of its language."""

    def __init__(self, renderer: Renderer, letter: Letter, own: str):
        self._renderer, self._letter, self._own = renderer, letter, own
        self._labels = {blank.id: renderer.plain(blank.label) for blank in letter.placeholders}

    def wordings(self) -> Iterator[Wording]:
        for wording in self._letter.wordings:
            subject = wording.subject or self._letter.subject
            paragraphs = [tuple(self._runs(part)) for part in wording.body]
            if subject:
                label = self._run(self._renderer.ui("subject"), self._renderer.ui("colon"), strong=True)
                paragraphs.insert(0, (label, Run(" "), *self._runs(subject)))
            yield Wording(str(self._renderer.plain(wording.label)) if len(self._letter.versions) > 1 else "", tuple(paragraphs))

    def _runs(self, text: Text) -> Iterator[Run]:
        said = self._renderer.text(text)
        for words, strong, emphasized in inline.runs(said):
            for number, part in enumerate(inline.PLACEHOLDER.split(words)):
                if number % 2:
                    yield self._run(self._labels[part], strong=strong, emphasized=emphasized, blank=True)
                elif part:
                    yield self._run(in_its_language(said, part), strong=strong, emphasized=emphasized)

    def _run(self, said: str, more: str = "", **looks: bool) -> Run:
        language = _language(self._renderer, said)
        tag, _ = self._renderer.languages.get(language, (language, "ltr"))
        return Run(f"{said}{more}", **looks, language="" if language == self._own else tag)


def text(wordings: tuple[Wording, ...]) -> tuple[bytes, int]:
    """Body of a worker: a letter as plain text, as Windows' editor reads it too: with a byte-order mark, and CR LF (RFC 5198)."""
    found = []
    for wording in wordings:
        found += [wording.label] if wording.label else []
        found += ["".join(f"[{run.words}]" if run.blank else run.words for run in paragraph) for paragraph in wording.paragraphs]
    return ("\ufeff" + "\r\n\r\n".join(found) + "\r\n").encode(), 1


def word(title: str, locale: str, towards: str, wordings: tuple[Wording, ...]) -> tuple[bytes, int]:
    """Body of a worker: a letter as a Word document in a language (BCP 47) that is written `towards` ltr or rtl."""
    from docx import Document as Empty  # noqa: PLC0415  (0.2 s that a build without new letters does not need)
    from docx.enum.text import WD_COLOR_INDEX  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    document = Empty()
    _plain(document, title, locale, towards)
    document.add_heading(title, 1)
    for wording in wordings:
        if wording.label:
            document.add_heading(wording.label, 2)
        for paragraph in wording.paragraphs:
            made = document.add_paragraph()
            for run in paragraph:
                piece = made.add_run(f"[{run.words}]" if run.blank else run.words)
                piece.bold, piece.italic = run.strong or None, run.emphasized or None
                if run.language:
                    said = OxmlElement("w:lang")
                    said.set(qn("w:val"), run.language)
                    piece._element.get_or_add_rPr().append(said)
                if run.blank:
                    piece.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return _saved(document), 1


def _plain(document: object, title: str, locale: str, towards: str) -> None:
    """Leave of python-docx's template what a letter needs: no author, date or picture, four styles in black, the language's own."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.rpartition("/")[2] in _NOT_NEEDED]:
            relations.pop(key)
    core = document.core_properties._element
    core[:] = []
    document.core_properties.title, document.core_properties.language = title, locale
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        for link in style.findall(qn("w:link")):
            style.remove(link)
        if name.replace("heading", "Heading") not in _STYLES:
            styles.remove(style)
    styles.remove(styles.find(qn("w:latentStyles")))
    for said in (styles.find(f".//{qn('w:lang')}"), document.settings.element.find(qn("w:themeFontLang"))):
        said.attrib.clear()
        said.set(qn("w:bidi" if towards == "rtl" else "w:val"), locale)
    for name, size in (("Normal", 12), ("Heading 1", 16), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), RGBColor(0, 0, 0)
        style.paragraph_format.space_after = Pt(10)
        if towards == "rtl":
            style.element.get_or_add_pPr().insert(0, OxmlElement("w:bidi"))


def _saved(document: object) -> bytes:
    """The document's bytes, of which python-docx would make the time a part."""
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as archive:
        return files.zipped({name: archive.read(name) for name in archive.namelist()})
