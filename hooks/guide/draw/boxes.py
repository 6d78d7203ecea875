"""What a picture is made of: boxes of words that lead somewhere, words between them, and lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guide.draw.tree_layout import lines

LINE = 22
"""How far one line of words is from the next, in pixels."""
_PAD = 12
"""The room between the side of a box and its words."""
_LEAST = 48


class Words(NamedTuple):
    """Lines of words: where they begin, and from which height on each is one line further down."""

    x: int
    y: int
    lines: Sequence[str]

    @property
    def height(self) -> int:
        """How much room they need above the box that they lead to."""
        return len(self.lines) * LINE + 6 if self.lines else 0


NO_WORDS = Words(0, 0, [])


class Link(NamedTuple):
    """A box that leads somewhere."""

    x: int
    y: int
    width: int
    height: int
    href: str
    kind: str
    words: Words
    """Counted from the corner of the box, so that a box takes them along."""


class Part(NamedTuple):
    """A box, with the line to it and the words of the answer that leads there."""

    line: str
    label: Words
    link: Link


class Drawing(NamedTuple):
    """One SVG."""

    width: int
    height: int
    parts: list[Part]
    is_turned: bool = False
    """Whether its lines still have to be turned, so that right is left."""


def box(x: int, y: int, wide: int, href: str, kind: str, words: Sequence[str]) -> Link:
    """A box `wide` pixels wide and as high as its `words` need, each of them on lines of its own."""
    shown = [line for part in words for line in lines(part, wide - 2 * _PAD)]
    height = max(_LEAST, len(shown) * LINE + 2 * _PAD)
    top = (height - len(shown) * LINE) // 2 - 6
    return Link(x, y, wide, height, href, kind, Words(_PAD, top, shown))


def label(x: int, y: int, wide: int, words: str) -> Words:
    """Words without a box, from the corner at `x` and `y` on."""
    return Words(x, y - 6, lines(words, wide))


def turned(drawing: Drawing) -> Drawing:
    """The same picture for words that run from right to left: they begin at its other side, or at that of their box."""

    def part(old: Part) -> Part:
        label, link = old.label, old.link
        words = link.words._replace(x=link.width - link.words.x)
        return Part(
            old.line,
            label._replace(x=drawing.width - label.x),
            link._replace(x=drawing.width - link.x - link.width, words=words),
        )

    return drawing._replace(parts=[part(each) for each in drawing.parts], is_turned=True)
