"""The form for brand.yml: from what is typed to a file that passes the check, and back; its shades are those of the library."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from conftest import BRANDS, DEMO, ROOT, named
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from macros.checking import check
from macros.look import colours
from macros.paths import Project
from macros.reading import documents
from macros.site import hosting

from .conftest import NARROW, WIDE
from .server import serving
from .test_accessibility import faults_in_both_looks

PAGES = {"en": "en/brand-form/", "fr": "fr/marque/"}
ONTARIO = BRANDS / "ontario"
OURS = {"default": ROOT / "content" / "brand.yml"} | {path.parent.name: path for path in sorted(BRANDS.glob("*/brand.yml"))}


@pytest.fixture(scope="module")
def demo_address(demo_site: Path) -> Iterator[str]:
    with serving(demo_site) as address:
        yield address


@pytest.fixture
def form(context: Callable[..., BrowserContext], demo_address: str) -> Callable[..., Page]:
    """Opens the form in a language, under the policy that hosts send; what that refuses and a script's error fail the test."""
    errors: list[str] = []

    def guarded(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, **hosting.headers([answer.text()])})

    def show(language: str = "en", width: int = WIDE) -> Page:
        page = context(width=width, service_workers="block").new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.route(f"**/{PAGES[language]}", guarded)
        page.goto(demo_address + PAGES[language])
        page.locator("[data-faults] p").wait_for()
        return page

    yield show
    assert errors == []


def field(page: Page, *names: str) -> Locator:
    """A field by the words of its label, in the fieldsets or entries of the names before."""
    place = page.locator(".brand-form form")
    for name in names[:-1]:
        place = place.locator("fieldset").filter(has=page.locator(f":scope > legend:text-matches('^{re.escape(name)}( \\\\(|$)')"))
    return place.get_by_label(re.compile(rf"^{re.escape(names[-1])}( \(|$)"))


def unfold(page: Page) -> None:
    page.evaluate("() => { for (const fold of document.querySelectorAll('.brand-form details')) fold.open = true }")


def downloaded(page: Page) -> str:
    """The text of the file that the form gives."""
    with page.expect_download() as download:
        page.locator(".brand-form [type=submit]").click()
    assert download.value.suggested_filename == "brand.yml"
    return Path(download.value.path()).read_text("utf-8")


def opened(page: Page, file: Path | dict) -> str:
    """Open a file in the form; return what it says of it."""
    page.locator("[data-open]").set_input_files(file)
    said = page.locator("[data-opened]")
    expect(said).not_to_be_empty()
    return said.text_content()


def given(name: str, text: str | bytes) -> dict:
    return {"name": name, "mimeType": "application/yaml", "buffer": text if isinstance(text, bytes) else text.encode()}


# From the first word to the check ------------------------------------------------------------


