"""The tree for machines: /tree.json, and the entries that the site's search finds steps by."""

from __future__ import annotations

import json
from typing import Any

from guide.model import KINDS, Action, DecisionTree, Question
from guide.text import markdown

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
                "facts": {
                    fact.id: {**fact.model_dump(mode="json", exclude={"id"}), "also": list(fact.also)}
                    for fact in tree.facts.values()
                },
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _url(node_id: str) -> str:
    return f"steps/{node_id}/"


def _question(question: Question) -> dict[str, Any]:
    options = [
        {"id": option.id, "label": option.label, "summary": option.summary, "next": option.next}
        for option in question.options
    ]
    return {"ask": question.ask, "url": _url(question.id), "options": options}


def _action(action: Action) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": action.title,
        "url": _url(action.id),
        "steps": [markdown.plain(step) for step in action.steps],
        "facts": list(action.facts),
    }
    if action.not_solved:
        found["not_solved"] = action.not_solved
    if action.wait:
        found["wait_days"] = action.wait.at_most
    if action.window:
        found["window_days"] = action.window.days.at_most
    return found


def search_entries(tree: DecisionTree) -> list[dict[str, Any]]:
    """One entry for each step, country, clock, text to copy, phrase and dead end, in the form of MkDocs'
    search_index.json. The words on the screen that lead to a step are its tags, which Material's search counts most. It
    shows a part of a page (“#…”) only below an entry for the page itself. Single changes are left out: old news would
    stand between a reader and the next step."""
    found = [(_url(node), tree.title(node), _words(tree, node)) for node in tree]
    found += [(kind.spec.page, kind.spec.index, "") for kind in KINDS.values() if kind.spec.index]
    for clock in tree.clocks.values():
        words = f"{clock.length} from {clock.start}. {tree.facts[clock.fact].text}"
        found.append((f"dates/{clock.id}/", clock.name, words))
    for country in tree.countries.values():
        claims = " ".join(tree.facts[fact].text for fact in country.named("facts"))
        found.append((f"countries/{country.id}/", country.name, claims))
    found += [(f"messages/#{message.id}", message.name, message.text) for message in tree.messages.values()]
    for end in tree.dead_ends.values():
        found.append((f"dead-ends/#{end.id}", end.what, " ".join(tree.facts[fact].text for fact in end.facts)))
    found += [(f"phrases/#{phrase.id}", phrase.words, phrase.means) for phrase in tree.phrases.values()]
    tags: dict[str, list[str]] = {}
    for phrase in tree.phrases.values():
        tags.setdefault(_url(phrase.next), []).append(phrase.words)
    return [
        {"location": location, "title": title, "text": text} | ({"tags": tags[location]} if location in tags else {})
        for location, title, text in found
    ]


def _words(tree: DecisionTree, node_id: str) -> str:
    node = tree[node_id]
    if isinstance(node, Question):
        parts = [node.help or "", node.why or "", *(option.label for option in node.options)]
    else:
        parts = [node.careful or "", *node.steps, node.why, *node.have_ready, node.by_when or ""]
    return " ".join(markdown.plain(part) for part in parts if part)
