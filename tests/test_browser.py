"""Promises that only a real browser can keep: journeys without JavaScript, by mouse and by keyboard, and on paper."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

import browser as a_browser
from browser import PHONE
from conftest import Server
from journey import Reader
from reader import Pages
from samples import ROOT, data

JOURNEYS = {
    "a completed refund that the bank should trace": ("completed", "ask-your-bank-to-trace-the-refund"),
    "a promised refund, paid by a US credit card": ("promised", "us-credit-card-notice-for-goods-not-delivered"),
    "nothing known but that it is not solved": ("not-sure", "find-the-status-of-your-refund"),
}
"""The first answer, and the action that must come. What is asked between is for those who write the guide."""


def way(source: dict[str, Any], journey: str) -> tuple[list[str], str]:
    """The fewest answers of a journey, and its action."""
    first, action = JOURNEYS[journey]
    options = {option["id"]: option["next"] for option in source["questions"][source["start"]]["options"]}
    waiting = deque([([first], options[first])])
    while waiting:
        given, step = waiting.popleft()
        if step == action:
            return given, action
        for option in source["questions"].get(step, {}).get("options", []):
            waiting.append(([*given, option["id"]], option["next"]))
    pytest.fail(f"No answers lead from “{first}” to {action}.")


# --- Journeys without JavaScript ---


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_shopper_clicks_from_the_home_page_to_an_action(reader: Reader, journey: str) -> None:
    options, action = way(reader.source, journey)
    reader.open("")
    given: list[str] = []
    for option_id in options:
        given += reader.answer(option_id)
        assert reader.answers == given
    assert (reader.step, reader.kind) == (action, "action")


def test_a_shopper_without_a_mouse_reaches_an_action(reader: Reader) -> None:
    options, action = way(reader.source, "a promised refund, paid by a US credit card")
    reader.open("")
    for option_id in options:
        reader.page.wait_for_load_state()
        target = reader.option(option_id)
        reader.focus_with_tab(target)
        before = reader.page.url
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url(lambda url, before=before: url != before)
    assert reader.step == action
    assert len(reader.answers) == len(options)


def test_what_was_tried_is_known_after_an_action_that_did_not_help(reader: Reader) -> None:
    reader.open("steps/what-does-the-order-page-say/")
    reader.answer("completed", "long", "card", "in-use")
    tried = reader.page.locator("h1").inner_text()
    reader.page.locator("a.not-solved").click()
    assert reader.answers == [f"I tried this: {tried}"]


def test_change_goes_back_to_the_question_and_keeps_the_answers_before_it(reader: Reader) -> None:
    reader.open("steps/what-does-the-order-page-say/")
    given = reader.answer("promised", "long", "asked", "card")
    assert reader.answers == given
    reader.page.locator("a.change").filter(visible=True).nth(2).click()
    assert reader.step == "have-you-asked-support"
    assert reader.answers == given[:2]
    assert [*given[:2], *reader.answer("no-person")] == reader.answers


def test_back_forward_and_reload_keep_the_answers(reader: Reader) -> None:
    reader.open("steps/what-does-the-order-page-say/")
    given = reader.answer("promised", "long", "asked", "card")
    reader.page.reload()
    assert reader.answers == given
    reader.page.go_back()
    assert reader.answers == given[:3]
    reader.page.go_back()
    assert reader.answers == given[:2]
    reader.page.go_forward()
    reader.page.go_forward()
    assert reader.answers == given


def test_a_link_pasted_elsewhere_shows_the_same_answers(
    reader: Reader, without_scripts: BrowserContext, server: Server, source: dict[str, Any]
) -> None:
    reader.open("steps/what-does-the-order-page-say/")
    given = reader.answer("promised", "long", "asked", "card")
    friend = Reader(without_scripts.new_page(), server, source)
    friend.page.goto(reader.page.url)
    assert (friend.step, friend.answers) == (reader.step, given)


def test_an_unknown_fragment_shows_what_a_stranger_sees(reader: Reader) -> None:
    reader.open("steps/how-did-you-pay/")
    stranger = reader.page.locator("main").inner_text()
    reader.open("steps/how-did-you-pay/#an-answer-of-last-year")
    reader.page.reload()
    assert reader.page.locator("main").inner_text() == stranger
    assert reader.option("paypal").count() == 1


def test_the_text_to_copy_holds_what_the_reader_has_answered(reader: Reader, site: Pages) -> None:
    """On each trail of one page, and by its bare address the general text."""
    page = site.step("ask-for-the-refund-to-your-payment-method")
    texts = reader.page.locator("main > pre").filter(visible=True)
    general = page.at()
    views = [general, *(page.at(str(trail["id"])) for trail in page.trails)]
    assert len({view.text for view in views}) == 3
    for view in views:
        reader.open(f"{page.path}#{view.fragment}")
        reader.page.wait_for_load_state()
        assert [text.strip() for text in texts.all_text_contents()] == [view.text], view.fragment


def lines_to_tick(message: str) -> tuple[str, str, str]:
    """Of a text two alternatives of its first choice, and its first sentence that is true for some."""
    text = data("messages")[message]["text"]
    first, second = re.findall(r"\[Choose one: ([^]]+)\]", text)[0].split(" / ")[:2]
    return first, second, re.findall(r"\[([^]/]+\.)\]", text)[0]


def test_of_a_text_what_is_not_ticked_is_not_copied(reader: Reader) -> None:
    """Without a script. Of a choice that nobody made, empty brackets are copied. To untick brings all back."""
    reader.open("steps/ask-your-bank-goods-not-received/")
    text = reader.page.locator("main > pre").filter(visible=True)
    first, second, sentence = lines_to_tick("bank-not-received")

    def tick(*lines: str) -> None:
        for line in lines:
            text.locator("label").filter(has_text=line).click()

    def copied() -> str:
        reader.page.evaluate("getSelection().removeAllRanges()")
        text.click(position={"x": 20, "y": 15})
        return str(reader.page.evaluate("getSelection().toString()"))

    general = copied()
    assert "\n[Choose one: ]\n" in general
    assert [line for line in (first, second, sentence) if line in general] == []
    tick(first, sentence)
    chosen = copied()
    assert [line in chosen for line in (first, second, sentence, "Choose one")] == [True, False, True, False]
    tick(first, sentence)
    assert copied() == general


def test_the_boxes_of_a_text_are_ticked_by_keyboard_and_named_by_their_sentence(reader: Reader) -> None:
    reader.open("steps/ask-your-bank-goods-not-received/")
    *_, sentence = lines_to_tick("bank-not-received")
    box = reader.page.get_by_role("checkbox", name=sentence)
    box.focus()
    reader.page.keyboard.press("Space")
    assert box.is_checked()


def test_the_heading_is_in_view_when_a_page_opens_at_its_answers(reader: Reader) -> None:
    reader.open("steps/what-does-the-order-page-say/")
    reader.answer("promised", "long", "asked", "card")
    box = reader.page.locator("h1").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"] / 2


def test_the_whole_guide_on_one_page_opens_without_scripts(reader: Reader) -> None:
    reader.open("flow/")
    way = reader.page.locator("details[data-from='what-does-the-order-page-say'][data-option='completed']")
    inside = way.locator("a.jump, [data-step]").first
    assert not inside.is_visible()
    way.locator("> summary").click()
    assert inside.is_visible()


def shown(page: Page) -> list[str]:
    """The ids of the parts of a page of which it shows one at a time."""
    return page.locator("section[id]").filter(visible=True).evaluate_all("parts => parts.map(part => part.id)")


@pytest.mark.parametrize(("path", "first"), [("flow/", ["what-does-the-order-page-say"]), ("print/", [])])
def test_a_long_page_shows_one_part_at_a_time_and_all_of_them_when_asked(
    reader: Reader, site: Pages, path: str, first: list[str]
) -> None:
    """A link leads to each part, and one to all, for “Find in page”."""
    parts = [str(part["id"]) for part in site[path].main.select("section[id]")]
    reader.open(path)
    assert shown(reader.page) == first
    for part in (parts[1], parts[-1]):
        assert site[path].main.select(f"a[href='#{part}']")
        reader.open(f"{path}#{part}")
        assert shown(reader.page) == [part]
    reader.open(path)
    reader.page.locator("main a[href='#_all']").click()
    assert shown(reader.page) == parts
    reader.page.emulate_media(media="print")
    reader.open(path)
    assert shown(reader.page) == parts


FOLDED = ("messages/", "flow/", "print/", "dead-ends/", "404.html", "steps/", "situations/", "changes/")
LONG_LISTS = (*FOLDED, "phrases/")
"""Pages of many parts, which were twelve to four hundred screens long before those were folded or shown one by one."""


@pytest.mark.parametrize("path", LONG_LISTS)
def test_a_page_of_many_parts_is_six_screens_of_a_phone(reader: Reader, path: str) -> None:
    """Seven here: the letters of a machine for tests are an eighth wider than those of a phone."""
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.open(path)
    assert reader.page.evaluate("document.documentElement.scrollHeight") <= 7 * 844


@pytest.mark.parametrize("path", FOLDED)
def test_what_is_folded_on_a_screen_is_on_paper(reader: Reader, path: str) -> None:
    reader.open(path)
    folded = reader.page.locator("main details > summary + *")
    assert folded.count() > folded.filter(visible=True).count()
    reader.page.emulate_media(media="print")
    assert folded.count() == folded.filter(visible=True).count()


def test_the_guide_works_with_styles_off(reader: Reader) -> None:
    def naked(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub("<style>.*?</style>", "", answer.text(), flags=re.DOTALL))

    reader.page.route("**/*", naked)
    options, action = way(reader.source, "a completed refund that the bank should trace")
    reader.open("")
    for option_id in options:
        reader.option(option_id).first.click()
    assert reader.step == action
    assert reader.page.locator("h1").is_visible()


@pytest.mark.parametrize("path", ["messages/", "steps/", "situations/", "changes/"])
def test_an_address_of_a_part_opens_what_is_folded_around_it(reader: Reader, site: Pages, path: str) -> None:
    parts = site[path].main.select("details [id]")
    assert parts
    for part in (parts[0], parts[len(parts) // 2], parts[-1]):
        reader.open("")
        reader.open(f"{path}#{part['id']}")
        shown = reader.page.locator(f"[id='{part['id']}']")
        shown.wait_for(state="visible")
        assert shown.evaluate("part => part.getBoundingClientRect().top") < PHONE["height"], part["id"]


# --- A helper in a forum, without scripts ---

POSTS = {
    "aliexpress gave me some ARN number, what do I do with it": ["phrases/", "arn"],
    "seller wants me to cancel the dispute, he promises to resend": ["phrases/", "cancel-dispute"],
    "they give me a bonus and not my money": ["phrases/", "bonus"],
    "order frozen, what now": ["phrases/", "order-frozen"],
    "found a phone number of aliexpress support, can I call": ["phrases/", "customer-service-number"],
}
"""A post, and what a helper clicks after the home page: a page, then a phrase there. With the two clicks that open and
select the answer, that makes four."""


@pytest.mark.parametrize("post", POSTS)
def test_a_helper_has_the_answer_to_a_post_on_the_clipboard_in_four_clicks(
    reader: Reader, server: Server, post: str
) -> None:
    first, phrase = POSTS[post]
    page = reader.page
    reader.open("")
    page.locator(f"main a[href$='{first}']").click()
    page.locator(f"section.phrase:has(#{phrase}) a").click()
    page.locator("details.share > summary").click()
    page.locator("pre[data-reply=markdown]").click()
    copied = page.evaluate("getSelection().toString()")
    (heading,) = page.locator("h1").all_inner_texts()
    permalink = page.locator("link[rel=canonical]").get_attribute("href")
    assert copied.startswith(f"**{heading}**")
    assert copied.endswith(f"]({permalink})")


# --- Without a browser ---


def test_without_a_browser_these_tests_fail_with_one_sentence_and_are_never_skipped() -> None:
    done = subprocess.run(
        # Without its closing summary, which repeats a failure in full only on machines that call themselves CI.
        [sys.executable, "-m", "pytest", "-rN", "tests/test_browser.py", "-k", "without_a_mouse"],
        cwd=ROOT,
        env={**os.environ, "PATH": "", "PLAYWRIGHT_BROWSERS_PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.count(a_browser.NONE_FOUND) == 1
    assert re.fullmatch(r"(\d+ deselected, )?1 error in .*", done.stdout.splitlines()[-1])
