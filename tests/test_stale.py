"""A fact past its day says so on every page that uses it; the day is passed in."""

from __future__ import annotations

from datetime import date

from guide import Settings, build
from guide.tools.overdue import due
from samples import FACTS, proven, small

STEP = "steps/ask-your-bank/index.html"


def overdue_on(day: date | None) -> bool:
    page = build(small(), Settings(today=day)).files[STEP]
    assert ("This check is overdue" in page) == ('<div class="careful overdue">' in page)
    return "This check is overdue" in page


def test_a_page_says_that_a_fact_is_overdue_from_the_day_after() -> None:
    assert not overdue_on(None)
    assert not overdue_on(date(2026, 6, 1))
    assert overdue_on(date(2026, 6, 2))


def test_the_oldest_and_the_most_used_come_first() -> None:
    files = small(
        lambda text: text.replace(
            "last_resort: Nothing comes after this.\n    facts: [refunds-can-be-traced]",
            "last_resort: No.\n    facts: [refunds-can-be-traced, once, old]",
        )
    )
    facts = files[FACTS]
    assert facts is not None
    entry = facts.decode().split("facts:\n", 1)[1]
    more = entry.replace("refunds-can-be-traced:", "once:") + entry.replace("refunds-can-be-traced:", "old:").replace(
        "2026-06-01", "2026-05-01"
    )
    tree = proven({**files, FACTS: facts + more.encode()})
    assert due(tree, date(2026, 12, 31)) == [
        ("old", date(2026, 5, 1), 1),
        ("refunds-can-be-traced", date(2026, 6, 1), 3),
        ("once", date(2026, 6, 1), 1),
    ]
