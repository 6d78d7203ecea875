"""`make bench`: measures everything side by side and writes docs/performance.md. With --only, one part."""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KEPT = ROOT / ".cache" / "bench" / "found"
"""What was last found of each part on this machine."""
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
        kept = KEPT / f"{name}.pickle"
        if options.only in (None, name):
            print(f"{name} …", file=sys.stderr, flush=True)
            measured = Measured(_on(), part.tables(options.tiny))
            found.append(measured)
            if not options.tiny:
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(pickle.dumps(measured))
        elif kept.exists() and not options.tiny:
            found.append(pickle.loads(kept.read_bytes()))
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
