"""The pictures on built pages as they are seen: where boxes and words are. Shares no code with the compiler."""

from __future__ import annotations

import re
from typing import NamedTuple

from bs4 import Tag

from reader import Page


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
