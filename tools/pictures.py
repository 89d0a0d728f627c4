"""Make the README's pictures: a chapter on a computer and on a phone, and pages of its worksheets.

`make pictures` runs it on a site built anew; the browser is Chromium (or what CHROMIUM names).
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "tools" / "picture.jpg"
SHEETS = ROOT / "tools" / "worksheets.jpg"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
FRAME = """<body style="margin:0;padding:28px;background:#e9e1d4;display:flex;gap:24px;align-items:flex-end;justify-content:center">
<img src="{wide}" width="720" style="border-radius:10px;box-shadow:0 6px 24px #0003">
<img src="{narrow}" width="250" style="border-radius:18px;box-shadow:0 6px 24px #0003"></body>"""


def shot(browser: Browser, page: Path, width: int, height: int) -> str:
    """A page's picture as a data address; sizes in CSS pixels."""
    tab = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    tab.goto(page.as_uri())
    tab.reload()  # with the typeface in the cache
    tab.wait_for_function("document.fonts.ready.then(() => true)")
    picture = tab.screenshot()
    tab.close()
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def chapter(site: Path, language: str) -> Path:
    """The page of the first chapter: the longest one of the language's site."""
    return max((site / language).rglob("*/index.html"), key=lambda path: path.stat().st_size)


def sheet(pdf: Path, page: int) -> str:
    """A page of a PDF as a data address."""
    command = ["pdftoppm", "-r", "60", "-f", str(page), "-l", str(page), "-png", str(pdf)]
    picture = subprocess.run(command, check=True, capture_output=True).stdout
    return f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}" width="250" style="box-shadow:0 4px 16px #0003">'


def main() -> None:
    """Build the site, open two pages and four sheets, and put their pictures side by side."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)], cwd=ROOT, check=True, capture_output=True)
        languages = sorted(path.parent.name for path in site.glob("*/handbook.json"))
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        wide = shot(browser, chapter(site, languages[0]), 1200, 860)
        narrow = shot(browser, chapter(site, languages[-1]), 360, 740)
        tab = browser.new_page(viewport={"width": 1060, "height": 580})
        tab.set_content(FRAME.format(wide=wide, narrow=narrow))
        tab.screenshot(path=PICTURE, type="jpeg", quality=82)
        forms = [max((site / language).rglob("*-letter*.pdf"), key=lambda path: len(path.name)) for language in languages[:1]]
        parts = sorted((site / languages[0]).rglob("*.pdf"), key=lambda path: path.stat().st_size)
        usual = [path for path in parts if path.stem.endswith("-letter") and "large" not in path.stem and "low" not in path.stem]
        pages = [sheet(usual[1], 1), sheet(usual[1], 2), sheet(usual[2], 1), sheet(forms[0], 2)]
        tab.set_viewport_size({"width": 1120, "height": 380})
        tab.set_content(f'<body style="margin:0;padding:28px;background:#e9e1d4;display:flex;gap:20px">{"".join(pages)}</body>')
        tab.screenshot(path=SHEETS, type="jpeg", quality=82)
        browser.close()
    for made in (PICTURE, SHEETS):
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
