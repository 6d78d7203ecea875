"""The texts to copy and the words on the screen, as their pages show them."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag

from reader import Page, Pages, texts
from samples import data


def the_texts(page: Page) -> dict[str, Tag]:
    """Each text to copy by its id, folded as it is."""
    return {str(part.select("[id]")[0]["id"]): part for part in page.main.select("details.message")}


def solid(text: str) -> str:
    """The text without its spaces: a choice in lines of its own has none between them, but for who copies it."""
    return "".join(text.split())


def test_every_text_to_copy_is_on_one_page_with_its_blanks_marked_and_what_to_attach(site: Pages) -> None:
    shown = the_texts(site["messages/"])
    messages = data("messages")
    assert {*shown} == {*messages}
    for name, message in messages.items():
        (text,) = shown[name].select("pre")
        assert solid(text.get_text()) == solid(message["text"])
        blanks = re.findall(r"\[[^\]]+\]", message["text"])
        assert [solid(mark.get_text()) for mark in text.select("mark")] == [solid(blank) for blank in blanks]
        assert message["name"] in texts(shown[name].select("summary"))
        for thing in message.get("attach", []):
            assert thing in texts([shown[name]])[0]


def test_every_text_to_copy_leads_to_the_actions_that_use_it(site: Pages, source: dict[str, Any]) -> None:
    page = site["messages/"]
    for text, part in the_texts(page).items():
        used = {name for name, action in source["actions"].items() if action.get("message") == text}
        assert {page.follow(link).page.step for link in part.select("a[href*='/steps/']")} == used
        assert used


def test_a_text_stands_with_the_others_for_those_to_whom_its_actions_turn(site: Pages, source: dict[str, Any]) -> None:
    page = site["messages/"]
    for group in page.main.select("[data-whom]"):
        for part in group.select("details.message"):
            used = [page.follow(link).page.step for link in part.select("a[href*='/steps/']")]
            asked = Counter(source["actions"][name].get("turns_to", "nobody") for name in used)
            assert asked[str(group["data-whom"])] == max(asked.values()), used


def test_a_text_to_a_bank_a_lender_or_an_authority_opens_as_a_mail_with_its_words(site: Pages) -> None:
    """Not a letter that the law wants on paper; not a text for a form or a chat; no link that mail programs cut."""
    page = site["messages/"]
    messages = data("messages")
    mailed = {name: part.select("a[href^='mailto:']") for name, part in the_texts(page).items()}
    for name, links in mailed.items():
        for link in links:
            assert len(str(link["href"])) <= 2000
            assert parse_qs(urlsplit(str(link["href"])).query)["body"] == [messages[name]["text"]]
            assert "letter" not in messages[name]["title"]
    whom = {str(group["data-whom"]): group for group in page.main.select("[data-whom]")}
    assert {name for name, group in whom.items() if group.select("a[href^='mailto:']")} <= {
        *("bank", "pay-later", "authority")
    }
    assert len([links for links in mailed.values() if links]) > 20


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
        assert [page.follow(link).page.step for link in shown[name].select("a")] == [phrase["next"]]
        assert titles[f"phrases/#{name}"] == phrase["words"]


def test_a_letter_leads_to_each_phrase_that_begins_with_it(site: Pages) -> None:
    page = site["phrases/"]
    found = {}
    for link in page.main.select("a[href^='#']"):
        (group,) = page.main.select(f"[id='{page.follow(link).fragment}']")
        found |= {name: texts([link])[0] for name in texts(group.select("h2"))}
    assert found == {phrase["words"]: phrase["words"][0].upper() for phrase in data("phrases").values()}


def test_every_dead_end_says_why_with_its_source_and_what_helps_instead(site: Pages) -> None:
    page = site["dead-ends/"]
    facts = data("facts")
    shown = {str(part.h2["id"]): part for part in page.main.select("section.dead-end") if part.h2}
    assert list(shown) == list(data("dead_ends"))
    for name, end in data("dead_ends").items():
        links = [link["href"] for link in shown[name].select("ul.facts a.source")]
        assert links == [facts[fact]["url"] for fact in end["facts"]]
        assert [page.follow(link).page.step for link in shown[name].select("p > a")] == [end["instead"]]


OFTEN = ("messages/", "phrases/", "countries/", "dates/", "facts/")
SELDOM = ("map/", "flow/", "situations/", "dead-ends/", "changes/", "helpers/", "first-aid/", "summary/", "print/")


def test_the_lists_are_one_click_away_from_every_page_or_from_the_home_page(site: Pages) -> None:
    for page in site.values():
        assert {"", *OFTEN} <= {page.follow(link).page.local for link in page.soup.select("footer a")}, page.path
    home = site[""]
    inside = [link for link in home.main.select("a[href]") if not str(link["href"]).startswith(("http", "mailto:"))]
    assert {*SELDOM} <= {home.follow(link).page.path for link in inside}
