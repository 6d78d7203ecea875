"""Promises about languages that run from right to left and about those without spaces, on sites in pseudo languages: text
and drawings stand where their readers look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conftest import Server, serving
from drawn import violations
from guide import Graph, Settings, all_texts, editions, prove, read_files, walkable
from guide.draw.tree_layout import lines, width
from guide.language import Language
from pseudo import pseudo_language, pseudo_site
from reader import BASE, REPO
from samples import ROOT
from test_browser import DESKTOP, KINDS, LONG, PHONE, SCHEMES, SMALL_PHONE

LATE = "ask-your-bank-to-trace-the-refund"
"""The step that is not translated."""
STEPS = {
    "action": "steps/ask-your-bank-goods-not-received/",
    "late step": f"steps/{LATE}/#completed.long.card.in-use",
}
ENGLISH_ONLY = ("contributing", "data", "not found")
PATHS = {kind: path for kind, path in {**KINDS, **STEPS}.items() if kind not in ENGLISH_ONLY and LATE not in path} | {
    "late step": STEPS["late step"],
    "map": "map/",
    "map of an answer": "map/completed/",
    "country": "countries/germany/",
    "claims of a group": "facts/germany/",
}
SETTINGS = Settings(site_url=BASE, repo_url=REPO, today=date(2026, 11, 28))


@pytest.fixture(scope="module")
def graph() -> Graph:
    return prove(read_files(ROOT), walkable)


@pytest.fixture(scope="module")
def pseudo(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The guide in a Hebrew and a Chinese that nobody speaks. One step is late."""
    folder = tmp_path_factory.mktemp("pseudo")
    texts = list(all_texts(graph.tree))
    languages = [pseudo_language(code, texts, late={f"actions/{LATE}"}) for code in ("he", "zh")]
    for name, text in pseudo_site(graph, languages, SETTINGS):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", viewport=PHONE)
    yield context.new_page()
    context.close()


def opened(tab: Page, server: Server, path: str) -> Page:
    """A page anew, with all that is folded on it."""
    tab.goto("about:blank")
    tab.goto(server.url(path))
    tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    return tab



@pytest.mark.parametrize("code", ["he", "zh"])
def test_no_page_scrolls_sideways_on_a_small_phone(tab: Page, pseudo: Server, graph: Graph, code: str) -> None:
    tab.set_viewport_size(SMALL_PHONE)
    paths = [*PATHS.values(), *[f"steps/{step}/" for step in graph.tree][::10]]
    wide = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    assert {path: found for path in paths if (found := opened(tab, pseudo, f"{code}/{path}").evaluate(wide))} == {}


