"""A guide that is too big for one page of the outline, or for one map, has several, and no way between them is lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from conftest import MadeOnce
from guide import LOCK, Settings, build, limits, read_files
from guide.graph.walk import Ways
from reader import Page, Pages, reached_from, texts
from samples import ROOT, Sketch, sketches, small, tree_of, write
from test_map import are_well_drawn, hold_the_tree, maps
from test_nearby import is_listed_in_the_outline

MOST = 12
HAND_WRITTEN = (
    *("", "about/", "first-aid/", "summary/", "case-file/", "helpers/"),
    *("contributing/", "translating/", "data/", "security/"),
)
"""Pages that only MkDocs makes."""


@pytest.fixture(scope="module")
def cut(made_once: MadeOnce) -> Pages:
    """The real guide, with twelve of its steps on a page at most."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(limits, "MOST_ON_A_PAGE", MOST)
            files = build(read_files(ROOT), Settings(), only=()).files
        write({name: text.encode() for name, text in files.items()}, folder)

    return Pages.on_disk(made_once("cut", make))


def steps_on(page: Page) -> list[str]:
    return [str(tag["data-step"]) for tag in page.soup.select("[data-step]")]


def outline(site: Pages) -> list[Page]:
    """The pages that a reader finds who follows every arrow from /steps/ on."""
    return reached_from(site["steps/"], "a.see")


@given(sketches(), st.integers(1, 6))
def test_a_piece_is_never_too_big_and_hangs_together(sketch: Sketch, most: int) -> None:
    tree = tree_of(sketch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MOST_ON_A_PAGE", most)
        piece = Ways(tree).pieces
    assert piece.keys() == set(tree)
    assert max(Counter(piece.values()).values()) <= most
    for above, below in Ways(tree).children.items():
        for node in below:
            assert piece[node] in (node, piece[above])
    if len(piece) <= most:
        assert set(piece.values()) == {tree.start}


def test_a_guide_of_usual_size_has_one_page_of_the_outline(site: Pages) -> None:
    assert outline(site) == [site["steps/"]]
    assert [path for path in site if path.startswith("outline/")] == []


def test_the_pages_of_the_outline_hold_every_step_once_and_every_link_once(cut: Pages, source: dict[str, Any]) -> None:
    pages = outline(cut)
    assert len(pages) > 10
    assert {page.path for page in pages} == {"steps/", *(path for path in cut if path.startswith("outline/"))}
    hold_the_tree(pages, source)
    assert max(len(steps_on(page)) for page in pages) <= MOST


def test_the_maps_hold_every_step_once_and_every_link_once_and_are_well_drawn(
    chromium: Browser, cut: Pages, source: dict[str, Any]
) -> None:
    pages = maps(cut)
    hold_the_tree(pages, source)
    assert {page.path for page in pages} == {path for path in cut if path.startswith("map/") and not cut[path].leads_on}
    assert max(len(steps_on(page)) for page in pages[1:]) <= MOST
    are_well_drawn(chromium, pages[1:])


def test_every_link_leads_to_a_page_and_to_a_place_on_it(cut: Pages) -> None:
    for page in cut.values():
        links = {str(link["href"]): link for link in page.main.find_all("a", href=re.compile(r"^[.#]"))}
        for link in links.values():
            address = str(link["href"]).partition("#")[0]
            if address.endswith(".json") or re.sub(r"^(\.\./)+", "", address) in HAND_WRITTEN:
                continue
            view = page.follow(link)
            assert not view.fragment or view.fragment in view.page.ids, (page.path, link["href"])


def test_every_step_leads_to_its_place_in_the_outline_and_on_its_map(cut: Pages) -> None:
    for page in cut.steps():
        for name in ("On the map", "Among all steps"):
            (link,) = [link for link in page.main.select("p.meta a") if texts([link]) == [name]]
            view = page.follow(link)
            (place,) = view.page.soup.select(f"[data-step='{page.step}']")
            assert place["id"] == view.fragment


def test_every_piece_has_a_title_of_its_own_and_leads_to_the_first_one(cut: Pages) -> None:
    for pages in (outline(cut), maps(cut)):
        for told in (
            texts([page.soup.select("h1")[0] for page in pages]),
            [str(page.soup.select("meta[name=description]")[0]["content"]) for page in pages],
        ):
            assert len(set(told)) == len(told)
        for page in pages[1:]:
            assert pages[0] in [page.follow(link).page for link in page.main.select("p a")]


def test_a_piece_says_how_many_steps_it_holds(cut: Pages, source: dict[str, Any]) -> None:
    for page in (*outline(cut), *maps(cut)[1:]):
        kinds = Counter("question" if step in source["questions"] else "action" for step in steps_on(page))
        told = [f"{kinds[kind]} {kind}{'' if kinds[kind] == 1 else 's'}" for kind in ("question", "action")]
        assert texts([page.main])[0].count(" and ".join(told)) == 1, page.path


def test_the_overview_tells_of_all_that_an_answer_leads_to(site: Pages, cut: Pages) -> None:
    (whole, pieces) = (texts(pages["map/"].main.select("a.onward")) for pages in (site, cut))
    assert pieces == whole


def test_what_is_merged_is_listed_where_the_picture_of_a_step_leads(cut: Pages, source: dict[str, Any]) -> None:
    is_listed_in_the_outline(cut, source)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("outline/an-old-piece/", "../../steps/"),
        ("outline/ask-your-bank/", "../../steps/#ask-your-bank"),
        ("map/completed/an-old-piece/", "../../"),
    ],
)
def test_a_piece_that_was_published_once_leads_to_where_its_steps_are_now(address: str, target: str) -> None:
    files = small()
    files[LOCK] = (files[LOCK] or b"") + f"/{address}\n".encode()
    html = build(files, Settings()).files[f"{address}index.html"]
    assert f'http-equiv="refresh" content="0;url={target}"' in html
