"""The site in one language as an archive that opens from a folder, without a server: for a phone, a USB stick, or a
release."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Set
from datetime import date
from io import BytesIO
from pathlib import Path

from guide.tools.site_languages import folders, language_of
from guide.tools.swap import write_whole

TOP = "refund-guide/"
"""The one folder in an archive."""
FIRST_YEAR = 1980
"""The format knows no earlier one."""


SEARCH = "search/"
"""Where the script of the search lies, for all languages."""
_LINK = re.compile(r'(?<= )href="(?![a-z]+:)([^"#?]*)([#?][^"]*)?"')


def from_a_folder(html: str, page: str, names: Set[str], site_url: str) -> str:
    """The same page, the file `page` of the site, with every link to a folder leading to the file in it: a browser that
    opens files does not look for index.html by itself. A link to what is not among `names`, the files of the archive,
    leads to `site_url`, or nowhere if that is not known."""

    def led(link: re.Match[str]) -> str:
        path, rest = link[1], link[2] or ""
        if not path:
            return link[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)).removeprefix("./")
        target = "" if target == "." else target
        for file, way in ((target, path), (posixpath.join(target, "index.html"), f"{path.rstrip('/')}/index.html")):
            if file in names:
                return f'href="{way}{rest}"'
        slash = "/" if path.endswith(("/", "..")) and target else ""
        return f'href="{site_url.rstrip("/")}/{target}{slash}{rest}"' if site_url else ""

    return _LINK.sub(led, html)


def write_archive(site: Path, into: Path, day: date, folder: str = "", site_url: str = "") -> int:
    """Writes what the built `site` has in one language, that of a `folder` such as “es/” or English, as a ZIP file.
    Each file is dated `day`, so that one site gives the same bytes everywhere. Returns how many files it holds."""
    languages = folders(site)
    paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    scripts = {name for name in paths if folder and name.startswith(SEARCH) and name.endswith(".js")}
    names = {name for name in paths if language_of(name, languages) == folder and not (folder and "/" not in name)}
    names |= scripts
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(names):
            entry = zipfile.ZipInfo(f"{TOP}{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            content = paths[name].read_bytes()
            if name.endswith(".html"):
                content = from_a_folder(content.decode(), name, names, site_url).encode()
            archive.writestr(entry, content)
    write_whole(into, whole.getvalue())
    return len(names)


def is_archive(file: Path) -> bool:
    """Whether the file is one that `write_archive` has written, and not something that somebody would miss."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    home = re.compile(rf"{TOP}(?:[a-z-]+/)?index\.html")
    return any(home.fullmatch(name) for name in names) and all(name.startswith(TOP) for name in names)
