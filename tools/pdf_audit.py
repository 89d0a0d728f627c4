"""Build the site, and those of tests/brands, and check every PDF with outloud: PDF/UA-1, and what a validator cannot test.

`make audit` runs it; the exit status is 1 when any PDF has an error or a warning.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from macros.paths import HOME
from macros.processes import engine


def main() -> int:
    """Return 0 when outloud finds no error and no warning in any PDF."""
    with tempfile.TemporaryDirectory() as folder:
        for brand in ("", *sorted((HOME / "tests" / "brands").iterdir())):
            command = engine("build", "--site-dir", f"{folder}/{Path(brand).name or 'default'}")
            subprocess.run(command, cwd=HOME, env={**os.environ, "HANDBOOK_BRAND": str(brand)}, check=True, capture_output=True)
        pdfs = sorted(str(path) for path in Path(folder).rglob("*.pdf"))
        command = [str(Path(sys.executable).with_name("outloud")), "--quiet", "--json", f"{folder}/found.json", *pdfs]
        subprocess.run(command, capture_output=True, check=False)
        results = json.loads(Path(folder, "found.json").read_text("utf-8"))["results"]
        assert len(results) == len(pdfs), "outloud has not looked at every PDF"
        told = [f"{Path(result['path']).relative_to(folder)}: {fault}" for result in results for fault in faults(result)]
    print("\n".join(told) or f"{len(pdfs)} PDFs: no error, no warning.")
    return bool(told)


def faults(result: dict) -> Iterator[str]:
    """What outloud finds in a PDF.

    It takes what stands at the foot of fewer than three pages for prose; whether that is the foot of a worksheet is known here.
    """
    with pikepdf.open(result["path"]) as pdf, pdf.open_outline() as outline:
        chapter = str(pdf.docinfo["/Title"]).rpartition(" – ")[2]
        feet = tuple(f"{item.title} – {chapter} " for item in outline.root)
    for finding in result["findings"]:
        is_foot = finding["rule"] == "TAG-002" and finding.get("count") == 1 and str(finding.get("evidence")).startswith(feet)
        if finding["severity"] in ("error", "warning") and not is_foot:
            yield f"{finding['rule']}: {finding['message']} (page {finding.get('page')}: {finding.get('evidence', '')})"


if __name__ == "__main__":
    sys.exit(main())
