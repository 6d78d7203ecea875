"""A number with its word, as readers and contributors read it."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """counted(1, "fact") is “1 fact”, counted(2000, "fact") “2,000 facts”. `many` is for what takes more than an s."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