def test_what_is_typed_passes_the_check(form: Callable[..., Page], tmp_path: Path) -> None:
    """A brand that is typed, with its files, is the brand that the library reads; opened again, nothing of it is other."""
    page = form()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    unfold(page)
    words = {"English": "Yes: “On” # the way", "Français": "L’été d’après : oui"}
    for language, text in words.items():
        field(page, "The handbook’s name", language).fill(text)
    field(page, "The site’s address").fill("https://ours.example/handbook/")
    field(page, "Colours", "Main colour").fill("#4a2a7f")
    field(page, "Colours", "Accent").fill("#ffe45c")
    page.locator(".brand-form input[type=file][aria-label$=', Logo']").first.set_input_files(
        {"name": "Our Logo.SVG", "mimeType": "image/svg+xml", "buffer": (ONTARIO / "assets/logo.svg").read_bytes()}
    )
    expect(field(page, "Logo")).to_have_value("assets/Our-Logo.svg")
    field(page, "Your organization", "Name", "English").fill("no")
    field(page, "Your organization", "Name", "Français").fill("non")
    page.get_by_role("button", name="Add: Contact").click()
    field(page, "Ways to reach you", "Contact 1", "What readers see", "English").fill("2026-01-01")
    field(page, "Ways to reach you", "Contact 1", "What readers see", "Français").fill("on")
    field(page, "Ways to reach you", "Contact 1", "Address").fill("mailto:us@ours.example")
    field(page, "Announcement", "What there is to know", "English").fill("Closed.")
    field(page, "Announcement", "What there is to know", "Français").fill("Fermé.")
    field(page, "Announcement", "Last day").fill("2099-12-26")
    for paper in ("A4", "Letter"):
        page.get_by_role("button", name="Add: Paper").click()
        page.locator("select").filter(has_text="A4").last.select_option(paper)
    field(page, "Reading without internet").uncheck()
    expect(page.locator("[data-faults]")).to_have_text("Nothing is missing that the form can tell.")
    text = downloaded(page)
    assert [url for url in asked if not url.startswith(("blob:", "data:"))] == []
    said = 'make brand DIR=../our-handbook OPTIONS="--file brand.yml"'
    expect(page.locator("[data-next] li")).to_contain_text(
        [said, "Our Logo.SVG into that folder as assets/Our-Logo.svg", "make check", "make site"]
    )
    folder = tmp_path / "ours"
    (folder / "assets").mkdir(parents=True)
    (folder / "brand.yml").write_text(text, "utf-8")
    shutil.copy(ONTARIO / "assets" / "logo.svg", folder / "assets" / "Our-Logo.svg")
    brand = check.read(Project.of(DEMO, folder)).brand
    assert brand.name.root == {"en": words["English"], "fr": words["Français"]} and brand.site_url == "https://ours.example/handbook/"
    assert (brand.colours.main, brand.colours.accent, brand.logo) == ("#4a2a7f", "#ffe45c", "assets/Our-Logo.svg")
    assert brand.organization.name.root == {"en": "no", "fr": "non"} and brand.organization.url is None
    assert [(one.label.root, one.url) for one in brand.contacts] == [({"en": "2026-01-01", "fr": "on"}, "mailto:us@ours.example")]
    assert brand.announcement.until.isoformat() == "2099-12-26" and brand.papers == ("a4", "letter") and brand.offline is False
    assert brand.licence.name["en"] == "CC BY 4.0" and brand.ask is None and brand.partners == ()
    again = form("fr")
    assert "est ouvert" in opened(again, given("brand.yml", text))
    assert downloaded(again) == text


@pytest.mark.parametrize("name", OURS)
def test_a_file_comes_back_as_it_was(form: Callable[..., Page], name: str) -> None:
    """Opened and saved, a file is the same to the last character; with one field changed, all else says the same and comments stay."""
    page = form()
    text = OURS[name].read_text("utf-8")
    opened(page, OURS[name])
    assert downloaded(page) == text
    field(page, "The site’s address").fill("https://other.example/")
    changed = downloaded(page)
    assert yaml.safe_load(changed) == yaml.safe_load(text) | {"site_url": "https://other.example/"}
    for comment in re.findall(r"^#.*", text, re.MULTILINE):
        assert comment in changed


KEPT = """\
# Ours
later: {of: [another, version]}   # a field that the form does not know
name: {en: Ours, fr: Le nôtre} # both
colours:
  # chosen by the team
  main: "#123456"
  shade: deep
contacts:
  # the first
  - {label: {en: One, fr: Un}, url: "https://one.example/"}
  # the second
  - {label: {en: Two, fr: Deux}, url: "https://two.example/", since: 1999}
site_url: https://ours.example/
licence: {name: {en: Ours, fr: Nôtre}, url: https://ours.example/licence}
papers: a4
"""


def test_nothing_is_lost(form: Callable[..., Page]) -> None:
    """What the form does not know or cannot show stays, with comments, in order, whatever is changed, moved or added around it."""
    page = form()
    assert opened(page, given("brand.yml", KEPT)) == (
        "brand.yml is open. What the form does not know stays in it. The form does not know these fields, and keeps them: later."
    )
    unfold(page)
    expect(page.get_by_text('The file says "a4" here')).to_be_visible()
    field(page, "Ways to reach you", "Contact 2", "Address").fill("https://other.example/")
    page.get_by_role("button", name="Move Contact 2 up").click()
    field(page, "Tagline", "English").fill("Words")
    field(page, "Tagline", "Français").fill("Mots")
    page.get_by_role("button", name="Remove Contact 2").click()
    text = downloaded(page)
    wanted = yaml.safe_load(KEPT)
    wanted["contacts"] = [wanted["contacts"][1] | {"url": "https://other.example/"}]
    assert yaml.safe_load(text) == wanted | {"tagline": {"en": "Words", "fr": "Mots"}}
    for comment in ("# Ours", "# a field that", "# both", "# chosen by the team", "# the second"):
        assert comment in text
    keys = list(yaml.safe_load(text))
    assert keys[:3] == ["later", "name", "tagline"] and keys[-1] == "papers"


