"""The least that a build of ours can cost: Jinja fills the same templates, and the same bytes are written. All values
are prepared before the clock starts. `python floor.py ROOT OUT` prints the seconds."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from limitless import without_limits

from guide import Frame, Settings, prove, read_files, site_pages


class Prepared(Frame):
    """Notes what each page is filled with."""

    calls: list[tuple[str, str, dict[str, Any]]]

    def fill(self, template: str, path: str, **values: Any) -> str:
        self.calls.append((template, path, values))
        return ""


without_limits()
root, out = Path(sys.argv[1]), Path(sys.argv[2])
graph = prove(read_files(root))
settings = Settings(today=datetime.now(UTC).date())
prepared = Prepared(graph, settings)
prepared.calls = []
rest = [(page.file, page.text) for page in site_pages(prepared) if page.text]
frame = Frame(graph, settings)
began = time.perf_counter()
for template, path, values in prepared.calls:
    folder = out / path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(frame.fill(template, path, **values), encoding="utf-8")
for name, text in rest:
    (out / name).write_text(text, encoding="utf-8")
print(time.perf_counter() - began)
