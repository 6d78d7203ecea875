"""Rules about docs/data/changes.yaml: whoever changes what the guide says tells its readers.

dates.lock holds the digests of what was published last. An entry of changes.yaml that is not in it is new, and speaks
of all that changed since. Entries themselves need no entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from guide.entry import marks
from guide.history import day_of, digests
from guide.kinds import Change
from guide.problem import Problem, nearest
from guide.rules.numbers import numbers
from guide.tree import DecisionTree
from guide.values import Mentioned, Text

_ABOUT = {key: mark.sections for key, mark in marks(Change).items() if isinstance(mark, Mentioned)}
"""The keys of an entry that say what it is about, in its own order, and the sections whose ids may stand there."""
_UNANNOUNCED = ("changes/", "situations/")
_UNANNOUNCED_IF_NEW = ("changes/", "situations/", "facts/", "messages/")
"""A fact or a message is there only if a step or a country names it, and those are told."""


def named_by(change: Change) -> set[str]:
    """The keys of the entries that it is about, as in `history.digests`."""
    return {name if key == "steps" else f"{key}/{name}" for key in _ABOUT for name in getattr(change, key)}


def unannounced(before: Mapping[str, str], tree: DecisionTree, more: Collection[str] = ()) -> list[str]:
    """The keys of the entries whose digest is not the one in `before`, of those in `more`, and of the steps that
    have another id now; all but those that a new entry of changes.yaml names."""
    now = digests(tree)
    told = {name for change in new_entries(before, tree) for name in named_by(change)}
    found = [name for name, digest in now.items() if before.get(name) != digest or name in more]
    moved = (old for old in tree.moved if old in before)
    found = [name for name in (*found, *moved) if name not in told]
    return [name for name in found if not name.startswith(_UNANNOUNCED if name in before else _UNANNOUNCED_IF_NEW)]


def new_entries(before: Collection[str], tree: DecisionTree) -> list[Change]:
    """The entries of changes.yaml that were not there `before`."""
    return [change for change in tree.changes.values() if f"changes/{change.id}" not in before]


def _since_the_lock(tree: DecisionTree) -> list[Change]:
    """The entries that dates.lock does not know; none where there is no such file."""
    return new_entries(tree.dates, tree) if tree.dates else []


def _there(tree: DecisionTree) -> set[str]:
    """The keys of all entries that readers still use."""
    return {*tree.by_key} - {*tree.retired}


def published_digests(tree: DecisionTree) -> dict[str, str]:
    """The digests of what was published last, from dates.lock."""
    return {name: digest for name, (_, digest) in tree.dates.items()}


def entry(
    tree: DecisionTree, about: list[str], before: Collection[str], date: str, title: str | None = None, kind: str = ""
) -> str:
    """The lines to put into changes.yaml for what `about` names. Without a `title` it has one only where everything is
    new or gone: what else is different is for whoever changed the guide to say."""
    gone, known = {*about} & {*tree.retired}, {*about} & {*before}
    kind = kind or ("removed" if len(gone) == len(about) else "corrected" if known else "new")
    if title is None:
        title = title_of(tree, about[0]) if kind != "corrected" else ""
    lines = [f"  {_free_id(tree, about[0])}:", f"    date: {date}", f"    kind: {kind}"]
    lines.append(f"    title: {_quoted(title) if title else ''}")
    for key in _ABOUT:
        ids = [name.rpartition("/")[2] for name in about if (name.rpartition("/")[0] or "steps") == key]
        lines += [f"    {key}: [{', '.join(ids)}]"] if ids else []
    return "\n".join(line.rstrip() for line in lines)


def changes_that_no_entry_tells(tree: DecisionTree, others: Iterable[Problem] = ()) -> Iterator[Problem]:
    """Whoever changes what a step, a fact, a country or another entry of the guide says names it in a new entry of
    docs/data/changes.yaml. So does who changes the source of a fact, and who gives a step another id; the days on
    which a fact was read need none."""
    # What has one of the `others` is going to change too, and should not need another entry then.
    to_mend = {tree.entry_at(problem.place) for problem in others}
    about = unannounced(published_digests(tree), tree, to_mend) if tree.dates else []
    if about:
        more = f" and {len(about) - 3} more" if len(about) > 3 else ""
        listed = ", ".join(f"“{name}”" for name in about[:3])
        before = published_digests(tree)
        place = tree.at("changes")
        where = f"Put these lines into {place.file}, below “changes:” in line {place.line}."
        hint = [f"{where} {_FILL_IN}", entry(tree, about, before, "YYYY-MM-DD")]
        if any(name in before for name in about):
            hint.append(_RULE_CHANGED)
        if all(name in tree and name in before for name in about):
            hint += [_ONLY_WORDS, entry(tree, about, before, "YYYY-MM-DD", "Better words", kind="wording")]
        message = f"no new entry here tells readers what changes in {listed}{more}."
        yield Problem(place, message, "\n".join([*hint, _DRAFT]))


_FILL_IN = "Type today's date, and as the title what is different for a reader:"
_RULE_CHANGED = "  Type “rule-changed” if AliExpress, a bank or a law changed its rule, and the guide was right before."
_ONLY_WORDS = (
    "  If the advice is the same, and no number, link, time or next step is another, put these lines there instead:"
)
_DRAFT = "  On your own machine, “guide diff main . --entry” drafts the words too."


def changes_of_what_is_not_there(tree: DecisionTree) -> Iterator[Problem]:
    """A new entry of docs/data/changes.yaml names steps, countries and so on that exist, or that are no more."""
    known = {key: {name for each in sections for name in getattr(tree, each)} for key, sections in _ABOUT.items()}
    known["steps"] |= {*tree.moved}
    for change in new_entries(tree.dates, tree):
        for trace, name, mark in change.values:
            key = str(trace[2])
            if isinstance(mark, Mentioned) and name not in known[key]:
                meant = nearest(name, known[key])
                hint = f"Did you mean “{meant}”?" if meant else "Delete it, or name one that is there."
                yield Problem(tree.at(*trace), f"there is no “{name}” among the {key.replace('_', ' ')}.", hint)


def changes_about_nothing(tree: DecisionTree) -> Iterator[Problem]:
    """A new entry of docs/data/changes.yaml names at least one step, fact, country or other entry that it is about."""
    for change in _since_the_lock(tree):
        if not named_by(change):
            yield Problem(
                tree.at("changes", change.id),
                f"the change “{change.id}” is about nothing: it names no step, no fact, no country.",
                f"Add a line with the ids that it is about, such as “steps: […]”. The keys are: {', '.join(_ABOUT)}.",
            )


def changes_that_remove_what_is_there(tree: DecisionTree) -> Iterator[Problem]:
    """A new entry of docs/data/changes.yaml has the kind “removed” only if nothing that it names is there any more."""
    there = _there(tree)
    for change in _since_the_lock(tree):
        left = sorted(named_by(change) & there)
        if change.kind == "removed" and left:
            yield Problem(
                tree.at("changes", change.id, "kind"),
                f"this says that “{left[0]}” is removed, and it is there.",
                "Type “corrected” or “rule-changed”, or name only what is gone.",
            )


def changes_of_words_that_are_more(tree: DecisionTree) -> Iterator[Problem]:
    """A new entry of docs/data/changes.yaml has the kind “wording” only if all that it names was there before and is
    there still: what is new or gone is more than words. A step under another id is there still."""
    there = _there(tree)
    renamed = {old: node for old, node in tree.moved.items() if node not in tree.dates}
    for change in _since_the_lock(tree):
        named = sorted(named_by(change)) if change.kind == "wording" else []
        come = [name for name in named if name in there and name not in {*tree.dates, *renamed.values()}]
        gone = [name for name in named if name not in there and name not in renamed]
        if come or gone:
            what = f"“{come[0]}” is new" if come else f"“{gone[0]}” is gone"
            yield Problem(
                tree.at("changes", change.id, "kind"),
                f"this says that only words are better, and {what}.",
                "Type “new”, “corrected” or “removed”, and as the title what is different for a reader.",
            )


_INSTEAD = re.compile(r"(?:, not|\binstead of) (?:about )?[$€£]?\d[\d.,]*")
"""How a title says what is no longer true: “PayPal gives 180 days, not 45”. No entry says that number any more."""


def numbers_of_a_change_that_nothing_backs(tree: DecisionTree) -> Iterator[Problem]:
    """A number in a new entry of docs/data/changes.yaml stands in something that it names, or in a fact of that. The
    old number may stand behind “, not” or “instead of”: “PayPal gives 180 days, not 45”."""
    for change in _since_the_lock(tree):
        backed = {number for text in _said_by(tree, change) for number in numbers(text)}
        for key in ("title", "text"):
            for number, typed in numbers(_INSTEAD.sub(" ", getattr(change, key) or "")).items():
                if number not in backed:
                    yield Problem(
                        tree.at("changes", change.id, key),
                        f"nothing that this change names says “{typed}”.",
                        "Name the fact that says so under “facts:”, or leave the number out. "
                        "An old number may stand behind “, not”: “180 days, not 45”.",
                    )


def _said_by(tree: DecisionTree, change: Change) -> Iterator[str]:
    """All that the entries say which a change is about, and the facts that those name."""
    about = [tree.by_key[name] for name in sorted(named_by(change)) if name in tree.by_key]
    facts = [tree.facts[name] for entry in about for name in entry.named("facts") if name in tree.facts]
    for entry in (*about, *facts):
        yield from (value.value for value in entry.values if isinstance(value.mark, Text))
        yield from (str(getattr(entry, key, None) or "") for key in ("window", "wait", "length"))


def changes_in_another_order(tree: DecisionTree) -> Iterator[Problem]:
    """docs/data/changes.yaml holds the newest entry first."""
    for newer, older in pairwise(tree.changes.values()):
        if newer.date < older.date:
            yield Problem(
                tree.at("changes", newer.id, "date"),
                f"{newer.date} is before {older.date}, the day of “{older.id}” below it.",
                "Type the day on which you change the guide, or put the entry below those that are newer.",
            )


def published_changes_that_are_rewritten(tree: DecisionTree) -> Iterator[Problem]:
    """An entry of docs/data/changes.yaml that was published stays as it is: people and programs have read it."""
    for change in tree.changes.values():
        if change.key in tree.dates and not day_of(tree, change.key):
            yield Problem(
                tree.at("changes", change.id),
                f"the change “{change.id}” was published, and says something else now.",
                "Put it back as it was on the branch “main”, and write a new entry that says what is right.",
            )


PUBLISHED_CHANGES = (published_changes_that_are_rewritten, changes_in_another_order)
NEW_CHANGES = (
    changes_about_nothing,
    changes_that_remove_what_is_there,
    changes_of_words_that_are_more,
    numbers_of_a_change_that_nothing_backs,
)


def _free_id(tree: DecisionTree, about: str) -> str:
    """An id that no entry has: the name of what it is about, and a number."""
    ids = (f"{about.rpartition('/')[2]}-{number}" for number in range(1, len(tree.changes) + 2))
    return next(name for name in ids if name not in tree.changes)


def title_of(tree: DecisionTree, name: str) -> str:
    """How a reader knows what `name` stands for, or what is there now. A fact has no title but its words."""
    return tree.by_key[tree.moved.get(name, name)].heading


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
