"""Which facts are due for a new check, the most urgent first; the same as lines of an issue, and as a calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from guide.kinds import Fact
from guide.plural import counted
from guide.tree import DecisionTree

AT_MOST = 50
"""Facts in a report: an issue on GitHub holds 65,536 characters."""
SOON = timedelta(days=30)


def due(tree: DecisionTree, today: date) -> list[tuple[str, date, int]]:
    """Each fact whose day has passed by `today`: its id, the day, and how many steps, countries, dead ends and
    clocks use it. The oldest come first, and of one day the most used."""
    used = Counter(name for _, name, sections in tree.names() if sections == ("facts",))
    found = [(fact.id, fact.check_again, used[fact.id]) for fact in tree.facts.values() if fact.due(today)]
    return sorted(found, key=lambda entry: (entry[1], -entry[2], entry[0]))


def changing(tree: DecisionTree, today: date) -> list[Fact]:
    """The facts whose rule changes within 30 calendar days, the first first, and those where it has changed."""
    last = today + SOON
    found = [(fact.changes_on, fact.id, fact) for fact in tree.facts.values() if fact.changes_on and not fact.withdrawn]
    return [fact for day, _, fact in sorted(found, key=lambda entry: entry[:2]) if day <= last]


def as_issue(tree: DecisionTree, found: list[tuple[str, date, int]], soon: list[Fact]) -> Iterator[str]:
    """What is due and which rules change soon, as lines of an issue. None where nothing is due."""
    if found:
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
    if soon:
        yield from (
            *([""] if found else []),
            "## Rules that change within 30 days",
            "",
            "Prepare what the guide says from that day on. After it, a text that speaks of it as coming is refused.",
            "",
        )
    for fact in soon[:AT_MOST]:
        yield f"- `{fact.id}`, on {fact.changes_on}: <{fact.url}>"


def as_calendar(tree: DecisionTree) -> Iterator[str]:
    """Every day on which facts are to be checked again, and every day on which a rule changes, as lines of an iCalendar
    (RFC 5545) to import or subscribe to."""
    days = [(fact.check_again, "Check again", fact) for fact in tree.facts.values() if not fact.withdrawn]
    days += [(fact.changes_on, "A rule changes", fact) for fact in tree.facts.values() if fact.changes_on]
    days.sort(key=lambda entry: (entry[0], entry[1], entry[2].id))
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Refund Guide//guide stale//EN")
    for (day, what), entries in groupby(days, key=lambda entry: entry[:2]):
        names = [fact.id for *_, fact in entries]
        listed = r"\n".join(names)
        yield from (
            "BEGIN:VEVENT",
            f"UID:{day}-{what.lower().replace(' ', '-')}@refund-guide",
            f"DTSTAMP:{day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            *_folded(f"SUMMARY:{what}: {counted(len(names), 'fact')} of the refund guide"),
            *_folded(f"DESCRIPTION:{listed}"),
            "END:VEVENT",
        )
    yield "END:VCALENDAR"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, as the format wants; all of it is ASCII here."""
    yield line[:75]
    yield from (f" {line[start : start + 74]}" for start in range(75, len(line), 74))
