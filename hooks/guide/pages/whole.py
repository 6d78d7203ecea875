"""The whole tree on one page, twice: the flow (/flow/) to save, the booklet (/print/) for paper."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from guide.graph.walk import children, reading_order, ways_in, ways_out
from guide.model import DecisionTree
from guide.pages.frame import Frame
from guide.text import markdown


def flow_page(tree: DecisionTree, frame: Frame) -> str:
    """The tree as nested <details>. A step to which several ways lead has a section of its own, never inside a closed
    part, because not every browser opens a closed part to show the target of a link."""
    into = ways_in(tree)
    roots = dict.fromkeys(node for node in reading_order(tree) if node == tree.start or len(into[node]) > 1)
    return frame.fill("flow.html", "flow/", roots=roots, **_views(tree))


def booklet_page(tree: DecisionTree, frame: Frame) -> str:
    """The tree for paper: every step with a number, every link with the number that it leads to, every source once."""
    order = reading_order(tree)
    number = {node: number for number, node in enumerate(order, start=1)}
    used = dict.fromkeys(fact for node in order for fact in tree[node].facts)

    def href(target: str) -> str:
        return f"#{target}" if target in tree else frame.href("../", target)

    def numbered(html: Markup) -> Markup:
        return Markup(re.sub(r'<a href="#([^"]+)">.*?</a>', lambda link: f"{link[0]} (step {number[link[1]]})", html))

    return frame.fill(
        "print.html",
        "print/",
        number=number,
        source={fact: place for place, fact in enumerate(used, start=1)},
        paragraphs=lambda words: numbered(markdown.render(words, href)),
        line=lambda words: numbered(markdown.render_line(words, href)),
        **_views(tree),
    )


def _views(tree: DecisionTree) -> dict[str, Any]:
    return {
        "tree": tree,
        "children": children(tree),
        "out": ways_out(tree),
        "into": ways_in(tree),
    }
