"""The whole tree on one page, twice: the outline (/steps/) to find a step, the flow (/flow/) to save or print."""

from __future__ import annotations

from typing import Any

from .frame import Frame
from .model import DecisionTree
from .walk import children, reading_order, ways_in, ways_out


def outline_page(tree: DecisionTree, frame: Frame) -> str:
    """Every question and action once, in reading order, nested; where ways meet, a link to the step's own place."""
    return frame.fill("outline.html", "steps/", **_parts(tree))


def flow_page(tree: DecisionTree, frame: Frame) -> str:
    """The tree as nested <details>. A step to which several ways lead has a section of its own, never inside a closed
    part, because not every browser opens a closed part to show the target of a link."""
    into = ways_in(tree)
    roots = [node for node in reading_order(tree) if node == tree.start or len(into[node]) > 1]
    return frame.fill("flow.html", "flow/", roots=roots, messages=tree.messages, facts=tree.facts, **_parts(tree))


def _parts(tree: DecisionTree) -> dict[str, Any]:
    return {
        "tree": tree,
        "children": children(tree),
        "out": ways_out(tree),
        "into": ways_in(tree),
        "counts": (len(tree.questions), len(tree.actions)),
    }
