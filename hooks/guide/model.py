"""What the guide is made of. A class says all of one kind of entry, and the type of a field says what it holds.
This is the one table of fields: loader, rules, reports, schemas and docs ask it and keep no list of their own.

Every class is frozen and complete: an instance that exists has all that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from guide.limits import LONGEST_HEADING, LONGEST_HELP, LONGEST_OPTION
from guide.problem import Place

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


TREE = "decision_tree.yaml"
HOSTS = "docs/data/allowed_hosts.yaml"
WORDS_TO_AVOID = "docs/data/words_to_avoid.yaml"
LOCK = "urls.lock"
DATES = "dates.lock"


# --- Marks: what a field is for ---


@dataclass(frozen=True)
class Text:
    """Marks words that readers read: plain, or with the small part of Markdown that texts may use."""

    markdown: bool = False


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
    """Marks an id that the rule of this name looks after, because it may stand in fewer places than others."""

    rule: str


@dataclass(frozen=True)
class Silent:
    """Marks a field whose change no reader needs to hear of, and why."""

    reason: str


Mark = Text | Link | Named | Mentioned | Ruled

Id = Annotated[str, AfterValidator(_kebab), _like(_KEBAB)]
StepId = Annotated[Id, Named(("questions", "actions"))]
ActionId = Annotated[Id, Named(("actions",))]
FactId = Annotated[Id, Named(("facts",))]
MessageId = Annotated[Id, Named(("messages",))]
OldIds = Annotated[tuple[Id, ...], Silent("An older address is on no page.")]
Line = Annotated[str, Field(min_length=1)]
Plain = Annotated[Line, Text()]
Prose = Annotated[Line, Text(markdown=True)]
Day = Annotated[date, BeforeValidator(_day), _like(r"\d{4}-\d{2}-\d{2}")]
Address = Annotated[str, AfterValidator(_address), _like(_ADDRESS), Link()]
CountrySection = Literal["card", "law", "trader", "bank"]
Whom = Literal["aliexpress", "bank", "paypal", "pay-later", "carrier", "authority", "nobody"]

_READ_ELSEWHERE = Silent("Where and when a claim was read does not change what it says.")


# --- Kinds of entries ---


@dataclass(frozen=True)
class Spec:
    """What holds for all entries of one kind. A new kind is a class with one of these."""

    section: str
    """Their key in the file, and their name in the tree, in dates.lock and in changes.yaml."""
    file: str
    one: str
    """What a problem calls one of them."""
    heading: str
    """What contributing.md calls one of them."""
    title: str
    """The key whose words name an entry to readers."""
    about: str
    """What the schema says of the section."""
    path: str = ""
    """Where readers find an entry, with its id left open; empty where other pages show it."""
    least: int | None = 0
    """How many there are at least. None where the section itself may be missing."""

    @property
    def page(self) -> str:
        """The path of the page that lists them all."""
        return self.path.partition("#")[0].partition("{")[0]


_STEP = "steps/{}/"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Value(NamedTuple):
    """One marked value of an entry: where it stands, and what it is."""

    trace: Trace
    value: str
    mark: Mark


class Entry(_Part):
    """Something with an id of its own."""

    spec: ClassVar[Spec]
    id: Id

    @property
    def heading(self) -> str:
        """The words that name it to readers."""
        return str(getattr(self, self.spec.title))

    @property
    def path(self) -> str:
        """Its address in the site, or nothing where it has none of its own."""
        return self.spec.path.format(self.id)

    @property
    def key(self) -> str:
        """How dates.lock names it: a step by its id alone, others with their section, “facts/refund-has-an-arn”."""
        return self.id if self.spec.path == _STEP else f"{self.spec.section}/{self.id}"

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value that is marked, in the order of the fields."""
        return tuple(_values(self, (self.spec.section, self.id)))

    def named(self, section: str) -> list[str]:
        """The ids of all entries of `section` that it names, in the order of its fields."""
        return [found.value for found in self.values if found.mark == Named((section,))]


def silent(kind: type[Entry]) -> set[str]:
    """The fields whose change no reader needs to hear of."""
    return {name for name, of in kind.model_fields.items() if any(isinstance(mark, Silent) for mark in of.metadata)}


