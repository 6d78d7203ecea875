"""The pictures on built pages as they are seen and heard: where boxes and words are, what Tab reaches, what a screen
reader is told, what axe finds. Shares no code with the compiler."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe
from bs4 import Tag
from playwright.sync_api import Page as Tab

from reader import Page

JUMPS = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
    const watch = new PerformanceObserver(() => {})
    watch.observe({type: 'layout-shift', buffered: true})
    done(watch.takeRecords().map(jump => jump.value))
}, 50)))"""
"""What moved what was there already, since the page began to load: how far, each time."""


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Also where the two only touch."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


def boxes(page: Page, chosen: str = "svg a") -> list[tuple[Tag, Box]]:
    """Every link of the picture, or what else is `chosen`, in the order of the page, with its box."""
    found = []
    for link in page.main.select(chosen):
        (rect,) = link.select("rect")
        left, top = corner(link)
        found.append((link, Box(left, top, left + float(str(rect["width"])), top + float(str(rect["height"])))))
    return found


def corner(link: Tag) -> tuple[float, float]:
    """Where a box stands; its words count from there."""
    left, top = re.findall(r"[\d.-]+", str(link.get("transform", "0 0")))
    return float(left), float(top)


def baselines(drawn: Tag) -> list[tuple[str, float, float]]:
    """Each line of the words in a part of a picture, and where it begins."""
    left, top = corner(drawn)
    found = []
    for text in drawn.select("text"):
        y = top + float(str(text["y"]))
        for line in text.select("tspan"):
            y += float(str(line["dy"]))
            found.append((line.get_text(), left + float(str(line["x"])), y))
    return found


def reached(tab: Tab, times: int) -> list[str]:
    """Where the links lead that have the focus, one after each press of Tab."""
    found = []
    for _ in range(times):
        tab.keyboard.press("Tab")
        found.append(tab.evaluate("document.activeElement.getAttribute('href')"))
    return found


def heard(tab: Tab, name: str) -> list[str]:
    """The names of all links in the part that is called `name`, in their order in the accessibility tree."""
    nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    (part,) = [node["nodeId"] for node in nodes if node.get("name", {}).get("value") == name]
    found, waiting = [], [part]
    while waiting:
        node = known[waiting.pop()]
        waiting += reversed(node.get("childIds", []))
        if node.get("role", {}).get("value") == "link":
            found.append(node["name"]["value"])
    return found


_AXE = Axe().axe_script
_FOUND = """options => axe.run(options).then(found => found.violations.map(
  rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 120)).slice(0, 3)]))"""


def violations(tab: Tab, *, contrast: bool = True, only: Sequence[str] | None = None) -> list[tuple[str, list[str]]]:
    """What axe finds on a page, all of its rules on, or `only` some; without that of contrast where colours were
    measured elsewhere. Only what is found comes back: the whole answer takes longer on its way than axe itself."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(f"() => {{ {_AXE} }}")
    rules = {"color-contrast": {"enabled": contrast}}
    some = {"runOnly": {"type": "rule", "values": [*only]}} if only else {"rules": rules}
    found = tab.evaluate(_FOUND, {"resultTypes": ["violations"], **some})
    return [(rule, nodes) for rule, nodes in found]
