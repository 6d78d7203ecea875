"""Links in a text to translate: “[words](1)” stands for the first link of the English. So a translation can neither
break a link nor lead elsewhere, and the new id of a step changes no text."""

from __future__ import annotations

import re
from itertools import count

_TARGET = re.compile(r"\]\(([^()\s]*)\)")
_NUMBER = re.compile(r"\]\(([1-9][0-9]?)\)")


def numbered(text: str) -> str:
    """The English with a number for each target, from 1 on."""
    numbers = count(1)
    return _TARGET.sub(lambda _: f"]({next(numbers)})", text)


def restored(words: str, english: str) -> str:
    """The translation with the targets of `english`, the text as the guide holds it."""
    targets = dict(enumerate(_TARGET.findall(english), start=1))
    return _NUMBER.sub(lambda link: f"]({targets[int(link[1])]})", words)


def numbers(words: str) -> list[str]:
    """The targets of all links in a translation, sorted: numbers, if it is right."""
    return sorted(_TARGET.findall(words))
