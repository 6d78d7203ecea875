"""What a change means to readers of other languages: which pages fall back to English, and which words are others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guide import limits
from guide.plural import counted
from guide.text.translated import InLanguage, texts_by_name
from guide.tools.value_changes import told
from guide.tree import DecisionTree


def translation_changes(old: Iterable[InLanguage], new: Iterable[InLanguage]) -> Iterator[str]:
    """Each difference as a sentence, language by language."""
    before = {each.language.code: each for each in old}
    for now in new:
        was = before.pop(now.language.code, None)
        yield from _of_language(was, now)
    for code in before:
        yield f"{code}: all of its translations are gone."


def _of_language(was: InLanguage | None, now: InLanguage) -> Iterator[str]:
    code = now.language.code
    english = now.tree.english or now.tree
    if was is None:
        yield f"{code}: a new language, with {counted(len(now.language.words), 'text')} that are up to date."
        return
    fallen = [name for name in _in_order(english) if name in now.late and name not in was.late]
    if fallen:
        missing = {text.key for name in fallen for text in texts_by_name(english)[name]} - now.language.words.keys()
        texts = counted(len(missing), "text")
        yield f"{code}: in English until somebody translates {texts}: {_listed(english, fallen)}."
    back = [name for name in _in_order(english) if name in was.late and name not in now.late]
    if back:
        yield f"{code}: in the language from now on: {_listed(english, back)}."
    added = now.language.words.keys() - was.language.words.keys()
    if added:
        yield f"{code}: {counted(len(added), 'text')} translated."
    for key, words in now.language.words.items():
        then = was.language.words.get(key, words)
        if then != words:
            yield told(f"{code} {key[0]} “{_short(key[1])}”", " | ".join(then), " | ".join(words))


def _in_order(tree: DecisionTree) -> Iterator[str]:
    yield from tree.by_key
    yield from tree.articles


def _listed(tree: DecisionTree, names: list[str]) -> str:
    """The first of them by their titles, and how many more there are."""
    articles = tree.articles
    titles = [articles[name].head.title if name in articles else tree.by_key[name].heading for name in names]
    shown = ", ".join(f"“{_short(title)}”" for title in titles[: limits.MOST_LATE_NAMED])
    more = len(titles) - limits.MOST_LATE_NAMED
    return f"{shown} and {counted(more, 'more entry', 'more entries')}" if more > 0 else shown


def _short(words: str) -> str:
    return words if len(words) <= limits.LONGEST_HEADING else f"{words[: limits.LONGEST_HEADING - 1]}…"
