"""A browser for the tests: the system's Chromium, else Debian's package, else Playwright's own download. Best is the
one without windows and menus, which are never seen here: a page costs half of the time in it, a new tab a tenth.

`make test` runs this file first, so that a fresh machine gets one. Plain pytest takes what is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import ViewportSize, sync_playwright

Scheme = Literal["light", "dark"]
PHONE: ViewportSize = {"width": 360, "height": 740}
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")

LEAN = "chromium-headless-shell"
NONE_FOUND = "There is no browser: install Chromium, or run “make test” on a machine that can reach a package source."


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    for name in (LEAN, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return found
    with sync_playwright() as playwright:
        downloaded = playwright.chromium.executable_path
    return downloaded if Path(downloaded).exists() else None


def install() -> None:
    """Gets a browser where none is found, and the lean one where that is easy. Failing is no error here: the browser
    tests say it, in one sentence."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        if find() is None:
            subprocess.run(["apt-get", "update", "-qq"], check=False)
        if shutil.which(LEAN) is None:
            _from_debian(LEAN)
        if find() is None:
            _from_debian("chromium")
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False)
    if find() is None:
        print(NONE_FOUND, file=sys.stderr)


def _from_debian(package: str) -> None:
    """Installs a package where there is such a one; of another system that has none, nobody has to read that."""
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    subprocess.run(command, stderr=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    install()
