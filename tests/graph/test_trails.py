"""Trails: each way to a step has its fragment, and no way is ever told wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from test_walk import every_way, since_the_last_action

from guide import DecisionTree, Graph, limits
from guide.graph.trails import Trails, without_earlier_answers
from guide.graph.walk import Ways
from samples import Sketch, sketches, tree_of


def fragments(tree: DecisionTree, node: str) -> list[str]:
    return [trail.fragment for trail in Trails(Ways(tree))[node]]


def test_a_fragment_is_made_of_the_ids_of_the_options() -> None:
    tree = tree_of({"start": ["left", "end"], "left": ["end", "end"], "end": None})
    assert fragments(tree, "end") == ["not-sure", "option-a.option-a", "option-a.not-sure"]


def test_after_an_action_that_did_not_help_the_trail_starts_anew_with_what_was_tried() -> None:
    tree = tree_of({"start": ["first", "more"], "first": "more", "more": ["end", "end"], "end": None})
    assert fragments(tree, "more") == ["not-sure", "tried.first"]


def test_a_step_with_one_way_in_needs_no_fragment() -> None:
    tree = tree_of({"start": ["left", "end"], "left": None, "end": None})
    known = Trails(Ways(tree))
    (only,) = known["left"]
    assert known.at("left", only) == ""


@given(sketches())
def test_the_trails_of_a_step_are_exactly_the_ways_to_it(sketch: Sketch) -> None:
    tree = tree_of(sketch)
    known = Trails(Ways(tree))
    for node in tree:
        ways = {
            (way[-len(path) - 1].source if len(path) < len(way) else "", tuple((e.source, e.option) for e in path))
            for end, way in every_way(tree)
            if end == node
            for path in [since_the_last_action(way)]
        }
        told = {(trail.tried, tuple((a.question, a.option) for a in trail.answers)) for trail in known[node]}
        assert told == ways or len(ways) > limits.MOST_TRAILS


def test_where_too_many_ways_meet_readers_from_the_start_keep_their_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_TRAILS", 3)
    tree = tree_of(
        {
            "start": ["act-a", "act-b", "act-c", "ask"],
            "act-a": "ask",
            "act-b": "ask",
            "act-c": None,
            "ask": ["end", "end"],
            "end": None,
        }
    )
    assert fragments(tree, "ask") == ["not-sure", "tried.act-a", "tried.act-b"]
    assert fragments(tree, "end") == ["from.ask.option-a", "from.ask.not-sure"]
    monkeypatch.setattr(limits, "MOST_TRAILS", 4)
    assert fragments(tree, "end") == [
        "not-sure.option-a",
        "from.ask.option-a",
        "not-sure.not-sure",
        "from.ask.not-sure",
    ]


def test_with_more_links_than_a_page_can_tell_apart_there_is_one_trail_without_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_TRAILS", 2)
    tree = tree_of({"start": ["ask", "ask", "ask"], "ask": ["end", "last"], "end": None, "last": None})
    assert Trails(Ways(tree))["ask"] == (without_earlier_answers("ask"),)
    assert [answer.option.id for answer in Trails(Ways(tree))["end"][0].answers] == ["option-a"]


@given(sketches())
def test_every_link_leads_to_a_trail_that_is_on_the_page(sketch: Sketch) -> None:
    tree = tree_of(sketch)
    known = Trails(Ways(tree))
    for question in tree.questions.values():
        for trail in known[question.id]:
            for option in question.options:
                fragment = known.at(option.next, trail.plus(question.id, option))
                on_the_page = [found.fragment for found in known[option.next]]
                assert fragment in on_the_page or (fragment == "" and len(on_the_page) == 1)


@given(sketches())
def test_what_is_known_of_who_comes_by_a_trail_is_what_all_of_them_have_answered(sketch: Sketch) -> None:
    graph = Graph(tree_of(sketch))
    for node in graph.tree:
        whole = [trail for trail in graph.trails[node] if not trail.merged]
        for trail in whole:
            ways = [
                {edge.option.named(edge.source) for edge in way if edge.option}
                for end, way in every_way(graph.tree)
                if end == node
                for path in [since_the_last_action(way)]
                if trail.tried == (way[-len(path) - 1].source if len(path) < len(way) else "")
                and [(answer.question, answer.option) for answer in trail.answers]
                == [(e.source, e.option) for e in path]
            ]
            assert graph.answers_by(trail) == set.intersection(*ways)
            assert graph.answers_by(trail) >= graph.always_answered[node]


def test_where_earlier_answers_are_left_out_those_are_known_that_all_have_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_TRAILS", 2)
    graph = Graph(
        tree_of(
            {
                "start": ["ask", "end"],
                "ask": ["more", "more", "more"],
                "more": ["last", "end"],
                "last": None,
                "end": None,
            }
        )
    )
    (trail,) = graph.trails["last"]
    assert trail.fragment == "from.more.option-a"
    assert graph.answers_by(trail) == {"start.option-a", "more.option-a"}
