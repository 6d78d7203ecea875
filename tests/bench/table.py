"""What a benchmark finds: tables of medians with their ratios, as values; and how they are printed and drawn."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

ROUNDS = 5
"""How often each thing is measured. They take turns, so that a slow minute of the machine meets all of them."""

LEFT_OUT = "{}: left out, the tiny profile installs nothing."


@dataclass(frozen=True)
class Bars:
    """A drawing of one figure for several things, to be compared."""

    title: str
    unit: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Lines:
    """A drawing of how figures grow: for each thing its points (x, y), on logarithmic axes."""

    title: str
    x: str
    y: str
    series: Mapping[str, Sequence[tuple[float, float]]]


@dataclass(frozen=True)
class Flame:
    """A drawing of calls, each above the one that makes it and as wide as it takes long."""

    title: str
    stacks: Mapping[tuple[str, ...], int]
    """How long these calls, the outermost first, were seen."""


Drawing = Bars | Lines | Flame


class Goal(NamedTuple):
    """What should be, whether it is, and why it is not where it is not."""

    words: str
    met: bool
    cause: str = ""


@dataclass(frozen=True)
class Comparison:
    """What one comparison says. The cells of a row are text that is ready to print; the first names the row."""

    title: str
    command: str
    """What to type to measure only this."""
    about: str
    """What was measured and how, in two or three sentences."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    goals: tuple[Goal, ...] = ()
    notes: tuple[str, ...] = ()
    """What is left out and why, and what else has to be known to read the figures."""


@dataclass(frozen=True)
class Table(Comparison):
    """A comparison as it was measured."""

    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    """File name without its ending -> what it shows."""


def in_turns(jobs: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """The seconds that each job took, measured in turns."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, work in jobs.items():
            began = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - began)
    return times


def seconds(measured: Sequence[float]) -> str:
    """“1.2 s (1.1 to 1.4)”: the median, the least and the most."""
    return f"{_short(median(measured))} s ({_short(min(measured))} to {_short(max(measured))})"


def _short(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def times(value: float) -> str:
    """A ratio: “3.1 ×”."""
    return f"{value:.2f} ×" if value < 10 else f"{value:.0f} ×"
