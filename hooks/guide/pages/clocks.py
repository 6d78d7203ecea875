"""Last days for readers without a script: for each clock a page whose table holds for every year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guide.draw.tree_layout import width
from guide.history import last_change
from guide.kinds import Clock
from guide.pages.calendar import boxes, columns, runs, table
from guide.pages.facts import group_names, group_title
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry


class Group(NamedTuple):
    """The clocks that concern one company, one way to pay or one country: the last days first, then the waits."""

    name: str
    is_country: bool
    clocks: list[Clock]


def date_pages(frame: Frame) -> Iterator[Page]:
    """The list of all clocks, and the page of each."""
    tree = frame.tree
    path = Clock.spec.page
    found = SearchEntry(path, frame.say("index", section=Clock.spec.section))
    yield Page(
        path,
        frame.fill("dates.html", path, groups=_groups(frame), early=tree.early, tells=_tells, start=tree.start),
        (found,),
        in_sitemap=True,
    )
    for clock in tree.clocks.values():
        html = frame.fill(
            "clock.html",
            clock.path,
            clock=clock,
            headings=[_named(frame, weekdays) for weekdays, _ in columns(clock.length)],
            months=table(clock.length, frame.language),
            width=width,
            boxes=boxes(clock.length, frame.language, wait=clock.kind == "wait"),
            fact=tree.facts[clock.fact],
            steps=[(step, tree.title(step)) for step in clock.steps],
            edit=frame.edit_link(clock),
            feedback=frame.feedback(f"dates/{clock.id}", clock.name),
        )
        length = frame.say("sentence", words=frame.window(clock.window))
        words = f"{length} {tree.facts[clock.fact].text}"
        changed = last_change(tree, clock, frame.settings.today)
        yield Page(clock.path, html, (SearchEntry(clock.path, clock.name, words),), in_sitemap=True, changed=changed)


def _groups(frame: Frame) -> list[Group]:
    """All clocks, each in the group of its fact."""
    tree = frame.tree
    found: dict[str, list[Clock]] = {name: [] for name in group_names(tree)}
    for clock in sorted(tree.clocks.values(), key=lambda clock: clock.kind):
        found[tree.facts[clock.fact].about].append(clock)
    return [Group(group_title(frame, name), name in tree.countries, clocks) for name, clocks in found.items() if clocks]


def _named(frame: Frame, weekdays: list[int]) -> str:
    """“Monday to Wednesday, Sunday”."""
    names = frame.language.weekdays
    return ", ".join(
        frame.say("weekdays", first=names[run[0]], last=names[run[-1]])
        if len(run) > 2
        else ", ".join(names[day] for day in run)
        for run in runs(weekdays)
    )


def _tells(clock: Clock) -> bool:
    """Whether the name of the clock says its number."""
    return re.search(rf"\b{clock.length.count}\b", clock.name) is not None
