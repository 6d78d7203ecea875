"""The search in a real browser, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser import PHONE
from conftest import Server
from drawn import JUMPS
from journey import Reader
from reader import Pages
from samples import data


@pytest.fixture(scope="module")
def phrases() -> dict[str, dict[str, str]]:
    """docs/data/phrases.yaml as plain data."""
    return data("phrases")


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


def test_words_that_are_typed_before_the_script_has_come_are_not_lost(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    held: list[Route] = []
    page.route("**/search.js", lambda route: route.continue_() if held else held.append(route))
    page.goto(server.url("search/"), wait_until="commit")
    page.get_by_role("searchbox").press_sequentially("appeal")
    held[0].continue_()
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
