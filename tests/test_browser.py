"""Promises that only a real browser can keep: journeys without JavaScript, sizes, contrast, requests, storage."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, expect

import browser as a_browser
from conftest import Server
from drawn import violations
from reader import Page as Built
from reader import Pages
from samples import ROOT, data

Scheme = Literal["light", "dark"]
PHONE: ViewportSize = {"width": 360, "height": 740}
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
LOOKS = [(size, scheme) for size in (PHONE, DESKTOP) for scheme in SCHEMES]
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


class Reader:
    """Somebody with a browser. `source` is decision_tree.yaml, to know what the options are called."""

    def __init__(self, page: Page, server: Server, source: dict[str, Any]) -> None:
        self.page = page
        self.server = server
        self.source = source

    def open(self, path: str) -> None:
        self.page.goto(self.server.url(path))

    @property
    def step(self) -> str:
        """The step that the page shows. The home page shows the first question."""
        return self.page.locator("main").get_attribute("data-step") or str(self.source["start"])

    @property
    def kind(self) -> str:
        return self.page.locator("main").get_attribute("data-kind") or ""

    @property
    def answers(self) -> list[str]:
        """The answers that can be seen once all of the page is there, and their part is open: the address chooses the
        trail as the page loads."""
        self.page.wait_for_load_state()
        folded = self.page.locator("details:not([open]):has(> ol.answers) > summary").filter(visible=True)
        for _ in range(folded.count()):
            folded.first.click()
        return self.page.locator("ol.answers > li > span").filter(visible=True).all_inner_texts()

    def option(self, option_id: str) -> Locator:
        labels = {option["id"]: option["label"] for option in self.source["questions"][self.step]["options"]}
        exactly = re.compile(f"^{re.escape(labels[option_id])}$")
        return self.page.locator("main a.option").filter(has_text=exactly, visible=True)

    def summary(self, question: str, option_id: str) -> str:
        options = self.source["questions"][question]["options"]
        return next(str(option["summary"]) for option in options if option["id"] == option_id)

    def answer(self, *option_ids: str) -> list[str]:
        """Clicks one option after the other. Returns what the guide should now know of the reader."""
        given = []
        for option_id in option_ids:
            given.append(self.summary(self.step, option_id))
            self.option(option_id).click()
        return given

    def focus_with_tab(self, wanted: Locator) -> None:
        """Presses Tab until `wanted` has the focus, as somebody without a mouse does."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"Tab does not reach {wanted}")


@pytest.fixture(scope="session")
def phrases() -> dict[str, dict[str, str]]:
    """docs/data/phrases.yaml as plain data."""
    return data("phrases")


