"""Make the pictures of README.md and BRANDING.md from sites that are built anew, a begun brand's among them.

`make pictures` runs it; the browser is Chromium (or what CHROMIUM names).
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser, sync_playwright

from macros.paths import HOME
from macros.processes import engine

CHAPTER, SHEETS, BEGUN, PACK = (Path(__file__).with_name(f"{name}.jpg") for name in ("chapter", "worksheets", "brand-begun", "brand-pack"))
#: The answers of step 2 in BRANDING.md.
ANSWERS = ["--name", "en=Fresh Start", "--name", "fr=Nouveau départ", "--site", "https://example.org/handbook/", "--colour", "#7b1e3b"]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
ROW = '<body style="margin:0;padding:28px;background:#e9e1d4;display:flex;gap:20px;align-items:flex-start;justify-content:center">{}</body>'
FRAME = """<body style="margin:0;padding:28px;background:#e9e1d4;display:flex;gap:24px;align-items:flex-end;justify-content:center">
<img src="{wide}" width="720" style="border-radius:10px;box-shadow:0 6px 24px #0003">
<img src="{narrow}" width="250" style="border-radius:18px;box-shadow:0 6px 24px #0003"></body>"""


def shot(browser: Browser, page: Path, width: int, height: int) -> str:
    """A page's picture as a data address; sizes in CSS pixels."""
    tab = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    tab.goto(page.as_uri())
    tab.wait_for_function("document.fonts.ready.then(() => true)")
    picture = tab.screenshot()
    tab.close()
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def chapter(site: Path, language: str) -> Path:
    """A stage's page: the one with the most steps of the language's site."""
    texts = {path: path.read_text("utf-8") for path in sorted((site / language).rglob("*/index.html"))}
    return max((path for path in texts if 'class="path"' in texts[path]), key=lambda path: texts[path].count('class="onward"'))


def worksheets(folder: Path) -> list[Path]:
    """The forms in a folder, the smallest one first."""
    forms = []
    for path in folder.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            forms += [path] if "/AcroForm" in pdf.Root else []
    return sorted(forms, key=lambda path: (path.stat().st_size, path.name))


def sheet(pdf: Path, page: int) -> str:
    """A page of a PDF as a data address."""
    command = ["pdftoppm", "-r", "60", "-f", str(page), "-l", str(page), "-png", str(pdf)]
    picture = subprocess.run(command, check=True, capture_output=True).stdout
    return f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}" width="250" style="box-shadow:0 4px 16px #0003">'


def build(site: Path, brand: Path | None = None) -> list[str]:
    """Build a site, a brand's if one is given; return the codes of its languages."""
    command = engine("build", "--site-dir", str(site))
    subprocess.run(command, cwd=HOME, env={**os.environ, "HANDBOOK_BRAND": str(brand or "")}, check=True, capture_output=True)
    for style in site.glob("*/assets/brand.*.css"):  # readers get the page at once; a picture waits for the typeface
        style.write_text(style.read_text("utf-8").replace("font-display: optional", "font-display: block"), "utf-8")
    return sorted(path.parent.name for path in site.glob("*/handbook.json"))


def frame(browser: Browser, html: str, size: tuple[int, int], target: Path) -> None:
    """A picture of pictures."""
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]})
    tab.set_content(html)
    tab.screenshot(path=target, type="jpeg", quality=82)
    tab.close()


def readme(browser: Browser, site: Path) -> None:
    """A stage of a chapter on a computer and on a phone, and four sheets."""
    languages = build(site)
    wide, narrow = shot(browser, chapter(site, languages[0]), 1200, 860), shot(browser, chapter(site, languages[-1]), 360, 740)
    frame(browser, FRAME.format(wide=wide, narrow=narrow), (1060, 580), CHAPTER)
    forms = worksheets(site / languages[0])
    usual = [path for path in forms if "large" not in path.stem]
    large = max(forms, key=lambda path: len(path.name))
    sheets = [sheet(usual[0], 1), sheet(usual[0], 2), sheet(usual[1], 1), sheet(large, 2)]
    frame(browser, ROW.format("".join(sheets)), (1120, 380), SHEETS)


def branding(browser: Browser, folder: Path) -> None:
    """A brand as it is after step 2 of BRANDING.md, and the example pack."""
    subprocess.run([sys.executable, "-m", "macros", "brand", str(folder / "ours"), *ANSWERS], cwd=HOME, check=True, capture_output=True)
    languages = build(folder / "begun", folder / "ours")
    wide = shot(browser, folder / "begun" / languages[0] / "index.html", 1200, 860)
    narrow = shot(browser, chapter(folder / "begun", languages[-1]), 360, 740)
    frame(browser, FRAME.format(wide=wide, narrow=narrow), (1060, 580), BEGUN)
    pack = folder / "pack"
    languages = build(pack, HOME / "tests" / "brands" / "ontario")
    help_pages = [next(path for path in (pack / code).rglob("index.html") if "211ontario" in path.read_text("utf-8")) for code in languages]
    phones = [f'<img src="{shot(browser, page, 360, 560)}" width="250" style="border-radius:14px">' for page in help_pages]
    worksheet, *_ = (path for path in worksheets(pack / languages[0]) if path.stem.endswith("-a4"))
    frame(browser, ROW.format("".join([*phones, sheet(worksheet, 1)])), (860, 450), PACK)


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        readme(browser, Path(folder) / "site")
        branding(browser, Path(folder))
        browser.close()
    for made in (CHAPTER, SHEETS, BEGUN, PACK):
        print(f"{made.relative_to(HOME)}: {made.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
