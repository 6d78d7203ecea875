"""Arithmetic on the links of a tree. `Graph` is all that follows from them, worked out once and handed down."""

from __future__ import annotations

from functools import cached_property

from guide.graph.trails import Trail, Trails
from guide.graph.waiting import Waits
from guide.graph.walk import Ways


class Graph(Ways):
    """A tree with what follows from its links: orders and distances, the waiting on every way, and the trails."""

    @cached_property
    def waits(self) -> Waits:
        return Waits(self)

    @cached_property
    def trails(self) -> Trails:
        return Trails(self)

    def answers_by(self, trail: Trail) -> frozenset[str]:
        """The answers that every reader gave who comes by `trail`, each as “question.option”: those that it holds, and
        those on every way to where it begins."""
        before = self.always_answered[trail.origin] if trail.origin else frozenset()
        return before | {answer.option.named(answer.question) for answer in trail.answers}
