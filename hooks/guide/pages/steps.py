"""Step pages: one for each question and action, with every way in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from guide.graph.trails import Trail, Trails, after
from guide.graph.waiting import Waits
from guide.graph.walk import always_before, answers_to_come, ways_in
from guide.model import Action, DecisionTree, Edge, Question
from guide.pages.frame import Frame, Picture, Settings
from guide.pages.maps import map_places
from guide.pages.neighbours import nearby
from guide.pages.outline import outline_places
from guide.pages.share import case, reply
from guide.text.markdown import description


class Row(NamedTuple):
    """One line of “Your answers so far”."""

    words: str
    about: str
    href: str


class Block(NamedTuple):
    """A trail as the page shows it: its answers, and the options with the fragments that lead on from here."""

    fragment: str
    rows: list[Row]
    options: list[tuple[str, str]]
    merged: bool
    case: str
    """The same in one line, to paste elsewhere; empty where the site's own address is not known."""


def step_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the HTML of every step page, of every redirect to one, and of every page that is no more."""
    trails = Trails(tree)
    clock = Waits(tree)
    always = always_before(tree)
    into = ways_in(tree)
    to_come = answers_to_come(tree)
    on_map, in_outline = map_places(tree), outline_places(tree)
    for node_id in tree:
        node = tree[node_id]
        common = [
            Row(edge.option.summary, tree.title(edge.source), f"../{edge.source}/")
            if edge.option
            else Row(f"I tried this: {tree.title(edge.source)}", "", f"../{edge.source}/")
            for edge in always[node_id]
        ]
        shared: dict[str, Any] = {
            "id": node_id,
            "title": tree.title(node_id),
            "description": description(node),
            "picture": step_picture(tree, node_id, frame.settings),
            "blocks": [_block(tree, frame, trails, node_id, trail) for trail in trails[node_id]],
            "several": len(trails[node_id]) > 1,
            "is_start": node_id == tree.start,
            "common": common,
            "ways": [_way(tree, edge) for edge in into[node_id] if edge not in always[node_id]],
            "start": f"../{tree.start}/",
            "nearby": nearby(tree, node_id, in_outline[node_id]),
            "on_map": on_map[node_id],
            "in_outline": in_outline[node_id],
            "facts": [tree.facts[fact] for fact in node.facts],
            "reply": reply(node, frame.settings.absolute(f"steps/{node_id}/")) if frame.settings.site_url else None,
            "feedback": frame.feedback(node_id, tree.title(node_id)),
        }
        path = f"steps/{node_id}/"
        if isinstance(node, Question):
            edit = frame.edit_link(node)
            plain_options = [(option.label, f"../{option.next}/") for option in node.options]
            yield (
                path,
                frame.fill(
                    "question.html",
                    path,
                    question=node,
                    options=plain_options,
                    left=to_come[node_id] - 1,
                    edit=edit,
                    **shared,
                ),
            )
        else:
            edit = frame.edit_link(node)
            onward = _onward(trails, node)
            message = tree.messages[node.message] if node.message else None
            time = {
                "first": [tree.actions[remedy] for remedy in node.first],
                "used": clock.used(node).days if node.window else 0,
                "clocks": tree.clocks_for(node),
                "tables": tree.other_clocks(node),
            }
            yield (
                path,
                frame.fill(
                    "action.html",
                    path,
                    action=node,
                    onward=onward,
                    onward_title=tree.title(node.not_solved) if node.not_solved else "",
                    message=message,
                    notes=tree.notes(node),
                    edit=edit,
                    **time,
                    **shared,
                ),
            )
        for old in node.redirect_from:
            path = f"steps/{old}/"
            yield (
                path,
                frame.fill(
                    "redirect.html",
                    path,
                    title=tree.title(node_id),
                    description=description(node),
                    picture=shared["picture"],
                    target=f"../{node_id}/",
                ),
            )
    for page in tree.retired.values():
        path = f"steps/{page.id}/"
        yield path, frame.fill("retired.html", path, page=page, next=tree.title(page.next), target=f"../{page.next}/")


def step_picture(tree: DecisionTree, node_id: str, settings: Settings) -> Picture:
    """The picture of a step: its own words."""
    return Picture(settings, tree.title(node_id), "Question" if node_id in tree.questions else "What to do")


def _way(tree: DecisionTree, edge: Edge) -> tuple[str, str]:
    """How somebody comes here by this link, and the step that they come from."""
    title = tree.title(edge.source)
    return (f"{title} {edge.option.summary}." if edge.option else f"I tried this: {title}"), f"../{edge.source}/"


def _block(tree: DecisionTree, frame: Frame, trails: Trails, node_id: str, trail: Trail) -> Block:
    rows = [Row(f"I tried this: {tree.title(trail.tried)}", "", f"../{trail.tried}/")] if trail.tried else []
    for answer in trail.answers:
        href = _link(trails, answer.question, answer.asked)
        rows.append(Row(answer.option.summary, tree.title(answer.question), href))
    node = tree[node_id]
    options = []
    if isinstance(node, Question):
        for option in node.options:
            options.append((option.label, _link(trails, option.next, trail.plus(node_id, option))))
    address = frame.settings.absolute(f"steps/{node_id}/")
    link = f"{address}#{trail.fragment}" if trail.fragment and len(trails[node_id]) > 1 else address
    told = case((row.words for row in rows), tree.title(node_id), link) if address and rows else ""
    return Block(trail.fragment, rows, options, bool(trail.merged), told)


def _onward(trails: Trails, action: Action) -> str:
    return _link(trails, action.not_solved, after(action.id)) if action.not_solved else ""


def _link(trails: Trails, node_id: str, trail: Trail) -> str:
    fragment = trails.at(node_id, trail)
    return f"../{node_id}/#{fragment}" if fragment else f"../{node_id}/"
