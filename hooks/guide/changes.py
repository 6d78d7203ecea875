"""What changed, for readers who come back: the page /changes/, and the same as a feed (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from . import limits
from .frame import Frame
from .model import Change, DecisionTree
from .news import title_of

PAGE = "changes/"
FEED = "feed.xml"
KINDS = {
    "new": "New",
    "corrected": "Corrected",
    "rule-changed": "A rule changed",
    "removed": "Removed",
    "wording": "Better words",
}


_PATHS = {
    "countries": "countries/{}/",
    "messages": "messages/#{}",
    "clocks": "dates/{}/",
    "phrases": "phrases/#{}",
    "dead_ends": "dead-ends/#{}",
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
    steps = [moved.get(name, name) for name in change.steps]
    found = {f"steps/{name}/": title_of(tree, name) for name in steps if name in tree or name in tree.retired}
    for section, path in _PATHS.items():
        for name in getattr(change, section):
            if name in getattr(tree, section):
                found[path.format(name)] = title_of(tree, f"{section}/{name}")
    for path, title, facts in _with_facts(tree):
        if not facts.isdisjoint(change.facts):
            found.setdefault(path, title)
    return [(title, path) for path, title in found.items()]


def _with_facts(tree: DecisionTree) -> Iterator[tuple[str, str, set[str]]]:
    """The path and the title of every page that shows facts, and which."""
    for node in tree:
        yield f"steps/{node}/", tree.title(node), {*tree[node].facts}
    for country in tree.countries.values():
        yield f"countries/{country.id}/", country.name, {fact for _, _, fact in country.facts()}
    for clock in tree.clocks.values():
        yield f"dates/{clock.id}/", clock.name, {clock.fact}
    for end in tree.dead_ends.values():
        yield f"dead-ends/#{end.id}", end.what, {*end.facts}
