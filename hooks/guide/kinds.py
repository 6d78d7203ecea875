"""The kinds of entries. A class says all of one kind; this is the one table of fields: loader, rules, reports, schemas
and docs ask it and keep no list of their own.

Every class is frozen and complete: an instance that exists has all that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field, WithJsonSchema

from guide.entry import STEP, Entry, Part, Spec
from guide.values import (
    ActionId,
    Address,
    Alternative,
    AnswerName,
    CountryId,
    CountrySection,
    Day,
    FactId,
    Glyph,
    Heading,
    Help,
    Id,
    Label,
    Length,
    Letter,
    Line,
    Mentioned,
    MessageId,
    OfOthers,
    OldIds,
    Plain,
    PlainHelp,
    Prose,
    Ruled,
    Sentences,
    Silent,
    StepId,
    Story,
    TimeLimit,
    Urgency,
    Whom,
    Window,
)

TREE = "decision_tree.yaml"
HOSTS = "docs/data/allowed_hosts.yaml"
WORDS_TO_AVOID = "docs/data/words_to_avoid.yaml"
LOCK = "urls.lock"
DATES = "dates.lock"
GROUPS = ("aliexpress", "cards", "paypal", "pay-later", "local-methods", "customs-and-tax", "courts-and-complaints")
"""The groups of the list of all claims, in its order; behind them comes one for each country."""

_NOTHING_FOUND = re.compile(r"\b[Ww]e (?:found no|found nothing|saw no|did not find)\b")
_WHEN_READ = Silent("When and how a claim was read does not change what it says.")


class Option(Part):
    """One way to answer a question."""

    id: Id = Field(description="Short name of the option. It becomes part of links, so do not change it.")
    label: Label = Field(description="What the reader clicks: a full answer, never only “Yes”.")
    summary: Label = Field(
        description="The same as a fact about the reader, shown under “Your answers so far”.",
    )
    next: StepId = Field(description="The id of the question or action that this option leads to.")
    glyph: Annotated[Glyph | None, Silent("It is a picture beside the same words.")] = Field(
        default=None,
        description="A small picture beside the label, for readers who know it sooner than the words: "
        + ", ".join(get_args(Glyph)[:-1])
        + f" or {get_args(Glyph)[-1]}.",
    )
    country: Annotated[CountryId | None, Silent("It opens a note that stands on the page already.")] = Field(
        default=None,
        description="The country in which somebody who picks it is; pages after it show the note of that country open.",
    )

    def named(self, question: str) -> str:
        """The answer that picks it, as ready texts name it: “how-did-you-pay.card”."""
        return f"{question}.{self.id}"


class Question(Entry):
    """One question with its options."""

    spec = Spec(
        section="questions",
        file=TREE,
        one="question",
        heading="A question",
        title="ask",
        about="All questions by id.",
        path=STEP,
        least=1,
    )
    ask: Heading = Field(description="The question itself.")
    help: Help | None = Field(default=None, description="Where to look for the answer.")
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
        path=STEP,
        least=1,
    )
    title: Heading = Field(description="What to do, as a short command.")
    turns_to: Annotated[
        Whom | None, Silent("It is the colour of a page, with its word; the title and the steps name the same.")
    ] = Field(
        default=None,
        description="Whom the reader turns to first, for the colour and the word at the top: aliexpress (its sellers "
        "too), bank (card companies too), paypal, pay-later (lenders too), carrier, authority (courts and laws too) "
        "or nobody.",
    )
    steps: tuple[Prose, ...] = Field(min_length=1, description="What to do, one thing a line, the first thing first.")
    only_if: tuple[Prose, ...] = Field(
        default=(),
        description="What only some readers do. Each line begins with a question that says for whom it is; a tap opens "
        "the rest.",
    )
    why: Prose = Field(description="Why this is the right thing to do.")
    careful: Prose | None = Field(
        default=None, description="The mistake that costs money here; shown before the steps."
    )
    have_ready: tuple[Prose, ...] = Field(default=(), description="What to have at hand before you begin.")
    message: MessageId | None = Field(default=None, description="The id of a ready text to copy.")
    wait: Length | None = Field(default=None, description="How long to wait before trying the next step.")
    wait_from: Plain | None = Field(
        default=None,
        description="The day from which the wait counts, as it stands after “after”: “the day of the promise”. Without "
        "it, the wait counts from the day on which the reader did this.",
    )
    window: TimeLimit | None = Field(
        default=None, description="How long this is possible, and from which day; with “about” where sources differ."
    )
    urgency: Urgency | None = Field(
        default=None,
        description="How soon, for the box at the top: today, countdown (the order page shows the last day), days "
        "(those of the window) or none. It stands wherever `window` or `by_when` does, and agrees with them.",
    )
    clock_starts_with: tuple[ActionId, ...] = Field(
        default=(),
        description="Ids of the actions that make the first day of the window, if it runs only from then on.",
    )
    for_whom: Plain | None = Field(
        default=None,
        description="What those have whose last day comes early here, such as “a US credit card”. Every action from "
        "which this one is still to come warns them.",
    )
    by_when: Prose | None = Field(default=None, description="What else to know about the last day.")
    country_notes: CountrySection | None = Field(
        default=None,
        description="Which notes of the countries the page shows: card, law, guarantee, tax, trader or bank.",
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
        path=STEP,
        least=None,
    )
    title: Heading = Field(description="What the page was called.")
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
        path="facts/{}/#{}",
    )
    text: Sentences = Field(description="The claim. It says no more than the source.")
    source: OfOthers = Field(description="What the source is.")
    publisher: OfOthers = Field(description="Who publishes it.")
    url: Address = Field(description="Its web address.")
    dated: Annotated[Plain, _WHEN_READ, WithJsonSchema({"type": ["string", "integer"]})] = Field(
        description="The date of the page: a day, a month, a year, or “undated”."
    )
    where: Annotated[OfOthers, _WHEN_READ] = Field(
        description="The place in the source, as lawyers cite: an article, a heading, a question. No copied sentence."
    )
    read: Annotated[Literal["page", "part", "copy", "report"], _WHEN_READ] = Field(
        description="What was read: “page”, the whole page of the one whose rule it is; “part”, a part of that page; "
        "“copy”, a copy that another keeps; “report”, what another writes about the rule."
    )
    language: Annotated[Plain | None, _WHEN_READ] = Field(
        default=None, description="The language of the source, if it is not English."
    )
    pinned: Annotated[Address | None, _WHEN_READ] = Field(
        default=None,
        description="The address of a copy of the source that stays as it is, such as a file of Open Terms Archive at "
        "a commit.",
    )
    also: tuple[Address, ...] = Field(default=(), description="Further addresses that say the same.")
    about: Annotated[Id, Ruled("facts_about_what_is_no_group"), Silent("It says where the claim is listed.")] = Field(
        description="The group of the list of all claims that shows it: aliexpress, cards, paypal, pay-later, "
        "local-methods, customs-and-tax, courts-and-complaints, or the id of a country. It is part of its address."
    )
    checked: Annotated[Day, _WHEN_READ] = Field(
        description="The day on which somebody last compared the claim with the source."
    )
    second: Annotated[Day | None, _WHEN_READ] = Field(
        default=None, description="The day on which another one compared them too, without seeing the first verdict."
    )
    check_again: Annotated[Day, _WHEN_READ] = Field(description="The day on which to compare again.")
    changes_on: Annotated[Day | None, _WHEN_READ] = Field(
        default=None, description="The day on which the rule changes, if a coming rule names one."
    )
    withdrawn: Sentences | None = Field(
        default=None, description="Why the claim holds no longer. It stays in the list of all claims, and nowhere else."
    )

    @property
    def path(self) -> str:
        """Its address in the list of all claims."""
        return self.spec.path.format(self.about, self.id)

    @property
    def read_on(self) -> date:
        """The last day on which somebody compared it with its source."""
        return max(self.checked, self.second or self.checked)

    @property
    def says_that_nothing_was_found(self) -> bool:
        """Whether it says, also, that we looked for something and did not find it."""
        return bool(_NOTHING_FOUND.search(self.text))

    @property
    def in_the_original(self) -> bool:
        """Whether the whole text of the one whose rule it is was read: its page, or a copy that stays."""
        return self.read == "page" or (self.read == "copy" and self.pinned is not None)

    @property
    def confidence(self) -> Literal["high", "medium", "low"]:
        """How sure we are, by one rule. High: the original was read, twice. Medium: it was read once; or a part or a
        copy of it was read twice; or another's report was, and a further address says the same. Low: all else."""
        if self.in_the_original:
            return "high" if self.second else "medium"
        return "medium" if self.second and (self.read != "report" or self.also) else "low"

    def due(self, today: date | None) -> bool:
        """Whether somebody should have compared the claim again by `today`. Nothing is due where no day is known."""
        return today is not None and self.check_again < today


