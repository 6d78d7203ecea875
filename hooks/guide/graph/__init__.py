"""Arithmetic on the links of a tree. `Graph` is all that follows from them, worked out once and handed down."""

from __future__ import annotations

from functools import cached_property

from guide.graph.trails import Trails
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
