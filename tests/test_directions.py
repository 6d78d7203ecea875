"""Promises about languages that run from right to left, and about those without spaces, on sites in pseudo languages:
texts and drawings stand where their readers look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser import DESKTOP, PHONE, SCHEMES, SMALL_PHONE
from conftest import MadeOnce, Server, serving
from drawn import violations
from guide import Graph, Settings, all_texts, editions, prove, read_files, walkable
from guide.draw.preview_card import Card, has_letters
from guide.draw.tree_layout import lines, width
from guide.language import PAGES, Language
from guide.read import letters
from guide.rules.plain_words import ways_out
from guide.text.translated import in_language
from other_letters import pseudo_language, pseudo_site
from reader import BASE, REPO
from samples import ROOT, SMALL

LATE = "ask-your-bank-to-trace-the-refund"
"""The step that is not translated."""
PATHS = {
    "home": "",
    "hand-written page": "about/",
    "sheet for a case": "case-file/",
    "question with answers": "steps/how-did-you-pay/#promised.long.asked",
    "action": "steps/ask-your-bank-goods-not-received/",
    "late step": f"steps/{LATE}/#completed.long.card.in-use",
    "outline": "steps/",
    "flow": "flow/",
    "booklet": "print/",
    "stories": "situations/",
    "claims": "facts/",
    "claims of a group": "facts/germany/",
    "texts to copy": "messages/",
    "words on the screen": "phrases/",
    "what does not work": "dead-ends/",
    "country": "countries/germany/",
    "dates": "dates/",
    "dates of one clock": "dates/us-credit-card-missing-credit/",
    "dates in business days": "dates/colombia-reversal/",
    "search": "search/",
    "map": "map/",
    "map of an answer": "map/completed/",
}
LONG = ("outline", "flow", "booklet", "stories", "search")
"""Pages of hundreds of parts that are all alike: they get fewer looks, and stay folded."""
SETTINGS = Settings(site_url=BASE, repo_url=REPO, today=date(2026, 11, 28))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return prove(read_files(ROOT), walkable)


@pytest.fixture(scope="module")
def pseudo(graph: Graph, made_once: MadeOnce) -> Iterator[Server]:
    """The guide in a Hebrew and a Chinese that nobody speaks. One step is late."""

    def make(folder: Path) -> None:
        texts = list(all_texts(graph.tree))
        languages = [pseudo_language(code, texts, late={f"actions/{LATE}"}) for code in ("he", "zh")]
        for name, text in pseudo_site(graph, languages, SETTINGS):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    with serving(made_once("pseudo", make)) as server:
        yield server


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", viewport=PHONE)
    yield context.new_page()
    context.close()


def opened(tab: Page, server: Server, path: str) -> Page:
    """A page anew, with all that is folded on it."""
    tab.goto("about:blank")  # Otherwise an address with the same page would only move to its part.
    tab.goto(server.url(path))
    if path.partition("/")[2] not in [PATHS[kind] for kind in LONG]:
        tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    return tab


ALSO_WIDE = ("home", "action", "map of an answer")
"""Pages that look otherwise on a wide screen."""
LOOK = """() => [
  document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
  document.documentElement.lang,
  getComputedStyle(document.body).direction,
  [...document.querySelectorAll('body [lang=en]:not(a)')].map(e => getComputedStyle(e).direction),
]"""


@pytest.mark.parametrize(("code", "direction"), [("he", "rtl"), ("zh", "ltr")])
def test_a_page_fits_a_small_phone_and_says_in_which_direction_each_part_runs(
    tab: Page, pseudo: Server, graph: Graph, code: str, direction: str
) -> None:
    """Two promises in one test, because both need the same walk."""
    tab.set_viewport_size(SMALL_PHONE)
    english = 0
    for path in [*PATHS.values(), *[f"steps/{step}/" for step in graph.tree][::40]]:
        wide, language, runs, parts = opened(tab, pseudo, f"{code}/{path}").evaluate(LOOK)
        assert (wide, language, runs) == (0, code, direction), path
        assert {*parts} <= {"ltr"}, path
        english += len(parts)
    assert english


def test_axe_finds_nothing_in_other_directions_and_letters(tab: Page, pseudo: Server) -> None:
    """The languages and the looks take turns, and of the kinds every other one is asked: what axe finds is in the
    templates, and in English it is asked of all."""
    for number, path in enumerate([path for kind, path in PATHS.items() if kind not in LONG][1::2]):
        tab.set_viewport_size((PHONE, DESKTOP)[number % 2])
        tab.emulate_media(color_scheme=SCHEMES[number // 2 % 2])
        tab.goto(pseudo.url(f"{('he', 'zh', 'he')[number % 3]}/{path}"))
        assert violations(tab) == [], path


SIDES = """() => [...document.querySelectorAll(
  'body :not(svg *, pre[dir] *, tr:nth-child(n+3) *, section:nth-of-type(n+5) *)'
)].flatMap(e => ['', '::before', '::after'].map(
  part => {
    const style = getComputedStyle(e, part);
    if (part && style.content === 'none') return null;
    const sides = (side, other) => [
      style[`padding-${side}`], style[`border-${side}-width`], part ? 0 : style[`margin-${side}`],
      part && parseFloat(style[side]) < parseFloat(style[other]) ? style[side] : 0,
    ].map(length => Math.round(parseFloat(length))).join();
    const name = e.tagName + '.' + (e.getAttribute('class') || '').replace(/d[0-9]+/, '') + part;
    return [name, sides('left', 'right'), sides('right', 'left')];
  }
).filter(Boolean))"""
"""Of each element, and of what the style adds to it, the room at its left side and at its right side. How far down a
box of the map stands depends on its words. A text that is sent in English leans as English does."""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_whatever_leans_to_one_side_leans_to_the_other_one_in_hebrew(tab: Page, pseudo: Server, size: Any) -> None:
    tab.set_viewport_size(size)
    leaning = set()
    for kind, path in PATHS.items():
        if kind in (*LONG, "late step") or (size == DESKTOP and kind not in ALSO_WIDE):
            continue
        chinese, hebrew = (opened(tab, pseudo, f"{code}/{path}").evaluate(SIDES) for code in ("zh", "he"))
        known = {name for name, *_ in chinese} & {name for name, *_ in hebrew}
        one = {(name, left, right) for name, left, right in chinese if name in known}
        other = {(name, right, left) for name, left, right in hebrew if name in known}
        assert one == other, kind
        leaning |= {name for name, left, right in one if left != right}
    assert len(leaning) > 5


OUTSIDE = """([chosen, around, box]) => [...document.querySelectorAll(chosen)].filter(words => {
  const inner = words.getBoundingClientRect();
  const outer = words.closest(around).querySelector(box).getBoundingClientRect();
  return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1
    || inner.bottom > outer.bottom + 1;
}).map(words => words.textContent)"""


@pytest.mark.parametrize("code", ["he", "zh"])
def test_words_of_a_drawing_stay_inside_their_boxes(tab: Page, pseudo: Server, graph: Graph, code: str) -> None:
    tab.set_viewport_size(DESKTOP)
    drawn = 0
    for question in [*graph.tree.questions][::6]:
        opened(tab, pseudo, f"{code}/steps/{question}/")
        assert tab.evaluate(OUTSIDE, [".near :is(a, g) text", ":is(a, g)", "rect"]) == [], question
        assert tab.evaluate(OUTSIDE, [".near svg > *", ".near", "svg"]) == [], question
        drawn += tab.locator(".near text").count()
    assert drawn > 30


@pytest.mark.parametrize("kind", ["dates of one clock", "dates in business days"])
def test_days_are_counted_from_the_side_where_a_text_begins(tab: Page, pseudo: Server, kind: str) -> None:
    words = """() => [...document.querySelectorAll('.count text')].map(text => {
      const [words, all] = [text, text.closest('svg')].map(e => e.getBoundingClientRect());
      return [text.textContent, words.left - all.left, all.right - words.right];
    })"""
    for code, side in (("zh", 0), ("he", 1)):
        found = {text: rooms for text, *rooms in opened(tab, pseudo, f"{code}/{PATHS[kind]}").evaluate(words)}
        assert min(map(min, found.values())) > -1, "some words are outside"
        days = [rooms[side] for text, rooms in sorted(found.items()) if text.isdecimal()]
        assert len(days) > 4
        assert found["1"][side] < found["2"][side] < found["3"][side] < max(days)


def test_a_map_grows_from_right_to_left(tab: Page, pseudo: Server) -> None:
    tab.set_viewport_size(DESKTOP)
    opened(tab, pseudo, f"he/{PATHS['map of an answer']}")
    gaps = tab.evaluate(
        """() => [...document.querySelectorAll('.map li li')].map(item =>
          item.parentElement.closest('li').querySelector('.at').getBoundingClientRect().left
          - item.querySelector('.at').getBoundingClientRect().right)"""
    )
    assert gaps
    assert min(gaps) > 0
    arrows = tab.locator(".reference").all_inner_texts()
    assert arrows
    assert all(words.startswith("←") for words in arrows)


def test_a_late_step_stands_in_the_frame_as_english_pages_do(tab: Page, pseudo: Server) -> None:
    opened(tab, pseudo, f"he/{PATHS['late step']}")
    assert tab.locator("main[lang=en][dir=ltr]").count() == 1
    sides = "item => [getComputedStyle(item).paddingLeft, getComputedStyle(item).paddingRight]"
    left, right = tab.locator(".todo li").first.evaluate(sides)
    assert left != right == "0px"


def test_without_styles_words_begin_at_the_right_side(tab: Page, pseudo: Server) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto(pseudo.url(f"he/{PATHS['action']}"))
    tab.evaluate("document.querySelector('style').remove()")
    edges = tab.evaluate(
        """() => [...document.querySelectorAll('h1, h2, main > p')].filter(e => e.checkVisibility()).map(e => {
          const range = document.createRange(); range.selectNodeContents(e);
          return [e.getBoundingClientRect().right - range.getBoundingClientRect().right,
            range.getBoundingClientRect().top];
        })"""
    )
    assert len(edges) > 3
    assert max(abs(edge) for edge, _ in edges) <= 1
    assert [top for _, top in edges] == sorted(top for _, top in edges)


# --- How wide letters are ---


def test_an_accent_takes_no_room_and_a_chinese_letter_is_a_square() -> None:
    assert width("zażółć gęślą jaźń") == width("zazolc gesla jazn")
    assert width("e\u0301") == width("e")
    assert width("\u05e9\u05c1") == width("\u05e9")
    assert width("退款") == width("환불") == 2 * 16


def test_a_line_ends_between_chinese_letters_but_not_before_a_full_stop_or_inside_a_name() -> None:
    assert lines("向AliExpress申请退款，对吗？", 100) == ("向", "AliExpress", "申请退款，对", "吗？")
    assert lines("申请退款。（不含）", 64) == ("申请退", "款。（不", "含）")
    assert lines("20 个工作日", 80) == ("20 个工作", "日")


# --- Signs that translators type ---


def test_chinese_has_signs_of_its_own_and_needs_no_space_behind_a_full_stop() -> None:
    assert not list(letters.odd("退款：还没有到吗？是的！"))
    assert not ways_out("退款还没有到。请联系银行。")
    for seems in ("example。com", "退款 example.com。", "name＠example"):
        assert ways_out(seems) or list(letters.odd(seems)), seems
    assert list(letters.odd("a question？"))


def test_a_hand_written_page_may_hold_the_marks_that_set_a_latin_word_right(graph: Graph) -> None:
    texts = list(all_texts(graph.tree))
    language = pseudo_language("he", texts)
    words = {
        key: (*said[:-1], f"{said[-1]}\u200f") if key[0] == PAGES else said for key, said in language.words.items()
    }
    told = in_language(graph.tree, Language("he", words))
    assert told.late == frozenset()


# --- Pictures for chats ---


@pytest.mark.parametrize(("code", "english"), [("he", True), ("zh", True), ("es", False)])
def test_a_picture_with_letters_that_its_font_lacks_is_that_of_the_site_in_english(code: str, english: bool) -> None:
    """Every picture that a page names is drawn, once. In a language without words of its own all are English."""
    small = prove(read_files(SMALL))
    language = pseudo_language(code, all_texts(small.tree)) if english else Language(code)
    edition = next(each for each in editions(small, [language], SETTINGS) if not each.told.language.is_english)
    site = edition.frame.picture
    assert site.alt == "The guide: Your AliExpress refund has not arrived? Find your next step."
    pages = list(edition.pages())
    drawn = [page.picture.path for page in pages if page.picture]
    named = {name for page in pages for name in re.findall(r'og:image" content="[^"]*/(pictures/[^"]+)"', page.text)}
    assert len(drawn) == len({*drawn})
    assert {*drawn} == named
    assert (drawn == [site.path]) == english


def test_a_picture_knows_which_letters_its_font_has() -> None:
    usual = Card("Żółć", "“Ça” – 5 €", "", "#0b5c4b", "niño · Straße")
    assert has_letters(usual)
    for letter in "אش退환йř":
        for field in ("words", "label", "below", "sender"):
            assert not has_letters(usual._replace(**{field: f"a {letter}"})), letter
