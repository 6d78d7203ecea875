"""What a field of the guide can hold: lengths of time, ids, addresses, words. The type of a field says it, with a mark
for whoever asks the tree: `Plain` is words that readers read, `FactId` the id of a fact that exists, and so on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from guide.limits import (
    LONGEST_ADDRESS,
    LONGEST_HEADING,
    LONGEST_HELP,
    LONGEST_ID,
    LONGEST_LETTER,
    LONGEST_LINE,
    LONGEST_OPTION,
    LONGEST_STORY,
    LONGEST_TEXT,
)

Trace = tuple[str | int, ...]
"""Where a value stands in a file: ("questions", "how-did-you-pay", "options", 0, "next")."""

_DAYS = r"([1-9][0-9]{0,3}) (business )?days?"
_WINDOW = rf"(about )?{_DAYS} from (.+)"
_KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
_ANSWER = rf"{_KEBAB}\.{_KEBAB}"
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


def _answer(value: str) -> str:
    if not re.fullmatch(_ANSWER, value):
        raise ValueError("Type a question, a full stop and one of its options, such as “how-did-you-pay.card”.")
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


def _words(value: str) -> str:
    if not value.strip(" .\u00a0…-–"):
        raise ValueError("Type words.")
    return value


def _like(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


@dataclass(frozen=True)
class Text:
    """Marks words that readers read: plain, or with the small part of Markdown that texts may use."""

    markdown: bool = False
    is_name: bool = False
    """Whether other pages show it, to name the entry or an answer."""
    of_others: bool = False
    """Whether they are the words of somebody else, such as the name of a work, which no translation changes."""


@dataclass(frozen=True)
class Link:
    """Marks the address of a page of another site."""


@dataclass(frozen=True)
class Named:
    """Marks the id of an entry of one of these `sections`. It must exist."""

    sections: tuple[str, ...]


@dataclass(frozen=True)
class Mentioned:
    """Marks the id of an entry of one of these `sections` that may have gone since: what is told of it stays true."""

    sections: tuple[str, ...]


@dataclass(frozen=True)
class Ruled:
    """Marks an id, or words, that the rule of this name looks after: it has to be one of a few."""

    rule: str


@dataclass(frozen=True)
class Silent:
    """Marks a field whose change no reader needs to hear of, and why."""

    reason: str


Mark = Text | Link | Named | Mentioned | Ruled

Id = Annotated[str, Field(max_length=LONGEST_ID), AfterValidator(_kebab), _like(_KEBAB)]
StepId = Annotated[Id, Named(("questions", "actions"))]
ActionId = Annotated[Id, Named(("actions",))]
FactId = Annotated[Id, Named(("facts",))]
CountryId = Annotated[Id, Named(("countries",))]
MessageId = Annotated[Id, Named(("messages",))]
OldIds = Annotated[tuple[Id, ...], Silent("An older address is on no page.")]
Line = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_words)]
Heading = Annotated[str, Field(min_length=1, max_length=LONGEST_HEADING), AfterValidator(_words), Text(is_name=True)]
Label = Annotated[str, Field(min_length=1, max_length=LONGEST_OPTION), AfterValidator(_words), Text(is_name=True)]
Plain = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), AfterValidator(_words), Text()]
OfOthers = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), AfterValidator(_words), Text(of_others=True)]
PlainHelp = Annotated[str, Field(min_length=1, max_length=LONGEST_HELP), AfterValidator(_words), Text()]
Help = Annotated[str, Field(min_length=1, max_length=LONGEST_HELP), AfterValidator(_words), Text(markdown=True)]
Sentences = Annotated[Line, Text()]
Prose = Annotated[Line, Text(markdown=True)]
Story = Annotated[str, Field(min_length=1, max_length=LONGEST_STORY), AfterValidator(_words), Text()]
Letter = Annotated[str, Field(min_length=1, max_length=LONGEST_LETTER), AfterValidator(_words), Text()]
Alternative = Annotated[str, Field(min_length=1, max_length=LONGEST_LETTER), AfterValidator(_words)]
AnswerName = Annotated[str, Field(max_length=2 * LONGEST_ID + 1), AfterValidator(_answer), _like(_ANSWER)]
Day = Annotated[date, BeforeValidator(_day), _like(r"\d{4}-\d{2}-\d{2}")]
Address = Annotated[str, Field(max_length=LONGEST_ADDRESS), AfterValidator(_address), _like(_ADDRESS), Link()]
CountrySection = Literal["card", "law", "guarantee", "tax", "trader", "bank"]
Whom = Literal["aliexpress", "bank", "paypal", "pay-later", "carrier", "authority", "nobody"]
Urgency = Literal["today", "countdown", "days", "none"]
# fmt: off
Glyph = Literal[
    "card", "paypal", "pay-later", "bank", "gift", "done", "waiting", "less", "talk", "ended", "parcel", "stopped"
]
# fmt: on
Length = Annotated[Days, BeforeValidator(_days), _like(_DAYS)]
TimeLimit = Annotated[Window, BeforeValidator(_window), _like(_WINDOW)]
