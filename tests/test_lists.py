"""The texts to copy and the words on the screen, as their pages show them."""

from __future__ import annotations

import json
import re
from typing import Any

from reader import Pages, texts
from samples import data


def test_every_text_to_copy_is_on_one_page_with_its_blanks_and_what_to_attach(site: Pages) -> None:
    page = site["messages/"]
    shown = {str(part.h2["id"]): part for part in page.main.select("section.message") if part.h2}
    messages = data("messages")
    assert list(shown) == list(messages)
    for name, message in messages.items():
        assert [tag.get_text() for tag in shown[name].select("pre")] == [message["text"]]
        words = texts([shown[name]])[0]
        for blank in re.findall(r"\[([^\]]+)\]", message["text"]):
            assert blank in words.split("To fill in: ")[1]
        for thing in message.get("attach", []):
            assert thing in words


def test_every_text_to_copy_leads_to_the_actions_that_use_it(site: Pages, source: dict[str, Any]) -> None:
    page = site["messages/"]
    for part in page.main.select("section.message"):
        assert part.h2
        used = {name for name, action in source["actions"].items() if action.get("message") == part.h2["id"]}
        assert {page.follow(link).page.step for link in part.select("a")} == used
        assert used


def test_one_tap_selects_a_whole_text(site: Pages) -> None:
    """Without a script: the stylesheet says so, and every text stands in one element."""
    style = site["messages/"].soup.select_one("style")
    assert style
    assert re.search(r"pre\{[^}]*user-select:all", style.get_text())


def test_every_phrase_leads_to_its_step_and_is_in_the_search(site: Pages) -> None:
    page = site["phrases/"]
    phrases = data("phrases")
    shown = {str(part.h2["id"]): part for part in page.main.select("section.phrase") if part.h2}
    assert set(shown) == set(phrases)
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    titles = {entry["location"]: entry["title"] for entry in index["docs"]}
    for name, phrase in phrases.items():
        assert [page.follow(link).page.step for link in shown[name].select("a.option")] == [phrase["next"]]
        assert titles[f"phrases/#{name}"] == phrase["words"]


def test_every_dead_end_says_why_with_its_source_and_what_helps_instead(site: Pages) -> None:
    page = site["dead-ends/"]
    facts = data("facts")
    shown = {str(part.h2["id"]): part for part in page.main.select("section.dead-end") if part.h2}
    assert list(shown) == list(data("dead_ends"))
    for name, end in data("dead_ends").items():
        links = [link["href"] for link in shown[name].select("ul.facts a.source")]
        assert links == [facts[fact]["url"] for fact in end["facts"]]
        assert [page.follow(link).page.step for link in shown[name].select("a.option")] == [end["instead"]]


OFTEN = ("messages/", "phrases/", "countries/", "dates/", "facts/")
SELDOM = ("map/", "flow/", "situations/", "dead-ends/", "changes/", "helpers/", "first-aid/", "summary/", "print/")


def test_the_lists_are_one_click_away_from_every_page_or_from_the_home_page(site: Pages) -> None:
    for page in site.values():
        assert {"", *OFTEN} <= {page.follow(link).page.path for link in page.soup.select("footer a")}, page.path
    home = site[""]
    inside = [link for link in home.main.select("a[href]") if not str(link["href"]).startswith(("http", "mailto:"))]
    assert {*SELDOM} <= {home.follow(link).page.path for link in inside}
