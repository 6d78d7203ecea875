"""The map (/map/): the tree in boxes, a page for each answer to the first question, and an overview of these. What is
too big for one page has several.

A page holds its steps once, as nested lists, which a phone shows as they are. On a wide screen and on paper the
stylesheet sets the same boxes side by side; all that it needs for that is how much lower each stands than its parent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from guide.draw.tree_layout import lines, place
from guide.graph.walk import counts_by_page
from guide.kinds import Action
from guide.pages.frame import Frame
from guide.pages.page import Page
from guide.tree import Edge

WIDTH, GAP = 272, 26
"""The width of a box on a wide screen and the room below it, in pixels where letters have 16; map-wide.css has the same
lengths in letters."""
_COLUMN = WIDTH + 48
_LINE, _PAD, _LEAST = 22, 12, 48
"""The height of a line of words, the room between them and the side of their box, and the least height of a box."""
_SMALL = 0.9
"""The letters of answers, as a part of the others."""
_MAP_LINK = 64 + 8
"""What the link to a place takes from the width of a reference, with the gap before it."""


class Box(NamedTuple):
    """A link of the tree, and the box to which it leads."""

    deep: int
    """How many boxes of the page are above it."""
    edge: Edge | None
    """None for the first."""
    answer: str
    kind: str
    """“question” or “action” where a step has its place; “onward”, a whole map; “reference”, a step that has its place
    elsewhere."""
    step: str
    title: str
    whom: list[str]
    """Whom the action turns to, or all actions of the map onward; in the order of how often."""
    href: str
    place: str = ""
    """Where the step of a reference has its place."""


class Layout(NamedTuple):
    """How the boxes of a page stand on a wide screen."""

    width: int
    height: int
    top: int
    """How far down the middle of the first box is."""
    down: list[int]
    """For each box how much lower its middle is than that of its parent."""


def map_pages(frame: Frame) -> Iterator[Page]:
    """The overview, the maps, and a redirect for each map that was published once and is no more."""
    tree = frame.tree
    map_of_step = _map_of_step(frame)
    answers = {option.next: option for option in reversed(tree.questions[tree.start].options)}
    counts = counts_by_page(tree, map_of_step)
    for path, root in {path: node for node, path in reversed(map_of_step.items())}.items():
        title = answers[root].label if root in answers else tree.title(root)
        boxes = _boxes(frame, root, map_of_step)
        whole = root == tree.start
        values = {
            "title": frame.say("map_title") if whole else frame.say("map_of", title=title),
            "about": frame.say("sentence", words=answers[root].summary)
            if root in answers
            else frame.say("map_part", title=title),
            "up": "../" * (path.count("/") - 1),
            "boxes": boxes,
            "layout": None if whole else _layout(boxes),
            "count": counts[path],
            "kinds": _most_first(whom for box in boxes for whom in box.whom),
        }
        yield Page(path, frame.fill("map.html", path, **values), in_sitemap=True)
    for address in tree.published:
        old = re.fullmatch(r"/(map/[^/#]+/([^/#]+/)?)", address)
        if old and old[1] not in counts:
            target = "../" * (old[1].count("/") - 1)
            moved = {"title": frame.say("map"), "description": frame.say("map_about"), "target": target}
            yield Page(old[1], frame.fill("redirect.html", old[1], **moved))


def map_places(frame: Frame) -> dict[str, str]:
    """For each step the address of its place on a map."""
    return {node: f"{path}#{node}" for node, path in _map_of_step(frame).items()}


def _map_of_step(frame: Frame) -> dict[str, str]:
    """For each step the path of the map in which it has its place: that of the answer to the first question, or a map
    of its own piece of the tree. What would be a map of one box stands on the overview, with the first question. The
    first step of each map is the first of it here."""
    tree, below, piece = frame.tree, frame.graph.children, frame.graph.pieces
    map_of_step = {tree.start: "map/"}
    for option in tree.questions[tree.start].options:
        if option.next in map_of_step:
            continue  # Many answers may lead to one step.
        alone = option.next in tree.actions and not below[option.next]
        map_of_step[option.next] = "map/" if alone else f"map/{option.id}/"
        waiting = [option.next]
        while waiting:
            node = waiting.pop()
            for child in below[node]:
                map_of_step[child] = f"map/{option.id}/{child}/" if piece[child] == child else map_of_step[node]
            waiting += below[node]
    return map_of_step


def _boxes(frame: Frame, root: str, map_of_step: dict[str, str]) -> list[Box]:
    """The boxes of one map in reading order: the steps that have their place in the map that begins with `root`, each
    once; where ways meet, a reference; on the overview the other maps."""
    tree, out, below = frame.tree, frame.graph.out, frame.graph.children
    here, overview = map_of_step[root], root == tree.start
    home = "../" * here.count("/")
    found: list[Box] = []
    placed: set[str] = set()
    waiting: list[tuple[int, Edge | None, str]] = [(0, None, root)]
    while waiting:
        deep, edge, node = waiting.pop()
        answer = frame.answer(edge) if edge else ""
        step, title, there = f"{home}steps/{node}/", tree.title(node), map_of_step[node]
        if edge is None or (node in below[edge.source] and there == here and node not in placed):
            placed.add(node)
            waiting += [(deep + 1, onward, onward.target) for onward in reversed(out[node])]
            kind = "action" if node in tree.actions else "question"
            found.append(Box(deep, edge, answer, kind, node, title, _whom(frame, [node]), step))
        elif overview and there != here and edge.source == root:
            whom = _whom(frame, [other for other, path in map_of_step.items() if path.startswith(there)])
            found.append(Box(deep, edge, answer, "onward", "", title, whom, f"{home}{there}"))
        else:
            address = f"#{node}" if there == here else f"{home}{there}#{node}"
            found.append(Box(deep, edge, answer, "reference", "", title, [], step, address))
    return found


def _whom(frame: Frame, steps: list[str]) -> list[str]:
    """Whom the actions among `steps` turn to, the most frequent first."""
    nodes = [frame.tree[step] for step in steps]
    return _most_first(node.turns_to for node in nodes if isinstance(node, Action) and node.turns_to)


def _most_first(names: Iterator[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common()]


def _layout(boxes: list[Box]) -> Layout:
    """Where the boxes stand, if each is as high as its words can be at most."""
    parents: list[int | None] = []
    above: list[int] = []
    rooms = []
    for number, box in enumerate(boxes):
        above[box.deep :] = [number]
        parents.append(above[box.deep - 1] if box.deep else None)
        room = WIDTH - 2 * _PAD
        words = lines(f"→ {box.title}", room - _MAP_LINK) if box.place else lines(box.title, room)
        high = max(_LEAST, (len(words) + len(box.whom)) * _LINE + 2 * _PAD)
        label = len(lines(box.answer, WIDTH / _SMALL)) * _LINE + 6 if box.answer else 0
        rooms.append((high // 2 + label, high - high // 2))
    places = place(parents, rooms, GAP)
    down = [y - places[parent][1] if parent is not None else 0 for (_, y), parent in zip(places, parents, strict=True)]
    right = max(column for column, _ in places) * _COLUMN + WIDTH
    bottom = max(y + under for (_, y), (_, under) in zip(places, rooms, strict=True))
    return Layout(right, bottom, places[0][1], down)
