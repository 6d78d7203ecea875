"""The whole site as one archive that opens from a folder, without a server: for a phone, a USB stick, or a release."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from guide.tools.swap import write_whole

TOP = "refund-guide/"
"""The one folder in an archive."""
FIRST_YEAR = 1980
"""The format knows no earlier one."""


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
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            name = f"{TOP}{path.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            content = path.read_bytes()
            archive.writestr(entry, from_a_folder(content.decode()).encode() if path.suffix == ".html" else content)
    write_whole(into, whole.getvalue())
    return len(paths)


def is_archive(file: Path) -> bool:
    """Whether the file is one that `write_archive` has written, and not something that somebody would miss."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    return f"{TOP}index.html" in names and all(name.startswith(TOP) for name in names)
