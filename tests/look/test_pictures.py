"""Pictures that the content names: cleaned, made small, of a size that pages say, and looked for where a site takes them from."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import lxml.html
import pytest
from conftest import DEMO, edit
from PIL import Image, PngImagePlugin

from macros.checking import check
from macros.look import logos, pictures
from macros.model.sheets import EDITIONS, sheets
from macros.paper.worksheets import Maker
from macros.paths import Project
from macros.problems import ContentError
from macros.rendering.render import Renderer

SECRET = "49 Elm Street"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}<path d="M0 0h40v20z"/></svg>'


def photograph(kind: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, "teal").save(output, kind, **options)
    return output.getvalue()


def told() -> dict[str, object]:
    """What a camera writes into a file: that it was held upright, and where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET  # orientation: turned; description
    return {"exif": exif}


def chunk() -> dict[str, object]:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET)
    return {"pnginfo": info}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the demo under a folder of an organization that has its brand and nothing else."""
    shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns(".cache"))
    (tmp_path / "ours" / "content").mkdir(parents=True)
    shutil.copy(tmp_path / "demo" / "content" / "brand.yml", tmp_path / "ours")
    shutil.copytree(tmp_path / "demo" / "content" / "assets", tmp_path / "ours" / "assets")
    return Project.of(tmp_path / "demo", tmp_path / "ours")


def put(project: Project, name: str, data: bytes) -> str:
    path = project.docs / "assets" / name
    path.write_bytes(data)
    return f"assets/{name}"


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.jpg", photograph("JPEG", **told()), (40, 60)),
        ("a.jpeg", photograph("JPEG", (2800, 700)), (1400, 350)),
        ("a.png", photograph("PNG", **chunk()), (60, 40)),
        ("a.svg", SVG.format(f"<script>alert('{SECRET}')</script>").encode(), (40, 20)),
    ],
)
def test_a_picture_is_cleaned_and_made_small(project: Project, name: str, data: bytes, size: tuple[int, int]) -> None:
    """What a file holds besides the picture is left out; it stands upright and fits its box; the cache gives the same."""
    named = put(project, name, data)
    first, again = pictures.read(project, named), pictures.read(project, named)
    assert first == again and (first.width, first.height) == size
    assert SECRET.encode() not in first.data and b"script" not in first.data
    assert first.address.startswith({"svg": "data:image/svg+xml;", "png": "data:image/png;"}.get(name[2:], "data:image/jpeg;"))


def test_clear_ground_stays_clear(project: Project) -> None:
    """A PNG without a ground of its own keeps it clear: in dark colours the page puts white behind it."""
    output = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(output, "PNG")
    found = pictures.read(project, put(project, "clear.png", output.getvalue()))
    assert Image.open(io.BytesIO(found.data)).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("b.png", photograph("JPEG"), "is not a PNG picture"),
        ("b.jpg", photograph("PNG"), "is not a JPEG picture"),
        ("b.jpg", photograph("JPEG")[:200], "is not a JPEG picture"),
        ("b.svg", b"<html></html>", "is not an SVG picture|does not say how large|shows nothing"),
        ("b.png", photograph("PNG", (60, 8)), "expected 32 at least on each side"),
    ],
)
def test_what_is_no_picture_is_refused(project: Project, name: str, data: bytes, said: str) -> None:
    """A file that is not what its name says is told, and what to do."""
    with pytest.raises(logos.Unusable, match=said):
        pictures.read(project, put(project, name, data))


@pytest.mark.parametrize("folder", ["assets", "docs/assets"])
def test_an_organizations_picture_takes_the_place_of_ours(project: Project, folder: str) -> None:
    """By the same name, theirs is published: from assets/ or docs/assets/ of their folder."""
    (project.overlay / folder).mkdir(parents=True, exist_ok=True)
    (project.overlay / folder / "desk.png").write_bytes(photograph("PNG", (77, 33)))
    assert pictures.read(project, "assets/desk.png").width == 77
    assert pictures.read(Project(project.root), "assets/desk.png").width == 640


def test_a_picture_that_goes_is_missed(project: Project) -> None:
    """Content that passed every check is looked at again when one of its pictures has gone or changed."""
    check.read(project)
    (project.docs / "assets" / "desk.png").unlink()
    with pytest.raises(ContentError, match=r'job-interview.yml:\d+:\d+: aside "desk": .file. is "assets/desk.png", and there'):
        check.read(project)
    put(project, "desk.png", b"changed")
    with pytest.raises(ContentError, match=r'aside "desk": .file. is not a PNG picture'):
        check.read(project)


def test_pages_say_its_size_and_publish_the_clean_file(demo_site: Path) -> None:
    """Nothing moves when a picture comes; what readers get is what was cleaned, each time with its words."""
    page = lxml.html.fromstring((demo_site / "en/chapters/job-interview/whole-chapter/index.html").read_bytes())
    shown = page.xpath("//article//img[contains(@src, 'assets/')]")
    assert [Path(img.get("src")).name for img in shown] == ["desk.png", "way.svg"] and all(img.get("alt") for img in shown)
    for img in shown:
        found = pictures.read(Project(DEMO), f"assets/{Path(img.get('src')).name}")
        assert (img.get("width"), img.get("height")) == (f"{found.width:g}", f"{found.height:g}")
        assert (demo_site / "en" / "assets" / Path(img.get("src")).name).read_bytes() == found.data


def test_offline_readers_have_the_pictures(demo_site: Path) -> None:
    """The service worker keeps what the content shows, and no other picture of pixels."""
    kept = (demo_site / "en" / "sw.js").read_text("utf-8")
    assert '"assets/desk.png"' in kept and '"assets/way.svg"' in kept and "card.png" not in kept


def test_print_editions_hold_the_picture_and_worksheets_do_not(project: Project) -> None:
    """On paper it stands in the page itself; a sheet never becomes the chapter."""
    edit(project.content / "chapters" / "job-interview.yml", "A desk with a laptop", "A table with a laptop")
    handbook = check.read(project)
    renderer = Renderer(project, handbook, "en")
    maker = Maker(renderer, "https://demo.example/")
    for sheet in sheets(handbook, "en"):
        html, is_edition = "".join(maker.parts(sheet)), sheet.part in EDITIONS
        assert (renderer.pictures["assets/desk.png"].address in html) == is_edition, sheet.file
        assert ("A table with a laptop" in html) == is_edition
