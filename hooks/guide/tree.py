"""The tree: all entries of the guide, the links between its steps, and where each value stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from guide.article import Article
from guide.entry import Entry, Value
from guide.kinds import (
    FILE_OF,
    KINDS,
    TREE,
    Action,
    Change,
    Clock,
    Country,
    DeadEnd,
    Fact,
    Message,
    Option,
    Phrase,
    Question,
    Retired,
    Situation,
)
from guide.language import letters
from guide.problem import Place
from guide.values import Link, Named, Text, Trace

Node = Question | Action
READ_LETTERS = ("bank", "paypal", "pay-later", "authority")
"""Those who read what somebody of their own country writes; AliExpress has people who read English."""


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
    situations: Mapping[str, Situation]
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
    articles: Mapping[str, Article]
    """The hand-written pages, by file."""
    assets: Mapping[str, bytes | None] = field(repr=False)
    """All else that docs/ publishes, by file; None for what is no file of its own, such as a link to another one."""
    languages: tuple[str, ...] = ()
    """The code of each language in which the guide has pages."""
    translations: tuple[str, ...] = ()
    """The code of each language that has a folder of translations: also where it holds letters alone."""
    today: date | None = None
    """The day on which somebody looks at the guide, as they say it; nothing lies in the future where nobody does."""
    english: DecisionTree | None = None
    """Of a tree in another language the tree that it was made of. Whatever is not shown is asked of that one."""

    def __getitem__(self, node_id: str) -> Node:
        return self.questions.get(node_id) or self.actions[node_id]

    def __contains__(self, node_id: str) -> bool:
        return node_id in self.questions or node_id in self.actions

    def __iter__(self) -> Iterator[str]:
        yield from self.questions
        yield from self.actions

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """The older ids of steps (`redirect_from`), each with the id of the step that it leads to."""
        return {old: node for node in self for old in self[node].redirect_from}

    @cached_property
    def early(self) -> tuple[Action | Clock, ...]:
        """Whatever says for whom its last day comes early, in the order of the files."""
        return tuple(one for kind in (self.actions, self.clocks) for one in kind.values() if one.for_whom)

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

    @cached_property
    def by_key(self) -> Mapping[str, Entry]:
        """Everything that has an id of its own, as dates.lock names it."""
        return {entry.key: entry for entry in self.entries()}

    def entries(self) -> Iterator[Entry]:
        """Everything that has an id of its own, kind by kind."""
        for section in KINDS:
            yield from getattr(self, section).values()

    @cached_property
    def _values(self) -> list[Value]:
        return [value for entry in self.entries() for value in entry.values]

    @cached_property
    def _names(self) -> list[tuple[Trace, str, tuple[str, ...]]]:
        return [(trace, value, mark.sections) for trace, value, mark in self._values if isinstance(mark, Named)]

    @cached_property
    def _read(self) -> list[tuple[Trace, str, bool]]:
        return [(trace, value, mark.markdown) for trace, value, mark in self._values if isinstance(mark, Text)]

    @cached_property
    def _links(self) -> list[tuple[Trace, str]]:
        return [(trace, value) for trace, value, mark in self._values if isinstance(mark, Link)]

    def names(self) -> Iterator[tuple[Trace, str, tuple[str, ...]]]:
        """Every id of an entry that another one names: its trace, the id, and the sections in which it may stand."""
        return iter(self._names)

    def read(self) -> Iterator[tuple[Trace, str, bool]]:
        """Every text that readers read: its trace, the text, and whether it is Markdown."""
        return iter(self._read)

    def articles_for_readers(self) -> Iterator[Article]:
        """The hand-written pages whose words are held to plain English and to facts."""
        return (article for article in self.articles.values() if article.for_readers)

    def links(self) -> Iterator[tuple[Trace, str]]:
        """Every address of another site that is a value of its own: its trace, and the address."""
        return iter(self._links)

    def at(self, *trace: str | int) -> Place:
        """Where the value at `trace` stands: its section says in which file, or is the file of an article."""
        section = str(trace[0])
        return self.place(section if section in self.articles else FILE_OF.get(section, TREE), *trace)

    def entry_at(self, place: Place) -> str:
        """The key of the entry in which `place` stands, as dates.lock names it; empty where it stands in none."""
        starts = self._starts.get(place.file, [])
        number = bisect_right(starts, place.line, key=lambda start: start[0])
        return starts[number - 1][1] if number else ""

    @cached_property
    def _starts(self) -> Mapping[str, list[tuple[int, str]]]:
        """For each file the lines in which its entries begin, from above, with their keys."""
        found: dict[str, list[tuple[int, str]]] = {}
        for entry in self.entries():
            found.setdefault(entry.spec.file, []).append((self.at(entry.spec.section, entry.id).line, entry.key))
        return {file: sorted(starts) for file, starts in found.items()}

    def to_send(self, name: str) -> Message:
        """A text to copy in the language of who gets it."""
        message = self.messages[name]
        return self.english.messages[name] if self.english and message.sent_in else message

    @cached_property
    def letters_to_send(self) -> tuple[str, ...]:
        """The ids of the texts to send that somebody reads in the language of their country: a bank, PayPal, a lender,
        an authority. They stand in the order of the file."""
        asked = {action.message for action in self.actions.values() if action.turns_to in READ_LETTERS}
        return tuple(message.id for message in self.messages.values() if message.id in asked and not message.sent_in)

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
            for country in self._countries
        ]
        return [
            (country, self.facts[fact]) for country, facts in wanted for fact in facts if fact and fact not in named
        ]

    def countries_on(self, action: Action) -> list[Country]:
        """The countries whose pages say something of what the page of `action` is about, by their names: also of those
        of which it says all itself."""
        section = action.country_notes
        if section is None:
            return []
        return [each for each in self._countries if getattr(each, section) or getattr(each, f"{section}_body", "")]

    @cached_property
    def _countries(self) -> list[Country]:
        """From A to Z."""
        return sorted(self.countries.values(), key=lambda country: letters(country.name))

    def shown_with(self, entry: Entry) -> list[Entry]:
        """The other entries whose words stand on the page of `entry`, or one tap away: its facts, its text to copy, its
        notes of countries."""
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
