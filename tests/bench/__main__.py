"""`make bench`: measures everything side by side and writes docs/performance.md. With --only, one part."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KEPT = HERE / "found"
"""What was last found of each part, with its day, machine and commit. It stands in the repository, so that one part can
be measured anew anywhere."""
sys.path[:0] = [str(HERE), str(ROOT / "hooks"), str(ROOT / "tests")]

import builds  # noqa: E402
import contributor  # noqa: E402
import readers  # noqa: E402
import report  # noqa: E402
import repository  # noqa: E402
import stages  # noqa: E402
from report import Measured  # noqa: E402

PARTS = {
    "reader": readers,
    "contributor": contributor,
    "stages": stages,
    "builds": builds,
    "repository": repository,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure this part alone; keep what was last found of the others")
    parser.add_argument(
        "--tiny", action="store_true", help="small sizes, once, without other tools: does it still run?"
    )
    parser.add_argument("--into", type=Path, default=ROOT / "docs", help="the folder for the page (default: docs)")
    options = parser.parse_args()
    found: list[Measured] = []
    for name, part in PARTS.items():
        kept = KEPT / f"{name}.json"
        if options.only in (None, name):
            print(f"{name} …", file=sys.stderr, flush=True)
            found.append(report.told(_on(), part.tables(options.tiny), options.into))
            if not options.tiny:
                report.keep(found[-1], kept)
        elif kept.exists() and not options.tiny:
            found.append(report.kept(kept))
    report.write(found, options.into)


def _on() -> str:
    """When, where and on which commit a part is measured."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    day = datetime.now(UTC).date()
    return report.machine(f"{day.day} {day:%B %Y}", commit or "unknown")


if __name__ == "__main__":
    main()
