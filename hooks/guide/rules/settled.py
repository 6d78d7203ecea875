"""Rules about choices of a text to copy that the answers of a reader have made already."""

from __future__ import annotations

from collections.abc import Iterator

from guide.graph import Graph
from guide.kinds import Message
from guide.problem import Place, Problem, nearest
from guide.text.choices import choices
from guide.tree import DecisionTree


def settled_words_that_are_no_choice(tree: DecisionTree) -> Iterator[Problem]:
    """What a choice of a text to copy `says` stands word for word in just one of its square brackets: between “ / ”, or
    alone."""
    for message in tree.messages.values():
        brackets = choices(message.text)
        for index, part in enumerate(message.settled):
            place = tree.at("messages", message.id, "settled", index, "says")
            count = sum(part.says in alternatives for alternatives in brackets)
            if count > 1:
                found = f"“{part.says}” stands in {count} square brackets of “{message.id}”."
                yield Problem(place, found, "Say it otherwise in one of them, so that each is a choice of its own.")
            elif not count:
                meant = nearest(part.says, (words for alternatives in brackets for words in alternatives))
                hint = (
                    f"Did you mean “{meant}”?"
                    if meant
                    else "Copy one alternative, word for word: what stands there before, after or between “ / ”."
                )
                yield Problem(place, f"no square bracket of “{message.id}” offers “{part.says}”.", hint)


def settled_answers_that_do_not_exist(tree: DecisionTree) -> Iterator[Problem]:
    """The `answers` that settle a choice of a text to copy are options of questions: “how-did-you-pay.card”."""
    known = {option.named(question.id) for question in tree.questions.values() for option in question.options}
    for _, place, name in _answers(tree):
        if name not in known:
            meant = nearest(name, sorted(known))
            hint = f"Did you mean “{meant}”?" if meant else "Name an answer that is there, or take it out."
            yield Problem(place, f"there is no answer “{name}”.", hint)


def settled_answers_that_no_text_needs(graph: Graph) -> Iterator[Problem]:
    """Each answer that settles a choice of a text to copy is one that a page with this text knows of some reader."""
    known: dict[str, set[str]] = {}
    for action in graph.tree.actions.values():
        if action.message:
            given = (graph.answers_by(trail) for trail in graph.trails[action.id])
            known.setdefault(action.message, set()).update(*given)
    for message, place, name in _answers(graph.tree):
        if name not in known.get(message.id, ()):
            yield Problem(
                place,
                f"no page with the text “{message.id}” knows of a reader who answered “{name}”.",
                "Take it out, or name an answer that readers give on the way to such a page.",
            )


def _answers(tree: DecisionTree) -> Iterator[tuple[Message, Place, str]]:
    """Every answer that settles something in a message, with its place."""
    for message in tree.messages.values():
        for number, part in enumerate(message.settled):
            for index, name in enumerate(part.answers):
                yield message, tree.at("messages", message.id, "settled", number, "answers", index), name


SETTLED = (settled_words_that_are_no_choice, settled_answers_that_do_not_exist)
