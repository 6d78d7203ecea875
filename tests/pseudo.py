"""A language for tests: English with a mark behind every word, so that any page shows which words were translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from guide import DecisionTree, all_texts
from guide.catalog import FOLDER, Catalog, Text, Translation
from guide.language import Language
from guide.problem import Place
from guide.tools.catalogs import catalogs_written
from samples import Files, proven

MARK = "ÿ"
"""A letter, so that nothing parts it from its word; behind it, so that a sentence begins as it does in English. The
font of pictures has it: else these would not show a word of the language."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_WORDS = re.compile(r"(%\(\w+\)s|%%|<[^<>]*>|&\w+;)")


@cache
def marked(text: str) -> str:
    """The text with a mark behind every word; no placeholder, tag or entity is one."""
    parts = _NO_WORDS.split(text)
    return "".join(part if number % 2 else WORD.sub(rf"\g<0>{MARK}", part) for number, part in enumerate(parts))


Words = Mapping[str, str]
"""What stands instead of the marked words, by the English; an empty text is no translation."""


def translated(text: Text, code: str = "es", others: Words | None = None) -> Translation:
    """The entry of a catalog that says `text` in the language `code`, one form as the next."""
    said = (others or {}).get(text.english)
    count = Language(code).plural_rule[0] if text.many else 1
    forms = (marked(text.english), *[marked(text.many)] * (count - 1))
    if count == 1 and text.many:
        forms = (marked(text.many),)
    return Translation(text.kind, text.english, text.many, forms if said is None else (said,) * count, False, Place(""))


@cache
def _catalogs(texts: tuple[Text, ...], code: str, words: frozenset[tuple[str, str]]) -> dict[str, str]:
    entries = tuple(translated(text, code, dict(words)) for text in dict.fromkeys(texts))
    return catalogs_written(Catalog(code, entries), texts)


def catalogs(tree: DecisionTree, code: str = "es", words: Words | None = None) -> Files:
    """The catalogs of a language into which all of the guide is translated."""
    found = _catalogs(tuple(all_texts(tree)), code, frozenset((words or {}).items()))
    return {name: text.encode() for name, text in found.items()}


def with_language(files: Files, code: str = "es", words: Words | None = None) -> Files:
    """The guide in `files` with a language into which all of it is translated; some of it with other `words`."""
    return {**files, **catalogs(proven(files), code, words)}


def named(kind: str, code: str = "es") -> str:
    """The catalog that holds the texts of a kind."""
    return f"{FOLDER}/{code}/{kind.partition('.')[0]}.po"


def changed(files: Files, name: str, change: Callable[[str], str]) -> Files:
    """The same files, with one of them changed."""
    before = (files[name] or b"").decode()
    after = change(before)
    assert after != before
    return {**files, name: after.encode()}
