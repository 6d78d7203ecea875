"""Trails: for each way of reaching a node, the answers that led there, and the fragment that names the way.

A fragment is made of the ids of the options, `completed.under-20-days.card`, so it does not change when a question
is reworded or moved down. It begins with `tried.ACTION` after an action that did not help, and with `from.QUESTION`
where too many ways meet and the answers before that question are not told apart any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from . import limits
from .model import DecisionTree, Edge, Option, Question
from .walk import forward_order, ways_in


class Answer(NamedTuple):
    """An option that a reader picked, and the question it answers."""

    question: str
    option: Option


@dataclass(frozen=True)
class Trail:
    """The answers on one way to a node. `tried` is the action that did not help, `merged` the question before which
    earlier answers are left out; both are empty where the way begins at the start."""

    answers: tuple[Answer, ...] = ()
    tried: str = ""
    merged: str = ""

    @cached_property
    def fragment(self) -> str:
        """The id of this trail on its page; empty for the start itself."""
        first = ["tried", self.tried] if self.tried else ["from", self.merged] if self.merged else []
        return ".".join([*first, *(answer.option.id for answer in self.answers)])

    def plus(self, question: str, option: Option) -> Trail:
        """This trail with one more answer."""
        return Trail((*self.answers, Answer(question, option)), self.tried, self.merged)

    def before(self, index: int) -> Trail:
        """This trail as it was when the question of answer `index` was asked."""
        return Trail(self.answers[:index], self.tried, self.merged)


def _whole(trail: Trail) -> Trail:
    return trail


def _without_what_was_tried(trail: Trail) -> Trail:
    return Trail(trail.answers, merged=trail.answers[0].question) if trail.tried and trail.answers else trail


def _whole_from_the_start_only(trail: Trail) -> Trail:
    return _last_answers(1, trail) if trail.tried or trail.merged else trail


def _last_answers(count: int, trail: Trail) -> Trail:
    if not trail.answers or (len(trail.answers) <= count and not trail.tried):
        return trail
    kept = trail.answers[-count:]
    return Trail(kept, merged=kept[0].question)


_SHORTER: tuple[Callable[[Trail], Trail], ...] = (
    _whole,
    _without_what_was_tried,
    _whole_from_the_start_only,
    *(partial(_last_answers, count) for count in (4, 3, 2, 1)),
)
"""What a page tells apart, from all to little. Each page takes the first that fits on it. Readers who come straight
from the start are the most, so their answers are the last to go."""


class Trails:
    """All trails of a tree, and the address of each."""

    def __init__(self, tree: DecisionTree) -> None:
        self._of: dict[str, dict[str, Trail]] = {tree.start: {"": Trail()}}
        self._shorter: dict[str, Callable[[Trail], Trail]] = {tree.start: _whole}
        into = ways_in(tree)
        for node in forward_order(tree):
            if node != tree.start:
                arriving = list(self._arriving(into[node]))
                self._of[node], self._shorter[node] = _told_apart(node, arriving, _options(tree, node))

    def _arriving(self, edges: list[Edge]) -> Iterator[Trail]:
        for edge in edges:
            if edge.option is None:
                yield Trail(tried=edge.source)
            else:
                yield from (trail.plus(edge.source, edge.option) for trail in self._of[edge.source].values())

    def __getitem__(self, node: str) -> tuple[Trail, ...]:
        """The trails that lead to `node`, in the order of the file."""
        return tuple(self._of[node].values())

    def at(self, node: str, trail: Trail) -> str:
        """The fragment with which to link to `node` for a reader who came by `trail`: empty where the page has one way
        in only, or does not tell this one apart."""
        known = self._of[node]
        fragment = self._shorter[node](trail).fragment
        return fragment if len(known) > 1 and fragment in known else ""


def _told_apart(node: str, arriving: list[Trail], options: int) -> tuple[dict[str, Trail], Callable[[Trail], Trail]]:
    """The trails that fit on the page of `node`, and how each that arrives is shortened to one of them."""
    for shorter in _SHORTER:
        trails = {trail.fragment: trail for trail in map(shorter, arriving)}
        rows = sum(len(trail.answers) + options for trail in trails.values())
        if len(trails) <= limits.MOST_TRAILS and rows <= limits.MOST_ROWS:
            return trails, shorter
    only = Trail(merged=node)
    return {only.fragment: only}, _whole


def _options(tree: DecisionTree, node: str) -> int:
    found = tree[node]
    return len(found.options) if isinstance(found, Question) else 1
