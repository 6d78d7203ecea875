"""Loading: text stays text, and every value knows its line."""

from __future__ import annotations

import pytest

from guide import prove
from guide.load import TREE
from guide.problem import Place
from samples import small


@pytest.mark.parametrize("typed", ["No", "12:30", "1.10", "010", "~", "null", "2026-11-24", "0x1F", "1e3"])
def test_a_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    tree = prove(small(lambda text: text.replace("ask: How did you pay?", f"ask: {typed}")))
    assert tree.questions["how-did-you-pay"].ask == typed


def test_every_value_knows_its_line_and_column() -> None:
    tree = prove(small())
    places = tree.places[TREE]
    assert places[("start",)] == Place(TREE, 1, 8, 15)
    assert places[("questions", "how-did-you-pay")] == Place(TREE, 16, 3, 15)
    assert places[("questions", "how-did-you-pay", "options", 0, "next")] == Place(TREE, 22, 15, 13)
    assert places[("actions", "ask-your-bank", "steps", 0)].line == 32


def test_waits_and_windows_are_read_as_days() -> None:
    action = prove(small()).actions["ask-your-bank"]
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
    tree = prove(small(lambda text: text.replace("wait: 10 business days", f"wait: {typed}")))
    wait = tree.actions["ask-your-bank"].wait
    assert wait is not None
    assert wait.at_most == calendar_days
