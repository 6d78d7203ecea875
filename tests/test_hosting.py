"""A server of one's own, as docs/hosting.md sets it up, shows the site as a reader needs it and a build as a whole."""

from __future__ import annotations

import gzip
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from itertools import cycle
from pathlib import Path

import pytest

import webserver
from reader import Pages

PICTURE = "pictures/0123456789ab.png"


@dataclass
class Hosted:
    """What nginx shows of the folder `home`."""

    home: Path
    port: int

    def get(self, address: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers, body


def shown(home: Path) -> Iterator[Hosted]:
    binary = webserver.find()
    if binary is None:
        pytest.fail(webserver.NONE_FOUND, pytrace=False)
    with webserver.nginx(binary, home) as port:
        yield Hosted(home, port)


@pytest.fixture(scope="module")
def hosted(site: Pages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """The real site."""
    home = tmp_path_factory.mktemp("srv")
    build = webserver.publish(site.folder, home)
    (build / "empty").mkdir()
    (build / ".git").mkdir()
    (build / ".git" / "config").write_text("not for readers")
    yield from shown(home)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Hosted]:
    """A site of one page and one picture, both named “A”."""
    webserver.publish(a_build(tmp_path, b"A"), tmp_path)
    yield from shown(tmp_path)


def a_build(folder: Path, name: bytes, size: int = 1, picture: str = PICTURE) -> Path:
    build = folder / name.decode()
    (build / "pictures").mkdir(parents=True)
    (build / "index.html").write_bytes(name * size)
    (build / picture).write_bytes(name)
    return build


def test_every_file_of_the_site_is_shown_as_it_was_built(hosted: Hosted, site: Pages) -> None:
    connection = HTTPConnection("127.0.0.1", hosted.port)
    for path in (path for path in site.folder.rglob("*") if path.is_file()):
        address = "/" + path.relative_to(site.folder).as_posix()
        connection.request("GET", re.sub(r"/index\.html$", "/", address))
        answer = connection.getresponse()
        assert (answer.read(), answer.status) == (path.read_bytes(), 200), address
    connection.close()


def test_each_answer_carries_the_headers_that_a_page_cannot_ask_for_itself(hosted: Hosted) -> None:
    for address in ("/", "/steps", "/tree.json", "/nowhere/"):
        _, headers, _ = hosted.get(address)
        assert {
            name: value
            for name, value in headers.items()
            if name in ("Cache-Control", "Content-Security-Policy", "Server", "Strict-Transport-Security")
            or name.startswith("X-")
        } == {
            "Server": "nginx",
            "Cache-Control": "max-age=600",
            "Content-Security-Policy": "frame-ancestors 'none'",
            "Strict-Transport-Security": "max-age=31536000",
            "X-Content-Type-Options": "nosniff",
        }, address


def test_only_files_named_after_their_content_are_kept_long(hosted: Hosted, site: Pages) -> None:
    kept = {
        re.sub(r"[0-9a-f]{8,}", "…", path.relative_to(site.folder).as_posix())
        for path in site.folder.rglob("*.*")
        if "immutable" in hosted.get("/" + path.relative_to(site.folder).as_posix())[1]["Cache-Control"]
    }
    assert kept == {"pictures/….png", "es/pictures/….png"}
    assert hosted.get(f"/{PICTURE}")[1]["Cache-Control"] == "max-age=600"


def test_each_kind_of_file_is_named(hosted: Hosted, site: Pages) -> None:
    found = {
        path.suffix: hosted.get("/" + path.relative_to(site.folder).as_posix())[1]["Content-Type"]
        for path in site.folder.rglob("*.*")
        if path.suffix != ".gz"
    }
    assert found == {
        ".html": "text/html; charset=utf-8",
        ".js": "application/javascript; charset=utf-8",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".xml": "text/xml; charset=utf-8",
    }


@pytest.mark.parametrize("address", ["/nowhere", "/steps/nowhere/", "/pictures/", "/empty/", "/.git/config", "/.git/"])
def test_what_is_not_for_readers_does_not_exist(hosted: Hosted, site: Pages, address: str) -> None:
    status, _, body = hosted.get(address)
    assert (status, body) == (404, (site.folder / "404.html").read_bytes())


@pytest.mark.parametrize("address", ["/steps", "//steps", "/steps?to=//evil.example", "/nowhere/../steps"])
def test_a_missing_slash_is_added_on_the_same_host(hosted: Hosted, address: str) -> None:
    status, headers, _ = hosted.get(address, Host="evil.example")
    assert (status, headers["Location"].partition("?")[0]) == (301, "/steps/")


@pytest.mark.parametrize("address", ["//evil.example", "//evil.example/%2e%2e/steps", "/%5cevil.example/..//steps"])
def test_no_address_leads_to_another_host(hosted: Hosted, address: str) -> None:
    _, headers, _ = hosted.get(address)
    assert headers["Location"] in (None, "/steps/")


def test_text_is_sent_packed_to_browsers_that_can_unpack_it(hosted: Hosted, site: Pages) -> None:
    page = (site.folder / "flow" / "index.html").read_bytes()
    _, headers, body = hosted.get("/flow/", Accept_Encoding="gzip")
    assert (headers["Content-Encoding"], headers["Vary"], gzip.decompress(body)) == ("gzip", "Accept-Encoding", page)
    assert len(body) == (hosted.home / "current" / "flow" / "index.html.gz").stat().st_size


def test_what_was_not_packed_before_is_packed_on_the_way(small: Hosted) -> None:
    (small.home / "current" / "index.html").write_bytes(b"A" * 9000)
    (small.home / "current" / "index.html.gz").unlink()
    assert gzip.decompress(small.get("/", Accept_Encoding="gzip")[2]) == b"A" * 9000


def test_an_answer_that_has_begun_ends_with_the_build_it_began_with(small: Hosted, tmp_path: Path) -> None:
    size = 8_000_000  # more than a socket holds
    webserver.publish(a_build(tmp_path, b"B", size), tmp_path)
    with socket.create_connection(("127.0.0.1", small.port)) as reading:
        reading.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        begun = reading.recv(1000)
        webserver.publish(a_build(tmp_path, b"C", size), tmp_path)
        assert small.get("/")[2] == b"C" * size
        rest = b"".join(iter(lambda: reading.recv(1_000_000), b""))
    assert (begun + rest).partition(b"\r\n\r\n")[2] == b"B" * size


def test_readers_meet_one_build_or_the_other_while_builds_are_swapped(small: Hosted, tmp_path: Path) -> None:
    builds = [a_build(tmp_path / "in", name, 60_000) for name in (b"A", b"B")]
    met: list[bytes] = []
    turns = threading.Semaphore(1000)  # On a busy machine readers could be done before the first swap is.

    def read() -> None:
        for _ in range(500):
            turns.acquire()
            met.append(small.get("/")[2])

    def until_met(name: bytes) -> None:
        while name * 60_000 not in met and any(reader.is_alive() for reader in readers):
            time.sleep(0.001)

    readers = [threading.Thread(target=read) for _ in range(4)]
    webserver.publish(builds[1], tmp_path)
    for reader in readers:
        reader.start()
    until_met(b"B")
    webserver.publish(builds[0], tmp_path)
    turns.release(1000)
    until_met(b"A")
    for build in cycle(builds):
        webserver.publish(build, tmp_path)
        if not any(reader.is_alive() for reader in readers):
            break
    assert len(met) == 2000
    assert set(met) == {b"A" * 60_000, b"B" * 60_000}


def test_the_pictures_of_the_build_before_are_still_there(small: Hosted, tmp_path: Path) -> None:
    """Somebody still has a page of that build open, or a chat fetches its picture late."""
    webserver.publish(a_build(tmp_path, b"B", picture=PICTURE.replace("0", "1")), tmp_path)
    assert small.get(f"/{PICTURE}")[2] == b"A"
    assert "immutable" in small.get(f"/{PICTURE}")[1]["Cache-Control"]
    assert small.get("/")[2] == b"B"


def test_a_build_with_old_dates_is_still_taken_for_new(small: Hosted, tmp_path: Path) -> None:
    """Archives date each file alike: with that date, a browser would keep a changed page of the same length."""
    build = a_build(tmp_path, b"B")
    os.utime(build / "index.html", (0, 0))
    webserver.publish(build, tmp_path)
    assert "1970" not in small.get("/")[1]["Last-Modified"]


def test_the_last_five_builds_stay(tmp_path: Path) -> None:
    for name in (b"A", b"B", b"C", b"D", b"E", b"F"):
        webserver.publish(a_build(tmp_path, name), tmp_path)
    pages = [path.read_text() for path in sorted((tmp_path / "releases").glob("*/index.html"))]
    assert pages == ["B", "C", "D", "E", "F"]