def test_axe_finds_nothing_in_other_directions_and_letters(tab: Page, pseudo: Server) -> None:
    """The looks take turns."""
    for number, (kind, path) in enumerate(PATHS.items()):
        tab.set_viewport_size((PHONE, DESKTOP)[number % 2])
        tab.emulate_media(color_scheme=SCHEMES[number // 2 % 2])
        tab.goto("about:blank")
        tab.goto(pseudo.url(f"{'zh' if number % 5 == 4 else 'he'}/{path}"))
        assert violations(tab, contrast=kind not in LONG) == [], kind


SIDES = """() => [...document.querySelectorAll('body *')].flatMap(e => ['', '::before', '::after'].map(part => {
  const style = getComputedStyle(e, part);
  if (part && style.content === 'none') return null;
  const sides = side => ['padding-', 'margin-', 'border-'].map(
    name => parseFloat(style[name + side + (name === 'border-' ? '-width' : '')]))
    .concat(part && style.position === 'absolute' ? parseFloat(style[side]) : 0);
  return [e.tagName + '.' + (e.getAttribute('class') || '') + part, sides('left'), sides('right')];
}).filter(Boolean))"""
"""Of each element, and of what the style adds to it, the room at its left side and at its right side."""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_whatever_leans_to_one_side_leans_to_the_other_one_in_hebrew(tab: Page, pseudo: Server, size: Any) -> None:
    """But for what is in English there."""
    tab.set_viewport_size(size)
    english = PATHS["late step"]
    for kind, path in PATHS.items():
        if kind in LONG or kind.startswith("search"):
            continue
        one, other = (opened(tab, pseudo, f"{code}/{path}").evaluate(SIDES) for code in ("zh", "he"))
        assert [name for name, _, _ in one] == [name for name, _, _ in other], kind
        wrong = {
            name: (left, right, other_left, other_right)
            for (name, left, right), (_, other_left, other_right) in zip(one, other, strict=True)
            if left != pytest.approx(other_right, abs=0.6) or right != pytest.approx(other_left, abs=0.6)
        }
        assert wrong == {} or path == english, kind


OUTSIDE = """([chosen, around]) => [...document.querySelectorAll(chosen)].filter(words => {
  const inner = words.getBoundingClientRect(), outer = words.closest(around[0]).querySelector(around[1])
    .getBoundingClientRect();
  return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1
    || inner.bottom > outer.bottom + 1;
}).map(words => words.textContent)"""


@pytest.mark.parametrize("code", ["he", "zh"])
def test_words_of_a_drawing_stay_inside_their_boxes(tab: Page, pseudo: Server, graph: Graph, code: str) -> None:
    tab.set_viewport_size(DESKTOP)
    forks = [question for question in graph.tree.questions][::3]
    for step in forks:
        opened(tab, pseudo, f"{code}/steps/{step}/")
        assert tab.evaluate(OUTSIDE, [".near :is(a, g) text", ["a, g", "rect"]]) == [], step
        view = tab.evaluate(
            """() => { const svg = document.querySelector('.near svg'); return !svg ? [] : [...svg.querySelectorAll(
              'svg > *')].map(e => [e.getBoundingClientRect(), svg.getBoundingClientRect()]).filter(([e, s]) =>
              e.left < s.left || e.right > s.right) }"""
        )
        assert view == [], step


@pytest.mark.parametrize("kind", ["dates of one clock", "dates in business days"])
def test_days_are_counted_from_the_side_where_a_text_begins(tab: Page, pseudo: Server, kind: str) -> None:
    """Each word of a day as narrow as its box, and the words below stand at both ends."""
    where = """() => [...document.querySelectorAll('.count text')].map(text => {
      const [words, all] = [text, text.closest('svg')].map(e => e.getBoundingClientRect());
      return [(words.left - all.left) / all.width, (all.right - words.right) / all.width, words.width / all.width];
    })"""
    chinese, hebrew = (opened(tab, pseudo, f"{code}/{PATHS[kind]}").evaluate(where) for code in ("zh", "he"))
    assert all(left >= -0.01 and right >= -0.01 for left, right, _ in [*chinese, *hebrew])
    assert chinese[0][0] < 0.05
    assert hebrew[-1 if kind == "nowhere" else 0][0] < 0.05 or hebrew[0][1] < 0.05
    below = -3 if len(hebrew) == len(chinese) else -2
    assert chinese[below][0] < 0.05
    assert hebrew[below][1] < 0.05


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


def test_a_page_says_in_which_direction_it_runs_and_english_parts_say_their_own(tab: Page, pseudo: Server) -> None:
    for code, direction in (("he", "rtl"), ("zh", "ltr")):
        for kind, path in PATHS.items():
            tab.goto(pseudo.url(f"{code}/{path}"))
            assert tab.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == [
                code,
                direction,
            ], kind
            english = tab.locator("body [lang=en]:not(a)").evaluate_all("all => all.map(e => getComputedStyle(e).direction)")
            assert set(english) <= {"ltr"}, kind
    tab.goto(pseudo.url(f"he/{STEPS['late step']}"))
    item = "document.querySelector('.todo li')"
    sides = tab.evaluate(f"[getComputedStyle({item}).paddingLeft, getComputedStyle({item}).paddingRight]")
    assert float(sides[0].removesuffix("px")) > 0 == float(sides[1].removesuffix("px"))


def test_without_styles_words_begin_at_the_right_side(tab: Page, pseudo: Server) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto(pseudo.url(f"he/{STEPS['action']}"))
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


# --- Pictures for chats ---


@pytest.mark.parametrize(("code", "english"), [("he", True), ("zh", True), ("es", False)])
def test_a_picture_with_letters_that_its_font_lacks_is_that_of_the_site_in_english(
    graph: Graph, code: str, english: bool
) -> None:
    """Every picture that a page names is drawn, once."""
    texts = list(all_texts(graph.tree))
    language = pseudo_language(code, texts) if english else Language(code)
    edition = next(each for each in editions(graph, [language], SETTINGS) if not each.told.language.is_english)
    site = edition.frame.picture
    assert site.alt == "The guide: Your AliExpress refund has not arrived? Find your next step."
    pages = list(edition.pages())
    drawn = [page.picture.path for page in pages if page.picture]
    named = {name for page in pages for name in re.findall(r'og:image" content="[^"]*/(pictures/[^"]+)"', page.text)}
    assert len(drawn) == len({*drawn})
    assert {*drawn} == named
    assert (drawn == [site.path]) == english
