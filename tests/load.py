"""Readers on the server of docs/hosting.md: `make load`. 64 connections for half a minute, and again while builds are
swapped. Only on this machine, which also plays the readers: the figures are a floor, not what a server can do."""

from __future__ import annotations

import asyncio
import random
import shutil
import sys
import threading
import time
from collections import Counter
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import webserver

SECONDS = 30
CONNECTIONS = 64
BETWEEN_SWAPS = 2

Bodies = dict[tuple[str, bool], dict[bytes, str]]
"""For each address, and whether it is wanted packed: every right body, with the builds that it is from."""


def another(site: Path, into: Path) -> Path:
    """A build in which every page differs from that of `site`."""
    shutil.copytree(site, into)
    for page in into.rglob("*.html"):
        page.write_bytes(page.read_bytes() + b"<!-- another build -->")
    return into


def bodies(releases: dict[str, Path]) -> Bodies:
    found: Bodies = {}
    for name, release in releases.items():
        for path in (path for path in release.rglob("*") if path.is_file() and path.suffix != ".gz"):
            address = "/" + path.relative_to(release).as_posix().removesuffix("index.html")
            packed = path.with_name(path.name + ".gz")
            ways = [(False, path), (True, packed)] if packed.exists() else [(False, path)]
            for wanted, file in ways:  # What was not packed before comes in pieces; tests/test_hosting.py looks at it.
                answers = found.setdefault((address, wanted), {})
                content = file.read_bytes()
                answers[content] = answers.get(content, "") + name
    return found


async def reader(port: int, right: Bodies, until: float, times: list[float], met: Counter[str]) -> None:
    """One connection. Counts each answer as from build “A”, “B”, “AB” where both have the same file, or an error."""
    asked = list(right)
    reading, writing = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    while time.perf_counter() < until:
        address, packed = random.choice(asked)
        began = time.perf_counter()
        encoding = "Accept-Encoding: gzip\r\n" if packed else ""
        writing.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{encoding}\r\n".encode())
        head = (await reading.readuntil(b"\r\n\r\n")).decode()
        length = int(head.partition("Content-Length: ")[2].partition("\r\n")[0])
        body = await reading.readexactly(length)
        times.append(time.perf_counter() - began)
        if head.startswith("HTTP/1.1 200 "):
            met[right[address, packed].get(body, "of no build")] += 1
        else:
            met[head.partition("\r\n")[0]] += 1
        if "Connection: close" in head:  # nginx says so after a thousand answers
            writing.close()
            reading, writing = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    writing.close()


async def readers(port: int, right: Bodies) -> tuple[list[float], Counter[str]]:
    times: list[float] = []
    met: Counter[str] = Counter()
    until = time.perf_counter() + SECONDS
    done = await asyncio.gather(
        *(reader(port, right, until, times, met) for _ in range(CONNECTIONS)), return_exceptions=True
    )
    met.update(f"broken off ({error!r})" for error in done if error)
    return times, met


def main() -> None:
    binary = webserver.find()
    if binary is None:
        sys.exit(webserver.NONE_FOUND)
    with TemporaryDirectory() as folder:
        home = Path(folder, "srv")
        Path(folder).chmod(0o755)
        builds = {"A": Path("site").resolve(), "B": another(Path("site"), Path(folder, "another"))}
        right = bodies({name: webserver.publish(build, home) for name, build in builds.items()})
        with webserver.nginx(binary, home) as port:
            fine = say("no swaps", *asyncio.run(readers(port, right)))
            done = threading.Event()
            swapped: list[str] = []
            swapper = threading.Thread(target=swap, args=(builds, home, done, swapped))
            swapper.start()
            outcome = asyncio.run(readers(port, right))
            done.set()
            swapper.join()
            fine = say(f"{len(swapped)} swaps", *outcome) and fine
    sys.exit(0 if fine else "Not every answer was a whole file of one build.")


def swap(builds: dict[str, Path], home: Path, done: threading.Event, swapped: list[str]) -> None:
    for name, build in cycle(builds.items()):
        if done.wait(BETWEEN_SWAPS):
            return
        webserver.publish(build, home)
        swapped.append(name)


def say(what: str, times: list[float], met: Counter[str]) -> bool:
    """Prints the figures; returns whether each answer was a whole file of one build."""
    errors = {name: count for name, count in met.items() if name not in ("A", "B", "AB")}
    ordered = sorted(times)
    half, most = (1000 * ordered[int(len(ordered) * share)] for share in (0.5, 0.99))
    print(
        f"{what}: {len(times) / SECONDS:,.0f} requests per second, half within {half:.1f} ms, "
        f"99 % within {most:.1f} ms; {met['A']:,} files of build A, {met['B']:,} of B, "
        f"{met['AB']:,} the same in both; errors: {errors or 0}"
    )
    return not errors


if __name__ == "__main__":
    main()
