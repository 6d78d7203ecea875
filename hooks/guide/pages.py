"""Step pages: one for each question and action, with every way in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from . import text
from .clock import Clock
from .countries import notes
from .frame import Frame
from .load import TREE
from .model import Action, DecisionTree, Question
from .trails import Trail, Trails
from .walk import always_before


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


def step_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the HTML of every step page, of every redirect to one, and of every page that is no more."""
    trails = Trails(tree)
    clock = Clock(tree)
    always = always_before(tree)
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
            "blocks": [_block(tree, trails, node_id, trail) for trail in trails[node_id]],
            "several": len(trails[node_id]) > 1,
            "is_start": node_id == tree.start,
            "common": common,
            "start": f"../{tree.start}/",
            "facts": [tree.facts[fact] for fact in node.facts],
            "report": frame.report_link(f"The step {node_id} is wrong"),
        }
        path = f"steps/{node_id}/"
        if isinstance(node, Question):
            edit = frame.edit_link(TREE, "questions", node_id)
            plain_options = [(option.label, f"../{option.next}/") for option in node.options]
            yield path, frame.fill("question.html", path, question=node, options=plain_options, edit=edit, **shared)
        else:
            edit = frame.edit_link(TREE, "actions", node_id)
            onward = _onward(trails, node)
            message = tree.messages[node.message] if node.message else None
            time = {
                "first": [tree.actions[remedy] for remedy in node.first],
                "used": clock.used(node).days if node.window else 0,
            }
            yield (
                path,
                frame.fill(
                    "action.html",
                    path,
                    action=node,
                    onward=onward,
                    message=message,
                    notes=notes(tree, node),
                    edit=edit,
                    **time,
                    **shared,
                ),
            )
        for old in node.redirect_from:
            path = f"steps/{old}/"
            yield path, frame.fill("redirect.html", path, title=tree.title(node_id), target=f"../{node_id}/")
    for page in tree.retired.values():
        path = f"steps/{page.id}/"
        yield path, frame.fill("retired.html", path, page=page, next=tree.title(page.next), target=f"../{page.next}/")


def description(node: Question | Action) -> str:
    """What a search engine or a chat shows below the title: at most 200 characters, whole words."""
    words = text.plain(node.steps[0] if isinstance(node, Action) else node.help or node.why or node.ask)
    return words if len(words) <= 200 else words[:199].rsplit(" ", 1)[0] + "…"


def _block(tree: DecisionTree, trails: Trails, node_id: str, trail: Trail) -> Block:
    rows = [Row(f"I tried this: {tree.title(trail.tried)}", "", f"../{trail.tried}/")] if trail.tried else []
    for index, answer in enumerate(trail.answers):
        href = _link(trails, answer.question, trail.before(index))
        rows.append(Row(answer.option.summary, tree.title(answer.question), href))
    node = tree[node_id]
    options = []
    if isinstance(node, Question):
        for option in node.options:
            options.append((option.label, _link(trails, option.next, trail.plus(node_id, option))))
    return Block(trail.fragment, rows, options, bool(trail.merged))


def _onward(trails: Trails, action: Action) -> str:
    return _link(trails, action.not_solved, Trail(tried=action.id)) if action.not_solved else ""


def _link(trails: Trails, node_id: str, trail: Trail) -> str:
    fragment = trails.at(node_id, trail)
    return f"../{node_id}/#{fragment}" if fragment else f"../{node_id}/"