class Settled(Part):
    """One choice of a text to copy that is made for some readers, because of what they have answered."""

    says: Annotated[Alternative, Ruled("settled_words_that_are_no_choice")] = Field(
        description="The alternative that is right for these readers, word for word as it stands in the square bracket."
    )
    answers: tuple[Annotated[AnswerName, Ruled("settled_answers_that_do_not_exist")], ...] = Field(
        min_length=1,
        description="The answers of which one is enough, each as its question, a full stop and the id of the option: "
        "“how-did-you-pay.card”. Only answers after which no reader needs another alternative.",
    )

    def __str__(self) -> str:
        """How reports show it."""
        return f"{self.says} (after {', '.join(self.answers)})"


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
    name: Heading = Field(description="What the text is for.")
    title: Plain = Field(description="Who the text is for.")
    attach: tuple[Plain, ...] = Field(default=(), description="What to send with it.")
    text: Letter = Field(
        description="The text itself, with […] where the reader fills something in, or chooses: “[It is late. / It is "
        "broken since (date).]”. In the brackets, (…) is where they fill something in. A whole sentence in brackets, "
        "“[I sent it back.]”, is left out unless the reader ticks it. Write “[what happened]” where all fill it in."
    )
    sent_in: Annotated[Literal["English"] | None, Silent("It changes no English page.")] = Field(
        default=None,
        description="“English”, if those who get it work in English wherever the reader is: then each language shows "
        "the English to send, and its own words to understand it.",
    )
    read_in: Annotated[tuple[Id, ...], Silent("The text itself does not change.")] = Field(
        default=(),
        description="Codes of the languages that are read where it is sent, if it is for one country: “da”. Then the "
        "guide needs it in no other to send.",
    )
    settled: tuple[Settled, ...] = Field(
        default=(), description="Which of these choices an answer has made already; each has the keys below."
    )

    def words_for(self, answers: Set[str]) -> set[str]:
        """The alternatives that are settled for readers who gave these answers, each as “question.option”."""
        return {part.says for part in self.settled if not answers.isdisjoint(part.answers)}


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
    words: Heading = Field(description="The words on the screen.")
    means: PlainHelp = Field(description="What they usually mean, without numbers.")
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
    what: Heading = Field(description="The way that does not work.")
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
    name: Heading = Field(description="The country's name in English.")
    base: Annotated[Id, Ruled("countries_without_a_ground")] | None = Field(
        default=None, description="The id of the record whose rules hold here too."
    )
    language: Plain | None = Field(default=None, description="The language in which its bodies work.")
    letters: Annotated[tuple[Id, ...], Silent("The texts themselves do not change.")] = Field(
        default=(),
        description="Codes of the languages in which banks and bodies there read letters, besides English: “it”. The "
        "page of the country leads to the texts to send in these.",
    )
    cost: Plain | None = Field(default=None, description="What its bodies cost.")
    card: tuple[FactId, ...] = Field(
        default=(), description="Facts on the way through the card, the shortest clock first."
    )
    card_note: Annotated[Id, Ruled("notes_that_the_country_does_not_name")] | None = Field(
        default=None,
        description="The one of them that steps on cards show, whatever went wrong; none, if none fits all.",
    )
    law: tuple[FactId, ...] = Field(default=(), description="Facts on the law between the reader and the shop.")
    guarantee: tuple[FactId, ...] = Field(
        default=(), description="Facts on the guarantee that the law gives on faulty goods, the most telling first."
    )
    tax: tuple[FactId, ...] = Field(
        default=(), description="Facts on tax and duty that come back after a return or were paid twice."
    )
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
    name: Heading = Field(description="What is counted, and how long; the title of the page.")
    kind: Literal["limit", "wait"] = Field(
        description="“limit” if the reader must act in this time, “wait” if others have it or the reader must wait."
    )
    length: Length = Field(description="How long it is, such as “60 days” or “5 business days”.")
    start: Plain = Field(description="The day from which it counts, as it stands after “from”: “the day of the debit”.")
    fact: FactId = Field(description="The id of the fact that holds the number.")
    steps: Annotated[
        tuple[StepId, ...], Silent("Which steps it is for changes no day in its table; `guide diff` tells it.")
    ] = Field(min_length=1, description="Ids of the steps for it.")
    for_whom: Plain | None = Field(
        default=None,
        description="What those have whose last day comes early by it, such as “a Mexican card”, where they have no "
        "action of their own. Every action from which one of `steps` is still to come warns them.",
    )

    @property
    def window(self) -> Window:
        """The same as an action has it: how long, and from which day."""
        return Window(self.length, self.start)


