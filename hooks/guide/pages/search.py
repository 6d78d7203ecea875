"""The search (/search/): every title from A to Z, and the index of words in which its script finds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from guide.language import letters
from guide.pages.content_policy import policy_with_script
from guide.pages.frame import TEMPLATES, Frame
from guide.pages.page import Page, SearchEntry

PATH = "search/"
FINDER = f"{PATH}lunr.js"
"""Where the script looks for lunr, the library that finds. Whoever writes the site puts it there."""
GROUPS = ("steps/", "dates/", "messages/", "phrases/", "countries/", "facts/", "situations/", "")
"""How the addresses of each group begin, in the order in which readers see them: what to do first. The last one takes
all others."""


def search_pages(frame: Frame, found: Iterable[SearchEntry]) -> Iterator[Page]:
    """The page, its script, and the index: plain words of `found` and of the hand-written pages, nothing as HTML."""
    entries = [*found, *_of_articles(frame)]
    yield Page(PATH, frame.fill("search.html", PATH, groups=_titles(entries), policy=policy_with_script))
    if frame.settings.language.is_english:  # All languages find with the same script.
        yield Page(f"{PATH}search.js", (TEMPLATES / "search.js").read_text(encoding="utf-8"))
    index = {"docs": [_in_index(entry) for entry in entries]}
    yield Page(f"{PATH}search_index.json", json.dumps(index, ensure_ascii=False, separators=(",", ":")))


def _of_articles(frame: Frame) -> Iterator[SearchEntry]:
    """The hand-written pages. Of one that is not for readers the title is enough: a hundred kinds of problems would
    stand between a reader and the next step."""
    for article in frame.tree.articles.values():
        if not (article.for_readers or frame.settings.language.is_english):
            continue  # It stands at the root of the site alone.
        words = [passage.words for passage in article.passages] if article.for_readers else [article.head.description]
        yield SearchEntry(article.path, article.head.title, " ".join(words))


def _titles(entries: Iterable[SearchEntry]) -> dict[str, list[SearchEntry]]:
    """For each group the entries that stand in it, from A to Z."""
    groups: dict[str, list[SearchEntry]] = {group: [] for group in GROUPS}
    for entry in sorted((entry for entry in entries if entry.listed), key=lambda entry: letters(entry.title)):
        groups[next(group for group in GROUPS if entry.path.startswith(group))].append(entry)
    return groups


def _in_index(entry: SearchEntry) -> dict[str, Any]:
    tags = {"tags": entry.tags} if entry.tags else {}
    return {"location": entry.path, "title": entry.title, "text": entry.words} | tags
