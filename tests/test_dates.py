"""The tables of last days say what the calendar says.

The compiler makes them of three years that stand for all. Here the built pages are read like a reader reads them, each
start day in its own year, and business days are counted one by one.
"""

from __future__ import annotations

import calendar
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import Settings, build, read_files, walkable
from guide.pages.calendar import boxes, columns, reach, table
from guide.values import Days
from reader import BASE, REPO, Page, Pages, texts
from samples import CLOCKS, ROOT, SMALL, data

MOST_BYTES = 14 * 1024
"""Of one page, gzipped, in bytes."""
FIFTY_YEARS = [date(1990, 1, 1) + timedelta(days) for days in range((date(2040, 1, 1) - date(1990, 1, 1)).days)]
"""Every start day from 1990 to 2039."""
EDGES = [
    date(year, month, 1) + timedelta(days)
    for year in (1896, 1900, 1904, 2000, 2024, 2028, 2096, 2100, 2104)
    for month in range(1, 13)
    for days in (-1, 0)
] + [date(year, 2, 29) for year in (1896, 1904, 2000, 2024, 2028, 2096, 2104)]
"""Start days at the ends of months, in leap years and in the years 1900 and 2100, which are none."""
WEEKDAYS = list(calendar.day_name)
MONTHS = list(calendar.month_name)
SHORT_MONTHS = ["Sept" if name == "Sep" else name for name in calendar.month_abbr[1:]]
"""September is shortened as in Britain."""
"""The names once: the standard library asks the locale anew for each of them."""
Clocks = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def clocks() -> Clocks:
    found: Clocks = data("clocks")
    return found


@cache
def facts() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = data("facts")
    return found


def days_of(length: str) -> tuple[int, bool]:
    """How many days, and whether they are business days."""
    return int(length.split()[0]), "business" in length


@cache
def counted(start: date, length: str) -> date:
    """The last day, in whole days after `start`: business days one by one, Saturdays and Sundays skipped."""
    number, business = days_of(length)
    if not business:
        return start + timedelta(days=number)
    day = start
    while number:
        day += timedelta(days=1)
        number -= day.isoweekday() <= 5
    return day


@dataclass(frozen=True)
class Table:
    """The table of a page as a reader without a script sees it: for each weekday the number of the column, and for each
    start day (“1 March”, whose month the part or the row says) the words of its cells."""

    column: dict[str, int]
    rows: dict[str, list[str]]

    def read(self, start: date) -> date:
        """The last day, found by a reader: month, row, column of the weekday, and of two days the one of the year."""
        cells = self.rows[f"{start.day} {MONTHS[start.month]}"]
        usual, _, leap = cells[self.column[WEEKDAYS[start.weekday()]]].partition("; in a leap year ")
        return (
            the_next(leap, start) if leap and calendar.isleap(the_next(usual, start).year) else the_next(usual, start)
        )


def the_next(words: str, start: date) -> date:
    """The first “1 March” after `start`."""
    found = month_and_day(words)
    return date(start.year + (found <= (start.month, start.day)), *found)


@cache
def month_and_day(words: str) -> tuple[int, int]:
    day, month = words.split()
    return MONTHS.index(month), int(day)


def weekdays_in(heading: str) -> Iterator[str]:
    """The weekdays that “If Monday to Wednesday, Sunday” names."""
    for part in heading.removeprefix("If ").split(", "):
        first, _, last = part.partition(" to ")
        yield from WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last or first) + 1]


def table_on(page: Page) -> Table:
    column: dict[str, int] = {}
    rows: dict[str, list[str]] = {}
    months = page.main.select("div.months > details")
    assert texts([tag for part in months for tag in part.select("summary")]) == SHORT_MONTHS, page.path
    for month, part in zip(MONTHS[1:], months, strict=True):
        first, *headings = texts(part.select("thead th"))
        assert first == "Start day"
        if headings[0].startswith("If "):
            named = {day: index for index, heading in enumerate(headings) for day in weekdays_in(heading)}
            assert sum(len(list(weekdays_in(heading))) for heading in headings) == len(named) == 7, page.path
        else:
            assert len(headings) == 1, page.path
            named = dict.fromkeys(WEEKDAYS, 0)
        assert column in ({}, named), "every month has the same columns"
        column = named
        for row in part.select("tbody tr"):
            (day,), cells = texts(row.select("th")), texts(row.select("td"))
            start = f"{day.removesuffix(f' {month}')} {month}"
            assert start not in rows
            assert len(cells) == len(headings)
            rows[start] = cells
    return Table(column, rows)


