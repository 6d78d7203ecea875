"""Real cases: each is walked in the built pages as its shopper would, and comes to the page that the file names."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import urldefrag

import pytest

from reader import Page, Pages, View, texts
from samples import data, nodes

NOT_SOLVED = "not-solved"


@pytest.fixture(scope="module")
def cases() -> dict[str, Any]:
    return data("situations")


def clicked(site: Pages, source: dict[str, Any], case: dict[str, Any]) -> list[View]:
    """Every view that the shopper of a case sees, from the first question to the action, by clicking alone."""
    view = site.step(source["start"]).at()
    views = [view]
    for answer in case["answers"]:
        if view.page.kind == "question":
            (label,) = [
                option["label"] for option in nodes(source)[view.page.step]["options"] if option["id"] == answer
            ]
            view = dict(view.options)[label]
        else:
            assert answer == NOT_SOLVED
            assert view.not_solved
            view = view.not_solved
        views.append(view)
    return views


def test_every_case_ends_at_its_action_and_meets_nothing_that_harms(
    site: Pages, source: dict[str, Any], cases: dict[str, Any]
) -> None:
    for name, case in cases.items():
        steps = [view.page.step for view in clicked(site, source, case)]
        assert steps[-1] == case["action"], name
        assert not {*case.get("never", ())} & {*steps}, name


def test_the_page_where_a_case_ends_shows_the_answers_given_and_the_facts_of_the_case(
    site: Pages, source: dict[str, Any], cases: dict[str, Any]
) -> None:
    facts = data("facts")
    for name, case in cases.items():
        *_, end = clicked(site, source, case)
        said = texts([end.page.main])[0]
        for fact in case.get("shows", ()):
            claim = " ".join(facts[fact]["text"].split())
            note = re.sub(r"^[A-Z][^:.]*: ", "", claim)  # Behind the name of a country it is not named again.
            assert claim in said or note[1:] in said, (name, fact)


def test_nobody_needs_more_than_seven_answers(cases: dict[str, Any]) -> None:
    for name, case in cases.items():
        after_the_last_action = case["answers"][::-1]
        if NOT_SOLVED in after_the_last_action:
            after_the_last_action = after_the_last_action[: after_the_last_action.index(NOT_SOLVED)]
        assert len(after_the_last_action) <= 7, name


def test_every_option_and_every_action_is_somebodys(source: dict[str, Any], cases: dict[str, Any]) -> None:
    """Counted in another way than the rule counts: by the labels that the cases pick, not by walking backwards."""
    picked: Counter[tuple[str, str]] = Counter()
    ended: set[str] = set()
    for case in cases.values():
        step = source["start"]
        for answer in case["answers"]:
            if answer == NOT_SOLVED:
                step = source["actions"][step]["not_solved"]
            else:
                picked[step, answer] += 1
                step = next(o["next"] for o in source["questions"][step]["options"] if o["id"] == answer)
        while step and step not in ended:
            ended.add(step)
            step = source["actions"][step].get("not_solved")
            if step in source["questions"]:
                break
    options = {(name, option["id"]) for name, q in source["questions"].items() for option in q["options"]}
    assert options == {*picked}
    assert {*source["actions"]} <= ended


def test_a_reader_who_finds_their_story_comes_to_the_action_with_the_answers_filled_in(
    site: Pages, source: dict[str, Any], cases: dict[str, Any]
) -> None:
    page: Page = site["situations/"]
    shown = {str(part.h3["id"]): part for part in page.soup.select("section.case")}
    assert {*shown} == {*cases}
    for name, case in cases.items():
        assert texts([shown[name].h3]) == [" ".join(case["story"].split())], name
        link = shown[name].select("a.source")[-1]
        *_, end = clicked(site, source, case)
        assert page.follow(link) is end, (name, link["href"])
        if case.get("met"):
            assert case["met"] in {str(other["href"]) for other in shown[name].select("a")}, name


def test_the_stories_are_folded_below_the_first_answer_of_each(
    site: Pages, source: dict[str, Any], cases: dict[str, Any]
) -> None:
    labels = {option["id"]: option["label"] for option in source["questions"][source["start"]]["options"]}
    groups = site["situations/"].main.select("details:not([open])")
    assert len(groups) > 5
    for group in groups:
        stories = [str(story["id"]) for story in group.select("h3")]
        (label,) = {labels[cases[name]["answers"][0]] for name in stories}
        assert texts(group.select("summary")) == [f"{label} ({len(stories)})"]


def test_the_search_knows_every_story(site: Pages, cases: dict[str, Any]) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    known = {urldefrag(entry["location"])[1] for entry in index["docs"] if entry["location"].startswith("situations/#")}
    assert known == {*cases}


def test_the_cases_are_many_and_most_of_them_were_met(cases: dict[str, Any]) -> None:
    met = [case for case in cases.values() if "met" in case]
    assert len(cases) >= 150
    assert len(met) >= 75
    assert len({case.get("language", "English") for case in met}) >= 8


def test_whoever_begins_at_home_keeps_the_answer_that_they_clicked(site: Pages, source: dict[str, Any]) -> None:
    """The home page skips the first question: its links hold the answer that stands in them."""
    first = {option["next"]: option["summary"] for option in source["questions"][source["start"]]["options"]}
    began = 0
    for link in site[""].soup.select("main a.option"):
        view = site[""].follow(link)
        if view.page.step in first and view.page.kind == "question":
            assert view.answers == [first[view.page.step]], link
            assert not view.is_cold
            began += 1
    assert began == sum(step in source["questions"] for step in first)
