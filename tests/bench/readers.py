"""What a step costs a reader, beside the same step made with other tools, on three networks."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import peers
from browsing import NETWORKS, PHONE, SLOWER_CPU, Load, Visit, chromium, load, serve, visit
from grown import ROOT
from pages import docusaurus, material, survey, twine
from pages.step import Step, read_steps
from playwright.sync_api import Browser
from table import ROUNDS, Bars, Table, times

COMMAND = "python tests/bench --only reader"
OURS, MATERIAL, DOCUSAURUS, SURVEY, TWINE = "this guide", "stock Material", "Docusaurus", "SurveyJS form", "Twine story"
HOME = "home page of this guide"
QUESTION, ACTION = "question", "action"


@dataclass(frozen=True)
class Opened:
    """A page that is measured: where it is, and words that a reader waits for."""

    tool: str
    kind: str
    path: str
    words: str


def tables(tiny: bool) -> list[Table]:
    """The bytes of a step, and the time until it can be seen."""
    with TemporaryDirectory() as name:
        home = Path(name)
        sites, notes = {OURS: home / OURS.replace(" ", "-")}, []
        _build(sites[OURS])
        steps = read_steps(sites[OURS])
        shown = {kind: _typical(sites[OURS], steps, kind) for kind in (QUESTION, ACTION)}
        opened = [
            Opened(OURS, kind, f"{sites[OURS].name}/steps/{step}/", steps[step].title) for kind, step in shown.items()
        ]
        opened.append(Opened(HOME, "home", f"{sites[OURS].name}/", "Start"))
        for tool, make in _PEERS.items():
            if tiny:
                notes.append(f"{tool}: left out, the tiny profile installs nothing.")
                continue
            try:
                site = home / tool.partition(" ")[0].lower()
                found = make(steps, list(shown.values()), site)
            except (peers.Missing, subprocess.SubprocessError) as missing:
                notes.append(f"{tool}: left out, {missing}.")
                continue
            sites[tool] = site
            opened += [
                Opened(tool, kind, f"{site.name}/{found[step]}", steps[step].title) for kind, step in shown.items()
            ]
        with serve({site.name: site for site in sites.values()}) as server, chromium() as browser:
            loads = {page: load(browser, server, page.path, page.words) for page in opened}
            bytes_of = {page: _bytes(found.files) for page, found in loads.items()}
            seen = _seen(browser, server, opened, tiny)
        return [_weights(loads, bytes_of, notes), _times(seen, notes, tiny)]


_PEERS: dict[str, Callable[[Mapping[str, Step], Sequence[str], Path], dict[str, str]]] = {
    MATERIAL: lambda steps, shown, into: material.make(steps, shown, into, "# Refund Guide\n"),
    DOCUSAURUS: docusaurus.make,
    SURVEY: survey.make,
    TWINE: twine.make,
}


def _build(into: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(into)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "https://guide.example/"},
        capture_output=True,
        check=True,
    )


def _typical(site: Path, steps: Mapping[str, Step], kind: str) -> str:
    """The step of a kind whose page has the median weight."""
    weights = {
        step.id: len(gzip.compress((site / "steps" / step.id / "index.html").read_bytes(), mtime=0))
        for step in steps.values()
        if step.kind == kind
    }
    return sorted(weights, key=lambda step: (weights[step], step))[len(weights) // 2]


def _bytes(files: Sequence[Path]) -> tuple[int, int, int | None]:
    """All files as they are, as gzip sends them, and as brotli does where Node is there to tell."""
    contents = [file.read_bytes() for file in files]
    return sum(map(len, contents)), sum(len(gzip.compress(content, 9)) for content in contents), _brotli(files)


def _brotli(files: Sequence[Path]) -> int | None:
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


def _seen(browser: Browser, server: object, opened: list[Opened], tiny: bool) -> dict[tuple[Opened, str], list[Visit]]:
    networks = NETWORKS[:1] if tiny else NETWORKS
    found: dict[tuple[Opened, str], list[Visit]] = {}
    for _ in range(1 if tiny else ROUNDS):
        for network in networks:
            for page in opened:
                cpu = 1 if tiny else SLOWER_CPU
                seen = visit(browser, server, page.path, page.words, network, cpu)  # type: ignore[arg-type]
                found.setdefault((page, network.name), []).append(seen)
    return found


def _weights(
    loads: Mapping[Opened, Load], sizes: Mapping[Opened, tuple[int, int, int | None]], notes: list[str]
) -> Table:
    ours = {page.kind: sizes[page][1] for page in loads if page.tool == OURS}
    rows = []
    for page, found in loads.items():
        raw, packed, brotli = sizes[page]
        rows.append(
            (
                f"{page.tool}, {page.kind}" if page.tool != HOME else HOME,
                str(len(found.files)),
                str(found.scripts),
                f"{raw:,}",
                f"{packed:,}",
                f"{brotli:,}" if brotli is not None else "not measured",
                times(packed / ours[page.kind]) if page.kind in ours else "",
            )
        )
    goals = []
    for page, found in loads.items():
        if page.tool == OURS:
            small = sizes[page][1] <= 14_000 and len(found.files) <= 2 and not found.scripts
            goals.append((f"{page.kind}: at most 14,000 bytes gzipped, two requests, no script", small))
        elif page.tool == HOME:
            goals.append(
                (
                    f"home: at most 40,000 bytes gzipped before it can be read ({sizes[page][1]:,})",
                    sizes[page][1] <= 40_000,
                )
            )
            searched = any("search_index" in file.name or "worker" in file.name for file in found.files)
            goals.append(("home: the words of the search are not loaded before somebody searches", not searched))
        else:
            ratio = sizes[page][1] / ours[page.kind]
            goals.append((f"{page.tool}, {page.kind}: {times(ratio)} our bytes (20 at least)", ratio >= 20))
    return Table(
        "What a reader loads",
        COMMAND,
        "A question and an action of median weight, with all that each needs to be read and answered; every tool shows "
        "the same words. Bytes are those of all files that the browser asks for with an empty cache. The last column "
        "compares gzip.",
        ("", "requests", "scripts", "bytes", "gzip", "brotli", "to ours"),
        tuple(rows),
        tuple(goals),
        tuple(notes),
        {
            "weight": Bars(
                "Kilobytes of an action page, gzipped",
                "KB",
                {page.tool: sizes[page][1] / 1000 for page in loads if page.kind == ACTION},
            )
        },
    )


def _times(seen: Mapping[tuple[Opened, str], list[Visit]], notes: list[str], tiny: bool) -> Table:
    def middle(key: tuple[Opened, str], what: str) -> float:
        return median(getattr(found, what) for found in seen[key])

    networks = list(dict.fromkeys(name for _, name in seen))
    pages = list(dict.fromkeys(page for page, _ in seen))
    rows = []
    for page in pages:
        cells = []
        for name in networks:
            first, largest = (middle((page, name), what) for what in ("first", "largest"))
            cells.append(f"{first:,.0f} / {largest:,.0f} ms")
        jump = max(middle((page, name), "shift") for name in networks)
        rows.append((f"{page.tool}, {page.kind}" if page.tool != HOME else HOME, *cells, f"{jump:.3f}"))
    goals = [
        (f"{page.tool}, {page.kind}: nothing jumps", all(middle((page, name), "shift") == 0 for name in networks))
        for page in pages
        if page.tool == OURS
    ]
    slow = "slow 4G"
    for page in pages if slow in networks else ():
        if page.tool not in (OURS, HOME):
            (mine,) = (other for other in pages if other.tool == OURS and other.kind == page.kind)
            ratio = middle((mine, slow), "first") / middle((page, slow), "first")
            goals.append(
                (f"{page.kind}: first paint on slow 4G {times(ratio)} that of {page.tool} (0.5 at most)", ratio <= 0.5)
            )
    told = "; ".join(f"{network.name}: {network.about}" for network in NETWORKS)
    rounds = 1 if tiny else ROUNDS
    return Table(
        "What a reader waits for",
        COMMAND,
        f"First paint and largest paint in Chromium, empty cache, {PHONE['width']} pixels, a processor slowed "
        f"{SLOWER_CPU} times; medians of {rounds}, in turns. {told}. Opening a connection is left out, which "
        "favours pages that load much.",
        ("", *networks, "layout shift"),
        tuple(rows),
        tuple(goals),
        tuple(notes),
        {
            "paint": Bars(
                f"First paint of an action page, {slow if slow in networks else networks[0]}",
                "ms",
                {
                    page.tool: middle((page, slow if slow in networks else networks[0]), "first")
                    for page in pages
                    if page.kind == ACTION
                },
            )
        },
    )
