"""The tree in another language: the same entries, links and ids with other words.

An entry is in the language if each of its words is up to date, and in English otherwise. Only what names it on other
pages, its title and its answers, follows its own state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from guide import limits
from guide.catalog import Text
from guide.entry import Entry, Part, marks, parts_of
from guide.kinds import KINDS, Message, Settled
from guide.language import Foreign, Language
from guide.text.choices import choices
from guide.text.numbered_links import numbered, restored
from guide.text.translated_articles import articles_in, texts_of_article
from guide.tree import DecisionTree
from guide.values import Mark, Window
from guide.values import Text as Readable

P = TypeVar("P", bound=Part)
Change = Callable[[str, str, bool], str]
"""From the kind of a text, its English, and whether it is a name, to what stands there instead."""


class InLanguage(NamedTuple):
    """The tree in a language, and what is in English there: the keys of entries, the files of hand-written pages."""

    language: Language
    tree: DecisionTree
    late: frozenset[str] = frozenset()

    @property
    def late_steps(self) -> int:
        """How many steps are in English."""
        return sum(step in self.late for step in self.tree)

    @property
    def is_whole_enough(self) -> bool:
        """Whether other pages lead to it: so few steps are in English that a reader finds what they came for."""
        return self.late_steps <= limits.MOST_LATE_STEPS * sum(1 for _ in self.tree)


@lru_cache(limits.MOST_LANGUAGES)
def in_language(tree: DecisionTree, language: Language) -> InLanguage:
    """The `tree` with the words of `language`. The English stays with it: what is known of it is asked of it. Of the
    same words it is the same value, from which the same pages follow."""
    if language.is_english:
        return InLanguage(language, tree)
    known = texts_by_name(tree)
    late = set()
    sections: dict[str, Any] = {}
    for section in KINDS:
        found: dict[str, Entry] = {}
        for name, entry in getattr(tree, section).items():
            whole = _is_whole(known[entry.key], language)
            found[name] = _said(entry, language, whole)
            if not whole:
                late.add(entry.key)
        sections[section] = found
    articles = dict(tree.articles)
    for file, article in articles_in(tree.articles, language):
        articles[file] = article or tree.articles[file]
        if article is None:
            late.add(file)
    return InLanguage(language, replace(tree, **sections, articles=articles, english=tree), frozenset(late))


def _is_whole(texts: Iterable[Text], language: Language) -> bool:
    return all(text.key in language.words for text in texts)


class Letters(NamedTuple):
    """The texts to send in a language, by the id of the message; in English where the language has none yet."""

    language: Language
    texts: Mapping[str, str]

    @property
    def ready(self) -> int:
        """How many are in the language."""
        return sum(not isinstance(text, Foreign) for text in self.texts.values())


class Progress(NamedTuple):
    """How far a translation is."""

    language: Language
    ready: int
    """How many of its texts are up to date."""
    texts: int
    late_steps: int
    """How many steps are in English."""
    has_pages: bool


def letters_in(tree: DecisionTree, language: Language) -> Letters:
    """What the English `tree` has to send to somebody who reads `language`."""
    texts: dict[str, str] = {}
    for text in letter_texts(tree, language.code):
        name, words = text.where.partition("/")[2], language.words.get(text.key)
        english = tree.messages[name].text
        texts[name] = restored(words[0], english) if words else english if language.is_english else Foreign(english)
    return Letters(language.without_words, texts)


def letter_texts(tree: DecisionTree, code: str) -> Iterator[Text]:
    """The texts of the letters that somebody may send who writes to a country in which the language `code` is read."""
    for name in tree.letters_to_send:
        message = tree.messages[name]
        if not message.read_in or code in (*message.read_in, "en"):
            yield next(text for text in texts_by_name(tree)[message.key] if text.kind == "messages.text")


def progress_of(tree: DecisionTree, language: Language, texts: Iterable[Text], has_pages: bool) -> Progress:
    """How far `language` is with the `texts` of the English `tree`; one without pages, with its letters."""
    wanted = {text.key for text in (texts if has_pages else letter_texts(tree, language.code))}
    known = texts_by_name(tree)
    late = sum(not _is_whole(known[tree[step].key], language) for step in tree)
    return Progress(
        language.without_words, len(wanted & language.words.keys()), len(wanted), late if has_pages else 0, has_pages
    )


def texts(tree: DecisionTree) -> Iterator[Text]:
    """Every text of the entries and the hand-written pages, in the order of the files; one that stands twice comes
    twice."""
    for found in texts_by_name(tree).values():
        yield from found


@lru_cache(2)
def texts_by_name(tree: DecisionTree) -> Mapping[str, tuple[Text, ...]]:
    """The texts of each entry of the English tree, by its key, and of each hand-written page for readers, by its file.
    Each language asks for them, and each link to a line of a catalog."""
    found = {entry.key: tuple(_texts_of(entry)) for entry in tree.entries()}
    return found | {article.file: tuple(texts_of_article(article)) for article in tree.articles_for_readers()}


def _texts_of(entry: Entry) -> Iterator[Text]:
    """The texts of one entry. What holds no letter is the same in each language, and is none."""
    found: list[Text] = []
    where = f"{entry.spec.section}/{entry.id}"

    def noted(kind: str, english: str, is_name: bool) -> str:
        found.append(Text(kind, numbered(english), where))
        return english

    changed(entry, entry.spec.section, noted)
    return iter(found)


def _said(entry: Entry, language: Language, whole: bool) -> Entry:
    title = f"{entry.spec.section}.{entry.spec.title}"

    def said(kind: str, english: str, is_name: bool) -> str:
        words = language.words.get((kind, numbered(english)))
        if words and (whole or is_name or kind == title):
            return restored(words[0], english)
        return Foreign(english)

    new = changed(entry, entry.spec.section, said)
    return _settled(entry, new) if isinstance(entry, Message) and isinstance(new, Message) else new


def changed(part: P, kind: str, change: Change) -> P:
    """The `part` with each of its texts as `change` says it."""
    values = ((name, mark, getattr(part, name)) for name, mark in _with_words(type(part)))
    new = {name: _changed(value, mark, f"{kind}.{name}", change) for name, mark, value in values if value}
    return part.model_copy(update=new)


@cache
def _with_words(part: type[Part]) -> list[tuple[str, Mark | None]]:
    """The fields of a class that can hold words, each with its mark; none where they hold parts or a window."""
    known = marks(part)
    return [
        (name, mark)
        for name, of in part.model_fields.items()
        if isinstance(mark := known.get(name), Readable)
        or Window in parts_of(of.annotation)
        or (name in known and not mark)
    ]


def _changed(value: Any, mark: Mark | None, kind: str, change: Change) -> Any:
    if isinstance(value, tuple):
        return tuple(_changed(item, mark, kind, change) for item in value)
    if isinstance(value, Part):
        return changed(value, kind, change)
    if isinstance(value, Window):
        return replace(value, start=change(f"{kind}.start", value.start, True))
    if not isinstance(mark, Readable) or mark.of_others or value is None or not _has_letters(value):
        return value
    return change(kind, value, mark.is_name)


def _has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _settled(english: Message, message: Message) -> Message:
    """The text to copy with its settled choices in the same language: an alternative is known by its place."""
    said = {
        before: after
        for ones, others in zip(choices(english.text), choices(message.text), strict=True)
        for before, after in zip(ones, others, strict=True)
    }
    parts = tuple(Settled(says=said[part.says], answers=part.answers) for part in english.settled)
    return message.model_copy(update={"settled": parts})
