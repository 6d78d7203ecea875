"""The entry that changes.yaml needs for what changed between two trees, drafted in readers' words."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from guide.history import digests
from guide.kinds import Action, Question
from guide.limits import LONGEST_HEADING
from guide.rules.announcements import entry, title_of, unannounced
from guide.tree import DecisionTree


def draft(old: DecisionTree, new: DecisionTree, date: str) -> str:
    """The lines to put into changes.yaml, or nothing where `new` tells already what `old` does not say."""
    before = digests(old)
    about = unannounced(before, new)
    if not about:
        return ""
    sentences = list(dict.fromkeys(sentence for name in about for sentence in _sentences(old, new, name)))
    if len(sentences) == 1 and len(sentences[0]) <= LONGEST_HEADING:
        return entry(new, about, before, date, sentences[0].removesuffix("."))
    more = f" and {len(about) - 1} more" if len(about) > 1 else ""
    first = shorten(title_of(new, about[0]).removesuffix("."), LONGEST_HEADING - len(more), placeholder=" …")
    return entry(new, about, before, date, first + more, " ".join(sentences))


def _sentences(old: DecisionTree, new: DecisionTree, name: str) -> Iterator[str]:
    section, _, id_ = name.rpartition("/")
    title = title_of(new, name)
    if name not in digests(old):
        yield f"New: {title}."
    elif any(name in new[node].redirect_from for node in new):
        yield f"“{title_of(old, name)}” is part of “{title}” now."
    elif section == "facts":
        yield f"Now: {new.facts[id_].text}"
        yield f"Before: {old.facts[id_].text}"
    elif name in new.retired:
        yield f"“{title}” is no more. {new.retired[name].because}"
    else:
        found = [] if section else list(_of_step(old, new, name))
        yield from found or [f"“{title}” has new words."]


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
            yield f"“{new.ask}” no longer has the answer “{option.label}”."
    for option in new.options:
        if option.id not in before:
            yield f"“{new.ask}” has a new answer: “{option.label}”."
        elif before[option.id].next != option.next:
            yield f"“{new.ask}”: after “{option.label}” comes “{tree.title(option.next)}” now."


def _of_action(old: Action, new: Action, tree: DecisionTree) -> Iterator[str]:
    for words, before, now in (("time for", old.window, new.window), ("wait after", old.wait, new.wait)):
        if before != now:
            yield f"The {words} “{new.title}” is {now or 'not given'} now, before {before or 'not given'}."
    if new.not_solved and old.not_solved != new.not_solved:
        yield f"If “{new.title}” did not help, “{tree.title(new.not_solved)}” comes next now."
