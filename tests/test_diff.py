"""`guide diff`: what a change means to a reader, each kind of change in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cases import BROKEN, Case
from guide import Graph, Refused, prove, walkable
from guide.tools.change_entry import draft
from guide.tools.diff import as_markdown, as_text, differences
from samples import FACTS, small, without_the_second_question


def changed(change: Callable[[str], str]) -> str:
    return as_text(differences(prove(small()), prove(small(change), walkable)))


def test_no_change_is_said_so() -> None:
    assert changed(str) == "Nothing changes for a reader."
    assert changed(lambda text: "# A comment.\n" + text) == "Nothing changes for a reader."


def test_a_question_that_goes_is_told_with_its_address_its_paths_and_who_is_nearer_now() -> None:
    assert changed(without_the_second_question) == (
        "Look at this first\n"
        "  gone: the question “How did you pay?”. It said: How did you pay? By card I paid by card I am not sure "
        "I do not know how I paid\n"
        "  after “It says completed” to “What do you see?”, “Ask your bank” comes now, before “How did you pay?”.\n"
        "\n"
        "Addresses at risk\n"
        "  /steps/how-did-you-pay/ would stop working.\n"
        "\n"
        "Steps\n"
        "  Removed: “How did you pay?” (how-did-you-pay).\n"
        "\n"
        "Paths\n"
        "  3 paths, before 4 (-1).\n"
        "  The longest path has 1 answer, before 2.\n"
        "\n"
        "Answers\n"
        "  “What do you see?” → “It says completed” leads to “Ask your bank” (1 path), "
        "before to “How did you pay?” (2 paths).\n"
        "  Removed: “How did you pay?” → “By card” → “Ask your bank” (1 path).\n"
        "  Removed: “How did you pay?” → “I am not sure” → “Ask support” (1 path).\n"
        "\n"
        "Distance\n"
        "  “Ask your bank” is nearer: 1 answer from the start, before 2."
    )


def test_a_question_that_comes_back_is_told_the_other_way_round() -> None:
    report = as_text(differences(prove(small(without_the_second_question)), prove(small())))
    assert "Addresses at risk" not in report
    assert "Added: “How did you pay?” (how-did-you-pay)." in report
    assert "Added: “How did you pay?” → “By card” → “Ask your bank” (1 path)." in report
    assert "“Ask your bank” is further away: 2 answers from the start, before 1." in report


def test_a_renamed_step_with_a_redirect_is_at_no_risk() -> None:
    def renamed(text: str) -> str:
        text = text.replace("how-did-you-pay", "which-way-did-you-pay")
        return text.replace("ask: How did you pay?", "ask: How did you pay?\n    redirect_from: [how-did-you-pay]")

    report = changed(renamed)
    assert "Addresses at risk" not in report
    assert "Removed: “How did you pay?” (how-did-you-pay). Its address leads to “How did you pay?”." in report


def test_waiting_words_and_facts_are_told_as_they_were_and_as_they_are() -> None:
    def other(text: str) -> str:
        text = text.replace("window: 120 days", "window: 90 days").replace("Ask support\n", "Write to support\n")
        return text.replace(
            "    last_resort: Nothing comes after this.\n    facts: [refunds-can-be-traced]\n", "    last_resort: No.\n"
        )

    assert changed(other) == (
        "Look at this first\n"
        "  ask-support last_resort: “nothing comes” is gone, “after” is gone: “Nothing comes after this.” → “No.”\n"
        "  ask-your-bank window: “90 days from the day you paid” now, before “120 days from the day you paid”. "
        "Readers may believe that it is too late.\n"
        "\n"
        "Waiting\n"
        "  “Ask your bank”: 0 of 90 days used, before 0 of 120 days used.\n"
        "\n"
        "Facts\n"
        "  “Write to support” (ask-support) has lost its last fact.\n"
        "\n"
        "Words\n"
        "  ask-your-bank window: “120 days from the day you paid” → “90 days from the day you paid”\n"
        "  ask-support title: “Ask support” → “Write to support”\n"
        "  ask-support last_resort: “Nothing comes after this.” → “No.”"
    )


def test_a_fact_whose_source_is_another_is_told() -> None:
    files = small()
    facts = files[FACTS]
    assert facts is not None
    elsewhere = {**files, FACTS: facts.replace(b"www.example.org", b"www.example.net")}
    assert as_text(differences(prove(files), prove(elsewhere))) == (
        "Look at this first\n"
        "  fact refunds-can-be-traced url: https://www.example.org/refunds → https://www.example.net/refunds. "
        "The host www.example.net is new to the guide. It looks like www.example.org.\n"
        "  fact refunds-can-be-traced: it is another, and “checked” is still 2026-01-01: nobody says that they read "
        "the source.\n"
        "\n"
        "Facts\n"
        "  refunds-can-be-traced has lost its last source, https://www.example.org/refunds; "
        "now https://www.example.net/refunds.\n"
        "  fact refunds-can-be-traced url: “https://www.example.org/refunds” → “https://www.example.net/refunds”"
    )


def test_words_from_the_guide_cannot_become_markup_in_a_pull_request() -> None:
    hostile = prove(
        small(lambda text: text.replace("title: Ask support", 'title: "<img src=x> @everyone [x](y) `z` #one"')),
        walkable,
    )
    assert as_markdown(differences(prove(small()), hostile)) == (
        "### Look at this first\n\n"
        "- ask-support title: now a link to y\n"
        "- ask-support title: it names \\@everyone now.\n\n"
        "### Words\n\n- ask-support title: “Ask support” → “\\<img src=x\\> \\@everyone \\[x\\](y) \\`z\\` \\#one”"
    )


def test_what_nobody_sees_is_shown_as_a_code_point() -> None:
    tree = prove(small()).tree
    action = tree.actions["ask-support"].model_copy(update={"title": "Ask\u202e\x1b[2J\x0b\u2028\u200bus"})
    hidden = Graph(replace(tree, actions={**tree.actions, "ask-support": action}))
    shown = "“Ask support” → “AskU+202EU+001B[2JU+000BU+2028U+200Bus”"
    report = differences(prove(small()), hidden)
    assert f"ask-support title: {shown}" in as_text(report)
    assert f"ask-support title: {shown}".replace("[", "\\[") in as_markdown(report)


def test_every_guide_whose_links_can_be_followed_has_a_report_whatever_else_is_wrong_with_it() -> None:
    """A pull request is reported on although the check refuses it."""
    sound, told = prove(small()), 0
    for path in sorted(BROKEN.iterdir()):
        try:
            broken = prove(Case(path).files, walkable)
        except Refused:
            continue
        for old, new in ((sound, broken), (broken, sound)):
            assert as_markdown(differences(old, new))
            draft(old.tree, new.tree, "2026-11-29")
        told += 1
    assert told > 100
