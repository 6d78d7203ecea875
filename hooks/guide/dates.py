"""When a step last changed for a reader. `dates.lock` holds the day and a digest of what the page said then, because a
commit's own date is not known in every place where the site is built.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

from .model import DecisionTree

COMMENT = "# The day on which each step last changed, and a digest of what it said then. “guide lock” writes it.\n"


def digest(tree: DecisionTree, node_id: str) -> str:
    """A short name for all that the page of the node says: its own words, its facts, its message. Its colour on the map
    is not on the page."""
    node = tree[node_id]
    said = [node.model_dump_json(exclude={"turns_to"}), *(tree.facts[fact].model_dump_json() for fact in node.facts)]
    message = getattr(node, "message", None)
    said += [tree.messages[message].model_dump_json()] if message else []
    return sha256(json.dumps(said).encode()).hexdigest()[:12]


def last_change(tree: DecisionTree, node_id: str, today: date | None) -> date | None:
    """The day of the last change. A step that says something else than `dates.lock` knows has changed `today`."""
    day, said = tree.dates.get(node_id, (None, ""))
    return day if said == digest(tree, node_id) else today


def changed(tree: DecisionTree) -> list[str]:
    """The steps that say something else than `dates.lock` knows, or that it does not know."""
    return [node for node in sorted(tree) if tree.dates.get(node, (None, ""))[1] != digest(tree, node)]


def dated(tree: DecisionTree, today: date) -> str:
    """The text of `dates.lock` for `tree` as it is now."""
    lines = [f"{node} {last_change(tree, node, today)} {digest(tree, node)}\n" for node in sorted(tree)]
    return COMMENT + "".join(lines)
