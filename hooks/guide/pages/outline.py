"""The outline (/steps/): the tree as nested lists, to find a step. A tree that is too big for one page has several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.graph.walk import children, held, pieces, ways_in, ways_out
from guide.model import DecisionTree
from guide.pages.frame import Frame


def outline_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the HTML of every page of the outline, and of a redirect for each that was published once and is no
    more. Together they hold every step once, in reading order; where ways meet, a link to the step's own place."""
    pages = _pages(tree)
    first = {page: node for node, page in reversed(pages.items())}
    for path, counts in held(tree, pages).items():
        values = {
            "tree": tree,
            "first": first[path],
            "whole": len(first) == 1,
            "pages": pages,
            "children": children(tree),
            "out": ways_out(tree),
            "into": ways_in(tree),
            "counts": counts,
        }
        yield path, frame.fill("outline.html", path, **values)
    for address in tree.published:
        old = re.fullmatch(r"/(outline/([^/#]+)/)", address)
        if old and old[1] not in first:
            target = f"../../{pages[old[2]]}#{old[2]}" if old[2] in pages else "../../steps/"
            moved = {"title": "All steps", "description": "All steps of the guide.", "target": target}
            yield old[1], frame.fill("redirect.html", old[1], **moved)


def outline_addresses(tree: DecisionTree) -> list[str]:
    """The paths of all pages of the outline, the first one first."""
    return list(dict.fromkeys(_pages(tree).values()))


def outline_places(tree: DecisionTree) -> dict[str, str]:
    """For each step the address of its place in the outline."""
    return {node: f"{page}#{node}" for node, page in _pages(tree).items()}


def _pages(tree: DecisionTree) -> dict[str, str]:
    """For each step the path of the page of the outline that holds it."""
    return {node: "steps/" if first == tree.start else f"outline/{first}/" for node, first in pieces(tree).items()}