_TELLS_NO_NEWS = Silent("A story says nothing that the guide does not say elsewhere.")


class Situation(Entry):
    """A case that happened to somebody, or that could: what they would answer, and where the guide has to lead them."""

    spec = Spec(
        section="situations",
        file="docs/data/situations.yaml",
        one="situation",
        heading="A real case (situation)",
        title="story",
        about="All situations by id.",
        path="situations/#{}",
    )
    story: Annotated[Story, _TELLS_NO_NEWS] = Field(
        description="What happened, as the shopper would say it, in our own words and without anything personal."
    )
    country: Annotated[CountryId | None, _TELLS_NO_NEWS] = Field(
        default=None, description="The id of the country, if the case tells it."
    )
    paid: Annotated[Plain | None, _TELLS_NO_NEWS] = Field(
        default=None, description="How they paid, if the case tells it."
    )
    language: Annotated[Plain | None, _TELLS_NO_NEWS] = Field(
        default=None, description="The language in which the case was told, if not English."
    )
    met: Annotated[Address | None, _TELLS_NO_NEWS] = Field(
        default=None, description="The public address where the case was met. Left out, it is made up."
    )
    answers: Annotated[tuple[Annotated[Id, Ruled("situations_that_lose_their_way")], ...], _TELLS_NO_NEWS] = Field(
        min_length=1,
        description="The ids of the options from the first question on; “not-solved” stands after an action.",
    )
    action: Annotated[ActionId, _TELLS_NO_NEWS] = Field(description="The id of the action where these answers end.")
    shows: Annotated[tuple[Annotated[Id, Ruled("facts_that_a_situation_does_not_meet")], ...], _TELLS_NO_NEWS] = Field(
        default=(), description="Ids of facts that the page of the action has to show for this case."
    )
    never: Annotated[tuple[ActionId, ...], _TELLS_NO_NEWS] = Field(
        default=(), description="Ids of actions that would harm in this case: it never meets them on its way."
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
    title: Heading = Field(
        description="What is different, as a reader would say it: “PayPal gives 180 days, not 45”.",
    )
    text: Sentences | None = Field(default=None, description="What else a reader should know or do now.")
    steps: tuple[Annotated[Id, Mentioned(("questions", "actions", "retired"))], ...] = Field(
        default=(), description="Ids of the steps it is about."
    )
    countries: tuple[Annotated[Id, Mentioned(("countries",))], ...] = Field(default=(), description="Ids of countries.")
    facts: tuple[Annotated[Id, Mentioned(("facts",))], ...] = Field(
        default=(), description="Ids of facts. The page of changes names the steps and countries that show them."
    )
    messages: tuple[Annotated[Id, Mentioned(("messages",))], ...] = Field(default=(), description="Ids of ready texts.")
    clocks: tuple[Annotated[Id, Mentioned(("clocks",))], ...] = Field(default=(), description="Ids of clocks.")
    situations: tuple[Annotated[Id, Mentioned(("situations",))], ...] = Field(
        default=(), description="Ids of real cases."
    )
    phrases: tuple[Annotated[Id, Mentioned(("phrases",))], ...] = Field(
        default=(), description="Ids of words on the screen."
    )
    dead_ends: tuple[Annotated[Id, Mentioned(("dead_ends",))], ...] = Field(
        default=(), description="Ids of ways that do not work."
    )


KINDS: Mapping[str, type[Entry]] = {
    kind.spec.section: kind
    for kind in (Question, Action, Retired, Fact, Message, Phrase, DeadEnd, Country, Clock, Situation, Change)
}
"""Each kind of entry by its section."""
LISTS = {
    "hosts": (HOSTS, "The hosts that a step may link to, each with the reason."),
    "words_to_avoid": (WORDS_TO_AVOID, "Words that no text uses, each with what to type instead, or “leave it out”."),
}
"""What is no entry: names, each with a few words. For each section its file, and what the schema says of it."""
FILE_OF = {section: kind.spec.file for section, kind in KINDS.items()}
FILE_OF |= {section: file for section, (file, _) in LISTS.items()}
