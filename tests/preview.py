"""`mkdocs serve`, as a contributor runs it: for tests of what it shows, and for the benchmark of how soon."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from guide.kinds import TREE
from samples import ROOT, write


def copy_project(into: Path, files: Mapping[str, bytes | None]) -> None:
    """Copies the project, with `files` as its guide. Every link of its hand-written pages to a step leads to the first
    one there."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", into)
    write(files, into)
    (start,) = re.findall(r"^start: (\S+)$", (into / TREE).read_text(encoding="utf-8"), re.MULTILINE)
    for page in (into / "docs").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"(?<=steps/)[a-z0-9-]+(?=/)", start, text), encoding="utf-8")


@contextmanager
def preview(project: Path, log: Path, **settings: str) -> Iterator[Callable[[str], str]]:
    """`mkdocs serve` in a folder, with these environment variables; gives the text of a page, or "" where there is
    none. What it says goes to `log`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with log.open("w", encoding="utf-8") as output:
        serving = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=project,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", "REPO_URL": "", **settings},
            stdout=output,
            stderr=subprocess.STDOUT,
        )

        def page(path: str) -> str:
            try:
                with urlopen(f"http://{address}/{path}", timeout=5) as answer:
                    return str(answer.read().decode())
            except OSError:  # URLError is one; so is a connection that ends while the answer is read.
                return ""

        try:
            yield page
        finally:
            serving.terminate()
            serving.wait()
