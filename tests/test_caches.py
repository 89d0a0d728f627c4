"""What is kept between builds is forgotten when the code that makes it changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_imports import ORDER

from macros import paths
from macros.paper import downloads, press
from macros.reading import snapshot

STAGES = [name for name in ORDER if (paths.HOME / "macros" / name).is_dir()]


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Adds a line to a module of a stage, in a copy of the library that stands for it."""
    shutil.copytree(paths.HOME / "macros", tmp_path / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "HOME", tmp_path)
    forget()

    def add(stage: str) -> None:
        module = next(path for path in sorted((tmp_path / "macros" / stage).glob("*.py")) if path.name != "__init__.py")
        module.write_text(module.read_text("utf-8") + "\n# another line\n", "utf-8")
        forget()

    yield add
    monkeypatch.undo()
    forget()


def forget() -> None:
    """A new process would read the code anew."""
    paths.code.cache_clear()
    press.code.cache_clear()


@pytest.mark.parametrize("stage", STAGES)
def test_checked_content_is_checked_again(stage: str, change: Callable[[str], None]) -> None:
    """A snapshot of content is good for the library that read and checked it, and the note of what was printed rests on it."""
    project = paths.Project(Path(__file__).parent / "demo")
    before = snapshot.key(project)
    assert snapshot.key(project) == before
    change(stage)
    assert snapshot.key(project) != before


@pytest.mark.parametrize("stage", STAGES)
def test_files_are_made_again_by_other_code(stage: str, change: Callable[[str], None]) -> None:
    """A PDF is kept under its HTML and the code of paper/, a look under look/, a stylesheet under site/: no other counts."""

    def kept() -> tuple[bytes, ...]:
        return press.code(), paths.code("look"), paths.code("site")

    before = kept()
    change(stage)
    changed = [name for name, one, other in zip(("paper", "look", "site"), before, kept(), strict=True) if one != other]
    assert changed == [stage] * (stage in ("paper", "look", "site"))


def test_a_note_by_a_module_that_is_gone_is_none(tmp_path: Path) -> None:
    """After an update, what older code has noted of its PDFs costs a look and is no error."""
    note = tmp_path / "downloads"
    note.write_bytes(b"cmacros.nowhere\nPdf\n.")  # a pickle that names a class there
    assert downloads._noted(note, "") is None
