"""Rules about the lock files: an address that was published answers for ever, and what was published is not forgotten.

Whoever could thin dates.lock could change the guide and tell nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.article import DOCS, MADE
from guide.catalog import FOLDER
from guide.entry import Entry, silent
from guide.history import day_of
from guide.kinds import DATES, KINDS, LOCK, TREE
from guide.language import Language
from guide.problem import Place, Problem, nearest
from guide.tree import DecisionTree
from guide.values import Named


def addresses_that_would_stop_working(tree: DecisionTree) -> Iterator[Problem]:
    """Every address in urls.lock answers for ever: the id of a step that goes stands under `redirect_from` or
    `retired`; the ids of countries, texts, phrases, dead ends, clocks, cases, claims (with their group) and changes
    stay. “/es/” stands for each of them in Spanish: its folder of translations stays too. So does that of a language
    with letters, for “/letters/it/”."""
    for address in tree.published:
        code = address.strip("/").removeprefix("letters/")
        kept = tree.languages if code == address.strip("/") else ("en", *tree.translations)
        if code not in {*kept, *MADE} and f"{DOCS}{code}.md" not in tree.articles and Language(code).is_known:
            yield Problem(
                tree.place(LOCK, address),
                f"the addresses below {address} were published, and {FOLDER}/{code} is gone.",
                "Put the folder back. What is not up to date in it is shown in English.",
            )
    answered = {*tree, *tree.retired, *tree.moved}
    for address in tree.published:
        found = re.fullmatch(r"/steps/([^/]+)/", address)
        if found and found[1] not in answered:
            fresh = [node for node in tree if node not in tree.dates]
            meant = nearest(found[1], fresh) or (fresh[0] if len(fresh) == 1 else None)
            where = f"to “{meant}”" if meant else "to the step that replaces it"
            yield Problem(
                tree.place(LOCK, address),
                f"the address {address} was published, and no step answers there any more.",
                f"Add “redirect_from: [{found[1]}]” {where}, or list “{found[1]}” under “retired:” in {TREE}.",
            )
    there = {f"/{entry.path}" for entry in tree.entries()}
    for kind in {entry.spec for entry in KINDS.values() if entry.spec.path and entry.spec.file != TREE}:
        pattern = re.compile(f"/{kind.path.replace('{}', '([^/#]+)')}")
        for address in tree.published:
            found = pattern.fullmatch(address)
            if found and address not in there:
                *_, name = found.groups()
                hint = f"Put “{name}” back into {kind.file}. Its words may change, its id may not."
                if name in getattr(tree, kind.section):  # A claim, in another group now.
                    hint = f"Type “about: {found[1]}” again: it is part of the address of the claim."
                message = f"the address {address} was published, and nothing answers there any more."
                yield Problem(tree.place(LOCK, address), message, hint)


def published_entries_that_the_lock_forgot(tree: DecisionTree) -> Iterator[Problem]:
    """dates.lock has a line for each entry that was published: for each with an address in urls.lock, and for each that
    such an entry names. Only “guide lock” writes it."""
    published = {address.removeprefix("/") for address in tree.published}
    found = [entry.key for entry in tree.entries() if entry.path and entry.path in published]
    found += [key for entry in tree.entries() if day_of(tree, entry.key) for key in _named_by(tree, entry)]
    forgotten = list(dict.fromkeys(key for key in found if key not in tree.dates))
    if forgotten:
        more = f" and {len(forgotten) - 3} more" if len(forgotten) > 3 else ""
        listed = ", ".join(f"“{key}”" for key in forgotten[:3])
        yield Problem(
            Place(DATES),
            f"what was published has no line here: {listed}{more}.",
            UNDO_DATES,
        )


def _named_by(tree: DecisionTree, entry: Entry) -> Iterator[str]:
    quiet = silent(type(entry))
    for trace, name, mark in entry.values:
        if isinstance(mark, Named) and quiet.get(str(trace[2])) is not True:
            target = tree.find(mark.sections, name)
            if target:
                yield target.key


UNDO_DATES = f"Take your change of {DATES} back: copy it from the branch “main”. Only “guide lock” writes it."
PERMALINKS = (addresses_that_would_stop_working,)
