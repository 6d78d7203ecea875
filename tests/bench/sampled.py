"""Where a process spends its time: `start(FILE)` looks at its calls every few milliseconds of work, and writes at its
end how long it saw each, as JSON: [[the calls, outermost first], nanoseconds]."""

from __future__ import annotations

import atexit
import json
import signal
import time
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType


def start(file: str) -> None:
    seen: Counter[tuple[CodeType, ...]] = Counter()
    last = time.process_time_ns()

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time_ns()
        seen[tuple(_calls(frame))] += now - last  # A long call into C is seen once, at its end.
        last = now

    def write() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        named: Counter[tuple[str, ...]] = Counter()
        for calls, long in seen.items():
            names = map(_name, reversed(calls))
            named[tuple(name for name, _ in groupby(names))] += long  # A template calls itself often.
        Path(file).write_text(json.dumps(list(named.items())), encoding="utf-8")

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    atexit.register(write)


def _calls(frame: FrameType | None) -> Iterator[CodeType]:
    while frame:
        yield frame.f_code
        frame = frame.f_back


def _name(code: CodeType) -> str:
    """“guide.pages step_pages”, “step.html”, “import”."""
    if code.co_filename.startswith("<frozen importlib"):
        return "import"
    if code.co_filename.startswith("<"):
        return f"python {code.co_qualname}"
    path = Path(code.co_filename)
    if path.suffix != ".py":
        return path.name
    package = [part for part in path.parts[:-1] if part in ("guide", "mkdocs", "jinja2", "markupsafe", "yaml")]
    return f"{'.'.join([*package[-1:], path.stem])} {code.co_qualname.replace('.<locals>', '')}"
