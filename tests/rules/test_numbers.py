"""A number stands in a fact, with its unit and the day from which it counts, wherever a reader meets it."""

from __future__ import annotations

import re

import pytest

from guide import Refused, prove, read_files
from guide.kinds import TREE
from guide.rules.numbers import Amount, amounts, backed
from samples import CLOCKS, COUNTRIES, DEAD_ENDS, FACTS, MESSAGES, PHRASES, ROOT, Files, edited

FULL = read_files(ROOT / "tests" / "full")


def told(files: Files) -> list[str]:
    try:
        prove(files)
    except Refused as refused:
        return [problem.message for problem in refused.problems]
    return []


def units(text: str) -> list[tuple[str, str]]:
    return [(amount.number, amount.unit) for amount in amounts(text)]


# --- What is a number ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within 60 days", [("60", "day")]),
        ("10 business days, 10 banking days", [("10", "business day"), ("10", "business day")]),
        ("30, 60 or 120 days", [("30", "day"), ("60", "day"), ("120", "day")]),
        ("15 to 20 calendar days", [("15", "day"), ("20", "day")]),
        ("two weeks, half a year, an hour", [("2", "week"), ("0.5", "year"), ("1", "hour")]),
        ("more than £100. 3 %. C$50. 20 €", [("100", "£"), ("3", "%"), ("50", "C$"), ("20", "€")]),
        ("a 45-day period, 20 euros", [("20", "euro"), ("45", "day")]),
        (
            "forty-five days, one hundred and eighty days, a fortnight, a dozen weeks",
            [("45", "day"), ("180", "day"), ("12", "week"), ("2", "week")],
        ),
        ("section 75 and comment 13", [("75", ""), ("13", "")]),
        ("Przelewy24, 3-D Secure, the Act 1974, A4", []),
        ("It was in 2026.", [("2026", "")]),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, found: list[tuple[str, str]]) -> None:
    assert units(text) == found


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("60 days after the bank sent the bill", {"the bill", "the sending"}),
        ("120 days from the day you paid", {"the payment"}),
        ("120 days from the payment or from the delivery day", {"the payment", "the delivery"}),
        ("15 days after its date", set()),
        ("60 days. The payment counts", set()),
        ("60 days", set()),
    ],
)
def test_a_length_of_time_is_read_with_the_day_from_which_it_counts(text: str, starts: set[str]) -> None:
    (amount,) = amounts(text)
    assert amount.starts == starts


@pytest.mark.parametrize(
    ("text", "fact", "reason"),
    [
        ("60 days", "Within 60 days.", None),
        ("60 days", "Within 50 days.", "says “60 days”"),
        ("60 days", "Within 60 business days.", "says “60 days”: there it is “60 business days”"),
        ("60 weeks", "Within 60 days.", "says “60 weeks”: there it is “60 days”"),
        (
            "60 days from the bill",
            "60 days after you paid.",
            "counts “60 days” from the bill: there it is from the payment",
        ),
        ("60 days from the bill", "60 days. Ask from when.", None),
        ("nine days", "9 days", None),
        ("US$ 50", "more than US$50", None),
    ],
)
def test_a_fact_backs_the_same_number_unit_and_start(text: str, fact: str, reason: str | None) -> None:
    (amount,) = amounts(text)
    assert isinstance(amount, Amount)
    assert backed(amount, amounts(fact)) == reason


# --- Where numbers are looked at ---


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (TREE, "Look at the order page."),
        (TREE, "The page decides."),
        (TREE, "I am not sure"),
        (TREE, "The order says completed"),
        (TREE, "Ask for an answer in writing."),
        (TREE, "Do not call."),
        (TREE, "the order number"),
        (TREE, "Ask today."),
        (TREE, "Nothing comes after this."),
        (TREE, "Sellers see no refunds."),
        (MESSAGES, "to your bank"),
        (MESSAGES, "the receipt"),
        (MESSAGES, "Please trace [amount]."),
        (PHRASES, "AliExpress sent the money."),
        (DEAD_ENDS, "Call somebody"),
        (COUNTRIES, "The body is free."),
        (COUNTRIES, "The office for shops"),
        (CLOCKS, "Your bank"),
    ],
)
def test_a_number_without_a_fact_is_found_in_every_text(file: str, words: str) -> None:
    (message,) = told(edited(FULL, file, words, f"{words.rstrip('.')} in 77 days"))
    assert re.fullmatch(r"no fact of “[a-z-]+” says “77 days”\.", message)


def test_a_number_that_the_facts_say_is_no_problem_in_a_summary_or_a_text_to_copy() -> None:
    both = edited(FULL, TREE, "The order says completed", "The order says it since 60 days")
    assert told(edited(both, MESSAGES, "Please trace [amount].", "I wait since 60 days for [the 77 parts].")) == []


def test_a_number_may_rest_on_a_fact_of_the_step_to_which_its_own_line_links() -> None:
    def helped(words: str) -> Files:
        return edited(FULL, TREE, "help: Look at your bank statement.", f"help: {words}")

    assert told(helped("You have 60 days at [your bank](ask-your-bank).")) == []
    assert told(helped("You have 60 days.")) == ["no fact of “how-did-you-pay” says “60 days”."]
    assert told(helped("You have 77 days at [your bank](ask-your-bank).")) == [
        "no fact of “how-did-you-pay” says “77 days”."
    ]


def test_the_number_of_a_line_in_a_text_to_copy_is_no_claim() -> None:
    lines = "text: |\n      Please tell me:\n      1. when;\n      2. how."
    assert told(edited(FULL, MESSAGES, "text: Please trace [amount].", lines)) == []


def test_the_length_of_a_window_and_of_a_clock_count_from_the_day_of_the_fact() -> None:
    words = "5 or 10 days. It takes 60 or 120 days after the refund was sent."
    found = told(edited(FULL, FACTS, "5, 10, 60 or 120 days.", words))
    reason = "counts “120 days” from the payment: there it is from the refund or the sending"
    assert f"no fact of “your-bank” {reason}." in found
    assert "no fact of “ask-your-bank” counts “120 days from the day you paid”" not in found
    assert len(found) == 4
