"""The steps as a Docusaurus site: its classic preset, built for production, without a blog."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import peers

from pages.step import Step, markdown

PACKAGES = (
    "@docusaurus/core@3.10.2",
    "@docusaurus/preset-classic@3.10.2",
    "@mdx-js/react@3.1.1",
    "react@19.3.1",
    "react-dom@19.3.1",
)
_CONFIG = {
    "title": "Refund Guide",
    "url": "https://guide.example",
    "baseUrl": "/docusaurus/",
    "onBrokenLinks": "warn",
    "markdown": {"format": "md"},
    "presets": [["classic", {"docs": {"routeBasePath": "/", "sidebarPath": "./sidebars.js"}, "blog": False}]],
    "themeConfig": {"navbar": {"title": "Refund Guide"}},
}
_SIDEBARS = {"guide": ["index"]}
"""The steps are not in the menu: 150 lines there would make each page heavier."""


def make(steps: Mapping[str, Step], shown: Sequence[str], into: Path) -> dict[str, str]:
    """Writes the site to `into`. Gives the path of each step in `shown`."""
    installed = peers.npm("docusaurus", *PACKAGES)
    folder = installed / "site"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs" / "steps").mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "steps", "private": true}', encoding="utf-8")
    for name, value in (("docusaurus.config.js", _CONFIG), ("sidebars.js", _SIDEBARS)):
        (folder / name).write_text(f"module.exports = {json.dumps(value)};\n", encoding="utf-8")
    (folder / "docs" / "index.md").write_text("---\nslug: /\n---\n# Refund Guide\n", encoding="utf-8")
    for step in steps.values():
        page = markdown(step, lambda label, to: f"[{label}]({to}.md)")
        (folder / "docs" / "steps" / f"{step.id}.md").write_text(page, encoding="utf-8")
    command = installed / "node_modules" / ".bin" / "docusaurus"
    done = subprocess.run(
        [str(command), "build", "--out-dir", str(into)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode:
        raise peers.Missing(f"{PACKAGES[0]} did not build: {(done.stderr or done.stdout)[-200:]}")
    return {node: f"steps/{node}" for node in shown}
