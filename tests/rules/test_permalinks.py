"""What was published is not forgotten, and what is new is not taken for it."""

from __future__ import annotations

from guide import read_files, walkable
from guide.kinds import DATES
from guide.rules.permalinks import published_entries_that_the_lock_forgot
from samples import FACTS, ROOT, edited, proven

NEW = """
  a-new-fact:
    text: Banks answer.
    source: A page
    publisher: bank.example
    url: https://www.bank.example/answers
    dated: undated
    where: heading “Answers”
    read: page
    about: cards
    checked: 2026-11-01
    check_again: 2027-02-01
"""


def test_a_new_fact_of_the_real_guide_is_none_that_was_published() -> None:
    """A fact has no page of its own, and the home page has no path."""
    files = edited(read_files(ROOT), FACTS, "\nfacts:\n", f"\nfacts:{NEW}")
    assert list(published_entries_that_the_lock_forgot(proven(files, walkable))) == []


def test_a_step_whose_line_is_taken_out_of_the_lock_file_is_missed() -> None:
    files = edited(read_files(ROOT), DATES, "\nask-your-bank-to-trace-the-refund ", "\n# ")
    (problem,) = published_entries_that_the_lock_forgot(proven(files, walkable))
    assert "“ask-your-bank-to-trace-the-refund”" in problem.message
