"""Rules about single steps and clocks, each looked at by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide import limits
from guide.kinds import Action, Clock
from guide.problem import Problem
from guide.text.markdown import (
    asked_first,
    description,
    fields,
    links,
    plain,
    shortened,
    unknown_markup,
    whole_sentences,
)
from guide.tree import DecisionTree


def too_few_or_many_options(tree: DecisionTree) -> Iterator[Problem]:
    """A question has 2 to 9 options."""
    for question in tree.questions.values():
        count = len(question.options)
        if not 2 <= count <= limits.MOST_OPTIONS:
            has = {0: "no options", 1: "only one option"}.get(count, f"{count} options")
            hint = "Add another, or lead to the next step directly." if count < 2 else "Ask in two questions instead."
            yield Problem(tree.at("questions", question.id), f"the question “{question.id}” has {has}.", hint)


def no_way_out_for_the_unsure(tree: DecisionTree) -> Iterator[Problem]:
    """Every question has an option with the id `not-sure`, or says under `everybody_knows` why none is needed."""
    for question in tree.questions.values():
        has = any(option.id == "not-sure" for option in question.options)
        if len(question.options) > 1 and not has and not question.everybody_knows:
            yield Problem(
                tree.at("questions", question.id),
                f"the question “{question.id}” has no option with the id “not-sure”.",
                "Add one with the label “I am not sure”; lead it to an action that helps to find out.",
            )
        if has and question.everybody_knows:
            yield Problem(
                tree.at("questions", question.id, "everybody_knows"),
                f"the question “{question.id}” has both “not-sure” and “everybody_knows”.",
                "Delete this line.",
            )


def actions_that_just_stop(tree: DecisionTree) -> Iterator[Problem]:
    """An action says what to try next (`not_solved`) or why nothing follows (`last_resort`), and names a fact."""
    for action in tree.actions.values():
        place = tree.at("actions", action.id)
        if bool(action.not_solved) == bool(action.last_resort):
            has = (
                "both “not_solved” and “last_resort”" if action.not_solved else "neither “not_solved” nor “last_resort”"
            )
            yield Problem(place, f"the action “{action.id}” has {has}.", "Keep exactly one of the two.")
        if not action.facts:
            yield Problem(place, f"the action “{action.id}” names no fact.", "Add “facts: [id of a fact]”.")


def urgency_that_does_not_fit(tree: DecisionTree) -> Iterator[Problem]:
    """`urgency` fits what is said of the last day: `days` with a `window` and only there; `today` and `countdown` where
    `by_when` says so; and some urgency wherever there is a `by_when`."""
    for action in tree.actions.values():
        if action.urgency is None:
            if action.by_when and not action.window:
                yield Problem(
                    tree.at("actions", action.id, "by_when"),
                    f"the action “{action.id}” says by when, and not how soon that is.",
                    "Add “urgency: today”, “urgency: countdown” or “urgency: none”.",
                )
            continue
        found = _misfit(action)
        if found:
            what, hint = found
            yield Problem(tree.at("actions", action.id, "urgency"), f"the action “{action.id}” {what}.", hint)


def conditions_without_a_condition(tree: DecisionTree) -> Iterator[Problem]:
    """What stands under `only_if` begins with a question of at most 90 characters, without a link, that says for whom
    it is. The page shows the question; a tap opens the rest."""
    for action in tree.actions.values():
        for index, step in enumerate(action.only_if):
            asked, _ = asked_first(step)
            place = tree.at("actions", action.id, "only_if", index)
            if not asked:
                yield Problem(
                    place,
                    f"nothing asks for whom this is: “{shortened(whole_sentences(plain(step))[0], 60)}”.",
                    "Begin with a question, such as “Did you pay by card? Ask …”, or move the line to “steps”.",
                )
            elif len(asked) > limits.LONGEST_OPTION:
                yield Problem(
                    place,
                    f"the question is too long, {len(asked)} characters of at most {limits.LONGEST_OPTION}: "
                    f"“{shortened(plain(asked), 60)}”.",
                    "Ask the shortest question that parts the readers, and say the rest behind it.",
                )
            elif links(asked):
                yield Problem(
                    place,
                    f"the question leads somewhere: “{shortened(plain(asked), 60)}”. It is what opens the line.",
                    "Put the link behind the question mark.",
                )


_TODAY = re.compile(r"\b(today|now|at once|soon)\b", re.IGNORECASE)
_COUNTDOWN = re.compile(r"\b(countdown|last day|before|until which day|in which)\b", re.IGNORECASE)


def _misfit(action: Action) -> tuple[str, str] | None:
    """What is wrong with the urgency of an action that has one, and what to do."""
    said = action.by_when or ""
    if action.urgency == "days" and not action.window:
        return "has the urgency “days”, and no window", "Add “window”, or choose another urgency."
    if action.window and action.urgency != "days":
        return f"has a window, and the urgency “{action.urgency}”", "Delete this line: a window means “days”."
    if not action.window and not said:
        return "has an urgency, and says nothing of the last day", "Add “by_when”, or delete this line."
    if action.urgency == "today" and not _TODAY.search(said):
        return "has the urgency “today”, and “by_when” does not say so", "Say “today” there, or choose another urgency."
    if action.urgency == "countdown" and not _COUNTDOWN.search(whole_sentences(said)[0]):
        hint = "Begin “by_when” with it, such as “Before the countdown on the page ends.”, or choose another urgency."
        return "has the urgency “countdown”, and “by_when” does not begin with it", hint
    if action.urgency == "none" and _TODAY.match(said):
        return "has the urgency “none”, and “by_when” begins with “today”", "Type “urgency: today”."
    return None


def steps_that_look_alike(tree: DecisionTree) -> Iterator[Problem]:
    """No two steps have the same title, or begin with the same words: a search engine could not tell them apart."""
    for what, key, words in (
        ("title", "title", tree.title),
        ("first words", "steps", lambda node: description(tree[node])),
    ):
        seen: dict[str, str] = {}
        for node in tree:
            said = words(node)
            if said in seen:
                section = tree[node].spec.section
                at = tree.at(section, node, key if section == "actions" else "ask")
                message = f"“{node}” has the same {what} as “{seen[said]}”."
                yield Problem(at, message, "Say in one of them what is different there.")
            seen[said] = node


def markup_that_is_not_used(tree: DecisionTree) -> Iterator[Problem]:
    """Text is plain, with *emphasis*, lists and links; no HTML, headings, code, pictures or placeholders."""
    for trace, text in fields(tree):
        odd = unknown_markup(text)
        if odd:
            hint = "Use plain sentences; *emphasis*, lists and [links](some-step) are possible."
            yield Problem(tree.at(*trace), f"this text holds {odd}, which the pages do not use.", hint)


_WARN = "Say at once what not to do; the page marks it."
_AROUND = (
    ("clocks", "start", r"from\b", "begins with “from”", "Delete “from”; the page writes it."),
    ("clocks", "start", r".*\.$", "ends with a full stop", "Delete it; the page goes on after these words."),
    ("actions", "window", r".* from from\b", "has “from” twice", "Delete one of them."),
    ("actions", "wait_from", r"after\b", "begins with “after”", "Delete “after”; the page writes it."),
    ("actions", "title", r".*[.,:;]$", "ends with a full stop or the like", "Delete it; a title is no sentence."),
    ("actions", "careful", r"(be )?careful\b|warning\b|attention\b", "begins with a warning word", _WARN),
    ("questions", "ask", r"[^?]+$", "has no question mark", "Type “?” at its end."),
)
"""Words that stand in the middle of others on a page: section, key, the mistake, and what is told of it."""


def words_that_do_not_fit_the_page(tree: DecisionTree) -> Iterator[Problem]:
    """A question has a question mark, and a title no full stop. The `start` of a clock does not begin with “from”, nor
    `careful` with “Careful”: the page says it."""
    for section, key, mistake, what, hint in _AROUND:
        for name, entry in getattr(tree, section).items():
            if re.match(mistake, str(getattr(entry, key) or ""), re.IGNORECASE | re.DOTALL):
                message = f"“{key}” of the {entry.spec.one} “{name}” {what}."
                yield Problem(tree.at(section, name, key), message, hint)


def windows_without_a_day(tree: DecisionTree) -> Iterator[Problem]:
    """`clock_starts_with` says more about a `window`, and `wait_from` about a `wait`; neither stands alone."""
    for action in tree.actions.values():
        for key, length in (("clock_starts_with", "window"), ("wait_from", "wait")):
            if getattr(action, key) and not getattr(action, length):
                yield Problem(
                    tree.at("actions", action.id, key),
                    f"the action “{action.id}” has “{key}” but no “{length}”.",
                    f"Add “{length}: …”, or delete it.",
                )


def answers_that_another_one_holds(tree: DecisionTree) -> Iterator[Problem]:
    """No answer says only what another answer of the same question says too, and more: “There is a button” also fits
    whoever has “There is a button, but it does not work”. Only the way out for the unsure may."""
    for question in tree.questions.values():
        options = [(index, option) for index, option in enumerate(question.options) if option.id != "not-sure"]
        for index, option in options:
            others = (other.label for _, other in options if other.next != option.next)
            longer = next((label for label in others if _holds(label, option.label)), None)
            if longer is not None:
                yield Problem(
                    tree.at("questions", question.id, "options", index, "label"),
                    f"whoever fits “{longer}” fits “{option.label}” too.",
                    f"Say in “{option.label}” what is not so in the other one.",
                )


def _holds(label: str, other: str) -> bool:
    """Whether `label` begins by saying all that `other` says. A “no” in it that the other has not turns it round."""
    begins, said = _telling(re.split("[,;:(]", label)[0]), _telling(other)
    return bool(said) and said <= begins and not (begins - said) & _TURNS_ROUND


def _telling(words: str) -> set[str]:
    """The words without those that only hold a sentence together."""
    return {*re.findall(r"[\w-]+", words.casefold())} - _LITTLE_WORDS


_LITTLE_WORDS = {
    *("a", "an", "and", "are", "at", "by", "for", "from", "has", "have", "i", "in", "is", "it", "me", "my", "of"),
    *("on", "or", "the", "to", "was", "with"),
}
_TURNS_ROUND = {"no", "not", "without", "never", "nothing"}


def clocks_that_are_too_long(tree: DecisionTree) -> Iterator[Problem]:
    """A clock has at most 300 days, so that its table needs no more than one 29 February."""
    for clock in tree.clocks.values():
        if clock.length.at_most > limits.MOST_DAYS_OF_A_CLOCK:
            yield Problem(
                tree.at("clocks", clock.id, "length"),
                f"the clock “{clock.id}” has {clock.length}; {limits.MOST_DAYS_OF_A_CLOCK} are the limit.",
                "Leave it out: its table could not say which leap year counts.",
            )


def windows_without_a_clock(tree: DecisionTree) -> Iterator[Problem]:
    """Every action with a `window` stands under the `steps` of a clock of the same length whose kind is `limit`, so
    that its page can lead to a table of last days."""
    for action in tree.actions.values():
        if action.window and not tree.clocks_for(action):
            yield Problem(
                tree.at("actions", action.id, "window"),
                f"no clock counts the {action.window.days} of “{action.id}”.",
                f"In {Clock.spec.file}, name “{action.id}” under “steps” of a clock with "
                f"“length: {action.window.days}”.",
            )


STEPS = (
    no_way_out_for_the_unsure,
    actions_that_just_stop,
    markup_that_is_not_used,
    windows_without_a_day,
    urgency_that_does_not_fit,
    conditions_without_a_condition,
    answers_that_another_one_holds,
    clocks_that_are_too_long,
)
