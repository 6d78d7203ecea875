"""Where a process spends its time: `start(FILE)` looks at its calls in even distances of work, as short as the system
allows, and writes at its end how often it saw each, as JSON: [[the calls, outermost first], how often]."""

from __future__ import annotations

import atexit
import json
import signal
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType


def start(file: str) -> None:
    seen: Counter[tuple[CodeType, ...]] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[tuple(_calls(frame))] += 1

    def write() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        named: Counter[tuple[str, ...]] = Counter()
        for calls, often in seen.items():
            names = map(_name, reversed(calls))
            named[tuple(name for name, _ in groupby(names))] += often  # A template calls itself often.
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
