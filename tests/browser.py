"""A browser for the tests: the system's Chromium, else Debian's package, else Playwright's own download.

`make test` runs this file first, so that a fresh machine gets one. Plain pytest takes what is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NONE_FOUND = "There is no browser: install Chromium, or run “make test” on a machine that can reach a package source."


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return found
    with sync_playwright() as playwright:
        downloaded = playwright.chromium.executable_path
    return downloaded if Path(downloaded).exists() else None


def install() -> None:
    """Gets a browser where none is found. Failing is no error here: the browser tests say it, in one sentence."""
    if find() is None and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False)
    if find() is None:
        print(NONE_FOUND, file=sys.stderr)


if __name__ == "__main__":
    install()
