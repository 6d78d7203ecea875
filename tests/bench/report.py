"""The page that the benchmark writes: docs/performance.md and its drawings."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from draw import drawn
from pydantic import TypeAdapter
from table import Bars, Comparison, Drawing, Flame, Goal, Table

DRAWINGS = "assets/performance"
HEAD = """---
title: How fast the guide is
description: What a page weighs, how long a build takes, and how other tools do, measured side by side in one run.
---
<!-- “make bench” writes this page. -->
# How fast the guide is

Anyone can measure this again with `make bench`, or one part with its command. Everything in a table was measured in one
run on one machine, in turns. So the ratios hold elsewhere; the times only tell about this machine.
"""


@dataclass(frozen=True)
class Section(Comparison):
    """A comparison as the page tells it: its drawings are drawn."""

    drawings: Mapping[str, str] = field(default_factory=dict)
    """File name without its ending -> what it shows, in words."""


@dataclass(frozen=True)
class Measured:
    """What was found in one part of the benchmark, and when and where."""

    on: str
    sections: tuple[Section, ...]


_MEASURED = TypeAdapter(Measured)


def kept(file: Path) -> Measured:
    """What `file` holds of a part that was measured before."""
    return _MEASURED.validate_json(file.read_bytes())


def keep(measured: Measured, file: Path) -> None:
    """Puts what was found into `file`, as data that a change shows line by line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_MEASURED.dump_json(measured, indent=1) + b"\n")


def told(on: str, tables: Sequence[Table], docs: Path) -> Measured:
    """The tables of a part for the page; their drawings are put into the folder `docs`."""
    folder = docs / DRAWINGS
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        for name, drawing in table.drawings.items():
            (folder / f"{name}.svg").write_text(drawn(drawing), encoding="utf-8")
    return Measured(on, tuple(_section(table) for table in tables))


def _section(table: Table) -> Section:
    shown = {name: f"{drawing.title}: {_told(drawing)}" for name, drawing in table.drawings.items()}
    return Section(**{each.name: getattr(table, each.name) for each in fields(Comparison)}, drawings=shown)


def written(found: Sequence[Measured]) -> str:
    """The text of the page."""
    lines = [line for measured in found for section in measured.sections for line in _parts(section, measured.on)]
    return HEAD + "".join(f"\n{line}\n" for line in lines)


def machine(day: str, commit: str) -> str:
    """“Measured on 1 January 2027 …”, without the name of the machine."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")),
        platform.machine(),
    )
    cores = sum(line.startswith("processor") for line in _lines(Path("/proc/cpuinfo"))) or "an unknown number of"
    made_of = f"{cores} cores ({model}), Python {platform.python_version()}, {platform.system()}"
    return f"Measured on {day} at commit {commit}: {made_of}."


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _parts(section: Section, on: str) -> Iterator[str]:
    yield f"## {section.title}"
    yield section.about
    yield f"{on} Command: `{section.command}`."
    yield "\n".join(
        [
            f"| {' | '.join(section.columns)} |",
            f"|{'---|' * len(section.columns)}",
            *(f"| {' | '.join(row)} |" for row in section.rows),
        ]
    )
    if section.goals:
        yield "\n".join(map(_goal, section.goals))
    if section.notes:
        yield "\n".join(f"- {note}" for note in section.notes)
    for name, words in section.drawings.items():
        yield f"![{words}]({DRAWINGS}/{name}.svg)"


def _goal(goal: Goal) -> str:
    if goal.met:
        return f"- Met: {goal.words}."
    return f"- **Missed**: {goal.words}. {goal.cause}".rstrip()


def _told(drawing: Drawing) -> str:
    """The drawing in words: the table above holds its figures."""
    if isinstance(drawing, Flame):
        return "each call above the one that makes it; the table holds the widest"
    names = drawing.values if isinstance(drawing, Bars) else drawing.series
    return f"{', '.join(names)}; the figures are in the table"


def write(found: Sequence[Measured], docs: Path) -> None:
    """Puts the page into the folder `docs`, and takes away the drawings that it does not show any more."""
    docs.mkdir(parents=True, exist_ok=True)
    (docs / "performance.md").write_text(written(found), encoding="utf-8")
    shown = {name for measured in found for section in measured.sections for name in section.drawings}
    for old in (docs / DRAWINGS).glob("*.svg"):
        if old.stem not in shown:
            old.unlink()