@pytest.fixture
def without_scripts(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def reader(without_scripts: BrowserContext, server: Server, source: dict[str, Any]) -> Reader:
    return Reader(without_scripts.new_page(), server, source)


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
        assert [text.strip() for text in texts.all_inner_texts()] == [view.text], view.fragment


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


# --- The search ---


@pytest.fixture(scope="module")
def search(chromium: Browser, server: Server) -> Iterator[Page]:
    """The search, once its index has come."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(server.url("search/?q=appeal"))
    page.locator("#hits li").first.wait_for()
    yield page
    context.close()


def found_for(search: Page, words: str) -> list[str]:
    """The addresses of all results for these words, in their order."""
    links: list[str] = search.evaluate(FOUND_FOR, words)
    return links


FOUND_FOR = """async (words) => {
  const [field, told] = document.querySelectorAll("#words, [role=status]");
  for (const typed of ["", words]) {  // All at once: no answer to half of the words.
    field.value = typed;
    field.form.dispatchEvent(new Event("submit", { cancelable: true }));
    const began = performance.now();
    while (!told.textContent !== !typed) {
      if (performance.now() - began > 30000) throw new Error(`no answer to “${typed}”`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }
  return [...document.querySelectorAll("#hits a")].map((link) => link.href);
}"""


def test_the_search_to_which_every_header_leads_finds_a_step_and_keeps_the_words(
    chromium: Browser, server: Server
) -> None:
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(server.url("steps/how-did-you-pay/"))
    page.locator("header a[href$='search/']").click()
    page.get_by_role("searchbox").press_sequentially("appeal")
    page.locator("#hits a[href*='/steps/']").first.click()
    page.locator("main[data-step]").wait_for()
    page.go_back()
    assert page.url == server.url("search/?q=appeal")
    page.locator("#hits li").first.wait_for()
    assert page.get_by_role("searchbox").input_value() == "appeal"
    context.close()


def test_the_search_finds_the_step_for_the_words_on_the_screen(
    search: Page, phrases: dict[str, dict[str, str]]
) -> None:
    """Among the first three answers, by the words of each phrase."""
    assert len(phrases) >= 40
    found = {name: found_for(search, phrase["words"]) for name, phrase in phrases.items()}
    assert {
        phrases[name]["words"]: links[:3]
        for name, links in found.items()
        if not any(f"/steps/{phrases[name]['next']}/" in link for link in links[:3])
    } == {}


def test_the_search_shows_what_to_do_before_tables_and_says_how_much_it_found(search: Page, server: Server) -> None:
    for words in ("klarna", "france", "Refund"):
        found = [link.removeprefix(server.url()).partition("/")[0] for link in found_for(search, words)]
        groups = [*dict.fromkeys(found)]
        assert groups == sorted(groups, key=lambda kind: ORDER.index(kind if kind in ORDER else "")), words
        assert found[0] == "steps"
        assert len(search.locator("#hits h2").all()) == len({kind if kind in ORDER else "" for kind in found})
        assert re.findall("[0-9]+", search.get_by_role("status").inner_text()) == [str(len(found))], words


ORDER = ["steps", "dates", "messages", "phrases", "countries", "facts", "situations", ""]


def test_the_search_finds_words_by_their_beginning_and_in_other_forms(search: Page) -> None:
    whole = {*found_for(search, "disputes")}
    assert whole == {*found_for(search, "dispute")} == {*found_for(search, "Disput")}
    assert whole < {*found_for(search, "disp")}
    for letters in range(4, len("missing")):
        assert found_for(search, "missing"[:letters])


def test_the_search_tells_when_it_finds_nothing_and_shows_all_titles_again(search: Page) -> None:
    for words in ("xyzzy", "…", "<"):
        assert found_for(search, words) == []
        assert search.locator("#all").is_visible()
    assert {*found_for(search, "refund xyzzy")} == {*found_for(search, "refund")}
    assert not search.locator("#all").is_visible()


def test_nothing_jumps_while_the_search_answers(chromium: Browser, server: Server) -> None:
    page = chromium.new_context(viewport=PHONE).new_page()
    page.goto(server.url("search/?q=appeal"))
    page.locator("#hits li").first.wait_for()
    assert sum(page.evaluate(JUMPS)) < 0.001  # A word that arrives in two parts may push its own line, and no more.
    page.context.close()


def test_without_scripts_the_search_loses_no_word_and_says_what_to_do(reader: Reader) -> None:
    reader.open("search/")
    reader.page.get_by_role("searchbox").fill("order frozen")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/search/?q=order+frozen")
    assert reader.page.locator("noscript").inner_text().strip()
    assert reader.page.locator("main li a").count() > 400


def test_a_search_that_cannot_load_its_index_says_so_and_shows_all_titles(chromium: Browser, site: Pages) -> None:
    """Opened from a folder, or when the line breaks."""
    page = chromium.new_page()
    page.goto(f"{(site.folder / 'search' / 'index.html').as_uri()}?q=appeal")
    expect(page.get_by_role("status")).to_have_text(re.compile(".{20}"))
    assert page.locator("#all").is_visible()
    assert page.get_by_role("searchbox").input_value() == "appeal"
    page.close()


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


# --- Sizes ---


def each_page(site: Pages) -> list[str]:
    """The path of every page, and of one page with answers for each kind of step. The tables of last days are one form
    with other numbers: every tenth will do. In another language the pages are those of English with longer words: of
    each kind the five with the longest, and all in the long run (`make fuzz`)."""
    shown = {
        page.kind: f"{page.path}#{trail['id']}" for page in site.steps() for trail in page.main.select("[id].trail")
    }
    tables = [path for path in site if re.search("(^|/)dates/.+/$", path)]
    pages = [path for path in site if not site[path].leads_on and (path not in tables or path in tables[::10])]
    alike: dict[str, list[str]] = {}
    for path in pages:
        if site[path].folder:
            kind = "question" if 'data-kind="question"' in site[path].html else ""
            alike.setdefault(site[path].local.partition("/")[0] + kind, []).append(path)
    left_out = {
        path for paths in alike.values() for path in sorted(paths, key=lambda path: -longest_word(site[path]))[5:]
    }
    return [path for path in pages if ALL or path not in left_out] + list(shown.values())


def longest_word(page: Built) -> int:
    """How many letters the longest word on a page has."""
    return max(map(len, re.findall(r"\w+", re.sub("<[^>]*>", " ", page.html.partition("<main")[2]))), default=0)


@dataclass
class Look:
    """What somebody with a phone and without scripts finds on one page."""

    loaded: list[str]
    """What it asks for besides itself."""
    small: list[str]
    """What can be tapped and is less than 48 px high."""
    wide: int
    """How far the page scrolls sideways on a phone of 320 px."""


def write(tab: Page, html: str) -> None:
    """Shows a page in the place of the one before: to open its address takes three times as long."""
    tab.evaluate("html => { document.open(); document.write(html); document.close() }", html)


@pytest.fixture(scope="session")
def looks(chromium: Browser, server: Server, site: Pages) -> dict[str, Look]:
    """One look at each page. Of what a policy stops, nothing is loaded: so there is none here."""
    context = chromium.new_context(java_script_enabled=False, viewport=SMALL_PHONE, bypass_csp=True)
    page = context.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    found = {}
    page.goto(server.url())
    for path in each_page(site):
        loaded.clear()
        if "#" in path:
            page.goto(server.url(path))
            loaded.remove(server.url(path.partition("#")[0]))
        else:
            write(page, site[path].html)
        small, wide = page.evaluate(
            """() => {
              document.querySelectorAll('details').forEach(part => { part.open = true });
              const low = [...document.querySelectorAll('a, button, input, summary, select, textarea')]
                .map(e => [e, [...e.getClientRects()].map(r => r.height)])
                .filter(([e, heights]) => heights.length && Math.max(...heights) < 47.5)
                .map(([e, heights]) => `${e.outerHTML.slice(0, 120)}: ${heights}`);
              const page = document.scrollingElement;
              return [low, page.scrollWidth - page.clientWidth];
            }"""
        )
        found[path] = Look([url for url in loaded if not url.startswith(("data:", "about:"))], small, wide)
    context.close()
    return found


def test_every_page_is_one_request_fits_a_small_phone_and_has_targets_of_48_px(looks: dict[str, Look]) -> None:
    """Three promises in one test, because each needs the same walk over all pages, which takes most of the time."""
    assert {path: look.loaded for path, look in looks.items() if look.loaded} == {}
    assert {path: look.small for path, look in looks.items() if look.small} == {}
    assert {path: look.wide for path, look in looks.items() if look.wide > 0} == {}


SLOWLY = {"offline": False, "latency": 0, "downloadThroughput": 40_000, "uploadThroughput": -1}
JUMPS = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
    const watch = new PerformanceObserver(() => {})
    watch.observe({type: 'layout-shift', buffered: true})
    done(watch.takeRecords().map(jump => jump.value))
}, 50)))"""


@pytest.mark.parametrize(
    "path",
    [
        "",
        "steps/how-did-you-pay/#promised.long.asked",
        "steps/appeal-to-paypal/#tried.turn-the-paypal-dispute-into-a-claim",
    ],
)
def test_nothing_jumps_while_a_page_arrives_slowly(chromium: Browser, server: Server, path: str) -> None:
    page = chromium.new_context(viewport=PHONE).new_page()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOWLY)
    server.asked.clear()
    page.goto(server.url(path))
    assert page.locator(".trail:target").count() == ("#" in path), "the fragment of this test is out of date"
    assert sum(page.evaluate(JUMPS)) < 0.001  # A word that arrives in two parts may push its own line, and no more.
    assert len(server.asked) <= 2
    page.context.close()


# --- Accessibility ---


KINDS = {
    "home": "",
    "hand-written page": "about/",
    "contributing": "contributing/",
    "first question": "steps/what-does-the-order-page-say/",
    "question with answers": "steps/how-did-you-pay/#promised.long.asked",
    "question without answers": "steps/how-did-you-pay/",
    "action with answers": "steps/ask-your-bank-to-trace-the-refund/#completed.long.card.in-use",
    "action without answers": "steps/ask-your-bank-to-trace-the-refund/",
    "outline": "steps/",
    "flow": "flow/",
    "booklet": "print/",
    "first aid": "first-aid/",
    "sheet for a case": "case-file/",
    "stories": "situations/",
    "claims": "facts/",
    "for helpers": "helpers/",
    "data": "data/",
    "texts to copy": "messages/",
    "words on the screen": "phrases/",
    "what does not work": "dead-ends/",
    "countries": "countries/",
    "dates": "dates/",
    "what changed": "changes/",
    "dates of one clock": "dates/us-credit-card-missing-credit/",
    "dates in business days": "dates/colombia-reversal/",
    "search": "search/",
    "search with words": "search/?q=appeal",
    "not found": "404.html",
}


LONG = {"flow", "booklet", "outline", "stories"}
"""Pages of hundreds of parts that are all alike get one look; the flow gets two more below, with every part open."""
OFTEN = {"question with answers", "action with answers"}
"""What most readers see gets all four looks; the others two, which differ in size and in scheme."""
TWO_LOOKS = [LOOKS[0], LOOKS[3]]
OF_A_LOOK = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""The rules of axe that ask for colours and sizes. What the others ask is the same in each look of one page."""


@pytest.fixture(scope="session")
def tab(chromium: Browser) -> Iterator[Page]:
    """One for all looks: axe takes a second longer in a new one, where nothing of it is compiled yet. The policy of a
    page that it showed must not hold for the style of the next."""
    context = chromium.new_context(reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


def look(tab: Page, size: ViewportSize, scheme: Scheme) -> None:
    """From now on a page is as it is for a reader with this screen and these colours."""
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme)


def go(tab: Page, url: str) -> None:
    """Opens a page anew."""
    if "#" in url:
        tab.goto("about:blank")  # Otherwise an address with the same page would only move to its part.
    tab.goto(url)


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_light_or_dark_on_phone_or_desktop(tab: Page, server: Server, kind: str) -> None:
    go(tab, server.url(KINDS[kind]))
    if kind.startswith("search"):
        tab.wait_for_load_state("networkidle")
    if "#" in KINDS[kind]:
        assert tab.locator(".trail:target").is_visible(), "the fragment of this test is out of date"
    looks = LOOKS if kind in OFTEN else TWO_LOOKS[: 1 if kind in LONG else 2]
    for size, scheme in looks:
        look(tab, size, scheme)
        assert violations(tab, only=None if ALL or (size, scheme) == looks[0] else OF_A_LOOK) == [], (size, scheme)


@pytest.mark.parametrize("turn", range(len(LOOKS)))
def test_axe_finds_nothing_on_any_step(tab: Page, server: Server, site: Pages, turn: int) -> None:
    """Each step, country and group of claims in one look; the looks take turns. A page of which each element stands in
    others as on a page before has the colours and parts of that one: it is asked only in the long run (`make fuzz`)."""
    size, scheme = LOOKS[turn]
    paths = [path for path in site if path.startswith(("steps/", "countries/", "facts/")) and not site[path].leads_on]
    measured: set[str] = set()
    look(tab, size, scheme)
    go(tab, server.url(paths[turn]))
    for path in paths[turn :: len(LOOKS)]:
        write(tab, site[path].html)
        new = {*tab.evaluate(CHAINS)} - measured
        if new or ALL:
            assert violations(tab, contrast=bool(new)) == [], path
        measured |= new


ALL = os.environ.get("FUZZ") == "full"
CHAINS = """[...new Set([...document.querySelectorAll('body *')].map(e => {
  const names = [];
  for (; e !== document.body; e = e.parentElement) {
    names.push(e.tagName + '.' + (e.getAttribute('class') || '') + (e.hasAttribute('open') ? '!' : ''));
  }
  return names.join(' < ');
}))]"""
"""Each element of a page as the style sees it: its tag and classes, and those of all around it."""


def test_axe_finds_nothing_in_the_flow_when_every_part_is_open(tab: Page, server: Server) -> None:
    go(tab, server.url("flow/"))
    tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    for size, scheme in (LOOKS[1], LOOKS[2]):
        look(tab, size, scheme)
        assert violations(tab) == [], (size, scheme)


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
