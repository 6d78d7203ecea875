"""The codes of problems: one for each kind, which stands behind the sentence and is a heading of contributing.md."""

from __future__ import annotations

from guide.read import files
from guide.rules import RULES, code_of

CODES = {**files.CODES, **{code_of(rule): " ".join((rule.__doc__ or "").split()) for rule in RULES}}
"""Each code, in the order in which problems are looked for, with what the guide keeps to."""
