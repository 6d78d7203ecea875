"""When each entry of the guide last changed for a reader, and so what was published last. `dates.lock` holds the day
and a digest of what the entry said then: a commit's own date is not known in every place where the site is built.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256

from pydantic import BaseModel

from .model import DecisionTree

COMMENT = "# The day on which each entry last changed, and a digest of what it said then. “guide lock” writes it.\n"

_SILENT = {
    "facts": {"source", "publisher", "url", "dated", "checked", "check_again", "also"},
    "clocks": {"steps"},
}
"""What is no part of what an entry says: where and when a claim was read, and which steps a clock is for."""
_SILENT_IN_STEPS = {"turns_to", "redirect_from"}
"""The colour on the map, and older addresses: neither is on the page."""


@lru_cache(maxsize=2)
def said(tree: DecisionTree) -> Mapping[str, str]:
    """For each entry of the guide a digest of what it says: a step or a page that is no more by its id, any other with
    its section before it: “facts/refund-has-an-arn”."""
    return {name: _digest(entry, silent) for name, entry, silent in _entries(tree)}


def _entries(tree: DecisionTree) -> Iterator[tuple[str, BaseModel, set[str]]]:
    for node in tree:
        yield node, tree[node], _SILENT_IN_STEPS
    for page in tree.retired.values():
        yield page.id, page, set()
    for section in ("facts", "messages", "countries", "clocks", "phrases", "dead_ends", "changes"):
        for name, entry in getattr(tree, section).items():
            yield f"{section}/{name}", entry, _SILENT.get(section, set())


def _digest(entry: BaseModel, silent: set[str]) -> str:
    """A short name for what the entry says. A key that is not there says nothing, so a new key of the model changes no
    digest."""
    words = entry.model_dump(mode="json", exclude=silent, exclude_defaults=True)
    return sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:12]


def last_change(tree: DecisionTree, node_id: str, today: date | None) -> date | None:
    """The day on which the page of a step last changed: its own words, a fact or the message on it. A page that says
    something else than `dates.lock` knows has changed `today`."""
    node = tree[node_id]
    message = getattr(node, "message", None)
    names = [node_id, *(f"facts/{fact}" for fact in node.facts), *([f"messages/{message}"] if message else [])]
    days = [_day(tree, name) for name in names]
    return max(day for day in days if day) if all(days) else today


def _day(tree: DecisionTree, name: str) -> date | None:
    """The day of the last change, where `dates.lock` knows what the entry says."""
    day, digest = tree.dates.get(name, (None, ""))
    return day if digest == said(tree)[name] else None


def changed(tree: DecisionTree) -> list[str]:
    """The entries that say something else than `dates.lock` knows, or that it does not know."""
    return [name for name in sorted(said(tree)) if not _day(tree, name)]


def dated(tree: DecisionTree, today: date) -> str:
    """The text of `dates.lock` for `tree` as it is now."""
    lines = [f"{name} {_day(tree, name) or today} {digest}\n" for name, digest in sorted(said(tree).items())]
    return COMMENT + "".join(lines)
