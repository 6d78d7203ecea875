"""Last days for readers without a script: for each clock a page whose table holds for every year."""

from __future__ import annotations

from collections.abc import Iterator

from guide.history import last_change
from guide.kinds import Clock
from guide.pages.calendar import columns, table
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry


def date_pages(frame: Frame) -> Iterator[Page]:
    """The list of all clocks, and the page of each."""
    tree = frame.tree
    kinds = [(kind, [clock for clock in tree.clocks.values() if clock.kind == kind]) for kind in ("limit", "wait")]
    path = Clock.spec.page
    found = SearchEntry(path, frame.say("index", section=Clock.spec.section))
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
        yield Page(clock.path, html, (SearchEntry(clock.path, clock.name, words),), in_sitemap=True, changed=changed)