@pytest.fixture(scope="session")
def tables(site: Pages, clocks: Clocks) -> dict[str, Table]:
    return {name: table_on(site[f"dates/{name}/"]) for name in clocks}


# --- The days are right ---


def test_every_table_has_a_row_for_each_day_of_a_leap_year_in_order(tables: dict[str, Table]) -> None:
    """366 rows: any leap year lists them."""
    days = [date(2024, 1, 1) + timedelta(number) for number in range(366)]
    for name, found in tables.items():
        assert list(found.rows) == [f"{day.day} {calendar.month_name[day.month]}" for day in days], name


def test_a_reader_reads_the_right_last_day_from_any_day_of_fifty_years(
    tables: dict[str, Table], clocks: Clocks
) -> None:
    """18,262 start days on each page, in calendar days or in business days; none is left out."""
    assert len(FIFTY_YEARS) == 18262
    for name, found in tables.items():
        for start in FIFTY_YEARS + EDGES:
            assert found.read(start) == counted(start, clocks[name]["length"]), (name, start)


def test_the_29th_of_february_needs_no_second_day(tables: dict[str, Table]) -> None:
    for name, found in tables.items():
        assert not [cell for cell in found.rows["29 February"] if "leap year" in cell], name


def test_a_second_day_is_printed_only_where_it_differs(tables: dict[str, Table]) -> None:
    for name, found in tables.items():
        for start, cells in found.rows.items():
            for cell in cells:
                usual, _, leap = cell.partition("; in a leap year ")
                assert usual != leap, (name, start)


@given(st.integers(1, 300), st.dates(date(1901, 1, 1), date(2199, 1, 1)))
def test_any_clock_of_up_to_300_days_would_have_a_right_table(number: int, start: date) -> None:
    """Lengths that no clock has yet, in calendar days."""
    (month,) = [part for part in table(Days(number, "calendar")) if part.name == calendar.month_name[start.month]]
    (cell,) = month.rows[start.day - 1].cells
    last = start + timedelta(number)
    printed = cell.leap if cell.leap and calendar.isleap(last.year) else cell.usual
    assert str(printed) == f"{last.day} {calendar.month_name[last.month]}"


@given(st.integers(1, 210), st.dates(date(1901, 1, 1), date(2199, 1, 1)))
def test_any_number_of_business_days_reaches_as_far_as_counting_them(number: int, start: date) -> None:
    """Calendar days between the start and the last business day; 210 of them are 294 days at most."""
    assert start + timedelta(reach(start.weekday(), Days(number, "business"))) == counted(start, f"{number} business")


@pytest.mark.parametrize("number", range(1, 31))
def test_each_weekday_has_its_column(number: int) -> None:
    """For each number of business days: the columns hold all seven weekdays once, each in that of its reach."""
    found = {WEEKDAYS[day]: far for weekdays, far in columns(Days(number, "business")) for day in weekdays}
    monday = date(2026, 1, 5)
    assert found == {
        calendar.day_name[start.weekday()]: (counted(start, f"{number} business") - start).days
        for start in (monday + timedelta(days) for days in range(7))
    }


# --- The pages ---


def test_every_window_has_a_link_to_the_page_that_counts_it(
    site: Pages, source: dict[str, Any], clocks: Clocks
) -> None:
    """The same number of the same kind of days, and the step is one of those that the page leads to."""
    for name, entry in source["actions"].items():
        led = [site.step(name).follow(link).page.path for link in site.step(name).main.select("p.own-day a")]
        assert bool(led) == ("window" in entry), name
        for path in led:
            clock = clocks[path.split("/")[1]]
            length = re.match(r"(?:about )?(\d+ (?:business )?days?) from ", entry["window"])
            assert length
            assert clock["length"] == length[1], (name, path)
            assert clock["kind"] == "limit", (name, path)
            assert name in clock["steps"], (name, path)


def test_every_other_clock_of_an_action_is_linked_once_too_last_days_before_waits(
    site: Pages, source: dict[str, Any], clocks: Clocks
) -> None:
    for name in source["actions"]:
        page = site.step(name)
        other = [page.follow(link).page.path.split("/")[1] for link in page.main.select("ul.tables a")]
        windows = [page.follow(link).page.path.split("/")[1] for link in page.main.select("p.own-day a")]
        assert sorted(other + windows) == sorted(clock for clock, entry in clocks.items() if name in entry["steps"])
        kinds = [clocks[clock]["kind"] for clock in other]
        assert kinds == sorted(kinds), name


