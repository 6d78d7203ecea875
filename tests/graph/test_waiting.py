"""Time along a path, proven against adding up each path by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_walk import every_way

from guide import DecisionTree
from guide.graph import Graph
from guide.graph.waiting import Waits
from guide.graph.walk import Ways
from guide.kinds import Action
from guide.rules.paths import waits_that_let_a_remedy_expire
from guide.tree import Edge
from samples import Sketch, sketches, tree_of


def waiting_on(tree: DecisionTree, way: list[Edge], starts: tuple[str, ...] = ()) -> int:
    """The days on one way, added up by hand, since the last step that starts the clock."""
    days = 0
    for edge in way:
        node = tree[edge.source]
        days = 0 if edge.source in starts else days
        days += node.wait.at_most if isinstance(node, Action) and node.wait else 0
    return days


@given(sketches(), st.data())
def test_the_days_used_are_those_of_the_longest_of_all_ways(sketch: Sketch, data: st.DataObject) -> None:
    actions = [node for node, out in sketch.items() if not isinstance(out, list)]
    one = st.sampled_from(actions)
    more: dict[str, dict[str, Any]] = {
        action: {
            "wait": f"{data.draw(st.integers(1, 30))} {data.draw(st.sampled_from(['days', 'business days']))}",
            "window": "60 days from the day you paid",
            "clock_starts_with": data.draw(st.lists(one, max_size=2, unique=True)),
            "why": " ".join(["It helps.", *(f"[Look]({other})." for other in data.draw(st.sets(one, max_size=2)))]),
        }
        for action in actions
    }
    tree = tree_of(sketch, more)
    clock = Waits(Ways(tree))
    ways = list(every_way(tree))
    for action in tree.actions.values():
        here = [way for end, way in ways if end == action.id]
        starts = action.clock_starts_with
        if action.id in starts:  # The reader makes the first day there.
            assert clock.used(action).days == clock.unwarned(action).days == 0
            continue
        assert clock.used(action).days == max(waiting_on(tree, way, starts) for way in here)
        link = f"({action.id})"
        unwarned = [way for way in here if all(link not in more[edge.source]["why"] for edge in way if not edge.option)]
        assert clock.unwarned(action).days == max((waiting_on(tree, way, starts) for way in unwarned), default=0)


WAITING: Sketch = {"ask": ["wait-for-it", "remedy"], "wait-for-it": "remedy", "remedy": None}


def reported(more: dict[str, dict[str, Any]]) -> list[str]:
    return [problem.message for problem in waits_that_let_a_remedy_expire(Graph(tree_of(WAITING, more)))]


def test_advice_that_lets_a_remedy_expire_is_refused() -> None:
    window = {"window": "60 days from the day you paid"}
    assert reported({"wait-for-it": {"wait": "59 days"}, "remedy": window}) == []
    assert reported({"wait-for-it": {"wait": "60 days"}, "remedy": window}) == [
        "the waiting in “wait-for-it” may take 60 days, but “remedy” has only 60."
    ]
    assert reported({"wait-for-it": {"wait": "42 business days"}, "remedy": window}) == [
        "the waiting in “wait-for-it” may take 60 days, but “remedy” has only 60."
    ]


@pytest.mark.parametrize(
    "warning",
    [{"careful": "Look at [the remedy](remedy) first."}, {"why": "[Now](remedy)."}],
)
def test_a_step_that_names_the_remedy_may_ask_for_any_wait(warning: dict[str, Any]) -> None:
    more = {"wait-for-it": {"wait": "90 days", **warning}, "remedy": {"window": "60 days from the day you paid"}}
    assert reported(more) == []


def test_a_remedy_that_says_for_whom_it_is_may_come_after_any_wait_because_each_step_before_warns_them() -> None:
    remedy = {"window": "60 days from the day you paid", "for_whom": "a US credit card"}
    assert reported({"wait-for-it": {"wait": "90 days"}, "remedy": remedy}) == []


def test_a_clock_that_starts_on_the_way_runs_from_there_on() -> None:
    remedy = {"window": "60 days from the answer", "clock_starts_with": ["wait-for-it"]}
    assert reported({"ask": {}, "wait-for-it": {"wait": "59 days"}, "remedy": remedy}) == []


def test_a_window_in_business_days_is_taken_at_its_shortest() -> None:
    more = {"wait-for-it": {"wait": "7 days"}, "remedy": {"window": "5 business days from the delivery"}}
    assert reported(more) == ["the waiting in “wait-for-it” may take 7 days, but “remedy” has only 7."]
