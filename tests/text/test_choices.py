"""Choices in a text to copy: a bracket becomes the right words only where just one of its alternatives is right."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from guide.text.choices import choices, marked, sentences, settled, to_tick

PAID = "I paid [amount]. [I want it to my card. / I paid in cash on (date): please tell me how it reaches me.] Thanks."


def test_the_alternatives_of_a_bracket_stand_between_slashes() -> None:
    assert choices(PAID) == [
        ["amount"],
        ["I want it to my card.", "I paid in cash on (date): please tell me how it reaches me."],
    ]


def test_what_a_bracket_says_to_the_reader_alone_is_no_part_of_an_alternative() -> None:
    assert choices("[Choose one: It is late. / It is not as described: (what).]") == [
        ["It is late.", "It is not as described: (what)."]
    ]
    assert choices("[If you paid by card: Please dispute it.]") == [["Please dispute it."]]


@pytest.mark.parametrize(
    "bracket", ["I paid in cash: please help.", "It is late, on (day): (why). Or: No.", "late / Never: No.", "1.5: No"]
)
def test_a_colon_within_a_sentence_begins_no_alternative(bracket: str) -> None:
    assert [" / ".join(found) for found in choices(f"[{bracket}]")] == [bracket]


def test_a_bracket_becomes_the_one_alternative_that_is_right() -> None:
    assert settled(PAID, {"I want it to my card."}) == "I paid [amount]. I want it to my card. Thanks."


def test_its_round_blanks_become_blanks_of_the_text_and_no_others() -> None:
    text = "Object (Beanstandung) [to the bill of (date). / now.] [It came on (date).]"
    assert settled(text, {"to the bill of (date)."}) == (
        "Object (Beanstandung) to the bill of [date]. [It came on (date).]"
    )


def test_what_a_bracket_says_to_the_reader_alone_goes_with_it() -> None:
    assert settled("[Choose one: It is late. / It is fake.]", {"It is late."}) == "It is late."
    assert settled("[Choose one: It is late. / It is fake.]", {"It is fake."}) == "It is fake."


def test_a_sentence_that_is_true_for_some_loses_its_brackets_for_them() -> None:
    assert settled("A shop[, paid through PayPal].", {", paid through PayPal"}) == "A shop, paid through PayPal."


@pytest.mark.parametrize("words", [set(), {"I want it"}, {"amount of money"}, {"Thanks."}])
def test_where_no_alternative_is_right_the_reader_chooses(words: set[str]) -> None:
    assert settled(PAID, words) == PAID


def test_where_two_alternatives_are_right_the_reader_chooses() -> None:
    assert settled(PAID, {*choices(PAID)[1]}) == PAID


LETTER = """I paid [amount] by [card / PayPal]. [I got back (amount).] [I wrote to the shop on (date).]
[I returned it.]
[Choose one: It never came. / It came broken, because (one sentence). / It came on (date).] Please refund it."""


def boxes(text: str) -> list[str]:
    """What stands beside each box to tick."""
    return [label.get_text() for label in BeautifulSoup(to_tick(text), "html.parser").select("label:has(input)")]


@pytest.mark.parametrize("text", [LETTER, PAID, "[Really?]", "No bracket & none.\n", ""])
def test_a_text_with_boxes_has_the_same_words(text: str) -> None:
    for html in (marked(text), to_tick(text)):
        assert BeautifulSoup(html, "html.parser").get_text() == text


def test_a_sentence_and_each_alternative_of_a_long_choice_have_a_box_and_a_blank_has_none() -> None:
    assert boxes(LETTER) == [
        "[I got back (amount).] ",
        "[I wrote to the shop on (date).]",
        "[I returned it.]\n",
        "It never came. / ",
        "It came broken, because (one sentence). / ",
        "It came on (date).",
    ]
    assert not boxes("[what happened, in two sentences, with the days and the amounts]")


def test_a_sentence_takes_its_line_along_only_where_that_has_no_other_words() -> None:
    assert boxes("[I returned it.]\nThanks.") == ["[I returned it.]\n"]
    assert boxes("Hello. [I returned it.]\nThanks.") == ["[I returned it.]"]


def test_signs_and_what_a_bracket_says_to_the_reader_alone_are_apart_so_that_they_can_go() -> None:
    shown = BeautifulSoup(to_tick(LETTER), "html.parser")
    assert [words.get_text() for words in shown.select("i")] == [*["[", "]"] * 3, "[", " /", " /", "]"]
    assert [words.get_text() for words in shown.select("em")] == ["Choose one: "]


def test_of_a_choice_that_nobody_made_its_brackets_are_beside_the_boxes_so_that_nobody_sends_a_gap() -> None:
    choice = BeautifulSoup(to_tick("I ask for [a free label for me / collection at your cost]."), "html.parser").mark
    assert choice
    assert [part.name for part in choice.children if isinstance(part, Tag)] == ["i", "label", "label", "i"]


def test_parts_of_a_sentence_keep_a_slash_between_them_where_two_are_ticked() -> None:
    choice = BeautifulSoup(to_tick("I ask for [a free label for me / collection at your cost]."), "html.parser")
    assert [sign.get_text() for sign in choice.select("label b")] == [" / "]


def test_what_is_to_fill_in_within_a_line_is_underlined() -> None:
    shown = BeautifulSoup(to_tick("[It came on (date).]"), "html.parser")
    assert [words.get_text() for words in shown.select("label u")] == ["(date)"]


def test_a_whole_sentence_ends_like_one_in_any_language() -> None:
    assert sentences("[amount] [I paid.] [Did I?] [支払いました。] [A. / B.] [if so: I paid]") == [
        *[False, True, True, True, False, False],
    ]


def test_what_is_typed_in_a_text_is_never_html() -> None:
    assert "<b>x" not in to_tick("<b>x</b> [<b>x</b> & more.] [one <b>x</b> and much more of it / another one]")
