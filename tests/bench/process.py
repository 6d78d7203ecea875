"""Whole processes, measured from outside: how long, and how much memory at most.

A process starts with the memory record of the one that started it. So each command is started by a Python that holds
little: this file, run as a script.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds by the clock on the wall, and the most megabytes that it held at once."""

    seconds: float
    memory: float
    output: str


def run(command: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None = None) -> Run:
    """Runs `command` in `folder`. Raises RuntimeError with the end of its output where it fails."""
    done = subprocess.run(
        [sys.executable, "-S", __file__, *map(str, command)],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed: {(done.stdout + done.stderr)[-500:]}")
    output, _, figures = done.stdout.rstrip().rpartition("\n")
    seconds, kilobytes = json.loads(figures)
    return Run(seconds, kilobytes / 1024, output)


def weight(folder: Path) -> float:
    """The megabytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _measured(command: Sequence[str]) -> int:
    began = time.perf_counter()
    process = os.posix_spawnp(command[0], list(command), os.environ)
    _, status, usage = os.wait4(process, 0)
    print(f"\n{json.dumps([time.perf_counter() - began, usage.ru_maxrss])}")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(_measured(sys.argv[1:]))
