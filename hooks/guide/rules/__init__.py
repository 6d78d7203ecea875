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
from guide.rules.links import LINKS
from guide.rules.numbers import NUMBERS
from guide.rules.paths import PATHS, loops, unreachable_nodes
from guide.rules.permalinks import PERMALINKS, published_entries_that_the_lock_forgot
from guide.rules.plain_english import WORDS
from guide.rules.plain_words import PLAIN_WORDS
from guide.rules.references import REFERENCES, facts_and_messages_without_use, ids_used_twice, missing_targets
from guide.rules.steps import STEPS, windows_without_a_clock
from guide.tree import DecisionTree

Rule = Callable[[DecisionTree], Iterator[Problem]]
RuleOfWays = Callable[[Graph], Iterator[Problem]]

SINGLE_STEPS: tuple[Rule, ...] = (*STEPS, *LINKS, *PLAIN_WORDS, changes_of_what_is_not_there, *ARTICLE_RULES)
THE_WHOLE: tuple[Rule, ...] = (facts_and_messages_without_use, *PERMALINKS)
TABLES: tuple[Rule, ...] = (windows_without_a_clock,)
"""Asked last, when the number of a window is right: it has to be the same in one more file."""
LOCKED: tuple[Rule, ...] = (published_entries_that_the_lock_forgot, *PUBLISHED_CHANGES)
ANNOUNCEMENTS: tuple[Rule, ...] = (changes_that_no_entry_tells, *NEW_CHANGES)
"""Asked when all else is right, and only of a guide that is to be published: first whether what was published is still
known, then whether what is different is told."""
RULES: tuple[Rule | RuleOfWays, ...] = (
    *REFERENCES,
    *SOURCES,
    *SINGLE_STEPS,
    *PATHS,
    *THE_WHOLE,
    *NUMBERS,
    *WORDS,
    *ARTICLE_WORDS,
    *TABLES,
    *LOCKED,
    *ANNOUNCEMENTS,
)


def problems(graph: Graph) -> list[Problem]:
    """All problems of the first group of rules that finds any, so that one mistake is not told twice."""
    return draft_problems(graph) or _found(graph, LOCKED) or _found(graph, ANNOUNCEMENTS)


def draft_problems(graph: Graph) -> list[Problem]:
    """The same for a guide that somebody is still working on: what is not yet finished need not be told yet."""
    return (
        _found(graph, (*REFERENCES, *SOURCES))
        or _found(graph, SINGLE_STEPS)
        or [*_found_on_ways(graph, PATHS), *_found(graph, THE_WHOLE)]
        or _found(graph, (*NUMBERS, *WORDS, *ARTICLE_WORDS))
        or _found(graph, TABLES)
    )


def walkable(graph: Graph) -> list[Problem]:
    """The problems that keep one from following the links of a tree at all."""
    return _found(graph, (missing_targets, ids_used_twice)) or _found_on_ways(graph, (loops, unreachable_nodes))


def code_of(rule: Rule | RuleOfWays) -> str:
    """The code of every problem that the rule finds."""
    return rule.__name__.replace("_", "-")


def _found(graph: Graph, rules: tuple[Rule, ...]) -> list[Problem]:
    return [problem for rule in rules for problem in coded(code_of(rule), rule(graph.tree))]


def _found_on_ways(graph: Graph, rules: tuple[RuleOfWays, ...]) -> list[Problem]:
    return [problem for rule in rules for problem in coded(code_of(rule), rule(graph))]
