"""The map (/map/): the tree as pictures, one for each answer to the first question, and an overview of these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import boxes
from .boxes import GAP, NO_WORDS, Drawing, Link, Part, Words
from .frame import Frame
from .layout import place, width
from .model import Action, DecisionTree, Edge, Option
from .walk import children, ways_out

BOX = 272
"""The width of a box, in pixels; the answer that leads to it stands above it."""
_WHOLE, _INDENT = 280, 28
"""The width of the overview, which fits a phone of 320 pixels, and how far its answers stand to the right."""
_COLUMN = BOX + 48
_MAP_LINK = 64
"""The width of the second link of a reference, which leads to the place of the step in a map."""

WHOM = {
    "aliexpress": "AliExpress",
    "bank": "bank or card",
    "paypal": "PayPal",
    "pay-later": "pay later or lender",
    "carrier": "carrier",
    "authority": "authority or law",
    "nobody": "on your own",
}
"""What the box of an action says about whom it turns to."""


def map_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the HTML of the overview, of the map of each answer to the first question, and of a redirect for
    each map that was published once and is no more."""
    below, homes = children(tree), _homes(tree)
    options = {option.id: option for option in homes.values()}  # Many steps have their place in one map.
    counts = {name: _count(tree, option.next, below) for name, option in options.items()}
    yield "map/", frame.fill("map.html", "map/", drawing=_overview(tree, homes, counts), option=None, count=None)
    for option in options.values():
        path = f"map/{option.id}/"
        drawing = _drawing(tree, option, below, homes)
        yield path, frame.fill("map.html", path, drawing=drawing, option=option, count=counts[option.id])
    for address in tree.published:
        old = re.fullmatch(r"/map/([^/#]+)/", address)
        if old and old[1] not in options:
            moved = {"title": "Map", "description": "The map of the guide.", "target": "../"}
            yield f"map/{old[1]}/", frame.fill("redirect.html", f"map/{old[1]}/", **moved)


def map_addresses(tree: DecisionTree) -> list[str]:
    """The paths of the overview and of every map."""
    return ["map/", *dict.fromkeys(f"map/{option.id}/" for option in _homes(tree).values())]


def map_places(tree: DecisionTree) -> dict[str, str]:
    """For each step the address of its place on a map."""
    return {tree.start: "map/"} | {node: f"map/{option.id}/#{node}" for node, option in _homes(tree).items()}


def _homes(tree: DecisionTree) -> dict[str, Option]:
    """For each step but the first the answer to the first question in whose map it has its place."""
    below = children(tree)
    homes: dict[str, Option] = {}
    for option in tree.questions[tree.start].options:
        waiting = [] if option.next in homes else [option.next]
        while waiting:
            node = waiting.pop()
            homes[node] = option
            waiting += below[node]
    return homes


def _count(tree: DecisionTree, root: str, below: dict[str, list[str]]) -> tuple[int, int]:
    """How many questions and how many actions a map holds."""
    nodes = [root]
    for node in nodes:
        nodes += below[node]
    questions = sum(node in tree.questions for node in nodes)
    return questions, len(nodes) - questions


def _overview(tree: DecisionTree, homes: dict[str, Option], counts: dict[str, tuple[int, int]]) -> Drawing:
    """The first question, and below it its answers, so that it is as narrow as a phone."""
    first = _step(tree, tree.start, _WHOLE, "../")
    parts = [Part(None, "", NO_WORDS, (first,))]
    y = first.height
    for option in tree.questions[tree.start].options:
        home = homes[option.next]
        label = boxes.label(_INDENT, y + GAP, _WHOLE - _INDENT, option.label)
        top = y + GAP + label.height
        questions, actions = (_counted(*count) for count in zip(counts[home.id], ("question", "action"), strict=True))
        words = f"{questions}, {actions}" if counts[home.id][0] else actions
        name = f"Map: {option.label}, {words}"
        box = boxes.box(_INDENT, top, _WHOLE - _INDENT, f"{home.id}/", "onward", name, ["Map:", words])
        y = top + box.height
        line = f"M{_INDENT - 10} {first.height}V{top + box.height // 2}H{_INDENT}"
        parts.append(Part(Edge(tree.start, option, option.next), line, label, (box,)))
    return Drawing(_WHOLE, y, parts)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _drawing(tree: DecisionTree, option: Option, below: dict[str, list[str]], homes: dict[str, Option]) -> Drawing:
    """The steps that have their place below one answer, each once; where ways meet, a reference."""
    parts = _boxes(tree, option, below, homes)
    rooms = []
    for _, part in parts:
        middle = part.links[0].height // 2
        rooms.append((middle + part.label.height, part.links[0].height - middle))
    places = [(column * _COLUMN, y) for column, y in place([parent for parent, _ in parts], rooms, GAP)]
    moved = []
    for (parent, part), (above, _), (x, y) in zip(parts, rooms, places, strict=True):
        top = y - part.links[0].height // 2
        links = tuple(link._replace(x=x + link.x, y=top) for link in part.links)
        line = ""
        if parent is not None:
            from_x, from_y = places[parent][0] + BOX, places[parent][1]
            line = f"M{from_x} {from_y}H{x - 24}V{y}H{x}"
        moved.append(Part(part.edge, line, part.label._replace(x=x, y=y - above + part.label.y), links))
    right = max(x for x, _ in places) + BOX
    return Drawing(right, max(y + under for (_, under), (_, y) in zip(rooms, places, strict=True)), moved)


def _boxes(
    tree: DecisionTree, home: Option, below: dict[str, list[str]], homes: dict[str, Option]
) -> list[tuple[int | None, Part]]:
    """The boxes of one map in reading order, all of them at the same place, each with the number of its parent."""
    out = ways_out(tree)
    found: list[tuple[int | None, Part]] = []
    placed: set[str] = set()
    waiting: list[tuple[int | None, Edge | None, str]] = [(None, None, home.next)]
    while waiting:
        parent, edge, node = waiting.pop()
        label = boxes.label(0, 0, BOX, boxes.answer(edge)) if edge else NO_WORDS
        if edge is None or (node in below[edge.source] and node not in placed):
            placed.add(node)
            waiting += [(len(found), onward, onward.target) for onward in reversed(out[node])]
            found.append((parent, Part(edge, "", label, (_step(tree, node, BOX, "../../"),))))
        else:
            found.append((parent, Part(edge, "", label, _reference(tree, node, home, homes[node]))))
    return found


def _step(tree: DecisionTree, node_id: str, wide: int, root: str) -> Link:
    node = tree[node_id]
    title = tree.title(node_id)
    kind, head = "question", "Question:"
    if isinstance(node, Action):
        kind = f"action {node.turns_to or ''}".strip()
        head = f"What to do, {WHOM[node.turns_to]}:" if node.turns_to else "What to do:"
    link = boxes.box(0, 0, wide, f"{root}steps/{node_id}/", kind, f"{head} {title}", [head, title])
    return link._replace(step=node_id)


def _reference(tree: DecisionTree, node: str, here: Option, home: Option) -> tuple[Link, Link]:
    """A link to a step whose place is elsewhere, and one to that place."""
    title = tree.title(node)
    room = BOX - _MAP_LINK - 8
    link = boxes.box(0, 0, room, f"../../steps/{node}/", "reference", f"Goes on at: {title}", [f"→ {title}"])
    place = f"#{node}" if home is here else f"../{home.id}/#{node}"
    words = Words(round((_MAP_LINK - width("Map")) / 2), link.height // 2 - 16, ["Map"])
    return link, Link(room + 8, 0, _MAP_LINK, link.height, place, "place", f"Map: {title}", words)
