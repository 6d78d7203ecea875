"""The map: the same tree as everywhere, in pictures that anybody can read, click and listen to."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest
from bs4 import Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from conftest import Server
from drawn import Box, baselines, boxes, heard, reached, violations
from guide import LOCK, Settings, build
from guide.draw.tree_layout import lines, place, width
from guide.history import digests
from guide.kinds import TREE
from reader import Page, Pages, reached_from, texts
from samples import Sketch, edges, files_of, nodes, plain_yaml, sketches, small, tree_of

MOST_BYTES = 30 * 1024
BIGGEST = "map/no-dispute/"
LOOKS = [(path, scheme) for path in ("map/", "map/completed/") for scheme in ("light", "dark")]


def corners(path: str) -> list[tuple[float, float]]:
    """The points of a line that is written as M x y, then H x or V y."""
    (_, start), *moves = re.findall(r"([MHV])([^MHV]+)", path)
    x, y = map(float, start.split())
    found = [(x, y)]
    for command, to in moves:
        x, y = (float(to), y) if command == "H" else (x, float(to))
        found.append((x, y))
    return found


def segments(points: list[tuple[float, float]]) -> list[Box]:
    """The straight pieces between them."""
    return [Box(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)) for (x, y), (to_x, to_y) in pairwise(points)]


def maps(site: Pages) -> list[Page]:
    """The overview, the maps in the order in which it links to them, and those to which only a map leads."""
    return reached_from(site["map/"], "a.onward, a.place")


def ways(parts: Page) -> list[tuple[Tag, Tag]]:
    """Each answer of the picture with the link that comes next on the page."""
    found = []
    for way in parts.main.select("svg [data-to]"):
        link = way.find_next("a")
        assert isinstance(link, Tag)
        found.append((way, link))
    return found


def hold_the_tree(pages: list[Page], source: dict[str, Any]) -> None:
    """Together they hold every step once and every link once."""
    steps = Counter(str(tag["data-step"]) for page in pages for tag in page.soup.select("[data-step]"))
    assert steps == Counter([*nodes(source)])
    found = Counter(
        (str(tag["data-from"]), str(tag.get("data-option", "")), str(tag["data-to"]))
        for page in pages
        for tag in page.soup.select("[data-to]")
    )
    assert found == Counter(edges(source))


def is_well_drawn(page: Page) -> None:
    """No box or answer covers another, lines meet only the two boxes that they connect, all of it is in the picture."""
    drawn = boxes(page)
    for (one, box), (other, second) in combinations(drawn, 2):
        assert not box.overlaps(second), (page.path, one["href"], other["href"])
    (svg,) = page.main.select("svg")
    left, top, wide, high = (float(number) for number in str(svg["viewbox"]).split())
    frame = Box(left, top, left + wide, top + high)
    for link, box in drawn:
        assert frame.left <= box.left < box.right <= frame.right, link["href"]
        assert frame.top <= box.top < box.bottom <= frame.bottom, link["href"]
        assert box.bottom - box.top >= 48, link["href"]
        for words, x, y in baselines(link):
            assert box.left < x < box.right, words
            assert box.top + 12 < y < box.bottom - 4, words
    at = {str(link["data-step"]): box for link, box in drawn if link.has_attr("data-step")}
    of_link = {id(link): box for link, box in drawn}
    lines_of: list[tuple[str, list[Box]]] = []
    for way, link in ways(page):
        (path,) = way.select("path")
        begin, *_, end = points = corners(str(path["d"]))
        origin, target = at[str(way["data-from"])], of_link[id(link)]
        assert begin[0] == origin.right or begin[1] == origin.bottom, way
        assert end[0] == target.left, way
        assert target.top < end[1] < target.bottom, way
        pieces = segments(points)
        for box in of_link.values():
            if box not in (origin, target):
                assert not any(piece.overlaps(box) for piece in pieces), way
        for words, x, y in baselines(way):
            room = Box(x, y - 16, x + width(words), y + 4)
            assert room.bottom <= target.top, way
            assert not any(room.overlaps(box) for box in of_link.values()), words
            assert not any(piece.overlaps(room) for piece in pieces), words
        lines_of.append((str(way["data-from"]), pieces))
    for (one_origin, one), (other_origin, other) in combinations(lines_of, 2):
        if one_origin != other_origin:
            assert not any(piece.overlaps(second) for piece in one for second in other), (one_origin, other_origin)


# --- The same tree ---


def test_the_maps_together_hold_every_step_once_and_every_link_once(site: Pages, source: dict[str, Any]) -> None:
    hold_the_tree(maps(site), source)


def test_every_map_is_well_drawn(site: Pages) -> None:
    for page in maps(site):
        is_well_drawn(page)


LONG = "A rather long title with many words, so that it needs more than one line"


@settings(max_examples=40, deadline=None)
@given(sketches(14), st.data())
def test_random_guides_have_maps_that_hold_the_tree_and_are_well_drawn(sketch: Sketch, data: st.DataObject) -> None:
    more = {
        name: {("ask" if isinstance(out, list) else "title"): f"{LONG[: data.draw(st.integers(1, 60))]} {name}?"}
        for name, out in sketch.items()
    }
    files = files_of(sketch, more)
    text = files[TREE]
    assert text is not None
    site = Pages(build(files, Settings()).files)
    hold_the_tree(maps(site), plain_yaml(text))
    for page in maps(site):
        is_well_drawn(page)
        for link in page.main.select("svg a"):
            view = page.follow(link)
            assert not view.fragment or view.fragment in view.page.ids


def test_there_is_one_map_for_each_answer_to_the_first_question(site: Pages, source: dict[str, Any]) -> None:
    options = [option["id"] for option in source["questions"][source["start"]]["options"]]
    assert [page.path for page in maps(site)] == ["map/", *(f"map/{option}/" for option in options)]


def test_the_overview_counts_what_each_map_holds(site: Pages, source: dict[str, Any]) -> None:
    overview = site["map/"]
    for way, link in ways(overview):
        page = overview.follow(link).page
        steps = [str(tag["data-step"]) for tag in page.soup.select("[data-step]")]
        assert steps[0] == way["data-to"]
        counts = Counter("question" if step in source["questions"] else "action" for step in steps)
        words = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items()]
        assert texts([link])[0] == f"Map: {', '.join(sorted(words, key=lambda part: 'action' in part))}"


def test_maps_are_read_in_the_order_of_the_outline(site: Pages) -> None:
    """By ear and by Tab too, because that is the order of the page."""
    wanted = [str(tag["data-step"]) for tag in site["steps/"].soup.select("[data-step]")]
    assert [str(tag["data-step"]) for page in maps(site) for tag in page.soup.select("[data-step]")] == wanted


def test_to_the_eye_too_a_step_comes_before_what_follows_and_answers_stand_in_their_order(site: Pages) -> None:
    for page in maps(site):
        at = {str(link["data-step"]): box for link, box in boxes(page) if link.has_attr("data-step")}
        of_link = {id(link): box for link, box in boxes(page)}
        columns: dict[float, list[float]] = {}
        for way, link in ways(page):
            assert of_link[id(link)].left > at[str(way["data-from"])].left, way
            columns.setdefault(of_link[id(link)].left, []).append(of_link[id(link)].top)
        for heights in columns.values():
            assert heights == sorted(heights), page.path


# --- Words and links ---


def test_every_link_says_its_kind_and_its_title(site: Pages, source: dict[str, Any]) -> None:
    titles = {name: entry["ask"] for name, entry in source["questions"].items()}
    titles |= {name: entry["title"] for name, entry in source["actions"].items()}
    for page in maps(site):
        for link in page.main.select("svg a"):
            view, name = page.follow(link), str(link["aria-label"])
            if "onward" in link["class"]:
                assert name.startswith("Map: "), name
                continue
            step = view.page.step or view.fragment
            (kind,) = {"question", "action", "reference", "place"} & set(link["class"])
            starts = {"question": "Question: ", "action": "What to do", "reference": "Goes on at: ", "place": "Map: "}
            assert name.startswith(starts[kind]), name
            assert name.endswith(f": {titles[step]}"), name
            seen = texts([link])[0].removeprefix("→ ")
            assert seen in name, "who speaks what they see reaches the link"


def test_every_answer_stands_as_text_above_the_box_that_it_leads_to(site: Pages, source: dict[str, Any]) -> None:
    for page in maps(site):
        for way, _ in ways(page):
            origin = source["questions"].get(way["data-from"])
            labels = {option["id"]: option["label"] for option in origin["options"]} if origin else {}
            assert texts([way]) == [labels.get(way.get("data-option"), "If this did not help")]


def test_every_step_of_a_map_leads_to_its_page_and_every_reference_to_its_place_too(site: Pages) -> None:
    for page in maps(site):
        for link in page.main.select("svg a[data-step]"):
            assert page.follow(link).page.step == link["data-step"]
        for way, link in ways(page):
            if "reference" in link["class"]:
                assert page.follow(link).page.step == way["data-to"]
                beside = link.find_next("a")
                assert isinstance(beside, Tag)
                there = page.follow(beside)
                (found,) = there.page.soup.select(f"[id='{there.fragment}']")
                assert found["data-step"] == way["data-to"]


def test_the_outline_leads_to_the_map_and_each_map_back_to_the_overview(site: Pages) -> None:
    assert site["map/"] in [site["steps/"].follow(link).page for link in site["steps/"].main.select("a")]
    for page in maps(site)[1:]:
        assert site["map/"] in [page.follow(link).page for link in page.main.select("p a")]


def test_every_action_says_in_words_whom_it_turns_to_and_has_the_colour_of_these_words(
    site: Pages, source: dict[str, Any]
) -> None:
    words: dict[str, set[str]] = {}
    for page in maps(site):
        for link in page.main.select("svg a.action"):
            turns_to = source["actions"][link["data-step"]].get("turns_to")
            if not turns_to:
                assert link["class"] == ["action"]
                continue
            assert link["class"] == ["action", turns_to]
            said = re.match(r"What to do, ([^:]+):", texts([link])[0])
            assert said
            words.setdefault(turns_to, set()).add(said[1])
    assert len(words) >= 6
    assert len(set.union(*words.values())) == len(words)


def test_the_colour_on_the_map_is_no_change_of_the_step() -> None:
    plain = tree_of({"start": ["one", "two"], "one": None, "two": None})
    coloured = tree_of({"start": ["one", "two"], "one": None, "two": None}, {"one": {"turns_to": "bank"}})
    assert digests(plain)["one"] == digests(coloured)["one"]


def test_a_map_that_was_published_once_leads_to_the_overview() -> None:
    files = small()
    files[LOCK] = (files[LOCK] or b"") + b"/map/an-answer-of-last-year/\n"
    html = build(files, Settings()).files["map/an-answer-of-last-year/index.html"]
    assert 'http-equiv="refresh" content="0;url=../"' in html


def test_a_map_is_light(site: Pages) -> None:
    weights = {page.path: len(gzip.compress(page.html.encode(), mtime=0)) for page in maps(site)}
    assert {path: weight for path, weight in weights.items() if weight > MOST_BYTES} == {}


# --- The layout by itself ---


@st.composite
def forests(draw: st.DrawFn) -> tuple[list[int | None], list[tuple[int, int]]]:
    """A tree in reading order, as the layout takes it, and the room for each box."""
    shape = draw(st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=25))
    parents: list[int | None] = []

    def add(part: list[Any], parent: int | None) -> None:
        parents.append(parent)
        me = len(parents) - 1
        for child in part:
            add(child, me)

    add(shape, None)
    room = st.tuples(st.integers(5, 90), st.integers(5, 40))
    return parents, [draw(room) for _ in parents]


@given(forests())
def test_whatever_the_boxes_measure_they_keep_their_distance_and_lines_stay_among_siblings(
    tree: tuple[list[int | None], list[tuple[int, int]]],
) -> None:
    parents, rooms = tree
    found = place(parents, rooms, 10)
    assert min(y - above for (_, y), (above, _) in zip(found, rooms, strict=True)) == 0
    columns: dict[int, list[tuple[int, int]]] = {}
    spans: dict[tuple[int, int], list[int]] = {}
    for (column, y), (above, under), parent in zip(found, rooms, parents, strict=True):
        columns.setdefault(column, []).append((y - above, y + under))
        if parent is not None:
            assert column == found[parent][0] + 1
            spans.setdefault((column, parent), [found[parent][1]]).append(y)
    for rows in columns.values():
        assert all(one[1] + 10 <= other[0] for one, other in pairwise(rows))
    assert all(parent == first for parent, first, *_ in spans.values()), "the first child stands level with its parent"
    for (one_column, _), (other_column, _) in combinations(spans, 2):
        if one_column == other_column:
            ranges = sorted((min(ys), max(ys)) for (column, _), ys in spans.items() if column == one_column)
            assert all(one[1] < other[0] for one, other in pairwise(ranges))


@given(st.text(min_size=1, max_size=120), st.integers(40, 300))
def test_words_are_broken_into_lines_that_fit_and_nothing_is_lost(words: str, room: int) -> None:
    broken = lines(words, room)
    assert all(width(line) <= room for line in broken)
    assert "".join("".join(broken).split()) == "".join(words.split())


# --- In a real browser ---


@pytest.fixture
def tabs(chromium: Browser, server: Server) -> Iterator[Any]:
    """Opens a page of the site on a phone."""
    contexts = []

    def opened(path: str, scheme: str = "light", wide: int = 360, scripts: bool = True) -> Tab:
        context = chromium.new_context(
            viewport={"width": wide, "height": 740}, color_scheme=scheme, java_script_enabled=scripts
        )
        contexts.append(context)
        tab = context.new_page()
        tab.goto(server.url(path))
        return tab

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("family", ["system-ui", "sans-serif", "DejaVu Sans", "Verdana", "Arial"])
def test_all_words_stay_inside_their_boxes_in_the_fonts_of_this_system(tabs: Any, family: str) -> None:
    tab = tabs(BIGGEST)
    tab.locator("svg").evaluate("(picture, family) => { picture.style.fontFamily = family }", family)
    outside = tab.evaluate(
        """[...document.querySelectorAll('svg a')].flatMap(a => {
            const right = a.querySelector('rect').getBBox()
            return [...a.querySelectorAll('tspan')]
                .filter(t => +t.getAttribute('x') + t.getComputedTextLength() > right.x + right.width - 6)
                .map(t => t.textContent)
        })"""
    )
    assert outside == []
    labels = tab.evaluate(
        "Math.max(...[...document.querySelectorAll('svg .way tspan')].map(t => t.getComputedTextLength()))"
    )
    assert labels <= 272


def test_words_are_as_large_as_usual_and_the_page_never_scrolls_sideways(tabs: Any) -> None:
    for path in ("map/", BIGGEST):
        tab = tabs(path, wide=320)
        sizes = tab.evaluate(
            """[...document.querySelectorAll('svg text')].map(t =>
            parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"""
        )
        assert min(sizes) >= 15.99, path
        assert tab.evaluate("document.scrollingElement.scrollWidth") == 320, path
    assert tab.evaluate("document.querySelector('.map').scrollWidth") > 1000


def test_the_overview_fits_a_small_phone_without_scrolling_sideways(tabs: Any) -> None:
    tab = tabs("map/", wide=320)
    assert tab.evaluate("(map => map.scrollWidth - map.clientWidth)(document.querySelector('.map'))") == 0


@pytest.mark.parametrize(("path", "scheme"), LOOKS)
def test_axe_finds_nothing_and_words_stand_out_from_their_boxes(tabs: Any, path: str, scheme: str) -> None:
    tab = tabs(path, scheme)
    assert violations(tab) == []
    colours = tab.evaluate(
        """[...document.querySelectorAll('svg a')].map(a => ['text', 'rect'].map(name =>
        getComputedStyle(a.querySelector(name)).fill.match(/[0-9]+/g).slice(0, 3).map(Number)))"""
    )
    assert min(contrast(*pair) for pair in colours) >= 4.5


def contrast(one: list[int], other: list[int]) -> float:
    """As WCAG counts it."""

    def light(colour: list[int]) -> float:
        parts = [part / 255 for part in colour]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("path", ["map/", "map/completed/"])
def test_without_a_mouse_and_without_eyes_every_box_is_reached_in_reading_order_by_its_name(
    tabs: Any, site: Pages, path: str
) -> None:
    """What Tab reaches one after the other, and what assistive technology is told of the picture; scripts are off."""
    links = site[path].main.select("svg a")
    tab = tabs(path, scripts=False)
    tab.locator(".map").focus()
    assert reached(tab, len(links)) == [str(link["href"]) for link in links]
    assert heard(tab, "Picture that scrolls") == [str(link["aria-label"]) for link in links]


def test_a_link_to_a_place_brings_it_into_view(tabs: Any, site: Pages) -> None:
    last = [str(link["data-step"]) for link in site[BIGGEST].main.select("svg a[data-step]")][-1]
    tab = tabs(f"{BIGGEST}#{last}")
    box = tab.locator(f"[id='{last}']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 740
    assert -100 < box["x"] < 360
