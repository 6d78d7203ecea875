"""The list of all claims: each once, with its place in the source, how it was read and who uses it; and its rules."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from guide import Settings, build
from guide.history import with_days
from guide.kinds import GROUPS
from guide.tools.urls_lock import addresses
from reader import BASE, Page, Pages, texts
from samples import FACTS, ROOT, data, edited, nodes, proven, small

HOW = {"page": "The whole page", "part": "A part of the page", "report": "A report by others"}


def entries(site: Pages) -> dict[str, tuple[Page, Any]]:
    """The part of a page that each claim has, by its id."""
    found = {}
    for page in site.values():
        if page.path.startswith("facts/"):
            for part in page.soup.select("section.claim"):
                name = part.h2["id"]
                assert name not in found, name
                found[name] = (page, part)
    return found


def how_sure(fact: dict[str, Any]) -> str:
    """The rule of docs/decisions, written a second time: as a table of what was read, once or twice."""
    original = fact["read"] == "page" or (fact["read"] == "copy" and "pinned" in fact)
    kind = "original" if original else "report" if fact["read"] == "report" else "piece"
    if kind == "report" and "also" in fact:
        kind = "reports"
    return {
        ("original", True): "high",
        ("original", False): "medium",
        ("piece", True): "medium",
        ("reports", True): "medium",
    }.get((kind, "second" in fact), "low")


def test_every_claim_stands_once_with_source_place_and_dates(site: Pages) -> None:
    shown = entries(site)
    assert {*shown} == {*data("facts")}
    for name, fact in data("facts").items():
        page, part = shown[name]
        assert page.path == f"facts/{fact['about']}/", name
        words = texts([part])[0]
        assert texts([part.h2]) == [" ".join(fact["text"].split())], name
        assert part.select_one("a.source")["href"] == fact["url"], name
        for expected in (fact["where"], fact["source"], fact["publisher"], str(fact["dated"])):
            assert " ".join(expected.split()) in words, (name, expected)
        assert f"How sure we are: {how_sure(fact)}." in words, name
        read = HOW.get(fact["read"]) or ("A copy that stays" if "pinned" in fact else "A copy that another site keeps")
        assert read in words, name
        assert ("read twice" in words) == ("second" in fact), name
        last = max(fact["checked"], fact.get("second", fact["checked"]))
        again = fact["check_again"]
        assert f"last on {last.day} {last:%B %Y}" in words, name
        assert f"Next check by {again.day} {again:%B %Y}" in words, name
        links = {link["href"] for link in part.select("a[href^=http]")}
        assert {*fact.get("also", ()), *([fact["pinned"]] if "pinned" in fact else ())} <= links, name


def test_a_claim_names_every_page_that_rests_on_it(site: Pages, source: dict[str, Any]) -> None:
    users: dict[str, set[str]] = {name: set() for name in data("facts")}
    for node, entry in nodes(source).items():
        for fact in entry.get("facts", ()):
            users[fact].add(f"steps/{node}/")
    for country, entry in data("countries").items():
        for section in ("card", "law", "guarantee", "tax", "trader", "bank", "useless"):
            for fact in entry.get(section, ()):
                users[fact].add(f"countries/{country}/")
    for end, entry in data("dead_ends").items():
        for fact in entry["facts"]:
            users[fact].add(f"dead-ends/#{end}")
    for clock, entry in data("clocks").items():
        users[entry["fact"]].add(f"dates/{clock}/")
    for name, (_, part) in entries(site).items():
        shown = {link["href"].removeprefix("../../") for link in part.select("details:not(.share) a")}
        assert shown == users[name], name


def test_steps_countries_and_dead_ends_lead_to_the_entry_of_each_claim_that_they_show(site: Pages) -> None:
    """Word for word; only the page of a country may leave out the name of the country before a claim."""
    shown = entries(site)
    places = {f"countries/{name}/": country["name"] for name, country in data("countries").items()}
    english = [page for page in site.values() if not page.folder]
    led = 0
    for page in english:
        for item in page.soup.select("ul.facts > li"):
            link = item.select_one("a.proof")["href"]
            path, _, name = link.partition("#")
            assert shown[name][0].path == path[path.index("facts/") :], (page.path, link)
            (whole,), (said,) = texts([shown[name][1].h2]), texts([item.p])
            at_home = said if whole == said else f"{places.get(page.path)}: {said}"
            assert whole.casefold() == at_home.casefold(), (page.path, name)
            led += 1
    assert led > len(shown)


def test_the_overview_counts_what_the_file_says(site: Pages) -> None:
    rows = {
        tuple(texts(row.select("td"))[0].split()[:2]): int(texts(row.select("th"))[0])
        for row in site["facts/"].soup.select("table.counts tr")
    }
    facts = [fact for fact in data("facts").values() if "withdrawn" not in fact]
    original = [fact for fact in facts if fact["read"] == "page" or (fact["read"] == "copy" and "pinned" in fact)]
    assert rows == {
        ("claims", "in"): len(facts),
        ("read", "in"): len(original),
        ("read", "twice,"): sum("second" in fact for fact in facts),
        ("overdue:", "the"): 0,
        ("say", "that"): sum(
            bool(re.search(r"[Ww]e (found|saw) no|[Ww]e did not find", fact["text"])) for fact in facts
        ),
    }
    groups = [link["href"].strip("/") for link in site["facts/"].soup.select("ul.groups a")]
    assert Counter(groups) == Counter({fact["about"] for fact in data("facts").values()})
    assert [group for group in groups if group in GROUPS] == [group for group in GROUPS if group in groups]


def test_every_claim_has_an_address_that_is_never_taken_away(site: Pages) -> None:
    locked = {f"/facts/{fact['about']}/#{name}" for name, fact in data("facts").items()}
    assert locked <= addresses(site.folder)
    assert locked <= {*(ROOT / "urls.lock").read_text(encoding="utf-8").splitlines()}


def test_a_helper_can_paste_one_claim(site: Pages) -> None:
    for name, (page, part) in entries(site).items():
        address = f"{BASE}{page.path}#{name}"
        kinds = {pre["data-reply"]: pre.get_text() for pre in part.select("details.share pre")}
        assert kinds["link"] == address
        for kind in ("plain", "markdown", "bbcode"):
            assert kinds[kind].count(address) == 1, (name, kind)
            assert data("facts")[name]["url"] in kinds[kind], (name, kind)


def test_facts_json_holds_every_claim_in_the_form_of_the_schema(site: Pages) -> None:
    found = json.loads((site.folder / "facts.json").read_text(encoding="utf-8"))
    schema = json.loads((site.folder / "tree.schema.json").read_text(encoding="utf-8"))
    one = Draft202012Validator({**schema["$defs"]["fact"], "$defs": schema["$defs"]})
    assert (found["version"], {*found["facts"]}) == (1, {*data("facts")})
    for name, fact in found["facts"].items():
        assert fact.pop("address") == f"facts/{fact['about']}/#{name}"
        assert all(path.partition("#")[0] in site for path in fact.pop("used"))
        assert fact["confidence"] == how_sure(data("facts")[name]), name
        assert [error.message for error in one.iter_errors(fact)] == [], name


def test_the_list_of_live_pages_names_claims_that_are_there() -> None:
    text = (ROOT / "docs" / "live-pages.md").read_text(encoding="utf-8")
    named = {*re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text)}
    assert named
    assert named <= {*data("facts")}


# --- How sure we are ---


@pytest.mark.parametrize(
    ("lines", "sure"),
    [
        ("read: page\n    second: 2026-01-01", "high"),
        ("read: page", "medium"),
        (f"read: copy\n    pinned: https://github.com/a/b/blob/{'0' * 40}/c.md\n    second: 2026-01-01", "high"),
        ("read: copy\n    second: 2026-01-01", "medium"),
        ("read: copy", "low"),
        ("read: part\n    second: 2026-01-01", "medium"),
        ("read: part", "low"),
        ("read: report\n    second: 2026-01-01", "low"),
        ("read: report\n    second: 2026-01-01\n    also: [https://www.example.org/more]", "medium"),
        ("read: report\n    also: [https://www.example.org/more]", "low"),
    ],
)
def test_how_sure_we_are_follows_from_what_was_read_and_how_often(lines: str, sure: str) -> None:
    (fact,) = proven(edited(small(), FACTS, "read: page", lines)).facts.values()
    assert fact.confidence == sure


# --- A claim that is withdrawn ---


def test_a_withdrawn_claim_still_answers_and_says_why_it_holds_no_longer() -> None:
    gone = """
  banks-answer-in-a-day:
    text: Banks answer in a day.
    source: A page about banks
    publisher: Example
    url: https://www.example.org/banks
    dated: undated
    where: first line
    read: page
    about: cards
    checked: 2026-01-01
    check_again: 2026-06-01
    withdrawn: The page says so no more.
"""
    files = small()
    files = {**files, FACTS: (files[FACTS] or b"") + gone.encode()}
    page = build(files, Settings()).files["facts/cards/index.html"]
    assert '<h2 id="banks-answer-in-a-day"><s>Banks answer in a day.</s></h2>' in page
    assert "We no longer say this. The page says so no more." in page


# --- A claim that is read again ---


def test_the_lock_holds_the_day_on_which_a_claim_was_last_compared() -> None:
    files = edited(small(), FACTS, "checked: 2026-01-01", "checked: 2026-01-01\n    second: 2026-02-02")
    lock = with_days(proven(files), date(2026, 3, 1))
    (line,) = [line for line in lock.splitlines() if line.startswith("facts/")]
    assert line.split()[1] == "2026-02-02"
