"""urls.lock: every address that was ever published, with the headings that can be linked to. It only ever grows.

The fragments of trails are not in it: an unknown one shows what a stranger sees (docs/decisions/0004). Of another
language only the folder is: “/es/” stands for every other address of a page, below it.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from guide.pages.changes import FEED
from guide.tools.checksums import RECORD
from guide.tools.site_languages import folders, language_of

COMMENT = "# Every address that was ever published. “guide lock” adds new ones; nothing is ever taken away.\n"


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.ids += [value for name, value in attrs if name == "id" and value]


def addresses(site: Path) -> set[str]:
    """Every address in the built site that others may link to: pages, their headings, the data and the feed; of another
    language its folder. What a build says of itself is for no reader."""
    languages = folders(site)
    files = (*site.glob("*.json"), *site.glob(FEED))
    found = {f"/{path.name}" for path in files if path.name != RECORD}
    for page in site.rglob("index.html"):
        folder = page.parent.relative_to(site).as_posix()
        if language_of(f"{folder}/", languages):
            continue
        address = "/" if folder == "." else f"/{folder}/"
        headings = _Headings()
        headings.feed(page.read_text(encoding="utf-8"))
        found |= {address, *(f"{address}#{name}" for name in headings.ids)}
    return found | {f"/{folder}" for folder in languages}


def grown(text: str, new: set[str]) -> str:
    """The text of urls.lock with the addresses in `new` added, sorted."""
    old = {line.strip() for line in text.split("\n") if line.strip() and not line.startswith("# ")}
    return COMMENT + "".join(f"{address}\n" for address in sorted(old | new))
