"""What the weekly job tells maintainers, and that it tells it in one issue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from guide.tools.overdue import as_issue, changing, due
from samples import ROOT, plain_yaml, proven, small

WEEKLY = ROOT / ".github" / "scripts" / "weekly.py"
LINKS = "## Outside links\n\n### Gone\n\nFind it.\n\n- <https://www.example.org/> answers 404. Used by fact `a`.\n"
FINE = {"name": "jinja2", "version": "3.1.6", "vulns": []}
WEAK = {
    "name": "pillow",
    "version": "9.0.0",
    "vulns": [
        {"id": "PYSEC-2026-1", "fix_versions": ["9.0.1", "9.1.0"], "aliases": ["CVE-2026-1"]},
        {"id": "PYSEC-2026-2", "fix_versions": [], "aliases": []},
    ],
}
UNKNOWN = {"name": "our-own", "skip_reason": "Dependency not found on PyPI"}


def issue(folder: Path, on: date, links: str = "", *packages: dict[str, object]) -> str:
    tree = proven(small())
    facts = "".join(f"{line}\n" for line in as_issue(tree, due(tree, on), changing(tree, on)))
    (folder / "facts.md").write_text(facts, encoding="utf-8")
    (folder / "pinned.md").write_text("", encoding="utf-8")
    (folder / "links.md").write_text(links, encoding="utf-8")
    (folder / "packages.json").write_text(json.dumps({"dependencies": packages, "fixes": []}), encoding="utf-8")
    command = [sys.executable, str(WEEKLY), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_issue_says_what_is_due_and_what_to_do(tmp_path: Path) -> None:
    assert (
        issue(tmp_path, date(2026, 6, 2), LINKS, FINE, WEAK, UNKNOWN)
        == """\
Each week this text is written anew, so answer below it. It holds up no change. How it is made: `make weekly`.

## Facts due: 1 of 1

Read the source. Correct the fact in `docs/data/facts.yaml`, or only its `checked` and `check_again`.

- `refunds-can-be-traced`, due since 2026-06-01, used 3 times: <https://www.example.org/refunds>

## Outside links

### Gone

Find it.

- <https://www.example.org/> answers 404. Used by fact `a`.

## Packages

These have a known weakness. Run `make lock`, or merge the change of Dependabot.

- `pillow` 9.0.0: PYSEC-2026-1. Mended in: 9.0.1, 9.1.0.
- `pillow` 9.0.0: PYSEC-2026-2. Mended in: no version yet.
- Not looked up, as the index does not know them or is silent: 1, first `our-own`.
"""
    )


def test_a_package_that_nobody_could_look_up_is_not_called_weak(tmp_path: Path) -> None:
    text = issue(tmp_path, date(2026, 6, 1), "", FINE, UNKNOWN)
    assert text.endswith("""

## Packages

- Not looked up, as the index does not know them or is silent: 1, first `our-own`.
""")


def test_a_week_without_anything_to_do_says_so(tmp_path: Path) -> None:
    assert issue(tmp_path, date(2026, 6, 1), "", FINE) == (
        "Nothing is due: no fact has passed its day, no cited document has changed, "
        "each outside link leads somewhere, no package has a known weakness.\n"
    )


GH = """#!/bin/sh
echo "$*" >> "$LOG"
if [ "$2" = list ]; then echo $FOUND; fi
"""


def told(folder: Path, found: str, is_due: str) -> list[str]:
    """What the job “tell” asks GitHub for, where it finds such an issue."""
    (folder / "gh").write_text(GH, encoding="utf-8")
    (folder / "gh").chmod(0o755)
    workflow = plain_yaml((ROOT / ".github" / "workflows" / "weekly.yml").read_text(encoding="utf-8"))
    step = workflow["jobs"]["tell"]["steps"][-1]
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": path, "LOG": str(folder / "log"), "FOUND": found, "DUE": is_due}
    subprocess.run(["bash", "-e", "-c", step["run"]], env=env, check=True, cwd=folder)
    return [" ".join(line.split()[:3]) for line in (folder / "log").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("found", "is_due", "asked"),
    [
        ("", "yes", ["label create weekly", "issue create --label"]),
        ("", "no", []),
        ("12", "yes", ["issue edit 12", "issue reopen 12"]),
        ("12", "no", ["issue edit 12", "issue close 12"]),
    ],
)
def test_there_is_one_issue_and_it_is_open_while_something_is_due(
    tmp_path: Path, found: str, is_due: str, asked: list[str]
) -> None:
    assert told(tmp_path, found, is_due) == ["issue list --label", *asked]
