"""The rules about words reach every text of the guide, and name the line that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from guide import Refused, prove, read
from guide.load import CLOCKS, COUNTRIES, FACTS, MESSAGES, PHRASES, TREE
from guide.words import sentences
from samples import SMALL

FULL = {
    CLOCKS: "clocks: {}\n",
    TREE: """\
start: what-do-you-see

questions:
  what-do-you-see:
    ask: What do you see?
    help: Look at the order page.
    why: The page decides.
    options:
      - id: completed
        label: It says completed
        summary: The order says completed
        next: ask-your-bank
      - id: not-sure
        label: I am not sure
        summary: I see nothing
        next: ask-support

actions:
  ask-your-bank:
    title: Ask your bank
    steps:
      - Send the text to your bank.
      - Ask for an answer in writing.
    why: The bank can trace the refund.
    careful: Do not call.
    have_ready:
      - the order number
      - the amount
    message: to-the-bank
    by_when: Ask today.
    not_solved: ask-support
    facts: [refunds-can-be-traced]

  ask-support:
    title: Ask support
    steps:
      - Write to support.
    why: Support can see the refund.
    last_resort: Nothing comes after this.
    facts: [refunds-can-be-traced]

retired:
  ask-the-seller:
    title: Ask the seller
    because: Sellers see no refunds.
    next: ask-support
""",
    FACTS: """\
facts:
  refunds-can-be-traced:
    text: A refund can be traced.
    source: A page about refunds
    publisher: Example
    url: https://www.example.org/refunds
    dated: undated
    confidence: high
    checked: 2026-01-01
    check_again: 2026-06-01
""",
    MESSAGES: """\
messages:
  to-the-bank:
    name: Ask your bank
    title: to your bank
    text: Please trace [amount].
""",
    PHRASES: """\
phrases:
  refund-completed:
    words: Refund completed
    means: AliExpress sent the money.
    next: ask-your-bank
""",
    COUNTRIES: """\
countries:
  spain:
    name: Spain
    cost: The body is free.
    card: [refunds-can-be-traced]
""",
}
READ = r" *(ask|help|why|label|summary|careful|by_when|last_resort|text|means|cost|because): .+| +- (?!id:).+"
"""Lines that hold a text which a reader reads."""


def files(changed: str = "", text: str = "") -> dict[str, bytes | None]:
    texts = {**FULL, **({changed: text} if changed else {})}
    return {**read(SMALL), **{name: content.encode() for name, content in texts.items()}}


def lines_with_a_text() -> Iterator[tuple[str, int]]:
    for name, content in FULL.items():
        for number, line in enumerate(content.splitlines(), start=1):
            if re.fullmatch(READ, line) or re.fullmatch(r"    title: Ask (your bank|support)", line):
                yield name, number


def reported(name: str, text: str) -> list[tuple[str, int, str]]:
    try:
        prove(files(name, text))
    except Refused as refused:
        return [(problem.place.file, problem.place.line, problem.message) for problem in refused.problems]
    return []


def test_the_guide_of_these_tests_has_no_problem() -> None:
    prove(files())


@pytest.mark.parametrize(("name", "number"), list(lines_with_a_text()))
def test_a_word_to_avoid_is_found_in_every_text_and_its_line_is_named(name: str, number: int) -> None:
    lines = FULL[name].splitlines()
    lines[number - 1] += " obviously"
    assert reported(name, "\n".join(lines)) == [(name, number, "“obviously” is a word to avoid.")]


@pytest.mark.parametrize(("name", "number"), [place for place in lines_with_a_text() if place[0] == TREE])
def test_a_number_without_a_fact_is_found_in_every_text_of_a_step(name: str, number: int) -> None:
    lines = FULL[name].splitlines()
    unchecked = ("summary:", "because:", "- the ", "ready")
    lines[number - 1] += " in 77 days"
    found = reported(name, "\n".join(lines))
    if any(key in lines[number - 1] for key in unchecked):
        assert found == []
    else:
        step = "what-do-you-see" if number < 17 else "ask-your-bank" if number < 32 else "ask-support"
        assert found == [(TREE, number, f"no fact of “{step}” says “77”.")]


def test_a_number_at_the_end_of_a_sentence_is_the_same_number() -> None:
    with_fact = FULL[FACTS].replace("can be traced.", "can be traced for 77.")
    both = {**files(TREE, FULL[TREE].replace("Ask today.", "Ask within 77, or 77.")), FACTS: with_fact.encode()}
    prove(both)


def test_a_full_stop_a_colon_and_a_new_line_end_a_sentence() -> None:
    assert sentences("One two. Three: four\nfive?  Six") == ("One two.", "Three:", "four", "five?", "Six")


@pytest.mark.parametrize(("words", "fits"), [(28, True), (29, False)])
def test_a_sentence_has_at_most_28_words(words: int, fits: bool) -> None:
    text = FULL[TREE].replace("Nothing comes after this.", f"Short one. {'word ' * words}.".replace(" .", "."))
    assert (reported(TREE, text) == []) == fits


@pytest.mark.parametrize(("words", "fits"), [(20, True), (21, False)])
def test_the_sentences_of_a_step_have_at_most_20_words_on_average(words: int, fits: bool) -> None:
    sentence = f"{'word ' * words}.".replace(" .", ".")
    text = FULL[TREE].replace("Look at the order page.", sentence).replace("The page decides.", sentence)
    assert (reported(TREE, text) == []) == fits


@pytest.mark.parametrize("label", ["Yes", "No.", "Maybe", "Completed"])
def test_a_label_is_never_one_word(label: str) -> None:
    assert reported(TREE, FULL[TREE].replace("It says completed", label)) == [
        (TREE, 10, f"“{label}” is no full answer.")
    ]
