"""Rules about names: everything that is named exists, once, and can be an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .load import CLOCKS, COUNTRIES, DEAD_ENDS, FACTS, MESSAGES, PHRASES, TREE
from .model import DecisionTree, Trace
from .problem import Place, Problem, nearest

RESERVED_IDS = {"a-z", "countries", "index", "print", "search"}
RESERVED_OPTION_IDS = {"from", "tried", "answers", "content", "facts", "message"}
"""Words that stand in the addresses or headings of the pages."""


def place_of(tree: DecisionTree, *trace: str | int, file: str = TREE) -> Place:
    return tree.place(file, *trace)


def section_of(tree: DecisionTree, node: str) -> str:
    return "questions" if node in tree.questions else "actions"


def _listed(tree: DecisionTree, key: str) -> Iterator[tuple[str, str, Place]]:
    """Each action that has the key, with each id that stands there, and its place."""
    for action in tree.actions.values():
        for index, name in enumerate(getattr(action, key)):
            yield action.id, name, place_of(tree, "actions", action.id, key, index)


def missing_targets(tree: DecisionTree) -> Iterator[Problem]:
    """`start`, `next` and `not_solved` name a step that exists, so do the `steps` of a clock; `first` and
    `clock_starts_with` name actions."""

    def missing(target: str, what: str, *trace: str | int, file: str = TREE) -> Iterator[Problem]:
        if target not in tree:
            meant = nearest(target, tree)
            line = place_of(tree, section_of(tree, meant), meant).line if meant else 0
            where = f"line {line}" if file == TREE else f"{TREE}:{line}"
            hint = f"Did you mean “{meant}” ({where})?" if meant else ""
            hint = hint or f"Write the action “{target}” under “actions:”, or name one that is there."
            place = place_of(tree, *trace, file=file)
            yield Problem(place, f"{what} leads to “{target}”, which does not exist.", hint)

    yield from missing(tree.start, "“start”", "start")
    for question in tree.questions.values():
        for index, option in enumerate(question.options):
            trace = ("questions", question.id, "options", index, "next")
            yield from missing(option.next, f"the answer “{option.label}”", *trace)
    for action in tree.actions.values():
        if action.not_solved:
            what = f"“not_solved” of the action “{action.id}”"
            yield from missing(action.not_solved, what, "actions", action.id, "not_solved")
    for page in tree.retired.values():
        yield from missing(page.next, f"the retired page “{page.id}”", "retired", page.id, "next")
    for phrase in tree.phrases.values():
        yield from missing(phrase.next, f"the phrase “{phrase.words}”", "phrases", phrase.id, "next", file=PHRASES)
    for end in tree.dead_ends.values():
        yield from missing(end.instead, f"the dead end “{end.id}”", "dead_ends", end.id, "instead", file=DEAD_ENDS)
    for clock in tree.clocks.values():
        for index, step in enumerate(clock.steps):
            yield from missing(step, f"the clock “{clock.id}”", "clocks", clock.id, "steps", index, file=CLOCKS)
    for key in ("first", "clock_starts_with"):
        for action_id, name, place in _listed(tree, key):
            if name not in tree.actions:
                meant = nearest(name, tree.actions)
                hint = f"Did you mean “{meant}”?" if meant else "Name an action that is there, or delete it."
                yield Problem(place, f"“{key}” of the action “{action_id}” names “{name}”, which is no action.", hint)


def start_that_is_no_question(tree: DecisionTree) -> Iterator[Problem]:
    """The guide starts with a question."""
    if tree.start in tree.actions:
        yield Problem(
            place_of(tree, "start"), f"“start” leads to the action “{tree.start}”.", "Name a question instead."
        )


def ids_used_twice(tree: DecisionTree) -> Iterator[Problem]:
    """A question and an action never share an id, because each id is one web address."""
    for action in tree.actions:
        if action in tree.questions:
            line = place_of(tree, "questions", action).line
            yield Problem(
                place_of(tree, "actions", action),
                f"the id “{action}” is also the id of the question in line {line}.",
                "Give one of them another id.",
            )


def ids_that_cannot_be_addresses(tree: DecisionTree) -> Iterator[Problem]:
    """An id has 3 to 60 characters, at least one of them a letter, and is not a word that the site uses itself."""
    places = {node: place_of(tree, section_of(tree, node), node) for node in tree}
    places |= {node: place_of(tree, "retired", node) for node in tree.retired}
    for node, place in places.items():
        if not 3 <= len(node) <= 60 or node.replace("-", "").isdigit() or node in RESERVED_IDS:
            yield Problem(
                place,
                f"“{node}” cannot be an id.",
                "Use 3 to 60 characters, at least one letter, and not one of: " + ", ".join(sorted(RESERVED_IDS)) + ".",
            )
    for question in tree.questions.values():
        for index, option in enumerate(question.options):
            if option.id in RESERVED_OPTION_IDS:
                yield Problem(
                    place_of(tree, "questions", question.id, "options", index, "id"),
                    f"“{option.id}” cannot be the id of an option.",
                    "The pages use this word themselves; choose another.",
                )


def old_ids_in_use(tree: DecisionTree) -> Iterator[Problem]:
    """An id under `redirect_from` or `retired` is not in use any more, and stands in one place only."""
    seen = {old: page.next for old, page in tree.retired.items()}
    for old in tree.retired:
        if old in tree:
            place = place_of(tree, "retired", old)
            yield Problem(place, f"“{old}” is still the id of a page.", "Delete this entry, or that page.")
    for node in tree:
        for index, old in enumerate(tree[node].redirect_from):
            place = place_of(tree, section_of(tree, node), node, "redirect_from", index)
            if old in tree:
                yield Problem(place, f"“{old}” is still the id of a page.", "Delete this line, or rename that page.")
            elif old in seen:
                yield Problem(place, f"“{old}” already leads to “{seen[old]}”.", "Delete one of the two lines.")
            seen[old] = node


def options_that_look_alike(tree: DecisionTree) -> Iterator[Problem]:
    """The options of a question differ in their ids and in their labels."""
    for question in tree.questions.values():
        for key in ("id", "label"):
            seen: set[str] = set()
            for index, option in enumerate(question.options):
                value = getattr(option, key)
                if value.casefold() in seen:
                    yield Problem(
                        place_of(tree, "questions", question.id, "options", index, key),
                        f"two options of the question “{question.id}” have the {key} “{value}”.",
                        f"Change the {key} of one of them.",
                    )
                seen.add(value.casefold())


def unknown_facts_and_messages(tree: DecisionTree) -> Iterator[Problem]:
    """A fact that is named stands in docs/data/facts.yaml, a message in docs/data/messages.yaml."""
    for node in tree:
        trace: Trace = (section_of(tree, node), node)
        for index, fact in enumerate(tree[node].facts):
            if fact not in tree.facts:
                yield _unknown(tree, "fact", fact, tree.facts, FACTS, (*trace, "facts", index))
    for country in tree.countries.values():
        for key, index, fact in country.facts():
            if fact not in tree.facts:
                trace = ("countries", country.id, key, index)
                yield _unknown(tree, "fact", fact, tree.facts, FACTS, trace, at=COUNTRIES)
    for end in tree.dead_ends.values():
        for index, fact in enumerate(end.facts):
            if fact not in tree.facts:
                trace = ("dead_ends", end.id, "facts", index)
                yield _unknown(tree, "fact", fact, tree.facts, FACTS, trace, at=DEAD_ENDS)
    for clock in tree.clocks.values():
        if clock.fact not in tree.facts:
            trace = ("clocks", clock.id, "fact")
            yield _unknown(tree, "fact", clock.fact, tree.facts, FACTS, trace, at=CLOCKS)
    for action in tree.actions.values():
        if action.message and action.message not in tree.messages:
            trace = ("actions", action.id, "message")
            yield _unknown(tree, "message", action.message, tree.messages, MESSAGES, trace)


def _unknown(
    tree: DecisionTree, kind: str, name: str, known: Iterable[str], file: str, trace: Trace, at: str = TREE
) -> Problem:
    meant = nearest(name, known)
    hint = f"Did you mean “{meant}”?" if meant else f"Write it in {file} first."
    return Problem(place_of(tree, *trace, file=at), f"there is no {kind} “{name}” in {file}.", hint)


def facts_and_messages_without_use(tree: DecisionTree) -> Iterator[Problem]:
    """Every fact is used by a step, a country, a dead end or a clock, every message by a step."""
    used_facts = set(tree.facts_used())
    used_messages = {action.message for action in tree.actions.values()}
    for kind, known, used, file in (
        ("fact", tree.facts, used_facts, FACTS),
        ("message", tree.messages, used_messages, MESSAGES),
    ):
        for name in known:
            if name not in used:
                place = place_of(tree, f"{kind}s", name, file=file)
                yield Problem(place, f"nothing uses the {kind} “{name}”.", "Name it in a step, or delete it here.")


def countries_without_a_ground(tree: DecisionTree) -> Iterator[Problem]:
    """The `base` of a country is a country with no base of its own; a country names at least one fact, or a base."""
    for country in tree.countries.values():
        base = tree.countries.get(country.base) if country.base else None
        if country.base and (base is None or base.base or base is country):
            place = place_of(tree, "countries", country.id, "base", file=COUNTRIES)
            hint = "Name the id of a country without a “base” of its own."
            yield Problem(place, f"“{country.base}” cannot be the base of “{country.id}”.", hint)
        if not country.base and not list(country.facts()):
            place = place_of(tree, "countries", country.id, file=COUNTRIES)
            yield Problem(place, f"the country “{country.id}” has no fact.", "Add one, or delete the country.")


def notes_that_the_country_does_not_name(tree: DecisionTree) -> Iterator[Problem]:
    """The `card_note` of a country is one of the facts under its `card`."""
    for country in tree.countries.values():
        if country.card_note and country.card_note not in country.card:
            place = place_of(tree, "countries", country.id, "card_note", file=COUNTRIES)
            meant = nearest(country.card_note, country.card)
            hint = f"Did you mean “{meant}”?" if meant else "Name a fact that stands under “card” of this country."
            yield Problem(place, f"“{country.card_note}” does not stand under “card” of “{country.id}”.", hint)


def facts_with_dates_in_the_wrong_order(tree: DecisionTree) -> Iterator[Problem]:
    """A fact is checked again after the day on which it was checked, at most 366 days later."""
    for fact in tree.facts.values():
        days = (fact.check_again - fact.checked).days
        if not 0 < days <= 366:
            yield Problem(
                place_of(tree, "facts", fact.id, "check_again", file=FACTS),
                f"the fact “{fact.id}” is to be checked again {days} days after it was checked.",
                "Type a day 1 to 366 days after “checked”.",
            )


NAMES = (
    missing_targets,
    start_that_is_no_question,
    ids_used_twice,
    ids_that_cannot_be_addresses,
    old_ids_in_use,
    options_that_look_alike,
    unknown_facts_and_messages,
    countries_without_a_ground,
    notes_that_the_country_does_not_name,
    facts_with_dates_in_the_wrong_order,
)
