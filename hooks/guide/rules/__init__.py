"""The rules of the guide. Each rule is a small generator named by what it finds; its docstring is its sentence in
docs/contributing.md. A tree that passes is proven: every path ends at an action, and every link is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from guide import limits
from guide.graph.waiting import Waits
from guide.graph.walk import answers_deep, loop, reachable
from guide.model import KINDS, LOCK, TREE, Clock, DecisionTree, Question
from guide.problem import Place, Problem, nearest
from guide.rules.announcements import changes_of_what_is_not_there, changes_that_no_entry_tells
from guide.rules.links import ADDRESSES
from guide.rules.plain_english import WORDS
from guide.rules.references import NAMES, facts_and_messages_without_use, ids_used_twice, missing_targets
from guide.text.markdown import description, fields, unknown_markup

Rule = Callable[[DecisionTree], Iterator[Problem]]


def problems(tree: DecisionTree) -> list[Problem]:
    """All problems of the first group of rules that finds any, so that one mistake is not told twice."""
    return draft_problems(tree) or [problem for rule in NEWS for problem in rule(tree)]


def draft_problems(tree: DecisionTree) -> list[Problem]:
    """The same for a guide that somebody is still working on: what is not yet finished need not be told yet."""
    for group in (NAMES, SINGLE_STEPS, THE_WHOLE, WORDS, TABLES):
        found = [problem for rule in group for problem in rule(tree)]
        if found:
            return found
    return []


def walkable(tree: DecisionTree) -> list[Problem]:
    """The problems that keep one from following the links of `tree` at all."""
    return [problem for rule in (missing_targets, ids_used_twice, loops, unreachable_nodes) for problem in rule(tree)]


# --- Single steps, then the whole ---


def too_few_or_many_options(tree: DecisionTree) -> Iterator[Problem]:
    """A question has 2 to 9 options."""
    for question in tree.questions.values():
        count = len(question.options)
        if not 2 <= count <= limits.MOST_OPTIONS:
            has = {0: "no options", 1: "only one option"}.get(count, f"{count} options")
            hint = "Add another, or lead to the next step directly." if count < 2 else "Ask in two questions instead."
            yield Problem(tree.at("questions", question.id), f"the question “{question.id}” has {has}.", hint)


def no_way_out_for_the_unsure(tree: DecisionTree) -> Iterator[Problem]:
    """Every question has an option with the id `not-sure`, or says under `everybody_knows` why none is needed."""
    for question in tree.questions.values():
        has = any(option.id == "not-sure" for option in question.options)
        if len(question.options) > 1 and not has and not question.everybody_knows:
            yield Problem(
                tree.at("questions", question.id),
                f"the question “{question.id}” has no option with the id “not-sure”.",
                "Add one with the label “I am not sure”; lead it to an action that helps to find out.",
            )
        if has and question.everybody_knows:
            yield Problem(
                tree.at("questions", question.id, "everybody_knows"),
                f"the question “{question.id}” has both “not-sure” and “everybody_knows”.",
                "Delete this line.",
            )


def loops(tree: DecisionTree) -> Iterator[Problem]:
    """No way leads back to where it came from, `not_solved` included."""
    found = loop(tree)
    if found:
        way = " → ".join(found)
        place = _leading(tree, found[-2], found[-1])
        yield Problem(place, f"the way goes round in a loop: {way}.", "Let this line lead to another step.")


def _leading(tree: DecisionTree, source: str, target: str) -> Place:
    """Where the link from `source` to `target` stands."""
    node = tree[source]
    if isinstance(node, Question):
        for index, option in enumerate(node.options):
            if option.next == target:
                return tree.at("questions", source, "options", index, "next")
    return tree.at("actions", source, "not_solved")


def unreachable_nodes(tree: DecisionTree) -> Iterator[Problem]:
    """Some way leads from the start to every question and every action."""
    seen = reachable(tree)
    for node in tree:
        if node not in seen:
            kind = tree[node].spec.one
            yield Problem(
                tree.at(tree[node].spec.section, node),
                f"no way leads to the {kind} “{node}”.",
                f"Let an option lead to it (“next: {node}”), or delete it.",
            )


def paths_that_are_too_long(tree: DecisionTree) -> Iterator[Problem]:
    """A reader gives at most 9 answers on the way to an action."""
    if loop(tree):
        return
    for node, answers in answers_deep(tree).items():
        if answers == limits.MOST_ANSWERS and node in tree.questions:
            yield Problem(
                tree.at("questions", node),
                f"the question “{node}” comes after {answers} answers; by then a reader must be at an action.",
                "Ask less on the way.",
            )


def waits_that_let_a_remedy_expire(tree: DecisionTree) -> Iterator[Problem]:
    """Nobody who follows the advice to wait loses a later action by it: its window is longer than all waiting on the
    way, or an earlier step names it in `first` or links to it."""
    if loop(tree):
        return
    clock = Waits(tree)
    for action in tree.actions.values():
        if action.window:
            waiting = clock.unwarned(action)
            days = action.window.days.at_least
            if waiting.days >= days:
                steps = ", ".join(f"“{step}”" for step in waiting.actions)
                yield Problem(
                    tree.at("actions", action.id, "window"),
                    f"the waiting in {steps} may take {waiting.days} days, but “{action.id}” has only {days}.",
                    f"Add “first: [{action.id}]” to “{waiting.actions[0]}”, or wait less.",
                )


def windows_without_a_day(tree: DecisionTree) -> Iterator[Problem]:
    """`clock_starts_with` says more about a `window`, and `first` about a `wait`; neither stands alone."""
    for action in tree.actions.values():
        for key, other in (("clock_starts_with", "window"), ("first", "wait")):
            if getattr(action, key) and not getattr(action, other):
                place = tree.at("actions", action.id, key)
                yield Problem(
                    place, f"the action “{action.id}” has “{key}” but no “{other}”.", f"Add “{other}: …”, or delete it."
                )


def windows_without_a_clock(tree: DecisionTree) -> Iterator[Problem]:
    """Every action with a `window` stands under the `steps` of a clock of the same length whose kind is `limit`, so
    that its page can lead to a table of last days."""
    for action in tree.actions.values():
        if action.window and not tree.clocks_for(action):
            yield Problem(
                tree.at("actions", action.id, "window"),
                f"no clock counts the {action.window.days} of “{action.id}”.",
                f"In {Clock.spec.file}, name “{action.id}” under “steps” of a clock with "
                f"“length: {action.window.days}”.",
            )


def clocks_that_are_too_long(tree: DecisionTree) -> Iterator[Problem]:
    """A clock has at most 300 days, so that its table needs no more than one 29 February."""
    for clock in tree.clocks.values():
        if clock.length.at_most > limits.MOST_DAYS_OF_A_CLOCK:
            yield Problem(
                tree.at("clocks", clock.id, "length"),
                f"the clock “{clock.id}” has {clock.length}; {limits.MOST_DAYS_OF_A_CLOCK} are the limit.",
                "Leave it out: its table could not say which leap year counts.",
            )


def addresses_that_would_stop_working(tree: DecisionTree) -> Iterator[Problem]:
    """Every address in urls.lock answers for ever: the id of a step that goes stands under `redirect_from` or
    `retired`; the ids of countries, texts, phrases, dead ends, clocks and changes stay."""
    answered = {*tree, *tree.retired, *(old for node in tree for old in tree[node].redirect_from)}
    for address in tree.published:
        found = re.fullmatch(r"/steps/([^/]+)/", address)
        if found and found[1] not in answered:
            meant = nearest(found[1], tree)
            where = f"to “{meant}”" if meant else "to the step that replaces it"
            yield Problem(
                tree.place(LOCK, address),
                f"the address {address} was published, and no step answers there any more.",
                f"Add “redirect_from: [{found[1]}]” {where}, or list “{found[1]}” under “retired:” in {TREE}.",
            )
    for kind in {entry.spec for entry in KINDS.values() if entry.spec.index}:
        known = getattr(tree, kind.section)
        for address in tree.published:
            found = re.fullmatch(f"/{kind.path.format('([^/#]+)')}", address)
            if found and found[1] not in known:
                yield Problem(
                    tree.place(LOCK, address),
                    f"the address {address} was published, and nothing answers there any more.",
                    f"Put “{found[1]}” back into {kind.file}. Its words may change, its id may not.",
                )


def actions_that_just_stop(tree: DecisionTree) -> Iterator[Problem]:
    """An action says what to try next (`not_solved`) or why nothing follows (`last_resort`), and names a fact."""
    for action in tree.actions.values():
        place = tree.at("actions", action.id)
        if bool(action.not_solved) == bool(action.last_resort):
            has = (
                "both “not_solved” and “last_resort”" if action.not_solved else "neither “not_solved” nor “last_resort”"
            )
            yield Problem(place, f"the action “{action.id}” has {has}.", "Keep exactly one of the two.")
        if not action.facts:
            yield Problem(place, f"the action “{action.id}” names no fact.", "Add “facts: [id of a fact]”.")


def steps_that_look_alike(tree: DecisionTree) -> Iterator[Problem]:
    """No two steps have the same title, or begin with the same words: a search engine could not tell them apart."""
    for what, key, words in (
        ("title", "title", tree.title),
        ("first words", "steps", lambda node: description(tree[node])),
    ):
        seen: dict[str, str] = {}
        for node in tree:
            said = words(node)
            if said in seen:
                section = tree[node].spec.section
                at = tree.at(section, node, key if section == "actions" else "ask")
                message = f"“{node}” has the same {what} as “{seen[said]}”."
                yield Problem(at, message, "Say in one of them what is different there.")
            seen[said] = node


def markup_that_is_not_used(tree: DecisionTree) -> Iterator[Problem]:
    """Text is plain, with *emphasis*, lists and links; no HTML, headings, code, pictures or placeholders."""
    for trace, text in fields(tree):
        odd = unknown_markup(text)
        if odd:
            hint = "Use plain sentences; *emphasis*, lists and [links](some-step) are possible."
            yield Problem(tree.at(*trace), f"this text holds {odd}, which the pages do not use.", hint)


SINGLE_STEPS: tuple[Rule, ...] = (
    too_few_or_many_options,
    no_way_out_for_the_unsure,
    actions_that_just_stop,
    steps_that_look_alike,
    markup_that_is_not_used,
    *ADDRESSES,
    windows_without_a_day,
    clocks_that_are_too_long,
    changes_of_what_is_not_there,
)
THE_WHOLE: tuple[Rule, ...] = (
    loops,
    unreachable_nodes,
    paths_that_are_too_long,
    facts_and_messages_without_use,
    waits_that_let_a_remedy_expire,
    addresses_that_would_stop_working,
)
TABLES: tuple[Rule, ...] = (windows_without_a_clock,)
"""Asked last, when the number of a window is right: it has to be the same in one more file."""
NEWS: tuple[Rule, ...] = (changes_that_no_entry_tells,)
"""Asked when all else is right, and only of a guide that is to be published."""
RULES = NAMES + SINGLE_STEPS + THE_WHOLE + WORDS + TABLES + NEWS
