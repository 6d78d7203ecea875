"""Time along a path: how many days the guide's own advice to wait has used up when a reader gets to a step.

The sum counts calendar days, at most, and only those that our advice adds: the `wait` of every action on the way,
`not_solved` included. The window of an action counts as already running when the reader arrives at the guide, unless
actions named in its `clock_starts_with` make its first day. Added up by dynamic programming, never by listing paths.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from guide.graph.walk import Ways
from guide.kinds import Action


@dataclass(frozen=True)
class Waiting:
    """The longest wait on the way to one step: `days` in all, and the actions that ask for it, in order."""

    days: int = 0
    actions: tuple[str, ...] = ()

    def after(self, action: Action) -> Waiting:
        """The waiting of somebody who also did what `action` says."""
        return Waiting(self.days + action.wait.at_most, (*self.actions, action.id)) if action.wait else self


class Waits:
    """The waiting on the way to every step of a tree without loops."""

    def __init__(self, ways: Ways) -> None:
        self._tree = ways.tree
        self._number = {node: number for number, node in enumerate(ways.forward_order)}
        self._into = ways.into
        self._warns: dict[str, set[str]] = {}
        for entry, targets in ways.linked.items():
            for target in targets:
                self._warns.setdefault(target, set()).add(entry)
        self._plain = self._add_up((), (), self._number)

    def used(self, action: Action) -> Waiting:
        """The longest wait while the window of `action` runs, for whoever follows every step."""
        return self._while_it_runs(action, set())

    def unwarned(self, action: Action) -> Waiting:
        """The same, on those ways only on which no step names `action` before its time is used up. If it says for whom
        it is, every action before it does; else those that link to it."""
        if action.for_whom:
            return Waiting()
        return self._while_it_runs(action, self._warns.get(action.id, set()))

    def _while_it_runs(self, action: Action, warned: set[str]) -> Waiting:
        starts = action.clock_starts_with
        if action.id in starts:  # It makes the first day itself, such as a notice that it tells the reader to send.
            return Waiting()
        if not starts and not warned:
            return self._plain[action.id]
        return self._add_up(starts, warned, self._before(action.id)).get(action.id, Waiting())

    def _before(self, node_id: str) -> list[str]:
        """The step and all from which some way leads to it, each after every step that leads to it."""
        found = {node_id}
        waiting = [node_id]
        while waiting:
            sources = {edge.source for edge in self._into[waiting.pop()]} - found
            found |= sources
            waiting += sources
        return sorted(found, key=self._number.__getitem__)

    def _add_up(self, starts: Container[str], warned: Container[str], nodes: Iterable[str]) -> dict[str, Waiting]:
        """For each of `nodes` the longest wait on the way; steps that are reached with a warning only are left out."""
        found: dict[str, Waiting] = {}
        for node in nodes:
            arriving = [Waiting()] if node == self._tree.start else []
            for edge in self._into[node]:
                if edge.source in found and edge.source not in warned:
                    before = Waiting() if edge.source in starts else found[edge.source]
                    source = self._tree[edge.source]
                    arriving.append(before.after(source) if isinstance(source, Action) else before)
            if arriving:
                found[node] = max(arriving, key=lambda waiting: waiting.days)
        return found
