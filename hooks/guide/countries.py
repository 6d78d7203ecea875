"""The pages of the countries: what is different there, each claim with its source."""

from __future__ import annotations

from collections.abc import Iterator

from .frame import Frame
from .load import COUNTRIES
from .model import Action, Country, DecisionTree, Fact

SECTIONS = (
    ("card", "If you paid by card or on credit"),
    ("law", "What the law says about the shop"),
    ("trader", "Where to complain about the shop"),
    ("bank", "Where to complain about the bank"),
    ("useless", "What does not work there"),
)
"""The order on the page: a clock of the card is often the shortest, so it comes first."""


def country_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the HTML of the page of each country, and of the list of all."""
    ordered = sorted(tree.countries.values(), key=lambda country: country.name)
    yield "countries/", frame.fill("countries.html", "countries/", countries=ordered)
    for country in tree.countries.values():
        path = f"countries/{country.id}/"
        sections = [
            (key, heading, [tree.facts[fact] for fact in getattr(country, key)])
            for key, heading in SECTIONS
            if getattr(country, key) or getattr(country, f"{key}_body", None)
        ]
        yield (
            path,
            frame.fill(
                "country.html",
                path,
                country=country,
                start=tree.start,
                base=tree.countries[country.base] if country.base else None,
                sections=sections,
                all_facts=[fact for _, _, facts in sections for fact in facts],
                edit=frame.edit_link(COUNTRIES, "countries", country.id),
                feedback=frame.feedback(f"countries/{country.id}", country.name),
            ),
        )


def notes(tree: DecisionTree, action: Action) -> list[tuple[Country, Fact]]:
    """What the page of `action` says of single countries: of each its `card_note`, or the first fact of another kind;
    nothing where the page says it anyway."""
    found = []
    for country in sorted(tree.countries.values(), key=lambda country: country.name):
        if action.country_notes == "card":
            wanted = [country.card_note] if country.card_note else []
        else:
            wanted = list(getattr(country, action.country_notes or ""))[:1] if action.country_notes else []
        found += [(country, tree.facts[fact]) for fact in wanted if fact not in action.facts]
    return found
