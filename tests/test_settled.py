"""Texts to copy in the built site: where the answers of a reader decide, the text holds the right words already, and
nowhere else. The brackets are read here in another way than the compiler reads them."""

from __future__ import annotations

from typing import Any

import pytest

from reader import Page, Pages, View
from samples import data

Walked = dict[View, list[tuple[str, View]]]


@pytest.fixture(scope="module")
def messages() -> dict[str, Any]:
    return data("messages")


def brackets(text: str) -> list[str]:
    """What stands in the square brackets of a text."""
    return [part.partition("]")[0] for part in text.split("[")[1:]]


def filled(words: str) -> str:
    return words.replace("(", "[").replace(")", "]")


def needed(message: dict[str, Any], bracket: str, given: set[str]) -> list[str]:
    """The alternatives of a bracket that are settled for who has given these answers."""
    return [
        part["says"]
        for part in message.get("settled", ())
        if given & {*part["answers"]}
        and any(words == part["says"] or words.endswith(f": {part['says']}") for words in bracket.split(" / "))
    ]


def names(source: dict[str, Any]) -> dict[tuple[str, str], str]:
    """The name of each answer by its question and by what a page shows of it: its label, or its summary."""
    return {
        (question, option[key]): f"{question}.{option['id']}"
        for question, entry in source["questions"].items()
        for option in entry["options"]
        for key in ("label", "summary")
    }


def shown(view: View, source: dict[str, Any]) -> set[str]:
    """The answers that a page shows to a reader."""
    known = names(source)
    pairs = zip(view.answers, view.changes, strict=True)
    return {known[back.page.step, answer] for answer, back in pairs if back.page.kind == "question"}


def given_by_all(walked: Walked, source: dict[str, Any], start: View) -> dict[View, set[str]]:
    """The answers that everybody has given who comes to a view, on whichever way."""
    known = names(source)
    found: dict[View, set[str]] = {start: set()}
    waiting = [start]
    while waiting:
        view = waiting.pop()
        for label, target in walked[view]:
            answers = found[view] | ({known[view.page.step, label]} if label else set())
            kept = answers & found.get(target, answers)
            if kept != found.get(target):
                found[target] = kept
                waiting.append(target)
    return found


def messages_shown(walked: Walked, source: dict[str, Any]) -> list[tuple[View, str]]:
    """Each view of an action with a text to copy, and the id of that text."""
    texts = {name: action.get("message") for name, action in source["actions"].items()}
    return [(view, texts[view.page.step]) for view in walked if texts.get(view.page.step)]


def test_each_choice_that_the_answers_shown_decide_is_made(
    walked: Walked, source: dict[str, Any], messages: dict[str, Any]
) -> None:
    made = set()
    for view, name in messages_shown(walked, source):
        for bracket in brackets(messages[name]["text"]):
            right = needed(messages[name], bracket, shown(view, source))
            if len(right) == 1:
                assert filled(right[0]) in view.text, (view, right)
                assert f"[{bracket}]" not in view.text, (view, bracket)
                made.add((view, bracket))
    assert len(made) > 200


def test_no_choice_is_made_for_a_reader_who_may_have_answered_otherwise(
    site: Pages, walked: Walked, source: dict[str, Any], messages: dict[str, Any]
) -> None:
    """Also not for who opens the page without answers: there only those count that every reader has given."""
    given = given_by_all(walked, source, site.step(source["start"]).at())
    of_page: dict[Page, set[str]] = {}
    for view, answers in given.items():
        of_page[view.page] = answers & of_page.get(view.page, answers)
    for view, name in messages_shown(walked, source):
        for seen, answers in ((view, given[view]), (view.page.at(), of_page[view.page])):
            text = messages[name]["text"].strip()
            for bracket in brackets(text):
                if f"[{bracket}]" not in seen.text:
                    (right,) = needed(messages[name], bracket, answers)
                    text = text.replace(f"[{bracket}]", filled(right))
            assert seen.text == text, seen


def test_every_choice_that_is_settled_is_made_for_somebody(
    walked: Walked, source: dict[str, Any], messages: dict[str, Any]
) -> None:
    seen = {(name, view.text) for view, name in messages_shown(walked, source)}
    for name, message in messages.items():
        for part in message.get("settled", ()):
            assert any(filled(part["says"]) in text for of, text in seen if of == name), (name, part)


def test_the_list_the_flow_and_the_booklet_leave_every_choice_to_the_reader(
    site: Pages, source: dict[str, Any], messages: dict[str, Any]
) -> None:
    used = {action["message"] for action in source["actions"].values() if "message" in action}
    for path, ids in (("messages/", {*messages}), ("flow/", used), ("print/", used)):
        assert {tag.get_text().strip() for tag in site[path].main.select("pre")} == {
            messages[name]["text"].strip() for name in ids
        }, path


def test_no_text_stands_twice_on_a_page(site: Pages) -> None:
    """Each trail names the text that it shows, so that a page with many trails stays light."""
    for page in site.steps():
        found = [tag.get_text() for tag in page.main.select(":scope > pre")]
        assert len({*found}) == len(found), page.path
        own = {name for trail in page.trails for name in trail["class"] if str(name).startswith("own-")}
        assert len(own) == len(page.main.select(":scope > pre[hidden]")), page.path
