"""“Look at this first”: each change of section B1 of a hostile contributor that no rule can refuse is in the report, in
words that make the harm plain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guide import DecisionTree, Graph, read_files, walkable
from guide.history import digests
from guide.kinds import DATES, HOSTS, LOCK, TREE
from guide.tools.alarms import alarms
from guide.tools.diff import differences
from guide.tools.lookalikes import looks_like
from samples import CHANGES, CLOCKS, COUNTRIES, DEAD_ENDS, FACTS, MESSAGES, PHRASES, ROOT, edited, proven

FULL = ROOT / "tests" / "full"


def changed(*edits: tuple[str, str, str]) -> DecisionTree:
    files = read_files(FULL)
    for edit in edits:
        files = edited(files, *edit)
    return proven(files, walkable)


def told(*edits: tuple[str, str, str]) -> list[str]:
    old, new = changed(), changed(*edits)
    first = differences(Graph(old), Graph(new))[0]
    assert first.title == "Look at this first"
    assert list(first.changes) == list(alarms(old, new))
    return list(first.changes)


ENTRY = "changes:\n  better-words:\n    date: 2026-01-03\n    kind: wording\n    title: Better words\n    "
ALONE = {
    "a warning that goes": (
        (TREE, "    careful: Do not call.\n", ""),
        "ask-your-bank careful: the warning is gone: “Do not call.” Readers may make this mistake now.",
    ),
    "a warning that is turned round": (
        (TREE, "Do not call.", "You may call."),
        "ask-your-bank careful: the warning says “You may call.” now, before “Do not call.”",
    ),
    "a warning against what helps": (
        (TREE, "have_ready:\n      - the order number", "have_ready:\n      - Never tell your bank."),
        "ask-your-bank have_ready: “never tell” is new: “the order number” → “Never tell your bank.”",
    ),
    "a step that forbids": (
        (TREE, "      - Write to support.\n", "      - Write to support.\n      - Do not ask your bank.\n"),
        "ask-support steps: “do not ask” is new: now “Do not ask your bank.”",
    ),
    "must is may": (
        (FACTS, "Spain must answer", "Spain may answer"),
        "fact banks-in-spain-answer text: “must” is gone, “may” is new: “Banks in Spain must answer.” → “Banks in "
        "Spain may answer.”",
    ),
    "a longer window": (
        (TREE, "window: 120 days", "window: 200 days"),
        "ask-your-bank window: “200 days from the day you paid” now, before “120 days from the day you paid”. Who "
        "trusts it may come too late.",
    ),
    "a window that goes": (
        (TREE, "    window: 60 days from the day you paid\n", ""),
        "ask-support window: nothing now, before “60 days from the day you paid”.",
    ),
    "a shorter wait": (
        (TREE, "wait: 10 business days", "wait: 1 day"),
        "ask-your-bank wait: “1 day” now, before “10 business days”. Readers would wait less.",
    ),
    "a wait that counts from another day": (
        (TREE, "wait_from: the day of the message", "wait_from: the day of the order"),
        "ask-your-bank wait_from: “the day of the order” now, before “the day of the message”.",
    ),
    "how urgent it is": (
        (TREE, "    urgency: days\n", "    urgency: none\n"),
        "ask-your-bank urgency: “none” now, before “days”.",
    ),
    "what only some must do": (
        (TREE, "    only_if:\n      - Did you pay twice? Say so.\n", ""),
        "ask-your-bank only_if: a line is gone: “Did you pay twice? Say so.”",
    ),
    "by when": ((TREE, "    by_when: Ask today.\n", ""), "ask-your-bank by_when: nothing now, before “Ask today.”."),
    "the kind of a clock": ((CLOCKS, "kind: limit", "kind: wait"), "clock your-bank kind: “wait” now, before “limit”."),
    "the start of a clock": (
        (CLOCKS, "start: the day you paid", "start: the day you ask"),
        "clock your-bank start: “the day you ask” now, before “the day you paid”.",
    ),
    "the length of a clock": (
        (CLOCKS, "length: 120 days", "length: 20 weeks".replace("20 weeks", "140 days")),
        "clock your-bank length: “140 days” now, before “120 days”. Who trusts it may come too late.",
    ),
    "what to send": (
        (MESSAGES, "attach: [the receipt]", "attach: [a photo of your card]"),
        "message to-the-bank attach: readers would send “a photo of your card” with it; before “the receipt”.",
    ),
    "a choice that is made for readers": (
        (MESSAGES, "says: I paid by card.", "says: I paid in cash."),
        "message to-the-bank settled: some readers would see only “I paid in cash. (after how-did-you-pay.card)”; "
        "before “I paid by card. (after how-did-you-pay.card)”.",
    ),
    "to whom to send": (
        (MESSAGES, "title: to your bank", "title: to our team"),
        "message to-the-bank title: readers would send it “to our team”, before “to your bank”.",
    ),
    "a body": (
        (COUNTRIES, "bank_body: The office for banks", "bank_body: The refund office"),
        "country spain bank_body: “The office for banks” → “The refund office”. "
        "Readers would complain to somebody else.",
    ),
    "what a body costs": (
        (COUNTRIES, "cost: The body is free.", "cost: A small fee."),
        "country spain cost: “The body is free.” → “A small fee.”. Would readers pay for what is free?",
    ),
    "the address of a body": (
        (COUNTRIES, "https://www.example.org/offices", "http://www.examp1e.org/offices"),
        "country spain bank_url: https://www.example.org/offices → http://www.examp1e.org/offices. The host "
        "www.examp1e.org is new to the guide. It looks like www.example.org. It is http, not https: others can change "
        "it on its way.",
    ),
    "a link in a text": (
        (TREE, "Ask today.", "Ask [here](https://www.example.org/x)."),
        "ask-your-bank by_when: now a link to https://www.example.org/x",
    ),
    "a chat in a text": (
        (TREE, "Write to support.", "Write to @ali_refund_help on Telegram."),
        "ask-support steps: it speaks of “Telegram” now: “Write to @ali_refund_help on Telegram.”",
        "ask-support steps: it names @ali_refund_help now.",
    ),
    "a host in plain words": (
        (TREE, "Write to support.", "Open aliexpress-refunds.com and write."),
        "ask-support steps: it names aliexpress-refunds.com. The host aliexpress-refunds.com is new to the guide.",
    ),
    "a host that texts may link to": (
        (HOSTS, "hosts:\n", "hosts:\n  www.paypa1.com: PayPal.\n"),
        "texts may link to www.paypa1.com now: “PayPal.”. The host www.paypa1.com is new to the guide.",
    ),
    "where an answer leads": (
        (TREE, "next: ask-support", "next: ask-your-bank"),
        "after “I am not sure” to “What do you see?”, “Ask your bank” comes now, before “Ask support”.",
    ),
    "where not solved leads": (
        (TREE, "    not_solved: ask-support\n", "    last_resort: Nothing follows.\n"),
        "if “Ask your bank” did not help: nothing comes now, before “Ask support”.",
    ),
    "where a phrase leads": (
        (PHRASES, "next: ask-your-bank", "next: ask-support"),
        "phrase refund-completed leads to “Ask support” now, before to “Ask your bank”.",
    ),
    "where a dead end leads": (
        (DEAD_ENDS, "instead: ask-support", "instead: ask-your-bank"),
        "dead end call-somebody leads to “Ask your bank” now, before to “Ask support”.",
    ),
    "where an old address leads": (
        (TREE, "next: ask-support\n", "next: ask-your-bank\n"),
        "ask-the-seller: its address leads to “Ask your bank” now, before to “Ask support”.",
    ),
    "where a case ends": (
        (
            TREE,
            "summary: The cash was mine\n        next: ask-support",
            "summary: The cash was mine\n        next: ask-your-bank",
        ),
        "Situation “My order says completed, and I paid cash.” ended at “Ask support”, now ends at “Ask your bank”.",
    ),
    "the summary of another answer": (
        (TREE, "summary: The cash was mine", "summary: The card was mine"),
        "“I paid cash” of “How did you pay?” has the summary of “I paid by card” now.",
    ),
    "a surer fact": (
        (FACTS, "read: report", "read: page"),
        "fact banks-in-spain-answer: it counts as medium now, before as low. Who is surer, and why?",
    ),
    "a new unit": (
        (FACTS, "60 or 120 days", "60 or 120 weeks"),
        "fact refunds-can-be-traced text: “120 weeks” now, before “120 days”. Does the source say so?",
        "fact refunds-can-be-traced: it is another, and “checked” is still 2026-01-01: nobody says that they read the "
        "source.",
    ),
    "a published entry": (
        (CHANGES, "title: Support is new", "title: Refunds are new"),
        "change support-is-new: “Support is new” was told to readers, and is “Refunds are new” now.",
    ),
}


@pytest.mark.parametrize("name", ALONE)
def test_what_can_hurt_a_reader_comes_first_in_plain_words(name: str) -> None:
    edit, *harms = ALONE[name]
    if name == "where an old address leads":
        text = (FULL / TREE).read_text(encoding="utf-8")
        edit = (TREE, text[text.index("retired:") :], text[text.index("retired:") :].replace(*edit[1:]))
    found = told(edit)
    assert [harm for harm in harms if harm not in found] == [], found


def test_a_source_that_is_swapped_is_told_with_both_addresses_and_what_is_odd() -> None:
    assert told((FACTS, "https://www.example.org/more", "https://evil.example/refund.apk")) == [
        "fact refunds-can-be-traced also: https://www.example.org/more → https://evil.example/refund.apk. "
        "The host evil.example is new to the guide.",
        "fact refunds-can-be-traced: it is another, and “checked” is still 2026-01-01: nobody says that they read the "
        "source.",
    ]


def test_a_text_that_asks_for_secrets_is_told_blank_by_blank() -> None:
    assert told((MESSAGES, "trace [amount]", "trace [amount]. My card number is [card number], CVV [CVV]")) == [
        "message to-the-bank: it asks readers for [card number] now. No text asked for it before.",
        "message to-the-bank: it asks readers for [CVV] now. No text asked for it before.",
        "message to-the-bank text: readers would send “Please trace [amount]. My card number is [card number], "
        "CVV [CVV]. [I paid by card. / I paid in cash.]”; before “Please trace [amount]. [I paid by card. / I paid in "
        "cash.]”",
        "message to-the-bank text: it speaks of “card number”, “CVV” now: "
        "“Please trace [amount]. My card number is [card number], CVV [CVV]. [I paid by card. / I paid in cash.]”",
    ]


def test_two_answers_that_change_places_are_told_as_that() -> None:
    swapped = changed(
        (
            TREE,
            "summary: The card was mine\n        next: ask-your-bank",
            "summary: The card was mine\n        next: x",
        ),
        (TREE, "summary: The cash was mine\n        next: ask-support", "summary: The cash was mine\n        next: y"),
        (TREE, "next: x", "next: ask-support"),
        (TREE, "next: y", "next: ask-your-bank"),
    )
    assert "“I paid by card” and “I paid cash” of “How did you pay?”: each has the next of the other now." in list(
        alarms(changed(), swapped)
    )


def test_an_entry_that_speaks_of_words_only_is_doubted_where_more_is_another() -> None:
    words = (CHANGES, "changes:\n", f"{ENTRY}steps: [ask-your-bank]\n")
    assert [harm for harm in alarms(changed(), changed(words)) if "only words" in harm] == []
    better = (TREE, "Send the text to your bank.", "Send this text to your bank.")
    assert list(alarms(changed(), changed(words, better))) == []
    found = told(words, (TREE, "Do not call.", "You may call."), (TREE, "wait: 10 business days", "wait: 1 day"))
    assert found[-1] == (
        "change better-words: it says that only words are better in ask-your-bank. This is another there: "
        "a warning, what to do or not, a time."
    )


def test_a_line_that_only_moves_and_a_step_with_another_id_are_no_alarm() -> None:
    lines = "      - Send the text to your bank.\n", "      - Ask for an answer in writing.\n"
    assert list(alarms(changed(), changed((TREE, "".join(lines), "".join(lines[::-1]))))) == []
    now = changed((TREE, "redirect_from: [what-did-you-see]", "redirect_from: [what-did-you-see, what-is-there]"))
    start = now.questions["what-do-you-see"].model_copy(update={"id": "what-is-there"})
    before = {"what-is-there": start, "how-did-you-pay": now.questions["how-did-you-pay"]}
    assert list(alarms(replace(now, start="what-is-there", questions=before), now)) == []


def test_a_step_under_another_id_is_compared_with_itself() -> None:
    files = {name: (content or b"").decode() for name, content in read_files(FULL).items()}
    files = {
        name: text if name in (LOCK, DATES) else text.replace("ask-your-bank", "ask-a-bank")
        for name, text in files.items()
    }
    files[TREE] = files[TREE].replace("redirect_from: [ask-the-bank]", "redirect_from: [ask-the-bank, ask-your-bank]")
    files[TREE] = files[TREE].replace("    careful: Do not call.\n", "")
    hidden = proven({name: text.encode() for name, text in files.items()}, walkable)
    found = [harm for harm in alarms(changed(), hidden) if "no new entry" not in harm]
    assert "ask-a-bank careful: the warning is gone: “Do not call.” Readers may make this mistake now." in found
    assert not [harm for harm in found if harm.startswith(("gone:", "new:"))]


def test_a_step_that_is_gone_is_told_with_all_that_it_said() -> None:
    old = changed()
    rest = {name: each for name, each in old.actions.items() if name != "ask-your-bank"}
    support = rest["ask-support"].model_copy(update={"redirect_from": ("ask-your-bank",)})
    (harm,) = [
        harm
        for harm in alarms(old, replace(old, actions=rest | {"ask-support": support}))
        if harm.startswith("gone: the action")
    ]
    assert harm.startswith("gone: the action “Ask your bank”. It said: ")
    assert "Do not call." in harm


def test_a_warning_that_moves_among_the_steps_is_gone() -> None:
    gone, come = (TREE, "    careful: Do not call.\n", ""), (TREE, "    steps:\n", "    steps:\n      - Do not call.\n")
    assert "ask-your-bank careful: the warning is gone: “Do not call.” Readers may make this mistake now." in list(
        alarms(changed(), changed(gone, come))
    )


def test_what_nobody_has_read_before_is_told_by_its_title() -> None:
    before = changed()
    without = replace(before, phrases={}, changes={})
    assert list(alarms(without, before)) == [
        "new: the phrase “Refund completed”. Read all its words below.",
        "readers will be told (new): “Support is new” Ask support too.",
    ]


def test_a_claim_under_another_heading_is_told() -> None:
    other = changed((COUNTRIES, "card_note: banks-in-spain-answer", "card_note: refunds-can-be-traced"))
    assert list(alarms(changed(), other)) == [
        "country spain card_note: now “refunds-can-be-traced”, before “banks-in-spain-answer”."
    ]


def test_lines_that_come_into_the_lock_files_are_told() -> None:
    tree = changed()
    known = {name: (date(2026, 1, 1), digest) for name, digest in digests(tree).items()}
    old = replace(tree, dates=known, published=("/steps/",))
    forged = known | {"ask-support": (date(2020, 1, 1), "0" * 12)}
    assert list(alarms(old, replace(old, dates=forged, published=("/steps/", "/about/#nothing")))) == [
        "urls.lock holds /about/#nothing now: only “guide lock” adds lines, after a site is published.",
        "dates.lock says that this is published already: ask-support. Only “guide lock” writes it, after publishing.",
    ]


def test_lock_files_that_forget_are_told() -> None:
    tree = changed()
    known = {name: (date(2026, 1, 1), digest) for name, digest in digests(tree).items()}
    old = replace(tree, dates=known, published=("/steps/", "/steps/ask-support/"))
    thin = {name: of for name, of in known.items() if name != "ask-support"} | {
        "ask-your-bank": (date(2025, 1, 1), known["ask-your-bank"][1])
    }
    assert list(alarms(old, replace(old, dates=thin, published=("/steps/",)))) == [
        "urls.lock no longer holds /steps/ask-support/: it could stop working, and no rule would say so.",
        "dates.lock says that ask-your-bank last changed on 2025-01-01, before on 2026-01-01.",
        "dates.lock no longer knows ask-support: it could change, and no reader would hear of it.",
    ]


def test_what_no_entry_tells_is_told_here_whatever_dates_lock_holds() -> None:
    """“guide lock” with an entry, and the entry taken out again: no rule can see it, the report does."""
    tree, new = changed(), changed((TREE, "Write to support.", "Write to them."))
    known, learned = ({name: (date(2026, 1, 1), of) for name, of in digests(each).items()} for each in (tree, new))
    assert list(alarms(replace(tree, dates=known), replace(new, dates=learned))) == [
        "ask-support: it is another now, and no new entry of changes.yaml tells readers.",
        "dates.lock says that this is published already: ask-support. Only “guide lock” writes it, after publishing.",
    ]


KNOWN = {"www.paypal.com": "paypal.com", "activities.aliexpress.com": "aliexpress.com", "www.bde.es": "bde.es"}


@pytest.mark.parametrize(
    ("host", "like"),
    [
        ("paypa1.com", "www.paypal.com"),
        ("www.paypal.help", "www.paypal.com"),
        ("paypal.com.evil.example", "www.paypal.com"),
        ("aliexpress-refunds.com", "activities.aliexpress.com"),
        ("aliexprees.com", "activities.aliexpress.com"),
        ("aliexpres.com", "activities.aliexpress.com"),
        ("alixepress.com", "activities.aliexpress.com"),
        ("history.paypal.com", None),
        ("www.bank.example", None),
        ("bda.es", None),
    ],
)
def test_a_host_that_could_be_taken_for_a_known_one_is_named(host: str, like: str | None) -> None:
    assert looks_like(host, KNOWN) == like
