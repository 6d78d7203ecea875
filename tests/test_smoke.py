"""The look at the published site: it passes where all is right, and says what is not, under a path and at a root."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from guide import Settings
from guide.tools.checksums import write_seal
from reader import BASE, Pages
from samples import ROOT

SMOKE = ROOT / ".github" / "scripts" / "smoke.py"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
Answers = dict[str, tuple[int, bytes]]


class Host(SimpleHTTPRequestHandler):
    """Serves a folder below `prefix` as GitHub Pages does, with 404.html for what is not there. `answers` are given
    instead of what is in the folder, that of “missing” for all that is not there."""

    def __init__(self, *args: Any, prefix: str, answers: Answers, **kwargs: Any) -> None:
        self.prefix, self.answers = prefix, answers
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        name = self.path.removeprefix(self.prefix)
        file = Path(self.directory, name, "index.html" if name == "" or name.endswith("/") else "")
        missing = (404, Path(self.directory, "404.html").read_bytes())
        found = (200, file.read_bytes()) if self.path.startswith(self.prefix) and file.is_file() else missing
        status, body = self.answers.get("missing" if found is missing else name, found)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def sealed(site: Pages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    shutil.copytree(site.folder, folder)
    write_seal(folder, COMMIT, date(2026, 11, 25), Settings(site_url=BASE))
    return folder


def looked_at(sealed: Path, answers: Answers, prefix: str = "/refunds/", commit: str = COMMIT) -> list[str]:
    """What the smoke check says about the site: its exit code, then its lines."""
    handler = partial(Host, directory=str(sealed), prefix=prefix, answers=answers)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}{prefix}"
        command = [sys.executable, str(SMOKE), base, "--commit", commit]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        server.shutdown()
    assert done.stderr == ""
    return [str(done.returncode), *done.stdout.replace(base, "SITE/").splitlines()]


@pytest.mark.parametrize("prefix", ["/refunds/", "/"])
def test_the_site_that_was_built_passes_under_a_path_and_at_the_root_of_a_host(sealed: Path, prefix: str) -> None:
    assert looked_at(sealed, {}, prefix) == ["0", "SITE/: start, action, 404, sitemap and commit are right."]


def test_another_commit_is_not_the_site_that_was_built(sealed: Path) -> None:
    assert looked_at(sealed, {}, commit="f" * 40) == [
        "1",
        f"::error::SITE/build.json does not name the commit {'f' * 40}.",
    ]


def test_a_host_with_another_site_fails_with_one_sentence(sealed: Path) -> None:
    assert looked_at(sealed, {"build.json": (200, b"<h1>Hello</h1>")}) == [
        "1",
        f"::error::SITE/build.json does not name the commit {COMMIT}.",
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"": (200, b"<h1>The home page of another build</h1>")},
            ["SITE/ is not the file that was built: its checksum differs from SHA256SUMS."],
        ),
        (
            {"missing": (200, b"<h1>Welcome</h1>")},
            ["An address that does not exist answers 200, or not with the page 404.html."],
        ),
        (
            {"missing": (404, b"Not found")},
            ["An address that does not exist answers 404, or not with the page 404.html."],
        ),
        (
            {"404.html": (404, b"")},
            [
                "SITE/404.html answers 404 instead of 200.",
                "SITE/404.html is not the file that was built: its checksum differs from SHA256SUMS.",
                "An address that does not exist answers 404, or not with the page 404.html.",
            ],
        ),
        (
            {"sitemap.xml": (200, b"<loc>https://elsewhere.example/</loc>")},
            [
                "SITE/sitemap.xml is not the file that was built: its checksum differs from SHA256SUMS.",
                f"The sitemap lists https://elsewhere.example/, which is not below {BASE}.",
                f"The sitemap does not list {BASE}steps/ACTION/.",
            ],
        ),
        (
            {"steps/ACTION/": (500, b"")},
            [
                'SITE/steps/ACTION/ does not hold data-step="ACTION".',
                'SITE/steps/ACTION/ does not hold data-kind="action".',
                "SITE/steps/ACTION/ answers 500 instead of 200.",
                "SITE/steps/ACTION/ is not the file that was built: its checksum differs from SHA256SUMS.",
            ],
        ),
    ],
)
def test_what_a_reader_would_miss_is_said_in_a_sentence(
    sealed: Path, source: dict[str, Any], answers: Answers, said: list[str]
) -> None:
    action = next(iter(source["actions"]))
    answers = {name.replace("ACTION", action): answer for name, answer in answers.items()}
    assert looked_at(sealed, answers) == ["1", *(f"::error::{line.replace('ACTION', action)}" for line in said)]
