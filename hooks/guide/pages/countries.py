"""The pages of the countries: what is different there, each claim with its source."""

from __future__ import annotations

from collections.abc import Iterator

from guide.history import last_change
from guide.kinds import Country
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry

SECTIONS = ("card", "law", "guarantee", "tax", "trader", "bank", "useless")
"""The order on the page: a clock of the card is often the shortest, so it comes first."""


def country_pages(frame: Frame) -> Iterator[Page]:
    """The list of all countries, and the page of each."""
    tree = frame.tree
    ordered = sorted(tree.countries.values(), key=lambda country: country.name)
    path = Country.spec.page
    found = SearchEntry(path, frame.say("index", section=Country.spec.section))
    yield Page(path, frame.fill("countries.html", path, countries=ordered), (found,), in_sitemap=True)
    for country in tree.countries.values():
        sections = [
            (key, frame.say("country_section", key=key), [tree.facts[fact] for fact in getattr(country, key)])
            for key in SECTIONS
            if getattr(country, key) or getattr(country, f"{key}_body", None)
        ]
        html = frame.fill(
            "country.html",
            country.path,
            country=country,
            start=tree.start,
            base=tree.countries[country.base] if country.base else None,
            sections=sections,
            all_facts=[fact for _, _, facts in sections for fact in facts],
            edit=frame.edit_link(country),
            feedback=frame.feedback(f"countries/{country.id}", country.name),
        )
        claims = " ".join(tree.facts[fact].text for fact in country.named("facts"))
        changed = last_change(tree, country, frame.settings.today)
        found = SearchEntry(country.path, country.name, claims)
        yield Page(country.path, html, (found,), in_sitemap=True, changed=changed)
