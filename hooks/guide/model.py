"""What the guide is made of. These classes are the one table of fields: the loader, its hints and the docs read it.

Every class is frozen and complete: an instance that exists has all that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from .limits import LONGEST_HEADING, LONGEST_HELP, LONGEST_OPTION
from .problem import Place

Trace = tuple[str | int, ...]
"""Where a value stands in a file: ("questions", "how-did-you-pay", "options", 0, "next")."""

_DAYS = r"([1-9][0-9]{0,3}) (business )?days?"
_WINDOW = rf"(about )?{_DAYS} from (.+)"
_KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
_ADDRESS = r"https?://[!-~]+"


@dataclass(frozen=True)
class Days:
    """A length of time. `kind` says which days are counted; business days leave out Saturdays and Sundays only."""

    count: int
    kind: Literal["calendar", "business"]

    @property
    def at_most(self) -> int:
        """The same time in calendar days, at most: each begun five business days may hold one weekend."""
        return self.count if self.kind == "calendar" else self.count + 2 * -(-self.count // 5)

    @property
    def at_least(self) -> int:
        """The same time in calendar days, at least: each full five business days hold one weekend."""
        return self.count if self.kind == "calendar" else self.count + 2 * (self.count // 5)

    def __str__(self) -> str:
        unit = "day" if self.count == 1 else "days"
        return f"{self.count} {unit}" if self.kind == "calendar" else f"{self.count} business {unit}"


@dataclass(frozen=True)
class Window:
    """The time in which something is possible: so many `days` from the day that `start` names. `about` marks a length
    that the sources do not agree on, or that others may shorten."""

    days: Days
    start: str
    about: bool = False

    def __str__(self) -> str:
        return f"{'about ' if self.about else ''}{self.days} from {self.start}"


def _days(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(_DAYS, value)
    if found is None:
        raise ValueError("Type a number and a kind of day, such as “10 business days” or “15 days”.")
    return Days(int(found[1]), "business" if found[2] else "calendar")


def _window(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(_WINDOW, value)
    if found is None:
        raise ValueError("Type a number of days and where the count starts, such as “120 days from the day you paid”.")
    return Window(Days(int(found[2]), "business" if found[3] else "calendar"), found[4], about=bool(found[1]))


def _kebab(value: str) -> str:
    if not re.fullmatch(_KEBAB, value):
        raise ValueError("Use small letters, digits and single hyphens, such as “ask-your-bank”.")
    return value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("Type a day as year-month-day, such as “2026-11-23”.") from None


def _address(value: str) -> str:
    if not re.fullmatch(_ADDRESS, value):
        raise ValueError("Type the whole address, such as “https://www.example.org/page”.")
    return value


def _like(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


Id = Annotated[str, AfterValidator(_kebab), _like(_KEBAB)]
Line = Annotated[str, Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_day), _like(r"\d{4}-\d{2}-\d{2}")]
Address = Annotated[str, AfterValidator(_address), _like(_ADDRESS)]
Lines = tuple[Line, ...]
CountrySection = Literal["card", "law", "trader", "bank"]
Whom = Literal["aliexpress", "bank", "paypal", "pay-later", "carrier", "authority", "nobody"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Option(_Part):
    """One way to answer a question."""

    id: Id = Field(description="Short name of the option. It becomes part of links, so do not change it.")
    label: Line = Field(
        max_length=LONGEST_OPTION, description="What the reader clicks: a full answer, never only “Yes”."
    )
    summary: Line = Field(
        max_length=LONGEST_OPTION,
        description="The same as a fact about the reader, shown under “Your answers so far”.",
    )
    next: Id = Field(description="The id of the question or action that this option leads to.")


class Question(_Part):
    """One question with its options."""

    id: Id
    ask: Line = Field(max_length=LONGEST_HEADING, description="The question itself.")
    help: Line | None = Field(default=None, max_length=LONGEST_HELP, description="Where to look for the answer.")
    why: Line | None = Field(default=None, description="Why the guide asks this.")
    options: tuple[Option, ...] = Field(description="The options, one of them with the id “not-sure”.")
    everybody_knows: Line | None = Field(
        default=None, description="Why every reader can answer, if the option “not-sure” is missing on purpose."
    )
    facts: tuple[Id, ...] = Field(default=(), description="Ids of the facts that stand behind the words of this page.")
    redirect_from: tuple[Id, ...] = Field(default=(), description="Older ids of this page, which still lead here.")


class Action(_Part):
    """What to do; the end of a path."""

    id: Id
    title: Line = Field(max_length=LONGEST_HEADING, description="What to do, as a short command.")
    turns_to: Whom | None = Field(
        default=None,
        description="Whom the reader turns to first, for the colour on the map: aliexpress (its sellers too), bank "
        "(card companies too), paypal, pay-later (lenders too), carrier, authority (courts and laws too) or nobody.",
    )
    steps: Lines = Field(min_length=1, description="What to do, one thing a line, the first thing first.")
    why: Line = Field(description="Why this is the right thing to do.")
    careful: Line | None = Field(default=None, description="The mistake that costs money here; shown before the steps.")
    have_ready: Lines = Field(default=(), description="What to have at hand before you begin.")
    message: Id | None = Field(default=None, description="The id of a ready text to copy.")
    wait: Annotated[Days | None, BeforeValidator(_days), _like(_DAYS)] = Field(
        default=None, description="How long to wait before trying the next step."
    )
    window: Annotated[Window | None, BeforeValidator(_window), _like(_WINDOW)] = Field(
        default=None, description="How long this is possible, and from which day; with “about” where sources differ."
    )
    clock_starts_with: tuple[Id, ...] = Field(
        default=(),
        description="Ids of the actions that make the first day of the window, if it runs only from then on.",
    )
    first: tuple[Id, ...] = Field(
        default=(), description="Ids of actions whose last day may come while the reader waits here; the page says so."
    )
    by_when: Line | None = Field(default=None, description="What else to know about the last day.")
    country_notes: CountrySection | None = Field(
        default=None, description="Which notes of the countries the page shows: card, law, trader or bank."
    )
    not_solved: Id | None = Field(default=None, description="The id of the next thing to try if this did not help.")
    last_resort: Line | None = Field(default=None, description="Why nothing comes after this action.")
    facts: tuple[Id, ...] = Field(default=(), description="Ids of the facts that stand behind the words of this page.")
    redirect_from: tuple[Id, ...] = Field(default=(), description="Older ids of this page, which still lead here.")


class Retired(_Part):
    """A page that is no more. Its address still answers, says so, and leads on."""

    id: Id
    title: Line = Field(max_length=LONGEST_HEADING, description="What the page was called.")
    because: Line = Field(description="Why it is no more.")
    next: Id = Field(description="The id of the question or action to go on with.")


class Fact(_Part):
    """A claim with its source and dates."""

    id: Id
    text: Line = Field(description="The claim. It says no more than the source.")
    source: Line = Field(description="What the source is.")
    publisher: Line = Field(description="Who publishes it.")
    url: Address = Field(description="Its web address.")
    dated: Annotated[Line, WithJsonSchema({"type": ["string", "integer"]})] = Field(
        description="The date of the page, or “undated”."
    )
    confidence: Literal["high", "medium", "low"] = Field(description="How sure we are: high, medium or low.")
    checked: Day = Field(description="The day on which somebody last compared the claim with the source.")
    check_again: Day = Field(description="The day on which to compare again.")
    also: tuple[Address, ...] = Field(default=(), description="Further addresses that say the same.")

    def due(self, today: date | None) -> bool:
        """Whether somebody should have compared the claim again by `today`. Nothing is due where no day is known."""
        return today is not None and self.check_again < today


class Message(_Part):
    """A text for the reader to copy, with blanks in square brackets."""

    id: Id
    name: Line = Field(max_length=LONGEST_HEADING, description="What the text is for.")
    title: Line = Field(description="Who the text is for.")
    attach: Lines = Field(default=(), description="What to send with it.")
    text: Line = Field(description="The text itself, with […] where the reader fills something in.")


class Phrase(_Part):
    """Words that a shopper sees on the screen."""

    id: Id
    words: Line = Field(max_length=LONGEST_HEADING, description="The words on the screen.")
    means: Line = Field(max_length=LONGEST_HELP, description="What they usually mean, without numbers.")
    next: Id = Field(description="The id of the step for them.")


class DeadEnd(_Part):
    """A way that others name and that does not work."""

    id: Id
    what: Line = Field(max_length=LONGEST_HEADING, description="The way that does not work.")
    facts: tuple[Id, ...] = Field(min_length=1, description="Ids of the facts that say why.")
    instead: Id = Field(description="The id of the step that helps.")


class Country(_Part):
    """What is different in one country. Every claim is a fact; the record only says where each belongs."""

    id: Id
    name: Line = Field(max_length=LONGEST_HEADING, description="The country's name in English.")
    base: Id | None = Field(default=None, description="The id of the record whose rules hold here too.")
    language: Line | None = Field(default=None, description="The language in which its bodies work.")
    cost: Line | None = Field(default=None, description="What its bodies cost.")
    card: tuple[Id, ...] = Field(default=(), description="Facts on the way through the card, the shortest clock first.")
    card_note: Id | None = Field(
        default=None,
        description="The one of them that steps on cards show, whatever went wrong; none, if none fits all.",
    )
    law: tuple[Id, ...] = Field(default=(), description="Facts on the law between the reader and the shop.")
    trader: tuple[Id, ...] = Field(default=(), description="Facts on where to complain about the shop.")
    bank: tuple[Id, ...] = Field(default=(), description="Facts on where to complain about the bank.")
    useless: tuple[Id, ...] = Field(default=(), description="Facts on what does not work there.")
    trader_body: Line | None = Field(default=None, description="The body that takes complaints about shops.")
    trader_url: Address | None = Field(default=None, description="Its web address, if somebody has seen it.")
    bank_body: Line | None = Field(default=None, description="The body that takes complaints about banks.")
    bank_url: Address | None = Field(default=None, description="Its web address, if somebody has seen it.")

    def facts(self) -> Iterator[tuple[str, int, str]]:
        """Every fact of the record: the key and the place in its list, and the id."""
        for key in ("card", "law", "trader", "bank", "useless"):
            for index, fact in enumerate(getattr(self, key)):
                yield key, index, fact


class Clock(_Part):
    """A length of time that a reader counts from a day of their own: a last day to act, or a wait."""

    id: Id
    name: Line = Field(max_length=LONGEST_HEADING, description="What is counted, and how long; the title of the page.")
    kind: Literal["limit", "wait"] = Field(
        description="“limit” if the reader must act in this time, “wait” if others have it or the reader must wait."
    )
    length: Annotated[Days, BeforeValidator(_days), _like(_DAYS)] = Field(
        description="How long it is, such as “60 days” or “5 business days”."
    )
    start: Line = Field(description="The day from which it counts, as it stands after “from”: “the day of the debit”.")
    fact: Id = Field(description="The id of the fact that holds the number.")
    steps: tuple[Id, ...] = Field(min_length=1, description="Ids of the steps for it.")


class Change(_Part):
    """What is different in the guide for its readers, and since when."""

    id: Id
    date: Day = Field(description="The day of the change, such as 2026-11-25.")
    kind: Literal["new", "corrected", "rule-changed", "removed", "wording"] = Field(
        description="“new”; “corrected” if the guide was wrong; “rule-changed” if AliExpress, a bank or a law changed "
        "its rule; “removed”; or “wording” if the advice is the same: then no reader needs to know, and only the page "
        "of changes shows it."
    )
    title: Line = Field(
        max_length=LONGEST_HEADING,
        description="What is different, as a reader would say it: “PayPal gives 180 days, not 45”.",
    )
    text: Line | None = Field(default=None, description="What else a reader should know or do now.")
    steps: tuple[Id, ...] = Field(default=(), description="Ids of the steps it is about.")
    countries: tuple[Id, ...] = Field(default=(), description="Ids of countries.")
    facts: tuple[Id, ...] = Field(
        default=(), description="Ids of facts. The page of changes names the steps and countries that show them."
    )
    messages: tuple[Id, ...] = Field(default=(), description="Ids of ready texts.")
    clocks: tuple[Id, ...] = Field(default=(), description="Ids of clocks.")
    phrases: tuple[Id, ...] = Field(default=(), description="Ids of words on the screen.")
    dead_ends: tuple[Id, ...] = Field(default=(), description="Ids of ways that do not work.")


class TreeFile(_Part):
    """decision_tree.yaml"""

    start: Id = Field(description="The id of the first question.")
    questions: Mapping[Id, Question] = Field(min_length=1, description="All questions by id.")
    actions: Mapping[Id, Action] = Field(min_length=1, description="All actions by id.")
    retired: Mapping[Id, Retired] = Field(default={}, description="Pages that are no more, by their old id.")


class FactsFile(_Part):
    """docs/data/facts.yaml"""

    facts: Mapping[Id, Fact] = Field(description="All facts by id.")


class MessagesFile(_Part):
    """docs/data/messages.yaml"""

    messages: Mapping[Id, Message] = Field(description="All ready texts by id.")


class PhrasesFile(_Part):
    """docs/data/phrases.yaml"""

    phrases: Mapping[Id, Phrase] = Field(description="All phrases by id.")


class DeadEndsFile(_Part):
    """docs/data/dead_ends.yaml"""

    dead_ends: Mapping[Id, DeadEnd] = Field(description="All ways that do not work, by id.")


class ClocksFile(_Part):
    """docs/data/clocks.yaml"""

    clocks: Mapping[Id, Clock] = Field(description="All clocks by id.")


class CountriesFile(_Part):
    """docs/data/countries.yaml"""

    countries: Mapping[Id, Country] = Field(description="All countries by id.")


class ChangesFile(_Part):
    """docs/data/changes.yaml"""

    changes: Mapping[Id, Change] = Field(description="All changes by id, the newest first.")


class HostsFile(_Part):
    """docs/data/allowed_hosts.yaml"""

    hosts: Mapping[str, Line] = Field(description="The hosts that a step may link to, each with the reason.")


Node = Question | Action


@dataclass(frozen=True)
class Edge:
    """One link of the tree. `option` is None where an action's *not_solved* leads on."""

    source: str
    option: Option | None
    target: str


