"""The rules of the guide. Each rule is a small generator named by what it finds; its docstring is its sentence in
docs/contributing.md. A tree that passes is proven: every path ends at an action, and every link is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guide.model import DecisionTree
from guide.problem import Problem
from guide.rules.announcements import changes_of_what_is_not_there, changes_that_no_entry_tells
from guide.rules.links import LINKS
from guide.rules.paths import PATHS, loops, unreachable_nodes
from guide.rules.permalinks import PERMALINKS
from guide.rules.plain_english import WORDS
from guide.rules.references import REFERENCES, facts_and_messages_without_use, ids_used_twice, missing_targets
from guide.rules.steps import STEPS, windows_without_a_clock

Rule = Callable[[DecisionTree], Iterator[Problem]]

SINGLE_STEPS: tuple[Rule, ...] = (*STEPS, *LINKS, changes_of_what_is_not_there)
THE_WHOLE: tuple[Rule, ...] = (*PATHS, facts_and_messages_without_use, *PERMALINKS)
TABLES: tuple[Rule, ...] = (windows_without_a_clock,)
"""Asked last, when the number of a window is right: it has to be the same in one more file."""
ANNOUNCEMENTS: tuple[Rule, ...] = (changes_that_no_entry_tells,)
"""Asked when all else is right, and only of a guide that is to be published."""
RULES = REFERENCES + SINGLE_STEPS + THE_WHOLE + WORDS + TABLES + ANNOUNCEMENTS


def problems(tree: DecisionTree) -> list[Problem]:
    """All problems of the first group of rules that finds any, so that one mistake is not told twice."""
    return draft_problems(tree) or [problem for rule in ANNOUNCEMENTS for problem in rule(tree)]


def draft_problems(tree: DecisionTree) -> list[Problem]:
    """The same for a guide that somebody is still working on: what is not yet finished need not be told yet."""
    for group in (REFERENCES, SINGLE_STEPS, THE_WHOLE, WORDS, TABLES):
        found = [problem for rule in group for problem in rule(tree)]
        if found:
            return found
    return []


def walkable(tree: DecisionTree) -> list[Problem]:
    """The problems that keep one from following the links of `tree` at all."""
    return [problem for rule in (missing_targets, ids_used_twice, loops, unreachable_nodes) for problem in rule(tree)]
