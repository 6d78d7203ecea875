"""What a change of the guide means to a reader: paths, distances, waiting, addresses, sources and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .clock import Clock
from .model import DecisionTree, Edge, Fact
from .text import escaped, fields
from .walk import answers_away, answers_deep, count_paths, paths_through


@dataclass(frozen=True)
class Section:
    """One kind of change, and each change of that kind as a sentence."""

    title: str
    changes: tuple[str, ...]


def differences(old: DecisionTree, new: DecisionTree) -> list[Section]:
    """Everything that a reader of `new` meets otherwise than a reader of `old`; empty where nothing changed."""
    sections = (
        ("Addresses at risk", _addresses_at_risk),
        ("Steps", _steps),
        ("Paths", _paths),
        ("Answers", _answers),
        ("Distance", _distance),
        ("Waiting", _waiting),
        ("Facts", _facts),
        ("Words", _words),
    )
    found = [Section(title, tuple(changes(old, new))) for title, changes in sections]
    return [section for section in found if section.changes]


def as_text(sections: list[Section]) -> str:
    """For a terminal."""
    return _printed(sections, "{}", "  {}", str)


def as_markdown(sections: list[Section]) -> str:
    """For a pull request. Words from the guide cannot become markup there."""
    return _printed(sections, "### {}", "- {}", escaped)


def _printed(sections: list[Section], heading: str, item: str, escaped: Callable[[str], str]) -> str:
    if not sections:
        return "Nothing changes for a reader."
    blocks = []
    for section in sections:
        lines = [heading.format(section.title), "", *(item.format(escaped(change)) for change in section.changes)]
        blocks.append("\n".join(line for line in lines if line or heading != "{}"))
    return "\n\n".join(blocks)


def _led_on(tree: DecisionTree) -> dict[str, str]:
    """Ids that are no more, and where their addresses lead."""
    moved = {old: node for node in tree for old in tree[node].redirect_from}
    return moved | {page.id: page.next for page in tree.retired.values()}


def _addresses_at_risk(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    answered = {*new, *_led_on(new)}
    for node in (*old, *_led_on(old)):
        if node not in answered:
            yield f"/steps/{node}/ would stop working."


def _steps(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    led_on = _led_on(new)
    for node in old:
        if node not in new:
            where = f" Its address leads to “{new.title(led_on[node])}”." if node in led_on else ""
            yield f"Removed: “{old.title(node)}” ({node}).{where}"
    for node in new:
        if node not in old:
            yield f"Added: “{new.title(node)}” ({node})."
        elif node in old and (node in old.questions) != (node in new.questions):
            yield f"“{new.title(node)}” ({node}) is {'a question' if node in new.questions else 'an action'} now."


def _paths(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    before, now = count_paths(old), count_paths(new)
    if before != now:
        yield f"{now:,} paths, before {before:,} ({now - before:+,})."
    before, now = (max(answers_deep(tree)[action] for action in tree.actions) for tree in (old, new))
    if before != now:
        yield f"The longest path has {_answers_in_words(now)}, before {before}."


def _links(tree: DecisionTree) -> dict[tuple[str, str], Edge]:
    return {(edge.source, edge.option.id if edge.option else ""): edge for edge in tree.edges()}


def _answers(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    before, now = _links(old), _links(new)
    old_paths, new_paths = paths_through(old), paths_through(new)
    for key, edge in before.items():
        if key not in now:
            yield f"Removed: {_named(old, edge)} → “{old.title(edge.target)}” ({_count(old_paths[edge])})."
        elif now[key].target != edge.target:
            to = now[key]
            yield (
                f"{_named(new, to)} leads to “{new.title(to.target)}” ({_count(new_paths[to])}), "
                f"before to “{old.title(edge.target)}” ({_count(old_paths[edge])})."
            )
    for key, edge in now.items():
        if key not in before:
            yield f"Added: {_named(new, edge)} → “{new.title(edge.target)}” ({_count(new_paths[edge])})."


def _named(tree: DecisionTree, edge: Edge) -> str:
    said = edge.option.label if edge.option else "not solved"
    return f"“{tree.title(edge.source)}” → “{said}”"


def _count(paths: int) -> str:
    return "1 path" if paths == 1 else f"{paths:,} paths"


def _answers_in_words(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _distance(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    before, now = answers_away(old), answers_away(new)
    for action in new.actions:
        if action in before and before[action] != now[action]:
            nearer = "nearer" if now[action] < before[action] else "further away"
            far = f"{_answers_in_words(now[action])} from the start, before {before[action]}"
            yield f"“{new.title(action)}” is {nearer}: {far}."


def _waiting(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    before, now = Clock(old), Clock(new)
    for action in new.actions.values():
        earlier = old.actions.get(action.id)
        if earlier and (action.window or earlier.window):
            then, today = _used(before, old, action.id), _used(now, new, action.id)
            if then != today:
                yield f"“{action.title}”: {today}, before {then}."


def _used(clock: Clock, tree: DecisionTree, name: str) -> str:
    action = tree.actions[name]
    days = clock.used(action).days
    return f"{days} of {action.window.days.at_least} days used" if action.window else "no window"


def _facts(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
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
        if node in old and before and not now:
            yield f"“{new.title(node)}” ({node}) has lost its last fact."
        elif node in old and before != now:
            changes = [f"no longer names {name}" for name in sorted(before - now)]
            changes += [f"now names {name}" for name in sorted(now - before)]
            yield f"“{new.title(node)}” ({node}) {', '.join(changes)}."


def _sources(fact: Fact) -> set[str]:
    return {fact.url, *fact.also}


def _words(old: DecisionTree, new: DecisionTree) -> Iterator[str]:
    before, now = _all_words(old), _all_words(new)
    for key, words in now.items():
        if key in before and before[key] != words:
            yield f"{' '.join(key)}: “{before[key]}” → “{words}”"


def _all_words(tree: DecisionTree) -> Mapping[tuple[str, ...], str]:
    """Every text that a reader sees, by where it stands. Lines of a list are compared as one text."""
    found: dict[tuple[str, ...], str] = {}
    for node in tree:
        found[(node, "title")] = tree.title(node)
    for question in tree.questions.values():
        for option in question.options:
            found[(question.id, option.id)] = option.label
            found[(question.id, option.id, "summary")] = option.summary
    for trace, text in fields(tree):
        key = (str(trace[1]), str(trace[2]))
        found[key] = f"{found[key]} / {text}" if key in found else text
    for action in tree.actions.values():
        for name in ("wait", "window"):
            if getattr(action, name):
                found[(action.id, name)] = str(getattr(action, name))
    found |= {("fact", fact.id): fact.text for fact in tree.facts.values()}
    found |= {("message", message.id): message.text for message in tree.messages.values()}
    return found
