"""Rules about names: everything that is named exists, once, and can be an address."""

from __future__ import annotations

from collections.abc import Iterator

from guide.kinds import DATES, KINDS
from guide.problem import Problem, nearest
from guide.rules.facts import NAMES_OF_FACTS, to_come
from guide.rules.permalinks import UNDO_DATES
from guide.tree import DecisionTree
from guide.values import Trace

RESERVED_IDS = {"a-z", "countries", "index", "print", "search"}
RESERVED_OPTION_IDS = {"not-solved", "from", "tried", "answers", "content", "facts", "message"}
"""Words that stand in the addresses or headings of the pages."""


def missing_targets(tree: DecisionTree) -> Iterator[Problem]:
    """`start`, `next` and `not_solved` name a step that exists, so do the `steps` of a clock;
    `clock_starts_with` names actions."""
    steps = [(trace, name) for trace, name, sections in tree.names() if sections == ("questions", "actions")]
    for trace, target in (((("start",), tree.start)), *steps):
        if target not in tree:
            meant = nearest(target, tree)
            there = tree.at(tree[meant].spec.section, meant) if meant else None
            place = tree.at(*trace)
            where = there and (f"line {there.line}" if place.file == there.file else f"{there.file}:{there.line}")
            hint = f"Did you mean “{meant}” ({where})?" if meant else ""
            hint = hint or f"Write the action “{target}” under “actions:”, or name one that is there."
            yield Problem(place, f"{_named(tree, trace)} leads to “{target}”, which does not exist.", hint)
    for trace, name, sections in tree.names():
        if sections == ("actions",) and name not in tree.actions:
            meant = nearest(name, tree.actions)
            hint = f"Did you mean “{meant}”?" if meant else "Name an action that is there, or delete it."
            message = f"“{trace[2]}” of the action “{trace[1]}” names “{name}”, which is no action."
            yield Problem(tree.at(*trace), message, hint)


def _named(tree: DecisionTree, trace: Trace) -> str:
    """What leads to a step, in words."""
    match trace:
        case ("questions", str(question), "options", int(index), *_):
            return f"the answer “{tree.questions[question].options[index].label}”"
        case (str(section), str(name), "not_solved"):
            return f"“not_solved” of the action “{name}”"
        case ("phrases", str(name), *_):
            return f"the phrase “{tree.phrases[name].words}”"
        case (str(section), str(name), *_):
            return f"the {KINDS[section].spec.one} “{name}”"
        case _:
            return f"“{trace[0]}”"


def start_that_is_no_question(tree: DecisionTree) -> Iterator[Problem]:
    """The guide starts with a question."""
    if tree.start in tree.actions:
        yield Problem(tree.at("start"), f"“start” leads to the action “{tree.start}”.", "Name a question instead.")


def ids_used_twice(tree: DecisionTree) -> Iterator[Problem]:
    """A question and an action never share an id, because each id is one web address."""
    for action in tree.actions:
        if action in tree.questions:
            line = tree.at("questions", action).line
            yield Problem(
                tree.at("actions", action),
                f"the id “{action}” is also the id of the question in line {line}.",
                "Give one of them another id.",
            )


def ids_that_cannot_be_addresses(tree: DecisionTree) -> Iterator[Problem]:
    """An id has 3 to 60 characters, at least one of them a letter, and is not a word that the site uses itself."""
    places = {node: tree.at(tree[node].spec.section, node) for node in tree}
    places |= {node: tree.at("retired", node) for node in tree.retired}
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
                    tree.at("questions", question.id, "options", index, "id"),
                    f"“{option.id}” cannot be the id of an option.",
                    "The pages use this word themselves; choose another.",
                )


def old_ids_in_use(tree: DecisionTree) -> Iterator[Problem]:
    """An id under `redirect_from` or `retired` is not in use any more, and stands in one place only."""
    seen = {old: page.next for old, page in tree.retired.items()}
    for old in tree.retired:
        if old in tree:
            place = tree.at("retired", old)
            yield Problem(place, f"“{old}” is still the id of a page.", "Delete this entry, or that page.")
    for node in tree:
        for index, old in enumerate(tree[node].redirect_from):
            place = tree.at(tree[node].spec.section, node, "redirect_from", index)
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
                        tree.at("questions", question.id, "options", index, key),
                        f"two options of the question “{question.id}” have the {key} “{value}”.",
                        f"Change the {key} of one of them.",
                    )
                seen.add(value.casefold())


