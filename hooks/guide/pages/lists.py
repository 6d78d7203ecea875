"""Pages that list: the texts to copy, the words that shoppers see on the screen, the ways that do not work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from guide.entry import Entry
from guide.kinds import DeadEnd, Message, Phrase
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry
from guide.text.choices import blanks


def list_pages(frame: Frame) -> Iterator[Page]:
    """One page for each kind of entry that has a part of it for each entry."""
    tree = frame.tree
    used_by: dict[str, list[Any]] = {name: [] for name in tree.messages}
    for action in tree.actions.values():
        if action.message:
            used_by[action.message].append(action)
    messages = [(message, blanks(message.text), used_by[message.id]) for message in tree.messages.values()]
    parts = [SearchEntry(message.path, message.name, message.text) for message in tree.messages.values()]
    yield _page(frame, Message, "messages.html", parts, messages=messages)
    ends = [(end, [tree.facts[fact] for fact in end.facts]) for end in tree.dead_ends.values()]
    facts = [fact for _, found in ends for fact in found]
    parts = [SearchEntry(end.path, end.what, " ".join(fact.text for fact in found)) for end, found in ends]
    yield _page(frame, DeadEnd, "dead-ends.html", parts, ends=ends, facts=facts, tree=tree)
    phrases = sorted(tree.phrases.values(), key=lambda phrase: phrase.words.casefold())
    parts = [SearchEntry(phrase.path, phrase.words, phrase.means) for phrase in tree.phrases.values()]
    yield _page(frame, Phrase, "phrases.html", parts, phrases=phrases, tree=tree)


def _page(frame: Frame, kind: type[Entry], template: str, parts: Iterable[SearchEntry], **values: Any) -> Page:
    path = kind.spec.page
    found = SearchEntry(path, frame.say("index", section=kind.spec.section))
    return Page(path, frame.fill(template, path, **values), (found, *parts), in_sitemap=True)
