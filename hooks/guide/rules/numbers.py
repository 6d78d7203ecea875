"""Rules about numbers: each stands, with its unit and the day it counts from, in a fact that its text rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from guide import limits
from guide.entry import Entry
from guide.kinds import Action, Change, Clock, Country, Fact, Message, Phrase, Retired, Situation
from guide.problem import Problem
from guide.text.markdown import links, plain
from guide.tree import DecisionTree
from guide.values import Text, Trace


class Amount(NamedTuple):
    """A number as a text says it: “10 business days from the day you paid”."""

    number: str
    unit: str
    """“day”, “business day”, “%”, “€” …; empty where a number stands alone, as that of a section does."""
    starts: frozenset[str]
    """The kinds of days from which it counts, as far as the text says one."""
    typed: str


_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _spellings() -> Iterator[tuple[str, str]]:
    """Each number below 200 as English writes it: “forty-five”, “one hundred and eighty”; and what else counts."""
    small = [(word, number) for number, word in enumerate(_SMALL, start=1)]
    for place, ten in enumerate(_TENS, start=2):
        small += [
            (ten, 10 * place),
            *((f"{ten}{joint}{word}", 10 * place + n) for joint in "- " for word, n in small[:9]),
        ]
    yield from ((word, str(number)) for word, number in small)
    for hundred in ("a hundred", "one hundred", "hundred"):
        yield hundred, "100"
        yield from ((f"{hundred} and {word}", str(100 + number)) for word, number in small)
    yield from (("a", "1"), ("an", "1"), ("half a", "0.5"), ("half an", "0.5"), ("half of a", "0.5"))
    yield from (("a couple of", "2"), ("a dozen", "12"), ("dozen", "12"), ("a score of", "20"))


_COUNTS = dict(_spellings())
_DIGITS = r"(?<![\w.,-])(?<!\bAct )\d(?:[\d.,]*\d)?(?![\w-])"
"""A number that stands by itself: not the one in “Przelewy24”, “3-D Secure” or “Consumer Credit Act 1974”, which are
names."""
_OTHERS = ("a couple of", "a score of", "half of a", "a dozen", "half an", "half a", "dozen", "an", "a")


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, of two that begin alike the longer one."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_BELOW_100 = rf"(?:{_any(_TENS)}(?:[- ]{_any(_SMALL[:9])})?|{_any(_SMALL)})"
_SPOKEN = rf"(?:(?:a |one )?hundred(?: and {_BELOW_100})?|{_BELOW_100}|{_any(_OTHERS)})"
"""What `_COUNTS` counts. Listed word by word it would be a pattern of some hundred branches, slow to make and ask."""
_TIMES = ("minute", "hour", "day", "night", "week", "month", "year")
_UNITS = "|".join(_TIMES)
_TIME = rf"(?:(?P<kind>business|working|banking|calendar) )?(?P<time>{_UNITS})s?\b"
_MONEY = r"US\$|C\$|A\$|NZ\$|S\$|HK\$|R\$|\$|€|£|¥|₩|EUR|USD|GBP|CHF|NOK|SEK|DKK|kr|zł|PLN|ILS|Kč"
_JOINED = r"(?:, | or | to | and |–|-)"
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    rf"(?:(?P<before>{_MONEY}) ?)?(?P<digits>{_DIGITS}(?:{_JOINED}{_DIGITS})*)"
    rf"(?: ?(?P<percent>%|percent\b)| (?P<coin>euro|dollar|pound)s?\b| ?(?P<after>{_MONEY})(?!\w)| {_TIME})?"
)
_WORD = re.compile(_SPOKEN)
_FORTNIGHT = re.compile(r"\b(?:a |one )?fortnight\b", re.IGNORECASE)
_SPOKEN_TIME = re.compile(rf"\b(?P<spoken>{_SPOKEN}(?:{_JOINED}{_SPOKEN})*) {_TIME}", re.IGNORECASE)

_HYPHEN = re.compile(rf"(?<![\w.,-])(\d[\d.,]*)-({_UNITS})s?\b", re.IGNORECASE)
_START = re.compile(r"\s*(?:\w+\s+){0,2}?\b(?:from|after|since|of)\b(?P<what>[^.;:()]{3,90})", re.IGNORECASE)
_SAID_BEFORE = re.compile(r"\b(its|that day|this day|then)\b", re.IGNORECASE)
"""What leads back to an earlier sentence, which nothing here understands: such a start is compared with no other."""
_EVENTS = {
    "the payment": r"\b(pa(id|y|ying|yment)s?|charged?|debit(ed)?|purchased?|bought|transaction)\b",
    "the bill": r"\b(bills?|statements?)\b",
    "the delivery": r"\b(deliver(y|ed)|arriv(al|ed)|received|receiving|receipt|came|come|got it|get it)\b",
    "the sending": r"\b(sent|shipp(ed|ing)|dispatch(ed)?)\b",
    "the refund": r"\b(refund(ed|s)?)\b",
    "the answer": r"\b(answer(ed|s)?|refus(al|ed)|decision|decided|reply|result)\b",
    "the complaint": r"\b(complain(t|ed)|contact(ed)?|notice|wrote|letter|asked|told|objection)\b",
    "the dispute": r"\b(disputes?|claim)\b",
    "the promise": r"\b(promised?|agreed|agreement)\b",
}
_EVENT = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _EVENTS.items()}


def numbers(text: str) -> Mapping[str, str]:
    """The numbers of a text, each once with its unit, and how it is typed."""
    return {f"{amount.number} {amount.unit}".strip(): amount.typed for amount in amounts(text)}


@lru_cache(limits.MOST_TEXTS)
def amounts(text: str) -> tuple[Amount, ...]:
    """Every number in a text. Most hold none, and need no more than a look for what one is made of."""
    low = text.lower()
    digits = (*_digits(text), *_hyphened(text)) if _DIGIT.search(text) else ()
    spoken = (*_spoken(text), *_fortnights(text)) if any(unit in low for unit in _TIMES) else ()
    return (*digits, *spoken)


def _digits(text: str) -> Iterator[Amount]:
    for found in _NUMBER.finditer(text):
        unit = found["before"] or found["after"] or found["coin"] or ("%" if found["percent"] else _time(found))
        for number in re.findall(_DIGITS, found["digits"]):
            yield Amount(number, unit, _starts(text, found), found[0].strip())


def _hyphened(text: str) -> Iterator[Amount]:
    """“A 45-day period”."""
    for found in _HYPHEN.finditer(text):
        yield Amount(found[1], found[2].lower(), frozenset(), found[0])


def _spoken(text: str) -> Iterator[Amount]:
    for found in _SPOKEN_TIME.finditer(text):
        for word in _WORD.findall(found["spoken"].lower()):
            yield Amount(_COUNTS[word], _time(found), _starts(text, found), found[0])


def _fortnights(text: str) -> Iterator[Amount]:
    for found in _FORTNIGHT.finditer(text):
        yield Amount("2", "week", frozenset(), found[0])


def _time(found: re.Match[str]) -> str:
    unit = (found["time"] or "").lower()
    return f"business {unit}" if unit and (found["kind"] or "calendar").lower() != "calendar" else unit


def _starts(text: str, found: re.Match[str]) -> frozenset[str]:
    """From which kinds of days the number counts: those that are named behind “from”, “after”, “since” or “of”."""
    start = _START.match(text, found.end()) if found["time"] else None
    if not start or _SAID_BEFORE.search(start["what"]):
        return frozenset()
    return frozenset(name for name, event in _EVENT.items() if event.search(start["what"]))


def backed(amount: Amount, facts: Iterable[Amount]) -> str | None:
    """Why no fact says the amount, or None where one does."""
    same = [fact for fact in facts if fact.number == amount.number]
    if not same:
        return f"says “{amount.typed}”"
    with_unit = [fact for fact in same if not amount.unit or fact.unit == amount.unit]
    if not with_unit:
        return f"says “{amount.typed}”: there it is “{same[0].typed}”"
    starts = {start for fact in with_unit for start in fact.starts}
    if amount.starts and starts and starts.isdisjoint(amount.starts) and all(fact.starts for fact in with_unit):
        return f"counts “{amount.typed}” from {min(amount.starts)}: there it is from {' or '.join(sorted(starts))}"
    return None


def numbers_that_no_fact_backs(tree: DecisionTree) -> Iterator[Problem]:
    """A number in any text stands, with its unit and the day from which it counts, in a fact that the text rests on: a
    fact of its step, its country or its clock; for a text to copy or a phrase, of a step for it; or a fact of a step to
    which the very same line links. What a case tells is no claim."""
    users = _users(tree)
    for entry in tree.entries():
        if isinstance(entry, Fact | Change | Situation):
            continue
        own = [*_facts(tree, entry, users)]
        for trace, text, typed in _said(entry):
            said = amounts(text)
            there = (fact for step in links(typed) if said and step in tree for fact in tree[step].facts)
            facts = [amount for fact in (*own, *there) for amount in amounts(tree.facts[fact].text)] if said else []
            for amount in said:
                reason = backed(amount, facts)
                if reason:
                    message = f"no fact of “{entry.id}” {reason}."
                    yield Problem(tree.at(*trace), message, "Name the fact that says so, or leave it out.")


def _users(tree: DecisionTree) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = {}
    for action in tree.actions.values():
        if action.message:
            found.setdefault(action.message, []).append(action)
    return found


def _facts(tree: DecisionTree, entry: Entry, users: dict[str, list[Action]]) -> Iterator[str]:
    """The ids of the facts that a text of `entry` may rest on."""
    yield from entry.named("facts")
    if isinstance(entry, Message):
        for action in users.get(entry.id, []):
            yield from action.facts
    elif isinstance(entry, Phrase | Retired):
        yield from tree[entry.next].facts
    elif isinstance(entry, Country) and entry.base:
        yield from tree.countries[entry.base].named("facts")


_NO_CLAIM = re.compile(r"^\[?\d+\. |\[[^\]]*\]", re.MULTILINE)
"""In a text to copy: the number of a line, and a blank, which is the reader's."""


def _said(entry: Entry) -> Iterator[tuple[Trace, str, str]]:
    """The texts of an entry, plain and as they are typed; of lengths of time what the page says. A `wait` is our own
    advice, not a claim."""
    for trace, text, mark in entry.values:
        if isinstance(mark, Text):
            words = plain(text) if mark.markdown else text
            yield trace, _NO_CLAIM.sub("", words) if isinstance(entry, Message) else words, text
    section = entry.spec.section
    if isinstance(entry, Action) and entry.window:
        yield (section, entry.id, "window"), str(entry.window), ""
    if isinstance(entry, Clock):
        yield (section, entry.id, "length"), f"{entry.length} from {entry.start}", ""


NUMBERS = (numbers_that_no_fact_backs,)
