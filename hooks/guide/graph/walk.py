"""Ways through a decision tree: what leads where, in which order it reads, how far it is.

All of it works on the links alone, in one pass over an order in which each node comes after all that lead to it,
so that a tree with a billion paths costs no more than its links.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from guide import limits
from guide.kinds import Action, Clock
from guide.text.markdown import fields, links
from guide.tree import DecisionTree, Edge


@dataclass(frozen=True, eq=False)
class Ways:
    """The ways of one tree. Each answer is worked out when it is first asked for, and kept; nobody changes it."""

    tree: DecisionTree

    @cached_property
    def into(self) -> dict[str, list[Edge]]:
        """For each node the links that lead to it, in the order of the file."""
        found: dict[str, list[Edge]] = {node: [] for node in self.tree}
        for edge in self.tree.edges():
            found[edge.target].append(edge)
        return found

    @cached_property
    def out(self) -> dict[str, list[Edge]]:
        """For each node the links that lead on from it, in the order of the file."""
        found: dict[str, list[Edge]] = {node: [] for node in self.tree}
        for edge in self.tree.edges():
            found[edge.source].append(edge)
        return found

    @cached_property
    def reachable(self) -> set[str]:
        """Every node that some way leads to from the start."""
        out = self.out
        seen = {self.tree.start}
        waiting = [self.tree.start]
        while waiting:
            for edge in out[waiting.pop()]:
                if edge.target not in seen:
                    seen.add(edge.target)
                    waiting.append(edge.target)
        return seen

    @cached_property
    def loop(self) -> list[str] | None:
        """The nodes of one loop, the first again at the end; None where there is none."""
        try:
            _ = self.forward_order
        except CycleError as error:
            cycle: list[str] = error.args[1]
            return cycle
        return None

    @cached_property
    def forward_order(self) -> list[str]:
        """All nodes, each after every node that leads to it. Raises graphlib.CycleError where there is a loop."""
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for node, edges in self.into.items():
            sorter.add(node, *(edge.source for edge in edges))
        return list(sorter.static_order())

    @cached_property
    def reading_order(self) -> list[str]:
        """All nodes once, as the outline lists them: each with all that stands below it before the next."""
        below = self.children
        order: list[str] = []
        waiting = [self.tree.start]
        while waiting:
            node = waiting.pop()
            order.append(node)
            waiting.extend(reversed(below[node]))
        return order

    @cached_property
    def answers_deep(self) -> dict[str, int]:
        """The most answers on one path before each node. After an action that failed, the count starts anew."""
        deep: dict[str, int] = {}
        into = self.into
        for node in self.forward_order:
            deep[node] = max((deep[edge.source] + 1 if edge.option else 0 for edge in into[node]), default=0)
        return deep

    @cached_property
    def answers_away(self) -> dict[str, int]:
        """The fewest answers from the start to each node, *not_solved* links included (they cost no answer)."""
        away: dict[str, int] = {}
        into = self.into
        for node in self.forward_order:
            away[node] = min((away[edge.source] + (1 if edge.option else 0) for edge in into[node]), default=0)
        return away

    @cached_property
    def answers_to_come(self) -> dict[str, int]:
        """The most answers that a reader still gives from each node on, before an action; none at an action."""
        return self._to_come(max)

    @cached_property
    def fewest_to_come(self) -> dict[str, int]:
        """The fewest of them."""
        return self._to_come(min)

    def _to_come(self, pick: Callable[[Iterable[int]], int]) -> dict[str, int]:
        out = self.out
        found: dict[str, int] = {}
        for node in reversed(self.forward_order):
            found[node] = 0 if node in self.tree.actions else 1 + pick(found[edge.target] for edge in out[node])
        return found

    @cached_property
    def early(self) -> dict[str, tuple[Action | Clock, ...]]:
        """For each node the actions and clocks with `for_whom` to which some way still leads from it, or a link of its
        text, in the order of the files: whoever is there may have less time than the way takes."""
        early = self.tree.early
        at: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(early):
            for step in entry.steps if isinstance(entry, Clock) else (entry.id,):
                at[step].add(number)
        ahead: dict[str, set[int]] = {}
        found: dict[str, tuple[Action | Clock, ...]] = {}
        for node in reversed(self.forward_order):
            ahead[node] = set().union(*(at[edge.target] | ahead[edge.target] for edge in self.out[node]))
            seen = ahead[node].union(*(at[step] for step in self.linked.get(node, ())))
            found[node] = tuple(early[number] for number in sorted(seen))
        return found

    @cached_property
    def linked(self) -> dict[str, set[str]]:
        """For each entry whose text has links, where they lead."""
        found: dict[str, set[str]] = {}
        for trace, text in fields(self.tree):
            if targets := links(text):
                found.setdefault(str(trace[1]), set()).update(targets)
        return found

    @cached_property
    def count_paths(self) -> int:
        """How many paths there are: from the start to an action, and from each action that did not help to the next.
        Counted by adding up, never by listing."""
        paths = self.paths_to
        return sum(paths[action] for action in self.tree.actions)

    @cached_property
    def paths_to(self) -> dict[str, int]:
        """How many ways lead to each node, from the start or from the last action before it."""
        paths: dict[str, int] = {}
        into = self.into
        for node in self.forward_order:
            paths[node] = sum(paths[edge.source] if edge.option else 1 for edge in into[node]) + (
                node == self.tree.start
            )
        return paths

    @cached_property
    def paths_through(self) -> dict[Edge, int]:
        """How many paths take each link."""
        out = self.out
        before = self.paths_to
        onward: dict[str, int] = {}
        for node in reversed(self.forward_order):
            onward[node] = 1 if node in self.tree.actions else sum(onward[edge.target] for edge in out[node])
        return {edge: (before[edge.source] if edge.option else 1) * onward[edge.target] for edge in self.tree.edges()}

    @cached_property
    def always_before(self) -> dict[str, tuple[Edge, ...]]:
        """For each node its edge dominators: the links that *every* way from the start to it takes, in order."""
        always: dict[str, dict[Edge, None]] = {}
        into = self.into
        for node in self.forward_order:
            ways: list[Mapping[Edge, None]] = [{**always[edge.source], edge: None} for edge in into[node]]
            always[node] = dict.fromkeys(edge for edge in ways[0] if all(edge in way for way in ways)) if ways else {}
        return {node: tuple(edges) for node, edges in always.items()}

    @cached_property
    def always_answered(self) -> dict[str, frozenset[str]]:
        """For each node the answers that every reader gave who comes there, each as “question.option”."""
        return {
            node: frozenset(edge.option.named(edge.source) for edge in edges if edge.option)
            for node, edges in self.always_before.items()
        }

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """The tree as an outline: for each node those that have their place below it. The place of a node is where a
        reader meets it first: after the fewest actions that did not help, then the fewest answers, then in the order of
        the file."""
        out = self.out
        best = {self.tree.start: (0, 0)}
        parent: dict[str, str] = {}
        for node in self.forward_order:
            tried, answers = best[node]
            for edge in out[node]:
                cost = (tried, answers + 1) if edge.option else (tried + 1, answers)
                if edge.target not in best or cost < best[edge.target]:
                    best[edge.target] = cost
                    parent[edge.target] = node
        found: dict[str, list[str]] = {node: [] for node in self.tree}
        for edge in self.tree.edges():
            if parent[edge.target] == edge.source and edge.target not in found[edge.source]:
                found[edge.source].append(edge.target)
        return found

    @cached_property
    def pieces(self) -> dict[str, str]:
        """For each node the first node of its piece of the outline. A piece holds at most `limits.MOST_ON_A_PAGE`
        nodes: what would be more goes into pieces of its own, the biggest first."""
        below = self.children
        order = self.reading_order
        size: dict[str, int] = {}
        first = {self.tree.start}
        for node in reversed(order):
            kept = sorted(below[node], key=size.__getitem__)
            while sum(size[child] for child in kept) >= limits.MOST_ON_A_PAGE:
                first.add(kept.pop())
            size[node] = 1 + sum(size[child] for child in kept)
        found = {self.tree.start: self.tree.start}
        for node in order:
            found |= {child: child if child in first else found[node] for child in below[node]}
        return found


def counts_by_page(tree: DecisionTree, places: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """How many questions and how many actions each place holds, in the order in which `places` (node -> its place)
    names them first."""
    count = Counter((place, node in tree.questions) for node, place in places.items())
    return {place: (count[place, True], count[place, False]) for place in places.values()}