def unknown_facts_and_messages(tree: DecisionTree) -> Iterator[Problem]:
    """A fact that is named stands in docs/data/facts.yaml, a message in docs/data/messages.yaml."""
    for trace, name, (section, *others) in tree.names():
        known = getattr(tree, section)
        if not others and section != "actions" and name not in known:
            kind = KINDS[section].spec
            meant = nearest(name, known)
            hint = f"Did you mean “{meant}”?" if meant else f"Write it in {kind.file} first."
            yield Problem(tree.at(*trace), f"there is no {kind.one} “{name}” in {kind.file}.", hint)


def facts_and_messages_without_use(tree: DecisionTree) -> Iterator[Problem]:
    """Every fact is used by a step, a country, a dead end or a clock, every message by a step. A fact that is
    `withdrawn` is used by nothing. A message that was published may stay without a step: its address must answer."""
    used = {(sections, name) for _, name, sections in tree.names()}
    used |= {(("facts",), fact.id) for fact in tree.facts.values() if fact.withdrawn}
    used |= {(("messages",), name) for name in tree.messages if f"/{tree.messages[name].path}" in tree.published}
    for section in ("facts", "messages"):
        for name in getattr(tree, section):
            if ((section,), name) not in used:
                message = f"nothing uses the {KINDS[section].spec.one} “{name}”."
                key = f"facts: [{name}]" if section == "facts" else f"message: {name}"
                yield Problem(tree.at(section, name), message, f"Write “{key}” in a step, or delete it here.")


def countries_without_a_ground(tree: DecisionTree) -> Iterator[Problem]:
    """The `base` of a country is a country with no base of its own; a country names at least one fact, or a base."""
    for country in tree.countries.values():
        base = tree.countries.get(country.base) if country.base else None
        if country.base and (base is None or base.base or base is country):
            place = tree.at("countries", country.id, "base")
            hint = "Name the id of a country without a “base” of its own."
            yield Problem(place, f"“{country.base}” cannot be the base of “{country.id}”.", hint)
        if not country.base and not country.named("facts"):
            place = tree.at("countries", country.id)
            yield Problem(place, f"the country “{country.id}” has no fact.", "Add one, or delete the country.")


def notes_that_the_country_does_not_name(tree: DecisionTree) -> Iterator[Problem]:
    """The `card_note` of a country is one of the facts under its `card`."""
    for country in tree.countries.values():
        if country.card_note and country.card_note not in country.card:
            place = tree.at("countries", country.id, "card_note")
            meant = nearest(country.card_note, country.card)
            hint = f"Did you mean “{meant}”?" if meant else "Name a fact that stands under “card” of this country."
            yield Problem(place, f"“{country.card_note}” does not stand under “card” of “{country.id}”.", hint)


def days_that_have_not_come(tree: DecisionTree) -> Iterator[Problem]:
    """No fact was checked, no change was made and nothing was published on a day that has not come yet."""
    days = [
        (day, tree.at("facts", fact.id, key), "")
        for fact in tree.facts.values()
        for key, day in (("checked", fact.checked), ("second", fact.second))
        if day
    ]
    days += [(change.date, tree.at("changes", change.id, "date"), "") for change in tree.changes.values()]
    days += [(day, tree.place(DATES, name), UNDO_DATES) for name, (day, _) in tree.dates.items()]
    early = [found for found in days if to_come(tree, found[0])]
    for day, place, hint in early[:_MOST_DAYS]:
        yield Problem(
            place,
            f"{day} has not come yet; today is {tree.today}.",
            hint or "Type the day on which it was done.",
        )


_MOST_DAYS = 5
"""On a computer whose clock is wrong every day of the guide is to come."""


REFERENCES = (
    missing_targets,
    start_that_is_no_question,
    ids_used_twice,
    ids_that_cannot_be_addresses,
    old_ids_in_use,
    options_that_look_alike,
    unknown_facts_and_messages,
    countries_without_a_ground,
    notes_that_the_country_does_not_name,
    days_that_have_not_come,
    *NAMES_OF_FACTS,
)
