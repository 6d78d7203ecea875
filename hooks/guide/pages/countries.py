"""The pages of the countries: what is different there, each claim with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.history import last_change
from guide.kinds import Country, Fact
from guide.language import QUESTION_MARKS, letters
from guide.pages.frame import Frame
from guide.pages.letters import languages_of
from guide.pages.page import Page, SearchEntry
from guide.text.markdown import whole_sentences
from guide.tree import DecisionTree

SECTIONS = ("card", "law", "guarantee", "tax", "trader", "bank", "useless")
"""The order on the page: a clock of the card is often the shortest, so it comes first."""
WAY_OUT = "other-countries"
"""The record for who finds no country of their own: it stands last, apart from the others."""
_TELLING = 70
"""The first sentence of a claim may say only when it holds. This many letters say something."""


def country_pages(frame: Frame) -> Iterator[Page]:
    """The list of all countries, and the page of each."""
    tree = frame.tree
    ordered = sorted(tree.countries.values(), key=lambda country: letters(country.name))
    path = Country.spec.page
    found = SearchEntry(path, frame.say("index", section=Country.spec.section))
    yield Page(path, frame.fill("countries.html", path, countries=ordered, way_out=WAY_OUT), (found,), in_sitemap=True)
    for country in tree.countries.values():
        named = country.named("facts")
        sections = [
            (
                key,
                frame.say("country_section", key=key),
                [at_home(tree, fact, country) for fact in _own_first(tree, country, key)],
            )
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
            first={key: _first(tree, country, key) for key in ("card", "law", "trader", "bank")},
            all_facts=[fact for _, _, facts in sections for fact in facts],
            clocks=[clock for clock in tree.clocks.values() if clock.fact in named],
            read_there=languages_of(frame, country),
            edit=frame.edit_link(country),
            feedback=frame.feedback(f"countries/{country.id}", country.name),
        )
        claims = " ".join(tree.facts[fact].text for fact in named)
        changed = last_change(tree, country, frame.settings.today)
        found = SearchEntry(country.path, country.name, claims)
        yield Page(country.path, html, (found,), in_sitemap=True, changed=changed)


def _own_first(tree: DecisionTree, country: Country, section: str) -> list[Fact]:
    """The facts of a section in their order, those that hold everywhere behind the country's own."""
    facts = [tree.facts[name] for name in getattr(country, section)]
    return sorted(facts, key=lambda fact: fact.about not in tree.countries)


def _first(tree: DecisionTree, country: Country, section: str) -> str:
    """What matters most of a section of `country`, or of its base, in a sentence or two; empty where nothing is known
    of it there. Of cards that is the note, if there is one. What holds everywhere stands further down."""
    for place in (country, tree.countries.get(country.base or "")):
        ids = [place.card_note] if place and place.card_note and section == "card" else getattr(place, section, ())
        facts = [tree.facts[name] for name in ids]
        told = [fact for fact in facts if fact.about in tree.countries or country.id == WAY_OUT]
        if told:
            return _short(at_home(tree, told[0], country).text)
    return ""


def _short(text: str) -> str:
    """Its first sentence, and those after it that it takes to say something; a question says nothing."""
    told, *rest = whole_sentences(text)
    for sentence in rest:
        if len(told) >= _TELLING and not told.endswith(QUESTION_MARKS):
            break
        told = f"{told} {sentence}"
    return type(text)(told)  # English words stay so.


def at_home(tree: DecisionTree, fact: Fact, country: Country) -> Fact:
    """The fact as the page of `country` says it: its claim without the name of the country before it. A name or an
    abbreviation behind that keeps its letters; which words are one, the English says."""
    english = tree.english or tree
    there = english.countries[country.id]
    plain = re.match(r"[a-z]+\b(?!\.)", _without(there, english.facts[fact.id].text))
    said = _without(country, _without(there, fact.text))  # A claim that is not translated has the English name.
    if said == fact.text:
        return fact
    return fact.model_copy(update={"text": type(fact.text)(said[0].upper() + said[1:] if plain else said)})


def _without(country: Country, claim: str) -> str:
    """The claim without the name of the country and the colon behind it. French has a space before a colon."""
    name = re.match(rf"{re.escape(country.name)}[\u00a0\u202f]?: ", claim)
    return claim[name.end() :] if name else claim
