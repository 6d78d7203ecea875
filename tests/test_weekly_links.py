"""The weekly look at outside links: asked of a server of our own, with every answer that a real one may give."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from samples import ROOT

SCRIPTS = ROOT / ".github" / "scripts"


class Host(BaseHTTPRequestHandler):
    """Answers /301 with 301, and so on; a redirect leads to /200/new, that of “lost” to /404, that of “long” far."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        status = int(self.path[1:4])
        self.send_response(status)
        if status in (301, 302, 308):
            target = "/200" + "x" * 9000 if "long" in self.path else "/200/new"
            self.send_header("Location", "/404" if "lost" in self.path else target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those of the weekly job, with less patience."""
    text = (SCRIPTS / "lychee.toml").read_text(encoding="utf-8")
    for slow, fast in (
        ('host_request_interval = "2s"', 'host_request_interval = "1ms"'),
        ("max_retries = 2", "max_retries = 0"),
        ("timeout = 20", "timeout = 1"),
    ):
        assert slow in text
        text = text.replace(slow, fast)
    path = tmp_path_factory.mktemp("settings") / "lychee.toml"
    path.write_text(text, encoding="utf-8")
    return path


def site(folder: Path, facts: dict[str, list[str]], pages: dict[str, list[str]]) -> Path:
    """A built site: facts with their addresses, pages with their links."""
    for name, links in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("".join(f'<a href="{link}">x</a>' for link in links), encoding="utf-8")
    tree = {"facts": {name: {"url": url, "also": also} for name, (url, *also) in facts.items()}}
    (folder / "tree.json").write_text(json.dumps(tree), encoding="utf-8")
    return folder


def digests(host: str, settings: Path, site: Path, *options: str) -> str:
    command = [sys.executable, str(SCRIPTS / "links.py"), str(site), "--settings", str(settings), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.replace(host, "HOST")


def port(unused: socket.socket) -> str:
    unused.bind(("127.0.0.1", 0))
    return f"http://127.0.0.1:{unused.getsockname()[1]}"


def closed() -> str:
    """An address where nobody listens."""
    with socket.socket() as unused:
        return port(unused)


def test_a_maintainer_reads_which_links_are_gone_moved_and_not_reached_and_what_uses_them(
    host: str, settings: Path, tmp_path: Path
) -> None:
    nobody, silent = closed(), socket.socket()
    nothing = port(silent)
    silent.listen()  # and never answer
    facts = {
        "fine": [f"{host}/200", f"{host}/302"],
        "old": [f"{host}/404", f"{host}/301"],
        "older": [f"{host}/404#part"],
        "busy": [f"{host}/429"],
        "down": [nobody],
        "silent": [nothing],
    }
    pages = {
        "about/index.html": [f"{host}/301/lost", f"{host}/500", "../steps/", "mailto:a@b.example"],
        "steps/a/index.html": [
            f"{host}/410?a=1&amp;b=2",
            f"{host}/404",
            f"{host}/308",
            f"{host}/301/long",
            "https://own.example/x",
        ],
        **{f"steps/{name}/index.html": [f"{host}/403"] for name in "bcdef"},
    }
    with silent:
        text = digests(host, settings, site(tmp_path, facts, pages), "--skip", "https://own.example/")
    assert (
        text.replace(nobody, "NOBODY").replace(nothing, "NOTHING")
        == """\
## Outside links

### Gone

Find the page elsewhere, or another source, or take the claim out.

- <HOST/404> answers 404. Used by fact `old`, fact `older`.
- <HOST/301/lost> answers 404. Used by page `/about/`.
- <HOST/410?a=1&b=2> answers 410. Used by page `/steps/a/`.

### Moved for good

Read the new page. If it says the same, write its address.

- <HOST/301> is now <HOST/200/new>. Used by fact `old`.
- <HOST/301/long> is now a long address at `127.0.0.1`. Used by page `/steps/a/`.
- <HOST/308> is now <HOST/200/new>. Used by page `/steps/a/`.

### Not reached

Some sites refuse programs, and some have a bad day. Open the page in a browser before you change it.
If it is right for people, add it to `.github/scripts/links.toml` with what you saw.

- <HOST/429> answers 429. Used by fact `busy`.
- <NOBODY/> did not answer: Connection refused - server may be down or port blocked. Used by fact `down`.
- <NOTHING/> did not answer in time. Used by fact `silent`.
- <HOST/500> answers 500. Used by page `/about/`.
- <HOST/403> answers 403. Used by page `/steps/b/`, page `/steps/c/`, page `/steps/d/` and 2 more.
"""
    )


EXCEPTIONS = """\
[[exception]]
starts = "HOST/403"
answer = 403
reason = "Refuses programs."

[[exception]]
starts = "HOST/301"
answer = 301
reason = "Leads each reader to another language."

[[exception]]
starts = "HOST/200"
answer = 403
reason = "Refused programs."
"""


def test_an_exception_holds_for_its_answer_only_and_says_when_it_is_no_longer_needed(
    host: str, settings: Path, tmp_path: Path
) -> None:
    (tmp_path / "links.toml").write_text(EXCEPTIONS.replace("HOST", host), encoding="utf-8")
    facts = {"a": [f"{host}/403"], "b": [f"{host}/301"], "c": [f"{host}/200"], "d": [f"{host}/301/lost"]}
    text = digests(host, settings, site(tmp_path, facts, {}), "--exceptions", str(tmp_path / "links.toml"))
    assert (
        text
        == """\
## Outside links

### Gone

Find the page elsewhere, or another source, or take the claim out.

- <HOST/301/lost> answers 404. Used by fact `d`.

### Exceptions that are no longer needed

Take them out of `.github/scripts/links.toml`.

- `HOST/200`, 403: Refused programs.
"""
    )


def test_links_that_lead_somewhere_make_no_report_and_each_is_asked_once_by_name(
    host: str, settings: Path, tmp_path: Path
) -> None:
    Host.asked.clear()
    facts = {"a": [f"{host}/200", f"{host}/200#part"], "b": [f"{host}/200"]}
    assert digests(host, settings, site(tmp_path, facts, {"index.html": [f"{host}/200"]})) == ""
    assert Host.asked == [("/200", "refund-guide link check")]


def test_a_folder_that_is_no_site_is_not_taken_for_one_without_mistakes(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPTS / "links.py"), str(site(tmp_path, {}, {}))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path} has no outside links. Is it a built site?\n"


def test_the_exceptions_that_are_kept_say_all_they_must() -> None:
    kept = tomllib.loads((SCRIPTS / "links.toml").read_text(encoding="utf-8"))
    assert set(kept) <= {"exception"}
    for exception in kept.get("exception", []):
        assert exception["starts"].startswith(("https://", "http://"))
        assert isinstance(exception["answer"], int)
        assert exception["reason"]
