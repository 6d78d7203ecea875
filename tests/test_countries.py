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


def test_every_fact_of_a_country_is_on_its_page_in_its_order(site: Pages, countries: dict[str, dict[str, Any]]) -> None:
    facts = data("facts")
    for name, country in countries.items():
        wanted = [fact for key in SECTIONS for fact in country.get(key, [])]
        items = site[f"countries/{name}/"].main.select("ul.facts > li")
        assert texts([item.p for item in items if item.p]) == [" ".join(facts[fact]["text"].split()) for fact in wanted]
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
        bases = [page.follow(link).page.path for link in page.main.select("a.go")]
        assert bases == ([f"countries/{country['base']}/"] if "base" in country else [])


def test_an_action_that_depends_on_the_country_shows_the_note_of_each(
    site: Pages, countries: dict[str, dict[str, Any]], source: dict[str, Any]
) -> None:
    """Pages on cards show the note that the country names for them, others its first claim of the wanted kind; with the
    page where the source stands. What the step says anyway is left out."""
    facts = data("facts")
    asked = {name: entry["country_notes"] for name, entry in source["actions"].items() if "country_notes" in entry}
    assert {"ask-your-bank-goods-not-received", "ask-your-bank-for-your-last-day"} <= set(asked)
    for page in site.steps():
        wanted: dict[str, str] = {}
        for name, country in countries.items():
            kind = asked.get(page.step, "")
            note = country.get("card_note") if kind == "card" else next(iter(country.get(kind, [])), None)
            if note and note not in _own(source, page.step):
                wanted[name] = facts[note]["text"]
        shown = {str(item["data-country"]): item for item in page.main.select("[data-country]")}
        assert set(shown) == set(wanted), page.path
        for name, item in shown.items():
            assert " ".join(wanted[name].split()) in texts([item])[0], (page.path, name)
            assert [page.follow(link).page.path for link in item.select("a")] == [f"countries/{name}/"]


def _own(source: dict[str, Any], step: str) -> list[str]:
    entry = {**source["questions"], **source["actions"]}[step]
    return list(entry.get("facts", []))
