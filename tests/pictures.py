"""Takes the picture in README anew: `make pictures`. With a folder as argument it also leaves a screenshot of each kind
of page there, on a phone and on a desktop, light and dark, for somebody to look at."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import browser

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "assets" / "pictures" / "site.png"
IN_README = [
    "",
    "steps/how-did-you-pay/#promised.long.asked",
    "steps/ask-your-bank-to-trace-the-refund/#completed.long.card.in-use",
]
KINDS = {
    "home": "",
    "question": "steps/what-does-the-order-page-say/",
    "question-with-answers": "steps/how-did-you-pay/#promised.long.asked",
    "action-with-answers": "steps/ask-your-bank-to-trace-the-refund/#completed.long.card.in-use",
    "action-without-answers": "steps/ask-your-bank-goods-not-received/",
    "flow": "flow/",
    "outline": "steps/",
    "summary": "summary/",
    "about": "about/",
    "contributing": "contributing/",
    "search": "search/?q=appeal",
    "not-found": "404.html",
}
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


def for_readme(chromium: Browser, site: Path) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 720}, device_scale_factor=1.5)
    shots = []
    for path in IN_README:
        page.goto(address(site, path))
        shots.append(base64.b64encode(page.screenshot()).decode())
    images = "".join(f'<img width="360" src="data:image/png;base64,{shot}">' for shot in shots)
    page.set_viewport_size({"width": 1160, "height": 760})
    page.set_content(f"<style>body{{margin:20px;display:flex;gap:20px;background:#dde3e8}}</style>{images}")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)


def for_review(chromium: Browser, site: Path, into: Path) -> None:
    for size, viewport in SIZES.items():
        for scheme in ("light", "dark"):
            page = chromium.new_page(viewport=viewport, color_scheme=scheme)
            for kind, path in KINDS.items():
                page.goto(address(site, path))
                page.wait_for_load_state("networkidle")
                page.screenshot(path=into / f"{kind}-{size}-{scheme}.png", full_page=kind not in ("flow", "outline"))
            page.close()


def address(site: Path, path: str) -> str:
    before, mark, after = path.partition("#") if "#" in path else path.partition("?")
    file = before if before.endswith(".html") else before + "index.html"
    return f"{(site / file).as_uri()}{mark}{after}"


def main() -> None:
    path = browser.find()
    if path is None:
        sys.exit(browser.NONE_FOUND)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = {**os.environ, "SITE_URL": "", "REPO_URL": "", "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        chromium = playwright.chromium.launch(executable_path=path)
        for_readme(chromium, Path(folder))
        if len(sys.argv) > 1:
            for_review(chromium, Path(folder), Path(sys.argv[1]))
        chromium.close()


if __name__ == "__main__":
    main()
