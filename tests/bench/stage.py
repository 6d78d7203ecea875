"""One export of a guide in a process of its own, stage by stage: `python stage.py ROOT FOLDER`. Prints JSON."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from limitless import without_limits

from guide import Frame, Graph, Settings, read_files, site_pages
from guide.read.files import load
from guide.rules import problems


def main(root: Path, folder: Path) -> None:
    without_limits()
    clock = [time.perf_counter()]
    files = read_files(root)
    graph = Graph(load(files))
    del files
    clock.append(time.perf_counter())
    found = problems(graph)
    if found:
        sys.exit(f"{found[0].place} {found[0].message}")
    clock.append(time.perf_counter())
    rendering = 0.0
    made = site_pages(Frame(graph, Settings(today=datetime.now(UTC).date())))
    while True:
        began = time.perf_counter()
        page = next(made, None)
        rendering += time.perf_counter() - began
        if page is None:
            break
        path = folder / page.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
    clock.append(time.perf_counter())
    load_time, check_time, rest = (after - before for before, after in pairwise(clock))
    print(
        json.dumps(
            {
                "load": load_time,
                "check": check_time,
                "render": rendering,
                "write": rest - rendering,
                "steps": len(list(graph.tree)),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
