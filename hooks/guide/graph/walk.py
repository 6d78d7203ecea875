"""Ways through a decision tree: what leads where, in which order it reads, how far it is.

All of it works on the links alone, in one pass over an order in which each node comes after all that lead to it,
so that a tree with a billion paths costs no more than its links. What several rules ask for is kept with the tree, and
nobody changes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from guide import limits
from guide.model import DecisionTree, Edge


@lru_cache(maxsize=2)
def ways_in(tree: DecisionTree) -> dict[str, list[Edge]]:
    """For each node the links that lead to it, in the order of the file."""
    found: dict[str, list[Edge]] = {node: [] for node in tree}
    for edge in tree.edges():
        found[edge.target].append(edge)
    return found


@lru_cache(maxsize=2)
def ways_out(tree: DecisionTree) -> dict[str, list[Edge]]:
    """For each node the links that lead on from it, in the order of the file."""
    found: dict[str, list[Edge]] = {node: [] for node in tree}
    for edge in tree.edges():
        found[edge.source].append(edge)
    return found


def reachable(tree: DecisionTree) -> set[str]:
    """Every node that some way leads to from the start."""
    out = ways_out(tree)
    seen = {tree.start}
    waiting = [tree.start]
    while waiting:
        for edge in out[waiting.pop()]:
            if edge.target not in seen:
                seen.add(edge.target)
                waiting.append(edge.target)
    return seen


def loop(tree: DecisionTree) -> list[str] | None:
    """The nodes of one loop, the first again at the end; None where there is none."""
    try:
        forward_order(tree)
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return None


@lru_cache(maxsize=2)
def forward_order(tree: DecisionTree) -> list[str]:
    """All nodes, each after every node that leads to it. Raises graphlib.CycleError where there is a loop."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for node, edges in ways_in(tree).items():
        sorter.add(node, *(edge.source for edge in edges))
    return list(sorter.static_order())


def reading_order(tree: DecisionTree) -> list[str]:
    """All nodes once, as the outline lists them: each with all that stands below it before the next."""
    below = children(tree)
    order: list[str] = []
    waiting = [tree.start]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(reversed(below[node]))
    return order


def answers_deep(tree: DecisionTree) -> dict[str, int]:
    """The most answers on one path before each node. After an action that failed, the count starts anew."""
    deep: dict[str, int] = {}
    into = ways_in(tree)
    for node in forward_order(tree):
        deep[node] = max((deep[edge.source] + 1 if edge.option else 0 for edge in into[node]), default=0)
    return deep


def answers_away(tree: DecisionTree) -> dict[str, int]:
    """The fewest answers from the start to each node, *not_solved* links included (they cost no answer)."""
    away: dict[str, int] = {}
    into = ways_in(tree)
    for node in forward_order(tree):
        away[node] = min((away[edge.source] + (1 if edge.option else 0) for edge in into[node]), default=0)
    return away


def answers_to_come(tree: DecisionTree) -> dict[str, int]:
    """The most answers that a reader still gives from each node on, before an action; none at an action."""
    out = ways_out(tree)
    found: dict[str, int] = {}
    for node in reversed(forward_order(tree)):
        found[node] = 0 if node in tree.actions else 1 + max(found[edge.target] for edge in out[node])
    return found


def count_paths(tree: DecisionTree) -> int:
    """How many paths there are: from the start to an action, and from each action that did not help to the next one.
    Counted by adding up, never by listing."""
    paths = paths_to(tree)
    return sum(paths[action] for action in tree.actions)


def paths_to(tree: DecisionTree) -> dict[str, int]:
    """How many ways lead to each node, from the start or from the last action before it."""
    paths: dict[str, int] = {}
    into = ways_in(tree)
    for node in forward_order(tree):
        paths[node] = sum(paths[edge.source] if edge.option else 1 for edge in into[node]) + (node == tree.start)
    return paths


def paths_through(tree: DecisionTree) -> dict[Edge, int]:
    """How many paths take each link."""
    out = ways_out(tree)
    before = paths_to(tree)
    onward: dict[str, int] = {}
    for node in reversed(forward_order(tree)):
        onward[node] = 1 if node in tree.actions else sum(onward[edge.target] for edge in out[node])
    return {edge: (before[edge.source] if edge.option else 1) * onward[edge.target] for edge in tree.edges()}


def always_before(tree: DecisionTree) -> dict[str, tuple[Edge, ...]]:
    """For each node the links that *every* way from the start to it takes, in the order in which they are taken."""
    always: dict[str, dict[Edge, None]] = {}
    into = ways_in(tree)
    for node in forward_order(tree):
        ways: list[Mapping[Edge, None]] = [{**always[edge.source], edge: None} for edge in into[node]]
        always[node] = dict.fromkeys(edge for edge in ways[0] if all(edge in way for way in ways)) if ways else {}
    return {node: tuple(edges) for node, edges in always.items()}


@lru_cache(maxsize=2)
def children(tree: DecisionTree) -> dict[str, list[str]]:
    """The tree as an outline: for each node those that have their place below it. The place of a node is where a reader
    meets it first: after the fewest actions that did not help, then the fewest answers, then in the order of the file.
    """
    out = ways_out(tree)
    best = {tree.start: (0, 0)}
    parent: dict[str, str] = {}
    for node in forward_order(tree):
        tried, answers = best[node]
        for edge in out[node]:
            cost = (tried, answers + 1) if edge.option else (tried + 1, answers)
            if edge.target not in best or cost < best[edge.target]:
                best[edge.target] = cost
                parent[edge.target] = node
    found: dict[str, list[str]] = {node: [] for node in tree}
    for edge in tree.edges():
        if parent[edge.target] == edge.source and edge.target not in found[edge.source]:
            found[edge.source].append(edge.target)
    return found


def held(tree: DecisionTree, places: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """How many questions and how many actions each place holds, in the order in which `places` (node -> its place)
    names them first."""
    count = Counter((place, node in tree.questions) for node, place in places.items())
    return {place: (count[place, True], count[place, False]) for place in places.values()}


@lru_cache(maxsize=2)
def pieces(tree: DecisionTree) -> dict[str, str]:
    """For each node the first node of its piece of the outline. A piece holds at most `limits.MOST_ON_A_PAGE` nodes:
    what would be more goes into pieces of its own, the biggest first."""
    below = children(tree)
    order = reading_order(tree)
    size: dict[str, int] = {}
    first = {tree.start}
    for node in reversed(order):
        kept = sorted(below[node], key=size.__getitem__)
        while sum(size[child] for child in kept) >= limits.MOST_ON_A_PAGE:
            first.add(kept.pop())
        size[node] = 1 + sum(size[child] for child in kept)
    found = {tree.start: tree.start}
    for node in order:
        found |= {child: child if child in first else found[node] for child in below[node]}
    return found
