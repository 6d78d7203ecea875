"""Who changes what the guide says tells its readers; and nobody has to tell what no reader needs to know."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from guide import DecisionTree, Refused, Settings, build, draft_problems, prove
from guide.history import digests, with_days
from guide.kinds import DATES, LOCK, TREE
from guide.rules.announcements import unannounced
from guide.tools.change_entry import draft
from samples import CHANGES, CLOCKS, FACTS, MESSAGES, Files, edited, proven, small, without_the_second_question

PUBLISHED = date(2026, 1, 1)


def read_again(files: Files) -> Files:
    """Whoever changes a fact compares it with its source."""
    return edited(files, FACTS, "checked: 2026-01-01", "checked: 2026-01-15")


def locked(files: Files) -> Files:
    """The same guide on the day on which it was published."""
    return {**files, DATES: with_days(proven(files), PUBLISHED).encode()}


def complaint(files: Files) -> str:
    """What is told of a guide that has one problem."""
    with pytest.raises(Refused) as refused:
        proven(files)
    (problem,) = refused.value.problems
    return f"{problem.message}\n{problem.hint}"


def to_paste(files: Files) -> str:
    """The lines of the complaint that go into changes.yaml."""
    return str(blocks(files)[0])


def blocks(files: Files) -> list[str]:
    """The same, and below it the lines for somebody who changed words alone."""
    return re.findall(r"(?m)^  [a-z0-9-]+:\n(?:    .*\n)+", complaint(files))


def with_entry(files: Files, lines: str) -> Files:
    before = (files[CHANGES] or b"").decode().replace("changes: {}", "changes:").rstrip("\n")
    return {**files, CHANGES: before.replace("changes:", f"changes:\n{lines.rstrip()}", 1).encode() + b"\n"}


def filled_in(lines: str) -> str:
    return lines.replace("YYYY-MM-DD", "2026-02-01").replace("    title:\n", "    title: It is better now\n")


RETIRED = """
retired:
  how-did-you-pay:
    title: How did you pay?
    because: Nobody needs it.
    next: ask-support
"""
A_WAIT = b"""
  a-wait:
    name: The wait, 5 days
    kind: wait
    length: 5 days
    start: the day you paid
    fact: refunds-can-be-traced
    steps: [ask-support]
