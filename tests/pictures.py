"""Takes the pictures in README anew: `make pictures`. With a folder as argument it also leaves a screenshot of each
kind of page there, on a phone and on a desktop, light and dark, for somebody to look at."""

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
PICTURES = ROOT / "docs" / "assets" / "pictures"
IN_README = [
    "",
    "steps/how-did-you-pay/#promised.long.asked",
    "steps/ask-your-bank-to-trace-the-refund/#completed.long.card.in-use",
]
A_MAP = "map/order-closed/"
KINDS = {
    "home": "",
    "question": "steps/what-does-the-order-page-say/",
    "question-with-answers": "steps/how-did-you-pay/#promised.long.asked",
    "action-with-answers": "steps/ask-your-bank-to-trace-the-refund/#completed.long.card.in-use",
    "action-without-answers": "steps/ask-your-bank-goods-not-received/",
    "flow": "flow/",
    "outline": "steps/",
    "map": "map/",
    "map-of-an-answer": A_MAP,
    "dates": "dates/",
    "dates-of-one-clock": "dates/us-credit-card-missing-credit/",
    "booklet": "print/",
    "summary": "summary/",
    "about": "about/",
    "contributing": "contributing/",
    "search": "search/?q=appeal",
    "not-found": "404.html",
}
LONG = ("flow", "outline", "booklet")
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


def for_readme(chromium: Browser, site: Path) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 720}, device_scale_factor=1.5)
    shots = []
    for path in IN_README:
        page.goto(address(site, path))
        shots.append((360, page.screenshot()))
    side_by_side(chromium, shots, "site.png")


def map_for_readme(chromium: Browser, site: Path) -> None:
    """The overview in two columns, broken between two answers, and beside it a whole map, smaller."""
    page = chromium.new_page(viewport={"width": 1400, "height": 1800}, device_scale_factor=1.5)
    page.goto(address(site, "map/"))
    box = page.locator(".map > ul").bounding_box()
    assert box
    answers = page.locator("[data-to] > .at").evaluate_all("all => all.map(box => box.getBoundingClientRect().top - 4)")
    high = min(answer - box["y"] for answer in answers if answer >= box["y"] + box["height"] / 2)
    column = {"x": box["x"], "y": box["y"], "width": box["width"], "height": high}
    rest = {**column, "y": box["y"] + high, "height": box["height"] - high}
    shots = [(int(box["width"]), page.screenshot(full_page=True, clip=clip)) for clip in (column, rest)]
    page.set_viewport_size({"width": 2400, "height": 2400})
    page.goto(address(site, A_MAP))
    whole = page.locator(".map > ul")
    box = whole.bounding_box()
    assert box
    shots.append((int(box["width"] * high / box["height"]), whole.screenshot()))
    side_by_side(chromium, shots, "map.png")


def side_by_side(chromium: Browser, shots: list[tuple[int, bytes]], name: str) -> None:
    """One picture of several, each as wide as it says. On a page of its own: those of the site allow no other style."""
    images = "".join(
        f'<img width="{wide}" src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for wide, shot in shots
    )
    size = {"width": sum(wide + 20 for wide, _ in shots) + 20, "height": 100}
    page = chromium.new_page(viewport=size, device_scale_factor=1.5)
    css = "body{margin:0;padding:20px;display:flex;align-items:start;gap:20px;background:#dde3e8}"
    page.set_content(f"<!doctype html><style>{css}</style>{images}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / name, full_page=True)


def for_review(chromium: Browser, site: Path, into: Path) -> None:
    for size, viewport in SIZES.items():
        for scheme in ("light", "dark"):
            page = chromium.new_page(viewport=viewport, color_scheme=scheme)
            for kind, path in KINDS.items():
                page.goto(address(site, path))
                page.wait_for_load_state("networkidle")
                page.screenshot(path=into / f"{kind}-{size}-{scheme}.png", full_page=kind not in LONG)
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
        map_for_readme(chromium, Path(folder))
        if len(sys.argv) > 1:
            for_review(chromium, Path(folder), Path(sys.argv[1]))
        chromium.close()


if __name__ == "__main__":
    main()
