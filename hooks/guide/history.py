"""When each entry of the guide last changed for a reader, and so what was published last. `dates.lock` holds the day
and a digest of what the entry said then: a commit's own date is not known in every place where the site is built.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256

from guide.entry import Entry, silent
from guide.tree import DecisionTree

COMMENT = "# The day on which each entry last changed, and a digest of what it said then. “guide lock” writes it.\n"


@lru_cache(maxsize=2)
def digests(tree: DecisionTree) -> Mapping[str, str]:
    """For each entry of the guide a digest of what it says: a step or a page that is no more by its id, any other with
    its section before it: “facts/refund-has-an-arn”."""
    return {entry.key: _digest(entry) for entry in tree.entries()}


def _digest(entry: Entry) -> str:
    """A short name for what the entry says. A key that is not there says nothing, so a new key of a kind changes no
    digest."""
    words = entry.model_dump(mode="json", exclude=silent(type(entry)), exclude_defaults=True)
    return sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:12]


def last_change(tree: DecisionTree, entry: Entry, today: date | None) -> date | None:
    """The day on which the page of `entry` last changed: its own words, or those of another entry on it. A page that
    says something else than `dates.lock` knows has changed `today`. Where notes of countries stand, each country may
    have brought or taken one, so no such page is older than any of them."""
    countries = tree.countries.values() if getattr(entry, "country_notes", None) else ()
    keys = {shown.key for shown in (entry, *tree.shown_with(entry), *countries)}
    days = [day_of(tree, key) for key in keys]
    return max(day for day in days if day) if all(days) else today


def day_of(tree: DecisionTree, name: str) -> date | None:
    """The day of the last change of an entry, where `dates.lock` knows what the entry says."""
    day, digest = tree.dates.get(name, (None, ""))
    return day if digest == digests(tree.english or tree)[name] else None


def changed(tree: DecisionTree) -> list[str]:
    """The entries that say something else than `dates.lock` knows, or that it does not know."""
    return [name for name in sorted(digests(tree)) if not day_of(tree, name)]


def with_days(tree: DecisionTree, today: date) -> str:
    """The text of `dates.lock` for `tree` as it is now. A fact says itself when it was last compared with its source:
    that day stands there, so that the next change of its words has to come with a later one."""
    read = {fact.key: fact.read_on for fact in tree.facts.values()}
    days = ((name, read.get(name) or day_of(tree, name) or today, digest) for name, digest in digests(tree).items())
    return COMMENT + "".join(f"{name} {day} {digest}\n" for name, day, digest in sorted(days))
