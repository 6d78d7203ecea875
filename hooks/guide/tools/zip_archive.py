"""The whole site as one archive that opens from a folder, without a server: for a phone, a USB stick, or a release."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path


def from_a_folder(html: str) -> str:
    """The same page with every link to a folder of the site leading to the file in it: a browser that opens files does
    not look for index.html by itself."""
    return re.sub(r'(?<= href=")(?![a-z]+:)((?:[^"#?]*/)?(?:\.{1,2})?)(?<=[./])(?=["#?])', _to_the_file, html)


def _to_the_file(link: re.Match[str]) -> str:
    return f"{link[1].removesuffix('/')}/index.html"


def write_archive(site: Path, into: Path, day: date) -> int:
    """Writes the built `site` as a ZIP file, each file dated `day`, so that one site gives the same bytes everywhere.
    Returns how many files it holds."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            name = f"refund-guide/{path.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            content = path.read_bytes()
            archive.writestr(entry, from_a_folder(content.decode()).encode() if path.suffix == ".html" else content)
    return len(paths)
