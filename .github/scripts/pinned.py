"""Compares each pinned document that a fact cites with the newest of its archive, and shows the lines that changed.

    python .github/scripts/pinned.py site > pinned.md

It reads facts.json of a built site, and asks git for the two states of each file. Without a change it prints nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

AT_MOST = 20
"""Documents in a report: an issue on GitHub holds 65,536 characters."""
LINES = 30
LONGEST = 240
_FILE = re.compile(r"(https://github\.com/[^/]+/[^/]+)/(?:blob|raw)/([0-9a-f]{40})/(.+)")


class Document(NamedTuple):
    """A file of an archive at a commit."""

    archive: str
    commit: str
    path: str


def main(site: Path) -> int:
    facts = json.loads((site / "facts.json").read_text(encoding="utf-8"))["facts"]
    told = [lines for document, names in cited(facts).items() if (lines := list(report(document, names)))]
    if told:
        print("## Pinned documents that have changed\n")
        print("Read what changed. Correct the facts, and pin the newest one, or only do the second.")
    for lines in told[:AT_MOST]:
        print("\n" + "\n".join(lines))
    if len(told) > AT_MOST:
        print(f"\nAnd {len(told) - AT_MOST} more.")
    return 0


def cited(facts: dict[str, dict[str, str]]) -> dict[Document, list[str]]:
    """Each pinned document of an archive on GitHub, with the ids of the facts that cite it."""
    found: dict[Document, list[str]] = {}
    for name, fact in facts.items():
        pinned = _FILE.fullmatch(fact.get("pinned", ""))
        if pinned and "withdrawn" not in fact:
            document = Document(pinned[1], pinned[2], unquote(pinned[3]))
            found.setdefault(document, []).append(name)
    return found


def report(document: Document, facts: list[str]) -> Iterator[str]:
    """What is different in the newest one, as lines of an issue; none where it says the same."""
    name = f"### {document.archive.removeprefix('https://github.com/')}: {document.path}"
    users = f"Cited by {', '.join(f'`{fact}`' for fact in facts)}."
    try:
        changed = different(document)
    except subprocess.CalledProcessError as failure:
        yield from (name, "", f"It could not be compared: {failure.stderr.strip().splitlines()[-1]}", "", users)
        return
    if changed:
        more = [f"    … and {len(changed) - LINES} more lines"] if len(changed) > LINES else []
        yield from (name, "", users, "", *(f"    {line[:LONGEST]}" for line in changed[:LINES]), *more)


def different(document: Document) -> list[str]:
    """The lines that the newest one has no longer (“-”) and those that it has now (“+”)."""
    with tempfile.TemporaryDirectory() as folder:
        _git(folder, "init", "--quiet")
        _git(folder, "remote", "add", "origin", document.archive)
        _git(folder, "config", "remote.origin.promisor", "true")
        _git(folder, "config", "remote.origin.partialclonefilter", "blob:none")
        _git(folder, "fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", document.commit)
        _git(folder, "fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", "HEAD")
        text = _git(folder, "diff", "--unified=0", "--no-color", document.commit, "FETCH_HEAD", "--", document.path)
    lines = (line for line in text.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---"))
    return [line for line in lines if line[1:].strip()]


def _git(folder: str, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
