"""Last days for readers without a script: for each clock a page whose table holds for every year.

A count starts on a day of the reader's own, and the day after it is day 1. Nothing here knows what day it is, or a
year: a table says both what is read in an ordinary year and what in a leap year, where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from guide.history import last_change
from guide.model import Clock, Days
from guide.pages.frame import Frame
from guide.pages.page import Found, Page

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DayOfYear(NamedTuple):
    """A day without its year. `month` counts from 0."""

    month: int
    day: int

    def after(self, days: int, leap: bool) -> DayOfYear:
        """The day that comes `days` later. `leap` says whether the February on the way has 29 days; a count that is
        short enough for a clock passes one at most."""
        month, day = self.month, self.day + days
        while day > _length(month, leap):
            day -= _length(month, leap)
            month = (month + 1) % 12
        return DayOfYear(month, day)

    def __str__(self) -> str:
        return f"{self.day} {MONTHS[self.month]}"


class Cell(NamedTuple):
    """A last day as it is printed; `leap` only where it differs in a leap year."""

    usual: DayOfYear
    leap: DayOfYear | None


class Month(NamedTuple):
    """The rows of one month: each start day, and its last day for each column."""

    name: str
    rows: list[tuple[DayOfYear, list[Cell]]]


def _length(month: int, leap: bool) -> int:
    return _LENGTHS[month] + (leap and month == 1)


def reach(weekday: int, days: Days) -> int:
    """How many calendar days after a start on `weekday` (0 is Monday) the last of `days` comes. A weekend holds no
    business day, so a count that starts in it goes on as from the Friday before."""
    if days.kind == "calendar":
        return days.count
    from_friday = max(0, weekday - 4)
    weekends = (min(weekday, 4) + days.count) // 5
    return days.count + 2 * weekends - from_friday


def columns(days: Days) -> list[tuple[str, int]]:
    """The weekdays on which a count may start, those together from which it reaches equally far: their names, and how
    far. One column without a name where every day counts."""
    if days.kind == "calendar":
        return [("", days.count)]
    groups: dict[int, list[int]] = {}
    for weekday in range(7):
        groups.setdefault(reach(weekday, days), []).append(weekday)
    return [(_named(weekdays), far) for far, weekdays in groups.items()]


def _named(weekdays: list[int]) -> str:
    """“Monday to Wednesday, Sunday”."""
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ", ".join(
        f"{WEEKDAYS[run[0]]} to {WEEKDAYS[run[-1]]}" if len(run) > 2 else ", ".join(WEEKDAYS[day] for day in run)
        for run in runs
    )


@cache
def table(days: Days) -> list[Month]:
    """The last day for every start day of any year, 29 February included, in the columns of `columns`."""
    found = []
    for month, name in enumerate(MONTHS):
        starts = [DayOfYear(month, day) for day in range(1, _length(month, leap=True) + 1)]
        found.append(Month(name, [(start, [_cell(start, far) for _, far in columns(days)]) for start in starts]))
    return found


def _cell(start: DayOfYear, days: int) -> Cell:
    usual, leap = start.after(days, leap=False), start.after(days, leap=True)
    if start == DayOfYear(1, 29):  # This day itself makes its year a leap year.
        return Cell(leap, None)
    return Cell(usual, leap if leap != usual else None)


def date_pages(frame: Frame) -> Iterator[Page]:
    """The list of all clocks, and the page of each."""
    tree = frame.tree
    kinds = [(kind, [clock for clock in tree.clocks.values() if clock.kind == kind]) for kind in ("limit", "wait")]
    path = Clock.spec.page
    found = Found(path, frame.say("index", section=Clock.spec.section))
    yield Page(path, frame.fill("dates.html", path, kinds=kinds, start=tree.start), (found,), in_sitemap=True)
    for clock in tree.clocks.values():
        html = frame.fill(
            "clock.html",
            clock.path,
            clock=clock,
            headings=[name for name, _ in columns(clock.length)],
            months=table(clock.length),
            fact=tree.facts[clock.fact],
            steps=[(step, tree.title(step)) for step in clock.steps],
            edit=frame.edit_link(clock),
            feedback=frame.feedback(f"dates/{clock.id}", clock.name),
        )
        words = f"{clock.length} from {clock.start}. {tree.facts[clock.fact].text}"
        changed = last_change(tree, clock, frame.settings.today)
        yield Page(clock.path, html, (Found(clock.path, clock.name, words),), in_sitemap=True, changed=changed)
