"""Tables of last days that hold for every year: arithmetic and its words, without a page.

A count starts on a day of the reader's own, and the day after it is day 1. Nothing here knows what day it is, or a
year: a table says both what is read in an ordinary year and what in a leap year, where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from guide.language import ENGLISH, Language
from guide.values import Days


class Cell(NamedTuple):
    """A last day as it is printed, such as “1 March”; `leap` only where it differs in a leap year."""

    usual: str
    leap: str


class Row(NamedTuple):
    """One start day, such as “5 January”, with its number in the month, and its last day for each column."""

    number: int
    start: str
    cells: list[Cell]


class Month(NamedTuple):
    """The rows of one month."""

    name: str
    short: str
    rows: list[Row]


class Box(NamedTuple):
    """One day in the picture of a count, or the gap for the days that it leaves out; only a day has `words`."""

    kind: Literal["start", "day", "weekend", "gap", "last", "over"]
    words: str = ""


def boxes(days: Days, language: Language = ENGLISH, *, wait: bool) -> list[Box]:
    """The picture of a count, from the start day to the last of `days`, and for a `wait` the day after it. The days in
    the middle are left out where they are many. Business days start on a Monday: so a whole week is seen."""
    first, last = (7, 1) if days.kind == "business" else (4, 2)
    row = [Box("start"), *_counted(days, language)]
    if len(row) > first + last:
        row[first:-last] = [Box("gap")]
    return [*row, Box("over")] if wait else row


def _counted(days: Days, language: Language) -> Iterator[Box]:
    number, day = 0, 0
    while number < days.count:
        day += 1
        if days.kind == "business" and day % 7 > 4:
            yield Box("weekend", language.short_weekdays[day % 7])
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


def columns(days: Days) -> list[tuple[list[int], int]]:
    """The weekdays on which a count may start (0 is Monday), those together from which it reaches equally far, and how
    far. One column without a weekday where every day counts."""
    if days.kind == "calendar":
        return [([], days.count)]
    groups: dict[int, list[int]] = {}
    for weekday in range(7):
        groups.setdefault(reach(weekday, days), []).append(weekday)
    return [(weekdays, far) for far, weekdays in groups.items()]


def runs(weekdays: list[int]) -> list[list[int]]:
    """The same weekdays, those together that follow each other."""
    found: list[list[int]] = []
    for weekday in weekdays:
        if found and found[-1][-1] == weekday - 1:
            found[-1].append(weekday)
        else:
            found.append([weekday])
    return found


def table(days: Days, language: Language = ENGLISH) -> list[Month]:
    """The last day for every start day of any year, 29 February included, in the columns of `columns`."""
    return _table(days, language.without_words)


@cache
def _table(days: Days, language: Language) -> list[Month]:
    reaches = [far for _, far in columns(days)]
    found = [Month(*names, []) for names in zip(language.months, language.short_months, strict=True)]
    for start in (date(2024, 1, 1) + timedelta(number) for number in range(366)):
        cells = [_cell(start, far, language) for far in reaches]
        found[start.month - 1].rows.append(Row(start.day, _words(start, language), cells))
    return found


def _cell(start: date, days: int, language: Language) -> Cell:
    """What is read `days` after `start`, a day of 2024. A clock is short enough to pass one February at most: that of
    2024 has 29 days, and none from 2025 on before 2028."""
    leap = _words((start if start.month < 3 else start.replace(year=2023)) + timedelta(days), language)
    if (start.month, start.day) == (2, 29):  # This day itself makes its year a leap year.
        return Cell(leap, "")
    usual = _words(start.replace(year=2025) + timedelta(days), language)
    return Cell(usual, leap if leap != usual else "")


@cache
def _words(day: date, language: Language) -> str:
    return language.day_of_month(day)
