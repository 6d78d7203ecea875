"""A fact past its day says so on every page that uses it; the day is passed in."""

from __future__ import annotations

from datetime import date

from guide import Settings, build, read_files, walkable
from guide.tools.overdue import as_calendar, changing, due
from samples import FACTS, ROOT, edited, proven, small

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


SOON = "check_again: 2026-06-01\n    changes_on: 2026-05-30"


def test_a_rule_that_changes_within_30_days_is_named_in_time() -> None:
    tree = proven(edited(small(), FACTS, "check_again: 2026-06-01", SOON))
    assert [fact.id for fact in changing(tree, date(2026, 4, 29))] == []
    assert [fact.id for fact in changing(tree, date(2026, 4, 30))] == ["refunds-can-be-traced"]
    assert [fact.id for fact in changing(tree, date(2026, 6, 30))] == ["refunds-can-be-traced"]


def test_the_days_for_the_next_checks_can_be_imported_into_a_calendar() -> None:
    tree = proven(edited(small(), FACTS, "check_again: 2026-06-01", SOON))
    assert list(as_calendar(tree)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Refund Guide//guide stale//EN",
        "BEGIN:VEVENT",
        "UID:2026-05-30-a-rule-changes@refund-guide",
        "DTSTAMP:20260530T000000Z",
        "DTSTART;VALUE=DATE:20260530",
        "SUMMARY:A rule changes: 1 fact of the refund guide",
        "DESCRIPTION:refunds-can-be-traced",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:2026-06-01-check-again@refund-guide",
        "DTSTAMP:20260601T000000Z",
        "DTSTART;VALUE=DATE:20260601",
        "SUMMARY:Check again: 1 fact of the refund guide",
        "DESCRIPTION:refunds-can-be-traced",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_no_line_of_the_calendar_is_longer_than_its_format_allows() -> None:
    tree = proven(read_files(ROOT), walkable)
    lines = list(as_calendar(tree))
    assert max(len(line.encode()) for line in lines) == 75
    whole = "\n".join(lines).replace("\n ", "")
    assert all(name in whole for name, fact in tree.facts.items() if not fact.withdrawn)
