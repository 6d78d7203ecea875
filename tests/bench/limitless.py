"""Lifts the limits of the guide. It imports little, because the time of a build holds that of its imports."""

from __future__ import annotations

from guide import limits


def without_limits() -> None:
    """A guide of ten thousand steps is more than a reader needs: the limits would refuse it."""
    for name in ("MOST_BYTES", "MOST_NODES", "MOST_ANSWERS", "LONGEST_HEADING", "LONGEST_HELP", "LONGEST_SENTENCE"):
        setattr(limits, name, 10**9)