#: What YAML might take for something else than words.
WORDS = [
    *("no", "Yes", "on", "~", "null", "true", "12:30:00", "1:20", "0o17", "0x1F", "1_000", "1e3", ".5", "+1", ".inf", "NaN", "2026-12-31"),
    *(
        "=",
        "<<",
        "a: b",
        "a #b",
        "# x",
        "- a",
        "? x",
        "x:",
        "@x",
        "`x",
        "%x",
        "!x",
        "&a",
        "*a",
        "{a}",
        "[a]",
        "'q'",
        '"q"',
        "|",
        ">-",
        "---",
    ),
    *("one\ntwo", "é \u00a0« x »", "🌱", "\\n", "שלום", "<script>", "x" * 3000, "A — B…", "%YAML 1.2", "a,b", "]", "}", "...", "\\"),
]


def test_words_stay_words(form: Callable[..., Page]) -> None:
    """Whatever is typed, the library reads what was typed, and so does the form."""
    page = form()
    entry = "  - {label: {en: x}, url: tel:1}\n"
    opened(page, given("brand.yml", "# Ours\nname: {en: Ours}\ncontacts:\n" + entry * len(WORDS)))
    unfold(page)
    fields = page.locator("fieldset", has=page.locator(":scope > legend", has_text="Ways to reach you")).locator("textarea[lang=en]")
    expect(fields).to_have_count(len(WORDS))
    for at, word in enumerate(WORDS):
        fields.nth(at).fill(word)
    text = downloaded(page)
    assert [one["label"]["en"] for one in yaml.load(text, documents.Loader)["contacts"]] == WORDS
    opened(page, given("brand.yml", text))
    assert [fields.nth(at).input_value() for at in range(len(WORDS))] == WORDS and downloaded(page) == text


def test_aliases_may_be_changed(form: Callable[..., Page]) -> None:
    """What is written once for two fields is changed in one alone."""
    page = form()
    opened(page, given("brand.yml", "name: &name {en: Ours, fr: Nôtre}\nfooter: *name\nsite_url: https://ours.example/\n"))
    field(page, "The handbook’s name", "English").fill("Other")
    said = yaml.safe_load(downloaded(page))
    assert said["name"] == {"en": "Other", "fr": "Nôtre"} and said["footer"] == {"en": "Ours", "fr": "Nôtre"}


