"""Tables of last days that hold for every year: arithmetic and its words, without a page.

A count starts on a day of the reader's own, and the day after it is day 1. Nothing here knows what day it is, or a
year: a table says both what is read in an ordinary year and what in a leap year, where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from guide.values import Days

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Not taken from the standard library: there the names depend on the language of the machine."""


class Cell(NamedTuple):
    """A last day as it is printed, such as “1 March”; `leap` only where it differs in a leap year."""

    usual: str
    leap: str


class Month(NamedTuple):
    """The rows of one month: the number of each start day, and its last day for each column."""

    name: str
    rows: list[tuple[int, list[Cell]]]


class Box(NamedTuple):
    """One day in the picture of a count, or the gap for the days that it leaves out; only a day has `words`."""

    kind: Literal["start", "day", "weekend", "gap", "last", "over"]
    words: str = ""


def boxes(days: Days, *, wait: bool) -> list[Box]:
    """The picture of a count, from the start day to the last of `days`, and for a `wait` the day after it. The days in
    the middle are left out where they are many. Business days start on a Monday: so a whole week is seen."""
    first, last = (7, 1) if days.kind == "business" else (4, 2)
    row = [Box("start"), *_counted(days)]
    if len(row) > first + last:
        row[first:-last] = [Box("gap")]
    return [*row, Box("over")] if wait else row


def _counted(days: Days) -> Iterator[Box]:
    number, day = 0, 0
    while number < days.count:
        day += 1
        if days.kind == "business" and day % 7 > 4:
            yield Box("weekend", WEEKDAYS[day % 7][:3])
        else:
            number += 1
            yield Box("last" if number == days.count else "day", str(number))


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
    reaches = [far for _, far in columns(days)]
    found = [Month(name, []) for name in MONTHS]
    for start in (date(2024, 1, 1) + timedelta(number) for number in range(366)):
        found[start.month - 1].rows.append((start.day, [_cell(start, far) for far in reaches]))
    return found


def _cell(start: date, days: int) -> Cell:
    """What is read `days` after `start`, a day of 2024. A clock is short enough to pass one February at most: that of
    2024 has 29 days, and none from 2025 on before 2028."""
    leap = _words((start if start.month < 3 else start.replace(year=2023)) + timedelta(days))
    if (start.month, start.day) == (2, 29):  # This day itself makes its year a leap year.
        return Cell(leap, "")
    usual = _words(start.replace(year=2025) + timedelta(days))
    return Cell(usual, leap if leap != usual else "")


def _words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
