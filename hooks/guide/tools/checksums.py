"""What a built site was made from, inside it: build.json, and SHA256SUMS over every file."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

from guide.pages.frame import Settings

RECORD = "build.json"
SUMS = "SHA256SUMS"


def write_seal(site: Path, commit: str, day: date, settings: Settings) -> int:
    """Writes both files into the built `site`. The record holds all that the build took from outside of the commit, so
    that anybody can make the same bytes again. The sums are in the format of `sha256sum --check`. Returns how many
    files they cover."""
    record = {
        "commit": commit,
        "date": str(day),
        "site_url": settings.site_url,
        "repo_url": settings.repo_url,
        "mail": settings.mail,
    }
    (site / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    lines = [f"{sha256((site / name).read_bytes()).hexdigest()}  {name}\n" for name in files if name != SUMS]
    (site / SUMS).write_text("".join(lines), encoding="utf-8")
    return len(lines)