def test_the_clock_of_the_window_stands_in_the_open_and_the_others_are_folded(site: Pages) -> None:
    for page in site.steps():
        links = page.main.select("p.own-day a")
        assert [link.find_parent("details") is None for link in links] == [True, *[False] * (len(links) - 1)][
            : len(links)
        ]
        assert all(tables.find_parent("details") for tables in page.main.select("ul.tables")), page.path


def test_links_to_several_tables_say_from_which_day_each_counts(site: Pages) -> None:
    several = [page for page in site.steps() if len(page.main.select("p.own-day a")) > 1]
    assert several
    for page in several:
        links = page.main.select("p.own-day a")
        starts = texts([tag for link in links for tag in page.follow(link).page.main.select("p.length")])
        for words, start in zip(texts(links), starts, strict=True):
            day = words.partition("counted from ")[2]
            assert day, page.path
            assert f" from {day}" in start, page.path


def test_a_clock_that_says_for_whom_it_is_is_named_by_every_action_from_which_its_steps_are_to_come(
    site: Pages, source: dict[str, Any], clocks: Clocks
) -> None:
    """The ways are walked backwards in the file, and the warning is read on the page."""
    into: dict[str, set[str]] = {}
    for step, question in source["questions"].items():
        for option in question["options"]:
            into.setdefault(option["next"], set()).add(step)
    for step, action in source["actions"].items():
        into.setdefault(action.get("not_solved", ""), set()).add(step)
    few = {name: clock for name, clock in clocks.items() if "for_whom" in clock}
    assert few
    for name, clock in few.items():
        assert site["dates/"].main.select(f"#early ~ ul.early a[href='../dates/{name}/']")
        before: set[str] = set()
        waiting = list(clock["steps"])
        while waiting:
            new = into.get(waiting.pop(), set()) - before
            before |= new
            waiting += new
        for step in before & source["actions"].keys():
            links = site[f"steps/{step}/"].main.select("a[href$='dates/#early']")
            assert any(clock["for_whom"] in words for words in texts([link.parent for link in links])), step


def test_the_list_leads_to_every_table_with_its_length_and_its_start(site: Pages, clocks: Clocks) -> None:
    page = site["dates/"]
    items = page.main.select("ul.clocks > li")
    found = {page.follow(link).page.path.split("/")[1]: item for item in items for link in item.select("a")}
    assert sorted(found) == sorted(clocks)
    assert len(items) == len(clocks)
    for name, item in found.items():
        clock, words = clocks[name], texts([item])[0]
        assert words.startswith(clock["name"])
        assert words.endswith(f" from {clock['start']}")
        told = re.findall(rf"\b{days_of(clock['length'])[0]}\b", words.removesuffix(clock["start"]))
        assert len(told) == 1, f"{name}: the number stands in the list once"


def test_the_list_has_one_part_for_what_clocks_are_about_with_the_last_days_before_the_waits(
    site: Pages, clocks: Clocks
) -> None:
    page = site["dates/"]
    about = []
    for part in page.main.select("details:has(ul.clocks)"):
        listed = [clocks[page.follow(link).page.path.split("/")[1]] for link in part.select("ul.clocks a")]
        assert [clock["kind"] for clock in listed] == sorted(clock["kind"] for clock in listed)
        (group,) = {facts()[clock["fact"]]["about"] for clock in listed}
        about.append(group)
    assert len(about) == len(set(about)), "a group has one part"


def test_every_page_shows_its_fact_with_its_source_and_leads_to_its_steps(site: Pages, clocks: Clocks) -> None:
    for name, clock in clocks.items():
        page, fact = site[f"dates/{name}/"], facts()[clock["fact"]]
        assert texts(page.soup.select("h1")) == [clock["name"]]
        assert texts(page.main.select("ul.facts > li > p:first-child")) == [" ".join(fact["text"].split())]
        assert [link["href"] for link in page.main.select("a.source")] == [fact["url"]]
        led = [page.follow(link).page.step for link in page.main.select("a[href*='/steps/']")]
        assert led == clock["steps"], name


def test_the_start_day_the_last_day_and_a_place_to_write_them_stand_on_every_page(site: Pages, clocks: Clocks) -> None:
    for name, clock in clocks.items():
        page = site[f"dates/{name}/"]
        assert clock["start"] in texts(page.main.select("p.length"))[0]
        assert len(page.main.select("p.write")) == 1, name
        words = texts([page.main])[0]
        assert f"Day {days_of(clock['length'])[0]} is " in words, name
        assert ("it still counts" in words) == (clock["kind"] == "limit"), name


