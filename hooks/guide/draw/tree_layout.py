"""Where boxes stand in a picture of a tree, and how words are broken so that they stay inside a box. Numbers only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from guide import limits

LETTER = 16
"""The size of letters, in pixels."""
_NARROW, _COMMON, _CAPITAL, _WIDE = 0.43, 0.64, 0.8, 1.1
_NARROW_LETTERS = frozenset("fijlrtI.,'’‘! ")
_WIDE_LETTERS = frozenset("mwMW@%&+=<>")
_SQUARE = 1.0
"""The width of a Chinese, Japanese or Korean letter, in every font."""
_SMALL_LETTERS = {"HEBREW": 0.72, "GREEK": 0.86, "CYRILLIC": 0.95, "ARABIC": 0.95}
"""The widest of other alphabets, but for their capital letters; in Arabic, where letters are joined, of a word."""
_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z])\b(?: WITH .*)?")
_BETWEEN = "\u2e80-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
"""The letters and signs of Chinese and Japanese. A line may end behind each, as there are no spaces."""
_OPENING, _CLOSING = "（「『《〈【〔“(", "、。，．：；？！）」』》〉】〕”…ー)"
"""Signs that end no line, and signs that begin none."""
_UNIT = re.compile(rf" ?[{_OPENING}]*(?:[{_BETWEEN}]|[^ {_BETWEEN}]+)[{_CLOSING}]*")
"""What stays in one line: a word with the signs around it."""


def width(words: str) -> float:
    """How wide `words` are at most, in pixels. A build cannot know the font of the reader's system, so this counts with
    letters a little wider than those of Verdana and DejaVu Sans, the widest that systems come with."""
    return LETTER * sum(map(_width, words))


@lru_cache(limits.MOST_TEXTS)
def _width(letter: str) -> float:
    """An accent needs no room of its own, beside a letter or on it."""
    if not letter.isascii() and letter not in "“”–’‘":
        name = unicodedata.name(letter, "")
        latin = _LATIN.fullmatch(name)
        if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
            return 0
        if unicodedata.east_asian_width(letter) in "WF":
            return _SQUARE
        if not latin:
            alphabet = name.partition(" ")[0]
            return _WIDE if letter.isupper() else _SMALL_LETTERS.get(alphabet, _WIDE)
        letter = latin[2].lower() if latin[1] == "SMALL" else latin[2]
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _COMMON


@lru_cache(limits.MOST_TEXTS)
def lines(words: str, room: float) -> tuple[str, ...]:
    """`words` in lines that are at most `room` wide. A word that is wider is broken."""
    found = [""]
    for unit in _UNIT.findall(" ".join(words.split())):
        longer = f"{found[-1]}{unit}".strip()
        if width(longer) <= room:
            found[-1] = longer
            continue
        found += [""] if found[-1] else []
        for letter in unit.strip():
            if width(found[-1] + letter) > room:
                found.append("")
            found[-1] += letter
    return tuple(found)


def place(parents: Sequence[int | None], rooms: Sequence[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """The column and the height of each box of a tree that grows to the right, one column for each depth.

    The boxes are in reading order: each after its parent, which `parents` names by its number. `rooms` says how much
    room a box needs above and below the point where lines meet it; that point's height is what is found. The first
    child stands level with its parent, each further one as high as the boxes of its elder siblings in all columns let
    it, `gap` apart. So a line from a parent to its children never leaves the rows of these children, where no other
    line and no other box is.
    """
    columns: list[int] = []
    below: list[list[int]] = [[] for _ in parents]
    for box, parent in enumerate(parents):
        columns.append(0 if parent is None else columns[parent] + 1)
        if parent is not None:
            below[parent].append(box)
    down = [0] * len(parents)
    """How much lower each box stands than its parent."""
    outlines: dict[int, tuple[list[int], list[int]]] = {}
    """For each subtree its top and its bottom in each column, counted from its own root; the root's column is last."""
    # From the last box to the first, so children are done before their parent. Each subtree is an outline: how far up
    # and down it reaches in each column. A child goes as high as its elder siblings' outline lets it, column by column,
    # and is then added to that outline. Say A has the children B (two rows of grandchildren) and C (none): C may stand
    # beside B's grandchildren, one row below B, since only the column of B and C itself holds both. Columns are kept
    # last first, so that going one level up appends to the lists and shifts nothing.
    for box in reversed(range(len(parents))):
        tops: list[int] = []
        bottoms: list[int] = []
        for child in below[box]:
            child_tops, child_bottoms = outlines.pop(child)
            shared = zip(reversed(bottoms), reversed(child_tops), strict=False)
            down[child] = shift = max((bottom - top + gap for bottom, top in shared), default=0)
            deeper = len(child_tops) - len(tops)
            if deeper > 0:
                tops[:0] = [top + shift for top in islice(child_tops, deeper)]
                bottoms[:0] = [0] * deeper
            start = max(-deeper, 0)
            bottoms[start:] = [bottom + shift for bottom in child_bottoms]
        above, under = rooms[box]
        outlines[box] = ([*tops, -above], [*bottoms, under])
    heights: list[int] = []
    for box, parent in enumerate(parents):
        heights.append(rooms[box][0] if parent is None else heights[parent] + down[box])
    offset = -min(height - above for height, (above, _) in zip(heights, rooms, strict=True))
    return [(column, height + offset) for column, height in zip(columns, heights, strict=True)]
