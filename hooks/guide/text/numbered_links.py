"""An English text as translators see it: “[words](1)” stands for its first link, and its last line is not ended. So a
translation can neither break a link nor lead elsewhere, and the new id of a step changes no text."""

from __future__ import annotations

import re
from itertools import count

_TARGET = re.compile(r"\]\(([^()\s]*)\)")
_NUMBER = re.compile(r"\]\(([1-9][0-9]?)\)")


def numbered(text: str) -> str:
    """The English with a number for each target, from 1 on."""
    if "](" not in text:
        return text.rstrip("\n")
    numbers = count(1)
    return _TARGET.sub(lambda _: f"]({next(numbers)})", text.rstrip("\n"))


def restored(words: str, english: str) -> str:
    """The translation with the targets, and the end, of `english`, the text as the guide holds it."""
    targets = dict(enumerate(_TARGET.findall(english), start=1))
    end = english[len(english.rstrip("\n")) :]
    return _NUMBER.sub(lambda link: f"]({targets[int(link[1])]})", words) + end


def numbers(words: str) -> list[str]:
    """The targets of all links in a translation, sorted: numbers, if it is right. What could be taken for a link and is
    none to a number is there as it stands."""
    return sorted(_target(found[1]) for found in _LINK.finditer(words))


_LINK = re.compile(r"\]\(([^()\s]*\)?)")


def _target(found: str) -> str:
    return found.removesuffix(")") if found.endswith(")") else f"{found} …"
