"""Puts together what the weekly look found: the text of the one issue that says what is due.

    python .github/scripts/weekly.py weekly > weekly/issue.md

The folder holds facts.md (guide stale), pinned.md (pinned.py), links.md (links.py) and packages.json (pip-audit). A
part without anything to do is left out; only a text with something to do has headings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOTHING = (
    "Nothing is due: no fact has passed its day, no cited document has changed, each outside link leads somewhere, "
    "no package has a known weakness."
)
TODO = "Each week this text is written anew, so answer below it. It holds up no change. How it is made: `make weekly`."


def main(folder: Path) -> int:
    texts = [(folder / name).read_text(encoding="utf-8").strip() for name in ("facts.md", "pinned.md", "links.md")]
    audit = json.loads((folder / "packages.json").read_text(encoding="utf-8"))
    texts.append("\n".join(packages(audit["dependencies"])))
    due = [text for text in texts if text]
    print("\n\n".join([TODO, *due] if due else [NOTHING]))
    return 0


def packages(found: list[dict[str, Any]]) -> Iterator[str]:
    """The lines about packages with a known weakness, and about those that nobody could look up."""
    weak = [(package, weakness) for package in found for weakness in package.get("vulns", [])]
    unknown = [package["name"] for package in found if "skip_reason" in package]
    if not weak and not unknown:
        return
    yield from ("## Packages", "")
    if weak:
        yield from ("These have a known weakness. Run `make lock`, or merge the change of Dependabot.", "")
    for package, weakness in weak:
        mended = ", ".join(weakness["fix_versions"]) or "no version yet"
        yield f"- `{package['name']}` {package['version']}: {weakness['id']}. Mended in: {mended}."
    if unknown:
        yield f"- Not looked up, as the index does not know them or is silent: {len(unknown)}, first `{unknown[0]}`."


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
