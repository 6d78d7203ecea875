"""Readers find themselves: the page of all situations, each a link to its action with the answers filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from guide.graph.situations import walked
from guide.graph.trails import Trail, after
from guide.kinds import Question, Situation
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
    """The page of all situations, in groups by the first answer; none where there is no situation."""
    tree = frame.tree
    if not tree.situations:
        return
    groups: dict[str, list[Story]] = {option.label: [] for option in tree.questions[tree.start].options}
    for situation in tree.situations.values():
        walk = walked(tree, situation.answers)
        fragment = _fragment(frame, situation, walk.steps)
        href = f"../steps/{walk.end}/" + (f"#{fragment}" if fragment else "")
        country = tree.countries[situation.country].name if situation.country else None
        told = " · ".join(part for part in (country, situation.paid, situation.language) if part)
        story = Story(situation, href, tree.title(walk.end), told)
        first = next(option for option in tree.questions[tree.start].options if option.id == situation.answers[0])
        groups[first.label].append(story)
    path = Situation.spec.page
    found = SearchEntry(path, frame.say("index", section=Situation.spec.section))
    parts = (
        SearchEntry(story.situation.path, story.title, story.situation.story)
        for stories in groups.values()
        for story in stories
    )
    html = frame.fill("situations.html", path, groups={label: stories for label, stories in groups.items() if stories})
    yield Page(path, html, (found, *parts), in_sitemap=True)


def _fragment(frame: Frame, situation: Situation, steps: Sequence[str]) -> str:
    """The fragment with which somebody comes to the last of these steps who clicks through all of them."""
    tree, trails = frame.tree, frame.graph.trails
    trail = Trail()
    for (step, following), answer in zip(pairwise(steps), situation.answers, strict=True):
        node = tree[step]
        if isinstance(node, Question):
            option = next(option for option in node.options if option.id == answer)
            trail = trails.kept(following, trail.plus(step, option))
        else:
            trail = trails.kept(following, after(step))
    return trails.at(steps[-1], trail)
