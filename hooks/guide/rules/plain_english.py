"""Plain English: rules about the words themselves. Readers are worried, on a phone, and often not native readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guide import limits
from guide.problem import Problem
from guide.text.markdown import fields, plain
from guide.tree import DecisionTree
from guide.values import Trace

_PASSIVE = re.compile(r"\b(is|are|was|were|be|been|being) (\w+ed|made|paid|sent|given|held|taken) by\b", re.IGNORECASE)
_BARE = re.compile(r"(yes|no|maybe|other|none)\W*", re.IGNORECASE)


@lru_cache(2)
def texts(tree: DecisionTree) -> tuple[tuple[Trace, str], ...]:
    """Every text that a reader reads, plain, with its trace: where it stands is looked up for a problem only."""
    of_entries = ((trace, plain(text) if markdown else text) for trace, text, markdown in tree.read())
    return (*of_entries, *(found for article in tree.articles_for_readers() for found in article.words()))


@lru_cache(limits.MOST_TEXTS)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text. A colon and a new line end one too: the eye rests there."""
    return tuple(part for part in re.split(r"(?<=[.!?:;])\s+|\n", text) if re.search(r"\w", part))


@lru_cache(limits.MOST_TEXTS)
def _lengths(text: str) -> tuple[int, ...]:
    """How many words each sentence of a text has."""
    return tuple(len(sentence.split()) for sentence in sentences(text))


def sentences_that_are_too_long(tree: DecisionTree) -> Iterator[Problem]:
    """A sentence has at most 28 words."""
    for trace, text in texts(tree):
        for sentence, count in zip(sentences(text), _lengths(text), strict=True):
            if count > limits.LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:5])
                yield Problem(
                    tree.at(*trace),
                    f"the sentence that begins “{start} …” has {count} words; {limits.LONGEST_SENTENCE} are the limit.",
                    "Make two sentences of it.",
                )


def sentences_that_are_long_on_average(tree: DecisionTree) -> Iterator[Problem]:
    """The sentences of a step have at most 20 words on average."""
    of_node: dict[Trace, list[int]] = {}
    for trace, text in fields(tree):
        of_node.setdefault(trace[:2], []).extend(_lengths(plain(text)))
    for node, lengths in of_node.items():
        average = sum(lengths) / len(lengths) if lengths else 0
        if average > limits.LONGEST_SENTENCES_ON_AVERAGE:
            yield Problem(
                tree.at(*node),
                f"the sentences of “{node[1]}” have {average:.1f} words on average; "
                f"{limits.LONGEST_SENTENCES_ON_AVERAGE} are the limit.",
                "Make shorter sentences.",
            )


@lru_cache(2)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})\b")


@lru_cache(limits.MOST_TEXTS)
def _word_to_avoid(text: str, pattern: re.Pattern[str]) -> str | None:
    """The first word to avoid in a text, as it is typed there. Small letters are searched first: without a flag the
    search is three times faster, and most texts hold none."""
    found = pattern.search(text.lower()) and re.search(pattern.pattern, text, re.IGNORECASE)
    return found[1] if found else None


LEAVE_OUT = "leave it out"
"""What stands in the file after a word that has nothing in its place."""


def words_to_avoid(tree: DecisionTree) -> Iterator[Problem]:
    """No text uses a word of docs/data/words_to_avoid.yaml: hard words, blame, and what makes light of the problem."""
    avoid = {word.lower(): instead for word, instead in tree.words_to_avoid.items()}
    if not avoid:
        return
    pattern = _pattern(tuple(avoid))
    for trace, text in texts(tree):
        found = _word_to_avoid(text, pattern)
        if found:
            instead = avoid[found.lower()]
            hint = f"Type “{instead}” instead." if instead != LEAVE_OUT else "Leave it out, or say it otherwise."
            yield Problem(tree.at(*trace), f"“{found}” is a word to avoid.", hint)


def sentences_that_hide_who_acts(tree: DecisionTree) -> Iterator[Problem]:
    """A sentence says who does something first: “AliExpress decides”, not “it is decided by AliExpress”."""
    for trace, text in texts(tree):
        found = " by" in text and _PASSIVE.search(text)
        if found:
            yield Problem(tree.at(*trace), f"“{found[0]}” hides who acts.", "Begin the sentence with who does it.")


def labels_that_say_nothing(tree: DecisionTree) -> Iterator[Problem]:
    """The label of an option is a full answer, never only “Yes” or one bare word."""
    for question in tree.questions.values():
        for index, option in enumerate(question.options):
            if _BARE.fullmatch(option.label) or len(option.label.split()) < 2:
                yield Problem(
                    tree.at("questions", question.id, "options", index, "label"),
                    f"“{option.label}” is no full answer.",
                    "Type what the reader would say, such as “It says the refund is completed”.",
                )


WORDS = (
    sentences_that_are_too_long,
    sentences_that_are_long_on_average,
    words_to_avoid,
    sentences_that_hide_who_acts,
    labels_that_say_nothing,
)
