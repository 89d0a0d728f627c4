"""Handbook -> HTML: one Jinja environment, autoescape on, shared by every output."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import jinja2
from babel.dates import format_date
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from ..checking import lock
from ..look import look, pictures, recordings
from ..look.logos import Picture
from ..model import addresses, inline
from ..model.counts import counted
from ..model.handbook import AnyPage, Chapter, Handbook, Letter
from ..model.published import LISTS
from ..model.texts import Text
from ..model.tree import pages, provinces
from ..model.untranslated import Passage, in_its_language, lacks, left_out, marked, spoken
from ..model.views import WHOLE, View, of_stage, of_worksheet
from ..paths import Project
from . import brand_form, drawings, faces, letters, passages
from .cited import Cited, cited
from .contacts import bare_address, shows
from .minutes import minutes
from .written import direction, kilobytes, without_accents


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates, kept between builds where there is room: a build does without."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


class Renderer:
    """Renders a Handbook's content in one language."""

    def __init__(self, project: Project, handbook: Handbook, language: str, *offered: Sequence):
        """`offered` is what downloads.Offered holds, if anything: PDFs (downloads.Pdf), the brand's pictures, letters as files, EPUBs."""
        self.whole = handbook  # with what is not translated yet
        handbook = spoken(handbook, language)
        self.handbook = counted(handbook)
        self.language = language
        self.setting = next(setting for setting in self.handbook.settings.languages if setting.code == language)
        self.addresses = addresses.Addresses(self.handbook, language, left_out(self.whole, handbook))
        self.look = look.load(project, handbook)
        self._project = project
        self._templates = project.templates
        self._cache = project.cache / "templates"
        self._base = ""
        self._whole = ""  # what `ref:` targets begin with that are on the page itself, since it shows all of a chapter
        self._framed = False
        self._minutes: dict[str, int] = {}
        self.downloads, self.drawn, self.letters, self.books = offered or ((), (), (), ())

    @cached_property
    def environment(self) -> jinja2.Environment:
        self._cache.mkdir(parents=True, exist_ok=True)
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([str(path) for path in self._templates]),
            autoescape=True,
            auto_reload=False,  # one environment lives as long as one build
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_Compiled(str(self._cache)),
        )
        environment.filters.update(t=self.text, md=self.inline, letter=self.letter_html, date=self.date, plain=self.plain)
        environment.filters.update(address=bare_address, direction=direction)
        environment.tests.update(showing=shows)
        environment.globals.update(
            ui=self.ui,
            count=self.count,
            link=self.link,
            asset=self.asset,
            picture=self.pictures.__getitem__,
            captions=recordings.captions,
            drawing=self.drawing,
            downloads=self.offers,
            book=self.book,
            version=self.version,
            feed=self.feed,
            brand_form=self.brand_form,
            documents=lambda letter: [file for file in self.letters if file.letter == letter],
            medium="screen",  # worksheets.py renders for "paper"
            framed=False,  # whether it is for the frame of another site
            kilobytes=kilobytes,
            untranslated=self.untranslated,
            handbook=self.handbook,
            brand=self.handbook.brand,
            look=self.look,
            faces=self.faces.addresses,
            paper=self.look.palette.paper,
            icon_kind=self.look.icon.kind if self.look.icon else "svg",
            letter=next(filter(str.isalnum, self.text(self.handbook.brand.short or self.handbook.brand.name)), "•").upper(),
            description=self.description,
            based_on=self.based_on,
            language=self.setting,
            minutes=self.minutes,
            room=self.faces.room,
            addresses=self.addresses,
            provinces=provinces(self.handbook),
            of_stage=of_stage,
            of_worksheet=of_worksheet,
            glossary=sorted(self.handbook.terms, key=lambda term: without_accents(term.term[self.language])),
            sources=self.sources,
            contributors={person.id: person for person in self.handbook.contributors},
            terms={term.id: term for term in self.handbook.terms},
        )
        return environment

    @cached_property
    def languages(self) -> dict[str, passages.Language]:
        """The languages that are offered, by their codes."""
        return {one.code: passages.Language(one.locale, direction(one)) for one in self.handbook.settings.languages}

    @property
    def description(self) -> Text:
        """What the handbook is, in a sentence."""
        return self.handbook.brand.description or self.addresses.pages[addresses.HOME].description

    @property
    def based_on(self) -> Markup | None:
        """The credit that the licence of the words asks for, where an organization's brand has replaced the original one."""
        origin = self.handbook.origin
        return self.ui("based-on", name=self.whichever(origin.name), licence=self.whichever(origin.licence.name)) if origin else None

    @cached_property
    def sources(self) -> dict[str, Cited]:
        """The sources as pages cite them, by id."""
        return {source.id: cited(source, self.setting) for source in self.handbook.sources}

    @cached_property
    def changes(self) -> list[lock.Changed]:
        """The pages of which it is known when they last changed, and the day, the latest first."""
        return lock.changed(self._project, self.whole)

    def feed(self) -> str | None:
        """Where the feed of what has changed stands on the Web, which a reader of feeds is given; None where there is none."""
        return f"{self.handbook.brand.site_url.rstrip('/')}/{self.language}/{addresses.FEED}" if self.changes else None

    def brand_form(self) -> brand_form.Form:
        """The form for brand.yml."""
        words, *_ = self.environment.loader.get_source(self.environment, brand_form.WORDS)
        return brand_form.form(self.handbook, self.setting, words)

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The pictures that the content names, by their files."""
        return pictures.load(self._project, self.handbook)

    @cached_property
    def faces(self) -> faces.Faces:
        """The typeface of paper, the brand's own or the library's, and that of fields."""
        return faces.Faces(self._templates[-1], self.look.fonts)

    # What templates call ---------------------------------------------------------------

    def text(self, text: Text) -> str:
        """A text in this language, as it is written; a Passage where it is not translated."""
        return text[self.language]

    def whichever(self, text: Text) -> str:
        """A text in this language, or in its first one where it has no other."""
        code, words = next(iter(text.root.items()))
        return text.root.get(self.language) or Passage(words, code)

    def plain(self, text: Text) -> str:
        """A text in this language, without its inline Markdown."""
        said = self.text(text)
        return in_its_language(said, inline.plain(said))

    def inline(self, text: Text) -> Markup:
        """A text in this language as HTML, its links seen from the current page."""
        said = self.text(text)
        html = inline.to_html(str(said), self.link)
        return marked(html, said.language) if isinstance(said, Passage) else html

    def link(self, target: str) -> str:
        """The address of a `ref:` target (with or without `ref:`) seen from the current page; a whole chapter leads within itself."""
        target = target.removeprefix("ref:")
        if self._whole and target.startswith(self._whole):
            return f"#{target.removeprefix(self._whole)}"
        return self.addresses.link(target, self._base)

    def asset(self, path: str) -> str:
        """The address of a file below docs/ or overrides/ seen from the current page."""
        return self._base + path

    @jinja2.pass_context
    def drawing(self, context: jinja2.runtime.Context, name: str, alt: str = "", part: int = 0) -> Markup:
        """A drawing, or one of its parts, that says `alt`, in the brand's colours (drawings.py)."""
        template = self.environment.get_template(f"drawings/{name}.svg")
        return drawings.drawn(template, name, alt, part, self.look.palette.paper, on_paper=context["medium"] == "paper")

    def offers(self, chapter: str | None, part: str) -> list:
        """The PDFs (downloads.Pdf) of a part of a chapter, or of the handbook, the standard one on the first paper first."""
        return [pdf for pdf in self.downloads if (pdf.sheet.chapter, pdf.sheet.part) == (chapter, part)]

    def book(self, chapter: str | None) -> object | None:
        """The EPUB (books.Epub) of a chapter, or of the handbook, if it is offered."""
        return next((epub for epub in self.books if epub.book.chapter == chapter), None)

    def version(self, sheet: object) -> str:
        """What is other in a PDF (sheets.Sheet): its variant, and the paper where there are several."""
        words = [self.ui(f"variant-{sheet.variant}")]
        if len(self.handbook.brand.papers) > 1:
            words.append(self.ui(f"paper-{sheet.paper}"))
        return ", ".join(words)

    def ui(self, key: str, **values: object) -> Markup | str:
        """An interface string, its blanks filled; KeyError when interface.yml or `values` lacks something."""
        text = self.handbook.interface[key][self.language]
        if not values:
            return text
        return Markup(inline.PLACEHOLDER.sub(lambda blank: str(escape(values[blank[1]])), str(escape(text))))

    def count(self, key: str, number: int) -> Markup | str:
        """An interface string with a number: `key`-one for 1 and `key`-other else."""
        return self.ui(f"{key}-{'one' if number == 1 else 'other'}", count=number)

    def date(self, day: datetime.date) -> str:
        """A day as the language writes it in full."""
        written = format_date(day, "long", locale=self.setting.locale.replace("-", "_"))
        return re.sub(r"^1\b", self.setting.first_day, written) if self.setting.first_day else written

    def minutes(self, page: AnyPage) -> int:
        """How long a page takes to read, in whole minutes, 1 at least."""
        if page.id not in self._minutes:
            self._minutes[page.id] = minutes(page, self.language)
        return self._minutes[page.id]

    def letter_html(self, text: Text, letter: Letter, field: Callable[..., Markup] | None = None, name: str = "") -> Markup:
        """A letter's paragraph: each blank is marked and shows its label, or is what `field` makes (letters.py)."""
        return letters.html(self, text, letter, field, name)

    def stand_on(self, page_id: str) -> None:
        """Links from here on are seen from this page."""
        self._base = addresses.base(self.addresses.of(page_id))
        here = self.addresses.pages[page_id]
        self._whole = f"{here.chapter.id}/" if isinstance(here, View) and here.kind == WHOLE else ""

    def stand_at(self, address: str) -> None:
        """Links from here on begin at this address, which is that of the language's root."""
        self._base, self._whole = address, ""

    @contextlib.contextmanager
    def at(self, address: str) -> Iterator[None]:
        """Links are seen from outside the site, whose language's root has this address."""
        before = self._base, self._whole
        self.stand_at(address)
        try:
            yield
        finally:
            self._base, self._whole = before

    @contextlib.contextmanager
    def framed(self) -> Iterator[None]:
        """Blocks are rendered for the frame of another site."""
        self._framed = True
        try:
            yield
        finally:
            self._framed = False

    def untranslated(self, page: AnyPage) -> bool:
        """Whether a page shows texts in another language, since they are not translated yet."""
        if self.handbook.brand.untranslated != "shown":
            return False
        own = next(one for _, one in pages(self.whole) if one.id == page.id.partition("/")[0])
        listed = getattr(self.whole, LISTS[page.id]) if page.id in LISTS else ()
        shown = ((entry.title, entry.description) if isinstance(entry, (Chapter, Letter)) else entry for entry in listed)
        return lacks((own, *shown), self.language)

    # What macros call ------------------------------------------------------------------

    def block(self, template: str, on: str, shown: str | None = None, **values: object) -> Markup:
        """Render overrides/blocks/`template`.html on the page `on`, with what belongs to the page `shown`."""
        self.stand_on(on)
        found = self.environment.get_template(f"blocks/{template}.html")
        return Markup(self.told(found.render(page=self.addresses.pages[shown or on], framed=self._framed, **values)))

    def file(self, template: str, **values: object) -> str:
        """Render a whole file, such as the page at the site's root."""
        self._base, self._whole = "", ""
        made = self.environment.get_template(template).render(**values)
        return self.told(made) if template.endswith(".html") else passages.bare(made)

    def told(self, html: str) -> str:
        """HTML in which what is in another language says so."""
        return passages.told(html, self.language, self.languages)
