"""Which facts are due for a new check, the most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from guide.plural import counted
from guide.tree import DecisionTree

AT_MOST = 50
"""Facts in a report: an issue on GitHub holds 65,536 characters."""


def due(tree: DecisionTree, today: date) -> list[tuple[str, date, int]]:
    """Each fact whose day has passed by `today`: its id, the day, and how many steps, countries, dead ends and
    clocks use it. The oldest come first, and of one day the most used."""
    used = Counter(name for _, name, sections in tree.names() if sections == ("facts",))
    found = [(fact.id, fact.check_again, used[fact.id]) for fact in tree.facts.values() if fact.due(today)]
    return sorted(found, key=lambda entry: (entry[1], -entry[2], entry[0]))


def as_issue(tree: DecisionTree, found: list[tuple[str, date, int]]) -> Iterator[str]:
    """What is due, as lines of an issue. None where nothing is due."""
    if not found:
        return
    yield from (
        f"## Facts due: {len(found)} of {len(tree.facts)}",
        "",
        "Read the source. Correct the fact in `docs/data/facts.yaml`, or only its `checked` and `check_again`.",
        "",
    )
    for name, day, uses in found[:AT_MOST]:
        yield f"- `{name}`, due since {day}, used {counted(uses, 'time')}: <{tree.facts[name].url}>"
    if len(found) > AT_MOST:
        yield f"- And {len(found) - AT_MOST} more: `guide stale` lists them all."
