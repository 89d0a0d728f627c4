"""Which files MkDocs gets: ours, the organization's in their place, and those that are made from its brand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from .. import leftovers
from ..look import logos, look
from ..model import addresses, pages
from ..paths import Project
from ..rendering import identity
from ..rendering.render import Renderer
from ..site.finish import STYLESHEET

#: The theme's templates.
MATERIAL = Path(find_spec("material").origin).parent / "templates"


def lay(files: Files, config: MkDocsConfig, project: Project, renderer: Renderer, order: Mapping[str, str]) -> Files:
    """Give `files` everything that the site of a language needs, and nothing else.

    `order` maps page ids to the files of docs/ that show them.
    """
    for file in _theirs(project, renderer, config):
        _put(files, file)
    for page, uri in order.items():
        if uri not in files.src_uris:
            files.append(File.generated(config, uri, content=pages.standard(renderer.handbook, page)))
    of_brand = identity.files(renderer)
    for uri, data in of_brand.items():
        _put(files, File.generated(config, uri, content=data))
    for name, picture in renderer.pictures.items():
        _put(files, File.generated(config, name, content=picture.data))
    for drawn in renderer.drawn:
        _put(files, File.generated(config, drawn.file, abs_src_path=str(drawn.path)))
    _put(files, File.generated(config, STYLESHEET, abs_src_path=str(_stylesheet())))
    unwanted = identity.unneeded(renderer) - of_brand.keys()
    for file in list(files):
        if file.is_documentation_page() and file.src_uri in order.values():
            _localize(file, renderer)
        elif file.is_documentation_page() or file.src_uri in unwanted or not _is_asset(file.src_uri):
            files.remove(file)
    return files


def _is_asset(uri: str) -> bool:
    return uri.startswith("assets/") and not any(map(leftovers.passed_over, Path(uri).parts))


def _stylesheet() -> Path:
    """The one file of Material's that pages ask for; walking through all of its thousands takes longer than a page."""
    return next(MATERIAL.glob("assets/stylesheets/main.*.min.css"))


def _theirs(project: Project, renderer: Renderer, config: MkDocsConfig) -> Iterator[File]:
    """What stands in the docs/ and assets/ of the organization's folder; the files of its brand come from identity.py."""
    top = project.overlay
    of_brand = look.files(renderer.handbook.brand)
    for base, folder in ((top / "docs", top / "docs"), (top, top / "assets")) if top else ():
        for path in leftovers.files(folder, "**/*"):
            uri, is_asset = path.relative_to(base).as_posix(), folder.name == "assets"
            if not path.is_file() or (is_asset and uri in of_brand):
                continue
            if is_asset and path.suffix.lower() == ".svg":
                yield File.generated(config, uri, content=logos.kept(project.cache, path.read_bytes(), "svg").data)
            else:
                yield File(uri, str(base), config.site_dir, use_directory_urls=True)


def _put(files: Files, file: File) -> None:
    """Add a file, in place of the one of the same name."""
    if before := files.get_file_from_path(file.src_uri):
        files.remove(before)
    files.append(file)


def _localize(file: File, renderer: Renderer) -> None:
    """Give a page its address in this language."""
    file.dest_uri = renderer.addresses.of(addresses.page_id(file.src_uri)) + "index.html"
    for derived in ("url", "abs_dest_path"):
        file.__dict__.pop(derived, None)
