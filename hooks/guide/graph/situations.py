"""Where the answers of a situation lead: the links on its way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guide.kinds import Question
from guide.tree import DecisionTree, Edge

NOT_SOLVED = "not-solved"
"""Stands among the answers where an action did not help."""


class Walk(NamedTuple):
    """A way through the tree, as its links. `unknown` is the place of the first answer that cannot be given where it
    stands, None if there is none."""

    start: str
    edges: tuple[Edge, ...]
    unknown: int | None = None

    @property
    def steps(self) -> list[str]:
        """Every step on the way, the first and the last too."""
        return [self.start, *(edge.target for edge in self.edges)]

    @property
    def end(self) -> str:
        return self.edges[-1].target if self.edges else self.start


def walked(tree: DecisionTree, answers: Sequence[str]) -> Walk:
    """The way of a reader who gives these answers, as far as they can be given."""
    walk = Walk(tree.start, ())
    for place, answer in enumerate(answers):
        edge = _answered(tree, walk.end, answer)
        if edge is None or edge.target not in tree:
            return walk._replace(unknown=place)
        walk = Walk(tree.start, (*walk.edges, edge))
    return walk


def _answered(tree: DecisionTree, step: str, answer: str) -> Edge | None:
    """The link that an answer picks, where it can be given."""
    node = tree[step]
    if isinstance(node, Question):
        return next((Edge(step, option, option.next) for option in node.options if option.id == answer), None)
    return Edge(step, None, node.not_solved) if answer == NOT_SOLVED and node.not_solved else None
