"""Build the site, and those of tests/brands, and check every PDF with outloud: PDF/UA-1, and what a validator cannot test.

`make audit` runs it; the exit status is 1 when any PDF has an error or a warning.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.paths import HOME
from macros.processes import engine


def main() -> int:
    """Return 0 when outloud finds no error and no warning in any PDF."""
    with tempfile.TemporaryDirectory() as folder:
        for brand in ("", *sorted((HOME / "tests" / "brands").iterdir())):
            command = engine("build", "--site-dir", f"{folder}/{Path(brand).name or 'default'}")
            subprocess.run(command, cwd=HOME, env={**os.environ, "HANDBOOK_BRAND": str(brand)}, check=True, capture_output=True)
        pdfs = sorted(str(path) for path in Path(folder).rglob("*.pdf"))
        command = [str(Path(sys.executable).with_name("outloud")), "--no-info", "--fail-on", "warning", *pdfs]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout[-6000:] if done.returncode else f"{len(pdfs)} PDFs: no error, no warning.")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
