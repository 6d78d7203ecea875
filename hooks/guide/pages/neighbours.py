"""Where a step is in the guide: a small picture on its page, with what leads to it above and what follows below."""

from __future__ import annotations

from guide.draw import boxes
from guide.draw.boxes import NO_WORDS, Drawing, Link, Part
from guide.limits import MOST_BEFORE
from guide.pages.frame import Frame

_WHOLE, _ROOM = 280, 252
"""The width of the picture, which fits a phone of 320 pixels, and of all boxes but that of the step itself."""
_AFTER = _WHOLE - _ROOM
_LEFT, _RIGHT = _AFTER // 2, _ROOM + _AFTER // 2
"""Where lines run: beside what follows, and beside what comes before."""
_GAP = 14


def neighbours(frame: Frame, node_id: str, place: str) -> Drawing | None:
    """The picture of one step, as narrow as a phone; it is read from top to bottom. None where no ways part: there the
    answers so far, the other ways here and the one link onward say all that it would show. `place` is the address of
    the step in the outline."""
    tree = frame.tree
    after = frame.graph.out[node_id]
    if len({edge.target for edge in after}) < 2:
        return None
    before = _before(frame, node_id, place)
    parts: list[Part] = []
    y = 0
    line = ""
    for link in before:
        parts.append(Part("", NO_WORDS, link._replace(y=y)))
        line += f"M{_ROOM} {y + link.height // 2}H{_RIGHT}"
        y += link.height + _GAP
    if before:
        line += f"M{_RIGHT} {before[0].height // 2}V{y - 4}m-6-6l6 6 6-6"
    here = boxes.box(0, y, _WHOLE, "", "here", [frame.say("here"), tree.title(node_id)])
    parts.append(Part(line, NO_WORDS, here))
    y = begin = here.y + here.height
    for edge in after:
        label = boxes.label(_AFTER, y + _GAP, _ROOM, frame.answer(edge))
        link = _step(frame, edge.target)._replace(x=_AFTER, y=y + _GAP + label.height)
        end = link.y + link.height // 2
        parts.append(Part(f"M{_LEFT} {begin}V{end}H{_AFTER}m-8-6l6 6-6 6", label, link))
        begin, y = end, link.y + link.height
    drawing = Drawing(_WHOLE, y, parts)
    return boxes.turned(drawing) if frame.language.is_rtl else drawing


def _before(frame: Frame, node_id: str, place: str) -> list[Link]:
    """Boxes of the steps that lead to a step. The one below which it has its place comes first; where there are too
    many, the last box leads to all of them in the outline."""
    below = frame.graph.children
    sources = dict.fromkeys(edge.source for edge in frame.graph.into[node_id])
    found = [_step(frame, source) for source in sorted(sources, key=lambda source: node_id not in below[source])]
    if len(found) <= MOST_BEFORE + 1:
        return found
    more = frame.say("more_lead_here", count=len(found) - MOST_BEFORE)
    return [*found[:MOST_BEFORE], boxes.box(0, 0, _ROOM, f"../../{place}", "", [more])]


def _step(frame: Frame, node_id: str) -> Link:
    kind = "question" if node_id in frame.tree.questions else ""
    return boxes.box(0, 0, _ROOM, f"../{node_id}/", kind, [frame.tree.title(node_id)])
