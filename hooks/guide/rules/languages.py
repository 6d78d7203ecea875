"""From a catalog to a language: what may be shown of it, and what is wrong with the rest. Whatever is wrong with a
translation, the English stays as it is: the text is shown in English until it is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from guide import limits
from guide.article import Head
from guide.catalog import Catalog, Glossary, Text, Translation
from guide.language import PAGES, Language
from guide.problem import Place, Problem, coded
from guide.rules import code_of
from guide.rules.translations import TRANSLATIONS, pairs
from guide.tree import DecisionTree


class Spoken(NamedTuple):
    """A language as it may be shown, and every problem of its catalogs."""

    language: Language
    problems: tuple[Problem, ...]
    has_pages: bool = True
    """Whether the guide has pages in it, and not only texts to send."""


@dataclass(eq=False)
class Right:
    """The translations in which no rule found anything, each as a digest of all that the rules look at; and the English
    as a whole. So a run needs to look at that only which an earlier one, of the same `code`, has not seen."""

    code: bytes
    """A digest of the rules, and of all that they ask."""
    before: frozenset[str] = frozenset()
    now: set[str] = field(default_factory=set)

    def names(self, catalog: Catalog) -> Callable[[Translation], str]:
        """How the translations of `catalog` are named."""
        all_see = repr((self.code, catalog.code, catalog.glossary))
        key = blake2b(all_see.encode(), digest_size=32).digest()
        return lambda entry: blake2b(repr(entry[:5]).encode(), key=key, digest_size=16).hexdigest()


@lru_cache(limits.MOST_LANGUAGES)
def spoken(catalog: Catalog, texts: tuple[Text, ...], tree: DecisionTree, right: Right | None = None) -> Spoken:
    """The language of `catalog` for the `texts` of the guide. A translation of what is no more is no problem: else no
    English text could be changed. An edit changes one language, or the tree: what was said of the others is kept. What
    an earlier run found `right` is not looked at again."""
    wanted = _by_key(texts)
    problems = list(catalog.problems)
    words: dict[tuple[str, str], tuple[str, ...]] = {}
    places: dict[tuple[str, str], Place] = {}
    language = Language(catalog.code).without_words
    name = right.names(catalog) if right else None
    for entry in catalog.entries:
        text = wanted.get(entry.key)
        if text is None or text.many != entry.many:
            continue
        places[entry.key] = entry.place
        seen = name(entry) if name else ""
        found = () if right and seen in right.before else _problems(entry, language, catalog.glossary)
        if right and not found:
            right.now.add(seen)
        problems += found
        if entry.is_ready and not found:
            words[entry.key] = entry.words
    for rule in TOGETHER:
        for problem, key in list(rule(tree, words, places)):
            problems += coded(code_of(rule), [problem])
            words.pop(key, None)
    return Spoken(Language(catalog.code, words, places), tuple(problems), catalog.has_pages)


@lru_cache(2)
def _by_key(texts: tuple[Text, ...]) -> Mapping[tuple[str, str], Text]:
    """Each language asks for the same ones."""
    return {text.key: text for text in texts}


@lru_cache(100_000)
def _problems(entry: Translation, language: Language, glossary: Glossary) -> tuple[Problem, ...]:
    """What is wrong with one translation. An edit changes one: what was found of the others is kept."""
    if not entry.is_ready:
        return ()
    found: list[Problem] = []
    for pair in pairs(entry, language, glossary):
        for rule in TRANSLATIONS:
            for problem in rule(pair):
                found += coded(code_of(rule), [problem])
    return tuple(found)


Words = Mapping[tuple[str, str], tuple[str, ...]]
Found = Iterator[tuple[Problem, tuple[str, str]]]
"""Each problem with the key of the translation that is not shown for it."""
RuleOfWords = Callable[[DecisionTree, Words, Mapping[tuple[str, str], Place]], Found]


def answers_that_look_alike_in_translation(
    tree: DecisionTree, words: Words, places: Mapping[tuple[str, str], Place]
) -> Found:
    """Two answers to one question that differ in English differ in the translation too."""
    kind = "questions.options.label"
    for question in tree.questions.values():
        said: dict[str, str] = {}
        for option in question.options:
            key = (kind, option.label)
            if key in words:
                other = said.setdefault(words[key][0].casefold(), option.label)
                if other != option.label:
                    message = f"this says the same as the translation of “{other}”, to the same question."
                    yield Problem(places[key], message, "Say both so that readers can tell them apart."), key


def heads_of_pages_in_translation(tree: DecisionTree, words: Words, places: Mapping[tuple[str, str], Place]) -> Found:
    """The title and the description of a hand-written page are plain words, and as short as the English has to be."""
    for article in tree.articles_for_readers():
        for key, english in (("title", article.head.title), ("description", article.head.description)):
            said = words.get((PAGES, english), ("",))[0]
            most = min(each.max_length for each in Head.model_fields[key].metadata if hasattr(each, "max_length"))
            if len(said) > most:
                message = f"the {key} of a page has {len(said)} characters; {most} are the limit."
                yield Problem(places[PAGES, english], message, "Say less."), (PAGES, english)
            elif re.search(r"[<>\"\\{}]", said):
                message = f"the {key} of a page holds signs that are no words."
                yield Problem(places[PAGES, english], message, "Type plain words."), (PAGES, english)


TOGETHER: tuple[RuleOfWords, ...] = (answers_that_look_alike_in_translation, heads_of_pages_in_translation)
"""What no translation shows by itself: the rules that look at several, or at where one stands."""
