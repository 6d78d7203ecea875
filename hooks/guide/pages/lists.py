"""Pages that list: the texts to copy, the words that shoppers see on the screen, the ways that do not work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.model import DecisionTree
from guide.pages.frame import Frame


def list_pages(tree: DecisionTree, frame: Frame) -> Iterator[tuple[str, str]]:
    """The path and the HTML of each page."""
    used_by = {name: [action for action in tree.actions.values() if action.message == name] for name in tree.messages}
    messages = [(message, blanks(message.text), used_by[message.id]) for message in tree.messages.values()]
    yield "messages/", frame.fill("messages.html", "messages/", messages=messages)
    phrases = sorted(tree.phrases.values(), key=lambda phrase: phrase.words.casefold())
    ends = [(end, [tree.facts[fact] for fact in end.facts]) for end in tree.dead_ends.values()]
    facts = [fact for _, found in ends for fact in found]
    yield "dead-ends/", frame.fill("dead-ends.html", "dead-ends/", ends=ends, facts=facts, tree=tree)
    yield "phrases/", frame.fill("phrases.html", "phrases/", phrases=phrases, tree=tree)


def blanks(text: str) -> list[str]:
    """What the reader has to fill in: the words in square brackets, each once, in their order."""
    return list(dict.fromkeys(re.findall(r"\[([^\]]+)\]", text)))
