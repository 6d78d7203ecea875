"""The entry that changes.yaml needs for what changed between two trees, drafted in readers' words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guide.history import digests
from guide.kinds import Action, Question
from guide.limits import LONGEST_HEADING
from guide.rules.announcements import entry, title_of, unannounced
from guide.tools.diff import seen
from guide.tools.value_changes import ValueChange, value_changes
from guide.tree import DecisionTree


def draft(old: DecisionTree, new: DecisionTree, date: str) -> str:
    """The lines to put into changes.yaml, or nothing where `new` tells already what `old` does not say. Where one plain
    sentence says all of it, that is the title. Else the title is left for a person, and comments hold what is
    different: no reader gets the words of a program."""
    before = digests(old)
    about = unannounced(before, new)
    if not about:
        return ""
    sentences = {name: list(_sentences(old, new, name)) for name in about}
    differs = [change for change in value_changes(old, new) if change.entry.key in about and not change.added]
    titles = {title for found in sentences.values() for title in found or [""]}
    title = titles.pop()
    says_all = not titles and all(change.key in ("window", "wait") or " " in change.key for change in differs)
    if title and says_all and len(title) <= LONGEST_HEADING:
        return entry(new, about, before, date, title)
    return "\n".join([entry(new, about, before, date, ""), *_notes(sentences, differs)])


def _notes(sentences: Mapping[str, list[str]], differs: list[ValueChange]) -> Iterator[str]:
    """What is different, as comments for whoever writes the title."""
    yield "    # Say in the title what is different for a reader, in “text:” what to do now. Then delete these lines."
    by_entry: dict[str, list[str]] = {}
    for change in differs:
        by_entry.setdefault(change.entry.key, []).append(change.told)
    for name, found in sentences.items():
        for line in (*found, *by_entry.get(name, ())):
            yield f"    # {seen(' '.join(line.split()))}"


def _sentences(old: DecisionTree, new: DecisionTree, name: str) -> Iterator[str]:
    """What is different besides words, so that it can be said well."""
    title = title_of(new, name)
    if name not in digests(old):
        yield title.removesuffix(".")
    elif name in new.moved:
        yield f"“{title_of(old, name)}” is part of “{title}” now"
    elif name in new.retired:
        yield f"“{title}” is no more"
    elif "/" not in name:
        yield from _of_step(old, new, name)


def _of_step(old: DecisionTree, new: DecisionTree, name: str) -> Iterator[str]:
    """What is different in a step besides words."""
    if name in old.questions and name in new.questions:
        yield from _of_question(old.questions[name], new.questions[name], new)
    elif name in old.actions and name in new.actions:
        yield from _of_action(old.actions[name], new.actions[name], new)


def _of_question(old: Question, new: Question, tree: DecisionTree) -> Iterator[str]:
    before, now = ({option.id: option for option in question.options} for question in (old, new))
    for option in old.options:
        if option.id not in now:
            yield f"“{new.ask}” no longer has the answer “{option.label}”"
    for option in new.options:
        if option.id not in before:
            yield f"“{new.ask}” has a new answer: “{option.label}”"
        elif before[option.id].next != option.next:
            yield f"“{new.ask}”: after “{option.label}” comes “{tree.title(option.next)}” now"


def _of_action(old: Action, new: Action, tree: DecisionTree) -> Iterator[str]:
    for words, before, now in (("time for", old.window, new.window), ("wait after", old.wait, new.wait)):
        if before and now and before != now:
            yield f"The {words} “{new.title}” is {now} now, not {before}"
    if new.not_solved and old.not_solved != new.not_solved:
        yield f"If “{new.title}” did not help, “{tree.title(new.not_solved)}” comes next now"
