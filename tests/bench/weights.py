"""The table of what a reader loads."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from browsing import Load
from opened import ACTION, COMMAND, HOME, MATERIAL, OURS, Opened
from table import Bars, Goal, Table, times

MOST, USUAL, MOST_HOME, FEWER = 14_000, 7_800, 40_000, 20


def packed(content: bytes) -> int:
    """The bytes of a file as gzip sends it."""
    return len(gzip.compress(content, 9, mtime=0))


def table(loads: Mapping[Opened, Load], steps: Sequence[int], notes: Sequence[str]) -> Table:
    """`steps` are the gzipped bytes of each of our step pages."""
    sizes = {page: sum(packed(file.read_bytes()) for file in found.files) for page, found in loads.items()}
    ours = {page.kind: size for page, size in sizes.items() if page.tool == OURS}
    rows = []
    for page, found in loads.items():
        brotli = _brotli(found.files)
        rows.append(
            (
                page.name,
                str(len(found.files)),
                str(found.scripts),
                f"{sum(file.stat().st_size for file in found.files):,}",
                f"{sizes[page]:,}",
                f"{brotli:,}" if brotli is not None else "not measured",
                times(sizes[page] / ours[page.kind]) if page.kind in ours else "",
            )
        )
    return Table(
        "What a reader loads",
        COMMAND,
        "A question and an action of median weight; every tool shows the same words. Counted is what the browser asks "
        "for with an empty cache until nothing more comes, less what it fetches for pages that may be next. The last "
        "column compares gzip.",
        ("", "requests", "scripts", "bytes", "gzip", "brotli", "to ours"),
        tuple(rows),
        (*_limits(loads, sizes, steps), *_ratios(loads, sizes, ours)),
        tuple(notes),
        {
            "weight": Bars(
                "Kilobytes of an action page, gzipped",
                "KB",
                {page.tool: sizes[page] / 1000 for page in loads if page.kind == ACTION},
            )
        },
    )


def _limits(loads: Mapping[Opened, Load], sizes: Mapping[Opened, int], steps: Sequence[int]) -> Iterator[Goal]:
    yield Goal(f"no step page weighs more than {MOST:,} bytes gzipped ({max(steps):,})", max(steps) <= MOST)
    yield Goal(f"the median of all is at most {USUAL:,} bytes ({median(steps):,.0f})", median(steps) <= USUAL)
    for page, found in loads.items():
        if page.tool == OURS:
            yield Goal(f"{page.kind}: at most two requests, no script", len(found.files) <= 2 and not found.scripts)
        elif page.tool == HOME:
            size = sizes[page]
            yield Goal(f"home: at most {MOST_HOME:,} bytes gzipped before it can be read ({size:,})", size <= MOST_HOME)
            searched = any(map(_for_search, found.files))
            yield Goal("home: the words of the search are not loaded before somebody searches", not searched)


def _ratios(loads: Mapping[Opened, Load], sizes: Mapping[Opened, int], ours: Mapping[str, int]) -> Iterator[Goal]:
    for page, found in loads.items():
        if page.is_peer:
            ratio = sizes[page] / ours[page.kind]
            yield Goal(f"{page.name}: {times(ratio)} our bytes ({FEWER} at least)", ratio >= FEWER)
        if page.tool == MATERIAL:
            rest = sum(packed(file.read_bytes()) for file in found.files if not _for_search(file))
            ratio = rest / ours[page.kind]
            without = f"{page.name}: {times(ratio)} our bytes even without its search ({FEWER} at least)"
            cause = "What is left is its stylesheet and its script; ours holds trails of answers, which it does not."
            yield Goal(f"{without}, which each of its pages loads unasked", ratio >= FEWER, cause)


def _for_search(file: Path) -> bool:
    return file.parent.name in ("search", "workers") and file.suffix in (".json", ".js")


def _brotli(files: Sequence[Path]) -> int | None:
    """The bytes of the files as brotli sends them, where Node is there to tell."""
    script = (
        "const fs = require('fs'), zlib = require('zlib');"
        "const packed = file => zlib.brotliCompressSync(fs.readFileSync(file)).length;"
        "console.log(process.argv.slice(1).reduce((sum, file) => sum + packed(file), 0))"
    )
    try:
        done = subprocess.run(["node", "-e", script, *map(str, files)], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(done.stdout)
