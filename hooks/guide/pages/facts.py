"""The list of all claims (/facts/): each once, in groups, with its source, its place there, and who uses it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from guide.entry import Entry
from guide.history import day_of
from guide.kinds import GROUPS, Fact
from guide.language import letters
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry
from guide.pages.share import Reply, claim
from guide.tree import DecisionTree

FACTS_JSON = "facts.json"
VERSION = 1


class Claim(NamedTuple):
    """A fact as the list shows it."""

    fact: Fact
    used: list[Entry]
    """The steps, countries and other entries that name it."""
    reply: Reply | None
    edit: str


class Counts(NamedTuple):
    """How sure the whole is."""

    all: int
    original: int
    twice: int
    overdue: int
    nothing_found: int


def fact_pages(frame: Frame) -> Iterator[Page]:
    """The overview, a page for each group that has a claim, and all of it for programs."""
    tree = frame.tree
    groups = _groups(tree)
    used = _users(tree)
    path = Fact.spec.page
    titles = {name: group_title(frame, name) for name in groups}
    listed = [(f"{name}/", titles[name], len(facts)) for name, facts in groups.items()]
    html = frame.fill("claims.html", path, counts=_counts(frame), groups=listed)
    yield Page(path, html, (SearchEntry(path, frame.say("index", section=Fact.spec.section)),), in_sitemap=True)
    for name, facts in groups.items():
        claims = [
            Claim(fact, used[fact.id], claim(frame, fact) if frame.settings.site_url else None, frame.edit_link(fact))
            for fact in facts
        ]
        days = [day_of(tree, fact.key) for fact in facts]
        changed = max(day for day in days if day) if all(days) else frame.settings.today
        html = frame.fill("claims-about.html", f"{path}{name}/", group=titles[name], claims=claims)
        found = SearchEntry(f"{path}{name}/", frame.say("claims_about", title=titles[name]))
        yield Page(f"{path}{name}/", html, (found,), in_sitemap=True, changed=changed)
    if frame.language.is_english:  # Programs find it at the root of the site alone.
        yield Page(FACTS_JSON, _json(frame, used))


def group_names(tree: DecisionTree) -> list[str]:
    """Every group that a fact can be in, in the order in which readers see them."""
    return [*GROUPS, *sorted(tree.countries, key=lambda name: letters(tree.countries[name].name))]


def _groups(tree: DecisionTree) -> dict[str, list[Fact]]:
    """The facts of each group that has one, in the order of the groups."""
    found: dict[str, list[Fact]] = {name: [] for name in group_names(tree)}
    for fact in tree.facts.values():
        found[fact.about].append(fact)
    return {name: facts for name, facts in found.items() if facts}


def group_title(frame: Frame, group: str) -> str:
    """What readers call a group."""
    country = frame.tree.countries.get(group)
    return country.name if country else frame.say("fact_group", key=group)


def _users(tree: DecisionTree) -> Mapping[str, list[Entry]]:
    """For each fact every entry that names it and has a page, in the order of the files."""
    found: dict[str, list[Entry]] = {name: [] for name in tree.facts}
    for entry in tree.entries():
        if entry.path:
            for name in dict.fromkeys(entry.named("facts")):
                found[name].append(entry)
    return found


def _counts(frame: Frame) -> Counts:
    facts = [fact for fact in frame.tree.facts.values() if not fact.withdrawn]
    english = (frame.tree.english or frame.tree).facts
    return Counts(
        len(facts),
        sum(fact.in_the_original for fact in facts),
        sum(fact.second is not None for fact in facts),
        sum(fact.due(frame.settings.today) for fact in facts),
        sum(english[fact.id].says_that_nothing_was_found for fact in facts),
    )


def _json(frame: Frame, used: Mapping[str, list[Entry]]) -> str:
    """Every claim for programs: what tree.json holds of it, its address, and the addresses of the pages that use it."""
    facts = {
        fact.id: {**as_data(fact), "address": fact.path, "used": [entry.path for entry in used[fact.id]]}
        for fact in frame.tree.facts.values()
    }
    return json.dumps({"version": VERSION, "facts": facts}, ensure_ascii=False, indent=1) + "\n"


def as_data(fact: Fact) -> dict[str, Any]:
    """The fact as plain data; keys that it does not have are left out, but for those of the first version."""
    found = fact.model_dump(mode="json", exclude={"id"}, exclude_none=True)
    return {**found, "confidence": fact.confidence, "also": list(fact.also)}
