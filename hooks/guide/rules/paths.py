"""Rules about ways through the tree: each path ends, none goes round, and no advice to wait costs a later remedy."""

from __future__ import annotations

from collections.abc import Iterator

from guide import limits
from guide.graph import Graph
from guide.kinds import Question
from guide.plural import counted
from guide.problem import Place, Problem
from guide.tree import DecisionTree


def loops(graph: Graph) -> Iterator[Problem]:
    """No way leads back to where it came from, `not_solved` included."""
    tree = graph.tree
    found = graph.loop
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


def unreachable_nodes(graph: Graph) -> Iterator[Problem]:
    """Some way leads from the start to every question and every action."""
    tree = graph.tree
    for node in tree:
        if node not in graph.reachable:
            kind = tree[node].spec.one
            yield Problem(
                tree.at(tree[node].spec.section, node),
                f"no way leads to the {kind} “{node}”.",
                f"Let an option lead to it (“next: {node}”), or delete it.",
            )


def paths_that_are_too_long(graph: Graph) -> Iterator[Problem]:
    """A reader gives at most 9 answers on the way to an action."""
    tree = graph.tree
    if graph.loop:
        return
    for node, answers in graph.answers_deep.items():
        if answers == limits.MOST_ANSWERS and node in tree.questions:
            yield Problem(
                tree.at("questions", node),
                f"the question “{node}” comes after {answers} answers; by then a reader must be at an action.",
                "Ask less on the way.",
            )


def waits_that_let_a_remedy_expire(graph: Graph) -> Iterator[Problem]:
    """Nobody who follows the advice to wait loses a later action by it: its window is longer than all waiting on the
    way, or it says `for_whom` it is, so that every earlier action warns them, or an earlier step links to it."""
    tree = graph.tree
    if graph.loop:
        return
    for action in tree.actions.values():
        if action.window and action.id in graph.reachable:  # What nobody reaches is told above.
            waiting = graph.waits.unwarned(action)
            days = action.window.days.at_least
            if waiting.days >= days:
                steps = ", ".join(f"“{step}”" for step in waiting.actions)
                yield Problem(
                    tree.at("actions", action.id, "window"),
                    f"the waiting in {steps} may take {counted(waiting.days, 'day')}, "
                    f"but “{action.id}” has only {days}.",
                    "Say for whom it is, such as “for_whom: a US credit card”, so that every step before it warns "
                    f"them; or wait less in “{waiting.actions[0]}”.",
                )


PATHS = (loops, unreachable_nodes, paths_that_are_too_long, waits_that_let_a_remedy_expire)
