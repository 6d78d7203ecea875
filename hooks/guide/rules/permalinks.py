"""Rules about urls.lock: an address that was published answers for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.kinds import KINDS, LOCK, TREE
from guide.problem import Problem, nearest
from guide.tree import DecisionTree


def addresses_that_would_stop_working(tree: DecisionTree) -> Iterator[Problem]:
    """Every address in urls.lock answers for ever: the id of a step that goes stands under `redirect_from` or
    `retired`; the ids of countries, texts, phrases, dead ends, clocks and changes stay."""
    answered = {*tree, *tree.retired, *(old for node in tree for old in tree[node].redirect_from)}
    for address in tree.published:
        found = re.fullmatch(r"/steps/([^/]+)/", address)
        if found and found[1] not in answered:
            meant = nearest(found[1], tree)
            where = f"to “{meant}”" if meant else "to the step that replaces it"
            yield Problem(
                tree.place(LOCK, address),
                f"the address {address} was published, and no step answers there any more.",
                f"Add “redirect_from: [{found[1]}]” {where}, or list “{found[1]}” under “retired:” in {TREE}.",
            )
    for kind in {entry.spec for entry in KINDS.values() if entry.spec.path and entry.spec.file != TREE}:
        known = getattr(tree, kind.section)
        for address in tree.published:
            found = re.fullmatch(f"/{kind.path.format('([^/#]+)')}", address)
            if found and found[1] not in known:
                yield Problem(
                    tree.place(LOCK, address),
                    f"the address {address} was published, and nothing answers there any more.",
                    f"Put “{found[1]}” back into {kind.file}. Its words may change, its id may not.",
                )


PERMALINKS = (addresses_that_would_stop_working,)
