"""What a change of the guide means to a reader: paths, distances, waiting, addresses, and every value that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from guide.entry import STEP
from guide.graph import Graph
from guide.kinds import KINDS, LISTS, TREE, Fact
from guide.plural import counted
from guide.text.markdown import escaped
from guide.tools.alarms import alarms, led_on, links
from guide.tools.value_changes import lines_that_differ, told, value_changes
from guide.tree import DecisionTree, Edge


@dataclass(frozen=True)
class Section:
    """One kind of change, and each change of that kind as a sentence."""

    title: str
    changes: tuple[str, ...]


def differences(old: Graph, new: Graph) -> list[Section]:
    """Every difference that a reader would notice between the two, in both directions; empty only where they are
    equal. A value that leads on (`next`, `not_solved`) is told as a way, a fact that is named as what it backs."""
    trees = (old.tree, new.tree)
    steps = [kind for kind in KINDS if KINDS[kind].spec.file == TREE]
    found = [
        ("Look at this first", alarms(*trees)),
        ("Addresses at risk", _addresses_at_risk(*trees)),
        ("Steps", _steps(*trees)),
        ("Paths", _paths(old, new)),
        ("Answers", _answers(old, new)),
        ("Distance", _distance(old, new)),
        ("Waiting", _waiting(old, new)),
        ("Facts", _facts(*trees)),
        ("Words", _entries(*trees, steps)),
        *((_title(kind), _entries(*trees, [kind])) for kind in KINDS if kind not in steps),
        *((_title(section), _lists(*trees, section)) for section in LISTS),
        ("Order", _order(*trees)),
    ]
    by_title: dict[str, list[str]] = {}
    for title, changes in found:
        by_title.setdefault(title, []).extend(changes)
    return [section for title, changes in by_title.items() for section in sections(title, changes)]


def sections(title: str, changes: Iterable[str]) -> list[Section]:
    """The section with these changes; none if there are none."""
    found = tuple(changes)
    return [Section(title, found)] if found else []


def _title(section: str) -> str:
    return section.replace("_", " ").capitalize()


def as_text(sections: list[Section]) -> str:
    """For a terminal. Nothing from the guide commands it or hides there."""
    return _printed(sections, "{}", "  {}", seen)


def as_markdown(sections: list[Section]) -> str:
    """For a pull request. Words from the guide cannot become markup there."""
    return _printed(sections, "### {}", "- {}", lambda words: escaped(seen(words)))


def seen(words: str) -> str:
    """The same words with the code point in place of each character that nobody sees: “U+202E”."""
    return "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in words)


def _printed(sections: list[Section], heading: str, item: str, escaped: Callable[[str], str]) -> str:
    if not sections:
        return "Nothing changes for a reader."
    blocks = []
    for section in sections:
        lines = [heading.format(section.title), "", *(item.format(escaped(change)) for change in section.changes)]
        blocks.append("\n".join(line for line in lines if line or heading != "{}"))
    return "\n\n".join(blocks)


def _addresses_at_risk(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    answered = {STEP.format(name) for name in new.moved} | {entry.path for entry in new.entries()}
    steps = (STEP.format(name) for name in (*old, *led_on(old)))
    for path in dict.fromkeys([*steps, *(entry.path for entry in old.entries() if entry.path)]):
        if path not in answered:
            yield f"/{path} would stop working."


def _steps(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    leads = led_on(new)
    for node in old:
        if node not in new:
            where = f" Its address leads to “{new.title(leads[node])}”." if node in leads else ""
            yield f"Removed: “{old.title(node)}” ({node}).{where}"
    for node in new:
        if node not in old:
            yield f"Added: “{new.title(node)}” ({node})."
        elif (node in old.questions) != (node in new.questions):
            yield f"“{new.title(node)}” ({node}) is {'a question' if node in new.questions else 'an action'} now."


def _paths(old: Graph, new: Graph) -> Iterator[str]:
    before, now = old.count_paths, new.count_paths
    if before != now:
        yield f"{counted(now, 'path')}, before {before:,} ({now - before:+,})."
    before, now = (max(graph.answers_deep[action] for action in graph.tree.actions) for graph in (old, new))
    if before != now:
        yield f"The longest path has {counted(now, 'answer')}, before {before}."


def _answers(old_graph: Graph, new_graph: Graph) -> Iterator[str]:
    old, new = old_graph.tree, new_graph.tree
    before, now = links(old), links(new)
    old_paths, new_paths = old_graph.paths_through, new_graph.paths_through
    for key, edge in before.items():
        if key not in now:
            yield f"Removed: {_named(old, edge)} → “{old.title(edge.target)}” ({counted(old_paths[edge], 'path')})."
        elif now[key].target != edge.target:
            to = now[key]
            yield (
                f"{_named(new, to)} leads to “{new.title(to.target)}” ({counted(new_paths[to], 'path')}), "
                f"before to “{old.title(edge.target)}” ({counted(old_paths[edge], 'path')})."
            )
    for key, edge in now.items():
        if key not in before:
            yield f"Added: {_named(new, edge)} → “{new.title(edge.target)}” ({counted(new_paths[edge], 'path')})."


def _named(tree: DecisionTree, edge: Edge) -> str:
    said = edge.option.label if edge.option else "not solved"
    return f"“{tree.title(edge.source)}” → “{said}”"


def _distance(old: Graph, new: Graph) -> Iterator[str]:
    before, now = old.answers_away, new.answers_away
    for action in new.tree.actions:
        if action in before and before[action] != now[action]:
            nearer = "nearer" if now[action] < before[action] else "further away"
            far = f"{counted(now[action], 'answer')} from the start, before {before[action]}"
            yield f"“{new.tree.title(action)}” is {nearer}: {far}."


def _waiting(old: Graph, new: Graph) -> Iterator[str]:
    for action in new.tree.actions.values():
        earlier = old.tree.actions.get(action.id)
        if earlier and (action.window or earlier.window):
            then, today = _used(old, action.id), _used(new, action.id)
            if then != today:
                yield f"“{action.title}”: {today}, before {then}."


def _used(graph: Graph, name: str) -> str:
    action = graph.tree.actions[name]
    days = graph.waits.used(action).days
    return f"{days} of {counted(action.window.days.at_least, 'day')} used" if action.window else "no window"


def _facts(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    """Facts that are gone or new, sources that are others, and which step rests on which facts."""
    for name, fact in old.facts.items():
        if name not in new.facts:
            yield f"Removed: {name} ({fact.source})."
        elif not _sources(fact) & _sources(new.facts[name]):
            yield f"{name} has lost its last source, {fact.url}; now {new.facts[name].url}."
    for name, fact in new.facts.items():
        if name not in old.facts:
            yield f"Added: {name} ({fact.source})."
    for node in new:
        before, now = (set(tree[node].facts) if node in tree else set() for tree in (old, new))
        if before and not now:
            yield f"“{new.title(node)}” ({node}) has lost its last fact."
        elif before != now:
            changes = [f"no longer names {name}" for name in sorted(before - now)]
            changes += [f"now names {name}" for name in sorted(now - before)]
            yield f"“{new.title(node)}” ({node}) {', '.join(changes)}."


def _sources(fact: Fact) -> set[str]:
    return {fact.url, *fact.also}


def _entries(old: DecisionTree, new: DecisionTree, kinds: Sequence[str]) -> Iterator[str]:
    """Every value of the entries of some kinds that differs."""
    for kind in kinds:
        before, now = getattr(old, kind), getattr(new, kind)
        told_as_step = KINDS[kind].spec.file == TREE and kind != "retired"
        found: dict[str, list[str]] = {}
        for change in value_changes(old, new, [kind]):
            found.setdefault(change.entry.id, []).append(change.told)
        for name in (*before, *(name for name in now if name not in before)):
            if not told_as_step and kind != "facts" and (name in before) != (name in now):
                what = now.get(name) or before[name]
                yield f"{'Added' if name in now else 'Removed'}: the {what.spec.one} “{what.heading}” ({name})."
            yield from found.get(name, ())


def _lists(old: DecisionTree, new: DecisionTree, section: str) -> Iterator[str]:
    before, now = ({name: [words] for name, words in getattr(tree, section).items()} for tree in (old, new))
    label = section.replace("_", " ")
    yield from (told(f"{label} {key}", was, is_) for key, was, is_ in lines_that_differ(before, now))


def _order(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    """What stands in another order, and so is read in another order."""
    if old.start != new.start:
        yield f"The guide starts with “{new.title(new.start)}” now, before with “{old.title(old.start)}”."
    for kind in KINDS:
        if _reordered(list(getattr(old, kind)), list(getattr(new, kind))):
            yield f"{_title(kind)} stand in another order."
    for question in new.questions.values():
        if question.id in old.questions:
            before, now = ([option.id for option in each.questions[question.id].options] for each in (old, new))
            if _reordered(before, now):
                yield f"“{question.ask}” lists its answers in another order now: {', '.join(now)}."


def _reordered(before: list[str], now: list[str]) -> bool:
    """Whether what is in both stands in another order."""
    both = {*before} & {*now}
    return [name for name in before if name in both] != [name for name in now if name in both]
