"""The outline (/steps/): the tree as nested lists, to find a step. A tree that is too big for one page has several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.graph.walk import counts_by_page
from guide.pages.frame import Frame
from guide.pages.page import Page


def outline_pages(frame: Frame) -> Iterator[Page]:
    """Every page of the outline, and a redirect for each that was published once and is no more. Together they hold
    every step once, in reading order; where ways meet, a link to the step's own place."""
    tree, graph = frame.tree, frame.graph
    pages = _pages(frame)
    first = {page: node for node, page in reversed(pages.items())}
    for path, counts in counts_by_page(tree, pages).items():
        values = {
            "tree": tree,
            "first": first[path],
            "whole": len(first) == 1,
            "pages": pages,
            "children": graph.children,
            "out": graph.out,
            "into": graph.into,
            "counts": counts,
        }
        yield Page(path, frame.fill("outline.html", path, **values), in_sitemap=True)
    for address in tree.published:
        old = re.fullmatch(r"/(outline/([^/#]+)/)", address)
        if old and old[1] not in first:
            target = f"../../{pages[old[2]]}#{old[2]}" if old[2] in pages else "../../steps/"
            moved = {"title": frame.say("all_steps"), "description": frame.say("all_steps_about"), "target": target}
            yield Page(old[1], frame.fill("redirect.html", old[1], **moved))


def outline_places(frame: Frame) -> dict[str, str]:
    """For each step the address of its place in the outline."""
    return {node: f"{page}#{node}" for node, page in _pages(frame).items()}


def _pages(frame: Frame) -> dict[str, str]:
    """For each step the path of the page of the outline that holds it."""
    start = frame.tree.start
    return {node: "steps/" if first == start else f"outline/{first}/" for node, first in frame.graph.pieces.items()}
