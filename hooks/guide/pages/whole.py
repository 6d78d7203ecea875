"""The whole tree on one page, twice: the flow (/flow/) to save, the booklet (/print/) for paper."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from guide.pages.frame import Frame, said_in_blocks, said_in_line
from guide.pages.page import Page
from guide.pages.steps import early


def flow_page(frame: Frame) -> Page:
    """The tree as nested <details>. A step to which several ways lead has a section of its own, never inside a closed
    part, because not every browser opens a closed part to show the target of a link."""
    graph, start = frame.graph, frame.tree.start
    roots = dict.fromkeys(node for node in graph.reading_order if node == start or len(graph.into[node]) > 1)
    html = frame.fill("flow.html", "flow/", roots=roots, **_views(frame))
    return Page("flow/", html, picture=frame.picture if frame.settings.site_url else None)


def booklet_page(frame: Frame) -> Page:
    """The tree for paper: every step with a number, every link with the number that it leads to, every source once."""
    tree, order = frame.tree, frame.graph.reading_order
    number = {node: number for number, node in enumerate(order, start=1)}
    used = dict.fromkeys(fact for node in order for fact in tree[node].facts)

    def href(target: str) -> str:
        return f"#{target}" if target in tree else frame.href("../", target)

    def place(node: str) -> str:
        return frame.say("step_number", number=number[node])

    def numbered(html: Markup) -> Markup:
        return Markup(re.sub(r'<a href="#([^"]+)">.*?</a>', lambda link: f"{link[0]} {escape(place(link[1]))}", html))

    html = frame.fill(
        "print.html",
        "print/",
        number=number,
        source={fact: place for place, fact in enumerate(used, start=1)},
        paragraphs=lambda words: numbered(said_in_blocks(words, href)),
        line=lambda words: numbered(said_in_line(words, href)),
        **_views(frame),
    )
    return Page("print/", html)


def _views(frame: Frame) -> dict[str, Any]:
    return {"tree": frame.tree, "out": frame.graph.out, "early": partial(early, frame)}
