"""Last days for readers without a script: for each clock a page whose table holds for every year."""

from __future__ import annotations

from collections.abc import Iterator

from guide.model import DecisionTree
from guide.pages.calendar import columns, table
from guide.pages.frame import Frame


def date_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the HTML of the page of each clock, and of the list of all."""
    kinds = [(kind, [clock for clock in tree.clocks.values() if clock.kind == kind]) for kind in ("limit", "wait")]
    yield "dates/", frame.fill("dates.html", "dates/", kinds=kinds, start=tree.start)
    for clock in tree.clocks.values():
        path = f"dates/{clock.id}/"
        yield (
            path,
            frame.fill(
                "clock.html",
                path,
                clock=clock,
                headings=[name for name, _ in columns(clock.length)],
                months=table(clock.length),
                fact=tree.facts[clock.fact],
                steps=[(step, tree.title(step)) for step in clock.steps],
                edit=frame.edit_link(clock),
                feedback=frame.feedback(f"dates/{clock.id}", clock.name),
            ),
        )
