"""Where the answers of a situation lead: the steps on its way, and the options that it uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guide.kinds import Question
from guide.tree import DecisionTree

NOT_SOLVED = "not-solved"
"""Stands among the answers where an action did not help."""


class Walk(NamedTuple):
    """A way through the tree. `used` are the options that were picked, each with its question; `unknown` is the place
    of the first answer that cannot be given where it stands, None if there is none."""

    steps: tuple[str, ...]
    used: tuple[tuple[str, str], ...]
    unknown: int | None = None

    @property
    def end(self) -> str:
        return self.steps[-1]


def walked(tree: DecisionTree, answers: Sequence[str]) -> Walk:
    """The way of a reader who gives these answers, as far as they can be given."""
    steps = [tree.start]
    used: list[tuple[str, str]] = []
    for place, answer in enumerate(answers):
        node = tree[steps[-1]]
        if isinstance(node, Question):
            option = next((option for option in node.options if option.id == answer), None)
            target = option.next if option else None
            if option:
                used.append((node.id, answer))
        else:
            target = node.not_solved if answer == NOT_SOLVED else None
        if target is None or target not in tree:
            return Walk(tuple(steps), tuple(used), place)
        steps.append(target)
    return Walk(tuple(steps), tuple(used))
