"""How every page looks in a real browser: sizes, colours, jumps, what it asks for, and what axe finds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from browser import DESKTOP, PHONE, SCHEMES, SMALL_PHONE, Scheme
from conftest import Server
from drawn import JUMPS, violations
from reader import Page as Built
from reader import Pages

LOOKS = [(size, scheme) for size in (PHONE, DESKTOP) for scheme in SCHEMES]
ALL = os.environ.get("FUZZ") == "full"


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