@cache
def marks(part: type[BaseModel]) -> Mapping[str, Mark | None]:
    """The fields of a class that hold marked values, each with its mark; None where they hold parts that do."""
    found: dict[str, Mark | None] = {}
    for name, of in part.model_fields.items():
        parts = [*of.metadata, *parts_of(of.annotation)]
        mark = next((each for each in parts if isinstance(each, Mark)), None)
        if mark or any(isinstance(each, type) and issubclass(each, _Part) for each in parts):
            found[name] = mark
    return found


def parts_of(annotation: Any) -> Iterator[Any]:
    """A type, and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def _values(part: _Part, trace: Trace) -> Iterator[Value]:
    for name, mark in marks(type(part)).items():
        value = getattr(part, name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                if mark:
                    yield Value((*trace, name, index), item, mark)
                else:
                    yield from _values(item, (*trace, name, index))
        elif value is not None and mark:
            yield Value((*trace, name), value, mark)


class Option(_Part):
    """One way to answer a question."""

    id: Id = Field(description="Short name of the option. It becomes part of links, so do not change it.")
    label: Plain = Field(
        max_length=LONGEST_OPTION, description="What the reader clicks: a full answer, never only “Yes”."
    )
    summary: Plain = Field(
        max_length=LONGEST_OPTION,
        description="The same as a fact about the reader, shown under “Your answers so far”.",
    )
    next: StepId = Field(description="The id of the question or action that this option leads to.")


class Question(Entry):
    """One question with its options."""

    spec = Spec(
        section="questions",
        file=TREE,
        one="question",
        heading="A question",
        title="ask",
        about="All questions by id.",
        path=_STEP,
        least=1,
    )
    ask: Plain = Field(max_length=LONGEST_HEADING, description="The question itself.")
    help: Prose | None = Field(default=None, max_length=LONGEST_HELP, description="Where to look for the answer.")
    why: Prose | None = Field(default=None, description="Why the guide asks this.")
    options: tuple[Option, ...] = Field(description="The options, one of them with the id “not-sure”.")
    everybody_knows: Annotated[Line | None, Silent("It tells contributors why an option is missing.")] = Field(
        default=None, description="Why every reader can answer, if the option “not-sure” is missing on purpose."
    )
    facts: tuple[FactId, ...] = Field(
        default=(), description="Ids of the facts that stand behind the words of this page."
    )
    redirect_from: OldIds = Field(default=(), description="Older ids of this page, which still lead here.")


class Action(Entry):
    """What to do; the end of a path."""

    spec = Spec(
        section="actions",
        file=TREE,
        one="action",
        heading="An action",
        title="title",
        about="All actions by id.",
        path=_STEP,
        least=1,
    )
    title: Plain = Field(max_length=LONGEST_HEADING, description="What to do, as a short command.")
    turns_to: Annotated[Whom | None, Silent("It is the colour of a box on the map.")] = Field(
        default=None,
        description="Whom the reader turns to first, for the colour on the map: aliexpress (its sellers too), bank "
        "(card companies too), paypal, pay-later (lenders too), carrier, authority (courts and laws too) or nobody.",
    )
    steps: tuple[Prose, ...] = Field(min_length=1, description="What to do, one thing a line, the first thing first.")
    why: Prose = Field(description="Why this is the right thing to do.")
    careful: Prose | None = Field(
        default=None, description="The mistake that costs money here; shown before the steps."
    )
    have_ready: tuple[Prose, ...] = Field(default=(), description="What to have at hand before you begin.")
    message: MessageId | None = Field(default=None, description="The id of a ready text to copy.")
    wait: Annotated[Days | None, BeforeValidator(_days), _like(_DAYS)] = Field(
        default=None, description="How long to wait before trying the next step."
    )
    window: Annotated[Window | None, BeforeValidator(_window), _like(_WINDOW)] = Field(
        default=None, description="How long this is possible, and from which day; with “about” where sources differ."
    )
    clock_starts_with: tuple[ActionId, ...] = Field(
        default=(),
        description="Ids of the actions that make the first day of the window, if it runs only from then on.",
    )
    first: tuple[ActionId, ...] = Field(
        default=(), description="Ids of actions whose last day may come while the reader waits here; the page says so."
    )
    by_when: Prose | None = Field(default=None, description="What else to know about the last day.")
    country_notes: CountrySection | None = Field(
        default=None, description="Which notes of the countries the page shows: card, law, trader or bank."
    )
    not_solved: StepId | None = Field(default=None, description="The id of the next thing to try if this did not help.")
    last_resort: Prose | None = Field(default=None, description="Why nothing comes after this action.")
    facts: tuple[FactId, ...] = Field(
        default=(), description="Ids of the facts that stand behind the words of this page."
    )
    redirect_from: OldIds = Field(default=(), description="Older ids of this page, which still lead here.")


class Retired(Entry):
    """A page that is no more. Its address still answers, says so, and leads on."""

    spec = Spec(
        section="retired",
        file=TREE,
        one="retired page",
        heading="A page that is no more (retired)",
        title="title",
        about="Pages that are no more, by their old id.",
        path=_STEP,
        least=None,
    )
    title: Plain = Field(max_length=LONGEST_HEADING, description="What the page was called.")
    because: Prose = Field(description="Why it is no more.")
    next: StepId = Field(description="The id of the question or action to go on with.")


class Fact(Entry):
    """A claim with its source and dates."""

    spec = Spec(
        section="facts",
        file="docs/data/facts.yaml",
        one="fact",
        heading="A fact",
        title="text",
        about="All facts by id.",
    )
    text: Plain = Field(description="The claim. It says no more than the source.")
    source: Annotated[Plain, _READ_ELSEWHERE] = Field(description="What the source is.")
    publisher: Annotated[Plain, _READ_ELSEWHERE] = Field(description="Who publishes it.")
    url: Annotated[Address, _READ_ELSEWHERE] = Field(description="Its web address.")
    dated: Annotated[Plain, _READ_ELSEWHERE, WithJsonSchema({"type": ["string", "integer"]})] = Field(
        description="The date of the page, or “undated”."
    )
    confidence: Literal["high", "medium", "low"] = Field(description="How sure we are: high, medium or low.")
    checked: Annotated[Day, _READ_ELSEWHERE] = Field(
        description="The day on which somebody last compared the claim with the source."
    )
    check_again: Annotated[Day, _READ_ELSEWHERE] = Field(description="The day on which to compare again.")
    also: Annotated[tuple[Address, ...], _READ_ELSEWHERE] = Field(
        default=(), description="Further addresses that say the same."
    )

    def due(self, today: date | None) -> bool:
        """Whether somebody should have compared the claim again by `today`. Nothing is due where no day is known."""
        return today is not None and self.check_again < today


class Message(Entry):
    """A text for the reader to copy, with blanks in square brackets."""

    spec = Spec(
        section="messages",
        file="docs/data/messages.yaml",
        one="message",
        heading="A ready text (message)",
        title="name",
        about="All ready texts by id.",
        path="messages/#{}",
    )
    name: Plain = Field(max_length=LONGEST_HEADING, description="What the text is for.")
    title: Plain = Field(description="Who the text is for.")
    attach: tuple[Plain, ...] = Field(default=(), description="What to send with it.")
    text: Plain = Field(description="The text itself, with […] where the reader fills something in.")


class Phrase(Entry):
    """Words that a shopper sees on the screen."""

    spec = Spec(
        section="phrases",
        file="docs/data/phrases.yaml",
        one="phrase",
        heading="Words on the screen (phrase)",
        title="words",
        about="All phrases by id.",
        path="phrases/#{}",
    )
    words: Plain = Field(max_length=LONGEST_HEADING, description="The words on the screen.")
    means: Plain = Field(max_length=LONGEST_HELP, description="What they usually mean, without numbers.")
    next: StepId = Field(description="The id of the step for them.")


class DeadEnd(Entry):
    """A way that others name and that does not work."""

    spec = Spec(
        section="dead_ends",
        file="docs/data/dead_ends.yaml",
        one="dead end",
        heading="A way that does not work (dead end)",
        title="what",
        about="All ways that do not work, by id.",
        path="dead-ends/#{}",
    )
    what: Plain = Field(max_length=LONGEST_HEADING, description="The way that does not work.")
    facts: tuple[FactId, ...] = Field(min_length=1, description="Ids of the facts that say why.")
    instead: StepId = Field(description="The id of the step that helps.")


class Country(Entry):
    """What is different in one country. Every claim is a fact; the record only says where each belongs."""

    spec = Spec(
        section="countries",
        file="docs/data/countries.yaml",
        one="country",
        heading="A country",
        title="name",
        about="All countries by id.",
        path="countries/{}/",
    )
    name: Plain = Field(max_length=LONGEST_HEADING, description="The country's name in English.")
    base: Annotated[Id, Ruled("countries_without_a_ground")] | None = Field(
        default=None, description="The id of the record whose rules hold here too."
    )
    language: Plain | None = Field(default=None, description="The language in which its bodies work.")
    cost: Plain | None = Field(default=None, description="What its bodies cost.")
    card: tuple[FactId, ...] = Field(
        default=(), description="Facts on the way through the card, the shortest clock first."
    )
    card_note: Annotated[Id, Ruled("notes_that_the_country_does_not_name")] | None = Field(
        default=None,
        description="The one of them that steps on cards show, whatever went wrong; none, if none fits all.",
    )
    law: tuple[FactId, ...] = Field(default=(), description="Facts on the law between the reader and the shop.")
    trader: tuple[FactId, ...] = Field(default=(), description="Facts on where to complain about the shop.")
    bank: tuple[FactId, ...] = Field(default=(), description="Facts on where to complain about the bank.")
    useless: tuple[FactId, ...] = Field(default=(), description="Facts on what does not work there.")
    trader_body: Plain | None = Field(default=None, description="The body that takes complaints about shops.")
    trader_url: Address | None = Field(default=None, description="Its web address, if somebody has seen it.")
    bank_body: Plain | None = Field(default=None, description="The body that takes complaints about banks.")
    bank_url: Address | None = Field(default=None, description="Its web address, if somebody has seen it.")


class Clock(Entry):
    """A length of time that a reader counts from a day of their own: a last day to act, or a wait."""

    spec = Spec(
        section="clocks",
        file="docs/data/clocks.yaml",
        one="clock",
        heading="A clock",
        title="name",
        about="All clocks by id.",
        path="dates/{}/",
    )
    name: Plain = Field(max_length=LONGEST_HEADING, description="What is counted, and how long; the title of the page.")
    kind: Literal["limit", "wait"] = Field(
        description="“limit” if the reader must act in this time, “wait” if others have it or the reader must wait."
    )
    length: Annotated[Days, BeforeValidator(_days), _like(_DAYS)] = Field(
        description="How long it is, such as “60 days” or “5 business days”."
    )
    start: Plain = Field(description="The day from which it counts, as it stands after “from”: “the day of the debit”.")
    fact: FactId = Field(description="The id of the fact that holds the number.")
    steps: Annotated[tuple[StepId, ...], Silent("Which steps it is for does not change a day in its table.")] = Field(
        min_length=1, description="Ids of the steps for it."
    )


class Change(Entry):
    """What is different in the guide for its readers, and since when."""

    spec = Spec(
        section="changes",
        file="docs/data/changes.yaml",
        one="change",
        heading="A change",
        title="title",
        about="All changes by id, the newest first.",
        path="changes/#{}",
    )
    date: Day = Field(description="The day of the change, such as 2026-11-25.")
    kind: Literal["new", "corrected", "rule-changed", "removed", "wording"] = Field(
        description="“new”; “corrected” if the guide was wrong; “rule-changed” if AliExpress, a bank or a law changed "
        "its rule; “removed”; or “wording” if the advice is the same: then no reader needs to know, and only the page "
        "of changes shows it."
    )
    title: Plain = Field(
        max_length=LONGEST_HEADING,
        description="What is different, as a reader would say it: “PayPal gives 180 days, not 45”.",
    )
    text: Plain | None = Field(default=None, description="What else a reader should know or do now.")
    steps: tuple[Annotated[Id, Mentioned(("questions", "actions", "retired"))], ...] = Field(
        default=(), description="Ids of the steps it is about."
    )
    countries: tuple[Annotated[Id, Mentioned(("countries",))], ...] = Field(default=(), description="Ids of countries.")
    facts: tuple[Annotated[Id, Mentioned(("facts",))], ...] = Field(
        default=(), description="Ids of facts. The page of changes names the steps and countries that show them."
    )
    messages: tuple[Annotated[Id, Mentioned(("messages",))], ...] = Field(default=(), description="Ids of ready texts.")
    clocks: tuple[Annotated[Id, Mentioned(("clocks",))], ...] = Field(default=(), description="Ids of clocks.")
    phrases: tuple[Annotated[Id, Mentioned(("phrases",))], ...] = Field(
        default=(), description="Ids of words on the screen."
    )
    dead_ends: tuple[Annotated[Id, Mentioned(("dead_ends",))], ...] = Field(
        default=(), description="Ids of ways that do not work."
    )


KINDS: Mapping[str, type[Entry]] = {
    kind.spec.section: kind
    for kind in (Question, Action, Retired, Fact, Message, Phrase, DeadEnd, Country, Clock, Change)
}
"""Each kind of entry by its section."""
LISTS = {
    "hosts": (HOSTS, "The hosts that a step may link to, each with the reason."),
    "words_to_avoid": (WORDS_TO_AVOID, "Words that no text uses, each with what to type instead, or “leave it out”."),
}
"""What is no entry: names, each with a few words. For each section its file, and what the schema says of it."""
_FILE_OF = {section: kind.spec.file for section, kind in KINDS.items()}
_FILE_OF |= {section: file for section, (file, _) in LISTS.items()}


# --- The tree ---


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
    words_to_avoid: Mapping[str, str]
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

    def entries(self) -> Iterator[Entry]:
        """Everything that has an id of its own, kind by kind."""
        for section in KINDS:
            yield from getattr(self, section).values()

    @cached_property
    def _values(self) -> list[Value]:
        return [value for entry in self.entries() for value in entry.values]

    def names(self) -> Iterator[tuple[Trace, str, tuple[str, ...]]]:
        """Every id of an entry that another one names: its trace, the id, and the sections in which it may stand."""
        return ((trace, value, mark.sections) for trace, value, mark in self._values if isinstance(mark, Named))

    def read(self) -> Iterator[tuple[Trace, str, bool]]:
        """Every text that readers read: its trace, the text, and whether it is Markdown."""
        return ((trace, value, mark.markdown) for trace, value, mark in self._values if isinstance(mark, Text))

    def links(self) -> Iterator[tuple[Trace, str]]:
        """Every address of another site that is a value of its own: its trace, and the address."""
        return ((trace, value) for trace, value, mark in self._values if isinstance(mark, Link))

    def at(self, *trace: str | int) -> Place:
        """Where the value at `trace` stands: its section says in which file."""
        return self.place(_FILE_OF.get(str(trace[0]), TREE), *trace)

    def find(self, sections: Iterable[str], name: str) -> Entry | None:
        """The entry with the id `name` in one of these sections."""
        return next((found for section in sections if (found := getattr(self, section).get(name))), None)

    def notes(self, entry: Entry) -> list[tuple[Country, Fact]]:
        """What the page of an action says of single countries: of each its `card_note`, or the first fact of another
        kind; nothing where the page says it anyway."""
        section = getattr(entry, "country_notes", None)
        if section is None:
            return []
        named = {*entry.named("facts")}
        wanted = [
            (country, [country.card_note] if section == "card" else getattr(country, section)[:1])
            for country in sorted(self.countries.values(), key=lambda country: country.name)
        ]
        return [
            (country, self.facts[fact]) for country, facts in wanted for fact in facts if fact and fact not in named
        ]

    def shown_with(self, entry: Entry) -> list[Entry]:
        """The other entries whose words stand on the page of `entry`: its facts, its text to copy, its notes."""
        found = [self.facts[name] for name in entry.named("facts")]
        messages = [self.messages[name] for name in entry.named("messages")]
        return [*found, *messages, *(part for note in self.notes(entry) for part in note)]

    @cached_property
    def _pages_with(self) -> Mapping[str, dict[int, Entry]]:
        found: dict[str, dict[int, Entry]] = {}
        for number, entry in enumerate(self.entries()):
            if entry.path:
                for shown in self.shown_with(entry):
                    found.setdefault(shown.key, {})[number] = entry
        return found

    def pages_with(self, facts: Iterable[str]) -> list[Entry]:
        """The entries whose pages show one of the facts with these ids, in the order of the files."""
        showing = [self._pages_with.get(f"facts/{fact}", {}) for fact in facts]
        found = {number: entry for entries in showing for number, entry in entries.items()}
        return [found[number] for number in sorted(found)]

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
