"""Which facts are due for a new check, the most urgent first."""

from __future__ import annotations

from collections import Counter
from datetime import date

from .model import DecisionTree


def due(tree: DecisionTree, today: date) -> list[tuple[str, date, int]]:
    """Each fact whose day has passed by `today`: its id, the day, and how many steps, countries, dead ends and
    clocks use it. The oldest come first, and of one day the most used."""
    used = Counter(tree.facts_used())
    found = [(fact.id, fact.check_again, used[fact.id]) for fact in tree.facts.values() if fact.due(today)]
    return sorted(found, key=lambda entry: (entry[1], -entry[2], entry[0]))