def test_a_picture_shows_the_count_and_its_name_says_the_same(site: Pages, clocks: Clocks) -> None:
    """The start day before the first day, the last day at the end; after a wait the day on which it is over."""
    for name, clock in clocks.items():
        (picture,) = site[f"dates/{name}/"].main.select("svg[role=img]")
        number, business = days_of(clock["length"])
        wait = clock["kind"] == "wait"
        shown = [
            box.words or box.kind for box in boxes(Days(number, "business" if business else "calendar"), wait=wait)
        ]
        drawn = texts(picture.select("text"))[: len(shown)]
        assert [words for words in drawn if words != "…"] == [words for words in shown if words != "gap"], name
        assert f"Day {number} is " in str(picture["aria-label"]), name
        assert len(picture.select("path")) == len(drawn) - drawn.count("…") + (not wait), "a box a day, and the arrow"


@given(st.integers(1, 300), st.booleans(), st.booleans())
def test_a_picture_leaves_days_out_but_never_shows_a_wrong_one(number: int, business: bool, wait: bool) -> None:
    """Business days start on a Monday: each box stands on the weekday that its number has in the calendar."""
    row = boxes(Days(number, "business" if business else "calendar"), wait=wait)
    kinds = [box.kind for box in row]
    assert len(row) <= 10
    assert kinds.count("gap") <= 1
    assert kinds[0] == "start"
    assert row[-1 - wait] == ("last", str(number))
    assert kinds[-1] == ("over" if wait else "last")
    monday = date(2026, 1, 5)
    before = row[: kinds.index("gap") if "gap" in kinds else len(row) - wait]
    for days, box in enumerate(before[1:], 1):
        day = monday + timedelta(days)
        if box.kind == "weekend":
            assert business
            assert calendar.day_abbr[day.weekday()] == box.words
        else:
            assert counted(monday, f"{box.words} {'business ' if business else ''}days") == day


def test_a_page_of_business_days_says_that_holidays_are_not_left_out(site: Pages, clocks: Clocks) -> None:
    for name, clock in clocks.items():
        words = texts([site[f"dates/{name}/"].main])[0]
        assert ("do not leave out public holidays" in words) == days_of(clock["length"])[1], name


def test_a_page_is_light_and_its_months_are_closed(site: Pages, clocks: Clocks) -> None:
    """The whole page, gzipped; its style is inside, and it loads nothing."""
    pages = [site["dates/"], *(site[f"dates/{name}/"] for name in clocks)]
    weights = {page.path: len(gzip.compress(page.html.encode(), mtime=0)) for page in pages}
    assert {path: weight for path, weight in weights.items() if weight >= MOST_BYTES} == {}
    assert [page.path for page in pages if page.soup.select("details[open], script, main form")] == []


def test_the_search_and_the_sitemap_know_every_page(site: Pages, clocks: Clocks) -> None:
    root = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    listed = {tag.text for tag in root.iter() if tag.tag.endswith("loc")}
    index = (site.folder / "search" / "search_index.json").read_text(encoding="utf-8")
    for path in ("dates/", *(f"dates/{name}/" for name in clocks)):
        assert BASE + path in listed
        assert f'"location":"{path}"' in index


def test_a_page_can_be_edited_at_the_line_of_its_clock(site: Pages, clocks: Clocks) -> None:
    lines = (ROOT / CLOCKS).read_text(encoding="utf-8").split("\n")
    for name in clocks:
        links = [str(link["href"]) for link in site[f"dates/{name}/"].main.select("p.meta a")]
        (edit,) = [href for href in links if href.startswith(f"{REPO}/edit/main/{CLOCKS}#L")]
        assert lines[int(edit.rpartition("#L")[2]) - 1] == f"  {name}:"
        assert any(f"page=dates%2F{name}" in href or f"page=dates/{name}" in href for href in links)


def test_the_guide_on_one_page_stays_complete_without_the_tables(site: Pages) -> None:
    assert [link for link in site["flow/"].main.select("a[href]") if "dates/" in str(link["href"])] == []


def test_the_words_of_a_clock_never_become_markup() -> None:
    content = read_files(SMALL)[CLOCKS]
    assert content is not None
    hostile = content.replace(b"Your bank, 120 days", b'"<script>x</script>\'&"').replace(
        b"the day you paid", b"<i>x</i>"
    )
    site = build({**read_files(SMALL), CLOCKS: hostile}, Settings(site_url=BASE), rules=walkable)
    for path in ("dates/", "dates/your-bank/", "steps/ask-your-bank/"):
        page = Pages({f"{path}index.html": site.files[f"{path}index.html"]})[path]
        assert page.soup.select("script, i") == []
        assert [tag for tag in page.soup.find_all(True) if tag.name != "text" and "x" in tag.attrs] == []
