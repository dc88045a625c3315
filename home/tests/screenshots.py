"""Pictures of every type of page, for people to look at: `make screenshots`.

    python -m home.tests.screenshots FOLDER [NAME …]

writes one PNG for each page, language, width and scheme (`event-ar-360-dark.png`), and for each page and language a
sheet with all of them side by side (`sheets/event-ar.png`). With NAMEs only those pages: see `showcase.py`.
The demo is loaded and served for it in a temporary folder, so that it does not matter what is in `var/`.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from cms.testing import ARGUMENTS, environment_in, find_chromium, free_port, load_demo, run, serving

from .showcase import LANGUAGES, PAGES, hide

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
#: The height of a sheet, in pixels; what is longer is cut off there.
SHEET_HEIGHT = 1800


def main(folder: Path, names: list[str]) -> None:
    unknown = set(names) - set(PAGES)
    if unknown:
        sys.exit(f"No such pages: {', '.join(sorted(unknown))}. There are: {', '.join(PAGES)}.")
    if not find_chromium():
        sys.exit("Chromium is needed for this.")
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var, serving(demo(Path(var))) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        hide(browser, site)
        for name in names or PAGES:
            for code in LANGUAGES:
                shots = list(shoot(browser, f"{site}/{code}/{PAGES[name]}", folder / f"{name}-{code}"))
                sheet(shots).save(folder / "sheets" / f"{name}-{code}.png")
            sys.stdout.write(f"{folder}/sheets/{name}-*.png\n")
        browser.close()


def demo(folder: Path) -> dict[str, str]:
    """The environment of a demo in an empty folder, ready to be served."""
    port = free_port()
    environment = environment_in(folder, BASE_URL=f"http://localhost:{port}")
    run("migrate", "--verbosity", "0", environment=environment)
    run("collectstatic", "--no-input", "--verbosity", "0", environment=environment)
    load_demo(environment)
    return environment


def shoot(browser, address: str, stem: Path) -> Iterator[Path]:
    """The files with the pictures of a page in every width and scheme; their names begin with `stem`."""
    context = browser.new_context(viewport={"width": max(WIDTHS), "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    # Pictures further down are loaded when somebody scrolls there.
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach((image) => { image.loading = 'eager' })")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_load_state("networkidle")
            file = stem.with_name(f"{stem.name}-{width}-{scheme}.png")
            page.screenshot(path=file, full_page=True)
            yield file
    context.close()


def sheet(files: list[Path], gap: int = 24) -> Image.Image:
    """Pictures side by side, from the top."""
    pictures = [Image.open(file).convert("RGB") for file in files]
    height = min(SHEET_HEIGHT, max(picture.height for picture in pictures))
    width = sum(picture.width + gap for picture in pictures) - gap
    whole = Image.new("RGB", (width, height), "#888")
    left = 0
    for picture in pictures:
        whole.paste(picture.crop((0, 0, picture.width, min(height, picture.height))), (left, 0))
        left += picture.width + gap
    return whole


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
