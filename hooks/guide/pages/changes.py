"""What changed, for readers who come back: the page /changes/, and the same as a feed (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from guide import limits
from guide.kinds import Change, Fact
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry
from guide.text.markdown import shortened
from guide.values import Mentioned

FEED = "feed.xml"


class News(NamedTuple):
    """A change as it is shown: its kind in words, and every page that it is about."""

    change: Change
    kind: str
    about: list[tuple[str, str]]
    """Title and path of each page, each once."""


def change_pages(frame: Frame) -> Iterator[Page]:
    """The page of all changes, the newest first, and of one day in the order of the file; and the feed, where the
    site's own address is known and something is told yet: a feed needs both. It leaves out what no reader needs to
    know."""
    ordered = sorted(frame.tree.changes.values(), key=lambda change: change.date, reverse=True)
    news = [News(change, frame.say("change_kind", key=change.kind), _about(frame, change)) for change in ordered]
    told = [entry for entry in news if entry.change.kind != "wording"][: limits.MOST_NEWS]
    address = frame.settings.absolute(FEED) if told and frame.settings.language.is_english else ""
    path = Change.spec.page
    html = frame.fill("changes.html", path, feed=address, **_shown(frame, news))
    found = SearchEntry(path, frame.say("index", section=Change.spec.section))
    newest = ordered[0].date if ordered else None
    yield Page(path, html, (found,), in_sitemap=True, changed=newest)
    if address:
        values = {"site": frame.settings, "page": frame.settings.absolute(path), "me": address, "changes": told}
        yield Page(FEED, frame.template("feed.xml").render(values))


def _shown(frame: Frame, news: list[News]) -> dict[str, Any]:
    """The changes as the page shows them: the newest open, the older ones by month, and apart from them those that no
    reader needs to know."""
    told = [entry for entry in news if entry.change.kind != "wording"]
    months = groupby(told[limits.MOST_OPEN_CHANGES :], lambda entry: frame.language.month_of_year(entry.change.date))
    return {
        "newest": told[: limits.MOST_OPEN_CHANGES],
        "older": {month: list(entries) for month, entries in months},
        "wording": [entry for entry in news if entry.change.kind == "wording"],
    }


def _about(frame: Frame, change: Change) -> list[tuple[str, str]]:
    """The pages that `change` names, then those that show its facts, then the facts themselves. What has gone since
    then is left out, and what has another id leads there."""
    tree = frame.tree
    named = [
        tree.find(mark.sections, tree.moved.get(name, name))
        for _, name, mark in change.values
        if isinstance(mark, Mentioned)
    ]
    found = [entry for entry in (*named, *tree.pages_with(change.facts)) if entry and entry.path]
    pages = {entry.path: entry.heading for entry in found if not isinstance(entry, Fact)}
    claims = (entry for entry in found if isinstance(entry, Fact))
    pages |= {fact.path: frame.say("claim", words=shortened(fact.text, 90)) for fact in claims}
    return [(title, path) for path, title in pages.items()]
