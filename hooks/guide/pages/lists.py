"""Pages that list: the texts to copy, the words that shoppers see on the screen, the ways that do not work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from guide import limits
from guide.draw.colours import COLOURS
from guide.entry import Entry
from guide.kinds import Action, DeadEnd, Message, Phrase
from guide.language import letters
from guide.pages.frame import Frame
from guide.pages.page import Page, SearchEntry
from guide.tree import DecisionTree

BY_MAIL = ("bank", "pay-later", "authority")
"""Who can be written to by mail. AliExpress and PayPal have forms and chats of their own."""


class Text(NamedTuple):
    """A text to copy as the page shows it."""

    message: Message
    to_send: Message
    """The same in the language of who gets it."""
    actions: list[Action]
    """Those that use it."""
    mail: str
    """The link that opens it as a mail, or nothing where it is sent in another way."""


def list_pages(frame: Frame) -> Iterator[Page]:
    """One page for each kind of entry that has a part of it for each entry."""
    tree = frame.tree
    parts = [SearchEntry(message.path, message.name, message.text) for message in tree.messages.values()]
    known = {name for each in frame.letters_for() for name in each.texts}
    yield _page(frame, Message, "messages.html", parts, groups=list(texts_by_whom(frame)), letters=known)
    ends = [(end, [tree.facts[fact] for fact in end.facts]) for end in tree.dead_ends.values()]
    facts = [fact for _, found in ends for fact in found]
    parts = [SearchEntry(end.path, end.what, " ".join(fact.text for fact in found)) for end, found in ends]
    yield _page(frame, DeadEnd, "dead-ends.html", parts, ends=ends, facts=facts, tree=tree)
    phrases = sorted(tree.phrases.values(), key=lambda phrase: letters(phrase.words))
    parts = [SearchEntry(phrase.path, phrase.words, phrase.means) for phrase in tree.phrases.values()]
    by_letter = {
        letter: list(found) for letter, found in groupby(phrases, lambda phrase: letters(phrase.words)[:1].upper())
    }
    yield _page(frame, Phrase, "phrases.html", parts, letters=by_letter, tree=tree, english_words=_in_english(tree))


def texts_by_whom(frame: Frame) -> Iterator[tuple[str, list[Text]]]:
    """Every text to copy, by whom most of the actions that use it turn to; each group in the order of the file."""
    groups: dict[str, list[Text]] = {who: [] for who in COLOURS}
    used_by: dict[str, list[Action]] = {name: [] for name in frame.tree.messages}
    for action in frame.tree.actions.values():
        if action.message:
            used_by[action.message].append(action)
    for message in frame.tree.messages.values():
        actions, sent = used_by[message.id], frame.tree.to_send(message.id)
        asked: Counter[str] = Counter(action.turns_to or "nobody" for action in actions)
        who = max(COLOURS, key=lambda who: (asked[who], who == "nobody" and not asked))
        groups[who].append(Text(message, sent, actions, _mail(frame, sent) if who in BY_MAIL else ""))
    return ((who, texts) for who, texts in groups.items() if texts)


def _in_english(tree: DecisionTree) -> dict[str, str]:
    """The English words on the screen, by the id of their phrase, where the page shows others: apps may show either."""
    english = tree.english.phrases if tree.english else {}
    return {name: each.words for name, each in english.items() if each.words != tree.phrases[name].words}


def _mail(frame: Frame, message: Message) -> str:
    """The link that opens the text as a mail, if it goes to somebody and not by post or to one after the other, and if
    mail programs take a link of its length."""
    values = {"subject": frame.say("mail_subject"), "body": message.text}
    link = f"mailto:?{urlencode(values, quote_via=quote)}"
    english = (frame.tree.english or frame.tree).messages[message.id]
    return link if english.title.startswith("to ") and len(link) <= limits.LONGEST_MAIL else ""


def _page(frame: Frame, kind: type[Entry], template: str, parts: Iterable[SearchEntry], **values: Any) -> Page:
    path = kind.spec.page
    found = SearchEntry(path, frame.say("index", section=kind.spec.section))
    return Page(path, frame.fill(template, path, **values), (found, *parts), in_sitemap=True)
