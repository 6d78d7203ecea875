"""The tree for machines: /tree.json."""

from __future__ import annotations

import json
from typing import Any

from guide.kinds import Action, Question
from guide.pages.facts import as_data
from guide.text.markdown import plain
from guide.tree import DecisionTree

VERSION = 1


def tree_json(tree: DecisionTree) -> str:
    """The guide as JSON, as docs/tree.schema.json describes it. Waits and windows are in calendar days, at most."""
    return (
        json.dumps(
            {
                "version": VERSION,
                "start": tree.start,
                "questions": {question.id: _question(question) for question in tree.questions.values()},
                "actions": {action.id: _action(action) for action in tree.actions.values()},
                "facts": {fact.id: as_data(fact) for fact in tree.facts.values()},
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _question(question: Question) -> dict[str, Any]:
    options = [
        {"id": option.id, "label": option.label, "summary": option.summary, "next": option.next}
        for option in question.options
    ]
    return {"ask": question.ask, "url": question.path, "options": options}


def _action(action: Action) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": action.title,
        "url": action.path,
        "steps": [plain(step) for step in action.steps],
        "facts": list(action.facts),
    }
    if action.only_if:
        found["only_if"] = [plain(step) for step in action.only_if]
    if action.not_solved:
        found["not_solved"] = action.not_solved
    if action.wait:
        found["wait_days"] = action.wait.at_most
    if action.window:
        found["window_days"] = action.window.days.at_most
    return found
