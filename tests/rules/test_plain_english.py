"""The rules about words reach every text of the guide, and name the line that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from guide import Refused, read_files
from guide.kinds import HOSTS, TREE, WORDS_TO_AVOID
from guide.rules.plain_english import sentences
from samples import ROOT, proven

FULL = {name: (content or b"").decode() for name, content in read_files(ROOT / "tests" / "full").items()}
NO_WORDS = {
    *("start", "id", "next", "instead", "base", "fact", "facts", "message", "not_solved", "turns_to", "country_notes"),
    *("redirect_from", "first", "clock_starts_with", "wait", "window", "length", "kind", "steps", "everybody_knows"),
    *("card", "card_note", "law", "guarantee", "tax", "trader", "bank", "useless"),
    *("url", "also", "trader_url", "bank_url", "glyph", "urgency", "sent_in", "read_in", "letters"),
    *(
        "dated",
        *("read", "pinned", "about", "second", "changes_on"),
        *("country", "met", "answers", "action", "shows", "never", "situations", "says"),
        "checked",
        "check_again",
        "date",
        "countries",
        "messages",
        "clocks",
        "phrases",
        "dead_ends",
    ),
}
"""Keys whose values in one line are no words: ids, addresses, days, lengths, and words of a short list."""


def files(changed: str = "", text: str = "") -> dict[str, bytes | None]:
    texts = {**FULL, **({changed: text} if changed else {})}
    return {name: content.encode() for name, content in texts.items()}


def lines_with_a_text() -> Iterator[tuple[str, int]]:
    """Every line of the full guide that holds a text, except what is no entry: hosts with their reasons."""
    for name, content in FULL.items():
        if name.endswith(".yaml") and name not in (HOSTS, WORDS_TO_AVOID):
            for number, line in enumerate(content.splitlines(), start=1):
                found = re.fullmatch(r" *(?:- )?(?:(\w+): )?(\S.*)", line)
                if found and found[1] not in NO_WORDS and not line.endswith(":"):
                    yield name, number


def reported(name: str, text: str) -> list[tuple[str, int, str]]:
    try:
        proven(files(name, text))
    except Refused as refused:
        return [(problem.place.file, problem.place.line, problem.message) for problem in refused.problems]
    return []


def test_the_guide_of_these_tests_has_no_problem() -> None:
    proven(files())


@pytest.mark.parametrize(("name", "number"), list(lines_with_a_text()))
def test_a_word_to_avoid_is_found_in_every_text_and_its_line_is_named(name: str, number: int) -> None:
    lines = FULL[name].splitlines()
    line = lines[number - 1]
    lines[number - 1] = f"{line[:-1]} obviously]" if line.endswith("]") and ": [" in line else f"{line} obviously"
    assert reported(name, "\n".join(lines)) == [(name, number, "“obviously” is a word to avoid.")]


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
