"""Promises about what the guide says: the seven things it must hold, and the advice that it must never give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from reader import Page, Pages, texts, walk
from samples import data

SEVEN = {
    "check the status of the dispute and of the refund": [
        "what-does-the-order-page-say",
        "find-the-status-of-your-refund",
        "what-is-happening-in-the-dispute",
    ],
    "check the payment method and its statement": [
        "where-was-the-refund-sent",
        "ask-your-bank-to-trace-the-refund",
        "look-for-the-refund-in-paypal",
        "compare-the-booking-with-the-refund",
    ],
    "contact AliExpress support": ["ask-support-for-the-promised-refund", "reach-a-person-at-aliexpress"],
    "let AliExpress decide the dispute": ["wait-for-the-decision", "appeal-the-decision", "send-clear-evidence"],
    "ask for a chargeback": [
        "ask-your-bank-refund-promised-but-not-paid",
        "ask-your-bank-returned-or-cancelled",
        "ask-your-bank-goods-not-received",
        "ask-your-bank-goods-not-as-described",
        "open-a-paypal-dispute",
    ],
    "know the protection period": ["find-the-last-day-for-a-dispute"],
    "get help from outside": [
        "europe-report-and-know-your-rights",
        "report-to-econsumer-and-your-authority",
        "tell-your-story-in-public",
        "decide-whether-a-court-is-worth-it",
    ],
}


def words(page: Page) -> str:
    """What a page says, without the addresses of its sources."""
    return texts([page.main])[0]


def own_words(page: Page) -> str:
    """What a page says itself, without the facts that it quotes from others."""
    return words(page).split("How we know")[0]


def in_english(site: Pages) -> list[Page]:
    return [page for page in site.values() if not page.folder and page.soup.find("main")]


@cache
def sentences_of(page: Page) -> list[str]:
    """Every sentence on a page of the site, in one line each."""
    parts = page.main.find_all(["li", "h1", "h2", "h3", "p", "summary", "pre"])
    return [
        sentence
        for part in parts
        if not part.find(["li", "p"])
        for sentence in re.split(r"(?<=[.!?]) ", texts([part])[0])
    ]


def next_steps(source: dict[str, Any], step: str) -> Iterator[str]:
    if step in source["questions"]:
        yield from (option["next"] for option in source["questions"][step]["options"])


def actions_by_answers_alone(source: dict[str, Any], step: str) -> set[str]:
    """The actions that a reader reaches from `step` without having tried any other."""
    if step in source["actions"]:
        return {step}
    return {action for target in next_steps(source, step) for action in actions_by_answers_alone(source, target)}


# --- What it holds ---


def test_the_guide_has_at_least_twenty_questions_and_twenty_five_actions(source: dict[str, Any]) -> None:
    assert len(source["questions"]) >= 20
    assert len(source["actions"]) >= 25


def test_all_seven_steps_of_the_first_article_are_in_the_guide_and_on_the_summary(site: Pages) -> None:
    for steps in SEVEN.values():
        for step in steps:
            assert f"steps/{step}/" in site, step
    summary = site["summary/"]
    assert len(summary.main.select("ol > li")) == len(SEVEN)
    for item, steps in zip(summary.main.select("ol > li"), SEVEN.values(), strict=True):
        assert {summary.follow(link).page.step for link in item.select("a")} & set(steps) or item.select("a"), item


def test_contacting_support_says_where_to_click_what_to_write_and_what_to_attach(site: Pages) -> None:
    page = site.step("ask-support-for-the-promised-refund")
    assert page.main.select("ol.todo a[href^='https://customerservice.aliexpress.com']")
    assert page.main.select("pre")
    assert "screenshot" in own_words(page)


def test_completed_and_promised_lead_to_different_actions(source: dict[str, Any]) -> None:
    leads_to = {option["id"]: option["next"] for option in source["questions"][source["start"]]["options"]}
    completed = actions_by_answers_alone(source, leads_to["completed"])
    promised = actions_by_answers_alone(source, leads_to["promised"])
    assert "ask-your-bank-to-trace-the-refund" in completed - promised
    assert "ask-your-bank-refund-promised-but-not-paid" in promised - completed


def test_a_missing_credit_and_a_mere_promise_have_a_clock_each_in_the_united_states(site: Pages) -> None:
    missing = words(site.step("us-credit-card-notice-for-a-missing-credit"))
    promised = words(site.step("us-credit-card-notice-for-goods-not-delivered"))
    assert "on which the credit should have stood" in missing
    assert "the first bill with the charge" in promised


def test_every_card_action_asks_for_the_last_day_today(site: Pages) -> None:
    for page in site.steps():
        if page.step.startswith("ask-your-bank-") and "chargeback" in texts(page.soup.select("h1"))[0]:
            assert re.search("Ask (your bank )?today", own_words(page)), page.path


# --- True for each who can read it ---

ABOUT_THE_PAYMENT = {
    "how-did-you-pay",
    "where-was-the-refund-sent",
    "where-was-your-card-issued",
    "who-refused-your-claim",
}


def actions_of_all_payers(source: dict[str, Any]) -> set[str]:
    """The actions that a reader reaches who has not said how they paid, those after an action that failed included. Who
    says that a card is closed has said it."""
    seen: set[str] = set()
    waiting = [source["start"]]
    while waiting:
        step = waiting.pop()
        if step not in seen | ABOUT_THE_PAYMENT:
            seen.add(step)
            options = source["questions"].get(step, {}).get("options", [])
            waiting += [option["next"] for option in options if ", to a card," not in option["label"]]
            waiting += filter(None, [source["actions"].get(step, {}).get("not_solved")])
    return seen & set(source["actions"])


def without_blanks(text: str) -> str:
    """What a text to copy says for everybody who sends it."""
    return re.sub(r"\[[^\]]*\]", "", text)


def test_nobody_who_may_have_paid_without_a_bank_is_sent_to_a_bank_for_the_last_day(source: dict[str, Any]) -> None:
    reached = actions_of_all_payers(source)
    assert {"save-your-evidence-when-the-account-is-blocked", "check-the-refund-of-the-closed-order"} <= reached
    bank_alone = r"[Aa]sk your bank (today )?(until|for its last day)|your bank tells"
    for name in reached:
        action = source["actions"][name]
        for line in (*action["steps"], *action.get("only_if", []), action.get("by_when", "")):
            assert not re.search(bank_alone, line), (name, line)


def test_a_text_that_all_may_send_says_nothing_of_a_bank_a_card_or_a_booking(source: dict[str, Any]) -> None:
    messages = data("messages")
    used = {source["actions"][name].get("message") for name in actions_of_all_payers(source)}
    of_all = {name for name in used if name and not re.search("bank|card", messages[name]["title"])}
    assert {"ask-support-about-the-refund", "ask-support-about-a-closed-order", "dispute-not-received"} <= of_all
    for name in of_all:
        said = without_blanks(messages[name]["text"])
        assert not re.search(r"\b(my|the|your) (bank|card|statement)\b|booked", said), name


@pytest.mark.parametrize("name", ["public-post", "report-to-a-consumer-body", "ask-support-about-the-refund"])
def test_a_text_for_every_case_promises_no_promise(name: str) -> None:
    said = without_blanks(data("messages")[name]["text"])
    assert not re.search(r"promised|my bank|never arrived|refused", said)


def test_who_reads_that_the_refund_failed_need_not_wait_and_can_say_so(source: dict[str, Any]) -> None:
    question = source["questions"][data("phrases")["refund-failed"]["next"]]
    targets = [option["next"] for option in question["options"] if "failed" in option["label"]]
    assert targets
    for target in targets:
        assert "failed" in data("messages")[source["actions"][target]["message"]]["text"], target


def test_a_blocked_account_does_not_hide_the_clock_of_paypal(source: dict[str, Any]) -> None:
    action = source["actions"]["save-your-evidence-when-the-account-is-blocked"]
    assert "PayPal" in action["steps"][0]


def test_every_action_names_whose_last_day_comes_early_if_that_step_is_still_to_come(
    site: Pages, source: dict[str, Any]
) -> None:
    dates, clocks = site["dates/"], data("clocks")
    whose: dict[str, list[str]] = {}
    for item in dates.main.select("#early ~ ul.early > li"):
        page = dates.follow(item.select("a")[0]).page
        words = texts([item])[0].partition("You have ")[2].partition(" · ")[0]
        for step in [page.step] if page.step else clocks[page.path.split("/")[1]]["steps"]:
            whose.setdefault(step, []).append(words)
    order = dict.fromkeys(words for each in whose.values() for words in each)
    assert len(order) >= 7
    leads_to: dict[str, set[str]] = {}
    for view, ways in walk(site, source).items():
        leads_to.setdefault(view.page.step, set()).update(target.page.step for _, target in ways)

    @cache
    def to_come(step: str) -> frozenset[str]:
        return frozenset(leads_to[step]).union(*map(to_come, leads_to[step]))

    for name, action in source["actions"].items():
        linked = {*re.findall(r"\]\(([\w-]+)\)", str(action))}
        links = site.step(name).main.select("a[href$='dates/#early']")
        lines = texts([link.parent for link in links if link.parent])
        told = [line.split("if you have: ") for line in lines]
        ahead = {words for step, each in whose.items() if step in to_come(name) | linked for words in each}
        own = {action.get("for_whom")}
        named = [words for _, *lists in told for each in lists for words in each.rstrip(".").split(" · ")]
        assert named == [words for words in order if words in ahead - own], name


def test_the_home_page_uses_the_words_of_the_screen_for_store_credit(site: Pages) -> None:
    links = {site[""].follow(link).page.step: texts([link])[0] for link in site[""].main.select("a.option")}
    assert "balance, Bonus or coupon" in links["what-is-wrong-with-the-refund"]


# --- What it must never say ---


def test_no_completed_refund_is_reported_as_not_received_before_somebody_traced_it(source: dict[str, Any]) -> None:
    leads_to = {option["id"]: option["next"] for option in source["questions"][source["start"]]["options"]}
    reached = actions_by_answers_alone(source, leads_to["completed"])
    assert not {step for step in reached if "chargeback" in source["actions"][step]["title"]}
    careful = source["actions"]["ask-your-bank-goods-not-received"]["careful"]
    assert re.search("refund (is )?“?completed", careful)


def test_a_chargeback_is_never_called_a_right(site: Pages) -> None:
    for page in in_english(site):
        for sentence in sentences_of(page):
            if re.search(r"chargeback.*\bright\b|\bright\b.*chargeback", sentence, flags=re.IGNORECASE):
                assert re.search(
                    r"\bnot a right\b|\b(No law gives a|gives? no) right\b|nobody has an automatic right|right reason",
                    sentence,
                ), (
                    page.path,
                    sentence,
                )


def test_no_page_gives_a_phone_number(site: Pages) -> None:
    for page in site.steps():
        assert not re.search(r"\+\d{2}|\(?\d{3}\)?[ -]\d{3}[ -]\d{3}|\b0\d{3} ?\d{3}", words(page)), page.path
        assert not page.soup.select("a[href^=tel]"), page.path


def test_no_page_links_to_the_closed_dispute_platform_of_the_european_union(site: Pages) -> None:
    for page in site.values():
        assert not page.soup.select("a[href*='ec.europa.eu/consumers/odr']"), page.path


def test_nobody_is_told_to_call_a_payment_unauthorised(site: Pages) -> None:
    messages = data("messages")
    for message in messages.values():
        assert not re.search(r"unauthori|did not make|fraud", message["text"], flags=re.IGNORECASE), message
    for page in site.steps():
        if page.step.startswith("ask-your-bank-") and "chargeback" in texts(page.soup.select("h1"))[0]:
            assert re.search("Never say that you did not make the payment|return", own_words(page)), page.path
    report = words(site.step("report-the-payment-that-you-did-not-make"))
    assert "A false report can harm you." in report


def test_sixty_days_from_the_purchase_is_not_printed_as_a_rule(site: Pages) -> None:
    for page in in_english(site):
        for sentence in sentences_of(page):
            if re.search(r"60 days (from|after|of) (the )?(purchase|order)", sentence, flags=re.IGNORECASE):
                assert re.search(r"not a rule|(One|Some) articles? says?|We found no", sentence), (page.path, sentence)


def test_nobody_is_told_to_keep_two_refunds(site: Pages) -> None:
    for page in site.steps():
        for found in re.finditer(r"(both|two) refunds", own_words(page)):
            before = own_words(page)[max(0, found.start() - 20) : found.start()]
            assert re.search(r"not keep $|Do not keep |not keep", before), (page.path, before)


def test_a_us_credit_card_holder_is_told_to_write(site: Pages) -> None:
    for step in ("us-credit-card-notice-for-a-missing-credit", "us-credit-card-notice-for-goods-not-delivered"):
        page = site.step(step)
        assert page.main.select("pre"), step
        assert re.search(r"phone call .*(not|no)|call.* is not enough|does not count", words(page)), step


def test_the_fraud_return_of_pix_is_never_offered_for_a_quarrel(site: Pages) -> None:
    for page in site.steps():
        for sentence in re.split(r"(?<=[.!?]) ", own_words(page)):
            if re.search(r"\bMED\b", sentence):
                assert re.search("Do not use it|is not for a quarrel", own_words(page)), (page.path, sentence)


WRONG_ROUTES = {
    "a stopped card, or a law on fraud": r"opposition|oposici|20\.009",
    "the US law on debit cards": r"\bReg(ulation)? E\b|Electronic Fund|law on debit cards",
    "the bodies of the Digital Services Act": r"Digital Services Act|\bDSA\b",
    "the European consumer centres": r"ECC|consumer centre",
    "the closed European platform": r"\bODR\b|dispute platform",
    "arbitration in Hong Kong": r"HKIAC|[Aa]rbitration in",
}


@pytest.mark.parametrize("route", WRONG_ROUTES)
def test_no_step_and_no_text_to_copy_sends_a_shopper_on_a_wrong_route(source: dict[str, Any], route: str) -> None:
    """They are named only where a page says that they do not work."""
    messages = data("messages")
    for name, action in source["actions"].items():
        for line in (action["title"], *action["steps"], *action.get("only_if", [])):
            assert not re.search(WRONG_ROUTES[route], line) or re.search(
                r"\bnot\b|is closed|seller is\. If it is in the EU", line
            ), (
                name,
                line,
            )
    for name, message in messages.items():
        assert not re.search(WRONG_ROUTES[route], message["text"]), name


def test_every_wrong_route_is_named_on_the_page_of_what_does_not_work(site: Pages) -> None:
    for route, pattern in WRONG_ROUTES.items():
        assert re.search(pattern, words(site["dead-ends/"])), route


def test_the_usual_time_of_card_schemes_never_stands_as_one_deadline_for_all(site: Pages) -> None:
    for page in site.steps():
        if "chargeback" in texts(page.soup.select("h1"))[0] and re.search(r"\b120 days", own_words(page)):
            assert "about 120 days" in own_words(page).lower(), page.path
            less = r"(bank|it) (may|can) set (an earlier last day|(far )?less)|in some countries much less"
            assert re.search(less, own_words(page)), page.path
            assert page.main.select("[data-country]"), page.path


def test_a_private_detail_is_never_asked_for_in_a_text_to_copy() -> None:
    messages = data("messages")
    for name, message in messages.items():
        for blank in re.findall(r"\[([^\]]*)\]", message["text"]):
            assert not re.search(r"card number|password|passport|\bcode|birth", blank), (name, blank)
        if name == "public-post":
            assert not re.search(r"\[[^\]]*(order number|name|address|e-mail|card number)[^\]]*\]", message["text"])


# --- How it says it ---


def test_no_step_says_a_number_or_a_time_that_none_of_its_facts_says(source: dict[str, Any]) -> None:
    """What the compiler refuses, looked for by another way: word by word, in every text of a step."""
    facts = data("facts")
    spelled = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    units = {"day", "days", "week", "weeks", "month", "months", "year", "years"}

    def counted(text: str) -> Iterator[str]:
        said = [word.strip("“”‘’()[]/.,;:?!*") for word in text.replace("](", "] (").split()]
        for word, following in pairwise([*said, ""]):
            if re.fullmatch(r"[£$€¥]?\d[\d.,]*%?", word):
                yield re.sub("[£$€¥%]", "", word)
            elif word.lower() in spelled and following.lower() in units:
                yield word.lower()

    steps = {**source["questions"], **source["actions"]}
    for name, entry in steps.items():
        own = [str(entry.get(key, "")) for key in ("ask", "title", "help", "why", "careful", "by_when", "last_resort")]
        own += [*map(str, entry.get("steps", [])), *map(str, entry.get("only_if", []))]
        own += [*(option["label"] for option in entry.get("options", []))]
        for text in own:
            linked = [steps[link] for link in re.findall(r"\]\(([\w-]+)\)", text) if link in steps]
            rests_on = [fact for step in (entry, *linked) for fact in step.get("facts", [])]
            assert {*counted(text)} <= {word for fact in rests_on for word in counted(facts[fact]["text"])}, (
                name,
                text,
            )
