"""Trails: for each way of reaching a node, the answers that led there, and the fragment that names the way.

A fragment is made of the ids of the options, `completed.under-20-days.card`, so it does not change when a question
is reworded or moved down. It begins with `tried.ACTION` after an action that did not help, and with `from.QUESTION`
where too many ways meet and the answers before that question are not told apart any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from guide import limits
from guide.graph.walk import Ways
from guide.kinds import Option, Question
from guide.tree import DecisionTree, Edge


class Answer(NamedTuple):
    """An option that a reader picked, the question it answers, and the trail on which that was asked."""

    question: str
    option: Option
    asked: Trail


class Trail(NamedTuple):
    """The answers on one way to a node, as a chain: each holds the trail before it, which all that go on from there
    share. `tried` is the action that did not help, `merged` the question before which earlier answers are left out;
    both are empty where the way begins at the start."""

    fragment: str = ""
    """The id of this trail on its page; empty for the start itself."""
    tried: str = ""
    merged: str = ""
    length: int = 0
    """How many answers it holds."""
    last: Answer | None = None

    def plus(self, question: str, option: Option) -> Trail:
        """This trail with one more answer."""
        fragment = f"{self.fragment}.{option.id}" if self.fragment else option.id
        return Trail(fragment, self.tried, self.merged, self.length + 1, Answer(question, option, self))

    @property
    def origin(self) -> str:
        """The node where it begins; empty where that is the start."""
        return self.tried or self.merged

    @property
    def answers(self) -> list[Answer]:
        """From the first to the last."""
        found = []
        trail = self
        while trail.last:
            found.append(trail.last)
            trail = trail.last.asked
        return found[::-1]


def after(action: str) -> Trail:
    """The trail of a reader whom `action` did not help."""
    return Trail(f"tried.{action}", tried=action)


def without_earlier_answers(question: str) -> Trail:
    """The trail that begins where many ways meet."""
    return Trail(f"from.{question}", merged=question)


def _whole(trail: Trail) -> Trail:
    return trail


def _without_what_was_tried(trail: Trail) -> Trail:
    return _last_answers(trail.length, trail) if trail.tried else trail


def _whole_from_the_start_only(trail: Trail) -> Trail:
    return _last_answers(1, trail) if trail.tried or trail.merged else trail


def _last_answers(count: int, trail: Trail) -> Trail:
    if not trail.length or (trail.length <= count and not trail.tried):
        return trail
    kept = trail.answers[-count:]
    short = without_earlier_answers(kept[0].question)
    for answer in kept:
        short = short.plus(answer.question, answer.option)
    return short


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

    def __init__(self, ways: Ways) -> None:
        tree = ways.tree
        self._of: dict[str, dict[str, Trail]] = {tree.start: {"": Trail()}}
        self._shorter: dict[str, Callable[[Trail], Trail]] = {tree.start: _whole}
        for node in ways.forward_order:
            if node != tree.start:
                arriving = list(self._arriving(ways.into[node]))
                self._of[node], self._shorter[node] = _distinct(node, arriving, _options(tree, node))

    def _arriving(self, edges: list[Edge]) -> Iterator[Trail]:
        for edge in edges:
            if edge.option is None:
                yield after(edge.source)
            else:
                yield from (trail.plus(edge.source, edge.option) for trail in self._of[edge.source].values())

    def __getitem__(self, node: str) -> tuple[Trail, ...]:
        """The trails that lead to `node`, in the order of the file."""
        return tuple(self._of[node].values())

    def kept(self, node: str, trail: Trail) -> Trail:
        """What the page of `node` knows of the trail with which a reader comes; its links lead on with it."""
        known = self._of[node]
        short = self._shorter[node](trail)
        return next(iter(known.values())) if len(known) == 1 else known.get(short.fragment, short)

    def at(self, node: str, trail: Trail) -> str:
        """The fragment with which to link to `node` for a reader who came by `trail`: empty where the page has one way
        in only, or does not tell this one apart."""
        known = self._of[node]
        fragment = self._shorter[node](trail).fragment
        return fragment if len(known) > 1 and fragment in known else ""


def _distinct(node: str, arriving: list[Trail], options: int) -> tuple[dict[str, Trail], Callable[[Trail], Trail]]:
    """The trails that fit on the page of `node`, and how each that arrives is shortened to one of them."""
    for shorter in _SHORTER:
        trails = {trail.fragment: trail for trail in map(shorter, arriving)}
        rows = sum(trail.length + options for trail in trails.values())
        if len(trails) <= limits.MOST_TRAILS and rows <= limits.MOST_ROWS:
            return trails, shorter
    only = without_earlier_answers(node)
    return {only.fragment: only}, _whole


def _options(tree: DecisionTree, node: str) -> int:
    found = tree[node]
    return len(found.options) if isinstance(found, Question) else 1
