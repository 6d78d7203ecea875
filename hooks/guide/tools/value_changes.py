"""Every value that differs between two trees, entry by entry, one line of a text or item of a list at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from guide.entry import Entry, marks
from guide.kinds import KINDS, TREE, Action, Option, Question
from guide.tree import DecisionTree
from guide.values import Mark


class ValueChange(NamedTuple):
    """One line or item that is another, new (`before` is None) or gone (`now` is None)."""

    entry: Entry
    """As it is now."""
    key: str
    """Its key; with the id of the option before it, where it stands in one: “card label”."""
    before: str | None
    now: str | None
    was: Entry | None
    """The entry as it was; None where all of it is new."""

    @property
    def added(self) -> bool:
        return self.was is None

    @property
    def label(self) -> str:
        """How reports name the value: “ask-your-bank steps”, “fact refund-has-an-arn url”."""
        return f"{named(self.entry)} {self.key}"

    @property
    def told(self) -> str:
        """What differs, as one line of a report."""
        return told(self.label, self.before, self.now)

    @property
    def mark(self) -> Mark | None:
        """What the value is."""
        option, _, key = self.key.rpartition(" ")
        return marks(Option if option else type(self.entry)).get(key)


def told(label: str, before: str | None, now: str | None) -> str:
    """One line or item that differs."""
    if now is None:
        return f"{label}: no longer “{before}”"
    return f"{label}: now “{now}”" if before is None else f"{label}: “{before}” → “{now}”"


def named(entry: Entry) -> str:
    """How reports name an entry: a step by its id alone."""
    return entry.id if entry.spec.file == TREE else f"{entry.spec.one} {entry.id}"


def value_changes(old: DecisionTree, new: DecisionTree, kinds: Iterable[str] = tuple(KINDS)) -> Iterator[ValueChange]:
    """What differs in the entries of some kinds that `new` holds, in the order of `old`. A step under another id is
    compared with itself."""
    known_as = {now: before for before, now in renamed(old, new).items()}
    for kind in kinds:
        before, now = getattr(old, kind), getattr(new, kind)
        for name in (*before, *(name for name in now if name not in before)):
            if name in now:
                was = before.get(name) or before.get(known_as.get(name, ""))
                for key, gone, come in lines_that_differ(_shown(was), _shown(now[name])):
                    yield ValueChange(now[name], key, gone, come, was)


def renamed(old: DecisionTree, new: DecisionTree) -> dict[str, str]:
    """The ids that steps had before, and the ids that the same steps have now. One that was merged into a step that was
    there already is none of these: it is gone."""
    found = {node: [before for before in new[node].redirect_from if before in old] for node in new if node not in old}
    return {before[0]: node for node, before in found.items() if before}


Lines = Mapping[str, list[str]]
"""What an entry holds: its keys, each with the lines or items of its value."""


def lines_that_differ(before: Lines, now: Lines) -> Iterator[tuple[str, str | None, str | None]]:
    """The key of each line or item that differs, what stood there and what stands there."""
    for key in (*now, *(key for key in before if key not in now)):
        was, is_ = before.get(key, []), now.get(key, [])
        if was == is_:
            continue
        for tag, begin, end, first, last in SequenceMatcher(None, was, is_, autojunk=False).get_opcodes():
            if tag != "equal":
                gone, come = was[begin:end], is_[first:last]
                pairs = min(len(gone), len(come))
                yield from ((key, a, b) for a, b in zip(gone, come, strict=False))
                yield from ((key, line, None) for line in gone[pairs:])
                yield from ((key, None, line) for line in come[pairs:])


def _shown(entry: Entry | None) -> Lines:
    """Every value of an entry but those that are told otherwise: the ways and the facts of a step."""
    if entry is None:
        return {}
    found: dict[str, list[str]] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name == "options":
            told = [key for key in Option.model_fields if key not in ("id", "next")]
            found |= {f"{option.id} {key}": _lines(getattr(option, key)) for option in value for key in told}
        elif name not in ("id", "not_solved") and not (name == "facts" and isinstance(entry, Question | Action)):
            found[name] = _lines(value)
    return found


def _lines(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, tuple) else str(value).split("\n")
