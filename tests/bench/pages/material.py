"""The steps as a stock Material site: its default settings. Only the fonts are the system's, because Material loads its
own from another host, which is not measured here; with them each page would weigh more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pages.step import Step, markdown

_CONFIG = """
site_name: Refund Guide
theme: {name: material, font: false}
nav: [index.md]
"""
"""The steps are not in the menu: 150 lines there would make each page heavier."""


def make(steps: Mapping[str, Step], shown: Sequence[str], into: Path) -> dict[str, str]:
    """Writes the site to `into`. Gives the path of each step in `shown`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
        (folder / "docs" / "steps").mkdir(parents=True)
        (folder / "docs" / "index.md").write_text("# Refund Guide\n", encoding="utf-8")
        for step in steps.values():
            page = markdown(step, lambda label, to: f"[{label}]({to}.md)")
            (folder / "docs" / "steps" / f"{step.id}.md").write_text(page, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(into)],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            check=True,
        )
    return {node: f"steps/{node}/" for node in shown}
