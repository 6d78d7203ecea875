"""The map (/map/): the tree as pictures, one for each answer to the first question, and an overview of these. What is
too big for one picture has several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.draw import boxes
from guide.draw.boxes import GAP, NO_WORDS, Drawing, Link, Part, Words
from guide.draw.tree_layout import place, width
from guide.graph.walk import children, held, pieces, ways_out
from guide.model import Action, DecisionTree, Edge
from guide.pages.frame import Frame
from guide.plural import counted

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
    """The path and the HTML of the overview, of the maps, and of a redirect for each map that was published once and is
    no more."""
    homes = _homes(tree)
    overview = _overview(tree, homes)
    yield (
        "map/",
        frame.fill("map.html", "map/", title="Map of the guide", about="", up="", drawing=overview, count=None),
    )
    answers = {option.next: option for option in reversed(tree.questions[tree.start].options)}
    counts = held(tree, homes)
    for path, root in {path: node for node, path in reversed(homes.items())}.items():
        title = answers[root].label if root in answers else tree.title(root)
        values = {
            "title": f"Map: {title}",
            "about": f"{answers[root].summary}." if root in answers else f"the part that starts at “{title}”",
            "up": "../" * (path.count("/") - 1),
            "drawing": _drawing(tree, root, homes),
            "count": counts[path],
        }
        yield path, frame.fill("map.html", path, **values)
    for address in tree.published:
        old = re.fullmatch(r"/(map/[^/#]+/([^/#]+/)?)", address)
        if old and old[1] not in counts:
            target = "../" * (old[1].count("/") - 1)
            moved = {"title": "Map", "description": "The map of the guide.", "target": target}
            yield old[1], frame.fill("redirect.html", old[1], **moved)


def map_addresses(tree: DecisionTree) -> list[str]:
    """The paths of the overview and of every map."""
    return ["map/", *dict.fromkeys(_homes(tree).values())]


def map_places(tree: DecisionTree) -> dict[str, str]:
    """For each step the address of its place on a map."""
    return {tree.start: "map/"} | {node: f"{path}#{node}" for node, path in _homes(tree).items()}


def _homes(tree: DecisionTree) -> dict[str, str]:
    """For each step but the first the path of the map in which it has its place: that of the answer to the first
    question, or a map of its own piece of the tree. The first step of each map is the first of it here."""
    below, piece = children(tree), pieces(tree)
    homes: dict[str, str] = {}
    for option in tree.questions[tree.start].options:
        if option.next in homes:
            continue  # Many answers may lead to one step.
        homes[option.next] = f"map/{option.id}/"
        waiting = [option.next]
        while waiting:
            node = waiting.pop()
            for child in below[node]:
                homes[child] = f"map/{option.id}/{child}/" if piece[child] == child else homes[node]
            waiting += below[node]
    return homes


def _overview(tree: DecisionTree, homes: dict[str, str]) -> Drawing:
    """The first question, and below it its answers, so that it is as narrow as a phone. Each says what its map holds,
    together with those that go on from there."""
    counts = held(tree, {node: f"{'/'.join(home.split('/')[:2])}/" for node, home in homes.items()})
    first = _step(tree, tree.start, _WHOLE, "../")
    parts = [Part(None, "", NO_WORDS, (first,))]
    y = first.height
    for option in tree.questions[tree.start].options:
        home = homes[option.next]
        label = boxes.label(_INDENT, y + GAP, _WHOLE - _INDENT, option.label)
        top = y + GAP + label.height
        questions, actions = (counted(*count) for count in zip(counts[home], ("question", "action"), strict=True))
        words = f"{questions}, {actions}" if counts[home][0] else actions
        name = f"Map: {option.label}, {words}"
        box = boxes.box(_INDENT, top, _WHOLE - _INDENT, home.removeprefix("map/"), "onward", name, ["Map:", words])
        y = top + box.height
        line = f"M{_INDENT - 10} {first.height}V{top + box.height // 2}H{_INDENT}"
        parts.append(Part(Edge(tree.start, option, option.next), line, label, (box,)))
    return Drawing(_WHOLE, y, parts)


def _drawing(tree: DecisionTree, root: str, homes: dict[str, str]) -> Drawing:
    """The steps that have their place in the map that begins with `root`, each once; where ways meet, a reference."""
    found = _boxes(tree, root, homes)
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


def _boxes(tree: DecisionTree, root: str, homes: dict[str, str]) -> list[tuple[int | None, Part]]:
    """The boxes of one map in reading order, all of them at the same place, each with the number of its parent."""
    out, below, here = ways_out(tree), children(tree), homes[root]
    home = "../" * here.count("/")
    found: list[tuple[int | None, Part]] = []
    placed: set[str] = set()
    waiting: list[tuple[int | None, Edge | None, str]] = [(None, None, root)]
    while waiting:
        parent, edge, node = waiting.pop()
        label = boxes.label(0, 0, BOX, boxes.answer(edge)) if edge else NO_WORDS
        if edge is None or (node in below[edge.source] and homes[node] == here and node not in placed):
            placed.add(node)
            waiting += [(len(found), onward, onward.target) for onward in reversed(out[node])]
            found.append((parent, Part(edge, "", label, (_step(tree, node, BOX, home),))))
        else:
            place = f"#{node}" if homes[node] == here else f"{home}{homes[node]}#{node}"
            found.append((parent, Part(edge, "", label, _reference(tree, node, home, place))))
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


def _reference(tree: DecisionTree, node: str, home: str, place: str) -> tuple[Link, Link]:
    """A link to a step whose place is elsewhere, and one to that place."""
    title = tree.title(node)
    room = BOX - _MAP_LINK - 8
    link = boxes.box(0, 0, room, f"{home}steps/{node}/", "reference", f"Goes on at: {title}", [f"→ {title}"])
    words = Words(round((_MAP_LINK - width("Map")) / 2), link.height // 2 - 16, ["Map"])
    return link, Link(room + 8, 0, _MAP_LINK, link.height, place, "place", f"Map: {title}", words)
