"""The choices in a text to copy: square brackets with several ways to say something, parted by “ / ”."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from itertools import repeat, zip_longest

from markupsafe import Markup, escape

from guide import limits
from guide.language import begins_a_sentence

_BRACKET = re.compile(r"\[([^\]]+)\]")
_INSTRUCTION = re.compile(r"[^:/.()]+: ")
"""What a bracket says to the reader alone: “Choose one:”. A colon within a sentence has a small letter after it."""
_SENTENCE_ENDS = (".", "?", "!", "。")
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


def instructed(text: str) -> list[bool]:
    """Of each square bracket whether it has a choice, and says something to the reader alone before it."""
    brackets = _BRACKET.findall(text)
    return [bool(_instruction(bracket)) and len(_alternatives(bracket)) > 1 for bracket in brackets]


def sentences(text: str) -> list[bool]:
    """Of each square bracket whether it is one whole sentence, which is true for some and left out by others."""
    return [_is_sentence(bracket) for bracket in _BRACKET.findall(text)]


def settled(text: str, words: Set[str]) -> str:
    """The text for somebody who needs these `words`: each bracket of which they are one alternative, and no more than
    one, becomes that alternative. The others are still for the reader to choose."""
    return type(text)(_settled(text, frozenset(words)))  # English words stay so.


@lru_cache(limits.MOST_TEXTS)
def _settled(text: str, words: frozenset[str]) -> str:
    """The same, once for all the ways to a page on which the same was answered."""
    return _BRACKET.sub(lambda found: _chosen(found, words), text)


def marked(text: str) -> Markup:
    """The text as HTML, with each square bracket marked, so that nobody sends one unseen. Each alternative of a long
    choice has a line of its own, and so has a sentence that is true for some. Who copies it gets the same words."""
    return _marked(text, Markup("<span>{}</span>"))


def to_tick(text: str) -> Markup:
    """The same with a box to tick in each of these lines. `blanks.css` says what is copied then: what is ticked, and
    of a choice in which nothing is, its empty brackets."""
    return _marked(text, Markup('<label><input type="checkbox">{}</label>'))


@lru_cache(limits.MOST_TEXTS)
def _marked(text: str, line: Markup) -> Markup:
    """Once for all pages and builds: a letter stands on many, and hardly ever changes."""
    parts = _TO_MARK.split(text)
    brackets = map(_mark, parts[1::4], parts[2::4], parts[3::4], repeat(line))
    return Markup("").join(
        part for pair in zip_longest(map(escape, parts[::4]), brackets, fillvalue="") for part in pair
    )


_TO_MARK = re.compile(r"(?m)(^)?\[([^\]]+)\]( +|\n)?")
"""A bracket: whether a line begins with it, its words, and what parts it from the next ones."""


def _mark(begins: str | None, bracket: str, space: str | None, line: Markup) -> Markup:
    *others, last = _alternatives(bracket)
    space = space or ""
    if others and len(bracket) > limits.LONGEST_CHOICE_IN_LINE:
        instruction = _instruction(bracket)
        alone = _SAID_ALONE.format(instruction) if instruction else ""
        lines = [_alternative(words, line) for words in others] + [line.format(_words(last))]
        return _MARK.format(_OPENS + alone + Markup("").join(lines) + _CLOSES, space)
    if _is_sentence(bracket):
        # One that is left out leaves no gap: the space behind it goes too, and the line if it has no other words.
        goes = space if begins is not None or space != "\n" else ""
        return _MARK.format(line.format(_OPENS + _words(bracket) + _CLOSES + goes), space[len(goes) :])
    return _MARK.format(f"[{bracket}]", space)


def _alternative(words: str, line: Markup) -> Markup:
    """Of several that are ticked, whole sentences are parted by a space, and parts of a sentence by the slash."""
    parts = Markup("<i> /</i> ") if words.endswith(_SENTENCE_ENDS) else Markup("<b> / </b>")
    return line.format(_words(words) + parts)


def _words(words: str) -> Markup:
    return Markup(_BLANK.sub(r"<u>(\1)</u>", str(escape(words))))


_MARK = Markup("<mark>{}</mark>{}")
_OPENS, _CLOSES = Markup("<i>[</i>"), Markup("<i>]</i>")
"""Signs that show where boxes do not: on paper, as plain text, and in a copy of a choice that nobody made."""
_SAID_ALONE = Markup("<em>{}</em>")
"""What a choice says to the reader alone, until they have chosen."""


def _is_sentence(bracket: str) -> bool:
    return bracket.endswith(_SENTENCE_ENDS) and len(_alternatives(bracket)) == 1


def _chosen(bracket: re.Match[str], words: Set[str]) -> str:
    needed = [alternative for alternative in _alternatives(bracket[1]) if alternative in words]
    return _BLANK.sub(r"[\1]", needed[0]) if len(needed) == 1 else bracket[0]


def _alternatives(bracket: str) -> list[str]:
    return bracket[len(_instruction(bracket)) :].split(" / ")


def _instruction(bracket: str) -> str:
    found = _INSTRUCTION.match(bracket)
    return found[0] if found and begins_a_sentence(bracket[found.end() :]) else ""