"""


NEWS: dict[str, tuple[Callable[[Files], Files], dict[str, str]]] = {
    "a word of a step": (
        lambda files: edited(files, TREE, "Write to support", "Write to support now"),
        {"kind": "corrected", "title": "", "steps": "[ask-support]"},
    ),
    "an answer that leads elsewhere": (
        lambda files: edited(files, TREE, "next: ask-support", "next: ask-your-bank"),
        {"kind": "corrected", "title": "", "steps": "[what-do-you-see]"},
    ),
    "what a fact says": (
        lambda files: read_again(edited(files, FACTS, "can be traced", "may be traced")),
        {"kind": "corrected", "title": "", "facts": "[refunds-can-be-traced]"},
    ),
    "where a fact was read": (
        lambda files: read_again(
            edited(files, FACTS, "https://www.example.org/refunds", "https://www.example.org/other")
        ),
        {"kind": "corrected", "title": "", "facts": "[refunds-can-be-traced]"},
    ),
    "another address that says the same": (
        lambda files: read_again(
            {**files, FACTS: (files[FACTS] or b"") + b"    also: [https://www.example.org/other]\n"}
        ),
        {"kind": "corrected", "title": "", "facts": "[refunds-can-be-traced]"},
    ),
    "who says a fact": (
        lambda files: read_again(edited(files, FACTS, "publisher: Example", "publisher: Example Bank")),
        {"kind": "corrected", "title": "", "facts": "[refunds-can-be-traced]"},
    ),
    "a text to copy": (
        lambda files: edited(files, MESSAGES, "Please trace", "Trace"),
        {"kind": "corrected", "title": "", "messages": "[to-the-bank]"},
    ),
    "a new clock": (
        lambda files: {**files, CLOCKS: (files[CLOCKS] or b"") + A_WAIT},
        {"kind": "new", "title": '"The wait, 5 days"', "clocks": "[a-wait]"},
    ),
    "a step that is no more": (
        lambda files: {**files, TREE: small(lambda text: without_the_second_question(text) + RETIRED)[TREE]},
        {"kind": "corrected", "title": "", "steps": "[what-do-you-see, how-did-you-pay]"},
    ),
}


@pytest.mark.parametrize("what", NEWS)
def test_what_readers_do_not_know_is_refused_until_the_lines_of_the_complaint_are_pasted(what: str) -> None:
    change, wanted = NEWS[what]
    files = change(locked(small()))
    lines = to_paste(files)
    found = dict(re.findall(r"(?m)^    (\w+): ?(.*)$", lines))
    assert found == {"date": "YYYY-MM-DD", **wanted}
    proven(with_entry(files, filled_in(lines)))


def test_whoever_mended_a_typing_error_pastes_an_entry_that_needs_a_date_only() -> None:
    files = edited(locked(small()), TREE, "Write to support", "Write to the support")
    _, lines = blocks(files)
    assert '    kind: wording\n    title: "Better words"\n    steps: [ask-support]\n' in lines
    proven(with_entry(files, lines.replace("YYYY-MM-DD", "2026-02-01")))


@pytest.mark.parametrize("what", ["what a fact says", "a new clock", "a step that is no more"])
def test_that_entry_is_not_offered_where_more_than_words_of_steps_is_another(what: str) -> None:
    assert len(blocks(NEWS[what][0](locked(small())))) == 1


def test_a_step_with_another_id_is_told_with_both() -> None:
    def renamed(text: str) -> str:
        text = text.replace("ask-your-bank", "ask-the-bank")
        return text.replace("  ask-the-bank:\n", "  ask-the-bank:\n    redirect_from: [ask-your-bank]\n")

    files = {**locked(small()), TREE: small(renamed)[TREE]}
    files = edited(files, CLOCKS, "[ask-your-bank]", "[ask-the-bank]")
    lines = to_paste(files)
    assert "steps: [how-did-you-pay, ask-the-bank, ask-your-bank]" in lines
    proven(with_entry(files, filled_in(lines)))
    assert draft(proven(small()), proven(files, draft_problems), "2026-02-01")


def test_a_step_that_took_in_another_one_is_told_even_if_no_word_of_it_changes() -> None:
    files = edited(locked(small()), DATES, "ask-support ", "ask-eva 2026-01-01 000000000000\nask-support ")
    files = edited(files, TREE, "    title: Ask support\n", "    redirect_from: [ask-eva]\n    title: Ask support\n")
    assert "    kind: corrected\n    title:\n    steps: [ask-eva]\n" in to_paste(files)
    assert "“ask-eva”" in complaint(files)
    proven(with_entry(files, filled_in(to_paste(files))))


def test_an_entry_is_asked_together_with_the_problems_of_words_and_numbers_and_names_what_they_change() -> None:
    files = edited(locked(small()), FACTS, "5, 60 or 120 days", "5 or 60 days, of course")
    with pytest.raises(Refused) as refused:
        proven(files)
    told = [problem for problem in refused.value.problems if problem.place.file == CHANGES]
    assert {problem.place.file for problem in refused.value.problems} == {CHANGES, CLOCKS, FACTS, TREE}
    (hint,) = [problem.hint for problem in told]
    assert "    steps: [ask-your-bank]\n    facts: [refunds-can-be-traced]\n    clocks: [your-bank]\n" in hint


def test_an_entry_is_not_asked_while_a_way_is_broken() -> None:
    files = edited(locked(small()), TREE, "next: ask-your-bank", "next: ask-my-dog")
    assert "ask-my-dog" in complaint(files)


SILENT = {
    "the date of a source": (FACTS, "dated: undated", "dated: 2026-01-01"),
    "when a fact was checked": (FACTS, "checked: 2026-01-01", "checked: 2026-01-02"),
    "the colour on the map": (TREE, "    title: Ask support\n", "    title: Ask support\n    turns_to: aliexpress\n"),
    "an older address": (TREE, "    title: Ask support\n", "    title: Ask support\n    redirect_from: [ask-eva]\n"),
    "a comment": (TREE, "start:", "# A comment.\nstart:"),
    "for which steps a clock is": (CLOCKS, "[ask-your-bank]", "[ask-your-bank, ask-support]"),
}


@pytest.mark.parametrize("what", SILENT)
def test_what_no_page_says_otherwise_needs_no_entry(what: str) -> None:
    proven(edited(locked(small()), *SILENT[what]))


def test_a_new_fact_is_told_by_the_step_that_names_it() -> None:
    fact = (small()[FACTS] or b"").decode().partition("\n")[2].replace("refunds-can-be-traced", "one-more")
    files = locked(small())
    files = {**files, FACTS: (files[FACTS] or b"") + fact.encode()}
    files = edited(files, TREE, "facts: [refunds-can-be-traced]", "facts: [refunds-can-be-traced, one-more]")
    assert "steps: [ask-your-bank]" in to_paste(files)
    assert "facts:" not in to_paste(files)


def test_before_the_first_publication_there_is_nothing_to_tell() -> None:
    proven(edited(small(), TREE, "Write to support", "Write to support now"))


def test_who_works_on_the_guide_sees_a_change_before_it_is_told() -> None:
    files = edited(locked(small()), TREE, "Write to support", "Write to support now")
    site = build(files, Settings(), rules=draft_problems)
    assert "Write to support now" in site.files["steps/ask-support/index.html"]


def test_an_entry_that_was_published_does_not_tell_the_next_change() -> None:
    first = edited(locked(small()), TREE, "Write to support", "Write to support now")
    first = locked(with_entry(first, filled_in(to_paste(first))))
    second = edited(first, TREE, "Write to support now", "Write to support today")
    assert to_paste(second).startswith("  ask-support-2:\n")


def test_an_entry_that_was_published_stays_as_it_is() -> None:
    files = edited(locked(small()), TREE, "Write to support", "Write to support now")
    files = with_entry(files, filled_in(to_paste(files)))
    proven(edited(files, CHANGES, "It is better now", "It is much better now"))
    rewritten = edited(locked(files), CHANGES, "It is better now", "It is much better now")
    assert complaint(rewritten).startswith("the change “ask-support-1” was published, and says something else now.")
    address = (files[LOCK] or b"") + b"/changes/#ask-support-1\n"
    removed = {**locked(files), CHANGES: small()[CHANGES], LOCK: address}
    assert complaint(removed).startswith("the address /changes/#ask-support-1 was published, and nothing answers there")


def test_an_old_entry_may_name_what_is_no_more() -> None:
    entry = "  one:\n    date: 2026-01-01\n    kind: new\n    title: One\n    steps: [gone]"
    files = with_entry(small(), entry)
    published = {**files, DATES: with_days(proven(files, rules=lambda graph: []), PUBLISHED).encode()}
    proven(published)
    assert "there is no “gone” among the steps." in complaint({**published, DATES: small()[DATES]})


# --- What an entry may say ---

BETTER = "  better-1:\n    date: 2026-02-01\n    kind: corrected\n    title: {}\n    steps: [ask-your-bank]"


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Wait 10 business days", None),
        ("The bank has 120 days, not 45", None),
        ("Banks need 5 days instead of 7 days", None),
        ("The bank has 45 days", "45 days"),
        ("The bank has 120 days, not 45 but 999", "999"),
        ("Wait two weeks", "two weeks"),
    ],
)
def test_a_number_of_a_change_is_said_by_what_it_names_or_is_the_old_one(title: str, wrong: str | None) -> None:
    files = with_entry(edited(locked(small()), TREE, "Send the text", "Send this text"), BETTER.format(title))
    if wrong is None:
        proven(files)
    else:
        assert complaint(files).startswith(f"nothing that this change names says “{wrong}”.")


def test_a_change_may_say_that_a_page_is_removed_where_it_is() -> None:
    gone = {**locked(small()), TREE: small(lambda text: without_the_second_question(text) + RETIRED)[TREE]}
    lines = filled_in(to_paste(gone)).replace("kind: corrected", "kind: removed")
    assert complaint(with_entry(gone, lines)).startswith(
        "this says that “what-do-you-see” is removed, and it is there."
    )
    first, second = lines.replace("what-do-you-see, ", ""), lines.replace("how-did-you-pay-1", "one-more")
    second = second.replace("  what-do-you-see-1:", "  one-more:").replace(", how-did-you-pay", "")
    proven(with_entry(with_entry(gone, second.replace("kind: removed", "kind: corrected")), first))


# --- Lock files that are thinned ---


def published_small() -> Files:
    files = locked(small())
    pages = "".join(f"/{entry.path}\n" for entry in proven(files).entries() if entry.path)
    return {**files, LOCK: (files[LOCK] or b"") + pages.encode()}


@pytest.mark.parametrize(
    "key", ["ask-support", "facts/refunds-can-be-traced", "messages/to-the-bank", "clocks/your-bank", "what-do-you-see"]
)
def test_a_line_that_is_taken_out_of_dates_lock_is_missed_even_where_the_entry_is_another(key: str) -> None:
    files = published_small()
    proven(files)
    thin = re.sub(rf"(?m)^{key} .*\n", "", (files[DATES] or b"").decode())
    for where in ({**files, DATES: thin.encode()}, edited({**files, DATES: thin.encode()}, FACTS, "can be", "may be")):
        assert complaint(where).startswith(f"what was published has no line here: “{key}”.")


def test_an_empty_dates_lock_is_one_problem() -> None:
    files = published_small()
    assert complaint({**files, DATES: small()[DATES]}).startswith(
        "what was published has no line here: “what-do-you-see”"
    )
    with pytest.raises(Refused):
        proven({**files, DATES: b""})


def test_a_day_is_in_the_future_from_the_day_after_tomorrow_on() -> None:
    """It is tomorrow already in New Zealand; and where nobody says which day it is, no day is refused."""
    files = edited(small(), FACTS, "checked: 2026-01-01", "checked: 2026-01-03")
    prove(files)
    prove(files, today=date(2026, 1, 2))
    with pytest.raises(Refused, match="2026-01-03 has not come yet; today is 2026-01-01"):
        prove(files, today=date(2026, 1, 1))


# --- Drafts ---


def drafted(change: Callable[[str], str]) -> str:
    """The title of a draft that is fit to publish."""
    old, new = proven(small()), proven(small(change))
    lines = draft(old, new, "2026-02-01")
    told: DecisionTree = proven(with_entry(small(change), lines))
    assert unannounced(digests(old), told) == []
    assert draft(old, told, "2026-02-01") == ""
    return "\n".join(line for line in lines.splitlines() if line.startswith(("    title:", "    text:", "    #")))


def left_open(files: Files) -> str:
    """The comments of a draft that a person has to finish: as it is, it is refused."""
    lines = draft(proven(small()), proven(files), "2026-02-01")
    assert "the change “" in complaint(with_entry(files, lines))
    proven(with_entry(files, lines.replace("    title:\n", "    title: It is better now\n")))
    return "\n".join(line for line in lines.splitlines() if line.startswith("    #"))


ASKED = "    # Say in the title what is different for a reader, in “text:” what to do now. Then delete these lines.\n"


def test_a_draft_says_in_readers_words_how_long_a_wait_is_now() -> None:
    assert drafted(lambda text: text.replace("wait: 10 business days", "wait: 5 days")) == (
        '    title: "The wait after “Ask your bank” is 5 days now, not 10 business days"'
    )


def test_a_draft_of_a_new_question_names_it_as_it_is() -> None:
    def other(text: str) -> str:
        return without_the_second_question(text)

    old, new = proven(small(other)), proven(small())
    lines = draft(old, new, "2026-02-01")
    assert "    # How did you pay?\n" in f"{lines}\n"
    assert "?." not in lines


def test_a_draft_says_which_answers_are_new_gone_or_lead_elsewhere_for_a_person_to_sum_up() -> None:
    def other(text: str) -> str:
        text = text.replace("- id: card\n", "- id: any-card\n").replace("label: By card", "label: By any card")
        return text.replace("nothing\n        next: ask-support", "nothing\n        next: ask-your-bank")

    assert left_open(small(other)).startswith(
        f"{ASKED}    # “What do you see?”: after “I am not sure” comes “Ask your bank” now\n"
        "    # “How did you pay?” no longer has the answer “By card”\n"
        "    # “How did you pay?” has a new answer: “By any card”\n"
    )


def test_a_draft_shows_the_writer_what_a_fact_says_now_and_said_before() -> None:
    assert left_open(edited(small(), FACTS, "can be traced", "may be traced")) == (
        f"{ASKED}    # fact refunds-can-be-traced text: “A refund can be traced for 5, 60 or 120 days.” → "
        "“A refund may be traced for 5, 60 or 120 days.”"
    )


def test_a_draft_of_words_alone_leaves_the_rest_to_the_writer() -> None:
    assert left_open(small(lambda text: text.replace("Write to support", "Write"))) == (
        f"{ASKED}    # ask-support steps: “Write to support.” → “Write.”"
    )
