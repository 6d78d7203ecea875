"""A page of the site is a value: whoever makes one says in it all that the sitemap, the search and chats need."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from guide.pages.frame import Picture


class SearchEntry(NamedTuple):
    """An entry of the search: a page, or a part of one (“#…”), which it shows only below the page itself."""

    path: str
    title: str
    words: str = ""
    tags: tuple[str, ...] = ()
    """Words that lead here before all others."""
    listed: bool = True
    """Whether it stands among the titles of the search: not so if its title is that of another page."""


class Page(NamedTuple):
    """One file of the site but for pictures."""

    path: str
    """Its address: a directory, such as “steps/how-did-you-pay/”, or a file, such as “tree.json”."""
    text: str
    search: tuple[SearchEntry, ...] = ()
    in_sitemap: bool = False
    changed: date | None = None
    """The day of its last change for a reader, where that is known."""
    picture: Picture | None = None
    """What a chat shows beside a link to it, to be drawn with this page; one page draws what many others share."""
    folder: str = ""
    """Where its language has its pages, such as “es/”."""

    @property
    def file(self) -> str:
        """Its path in the site."""
        return f"{self.folder}{self.path}index.html" if self.path.endswith("/") else f"{self.folder}{self.path}"
