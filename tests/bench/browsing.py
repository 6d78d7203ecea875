"""One server for all sites, which gzips each text, and visits to it with an empty cache on a slow phone."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from peers import Missing
from playwright.sync_api import Browser, Page, sync_playwright

import browser as a_browser

PHONE = {"width": 360, "height": 740}
SLOWER_CPU = 4


@dataclass(frozen=True)
class Network:
    """Bits a second and milliseconds until an answer begins; 0 means no limit. It is held for each request. What a
    connection costs on top, to be opened and to speed up, is left out; that favours pages that load much."""

    name: str
    about: str
    down: int = 0
    up: int = 0
    wait: int = 0


NETWORKS = (
    Network("no limit", ""),
    Network("slow 4G", "1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms", 1_600_000, 750_000, 150),
    Network("slow 3G", "0.4 Mbit/s down and up, 400 ms", 400_000, 400_000, 400),
)


EMPTY_SITE = "empty/"
_EMPTY_PAGE = b"<!doctype html><html lang=en><title>Empty</title><h1>Empty</h1>"


@dataclass
class Server:
    """Serves each folder below its name, and an empty page. `asked` are the files that were sent, in order."""

    base: str
    asked: list[Path] = field(default_factory=list)


@cache
def compressed(path: Path) -> bytes:
    """A file as gzip sends it; as it is, where gzip does not help."""
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or ""
    is_text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
    return gzip.compress(content, 9, mtime=0) if is_text else content


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args: object, asked: list[Path], folders: Mapping[str, Path]) -> None:
        self.asked = asked
        self.folders = folders
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        site, _, rest = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        path = self.folders.get(site, Path("/nowhere")) / rest
        path = path / "index.html" if path.is_dir() else path
        if site == EMPTY_SITE.rstrip("/"):
            self._send(_EMPTY_PAGE, "text/html")
            return
        if not path.is_file():
            self.send_error(404)
            return
        if "prefetch" not in self.headers.get("Sec-Purpose", ""):
            self.asked.append(path)
        self._send(compressed(path), mimetypes.guess_type(path.name)[0] or "application/octet-stream")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if content[:2] == b"\x1f\x8b":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A browser that leaves a page hangs up on what it no longer needs."""


@contextmanager
def serve(folders: Mapping[str, Path]) -> Iterator[Server]:
    """The folders on this machine, each below its name."""
    asked: list[Path] = []
    with _Listener(("127.0.0.1", 0), partial(_Handler, asked=asked, folders=folders)) as listening:  # type: ignore[arg-type]
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield Server(f"http://127.0.0.1:{listening.server_port}/", asked)
        listening.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the tests. Raises `Missing`."""
    path = a_browser.find()
    if path is None:
        raise Missing(a_browser.NONE_FOUND)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--disable-background-networking"])
        yield running
        running.close()


@dataclass(frozen=True)
class Load:
    """What a page loads when it is opened and left alone."""

    files: tuple[Path, ...]
    scripts: int
    """Files of scripts and scripts in the page."""
    words: str
    """All that can be read then."""


def load(browser: Browser, server: Server, path: str, words: str = "") -> Load:
    """Opens a page and waits until nothing more comes and `words` can be read."""
    with _empty(browser) as page:
        server.asked.clear()
        page.goto(server.base + path, wait_until="networkidle")
        page.get_by_text(words).first.wait_for()
        files = tuple(server.asked)
        inside = page.evaluate(
            "[...document.scripts].filter(s => !s.src && (!s.type || /javascript|module/.test(s.type))).length"
        )
        loaded = sum(file.suffix in (".js", ".mjs") for file in files)
        return Load(files, inside + loaded, " ".join(page.locator("body").inner_text().split()))


@dataclass(frozen=True)
class Visit:
    """When a reader saw the first text or picture, and the largest, in milliseconds; and how far things jumped."""

    first: float
    largest: float
    shift: float


_SEEN = """() => new Promise(done => {
  const seen = {largest: 0, shift: 0}
  const watch = (type, each) =>
    new PerformanceObserver(list => list.getEntries().forEach(each)).observe({type, buffered: true})
  watch('largest-contentful-paint', entry => { seen.largest = entry.startTime })
  watch('layout-shift', entry => { seen.shift += entry.value })
  const [first] = performance.getEntriesByName('first-contentful-paint')
  setTimeout(() => done({...seen, first: first ? first.startTime : NaN}), 100)
})"""


def visit(browser: Browser, server: Server, path: str, words: str, network: Network, cpu: int = SLOWER_CPU) -> Visit:
    """Opens a page with nothing in the cache, and looks once `words` can be read and the page is loaded. The tab has
    shown an empty page before: how long the browser takes to start one says nothing about ours."""
    with _empty(browser) as page:
        page.goto(server.base + EMPTY_SITE)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        speeds = {
            "latency": network.wait,
            "downloadThroughput": network.down / 8 or -1,
            "uploadThroughput": network.up / 8 or -1,
        }
        session.send("Network.emulateNetworkConditions", {"offline": False, **speeds})
        session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
        page.goto(server.base + path, wait_until="load")
        page.get_by_text(words).first.wait_for()
        page.wait_for_timeout(200)
        return Visit(**page.evaluate(_SEEN))


@contextmanager
def _empty(browser: Browser) -> Iterator[Page]:
    """A phone that was never here before."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()
