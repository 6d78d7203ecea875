"""Promises for people who stand in a bank: what is printed, and what works without a connection."""

from __future__ import annotations

import gzip
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from conftest import Server
from guide.tools.zip_archive import write_archive
from reader import Pages, texts
from samples import data, edges, nodes

HEAVIEST = 30
"""So many of the steps with the most words are printed in the test; the others hold less."""
SMALL_OR_NOT_PRINTED = "[hidden], .screen, .more, .facts"


@pytest.fixture(scope="module")
def paper(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def _words_in_large_print(page: Any) -> int:
    """How much of a sheet a step takes: sources are small there, and what is for a screen only is not printed."""
    left_out = sum(len(part.get_text()) for part in page.main.select(SMALL_OR_NOT_PRINTED))
    return len(page.main.get_text()) - left_out


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_every_step_prints_on_one_sheet(paper: Page, server: Server, site: Pages, format_: str) -> None:
    steps = sorted(site.steps(), key=_words_in_large_print, reverse=True)
    longer = {}
    for step in steps[:HEAVIEST]:
        paper.goto(server.url(step.path))
        count = sheets(paper.pdf(format=format_))
        if count != 1:
            longer[step.path] = count
    assert longer == {}


@pytest.mark.parametrize("path", ["map/", "map/too-little/"])
def test_a_map_prints_on_one_sheet(paper: Page, server: Server, path: str) -> None:
    """The overview and the biggest. Nothing can be cut: it is drawn in lines, so that a PDF of it can be enlarged."""
    paper.goto(server.url(path))
    assert {format_: sheets(paper.pdf(format=format_)) for format_ in ("A4", "Letter")} == {"A4": 1, "Letter": 1}


def test_on_paper_a_step_has_boxes_lines_and_addresses_and_nothing_to_click(
    paper: Page, server: Server, site: Pages
) -> None:
    paper.goto(server.url("steps/ask-your-bank-to-trace-the-refund/"))
    paper.emulate_media(media="print")
    boxes = paper.locator("ol.todo > li").evaluate_all(
        "items => items.map(item => getComputedStyle(item, '::before').content)"
    )
    assert set(boxes) == {'"☐"'}
    assert paper.locator("p.paper").first.is_visible()
    written = paper.locator("a.source").evaluate_all(
        "links => links.map(link => getComputedStyle(link, '::after').content.includes(link.href))"
    )
    assert written
    assert all(written)
    for gone in ("header", "footer", "a.change", "p.meta", "a.not-solved", "details.more"):
        assert not paper.locator(gone).filter(visible=True).count(), gone
    paper.emulate_media(media="screen")
    assert not paper.locator("p.paper").first.is_visible()


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_the_sheet_for_a_case_has_rows_to_write_on_and_is_one_sheet(
    paper: Page, server: Server, site: Pages, format_: str
) -> None:
    rows = site["case-file/"].main.select("table:last-of-type tbody tr")
    assert len(rows) >= 8
    assert {cell.get_text() for row in rows for cell in row.select("td")} == {""}
    paper.goto(server.url("case-file/"))
    assert sheets(paper.pdf(format=format_)) == 1
    paper.emulate_media(media="print")
    heights = paper.locator("table:last-of-type tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert min(heights) > 60
    for gone in ("header", "footer", "p.meta"):
        assert not paper.locator(gone).filter(visible=True).count(), gone
    paper.emulate_media(media="screen")


# --- The booklet ---


def numbers(site: Pages) -> dict[str, int]:
    """The number of each step, as the contents of the booklet list them."""
    links = site["print/"].main.select("ol.contents a")
    return {str(link["href"])[1:]: int(texts(link.select(".number"))[0]) for link in links}


def test_the_booklet_numbers_every_step_once_from_one_on(site: Pages, source: dict[str, Any]) -> None:
    found = numbers(site)
    assert sorted(found.values()) == list(range(1, len(nodes(source)) + 1))
    assert set(found) == set(nodes(source))
    assert found[source["start"]] == 1
    headings = site["print/"].main.select("section[data-step] > h2")
    assert [int(texts(heading.select(".number"))[0]) for heading in headings] == list(range(1, len(found) + 1))


def test_the_booklet_holds_every_way_on_with_the_number_of_the_step(site: Pages, source: dict[str, Any]) -> None:
    number = numbers(site)
    ways = site["print/"].main.select("p.answer")
    assert Counter((way["data-from"], way.get("data-option", ""), way["data-to"]) for way in ways) == Counter(
        edges(source)
    )
    for way in ways:
        assert texts([way])[0].endswith(f"→ step {number[str(way['data-to'])]}"), way


def test_the_booklet_and_the_flow_say_all_that_is_to_do_in_an_action(site: Pages, source: dict[str, Any]) -> None:
    """Also what only some must do."""
    for path in ("print/", "flow/"):
        for name, action in source["actions"].items():
            (part,) = site[path].main.select(f"[data-step='{name}']")
            assert len(part.select(":scope > .todo > li")) == len(action["steps"]), (path, name)
            assert len(part.select(":scope > .only-if > li")) == len(action.get("only_if", [])), (path, name)


def test_a_step_named_inside_a_text_of_the_booklet_has_its_number_too(site: Pages) -> None:
    number = numbers(site)
    links = site["print/"].main.select(".todo a[href^='#'], .entry > p:not(.answer) a[href^='#']")
    assert links
    for link in links:
        after = f"{link.get_text()}{link.next_sibling or ''}"
        assert f"step\xa0{number[str(link['href'])[1:]]}" in after or f"(step {number[str(link['href'])[1:]]})" in after


def test_every_number_of_a_source_in_the_booklet_leads_to_a_claim_with_an_address(site: Pages) -> None:
    page = site["print/"]
    claims = {str(item["id"]): item.get_text() for item in page.main.select("ol.sources > li")}
    named = re.findall(r"\[(\d+)\]", " ".join(texts(page.main.select("section[data-step] > p.fine"))))
    assert named
    assert {f"source-{number}" for number in named} == set(claims)
    assert all(re.search(r"https?://\S+$", claim.strip()) for claim in claims.values())


# --- Without a connection ---


def test_the_flow_saved_to_disk_works_without_a_connection(chromium: Browser, site: Pages, tmp_path: Any) -> None:
    saved = tmp_path / "guide.html"
    saved.write_text(site["flow/"].html, encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False, offline=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(saved.as_uri())
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1
    assert [url for url in asked if urlsplit(url).scheme not in ("file", "data")] == []
    context.close()


def test_the_flow_is_light_and_holds_the_whole_text_of_every_action(site: Pages, source: dict[str, Any]) -> None:
    page = site["flow/"]
    assert len(gzip.compress(page.html.encode(), mtime=0)) <= 130 * 1024
    messages = data("messages")
    for name, action in source["actions"].items():
        step = site.step(name)
        (inside,) = page.main.select(f"[data-step='{name}']")
        shown = texts(step.main.select("ol.todo > li, .only-if > li, .careful:not(.overdue)"))
        copied = [" ".join(messages[action["message"]]["text"].split())] if "message" in action else []
        for words in (*shown, *copied):
            assert words in texts([inside])[0], (name, words)


def test_the_archive_opens_from_a_folder_and_leads_to_an_action(
    chromium: Browser, site: Pages, source: dict[str, Any], tmp_path: Any
) -> None:
    write_archive(site.folder, tmp_path / "guide.zip", date(2026, 11, 25))
    with zipfile.ZipFile(tmp_path / "guide.zip") as archive:
        archive.extractall(tmp_path)
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((tmp_path / "refund-guide" / "index.html").as_uri())
    for option in ("completed", "long", "card", "in-use"):
        step = page.locator("main").get_attribute("data-step") or source["start"]
        label = next(entry["label"] for entry in source["questions"][step]["options"] if entry["id"] == option)
        page.locator("main a.option").filter(has_text=label, visible=True).click()
    assert page.locator("main").get_attribute("data-step") == "ask-your-bank-to-trace-the-refund"
    page.wait_for_load_state()
    page.locator("details:has(> ol.answers) > summary").filter(visible=True).click()
    assert page.locator("ol.answers > li").filter(visible=True).count() == 4
    context.close()


def test_every_link_in_the_archive_leads_to_a_file(site: Pages, tmp_path: Any) -> None:
    write_archive(site.folder, tmp_path / "guide.zip", date(2026, 11, 25))
    with zipfile.ZipFile(tmp_path / "guide.zip") as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith(".html") and "404" not in name:
                for link in re.findall(r"""<a\b[^>]*?\bhref=["']?([^"'> ]+)""", archive.read(name).decode()):
                    address = urlsplit(unescape(link))
                    if not address.scheme and address.path:
                        assert posixpath.normpath(posixpath.join(posixpath.dirname(name), address.path)) in names, name


def test_one_site_gives_the_same_archive_everywhere(site: Pages, tmp_path: Any) -> None:
    for name in ("one.zip", "two.zip"):
        write_archive(site.folder, tmp_path / name, date(2026, 11, 25))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
