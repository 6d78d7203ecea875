"""What changed, for readers who come back: the page /changes/, and the same as a feed (Atom, RFC 4287)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from guide import limits
from guide.model import Change, DecisionTree, Mentioned
from guide.pages.frame import Frame

PAGE = "changes/"
FEED = "feed.xml"
KINDS = {
    "new": "New",
    "corrected": "Corrected",
    "rule-changed": "A rule changed",
    "removed": "Removed",
    "wording": "Better words",
}


class News(NamedTuple):
    """A change as it is shown: its kind in words, and every page that it is about."""

    change: Change
    kind: str
    about: list[tuple[str, str]]
    """Title and path of each page, each once."""


def news(tree: DecisionTree) -> list[News]:
    """All changes, the newest first; of one day in the order of the file."""
    ordered = sorted(tree.changes.values(), key=lambda change: change.date, reverse=True)
    return [News(change, KINDS[change.kind], _about(tree, change)) for change in ordered]


def changes_page(tree: DecisionTree, frame: Frame) -> str:
    """The HTML of the page of changes."""
    return frame.fill("changes.html", PAGE, changes=news(tree), feed=feed_address(tree, frame))


def feed_address(tree: DecisionTree, frame: Frame) -> str:
    """The full address of the feed. Nothing where the site's own address is not known, or where nothing is told yet: a
    feed needs both."""
    told = any(change.kind != "wording" for change in tree.changes.values())
    return frame.settings.absolute(FEED) if told else ""


def feed(tree: DecisionTree, frame: Frame) -> str:
    """The text of the feed; it leaves out what no reader needs to know."""
    told = [entry for entry in news(tree) if entry.change.kind != "wording"][: limits.MOST_NEWS]
    return frame.template("feed.xml").render(
        site=frame.settings, page=frame.settings.absolute(PAGE), me=feed_address(tree, frame), changes=told
    )


def newest(tree: DecisionTree) -> date | None:
    """The day of the newest change."""
    return max((change.date for change in tree.changes.values()), default=None)


def _about(tree: DecisionTree, change: Change) -> list[tuple[str, str]]:
    """The pages that `change` names, then those that show its facts. What has gone since then is left out, and what has
    another id leads there."""
    moved = {old: node for node in tree for old in tree[node].redirect_from}
    named = [
        tree.find(mark.sections, moved.get(name, name))
        for _, name, mark in change.values
        if isinstance(mark, Mentioned)
    ]
    pages = {entry.path: entry.heading for entry in (*named, *tree.pages_with(change.facts)) if entry and entry.path}
    return [(title, path) for path, title in pages.items()]
