"""The built site, served below a path as GitHub Pages does, and a real browser to read it with."""

from __future__ import annotations

import fcntl
import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, sync_playwright

import browser as a_browser
from cases import Case
from journey import Reader
from reader import BASE, REPO, Pages, View, walk
from samples import ROOT, built_on, text_yaml

gc.set_threshold(100_000, 50, 100)  # Pages as objects are many, and live long: to look for garbage took a third of it.
# How long a case takes says more of the machine than of the code. “make fuzz” tries three hundred.
settings.register_profile("untimed", deadline=None, max_examples=300 if os.environ.get("FUZZ") == "full" else 50)
settings.load_profile("untimed")

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # A shell starts what it runs behind its back so, and it is inherited: no test could stop what it has started.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write down the reports that differ, and still fail")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that look at each page of the site come first, one after the other: so most of them are run by one worker,
    and only that one takes a dozen seconds to read all pages."""
    items.sort(key=lambda item: item.path.stem not in OF_EACH_PAGE)


OF_EACH_PAGE = {"test_changes", "test_facts", "test_guide", "test_lists", "test_safety", "test_sharing", "test_site"}


@pytest.fixture(scope="session")
def reported(request: pytest.FixtureRequest) -> Iterator[Callable[[Case, str], None]]:
    """Compares a case's report with the one that the compiler gives. With --accept, that one is written down, and the
    run fails in the end: nothing passes, in CI least of all, because it was accepted."""
    rewritten: list[str] = []

    def compare(case: Case, report: str) -> None:
        if request.config.getoption("--accept") and report != case.report:
            case.accept(report)
            rewritten.append(case.name)
        assert report == case.report

    yield compare
    if rewritten:
        names = ", ".join(rewritten)
        pytest.fail(f"These reports were rewritten; read each aloud before you commit it: {names}.", pytrace=False)


def mkdocs_build(folder: Path, into: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """What `mkdocs build --strict` does and says in `folder`."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPO_URL")}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(into)],
        cwd=folder,
        env={**environment, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": built_on(), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


LOOKED_AT = "es"
"""The language besides English in which every page of the site is looked at: other languages have the same pages, with
other words, which the rules hold. A test builds all of them."""


def built(into: Path, **settings: str) -> Pages:
    done = mkdocs_build(ROOT, into, **{"LANGUAGES": LOOKED_AT, **settings})
    assert done.returncode == 0, done.stderr
    return Pages.on_disk(into)


MadeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def made_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Makes a folder once in a run: the worker of pytest-xdist that needs it first. The others wait, and share it."""
    home = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        home = home.parent

    def once(name: str, make: Callable[[Path], object]) -> Path:
        with (home / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (home / name).exists():
                make(home / f"{name}.new")
                (home / f"{name}.new").rename(home / name)  # What is there is whole.
            return home / name

    return once


@pytest.fixture(scope="session")
def built_once(made_once: MadeOnce) -> Callable[..., Pages]:
    """Builds a site once in a run."""

    def once(name: str, **settings: str) -> Pages:
        return Pages.on_disk(made_once(name, partial(built, **settings)))

    return once


@pytest.fixture(scope="session")
def site(built_once: Callable[..., Pages]) -> Pages:
    """The site as it is published: it knows its own address and its repository."""
    return built_once("site", SITE_URL=BASE, REPO_URL=REPO)


@pytest.fixture(scope="session")
def homeless(built_once: Callable[..., Pages]) -> Pages:
    """The site of somebody who has set no address, in English."""
    return built_once("homeless", LANGUAGES="")


@pytest.fixture(scope="session")
def source() -> dict[str, Any]:
    """decision_tree.yaml as plain data, read by nobody's rules but YAML's."""
    data: dict[str, Any] = text_yaml((ROOT / "decision_tree.yaml").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="session")
def walked(site: Pages, source: dict[str, Any]) -> dict[View, list[tuple[str, View]]]:
    """The real site, clicked through. Here, as a fixture that a second file imports is made a second time."""
    return walk(site, source)


@dataclass
class Server:
    """The site under an address on this machine. `asked` are the paths that were requested, in order."""

    base: str
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "") -> str:
        return self.base + path


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, asked: list[str], **kwargs: Any) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        prefix = urlsplit(BASE).path
        if self.path.startswith(prefix):
            self.path = "/" + self.path.removeprefix(prefix)
            super().do_GET()
        else:
            self.send_error(404)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """The site in a folder, served below a path."""
    asked: list[str] = []
    handler = partial(_Handler, asked=asked, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield Server(f"http://127.0.0.1:{listening.server_port}{urlsplit(BASE).path}", asked)
        listening.shutdown()


@pytest.fixture(scope="session")
def server(site: Pages) -> Iterator[Server]:
    with serving(site.folder) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests. Without one they fail, with one sentence."""
    path = a_browser.find()
    if path is None:
        pytest.fail(a_browser.NONE_FOUND, pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--disable-background-networking"])
        yield running
        running.close()


@pytest.fixture
def without_scripts(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone whose browser runs no scripts."""
    context = chromium.new_context(java_script_enabled=False, viewport=a_browser.PHONE)
    yield context
    context.close()


@pytest.fixture
def reader(without_scripts: BrowserContext, server: Server, source: dict[str, Any]) -> Reader:
    """Somebody with this phone."""
    return Reader(without_scripts.new_page(), server, source)
