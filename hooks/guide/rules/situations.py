"""Rules about situations: each real case reaches its action, and every way of the guide is somebody's."""

from __future__ import annotations

from collections.abc import Iterator

from guide.graph import Graph
from guide.graph.situations import NOT_SOLVED, Walk, walked
from guide.kinds import Question, Situation
from guide.problem import Problem, nearest
from guide.tree import DecisionTree, Edge


def situations_that_lose_their_way(tree: DecisionTree) -> Iterator[Problem]:
    """The answers of a situation are options of the questions on its way, and lead to its `action`."""
    for case in tree.situations.values():
        walk = walked(tree, case.answers)
        if walk.unknown is not None:
            yield _lost(tree, case, walk, walk.unknown)
        elif walk.end != case.action and case.action in tree:
            yield Problem(
                tree.at("situations", case.id, "action"),
                f"the situation “{case.id}” ends at “{walk.end}”, and not at “{case.action}”.",
                f"Is that the right place for “{case.story}”? Then type “{walk.end}”. If not, mend the tree."
                if walk.end in tree.actions
                else f"Answer “{tree.title(walk.end)}” too: {_choices(tree, walk.end)}.",
            )


def _lost(tree: DecisionTree, case: Situation, walk: Walk, place: int) -> Problem:
    typed = case.answers[place]
    meant = nearest(typed, _known(tree, walk.end))
    return Problem(
        tree.at("situations", case.id, "answers", place),
        f"the answer “{typed}” cannot be given at “{walk.end}”.",
        f"Did you mean “{meant}”?" if meant else f"There you can answer: {_choices(tree, walk.end)}.",
    )


def _known(tree: DecisionTree, step: str) -> list[str]:
    node = tree[step]
    if isinstance(node, Question):
        return [option.id for option in node.options]
    return [NOT_SOLVED] if node.not_solved else []


def _choices(tree: DecisionTree, step: str) -> str:
    return ", ".join(_known(tree, step)) or "nothing, it is the end"


def situations_that_meet_what_harms(tree: DecisionTree) -> Iterator[Problem]:
    """A situation meets none of the actions under `never` on its way."""
    for case in tree.situations.values():
        met = walked(tree, case.answers).steps
        for index, action in enumerate(case.never):
            if action in met:
                yield Problem(
                    tree.at("situations", case.id, "never", index),
                    f"the situation “{case.id}” meets “{action}”, which would harm there.",
                    "Lead it another way, or take the line out if it does not harm.",
                )


def facts_that_a_situation_does_not_meet(tree: DecisionTree) -> Iterator[Problem]:
    """The page where a situation ends shows the facts under `shows`: among its facts or its notes of countries."""
    ends = {case.action for case in tree.situations.values() if case.shows} & {*tree.actions}
    shown = {name: {entry.id for entry in tree.shown_with(tree.actions[name])} for name in ends}
    for case in tree.situations.values():
        for index, fact in enumerate(case.shows):
            if fact not in shown.get(case.action, case.shows):
                yield Problem(
                    tree.at("situations", case.id, "shows", index),
                    f"the page of “{case.action}” does not show the fact “{fact}”.",
                    f"Name it under “facts” of “{case.action}”, or take it out here.",
                )


def options_that_no_situation_uses(graph: Graph) -> Iterator[Problem]:
    """Where a guide has situations, each option of each question is an answer of one, the unsure one too."""
    tree = graph.tree
    walks = (walked(tree, case.answers) for case in tree.situations.values())
    used = {(edge.source, edge.option.id) for walk in walks for edge in walk.edges if edge.option}
    for question in tree.questions.values() if used else ():
        for index, option in enumerate(question.options):
            if (question.id, option.id) not in used:
                way = [*_way(graph, question.id), option.id]
                yield Problem(
                    tree.at("questions", question.id, "options", index),
                    f"no situation uses the answer “{option.label}”.",
                    f"Add one to docs/data/situations.yaml. A way to it: “answers: [{', '.join(way)}, …]”.",
                )


def actions_where_no_situation_ends(graph: Graph) -> Iterator[Problem]:
    """Where a guide has situations, each action is the end of one, or follows by `not_solved` from such an end."""
    tree = graph.tree
    waiting = [case.action for case in tree.situations.values()]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in tree.actions and name not in reached:
            reached.add(name)
            waiting += filter(None, [tree.actions[name].not_solved])
    for action in tree.actions.values() if tree.situations else ():
        if action.id not in reached:
            yield Problem(
                tree.at("actions", action.id),
                f"no situation ends at “{action.title}”.",
                f"Add one to docs/data/situations.yaml. A way to it: “answers: [{', '.join(_way(graph, action.id))}]”.",
            )


def _way(graph: Graph, step: str) -> list[str]:
    """The answers of a shortest way to `step`."""
    tree = graph.tree
    came: dict[str, Edge] = {}
    waiting = [tree.start]
    for node in waiting:
        for edge in graph.out[node]:
            if edge.target != tree.start and edge.target not in came:
                came[edge.target] = edge
                waiting.append(edge.target)
    answers: list[str] = []
    while step in came:
        edge = came[step]
        answers.insert(0, edge.option.id if edge.option else NOT_SOLVED)
        step = edge.source
    return answers


SITUATIONS = (
    situations_that_lose_their_way,
    situations_that_meet_what_harms,
    facts_that_a_situation_does_not_meet,
)
SITUATIONS_ON_WAYS = (options_that_no_situation_uses, actions_where_no_situation_ends)
