"""The benchmark runs, and leaves out nothing silently."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from samples import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

import contributor
import makers
import readers
import report
import repository
import stages
from draw import drawn
from table import Bars, Flame, Goal, Lines, Table

HERE = ROOT / "tests" / "bench"
PARTS = ("reader", "contributor", "stages", "builds", "repository")
ROWS = {
    readers: (f"{readers.OURS}, question", f"{readers.OURS}, action", readers.HOME),
    contributor: (
        contributor.CHECK,
        contributor.EDIT,
        contributor.ONE_MORE,
        contributor.ALL,
        contributor.SAVE,
        contributor.SAVE_ONE_MORE,
    ),
    makers: (makers.OURS, makers.FLOOR, makers.BARE, "4"),
    repository: (repository.CLONE, repository.PAGE, repository.TESTS, repository.SITE, repository.DEV),
}
LEFT_OUT = (
    contributor.PLAIN,
    readers.MATERIAL,
    readers.DOCUSAURUS,
    readers.SURVEY,
    readers.TWINE,
    makers.HUGO,
    makers.ELEVENTY,
    makers.ZENSICAL,
    makers.MATERIAL,
)


def test_the_tiny_benchmark_writes_every_row_and_says_what_is_left_out(tmp_path: Path) -> None:
    command = [sys.executable, "tests/bench", "--tiny", "--into", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "performance.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \|", page, flags=re.MULTILINE)
    notes = re.findall(r"^- (.+?): left out", page, flags=re.MULTILINE)
    assert {row for part in ROWS.values() for row in part} <= set(rows)
    assert set(LEFT_OUT) <= set(notes)
    assert "## Where the time of a build goes" in page
    named = re.findall(r"\]\((assets/performance/.+\.svg)\)", page)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.svg")) == sorted(named)


def test_the_page_is_what_the_figures_in_the_repository_say() -> None:
    found = [report.kept(HERE / "found" / f"{part}.json") for part in PARTS]
    assert report.written(found) == (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")


def test_a_part_that_is_measured_anew_replaces_that_part_alone(tmp_path: Path) -> None:
    """In a fresh clone too: nothing that git ignores is asked."""
    table = Table("Waits", "python tests/bench", "A wait.", ("", "time"), (("now", "1 s"),), (Goal("soon", True),))
    drawing = {"wait": Bars("A wait", "s", {"now": 1})}
    others = [report.kept(HERE / "found" / f"{part}.json") for part in PARTS if part != "contributor"]
    docs = tmp_path / "docs"
    (docs / "assets" / "performance").mkdir(parents=True)
    for name in ("weight", "contributor"):
        (docs / "assets" / "performance" / f"{name}.svg").write_text("<svg/>", encoding="utf-8")
    new = report.told("Measured today.", [replace(table, drawings=drawing)], docs)
    report.keep(new, tmp_path / "contributor.json")
    report.write([*others, report.kept(tmp_path / "contributor.json")], docs)
    page = (docs / "performance.md").read_text(encoding="utf-8")
    assert "## Waits\n\nA wait.\n\nMeasured today. Command: `python tests/bench`." in page
    assert "![A wait: now; the figures are in the table](assets/performance/wait.svg)" in page
    assert "## What a reader loads" in page
    assert "## What a contributor waits for" not in page
    assert {path.name for path in (docs / "assets" / "performance").iterdir()} == {"weight.svg", "wait.svg"}


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_the_exponent_is_the_power_with_which_the_time_grows(power: float) -> None:
    assert stages.exponent([(x, 3 * x**power) for x in (10, 100, 1000)]) == pytest.approx(power)


def test_a_drawing_holds_every_name_and_every_figure() -> None:
    bars = "".join(ET.fromstring(drawn(Bars("A & B", "ms", {"first <one>": 12, "second": 345}))).itertext())
    flame = ET.fromstring(drawn(Flame("Calls", {("guide.pages a", "step.html"): 8, ("guide.pages a", "b"): 2})))
    assert {"guide.pages a", "step.html", "b"} <= set(flame.itertext())
    lines = ET.fromstring(drawn(Lines("Growth", "steps", "s", {"ours": [(1, 2), (10, 20)], "theirs": [(1, 9)]})))
    assert all(words in bars for words in ("A & B", "first <one>", "12 ms", "second", "345 ms"))
    assert {"ours", "theirs"} <= set(lines.itertext())
    assert len(lines.findall(".//{*}circle")) == 3
