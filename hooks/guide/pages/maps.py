"""The map (/map/): the tree as pictures, one for each answer to the first question, and an overview of these. What is
too big for one picture has several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.draw import boxes
from guide.draw.boxes import GAP, NO_WORDS, Drawing, Link, Part, Words
from guide.draw.tree_layout import place, width
from guide.graph.walk import counts_by_page
from guide.kinds import Action
from guide.pages.frame import Frame
from guide.pages.page import Page
from guide.plural import counted
from guide.tree import Edge

BOX = 272
"""The width of a box, in pixels; the answer that leads to it stands above it."""
_WHOLE, _INDENT = 280, 28
"""The width of the overview, which fits a phone of 320 pixels, and how far its answers stand to the right."""
_COLUMN = BOX + 48
_MAP_LINK = 64
"""The width of the second link of a reference, which leads to the place of the step in a map."""


def map_pages(frame: Frame) -> Iterator[Page]:
    """The overview, the maps, and a redirect for each map that was published once and is no more."""
    tree = frame.tree
    map_of_step = _map_of_step(frame)
    overview = {
        "title": frame.say("map_title"),
        "about": "",
        "up": "",
        "drawing": _overview(frame, map_of_step),
        "count": None,
    }
    yield Page("map/", frame.fill("map.html", "map/", **overview), in_sitemap=True)
    answers = {option.next: option for option in reversed(tree.questions[tree.start].options)}
    counts = counts_by_page(tree, map_of_step)
    for path, root in {path: node for node, path in reversed(map_of_step.items())}.items():
        title = answers[root].label if root in answers else tree.title(root)
        values = {
            "title": frame.say("map_of", title=title),
            "about": f"{answers[root].summary}." if root in answers else frame.say("map_part", title=title),
            "up": "../" * (path.count("/") - 1),
            "drawing": _drawing(frame, root, map_of_step),
            "count": counts[path],
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
    return {frame.tree.start: "map/"} | {node: f"{path}#{node}" for node, path in _map_of_step(frame).items()}


def _map_of_step(frame: Frame) -> dict[str, str]:
    """For each step but the first the path of the map in which it has its place: that of the answer to the first
    question, or a map of its own piece of the tree. The first step of each map is the first of it here."""
    below, piece = frame.graph.children, frame.graph.pieces
    map_of_step: dict[str, str] = {}
    for option in frame.tree.questions[frame.tree.start].options:
        if option.next in map_of_step:
            continue  # Many answers may lead to one step.
        map_of_step[option.next] = f"map/{option.id}/"
        waiting = [option.next]
        while waiting:
            node = waiting.pop()
            for child in below[node]:
                map_of_step[child] = f"map/{option.id}/{child}/" if piece[child] == child else map_of_step[node]
            waiting += below[node]
    return map_of_step


def _overview(frame: Frame, map_of_step: dict[str, str]) -> Drawing:
    """The first question, and below it its answers, so that it is as narrow as a phone. Each says what its map holds,
    together with those that go on from there."""
    tree = frame.tree
    counts = counts_by_page(tree, {node: f"{'/'.join(home.split('/')[:2])}/" for node, home in map_of_step.items()})
    first = _step(frame, tree.start, _WHOLE, "../")
    parts = [Part(None, "", NO_WORDS, (first,))]
    y = first.height
    for option in tree.questions[tree.start].options:
        home = map_of_step[option.next]
        label = boxes.label(_INDENT, y + GAP, _WHOLE - _INDENT, option.label)
        top = y + GAP + label.height
        questions, actions = (counted(*count) for count in zip(counts[home], ("question", "action"), strict=True))
        words = f"{questions}, {actions}" if counts[home][0] else actions
        name = frame.say("map_of", title=f"{option.label}, {words}")
        box = boxes.box(
            _INDENT, top, _WHOLE - _INDENT, home.removeprefix("map/"), "onward", name, [frame.say("map_label"), words]
        )
        y = top + box.height
        line = f"M{_INDENT - 10} {first.height}V{top + box.height // 2}H{_INDENT}"
        parts.append(Part(Edge(tree.start, option, option.next), line, label, (box,)))
    return Drawing(_WHOLE, y, parts)


def _drawing(frame: Frame, root: str, map_of_step: dict[str, str]) -> Drawing:
    """The steps that have their place in the map that begins with `root`, each once; where ways meet, a reference."""
    found = _boxes(frame, root, map_of_step)
    rooms = []
    for _, part in found:
        middle = part.links[0].height // 2
        rooms.append((middle + part.label.height, part.links[0].height - middle))
    places = [(column * _COLUMN, y) for column, y in place([parent for parent, _ in found], rooms, GAP)]
    moved = []
    for (parent, part), (above, _), (x, y) in zip(found, rooms, places, strict=True):
        top = y - part.links[0].height // 2
        links = tuple(link._replace(x=x + link.x, y=top) for link in part.links)
        line = ""
        if parent is not None:
            from_x, from_y = places[parent][0] + BOX, places[parent][1]
            line = f"M{from_x} {from_y}H{x - 24}V{y}H{x}"
        moved.append(Part(part.edge, line, part.label._replace(x=x, y=y - above + part.label.y), links))
    right = max(x for x, _ in places) + BOX
    return Drawing(right, max(y + under for (_, under), (_, y) in zip(rooms, places, strict=True)), moved)


def _boxes(frame: Frame, root: str, map_of_step: dict[str, str]) -> list[tuple[int | None, Part]]:
    """The boxes of one map in reading order, all of them at the same place, each with the number of its parent."""
    out, below, here = frame.graph.out, frame.graph.children, map_of_step[root]
    home = "../" * here.count("/")
    found: list[tuple[int | None, Part]] = []
    placed: set[str] = set()
    waiting: list[tuple[int | None, Edge | None, str]] = [(None, None, root)]
    while waiting:
        parent, edge, node = waiting.pop()
        label = boxes.label(0, 0, BOX, frame.answer(edge)) if edge else NO_WORDS
        if edge is None or (node in below[edge.source] and map_of_step[node] == here and node not in placed):
            placed.add(node)
            waiting += [(len(found), onward, onward.target) for onward in reversed(out[node])]
            found.append((parent, Part(edge, "", label, (_step(frame, node, BOX, home),))))
        else:
            place = f"#{node}" if map_of_step[node] == here else f"{home}{map_of_step[node]}#{node}"
            found.append((parent, Part(edge, "", label, _reference(frame, node, home, place))))
    return found


def _step(frame: Frame, node_id: str, wide: int, root: str) -> Link:
    node = frame.tree[node_id]
    kind, head = "question", frame.say("map_question")
    if isinstance(node, Action):
        kind = f"action {node.turns_to or ''}".strip()
        head = frame.say("map_action", who=node.turns_to)
    name = f"{head} {node.heading}"
    link = boxes.box(0, 0, wide, f"{root}steps/{node_id}/", kind, name, [head, node.heading])
    return link._replace(step=node_id)


def _reference(frame: Frame, node: str, home: str, place: str) -> tuple[Link, Link]:
    """A link to a step whose place is elsewhere, and one to that place."""
    title = frame.tree.title(node)
    room = BOX - _MAP_LINK - 8
    name = frame.say("goes_on_at", title=title)
    link = boxes.box(0, 0, room, f"{home}steps/{node}/", "reference", name, [f"→ {title}"])
    short = frame.say("map")
    words = Words(round((_MAP_LINK - width(short)) / 2), link.height // 2 - 16, [short])
    return link, Link(room + 8, 0, _MAP_LINK, link.height, place, "place", frame.say("map_of", title=title), words)
