"""While serving: a change shows, a mistake costs nothing, a PDF is made when somebody opens it, and nothing is left behind."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, edit, pdf_pages

COMMAND = [sys.executable, "-m", "macros", "--project"]
#: The page of all of the chapter, in both languages.
PAGE, FRENCH = "en/chapters/job-interview/whole-chapter/", "fr/chapitres/entrevue-d-embauche/chapitre-complet/"


@dataclass
class Served:
    """A handbook that is being served."""

    handbook: Path
    port: int
    process: subprocess.Popen
    log: Path

    def bytes(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=60) as response:
            return response.read()

    def get(self, path: str) -> str:
        return self.bytes(path).decode()

    def said(self) -> str:
        return self.log.read_text("utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a condition; AssertionError after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def serving(handbook: Path) -> Iterator[Served]:
    """The demo, as `make serve PORT=` shows it."""
    log, port = handbook / "serve.log", free_port()
    with log.open("w") as output:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
        command = [*COMMAND, str(handbook), "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=environment)
    served = Served(handbook, port, process, log)
    try:
        until(lambda: "Serving on" in served.said() or process.poll() is not None)
        yield served
        assert process.poll() is None, served.said()
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_serve_follows_content(serving: Served) -> None:
    """A change in content/ shows in both languages; a mistake is said and leaves the pages; mending it goes on."""
    chapter = serving.handbook / "content/chapters/job-interview.yml"
    assert "Take an early bus." in serving.get(PAGE)
    edit(chapter, "{en: Take an early bus., fr: Prenez l’autobus plus tôt.}", "{en: Take a late bus., fr: Prenez un autobus tardif.}")
    until(lambda: "Take a late bus." in serving.get(PAGE))
    until(lambda: "Prenez un autobus tardif." in serving.get(FRENCH))
    edit(chapter, "kind: tips", "kind: tip")
    until(lambda: "job-interview.yml:" in serving.said() and 'Did you mean "tips"?' in serving.said())
    assert "Take a late bus." in serving.get(PAGE)
    edit(chapter, "kind: tip\n", "kind: tips\n")
    edit(chapter, "Take a late bus.", "Take a new bus.")
    until(lambda: "Take a new bus." in serving.get(PAGE))


def test_a_pdf_is_made_when_somebody_opens_it(serving: Served) -> None:
    """Pages offer each PDF and EPUB without a size; it is there when asked for, with the words of today; no other address is made up."""
    page = serving.get(PAGE)
    links = sorted(set(re.findall(r'href="(?:\.\./)+([^"]+-chapter-letter\.pdf)"', page)))
    assert len(links) == 1 and not re.search(r"\d+ KB", page)
    assert "Take an early bus." in " ".join(pdf_pages(serving.bytes(f"en/{links[0]}")))
    edit(serving.handbook / "content/chapters/job-interview.yml", "Take an early bus.", "Take a late bus.")
    until(lambda: "Take a late bus." in serving.get(PAGE))
    assert "Take a late bus." in " ".join(pdf_pages(serving.bytes(f"en/{links[0]}")))
    (book,) = set(re.findall(r'href="(?:\.\./)+([^"]+-chapter\.epub)"', page))
    with zipfile.ZipFile(io.BytesIO(serving.bytes(f"en/{book}"))) as archive:
        assert b"Take a late bus." in archive.read("EPUB/text/job-interview.xhtml")
    for wrong in ("en/nothing.pdf", "en/nothing.epub", "xx/nothing.pdf", "en/../../../etc/hostname.pdf"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            serving.bytes(wrong)


def test_a_pdf_that_fails_costs_no_page(serving: Served) -> None:
    """What is wrong with it is said in one line, and the pages go on."""
    folder = serving.handbook / "overrides" / "worksheets"
    folder.mkdir(parents=True)
    (folder / "edition.html").write_text('<html lang="en"><body><img src="https://elsewhere.example/x.png" alt="x"></body></html>', "utf-8")
    (link,) = set(re.findall(r'href="(?:\.\./)+([^"]+-chapter-letter\.pdf)"', serving.get(PAGE)))
    with pytest.raises(urllib.error.HTTPError, match="404"):
        serving.bytes(f"en/{link}")
    assert f"{Path(link).name}: it asks for https://elsewhere.example/x.png" in serving.said() and "Traceback" not in serving.said()
    assert "Take an early bus." in serving.get(PAGE)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_server_that_is_ended(handbook: Path, how: signal.Signals) -> None:
    """However the command is ended, its port is free, and no process of it lives on."""
    port = free_port()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT), "MARK_OF_TEST": str(handbook)}
    command = [*COMMAND, str(handbook), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    until(lambda: reachable(port) or process.poll() is not None)
    edit(handbook / "content/chapters/job-interview.yml", "Prenez l’autobus plus tôt.", "Prenez un autobus tardif.")
    page = f"http://127.0.0.1:{port}/{FRENCH}"
    until(lambda: "Prenez un autobus tardif." in urllib.request.urlopen(page, timeout=60).read().decode())
    assert len(marked(handbook)) > 1  # the other language's stays from now on
    process.send_signal(how)
    process.wait(timeout=20)
    until(lambda: not marked(handbook), 20)
    assert not reachable(port)


def reachable(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def marked(handbook: Path) -> list[str]:
    """Processes whose environment names the handbook."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"MARK_OF_TEST={handbook}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(entry.name)
        except OSError:
            continue
    return found


def test_a_port_that_is_taken_is_told_before_the_build(handbook: Path) -> None:
    """One line says so and how to choose another, before any work."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [*COMMAND, str(handbook), "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith(f"Port {port} cannot be had: it is in use") and done.stderr.endswith(f"make serve PORT={port + 1}.\n")
