"""The compiler, stage by stage, as the guide grows."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from grown import ROOT, grown
from process import run, weight
from table import ROUNDS, Goal, Lines, Table

from guide.kinds import TREE
from guide.limits import MOST_TEXTS
from samples import write

HERE = Path(__file__).parent
STAGES = ("load", "check", "render", "write")
COMMAND = "python tests/bench --only stages"


def tables(tiny: bool) -> list[Table]:
    with TemporaryDirectory() as name:
        if tiny:
            return [table(Path(name), [4], rounds=1)]
        return [table(Path(name), (152, 1_000), ROUNDS, largest=10_000)]


def table(home: Path, sizes: Sequence[int], rounds: int, largest: int = 0) -> Table:
    """Each of `sizes` as often as `rounds` says, in turns; then `largest` once, where it is given."""
    found: dict[int, list[dict[str, float]]] = {}
    for size in [*sizes * rounds, *([largest] if largest else [])]:
        found.setdefault(size, []).append(export(_guide(home, size), home / "export"))
    middle = {size: {key: median(run[key] for run in runs) for key in runs[0]} for size, runs in found.items()}
    rows = [
        (
            f"{figures['steps']:,.0f}",
            *(f"{figures[stage]:.2f} s" for stage in STAGES),
            f"{1000 * sum(figures[stage] for stage in STAGES) / figures['steps']:.2f} ms",
            f"{figures['memory']:,.0f} MB",
            f"{figures['bytes']:,.0f} MB",
        )
        for figures in middle.values()
    ]
    whole = [(figures["steps"], sum(figures[stage] for stage in STAGES)) for figures in middle.values()]
    goals = []
    if len(whole) > 1:
        power = exponent([(steps, seconds) for steps, seconds in whole if steps >= 1_000])
        words = f"time grows with the power {power:.2f} of the steps (1.05 at most)"
        cause = f"The biggest has more than the {MOST_TEXTS:,} texts that are remembered, so each rule reads them anew."
        goals.append(Goal(words, power <= 1.05, cause))
    if largest:
        most = middle[largest]["memory"]
        cause = "Its YAML alone is {:,.0f} MB, and every value of it is held with its line, to name it in a message."
        size = (_guide(home, largest) / TREE).stat().st_size / 1e6
        words = f"{largest:,} steps take {most:,.0f} MB of memory (less than 1,000)"
        goals.append(Goal(words, most < 1_000, cause.format(size)))
    return Table(
        "The compiler, stage by stage",
        COMMAND,
        "The stages of `guide export` in a process of its own, without its start, on copies of the real guide below "
        "questions that choose one of them: real merges, shared facts, and texts that begin with the name of the copy. "
        f"Medians of {rounds}{f'; {largest:,} steps once' if largest else ''}.",
        ("Steps", *STAGES, "each step", "memory", "written"),
        tuple(rows),
        tuple(goals),
        ("The limits of the guide (5,000 steps, 1 MiB a file) are lifted for this.",),
        {
            "stages": Lines(
                "Time of each stage of an export",
                "steps",
                "seconds",
                {stage: [(figures["steps"], figures[stage]) for figures in middle.values()] for stage in STAGES},
            )
        },
    )


def _guide(home: Path, size: int) -> Path:
    folder = home / f"guide-{size}"
    if not folder.exists():
        write(grown(size), folder)
    return folder


def export(guide: Path, into: Path) -> dict[str, float]:
    shutil.rmtree(into, ignore_errors=True)
    done = run([sys.executable, HERE / "stage.py", guide, into], HERE, {"PYTHONPATH": str(ROOT / "hooks")})
    figures: dict[str, float] = json.loads(done.output)
    return {**figures, "memory": done.memory, "bytes": weight(into)}


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The power of x with which y grows: the slope of the straight line through the logarithms, by least squares."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    x_mean, y_mean = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / sum((x - x_mean) ** 2 for x, _ in logs)
