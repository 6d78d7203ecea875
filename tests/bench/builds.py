"""Whole builds as the guide grows, beside other makers of static sites and the least that is possible."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import flame
import makers
import peers
from makers import BARE, ELEVENTY, EXPORT, FLOOR, HUGO, OURS, ZENSICAL
from process import Run
from table import LEFT_OUT, Goal, Lines, Table, times

COMMAND = "python tests/bench --only builds"


def tables(tiny: bool) -> list[Table]:
    """The table of whole builds, and where the time of one of ours goes."""
    with TemporaryDirectory() as name:
        home = Path(name)
        if tiny:
            return [table(home, [4], rounds=1, tiny=True), flame.table(home, 4)]
        return [table(home, (152, 1_000, 10_000), rounds=3, tiny=False), flame.table(home, 1_000)]


def table(home: Path, sizes: Sequence[int], rounds: int, tiny: bool) -> Table:
    """Each of `sizes` as often as `rounds` says, in turns; the largest once."""
    notes = [
        "Hugo and Eleventy get the finished body of each step and put it into a frame. Zensical and Material get it as "
        "a Markdown page, with their own theme and search. For all, that is the least that they can do: no tree, no "
        "rules, no trails, no outline.",
        "The floor is one process: Jinja fills our own templates, all values are prepared before the clock starts, and "
        "the same bytes are written. What is less than the floor has read the bodies before its clock starts. Both "
        "hold in memory what they have prepared.",
    ]
    builders = dict(makers.OWN)
    for name, install in makers.PEERS.items():
        if tiny:
            notes.append(LEFT_OUT.format(name))
            continue
        try:
            builders[name] = install()
        except peers.Missing as missing:
            notes.append(f"{name}: left out, {missing}.")
    found: dict[str, dict[int, list[Run]]] = {name: {} for name in builders}
    for size in sizes:
        work = makers.work_folder(home, size)
        for _ in range(rounds if size < sizes[-1] else 1):  # The largest takes minutes.
            for name, build in list(builders.items()):
                shutil.rmtree(work / "out", ignore_errors=True)
                print(f"{size:,} {name}", file=sys.stderr, flush=True)
                try:
                    found[name].setdefault(size, []).append(build(work, work / "out"))
                except RuntimeError as failed:
                    if name in makers.OWN:
                        raise
                    print(failed, file=sys.stderr)
                    notes.append(f"{name}: left out, its build of {size:,} steps failed.")
                    del builders[name], found[name]
    time = {
        name: {size: median(run.seconds for run in runs) for size, runs in of.items()} for name, of in found.items()
    }
    most = sizes[-1]
    memory = {name: median(run.memory for run in of[most]) for name, of in found.items()}
    rows = [
        (
            name,
            *(f"{time[name][size]:.2f} s" for size in sizes),
            times(time[name][most] / time[FLOOR][most]),
            "" if name in (FLOOR, BARE) else f"{memory[name]:,.0f} MB",
        )
        for name in sorted(found, key=lambda name: time[name][most])
    ]
    return Table(
        "Whole builds",
        COMMAND,
        f"From the sources to the site on disk, in turns; medians of {rounds}; {most:,} steps once. Our build does all "
        "that it does for readers: checks, trails, outline, flow, booklet, maps, dates, search and sitemap.",
        ("", *(f"{size:,} steps" for size in sizes), "to the floor", f"memory at {most:,}"),
        tuple(rows),
        tuple(_goals({name: of[most] for name, of in time.items()}, most)),
        tuple(notes),
        {"builds": Lines("Whole builds", "steps", "seconds", {name: list(of.items()) for name, of in time.items()})},
    )


def _goals(time: Mapping[str, float], most: int) -> Iterator[Goal]:
    ours, floor = time[OURS], time[FLOOR]
    cause = (
        "The floor starts with all values at hand. Reading, checking, finding trails and rows is what `guide export` "
        f"does more ({times(time[EXPORT] / floor)} the floor); the rest is MkDocs."
    )
    yield Goal(f"at {most:,} steps {times(ours / floor)} the floor (1.3 at most)", ours <= 1.3 * floor, cause)
    cause = "It gets finished bodies; ours are made from the guide, and most of the time Jinja fills templates."
    for name in (ELEVENTY, ZENSICAL):
        if name in time:
            ratio = time[name] / ours
            yield Goal(f"{times(ratio)} as fast as {name} (2 at least)", ratio >= 2, cause)
    if HUGO in time:
        ratio = ours / time[HUGO]
        yield Goal(f"{times(ratio)} the time of Hugo (1.5 at most)", ratio <= 1.5, cause)
