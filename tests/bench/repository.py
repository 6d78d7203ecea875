"""The repository as users meet it: a fresh clone, the first page, green tests; what is downloaded, what is on disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from grown import ROOT
from process import run, weight
from table import Table

COMMAND = "python tests/bench --only repository"
CLONE, PAGE, TESTS = "clone", "`make serve` to the first page", "`make test` to the end"
SITE, DEV = "environment for the site", "environment for the tests, in all"
COLUMNS = ("", "time, once", "downloaded", "on disk")


def tables(tiny: bool) -> list[Table]:
    left_out = "The tiny profile installs nothing and downloads nothing: only the clone is measured."
    with TemporaryDirectory() as name:
        clone = Path(name) / "clone"
        cloned = run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), clone], ROOT).seconds
        rows = [(CLONE, f"{cloned:.1f} s", f"{weight(clone / '.git'):.1f} MB", f"{weight(clone):.1f} MB")]
        if tiny:
            rows += [(what, "left out", "left out", "left out") for what in (PAGE, TESTS, SITE, DEV)]
        else:
            rows += _lived(clone, Path(name))
    return [
        Table(
            "The repository as users meet it",
            COMMAND,
            "A fresh clone of the last commit without an environment. The clone and the packages are timed once: they "
            "depend on the network more than on us.",
            COLUMNS,
            tuple(rows),
            (),
            (left_out,) if tiny else (),
        )
    ]


def _lived(clone: Path, home: Path) -> list[tuple[str, ...]]:
    env = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    began = time.perf_counter()
    with subprocess.Popen(
        ["make", "serve"],
        cwd=clone,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as serving:
        while not _answers() and serving.poll() is None:
            time.sleep(0.05)
        first_page = time.perf_counter() - began
        os.killpg(serving.pid, signal.SIGTERM)
    site = weight(clone / ".venv")
    tested = run(["make", "test"], clone).seconds
    everything = weight(clone / ".venv")
    return [
        (PAGE, f"{first_page:.0f} s", "", ""),
        (TESTS, f"{tested:.0f} s", "", ""),
        (SITE, "", f"{_download(home, 'requirements'):.0f} MB", f"{site:.0f} MB"),
        (DEV, "", f"{_download(home, 'requirements-dev'):.0f} MB", f"{everything:.0f} MB"),
    ]


def _answers() -> bool:
    try:
        with urlopen("http://127.0.0.1:8000/", timeout=1):
            return True
    except (URLError, OSError):
        return False


def _download(home: Path, name: str) -> float:
    """The megabytes of all packages in requirements/NAME.txt."""
    folder = home / name
    shutil.rmtree(folder, ignore_errors=True)
    locked = ROOT / "requirements" / f"{name}.txt"
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]  # All are named.
    run([*download, "--dest", folder, "-r", locked], ROOT)
    return weight(folder)