@dataclass(frozen=True, eq=False)
class DecisionTree:
    """The whole guide. Two trees are never equal, so that what was computed of one can be kept for it."""

    start: str
    questions: Mapping[str, Question]
    actions: Mapping[str, Action]
    facts: Mapping[str, Fact]
    messages: Mapping[str, Message]
    phrases: Mapping[str, Phrase]
    dead_ends: Mapping[str, DeadEnd]
    countries: Mapping[str, Country]
    clocks: Mapping[str, Clock]
    changes: Mapping[str, Change]
    hosts: Mapping[str, str]
    retired: Mapping[str, Retired]
    published: tuple[str, ...]
    """Every address that was ever published, as urls.lock lists them: “/steps/ask-your-bank/”."""
    dates: Mapping[str, tuple[date, str]]
    """For each entry of the guide, as dates.lock lists it: the day of its last change, and a digest of what it said
    then. A step has its id there, any other entry its section too: “facts/refund-has-an-arn”."""
    places: Mapping[str, Mapping[Trace, Place]] = field(repr=False)
    """Where each value stands, by file and trace."""

    def __getitem__(self, node_id: str) -> Node:
        return self.questions.get(node_id) or self.actions[node_id]

    def __contains__(self, node_id: str) -> bool:
        return node_id in self.questions or node_id in self.actions

    def __iter__(self) -> Iterator[str]:
        yield from self.questions
        yield from self.actions

    def edges(self) -> Iterator[Edge]:
        """Every link of the tree, in the order in which the file holds them."""
        for question in self.questions.values():
            for option in question.options:
                yield Edge(question.id, option, option.next)
        for action in self.actions.values():
            if action.not_solved is not None:
                yield Edge(action.id, None, action.not_solved)

    def place(self, file: str, *trace: str | int) -> Place:
        """Where the value at `trace` stands in `file`; its first line, where it does not stand there."""
        return self.places[file].get(trace, Place(file))

    def facts_used(self) -> Iterator[str]:
        """The id of a fact for each time that a step, a country, a dead end or a clock names it."""
        for node in self:
            yield from self[node].facts
        for country in self.countries.values():
            yield from (fact for _, _, fact in country.facts())
        for end in self.dead_ends.values():
            yield from end.facts
        yield from (clock.fact for clock in self.clocks.values())

    def clocks_for(self, action: Action) -> list[Clock]:
        """The clocks that count the window of `action`; none where it has no window."""
        days = action.window.days if action.window else None
        return [clock for clock in self._clocks_at.get(action.id, []) if clock.kind == "limit" and clock.length == days]

    def other_clocks(self, action: Action) -> list[Clock]:
        """The clocks that count other days around `action`, those of the reader first, then those of others."""
        counted = self.clocks_for(action)
        found = [clock for clock in self._clocks_at.get(action.id, []) if clock not in counted]
        return sorted(found, key=lambda clock: clock.kind)

    @cached_property
    def _clocks_at(self) -> Mapping[str, list[Clock]]:
        """For each step the clocks that name it, in the order of the file."""
        found: dict[str, list[Clock]] = {}
        for clock in self.clocks.values():
            for step in dict.fromkeys(clock.steps):
                found.setdefault(step, []).append(clock)
        return found

    def title(self, node_id: str) -> str:
        """The words that name a node to a reader: the question, or what to do."""
        return self._titles[node_id]

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        found = {question.id: question.ask for question in self.questions.values()}
        return found | {action.id: action.title for action in self.actions.values()}
