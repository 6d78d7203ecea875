"""The table of what a reader waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from browsing import NETWORKS, PHONE, SLOWER_CPU, Visit
from opened import ACTION, COMMAND, DOCUSAURUS, EMPTY, MATERIAL, OURS, Opened
from table import Bars, Goal, Table, times

SLOW = "slow 4G"
_EARLY = dict.fromkeys((MATERIAL, DOCUSAURUS), "Its text stands in its page and does not wait for its scripts.")
Seen = Mapping[tuple[Opened, str], Sequence[Visit]]
"""What was measured for each page on each network."""


def table(seen: Seen, notes: Sequence[str]) -> Table:
    networks = list(dict.fromkeys(name for _, name in seen))
    pages = list(dict.fromkeys(page for page, _ in seen))
    rows = []
    for page in pages:
        cells = [
            f"{_middle(seen, page, name, 'first'):,.0f} / {_middle(seen, page, name, 'largest'):,.0f} ms"
            for name in networks
        ]
        rows.append((page.name, *cells, f"{_jump(seen, page):.3f}"))
    drawn = SLOW if SLOW in networks else networks[0]
    told = "; ".join(f"{network.name}: {network.about}" for network in NETWORKS if network.down)
    return Table(
        "What a reader waits for",
        COMMAND,
        f"First text and largest paint in Chromium, nothing in the cache, {PHONE['width']} pixels, a processor slowed "
        f"{SLOWER_CPU} times; medians of {len(next(iter(seen.values())))}, in turns. {told}. The tab has shown an "
        "empty page of the same server before, so the start of the browser is left out; so is what a connection "
        "costs to open and to speed up, which favours pages that load much. The server speaks HTTP/1.1.",
        ("", *networks, "layout shift"),
        tuple(rows),
        tuple(_goals(seen, pages, networks)),
        (*notes, *_floor(seen, pages, networks)),
        {
            "paint": Bars(
                f"First text of an action page, {drawn}",
                "ms",
                {
                    page.tool: _middle(seen, page, drawn, "first")
                    for page in pages
                    if page.kind == ACTION or page.tool == EMPTY
                },
            )
        },
    )


def _middle(seen: Seen, page: Opened, network: str, what: str) -> float:
    return median(getattr(visit, what) for visit in seen[page, network])


def _jump(seen: Seen, page: Opened) -> float:
    """The most that anything jumped in any visit."""
    return max(visit.shift for (shown, _), visits in seen.items() if shown == page for visit in visits)


def _goals(seen: Seen, pages: Sequence[Opened], networks: Sequence[str]) -> Iterator[Goal]:
    for page in pages:
        if page.tool == OURS:
            yield Goal(f"{page.name}: nothing jumps", _jump(seen, page) == 0)
    least = _least(seen, pages) if SLOW in networks else 0
    for page in pages if SLOW in networks else ():
        if page.is_peer:
            mine = _middle(seen, _ours(pages, page.kind), SLOW, "first")
            ratio = mine / _middle(seen, page, SLOW, "first")
            yield Goal(
                f"{page.kind}: first text on {SLOW} after {times(ratio)} the time of {page.tool} (0.5 at most)",
                ratio <= 0.5,
                f"{_EARLY.get(page.tool, '')} An empty page alone takes {least:,.0f} ms.".lstrip(),
            )


def _floor(seen: Seen, pages: Sequence[Opened], networks: Sequence[str]) -> Iterator[str]:
    """How much of our time no page can do without."""
    if SLOW in networks:
        least = _least(seen, pages)
        shown = [page for page in pages if page.kind == ACTION]
        above = ", ".join(f"{page.tool} {_middle(seen, page, SLOW, 'first') - least:,.0f} ms" for page in shown)
        yield (
            f"On {SLOW} an empty page takes {least:,.0f} ms: the wait for an answer, and the browser's own work on a "
            f"slowed processor. No page can be below that. Above it an action page takes: {above}."
        )


def _least(seen: Seen, pages: Sequence[Opened]) -> float:
    """The first paint of an empty page on a slow network, in milliseconds."""
    return next(_middle(seen, page, SLOW, "first") for page in pages if page.tool == EMPTY)


def _ours(pages: Sequence[Opened], kind: str) -> Opened:
    return next(page for page in pages if page.tool == OURS and page.kind == kind)
