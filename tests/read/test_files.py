"""Loading: text stays text, and every value knows its line."""

from __future__ import annotations

import pytest

from guide import Refused, limits, walkable
from guide.kinds import TREE
from guide.problem import Place
from samples import proven, small


@pytest.mark.parametrize("typed", ["No", "12:30", "1.10", "010", "~", "null", "2026-11-24", "0x1F", "1e3"])
def test_a_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    tree = proven(small(lambda text: text.replace("ask: How did you pay?", f"ask: {typed}")), walkable)
    assert tree.questions["how-did-you-pay"].ask == typed


def test_every_value_knows_its_line_and_column() -> None:
    tree = proven(small())
    places = tree.places[TREE]
    assert places[("start",)] == Place(TREE, 1, 8, 15)
    assert places[("questions", "how-did-you-pay")] == Place(TREE, 16, 3, 15)
    assert places[("questions", "how-did-you-pay", "options", 0, "next")] == Place(TREE, 22, 15, 13)
    assert places[("actions", "ask-your-bank", "steps", 0)].line == 32


def test_waits_and_windows_are_read_as_days() -> None:
    action = proven(small()).actions["ask-your-bank"]
    assert action.wait is not None
    assert action.window is not None
    assert str(action.wait) == "10 business days"
    assert str(action.window) == "120 days from the day you paid"


@pytest.mark.parametrize(
    ("typed", "calendar_days"),
    [
        ("1 day", 1),
        ("15 days", 15),
        ("1 business day", 3),
        ("5 business days", 7),
        ("6 business days", 10),
        ("20 business days", 28),
    ],
)
def test_business_days_are_counted_as_the_most_calendar_days_they_can_take(typed: str, calendar_days: int) -> None:
    tree = proven(small(lambda text: text.replace("wait: 10 business days", f"wait: {typed}")))
    wait = tree.actions["ask-your-bank"].wait
    assert wait is not None
    assert wait.at_most == calendar_days


def reported(files: dict[str, bytes | None]) -> list[str]:
    with pytest.raises(Refused) as refused:
        proven(files)
    return [f"{problem.place.line}: {problem.message} {problem.hint}" for problem in refused.value.problems]


def test_a_file_over_one_mebibyte_is_not_read() -> None:
    files = small()
    tree = files[TREE]
    assert tree is not None
    full = tree + b"# " + b"x" * (limits.MOST_BYTES - len(tree) - 3) + b"\n"
    assert len(full) == limits.MOST_BYTES
    proven({**files, TREE: full})
    assert reported({**files, TREE: full + b"#"}) == [
        "1: the file has 1,048,577 bytes; 1,048,576 are the limit. Remove some text."
    ]


def test_a_guide_of_too_many_steps_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_NODES", 4)
    proven(small())
    monkeypatch.setattr(limits, "MOST_NODES", 3)
    assert reported(small()) == ["1: the guide has 4 questions and actions; 3 are the limit. Split the guide in two."]


def test_a_window_may_be_about_a_length() -> None:
    tree = proven(small(lambda text: text.replace("window: 120 days", "window: about 120 days")))
    window = tree.actions["ask-your-bank"].window
    assert window is not None
    assert (window.about, str(window)) == (True, "about 120 days from the day you paid")


@pytest.mark.parametrize(("typed", "at_least"), [("1 business day", 1), ("4 business days", 4), ("5 business days", 7)])
def test_a_window_in_business_days_is_counted_at_its_shortest(typed: str, at_least: int) -> None:
    tree = proven(small(lambda text: text.replace("wait: 10 business days", f"wait: {typed}")))
    wait = tree.actions["ask-your-bank"].wait
    assert wait is not None
    assert wait.at_least == at_least
