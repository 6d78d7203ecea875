"""Walking a tree, proven against listing every path by hand or by brute force."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import DecisionTree, limits
from guide.graph.walk import Ways
from guide.tree import Edge
from samples import Sketch, sketches, tree_of


def every_way(tree: DecisionTree) -> Iterator[tuple[str, list[Edge]]]:
    """Each node with each way from the start to it, by brute force."""
    out = Ways(tree).out

    def on(node: str, way: list[Edge]) -> Iterator[tuple[str, list[Edge]]]:
        yield node, way
        for edge in out[node]:
            yield from on(edge.target, [*way, edge])

    yield from on(tree.start, [])


def since_the_last_action(way: list[Edge]) -> list[Edge]:
    """The answers of a way after its last *not_solved* link."""
    last = max((index for index, edge in enumerate(way) if edge.option is None), default=-1)
    return way[last + 1 :]


def test_in_the_outline_a_step_stands_where_a_reader_meets_it_first() -> None:
    """Not below an action that did not help, if answers alone lead there too."""
    tree = tree_of(
        {"start": ["left", "right"], "left": "shared", "right": ["deep", "shared"], "deep": None, "shared": None}
    )
    assert Ways(tree).reading_order == ["start", "left", "right", "deep", "shared"]
    assert Ways(tree).children == {
        "start": ["left", "right"],
        "left": [],
        "right": ["deep", "shared"],
        "deep": [],
        "shared": [],
    }


@given(sketches())
def test_the_outline_holds_every_step_once_below_one_that_leads_to_it(sketch: Sketch) -> None:
    tree = tree_of(sketch)
    links = {(edge.source, edge.target) for edge in tree.edges()}
    placed = [(node, below) for node, nodes in Ways(tree).children.items() for below in nodes]
    assert sorted(below for _, below in placed) == sorted(set(tree) - {tree.start})
    assert set(placed) <= links
    assert sorted(Ways(tree).reading_order) == sorted(tree)


@given(sketches())
def test_answers_deep_and_away_agree_with_every_way_listed(sketch: Sketch) -> None:
    tree = tree_of(sketch)
    ways = list(every_way(tree))
    for node in tree:
        here = [way for end, way in ways if end == node]
        assert Ways(tree).answers_deep[node] == max(len(since_the_last_action(way)) for way in here)
        assert Ways(tree).answers_away[node] == min(sum(edge.option is not None for edge in way) for way in here)


@given(sketches())
def test_the_answers_to_come_are_those_of_the_longest_and_of_the_shortest_way_to_an_action(sketch: Sketch) -> None:
    tree = tree_of(sketch)

    def lengths(node: str) -> set[int]:
        if node in tree.actions:
            return {0}
        return {1 + length for edge in Ways(tree).out[node] for length in lengths(edge.target)}

    assert Ways(tree).answers_to_come == {node: max(lengths(node)) for node in tree}
    assert Ways(tree).fewest_to_come == {node: min(lengths(node)) for node in tree}


@given(sketches(), st.data())
def test_every_step_names_those_whose_last_day_comes_early_on_some_way_or_link_that_leads_on_from_it(
    sketch: Sketch, data: st.DataObject
) -> None:
    actions = [node for node, out in sketch.items() if not isinstance(out, list)]
    few = data.draw(st.sets(st.sampled_from(actions), max_size=3))
    more = {action: {"for_whom": "a US credit card"} for action in few}
    named = data.draw(st.sampled_from(actions))
    more.setdefault(actions[0], {})["careful"] = f"[Look]({named})."
    tree = tree_of(sketch, more)
    ways = [[*(edge.source for edge in way), end] for end, way in every_way(tree)]
    for node in tree:
        after = {step for way in ways if node in way for step in way[way.index(node) + 1 :]}
        after |= {named} if node == actions[0] else set()
        assert [one.id for one in Ways(tree).early[node]] == [
            action for action in tree.actions if action in few & after
        ]


@given(sketches())
def test_what_always_comes_before_a_step_is_what_all_ways_have_in_common(
    sketch: Sketch,
) -> None:
    tree = tree_of(sketch)
    ways = list(every_way(tree))
    for node, always in Ways(tree).always_before.items():
        here = [way for end, way in ways if end == node]
        assert list(always) == [edge for edge in here[0] if all(edge in way for way in here)]


@given(sketches())
def test_paths_are_counted_as_if_each_were_listed(sketch: Sketch) -> None:
    tree = tree_of(sketch)
    paths = {
        (way[-len(path) - 1].source if len(path) < len(way) else "", *map(str, path), end)
        for end, way in every_way(tree)
        if end in tree.actions
        for path in [since_the_last_action(way)]
    }
    assert Ways(tree).count_paths == len(paths)


@given(sketches())
def test_the_paths_through_each_link_are_counted_as_if_each_were_listed(sketch: Sketch) -> None:
    tree = tree_of(sketch)
    paths = {
        ("" if len(path) == len(way) else way[-len(path) - 1].source, tuple(path), end)
        for end, way in every_way(tree)
        if end in tree.actions
        for path in [since_the_last_action(way)]
    }
    for edge, count in Ways(tree).paths_through.items():
        if edge.option is None:
            assert count == sum(tried == edge.source for tried, _, _ in paths)
        else:
            assert count == sum(edge in path for _, path, _ in paths)


def test_billions_of_paths_are_counted_without_listing_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ANSWERS", 10)
    layers = 10
    sketch: Sketch = {}
    for layer in range(layers):
        sketch[f"ask-{chr(97 + layer)}"] = [f"ask-{chr(98 + layer)}" if layer + 1 < layers else "end"] * 9
    sketch["end"] = None
    assert Ways(tree_of(sketch)).count_paths == 9**layers == 3_486_784_401
