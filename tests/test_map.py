"""The map: the same tree as everywhere, in boxes that anybody can read, click and listen to, on any screen."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from conftest import Server
from drawn import Box, heard, reached, violations
from guide import LOCK, Settings, build
from guide.draw.tree_layout import lines, place, width
from guide.history import digests
from guide.kinds import TREE
from reader import Page, Pages, reached_from, texts
from samples import Sketch, edges, files_of, nodes, plain_yaml, sketches, small, tree_of
from test_fuzz import runs

MOST_BYTES = 12 * 1024
BIGGEST = "map/too-little/"
PHONE, DESK = 360, 1280
LOOKS = [
    (path, wide, scheme)
    for path in ("map/", "map/completed/")
    for wide in (PHONE, DESK)
    for scheme in ("light", "dark")
]


def maps(site: Pages) -> list[Page]:
    """The overview, the maps in the order in which it links to them, and those to which only a map leads."""
    return reached_from(site["map/"], "a.onward, a.place")


def ways(page: Page) -> list[tuple[Tag, Tag]]:
    """Each answer of a map with the first link of the box that it leads to."""
    found = []
    for way in page.main.select("[data-to]"):
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


# --- How it is drawn on a wide screen ---


class Place(NamedTuple):
    """An item of the list as a browser shows it: its boxes, the words of the answer above them, the line to them."""

    parent: int
    boxes: list[Box]
    answer: Box | None
    line: list[Box]
    """Its straight pieces: down from the height of the parent, where there is such a piece, and to the box."""
    overflow: bool
    """Whether words leave a box."""


PLACES = """[...document.querySelectorAll('.map li')].map((item, _, all) => {
    const rect = part => { const r = part.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }
    const at = item.querySelector('.at'), links = [...at.querySelectorAll('a')]
    const answer = at.querySelector('.answer'), line = getComputedStyle(item, '::before')
    const [left, top] = rect(item), number = name => parseFloat(line[name])
    const x = left + number('left'), y = top + number('top')
    const bottom = y + number('height'), right = x + number('borderLeftWidth') + number('width')
    const half = number('borderBottomWidth') / 2
    const drawn = line.content == 'none' ? [] : [
        ...(number('borderLeftWidth') ? [[x + half, y + half, x + half, bottom + half]] : []),
        [x + half, bottom + half, right, bottom + half]]
    return {parent: all.indexOf(item.parentElement.closest('li')), boxes: links.map(rect),
        answer: answer && rect(answer), line: drawn,
        overflow: links.some(link => link.scrollWidth > link.clientWidth)}})"""


def drawn(tab: Tab) -> list[Place]:
    """The places of all boxes of the map that `tab` shows."""
    return [
        Place(
            item["parent"],
            [Box(*box) for box in item["boxes"]],
            Box(*item["answer"]) if item["answer"] else None,
            [Box(*piece) for piece in item["line"]],
            item["overflow"],
        )
        for item in tab.evaluate(PLACES)
    ]


def smaller(box: Box) -> Box:
    """Without its edge: neighbours may touch, and browsers round."""
    return Box(box.left + 1, box.top + 1, box.right - 1, box.bottom - 1)


def is_well_drawn(tab: Tab) -> None:
    """No box or answer covers another, lines meet only the two boxes that they connect, all of it is in the picture."""
    picture = tab.locator(".map > ul").bounding_box()
    assert picture
    frame = Box(picture["x"], picture["y"], picture["x"] + picture["width"], picture["y"] + picture["height"])
    places = drawn(tab)
    rooms = [
        (number, smaller(room)) for number, found in enumerate(places) for room in (*found.boxes, found.answer) if room
    ]
    for (one, room), (other, second) in combinations(rooms, 2):
        assert not room.overlaps(second), (one, other)
    for number, room in rooms:
        assert frame.left <= room.left < room.right <= frame.right, number
        assert frame.top <= room.top < room.bottom <= frame.bottom, number
    for number, found in enumerate(places):
        assert not found.overflow, number
        assert all(box.bottom - box.top >= 47.99 for box in found.boxes), number
        if found.parent < 0:
            continue
        *_, from_ = places[found.parent].boxes
        first, to = found.line[0], found.line[-1]
        middle = (from_.top + from_.bottom) / 2
        assert abs(first.top - middle) <= 2, "a line leaves the box above it at half of its height"
        assert abs(to.right - found.boxes[0].left) <= 2, number
        assert found.boxes[0].top < to.bottom < found.boxes[0].bottom, number
        assert from_.right - 2 <= to.left or len(found.line) == 2, "the first one comes from the box itself"
        for other, room in rooms:
            if room not in (smaller(from_), smaller(found.boxes[0])):
                assert not any(piece.overlaps(room) for piece in found.line), (number, other)
    for one_place, other_place in combinations(places, 2):
        if one_place.parent != other_place.parent:
            pieces = ((piece, second) for piece in one_place.line for second in other_place.line)
            assert not any(piece.overlaps(second) for piece, second in pieces), (one_place, other_place)


def are_well_drawn(chromium: Browser, pages: list[Page]) -> None:
    """The same of pages that no server has. One tab shows them all, so the policy of the first must not hold for the
    style of the next."""
    with chromium.new_page(viewport={"width": DESK, "height": 900}, bypass_csp=True) as tab:
        for page in pages:
            tab.set_content(page.html)
            is_well_drawn(tab)


def is_read_from_left_to_right(tab: Tab) -> None:
    """To the eye too a step comes before what follows, and answers stand in their order."""
    places = drawn(tab)
    columns: dict[float, list[float]] = {}
    for found in places:
        if found.parent >= 0:
            assert found.boxes[0].left > places[found.parent].boxes[0].right
        columns.setdefault(found.boxes[0].left, []).append(found.boxes[0].top)
    for heights in columns.values():
        assert heights == sorted(heights)


# --- The same tree ---


def test_the_maps_together_hold_every_step_once_and_every_link_once(site: Pages, source: dict[str, Any]) -> None:
    hold_the_tree(maps(site), source)


LONG = "A rather long title with many words, so that it needs more than one line"


@runs(12, full=200)
@given(sketches(14), st.data())
def test_random_guides_have_maps_that_hold_the_tree_and_are_well_drawn(
    chromium: Browser, sketch: Sketch, data: st.DataObject
) -> None:
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
        for link in page.main.select("a"):
            view = page.follow(link)
            assert not view.fragment or view.fragment in view.page.ids
    are_well_drawn(chromium, maps(site)[1:])


def test_every_answer_to_the_first_question_has_a_map_but_where_it_would_be_one_box(
    site: Pages, source: dict[str, Any]
) -> None:
    """Then the box itself stands on the overview, and an address of its own that was published leads there."""
    overview = site["map/"]
    options = {option["id"]: option["next"] for option in source["questions"][source["start"]]["options"]}
    found = []
    for way, link in ways(overview):
        if way["data-from"] != source["start"]:
            continue
        view = overview.follow(link)
        path = f"map/{way['data-option']}/"
        if "onward" in link["class"]:
            assert view.page.path == path
            assert len(view.page.main.select("[data-step]")) > 1, path
        else:
            assert view.page.step == link["data-step"] == options[str(way["data-option"])]
            assert path not in site or site[path].leads_on
        found.append(way["data-option"])
    assert found == [*options]


def test_the_overview_says_whom_the_actions_of_each_map_turn_to(site: Pages, source: dict[str, Any]) -> None:
    overview = site["map/"]
    for _, link in ways(overview):
        if "onward" in link["class"]:
            steps = [str(tag["data-step"]) for tag in overview.follow(link).page.main.select("[data-step]")]
            turned = Counter(source["actions"].get(step, {}).get("turns_to") for step in steps)
            shown = [str(part["class"][-1]) for part in link.select(".whom")]
            assert {*shown} == {*turned} - {None}
            assert [turned[kind] for kind in shown] == sorted((turned[kind] for kind in shown), reverse=True)


def test_maps_are_read_in_the_order_of_the_outline(site: Pages) -> None:
    """By ear and by Tab too, because that is the order of the page. What the overview shows itself comes with it."""
    outline = [str(tag["data-step"]) for tag in site["steps/"].soup.select("[data-step]")]
    overview, *others = [[str(tag["data-step"]) for tag in page.soup.select("[data-step]")] for page in maps(site)]
    for steps in ([step for page in others for step in page], overview):
        assert steps == [step for step in outline if step in {*steps}]


# --- Words and links ---


def test_every_link_says_the_title_of_its_step(site: Pages, source: dict[str, Any]) -> None:
    titles = {name: entry["ask"] for name, entry in source["questions"].items()}
    titles |= {name: entry["title"] for name, entry in source["actions"].items()}
    for page in maps(site):
        for way, link in ways(page):
            if "onward" in link["class"]:
                continue
            for one in (link, *link.find_next_siblings("a")):
                name = str(one.get("aria-label", texts([one])[0]))
                assert name.endswith(titles[str(way["data-to"])]), name
                assert texts([one])[0] in name, "who speaks what they see reaches the link"


def test_every_answer_stands_as_text_before_the_box_that_it_leads_to(site: Pages, source: dict[str, Any]) -> None:
    for page in maps(site):
        for way, link in ways(page):
            origin = source["questions"].get(way["data-from"])
            labels = {option["id"]: option["label"] for option in origin["options"]} if origin else {}
            words = labels.get(way.get("data-option"), "If this did not help")
            if "onward" in link["class"]:
                assert texts([link])[0].startswith(words)
            else:
                assert texts(way.select(".answer"))[0] == words


def test_every_step_of_a_map_leads_to_its_page_and_every_reference_to_its_place_too(site: Pages) -> None:
    for page in maps(site):
        for link in page.main.select("a[data-step]"):
            assert page.follow(link).page.step == link["data-step"] == link["id"]
        for way, link in ways(page):
            if "reference" in link["class"]:
                assert page.follow(link).page.step == way["data-to"]
                beside = link.find_next("a")
                assert isinstance(beside, Tag)
                there = page.follow(beside)
                (found,) = there.page.soup.select(f"[id='{there.fragment}']")
                assert found["data-step"] == way["data-to"]


def test_every_id_stands_on_a_map_once(site: Pages) -> None:
    for page in maps(site):
        assert set(Counter(str(tag["id"]) for tag in page.soup.select("[id]")).values()) == {1}, page.path


def test_the_outline_leads_to_the_map_and_each_map_back_to_the_overview(site: Pages) -> None:
    assert site["map/"] in [site["steps/"].follow(link).page for link in site["steps/"].main.select("a")]
    for page in maps(site)[1:]:
        assert site["map/"] in [page.follow(link).page for link in page.main.select("p a")]


def test_every_action_says_whom_it_turns_to_by_a_word_a_glyph_and_a_colour_of_the_legend(
    site: Pages, source: dict[str, Any]
) -> None:
    known: dict[str, set[tuple[str, str]]] = {}
    for page in maps(site):
        kinds = set()
        for link in page.main.select("a.action"):
            turns_to = source["actions"][link["data-step"]].get("turns_to")
            assert link["class"] == ["box", "action", *([turns_to] if turns_to else [])]
            kinds |= {turns_to} - {None}
            for part in link.select(".whom"):
                known.setdefault(turns_to, set()).add((texts([part])[0], str(part.select("path")[0]["d"])))
        legend = page.main.select(".legend > *")
        assert page.path == "map/" or {str(part["class"][-1]) for part in legend} == kinds
        for part in legend:
            known[str(part["class"][-1])].add((texts([part])[0], str(part.select("path")[0]["d"])))
    assert len(known) >= 6
    assert all(len(looks) == 1 for looks in known.values())
    assert len(set.union(*known.values())) == len(known)


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
    """Opens a page of the site, on a phone if nothing else is said."""
    contexts = []

    def opened(path: str, wide: int = PHONE, scheme: str = "light", **more: Any) -> Tab:
        context = chromium.new_context(viewport={"width": wide, "height": 740}, color_scheme=scheme, **more)
        contexts.append(context)
        tab = context.new_page()
        tab.goto(server.url(path))
        return tab

    yield opened
    for context in contexts:
        context.close()


def test_every_map_is_well_drawn_on_a_wide_screen(tabs: Any, site: Pages) -> None:
    for page in maps(site)[1:]:
        tab = tabs(page.path, DESK)
        is_well_drawn(tab)
        is_read_from_left_to_right(tab)
        assert tab.evaluate("document.scrollingElement.scrollWidth") == DESK, page.path


@pytest.mark.parametrize("family", ["sans-serif", "DejaVu Sans", "Verdana", "Arial"])
def test_a_map_is_well_drawn_in_the_fonts_of_this_system(tabs: Any, family: str) -> None:
    tab = tabs(BIGGEST, DESK)
    tab.evaluate("family => { document.body.style.fontFamily = family }", family)
    is_well_drawn(tab)


SPACED = "document.body.style.cssText = 'letter-spacing:.12em;word-spacing:.16em;line-height:1.5'"
LARGE = "document.documentElement.style.fontSize = '200%'"


@pytest.mark.parametrize("wish", ["", SPACED, LARGE])
def test_on_a_small_phone_a_map_is_upright_and_nothing_scrolls_sideways_or_is_cut(
    tabs: Any, site: Pages, wish: str
) -> None:
    for page in maps(site):
        tab = tabs(page.path, 320)
        tab.evaluate(wish)
        wide = "[...document.querySelectorAll('main, main *')].filter(part => part.scrollWidth > part.clientWidth + 1)"
        boxes = f"{wide}.filter(part => getComputedStyle(part).display != 'inline').map(part => part.outerHTML)"
        assert tab.evaluate("document.scrollingElement.scrollWidth") == 320, page.path
        assert tab.evaluate(boxes) == [], page.path
        rooms = [smaller(room) for found in drawn(tab) for room in (*found.boxes, found.answer) if room]
        assert not any(one.overlaps(other) for one, other in combinations(rooms, 2)), page.path


@pytest.mark.parametrize(("path", "wide", "scheme"), LOOKS)
def test_axe_finds_nothing_and_words_stand_out_from_their_boxes(tabs: Any, path: str, wide: int, scheme: str) -> None:
    tab = tabs(path, wide, scheme)
    assert violations(tab) == []
    colours = tab.evaluate(
        """[...document.querySelectorAll('.action, .action .whom, .legend .whom')].map(part =>
        [getComputedStyle(part).color, getComputedStyle(part.closest('.action, .legend .whom')).backgroundColor]
        .map(colour => colour.match(/[0-9]+/g).slice(0, 3).map(Number)))"""
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


@pytest.mark.parametrize("wide", [PHONE, DESK])
def test_readers_with_colours_of_their_own_see_no_other_colour(tabs: Any, wide: int) -> None:
    tab = tabs("map/completed/", wide, forced_colors="active")
    seen, plain = tab.evaluate(
        """['.map a, .whom', 'footer a, footer p'].map(chosen =>
        [...new Set([...document.querySelectorAll(chosen)].map(part => getComputedStyle(part).color))].sort())"""
    )
    assert seen == plain
    edges_ = tab.evaluate(
        "[...new Set([...document.querySelectorAll('.map a')].map(box => getComputedStyle(box).borderTopColor))]"
    )
    assert len(edges_) == 1
    assert edges_[0] in plain


@pytest.mark.parametrize("wide", [PHONE, DESK])
@pytest.mark.parametrize("path", ["map/", "map/completed/"])
def test_without_a_mouse_and_without_eyes_every_box_is_reached_in_reading_order_by_its_name(
    tabs: Any, site: Pages, path: str, wide: int
) -> None:
    """What Tab reaches one after the other, and what assistive technology is told of the map; scripts are off."""
    links = site[path].main.select(".map a")
    tab = tabs(path, wide, java_script_enabled=False)
    tab.locator("main p a").last.focus()
    assert reached(tab, len(links)) == [str(link["href"]) for link in links]
    names = [str(link.get("aria-label", texts([link])[0])) for link in links]
    told = heard(tab, tab.title())
    begin = told.index(names[0])
    assert told[begin : begin + len(names)] == names


@pytest.mark.parametrize("wide", [PHONE, DESK])
def test_a_link_to_a_place_brings_it_into_view_and_marks_it(tabs: Any, site: Pages, wide: int) -> None:
    last = [str(link["data-step"]) for link in site[BIGGEST].main.select("a[data-step]")][-1]
    tab = tabs(f"{BIGGEST}#{last}", wide)
    box = tab.locator(f"[id='{last}']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= box["y"] + box["height"] <= 740
    assert 0 <= box["x"] <= box["x"] + box["width"] <= wide
    ringed = "[...document.querySelectorAll('.map a')].filter(box => getComputedStyle(box).outlineStyle == 'solid')"
    assert tab.evaluate(f"{ringed}.map(box => box.id)") == [last]


def test_without_styles_a_map_is_a_list_that_holds_each_step_once(tabs: Any) -> None:
    tab = tabs("map/completed/", DESK)
    tab.evaluate("document.querySelectorAll('style').forEach(style => style.remove())")
    tops = tab.evaluate("[...document.querySelectorAll('.map a')].map(box => box.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert not any(found.overflow for found in drawn(tab))
