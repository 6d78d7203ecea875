"""`make bench`: measures everything side by side and writes docs/performance.md. With --only, one part, printed."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "hooks"), str(ROOT / "tests")]

import contributor  # noqa: E402
import growth  # noqa: E402
import readers  # noqa: E402
import report  # noqa: E402
import repository  # noqa: E402
from table import Table  # noqa: E402

PARTS = {"reader": readers, "contributor": contributor, "growth": growth, "repository": repository}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure this part alone and print it")
    parser.add_argument(
        "--tiny", action="store_true", help="small sizes, once, without other tools: does it still run?"
    )
    parser.add_argument("--into", type=Path, default=ROOT / "docs", help="the folder for the page (default: docs)")
    options = parser.parse_args()
    tables: list[Table] = []
    for name, part in PARTS.items():
        if options.only in (None, name):
            print(f"{name} …", file=sys.stderr, flush=True)
            tables += part.tables(options.tiny)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    day = datetime.now(UTC).date()
    on = report.machine(f"{day.day} {day:%B %Y}", commit or "unknown")
    if options.only:
        print(report.written(tables, on))
    else:
        report.write(tables, on, options.into)


if __name__ == "__main__":
    main()
