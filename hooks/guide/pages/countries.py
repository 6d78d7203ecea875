"""The pages of the countries: what is different there, each claim with its source."""

from __future__ import annotations

from collections.abc import Iterator

from guide.model import DecisionTree
from guide.pages.frame import Frame

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
                edit=frame.edit_link(country),
                feedback=frame.feedback(f"countries/{country.id}", country.name),
            ),
        )