REFUSED = {
    "no YAML": ("name: {en: A\ncolours: [", "Line 2 of mine.yml cannot be read as YAML. Look at that line, and the one above"),
    "twice": ("name: {en: A}\nname: {en: B}\n", "Line 2 of mine.yml cannot be read as YAML."),
    "another": ("title: x\n", "mine.yml is no brand.yml: it has none of the fields of one."),
    "a list": ("- name\n", "mine.yml is no brand.yml"),
    "nothing": ("", "mine.yml is no brand.yml"),
    "not UTF-8": ("name: {fr: Été}".encode("latin-1"), "mine.yml is not text in UTF-8. Save it again as UTF-8."),
    "too large": ("# " + "x" * 300_000, "mine.yml is too large for a brand.yml."),
    "a bomb": (
        "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nname: [*c, *c, *c, *c]\n",
        "mine.yml is no brand.yml",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_brand_is_refused(form: Callable[..., Page], case: str) -> None:
    """One sentence says what is wrong with a file, and what was typed stays."""
    text, said = REFUSED[case]
    page = form()
    field(page, "The site’s address").fill("https://ours.example/")
    page.on("dialog", lambda dialog: dialog.accept())
    assert opened(page, given("mine.yml", text)).startswith(said)
    expect(field(page, "The site’s address")).to_have_value("https://ours.example/")


def test_what_is_lacking_is_said(form: Callable[..., Page]) -> None:
    """A fault is told at its input once somebody was there, and all of them, with links, when the file is taken along all the same."""
    page = form()
    address, name = field(page, "The site’s address"), field(page, "The handbook’s name", "English")
    expect(name).not_to_have_attribute("aria-invalid", "true")
    address.fill("ours.example")
    address.blur()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_have_accessible_description(re.compile("This has another form than the one above asks for.$"))
    address.fill("https://ours.example")
    expect(address).not_to_have_attribute("aria-invalid", "true")
    name.fill("Ours")
    assert yaml.safe_load(downloaded(page))["name"] == {"en": "Ours"}
    french = field(page, "The handbook’s name", "Français")
    expect(french).to_have_attribute("aria-invalid", "true")
    link = page.get_by_role("link", name="The handbook’s name – Français: Français is missing.")
    link.focus()
    page.keyboard.press("Enter")
    expect(french).to_be_focused()
    french.fill("Nôtre")
    expect(link).to_have_count(0)
    page.locator("summary", has_text="Who you are").click()
    page.get_by_role("button", name="Add: Contact").press("Enter")
    page.locator("summary", has_text="Who you are").click()
    page.get_by_role("link", name=re.compile("^Ways to reach you – Contact 1 – Address: Fill this in")).click()
    expect(field(page, "Ways to reach you", "Contact 1", "Address")).to_be_focused()


def test_languages_that_are_offered_are_asked_for(form: Callable[..., Page]) -> None:
    """Texts are asked for in the languages of the field that says which are offered; what is written in others is kept."""
    page = form()
    unfold(page)
    field(page, "The handbook’s name", "English").fill("Ours")
    for code in ("fr", "es"):
        page.get_by_role("button", name="Add: Language").click()
        page.locator("li fieldset input[aria-label=Language]").last.fill(code)
    expect(field(page, "The handbook’s name", "English")).to_have_value("Ours")
    expect(field(page, "Tagline", "es")).to_be_visible()
    expect(field(page, "Tagline", "English")).to_be_hidden()
    field(page, "The handbook’s name", "es").fill("El nuestro")
    assert yaml.safe_load(downloaded(page))["name"] == {"en": "Ours", "es": "El nuestro"}


# Any schema ----------------------------------------------------------------------------------

TEXT, CONTACT = {"$ref": "#/$defs/Text"}, {"$ref": "#/$defs/Contact"}
#: Fields that the model might get: name -> its schema, how it is filled in, and what the file then says.
NEW = {
    "words": ({**TEXT, "description": "A text."}, lambda page: field(page, "words", "English").fill("A"), {"en": "A"}),
    "plain": ({"type": "string", "minLength": 2}, lambda page: field(page, "plain").fill("plain words"), "plain words"),
    "coded": ({"type": "string", "pattern": r"^\w[\w-]*\"?$"}, lambda page: field(page, "coded").fill("été-2"), "été-2"),
    "day": ({"type": "string", "format": "date"}, lambda page: field(page, "day").fill("2030-02-01"), "2030-02-01"),
    "count": ({"type": "integer", "minimum": 1}, lambda page: field(page, "count").fill("12"), 12),
    "share": ({"type": "number"}, lambda page: field(page, "share").fill("0.5"), 0.5),
    "sure": ({"type": "boolean"}, lambda page: field(page, "sure").check(), True),
    "one": ({"enum": ["x", "y"]}, lambda page: field(page, "one").select_option("y"), "y"),
    "same": ({"const": 3}, lambda page: field(page, "same").select_option("3"), 3),
    "tint": ({"type": "string", "pattern": "^#[0-9a-f]{6}$"}, lambda page: field(page, "tint").fill("#abcdef"), "#abcdef"),
    "sound": ({"pattern": r"^assets/\w+\.(mp3|ogg)$"}, lambda page: field(page, "sound").fill("assets/a.ogg"), "assets/a.ogg"),
    "perhaps": ({"anyOf": [CONTACT, {"type": "null"}]}, lambda page: field(page, "perhaps", "Address").fill("tel:1"), {"url": "tel:1"}),
    "either": ({"anyOf": [{"type": "string"}, TEXT]}, lambda page: field(page, "either").last.fill("B"), "B"),
    "list": ({"type": "array", "items": {"type": "string"}}, lambda page: added(page, "list", "a", "b"), ["a", "b"]),
    "nested": (
        {"type": "object", "properties": {"in": {"type": "object", "properties": {"deep": {"type": "string"}}}}},
        lambda page: field(page, "nested", "in", "deep").fill("down"),
        {"in": {"deep": "down"}},
    ),
    "anything": ({}, lambda page: field(page, "anything").fill("[1, {a: b}]"), [1, {"a": "b"}]),
}  # fmt: skip


def added(page: Page, name: str, *values: str) -> None:
    place = page.locator("fieldset").filter(has=page.locator(f":scope > legend:text-is('{name}')"))
    for value in values:
        place.get_by_role("button", name="Add: Entry").click()
        place.locator("li input").last.fill(value)


def test_any_field_has_a_control(context: Callable[..., BrowserContext], demo_site: Path, demo_address: str) -> None:
    """A field of every construct that is added to the schema is in the form by itself, and in the file; each of ours has a control."""
    html = (demo_site / PAGES["en"] / "index.html").read_text("utf-8")
    said = re.search(r'(<script type="application/json">)(.*?)(</script>)', html, re.DOTALL)
    data = json.loads(said[2])
    ours = set(data["schema"]["properties"])
    data["schema"]["properties"] |= {name: schema for name, (schema, _, _) in NEW.items()}
    changed = html.replace(said[2], json.dumps(data).replace("<", "\\u003c"))
    page = context(service_workers="block").new_page()
    page.route(f"**/{PAGES['en']}", lambda route: route.fulfill(body=changed, content_type="text/html"))
    page.goto(demo_address + PAGES["en"])
    unfold(page)
    expect(page.locator(".brand-form details").last.locator("summary")).to_have_text("Other fields")
    labels = page.locator(".brand-form .fields").first.evaluate_all(
        "() => document.querySelectorAll('.brand-form [data-fields] > * > .fields > *').length"
    )
    assert labels == len(ours) + len(NEW)
    for _, fill, _ in NEW.values():
        fill(page)
    made = yaml.load(downloaded(page), yaml.BaseLoader), yaml.safe_load(downloaded(page))
    for name, (_, _, value) in NEW.items():
        assert value in (made[0][name], made[1][name]), name
    boxes = page.locator(".brand-form [data-fields] > * > .fields > *")
    for at in range(len(ours) + len(NEW)):
        assert boxes.nth(at).locator("input, textarea, select, button").count() > 0


# Colours -------------------------------------------------------------------------------------

EDGES = [
    *("#000000", "#ffffff", "#010101", "#fefefe", "#777777", "#808080", "#ffff00", "#ffe45c"),
    *("#39ff14", "#ff00ff", "#00ffff", "#ff0000", "#00ff00", "#0000ff", "#F58220", "#7fd4c1"),
]


def seeds() -> list[tuple[str, str | None]]:
    """Main colours with accents: edges with each other, and many more by chance, the same each time."""
    chance = random.Random(7)

    def any_colour(most: int = 256) -> str:
        return "#" + "".join(f"{chance.randrange(most):02x}" for _ in range(3))

    pairs = [(main, accent) for main in EDGES for accent in (None, *EDGES[::3])]
    return [
        *pairs,
        *((any_colour(120), chance.choice([None, any_colour()])) for _ in range(60)),
        *((any_colour(), None) for _ in range(30)),
    ]


def test_shades_are_those_of_the_library(form: Callable[..., Page], demo_site: Path) -> None:
    """For any seeds the browser makes the same shades, to the last digit, and refuses the same, with the same nearest that works."""
    module = named(demo_site / "en", "assets/brand-form-colours.js").name
    made = form().evaluate(
        """async ([module, pairs]) => {
            const { palette, Unworkable } = await import(new URL(`../assets/${module}`, location.href))
            return pairs.map(([main, accent]) => {
                try { return palette(main, accent ?? undefined) } catch (fault) {
                    if (!(fault instanceof Unworkable)) throw fault
                    return { contrast: fault.contrast, nearest: fault.nearest }
                }
            })
        }""",
        [module, seeds()],
    )
    for pair, found in zip(seeds(), made, strict=True):
        try:
            wanted = colours.palette(*pair)
            assert found == {"light": wanted.light, "dark": wanted.dark, "paper": wanted.paper}, pair
        except colours.Unworkable as fault:
            assert found == {"contrast": pytest.approx(fault.contrast), "nearest": fault.nearest}, pair


def test_shades_stand_beside_the_colours(form: Callable[..., Page]) -> None:
    """Shades with their contrast, what is changed, and what is refused with a colour that works, which one press takes."""
    page = form()
    main, accent = field(page, "Colours", "Main colour"), field(page, "Colours", "Accent")
    main.fill("#FF0000")
    expect(page.locator(".of-colours tbody tr").nth(2)).to_contain_text("Headings and links")
    light = colours.palette("#FF0000").light
    lowest = colours.lowest(light["brand"], [light["ground"], light["surface"], light["tint"]])
    cell = page.locator(".of-colours tbody tr").nth(2).locator("td").first
    expect(cell).to_contain_text(f" {light['brand']}, {lowest:.1f}\u00a0to\u00a01")
    expect(page.get_by_text("#FF0000 is shown as #9f0000, for a contrast of 7 to 1.")).to_be_visible()
    accent.fill("#ffe45c")
    expect(page.get_by_text("The accent #ffe45c colours marks and edges")).to_be_visible()
    main.fill("#ffff00")
    with pytest.raises(colours.Unworkable) as fault:
        colours.palette("#ffff00")
    expect(page.get_by_text(f"The nearest that works is {fault.value.nearest}.")).to_be_visible()
    page.get_by_role("button", name=f"Use {fault.value.nearest}").click()
    expect(main).to_have_value(fault.value.nearest)
    expect(page.locator(".of-colours table")).to_be_visible()


def test_it_is_redrawn_as_one_types(form: Callable[..., Page]) -> None:
    """The site's head, the home page and a worksheet have the name, the logo and the colours at once, in light, dark and on paper."""
    page = form()
    field(page, "The handbook’s name", "English").fill("Our <b>Way</b>")
    field(page, "Colours", "Main colour").fill("#4a2a7f")
    made = colours.palette("#4a2a7f")
    for name, shades in (("home-light", made.light), ("home-dark", made.dark), ("sheet", made.paper)):
        look = page.locator(f"[data-look={name}]")
        expect(look.locator(".brand")).to_contain_text("Our <b>Way</b>")
        wanted = tuple(int(shades["brand"][at : at + 2], 16) for at in (1, 3, 5))
        expect(look.locator("h1")).to_have_css("color", "rgb({}, {}, {})".format(*wanted))
        assert look.evaluate("element => element.inert && !element.querySelector('[id]')")
    expect(page.locator("[data-look=home-light] h1")).to_have_text("Welcome")
    page.locator(".brand-form input[type=file][aria-label$=', Logo']").first.set_input_files(ONTARIO / "assets" / "logo.svg")
    for name in ("home-light", "home-dark", "sheet"):
        expect(page.locator(f"[data-look={name}] .brand img")).to_have_js_property("complete", True)
        assert page.locator(f"[data-look={name}] .brand img").evaluate("image => image.naturalWidth") > 0
    field(page, "The logo shows the name").check()
    expect(page.locator("[data-look=home-light] .brand__name")).to_have_count(0)


# For everybody -------------------------------------------------------------------------------


def test_it_is_accessible(form: Callable[..., Page], language: str) -> None:
    """Filled, with faults and everything unfolded, axe finds nothing, and nothing leaves the window."""
    page = form(language, NARROW)
    opened(page, ONTARIO / "brand.yml")
    unfold(page)
    page.locator(".brand-form [type=text]").first.fill("nowhere")
    page.locator("[data-fields] button", has_text=re.compile("^(Add|Ajouter)")).first.click()
    downloaded(page)
    assert page.locator(".brand-form [aria-invalid]").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert faults_in_both_looks(page) == []


def test_without_a_script_it_says_what_to_do(form: Callable[..., Page], context: Callable[..., BrowserContext], demo_address: str) -> None:
    """Without a script there are words in the form's place, and no empty form."""
    page = context(java_script_enabled=False, service_workers="block").new_page()
    page.goto(demo_address + PAGES["fr"])
    expect(page.locator("noscript p")).to_contain_text("make brand")
    expect(page.locator(".brand-form")).to_be_hidden()
