"""How heavy a built site is and how many paths it has, beside the same figures of another one."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from guide.plural import counted
from guide.text.markdown import escaped
from guide.tools.site_languages import folders

MOST_NAMED = 5
"""How many pages are named, those that changed most."""


@dataclass(frozen=True)
class Figures:
    """What is measured of one site. `pages` maps the path of each HTML file to its weight in bytes, gzipped."""

    pages: dict[str, int]
    files: int
    size: int
    """All files together, as they lie on disk."""
    paths: int
    languages: tuple[str, ...] = ()
    """The folder of each language but English."""

    def steps(self, folder: str = "") -> list[int]:
        """The weights of the pages below steps/ of a language, without that of the outline itself."""
        return [weight for page, weight in self.pages.items() if re.match(rf"{folder}steps/.+/", page)]


def measured(site: Path) -> Figures:
    """The figures of the built `site`, taken from its files alone: whoever built it, its code does not run here."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    pages = {path.relative_to(site).as_posix(): _weight(path) for path in files if path.suffix == ".html"}
    tree = json.loads((site / "tree.json").read_text(encoding="utf-8"))
    return Figures(pages, len(files), sum(path.stat().st_size for path in files), _paths(tree), tuple(folders(site)))


def compared(old: Figures, new: Figures) -> str:
    """Both as a table in Markdown, with the pages whose weight changed most. Names from the sites are no markup."""
    rows = [
        ("Paths through the guide", old.paths, new.paths),
        ("Pages", len(old.pages), len(new.pages)),
        *(row for folder in ("", *new.languages) for row in _of_steps(old, new, folder)),
        ("Bytes of all pages, gzipped", sum(old.pages.values()), sum(new.pages.values())),
        ("Files", old.files, new.files),
        ("Bytes of all files", old.size, new.size),
    ]
    lines = ["| | Before | Now | Change |", "|---|--:|--:|--:|"]
    lines += [f"| {name} | {before:,} | {now:,} | {now - before:+,} |" for name, before, now in rows]
    named = list(_named(old.pages, new.pages))
    return "\n".join([*lines, *(["", *named] if named else [])])


def _of_steps(old: Figures, new: Figures, folder: str) -> Iterator[tuple[str, int, int]]:
    where = f" below {folder}" if folder else ""
    before, now = old.steps(folder), new.steps(folder)
    yield f"Bytes of the usual step page{where}, gzipped", _middle(before), _middle(now)
    yield f"Bytes of the heaviest step page{where}, gzipped", max(before, default=0), max(now, default=0)


def _named(old: dict[str, int], new: dict[str, int]) -> Iterator[str]:
    changes = {page: new[page] - old[page] for page in new if page in old and new[page] != old[page]}
    for page in sorted(changes, key=lambda page: (-abs(changes[page]), page))[:MOST_NAMED]:
        yield f"- {escaped(page)}: {new[page]:,} bytes, before {old[page]:,} ({changes[page]:+,})"
    if len(changes) > MOST_NAMED:
        yield f"- {counted(len(changes) - MOST_NAMED, 'other page')} changed less."


def _weight(page: Path) -> int:
    return len(gzip.compress(page.read_bytes(), mtime=0))


def _middle(weights: list[int]) -> int:
    return round(median(weights)) if weights else 0


def _paths(tree: dict[str, Any]) -> int:
    """How many paths tree.json holds: from the start, and from each action that did not help, to the next action."""
    found: dict[str, int] = dict.fromkeys(tree["actions"], 1)

    def onward(node: str) -> int:
        if node not in found:
            found[node] = sum(onward(option["next"]) for option in tree["questions"][node]["options"])
        return found[node]

    after = [action["not_solved"] for action in tree["actions"].values() if "not_solved" in action]
    return sum(onward(node) for node in [tree["start"], *after])
