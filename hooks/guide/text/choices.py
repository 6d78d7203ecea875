"""The choices in a text to copy: square brackets with several ways to say something, parted by “ / ”."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from itertools import zip_longest

from markupsafe import Markup, escape

from guide import limits
from guide.language import begins_a_sentence

_BRACKET = re.compile(r"\[([^\]]+)\]")
_INSTRUCTION = re.compile(r"[^:/.()]+: ")
"""What a bracket says to the reader alone: “Choose one:”. A colon within a sentence has a small letter after it."""
_BLANK = re.compile(r"\(([^()]*)\)")


def blanks(text: str) -> list[str]:
    """What the reader has to fill in or choose: the words in square brackets, each once, in their order."""
    return list(dict.fromkeys(_BRACKET.findall(text)))


def choices(text: str) -> list[list[str]]:
    """The alternatives of each square bracket, in the order of the text. A bracket with one only is a blank to fill in,
    or a sentence that is true for some."""
    return [_alternatives(bracket) for bracket in _BRACKET.findall(text)]


def shape(text: str) -> list[tuple[int, int]]:
    """Of each square bracket how many alternatives it has, and how many blanks “(…)”."""
    return [(len(each), sum(len(_BLANK.findall(part)) for part in each)) for each in choices(text)]


def settled(text: str, words: Set[str]) -> str:
    """The text for somebody who needs these `words`: each bracket of which they are one alternative, and no more than
    one, becomes that alternative. The others are still for the reader to choose."""
    return type(text)(_settled(text, frozenset(words)))  # English words stay so.


@lru_cache(limits.MOST_TEXTS)
def _settled(text: str, words: frozenset[str]) -> str:
    """The same, once for all the ways to a page on which the same was answered."""
    return _BRACKET.sub(lambda found: _chosen(found, words), text)


def marked(text: str) -> Markup:
    """The text as HTML, with each square bracket marked, so that nobody sends one unseen. Where a long one is the end
    of a line, each of its alternatives has a line of its own. Who copies the text gets the same words."""
    parts = _TO_MARK.split(text)
    brackets = map(_mark, parts[1::3], parts[2::3])
    return Markup("").join(
        part for pair in zip_longest(map(escape, parts[::3]), brackets, fillvalue="") for part in pair
    )


_TO_MARK = re.compile(r"(\[[^\]]+\])( *(?:\n|\Z))?")
"""A bracket, and the end of its line if it stands there."""


def _mark(bracket: str, end: str | None) -> Markup:
    *lines, last = bracket.split(" / ")
    if end is None or not lines or len(bracket) <= limits.LONGEST_CHOICE_IN_LINE:
        return Markup("<mark>{}</mark>{}").format(bracket, end or "")
    shown = Markup("").join(Markup("<b>{}</b>").format(line) for line in [*(f"{line} / " for line in lines), last])
    return Markup("<mark>{}</mark>").format(shown)  # The last line of the alternatives ends by itself.


def _chosen(bracket: re.Match[str], words: Set[str]) -> str:
    needed = [alternative for alternative in _alternatives(bracket[1]) if alternative in words]
    return _BLANK.sub(r"[\1]", needed[0]) if len(needed) == 1 else bracket[0]


def _alternatives(bracket: str) -> list[str]:
    instruction = _INSTRUCTION.match(bracket)
    rest = bracket[instruction.end() :] if instruction else ""
    return (rest if begins_a_sentence(rest) else bracket).split(" / ")
