"""Where the time of a whole build goes: its calls as a flame graph, and the widest of them as a table."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import makers
from table import Flame, Table

COMMAND = "python tests/bench --only builds"
_SPINE = 0.7
"""What takes more of the time than this is only the way to all the rest, and is not shown."""


def table(home: Path, size: int) -> Table:
    """One build of a guide of `size` steps by MkDocs."""
    work, seen = makers.work_folder(home, size), home / "seen.json"
    shutil.rmtree(work / "out", ignore_errors=True)
    makers.ours(work, work / "out", f"import sampled; sampled.start({str(seen)!r})")
    stacks = {tuple(calls): long for calls, long in json.loads(seen.read_text(encoding="utf-8"))}
    whole = sum(stacks.values())
    with_all, alone = Counter[str](), Counter[str]()
    for calls, long in stacks.items():
        alone[calls[-1]] += long
        for name in set(calls):
            with_all[name] += long
    branches: Counter[tuple[str, ...]] = Counter()
    for calls, long in stacks.items():
        branches[tuple(name for name in calls if with_all[name] < _SPINE * whole)] += long
    widest = [name for name, long in with_all.most_common() if long < _SPINE * whole][:24]
    return Table(
        "Where the time of a build goes",
        COMMAND,
        f"One `mkdocs build` of {size:,} steps, its calls noted every few milliseconds of work. A call's time "
        "holds that of the calls that it makes.",
        ("call", "share of the processor's time", "without what it calls"),
        tuple((f"`{name}`", f"{with_all[name] / whole:.1%}", f"{alone[name] / whole:.1%}") for name in widest),
        drawings={"flame": Flame(f"Calls of a build of {size:,} steps: the wider, the longer", branches)},
    )
