"""The pages of the countries hold what the record says, each claim with its source."""

from __future__ import annotations

from typing import Any

import pytest

from reader import Pages, texts
from samples import data


@pytest.fixture(scope="session")
def countries() -> dict[str, dict[str, Any]]:
    return data("countries")


SECTIONS = ("card", "law", "guarantee", "tax", "trader", "bank", "useless")


def test_every_country_has_a_page_and_is_in_the_list(site: Pages, countries: dict[str, dict[str, Any]]) -> None:
    listed = site["countries/"]
    assert {listed.follow(link).page.path for link in listed.main.select("a.option")} == {
        f"countries/{name}/" for name in countries
    }
    for name, country in countries.items():
        assert country["name"] in texts(site[f"countries/{name}/"].soup.select("h1"))[0]


def at_home(claim: str, country: str) -> str:
    """A claim as the page of `country` says it, in small letters: without the name of the country before it."""
    return " ".join(claim.split()).removeprefix(f"{country}: ").casefold()


def test_who_finds_no_country_of_their_own_has_a_way_out_after_all_others(site: Pages) -> None:
    names = texts(site["countries/"].main.select("a.option"))
    assert names[-1] == "Any other country"
    assert names[:-1] == sorted(names[:-1])


def test_a_page_starts_with_five_answers_which_its_claims_and_its_record_give(
    site: Pages, countries: dict[str, dict[str, Any]]
) -> None:
    """Card and law: the beginning of one claim on the country, or on the record whose rules hold there too. What holds
    everywhere is no answer for one country."""
    facts = data("facts")
    for name, country in countries.items():
        rows = site[f"countries/{name}/"].main.select("dl > div:not(.count)")
        assert [len(row.select("dt")) for row in rows] == [1] * 5, name
        card, law, trader, bank, rest = texts([row for row in rows if row.dt and row.dt.extract()])
        for section, said in (("card", card), ("law", law)):
            own = country.get(section) or countries.get(country.get("base", ""), {}).get(section, [])
            of_one = [fact for fact in own if facts[fact]["about"] in countries or name == "other-countries"]
            starts = [at_home(facts[fact]["text"], country["name"]) for fact in of_one]
            assert any(start.startswith(said.casefold()) for start in starts) or not of_one, (name, section, said)
        assert country.get("trader_body", "") in trader, name
        assert country.get("bank_body", "") in bank, name
        assert country.get("language", "") in rest, name
        assert country.get("cost", "") in rest, name


def test_claims_are_folded_by_section_and_the_first_is_open(site: Pages, countries: dict[str, dict[str, Any]]) -> None:
    for name, country in countries.items():
        parts = site[f"countries/{name}/"].main.select("details:has(ul.facts)")
        assert [len(part.select("li")) for part in parts] == [len(country[key]) for key in SECTIONS if country.get(key)]
        assert [part.has_attr("open") for part in parts] == [not index for index, _ in enumerate(parts)], name


def test_the_last_days_that_can_be_counted_there_are_one_tap_away(
    site: Pages, countries: dict[str, dict[str, Any]]
) -> None:
    for name, country in countries.items():
        own = {fact for key in SECTIONS for fact in country.get(key, [])}
        wanted = [f"../../dates/{clock}/" for clock, told in data("clocks").items() if told["fact"] in own]
        assert [link["href"] for link in site[f"countries/{name}/"].main.select("dl > .count a")] == wanted, name


def test_every_fact_of_a_country_is_on_its_page_and_its_own_stand_before_those_that_hold_everywhere(
    site: Pages, countries: dict[str, dict[str, Any]]
) -> None:
    facts = data("facts")
    for name, country in countries.items():
        sections = [country.get(key, []) for key in SECTIONS]
        own = [[fact for fact in section if facts[fact]["about"] in countries] for section in sections]
        wanted = [
            fact
            for section, first in zip(sections, own, strict=True)
            for fact in (*first, *(fact for fact in section if fact not in first))
        ]
        items = site[f"countries/{name}/"].main.select("ul.facts > li")
        claims = [at_home(facts[fact]["text"], country["name"]) for fact in wanted]
        assert [words.casefold() for words in texts([item.p for item in items if item.p])] == claims
        assert [link["href"] for item in items for link in item.select("a.source")] == [
            facts[fact]["url"] for fact in wanted
        ]


def test_a_body_is_linked_only_where_its_address_is_known(site: Pages, countries: dict[str, dict[str, Any]]) -> None:
    for name, country in countries.items():
        main = site[f"countries/{name}/"].main
        for kind in ("trader", "bank"):
            body, address = country.get(f"{kind}_body"), country.get(f"{kind}_url")
            assert body is None or body in texts([main])[0], name
            assert (address in [link["href"] for link in main.select("a")]) or address is None, name


def test_a_country_leads_to_its_base_and_to_the_first_question(
    site: Pages, countries: dict[str, dict[str, Any]], source: dict[str, Any]
) -> None:
    for name, country in countries.items():
        page = site[f"countries/{name}/"]
        assert [page.follow(link).page.step for link in page.main.select("a.again")] == [source["start"]]
        bases = [page.follow(link).page.path for link in page.main.select("a.base")]
        assert bases == ([f"countries/{country['base']}/"] if "base" in country else [])


def test_an_action_that_depends_on_the_country_shows_the_note_of_each(
    site: Pages, countries: dict[str, dict[str, Any]], source: dict[str, Any]
) -> None:
    """Pages on cards show the note that the country names for them, others its first claim of the wanted kind; with the
    page where the source stands. Where there are many, that page shows it. What the step says anyway is left out."""
    facts = data("facts")
    asked = {name: entry["country_notes"] for name, entry in source["actions"].items() if "country_notes" in entry}
    assert {"ask-your-bank-goods-not-received", "ask-your-bank-for-your-last-day"} <= set(asked)
    for page in site.steps():
        wanted: dict[str, str] = {}
        kind = asked.get(page.step, "")
        for name, country in countries.items():
            note = country.get("card_note") if kind == "card" else next(iter(country.get(kind, [])), None)
            if note and note not in _own(source, page.step):
                wanted[name] = facts[note]["text"]
        shown = {str(item["data-country"]): item for item in page.main.select("[data-country]")}
        links = {name: item for name, item in shown.items() if item.name == "a"}
        told = {name for name, country in countries.items() if country.get(kind) or country.get(f"{kind}_body")}
        assert {*shown} == (told if links else {*wanted}), page.path
        assert not links or {*wanted} <= told
        for name, item in shown.items():
            (link,) = [item] if item.name == "a" else item.select("a")
            there = page.follow(link).page
            assert there.path == f"countries/{name}/"
            if name not in wanted:
                continue
            if item.name == "a":
                claims = [claim.casefold() for claim in texts(there.main.select("ul.facts p"))]
                assert at_home(wanted[name], countries[name]["name"]) in claims, (page.path, name)
            else:
                note = at_home(" ".join(wanted[name].split()), countries[name]["name"])
                assert f"{countries[name]['name'].casefold()}{note}" in texts([item])[0].casefold(), (page.path, name)


def _own(source: dict[str, Any], step: str) -> list[str]:
    entry = {**source["questions"], **source["actions"]}[step]
    return list(entry.get("facts", []))
