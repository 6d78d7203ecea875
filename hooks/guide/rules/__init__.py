"""The rules of the guide. Each rule is a small generator named by what it finds; its docstring is its sentence in
docs/contributing.md. A tree that passes is proven: every path ends at an action, and every link is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guide.graph import Graph
from guide.problem import Problem, coded
from guide.rules.announcements import (
    NEW_CHANGES,
    PUBLISHED_CHANGES,
    changes_of_what_is_not_there,
    changes_that_no_entry_tells,
)
from guide.rules.articles import ARTICLE_RULES, ARTICLE_WORDS, SOURCES
from guide.rules.facts import FACTS, facts_that_changed_and_were_not_read
from guide.rules.links import LINKS
from guide.rules.numbers import NUMBERS
from guide.rules.paths import PATHS, loops, unreachable_nodes
from guide.rules.permalinks import PERMALINKS, published_entries_that_the_lock_forgot
from guide.rules.plain_english import WORDS
from guide.rules.plain_words import PLAIN_WORDS, ways_out_in_words
from guide.rules.references import REFERENCES, facts_and_messages_without_use, ids_used_twice, missing_targets
from guide.rules.settled import SETTLED, settled_answers_that_no_text_needs
from guide.rules.situations import SITUATIONS, SITUATIONS_ON_WAYS
from guide.rules.steps import (
    STEPS,
    steps_that_look_alike,
    too_few_or_many_options,
    windows_without_a_clock,
    words_that_do_not_fit_the_page,
)
from guide.tree import DecisionTree

Rule = Callable[[DecisionTree], Iterator[Problem]]
RuleOfWays = Callable[[Graph], Iterator[Problem]]

NAMES: tuple[Rule, ...] = (*REFERENCES, *PERMALINKS, too_few_or_many_options)
"""A wrong name, or an option that is missing, leaves steps and facts behind that nothing leads to."""
ENTRIES: tuple[Rule, ...] = (*STEPS, *FACTS, *LINKS, *SETTLED)
TEXTS: tuple[Rule, ...] = (words_that_do_not_fit_the_page, changes_of_what_is_not_there, *PLAIN_WORDS, *WORDS)
"""These two look at one entry by itself. What they find follows from no other mistake, so they are always asked."""
THE_WHOLE: tuple[Rule, ...] = (facts_and_messages_without_use, steps_that_look_alike)
TABLES: tuple[Rule, ...] = (windows_without_a_clock,)
"""Asked when the number of a window is right: it has to be the same in one more file."""
ON_WAYS: tuple[RuleOfWays, ...] = (*SITUATIONS_ON_WAYS, settled_answers_that_no_text_needs)
"""Asked only of a tree that has no other problem."""
LOCKED: tuple[Rule, ...] = (published_entries_that_the_lock_forgot, *PUBLISHED_CHANGES)
NEW: tuple[Rule, ...] = (facts_that_changed_and_were_not_read, *NEW_CHANGES)
ANNOUNCEMENTS: tuple[Rule, ...] = (changes_that_no_entry_tells, *NEW)
"""Asked only of a guide that is to be published: first whether what was published is still known, then whether what is
different is told."""
RULES: tuple[Rule | RuleOfWays, ...] = (
    *NAMES,
    *ENTRIES,
    *TEXTS,
    *SOURCES,
    *ARTICLE_RULES,
    *PATHS,
    *THE_WHOLE,
    *NUMBERS,
    *ARTICLE_WORDS,
    *TABLES,
    *SITUATIONS,
    *ON_WAYS,
    *LOCKED,
    *ANNOUNCEMENTS,
)


def problems(graph: Graph) -> list[Problem]:
    """All problems that can be mended at once: whoever waits minutes for the answer of a check gets the whole of it.
    What may only follow from another problem is told when that one is mended, so that one mistake is told once."""
    shape = _of_shape(graph)
    found = [*shape, *_of_content(graph, shape)]
    if shape:
        return found
    found = found or _found_on_ways(graph, ON_WAYS)
    untold = coded(code_of(changes_that_no_entry_tells), changes_that_no_entry_tells(graph.tree, found))
    locked = [] if found else _found(graph, LOCKED)
    return [*found, *(locked or [*untold, *_found(graph, NEW)])]


def draft_problems(graph: Graph) -> list[Problem]:
    """The same for a guide that somebody is still working on: what is not yet finished need not be told yet."""
    shape = _of_shape(graph)
    return [*shape, *_of_content(graph, shape)]


def _of_shape(graph: Graph) -> list[Problem]:
    """What is wrong with names, or else with ways."""
    return _found(graph, NAMES) or [*_found_on_ways(graph, PATHS), *_found(graph, THE_WHOLE)]


def _of_content(graph: Graph, shape: list[Problem]) -> list[Problem]:
    """What is wrong with single entries and pages; and with numbers, where each name stands for something, in those
    that are right. A page that is no page of the site is not read further."""
    pages = _found(graph, SOURCES)
    entries = [*_found(graph, ENTRIES), *(pages or _found(graph, ARTICLE_RULES))]
    strange = {problem.place.file for problem in pages}
    texts = [found for found in _found(graph, TEXTS) if found.place.file not in strange]
    if shape:
        return [*entries, *texts]
    entries += _found(graph, SITUATIONS)
    numbers = _found(graph, (*NUMBERS, *(() if pages else ARTICLE_WORDS))) or _found(graph, TABLES)
    out = {problem.place for problem in texts if problem.code == code_of(ways_out_in_words)}  # A telephone's digits.
    told = {graph.tree.entry_at(problem.place) for problem in entries} - {""}
    return [
        *entries,
        *texts,
        *(found for found in numbers if found.place not in out and graph.tree.entry_at(found.place) not in told),
    ]


def walkable(graph: Graph) -> list[Problem]:
    """The problems that keep one from following the links of a tree at all."""
    return _found(graph, (missing_targets, ids_used_twice)) or _found_on_ways(graph, (loops, unreachable_nodes))


def code_of(rule: Callable[..., object]) -> str:
    """The code of every problem that the rule finds."""
    return rule.__name__.replace("_", "-")


def _found(graph: Graph, rules: tuple[Rule, ...]) -> list[Problem]:
    return [problem for rule in rules for problem in coded(code_of(rule), rule(graph.tree))]


def _found_on_ways(graph: Graph, rules: tuple[RuleOfWays, ...]) -> list[Problem]:
    return [problem for rule in rules for problem in coded(code_of(rule), rule(graph))]
