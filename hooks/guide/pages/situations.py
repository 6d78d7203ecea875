"""Readers find themselves: the page of all situations, each a link to its action with the answers filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guide.graph.situations import Walk, walked
from guide.graph.trails import Trail, after
from guide.kinds import Situation
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry


class Story(NamedTuple):
    """A situation as the page shows it."""

    situation: Situation
    href: str
    title: str
    """The action where it ends."""
    told: str
    """What else the case tells: the country, the way of paying, the language in which it was told."""


def situation_pages(frame: Frame) -> Iterator[Page]:
    """The page of all situations, in groups by the first answer."""
    tree = frame.tree
    groups: dict[str, list[Story]] = {option.label: [] for option in tree.questions[tree.start].options}
    for situation in tree.situations.values():
        walk = walked(tree, situation.answers)
        fragment = _fragment(frame, walk)
        href = f"../steps/{walk.end}/" + (f"#{fragment}" if fragment else "")
        country = tree.countries[situation.country].name if situation.country else None
        told = " · ".join(part for part in (country, situation.paid, situation.language) if part)
        story = Story(situation, href, tree.title(walk.end), told)
        groups[frame.answer(walk.edges[0])].append(story)
    path = Situation.spec.page
    found = SearchEntry(path, frame.say("index", section=Situation.spec.section))
    parts = (
        SearchEntry(story.situation.path, story.title, story.situation.story, listed=False)
        for stories in groups.values()
        for story in stories
    )
    html = frame.fill("situations.html", path, groups={label: stories for label, stories in groups.items() if stories})
    yield Page(path, html, (found, *parts), in_sitemap=True)


def _fragment(frame: Frame, walk: Walk) -> str:
    """The fragment with which somebody comes to the end who clicks through all of it."""
    trails, trail = frame.graph.trails, Trail()
    for edge in walk.edges:
        came = trail.plus(edge.source, edge.option) if edge.option else after(edge.source)
        trail = trails.kept(edge.target, came)
    return trails.at(walk.end, trail)
