"""Plain English: rules about the words themselves. Readers are worried, on a phone, and often not native readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from guide import limits
from guide.kinds import Action, Question
from guide.problem import Problem
from guide.text.markdown import fields, plain
from guide.tree import DecisionTree
from guide.values import Text, Trace

_PASSIVE = re.compile(r"\b(is|are|was|were|be|been|being) (\w+ed|made|paid|sent|given|held|taken) by\b", re.IGNORECASE)
_BARE = re.compile(r"(yes|no|maybe|other|none)\W*", re.IGNORECASE)


@lru_cache(2)
def texts(tree: DecisionTree) -> tuple[tuple[Trace, str], ...]:
    """Every text that a reader reads, plain, with its trace: where it stands is looked up for a problem only."""
    return tuple((trace, plain(text) if markdown else text) for trace, text, markdown in tree.read())


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


_NUMBER = re.compile(r"(?<![\w-])\d[\d.,]*(?![\w-])")
"""A number that stands by itself: not the one in “Przelewy24” or “3-D Secure”, which are names."""


def numbers_that_no_fact_backs(tree: DecisionTree) -> Iterator[Problem]:
    """A number in the words of a step, its window included, stands in one of the facts that the step names; so does a
    length of time in words, such as “two weeks”."""
    for node in tree:
        backed = {number for fact in tree[node].facts for number in _numbers(tree.facts[fact].text)}
        for trace, text in _words_of(tree[node]):
            for number, typed in _numbers(text).items():
                if number not in backed:
                    yield Problem(
                        tree.at(*trace),
                        f"no fact of “{node}” says “{typed}”.",
                        "Name the fact that says so, or leave it out.",
                    )


def numbers_of_a_clock_that_its_fact_does_not_back(tree: DecisionTree) -> Iterator[Problem]:
    """A number in the length, the name or the start of a clock stands in its fact."""
    for clock in tree.clocks.values():
        backed = _numbers(tree.facts[clock.fact].text)
        for key in ("length", "name", "start"):
            for number, typed in _numbers(str(getattr(clock, key))).items():
                if number not in backed:
                    yield Problem(
                        tree.at("clocks", clock.id, key),
                        f"the fact “{clock.fact}” does not say “{typed}”.",
                        "Name the fact that says so, or leave the number out.",
                    )


_COUNT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TIME = re.compile(
    rf"\b(half an?|an?|{'|'.join(_COUNT)}) (?:business |working )?(day|week|month|year)s?\b", re.IGNORECASE
)


@lru_cache(limits.MOST_TEXTS)
def _numbers(text: str) -> Mapping[str, str]:
    """The numbers of a text, and its lengths of time in words; each in one spelling, with how it is typed."""
    digits = {number.rstrip(".,"): number.rstrip(".,") for number in _NUMBER.findall(text)}
    return digits | {f"{found[1].lower()} {found[2].lower()}": found[0] for found in _TIME.finditer(text)}


def _words_of(node: Question | Action) -> Iterator[tuple[Trace, str]]:
    """The words of a step that say a rule. A summary is the reader's, and what to have ready may be counted."""
    for trace, text, mark in node.values:
        if isinstance(mark, Text) and not {"summary", "have_ready"} & {*trace}:
            yield trace, plain(text) if mark.markdown else text
    if isinstance(node, Action) and node.window:
        yield ("actions", node.id, "window"), str(node.window)


NUMBERS = (numbers_that_no_fact_backs, numbers_of_a_clock_that_its_fact_does_not_back)
"""These look into the facts that an entry names, so each must be there."""
WORDS = (
    sentences_that_are_too_long,
    sentences_that_are_long_on_average,
    words_to_avoid,
    sentences_that_hide_who_acts,
    labels_that_say_nothing,
)
