"""“Where this step is in the guide”: the picture on the page of a step."""

from __future__ import annotations

import gzip
from itertools import combinations
from typing import Any

from bs4 import Tag
from playwright.sync_api import Browser

from conftest import Server
from drawn import Box, baselines, boxes, heard, reached
from guide import Settings, build
from guide.draw.tree_layout import width
from reader import Page, Pages, texts
from samples import Sketch, edges, files_of, nodes

MOST_BYTES = 3 * 1024
NARROW = 320 - 32
"""What a small phone leaves between the margins of a page."""


def leads_from(source: dict[str, Any]) -> dict[str, set[str]]:
    """For each step those that lead to it."""
    found: dict[str, set[str]] = {name: set() for name in nodes(source)}
    for name, _, target in edges(source):
        found[target].add(name)
    return found


def picture(page: Page) -> tuple[list[str], str, list[tuple[str, str]]]:
    """What a picture shows, as somebody hears it who reads from the top: the boxes before “You are here”, the title
    there, and after it the words at each line with the step that the next box leads to."""
    before, here, after, label = [], "", [], ""
    for part in page.main.select(".near svg > *"):
        if part.name == "g":
            here = texts([part])[0].removeprefix("You are here: ")
        elif part.name == "text":
            label = texts([part])[0]
        elif part.name == "a" and here:
            after.append((label, page.follow(part).page.step))
        elif part.name == "a":
            before.append(page.follow(part).page.step or texts([part])[0])
    return before, here, after


def test_a_picture_stands_where_ways_part_and_nowhere_else(site: Pages, source: dict[str, Any]) -> None:
    ways = edges(source)
    for page in site.steps():
        forks = len({target for name, _, target in ways if name == page.step}) > 1
        assert bool(page.main.select(".near svg")) == forks, page.step
    assert len([page for page in site.steps() if page.main.select(".near svg")]) > 30


def test_the_picture_shows_every_way_onward_with_its_words_in_the_order_of_the_file(
    site: Pages, source: dict[str, Any]
) -> None:
    for page in site.steps():
        if page.main.select(".near svg"):
            _, here, after = picture(page)
            assert here == texts(page.soup.select("h1"))[0]
            assert after == [(way["label"], way["next"]) for way in source["questions"][page.step]["options"]]


def test_the_picture_shows_what_leads_here_or_three_of_them_and_how_many_more(
    site: Pages, source: dict[str, Any]
) -> None:
    into = leads_from(source)
    counted = 0
    for page in site.steps():
        if page.main.select(".near svg"):
            before, *_ = picture(page)
            if len(into[page.step]) > 4:
                counted += 1
                *before, more = before
                assert more == f"{len(into[page.step]) - 3} more steps lead here"
                assert len(before) == 3
            assert set(before) <= into[page.step], page.step
            assert len(into[page.step]) > 4 or set(before) == into[page.step], page.step
    assert counted


def test_what_is_merged_is_listed_in_the_outline(site: Pages, source: dict[str, Any]) -> None:
    is_listed_in_the_outline(site, source)


def is_listed_in_the_outline(site: Pages, source: dict[str, Any]) -> None:
    into = leads_from(source)
    for page in site.steps():
        for link in page.main.select(".near svg a[href*='#']"):
            view = page.follow(link)
            (item,) = view.page.soup.select(f"[id='{view.fragment}']")
            listed = {view.page.follow(from_).fragment for from_ in item.select("details")[0].select("a.from")}
            assert listed == into[page.step]


def is_well_drawn(page: Page) -> None:
    """As narrow as a small phone; nothing covers anything, words stay inside their boxes, nothing is cut off."""
    (svg,) = page.main.select(".near svg")
    left, top, wide, high = (float(number) for number in str(svg["viewbox"]).split())
    assert wide <= NARROW
    drawn: list[tuple[Tag, Box]] = boxes(page, ".near svg :is(a, g)")
    rooms = [box for _, box in drawn]
    for part, box in drawn:
        assert left < box.left < box.right < left + wide, part
        assert top < box.top < box.bottom < top + high, part
        assert box.bottom - box.top >= 48, part
        for words, x, y in baselines(part):
            assert box.left < x < x + width(words) < box.right, words
            assert box.top + 12 < y < box.bottom - 4, words
    for text in svg.select("svg > text"):
        for words, x, y in baselines(text):
            rooms.append(Box(x, y - 16, x + width(words), y + 4))
    for one, other in combinations(rooms, 2):
        assert not one.overlaps(other), page.path


def test_every_picture_is_well_drawn(site: Pages) -> None:
    for page in site.steps():
        if page.main.select(".near svg"):
            is_well_drawn(page)


def test_a_picture_of_the_widest_fork_with_the_longest_words_is_well_drawn_and_light() -> None:
    """Nine options to nine actions, all of which lead to one, each with as many words as may be."""
    names = [f"way-{letter}" for letter in "abcdefghi"]
    sketch: Sketch = {"start": names} | dict.fromkeys(names, "end") | {"end": None}
    more = {name: {"title": (f"{name} " + "and a longer word " * 9)[:79]} for name in names}
    files = build(files_of(sketch, more), Settings()).files
    pages = Pages({name: html for name, html in files.items() if name.startswith("steps/")})
    is_well_drawn(pages.step("start"))
    assert weight(pages.step("start")) <= MOST_BYTES


def weight(page: Page) -> int:
    """How many bytes the picture of a page weighs, gzipped with it, its style included."""
    (drawn,) = page.main.select("details:has(> .near)")
    start = page.html.index('<details class="more"><summary>Where this step is')
    end = page.html.index("</svg>", start) + len("</svg>\n</div>\n</details>\n")
    style = page.html.index(".near{")
    without = page.html[:style] + page.html[page.html.index("</style>") : start] + page.html[end:]
    assert not drawn.find_all("details")
    return len(gzip.compress(page.html.encode())) - len(gzip.compress(without.encode()))


def test_a_picture_is_light(site: Pages) -> None:
    weights = {page.path: weight(page) for page in site.steps() if page.main.select(".near svg")}
    assert {path: found for path, found in weights.items() if found > MOST_BYTES} == {}


def test_every_step_leads_to_its_own_place_on_a_map(site: Pages) -> None:
    for page in site.steps():
        (there,) = map(page.follow, page.main.select("p.meta a[href*='/map/']"))
        (box,) = there.page.soup.select(f"[id='{there.fragment}']")
        assert box["data-step"] == page.step


def test_without_a_mouse_and_without_eyes_every_box_is_reached_in_reading_order_by_its_title(
    chromium: Browser, server: Server, site: Pages
) -> None:
    """The picture opens with Enter; scripts are off."""
    page = site.step("what-did-the-bank-find")
    links = page.main.select(".near svg a")
    tab = chromium.new_page(java_script_enabled=False)
    tab.goto(server.url(page.path))
    tab.locator("details:has(> details > .near) > summary").click()
    tab.get_by_text("Where this step is in the guide").focus()
    tab.keyboard.press("Enter")
    assert reached(tab, len(links)) == [str(link["href"]) for link in links]
    assert heard(tab, "What leads here, and what comes next") == texts(links)
    tab.close()
