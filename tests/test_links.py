"""The weekly look at outside links: asked of a server of our own, with every answer that a real one may give."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from samples import ROOT

SCRIPTS = ROOT / ".github" / "scripts"
Asked = list[tuple[str, str]]


class Host(BaseHTTPRequestHandler):
    """Answers /301 with 301, and so on; a redirect leads to /200/new, that of /301/lost to /404."""

    asked: Asked = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        status = int(self.path[1:4])
        self.send_response(status)
        if status in (301, 302, 308):
            self.send_header("Location", "/404" if "lost" in self.path else "/200/new")
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


def said(host: str, settings: Path, site: Path, *options: str) -> str:
    command = [sys.executable, str(SCRIPTS / "links.py"), str(site), "--settings", str(settings), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.replace(host, "HOST")


def closed() -> str:
    """An address where nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


def test_a_maintainer_reads_which_links_are_gone_moved_and_not_reached_and_what_uses_them(
    host: str, settings: Path, tmp_path: Path
) -> None:
    nobody = closed()
    facts = {
        "fine": [f"{host}/200", f"{host}/302"],
        "old": [f"{host}/404", f"{host}/301"],
        "older": [f"{host}/404#part"],
        "busy": [f"{host}/429"],
        "down": [nobody],
    }
    pages = {
        "about/index.html": [f"{host}/301/lost", f"{host}/500", "../steps/", "mailto:a@b.example"],
        "steps/a/index.html": [f"{host}/410?a=1&amp;b=2", f"{host}/404", f"{host}/308", "https://own.example/x"],
        **{f"steps/{name}/index.html": [f"{host}/403"] for name in "bcdef"},
    }
    text = said(host, settings, site(tmp_path, facts, pages), "--skip", "https://own.example/")
    assert text.replace(nobody, "NOBODY") == (
        """\
"""
    )
