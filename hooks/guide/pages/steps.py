"""Step pages: one for each question and action, with every way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from guide import limits
from guide.draw.boxes import Drawing
from guide.draw.colours import COLOURS
from guide.graph.trails import Trail, after
from guide.history import last_change
from guide.kinds import Action, Clock, Country, Fact, Message, Option, Question
from guide.language import QUESTION_MARKS, Foreign, Language
from guide.pages.countries import at_home
from guide.pages.frame import Frame, Picture
from guide.pages.letters import languages_of
from guide.pages.maps import map_places
from guide.pages.neighbours import neighbours
from guide.pages.outline import outline_places
from guide.pages.page import Page, SearchEntry
from guide.pages.share import Reply, reply
from guide.text.choices import settled
from guide.text.markdown import description, plain, whole_sentences
from guide.tree import Edge, Node

WAYS_OUT = ("something-else", "not-sure")
"""The ids of options for who finds no answer, or is not sure of one; they stand below the others, quieter."""


class Row(NamedTuple):
    """One line of “Your answers so far”."""

    words: str
    href: str
    tried: bool = False
    """Whether it is an action that did not help, and no answer."""


class OptionLink(NamedTuple):
    """An answer to click."""

    option: Option
    href: str

    @property
    def is_way_out(self) -> bool:
        """Whether it is for who finds no answer, or is not sure of one."""
        return self.option.id in WAYS_OUT


class LastDay(NamedTuple):
    """What the box at the top of an action says of the last day."""

    headline: str
    """In large letters: “Today”, the window, or the first sentence of the others. May be empty."""
    told: str
    """What stands below it."""
    more: str
    """The rest, which stands further down the page."""


class ToCopy(NamedTuple):
    """A text to copy as somebody with some answers needs it."""

    text: str
    """In the language of who gets it."""
    meaning: str
    """The same for the reader, where that is another language; else empty."""


class Block(NamedTuple):
    """A trail as the page shows it: its answers, and the options with the fragments that lead on from here."""

    fragment: str
    rows: list[Row]
    options: list[OptionLink]
    merged: bool
    text: ToCopy | None
    """The text to copy, where these answers make a choice in it that the page leaves open."""
    countries: list[str]
    """The ids of the countries in which somebody with these answers is, of those whose note the page shows."""


@dataclass
class StepView:
    """What the page of a step shows, whatever kind it is of; the names are those in the templates."""

    id: str
    title: str
    description: str
    picture: Picture
    blocks: list[Block]
    several: bool
    is_start: bool
    common: list[Row]
    """The answers that every way here holds."""
    ways: list[tuple[str, str]]
    """The other ways here: how somebody comes by each, and the step that they come from."""
    start: str
    text: ToCopy | None
    """The text to copy, with the choices made that every answer on the way here makes; None where there is none."""
    nearby: Drawing | None
    on_map: str
    in_outline: str
    facts: list[Fact]
    reply: Reply | None
    feedback: list[tuple[str, str]]
    edit: str


@dataclass
class QuestionView(StepView):
    question: Question
    options: list[OptionLink]
    left: int
    """How many more questions follow at most."""
    fewest: int
    """How many follow at least."""


@dataclass
class ActionView(StepView):
    action: Action
    onward: str
    onward_title: str
    message: Message | None
    letters: bool
    """Whether the guide has the text to copy in other languages, for a bank that reads one of them."""
    notes: list[tuple[Country, Fact]]
    countries: list[Country]
    """Those to whose pages it leads where there are too many notes to show them all."""
    read_there: dict[str, list[Language]]
    """The languages of each of these countries in which the guide has the text to copy."""
    early: list[str]
    """What those have whose last day may come before they have gone on from here."""
    last_day: LastDay
    used: int
    """How many calendar days of its window our advice to wait uses up, at most."""
    clocks: list[Clock]
    tables: list[Clock]


def step_pages(frame: Frame, names: Iterable[str]) -> Iterator[Page]:
    """The pages of the steps with these names, and every redirect to one of them."""
    tree = frame.tree
    on_map, in_outline = map_places(frame), outline_places(frame)
    tags: dict[str, list[str]] = {}
    for phrases in (tree.phrases, tree.english.phrases if tree.english else {}):  # An app may show either.
        for phrase in phrases.values():
            tags.setdefault(phrase.next, []).append(str(phrase.words))
    for node in (tree[name] for name in names):
        general = _to_copy(frame, node, frame.graph.always_answered[node.id])
        view = StepView(
            id=node.id,
            title=node.heading,
            description=description(node, lambda labels: frame.say("listed", things=labels)),
            picture=_picture(frame, node),
            blocks=[_block(frame, node, trail, general) for trail in frame.graph.trails[node.id]],
            several=len(frame.graph.trails[node.id]) > 1,
            is_start=node.id == tree.start,
            common=[_row(frame, edge) for edge in frame.graph.always_before[node.id]],
            ways=[_way(frame, edge) for edge in _other_ways(frame, node.id)],
            start=f"../{tree.start}/",
            text=general,
            nearby=neighbours(frame, node.id, in_outline[node.id]),
            on_map=on_map[node.id],
            in_outline=in_outline[node.id],
            facts=[tree.facts[fact] for fact in node.facts],
            reply=reply(frame, node) if frame.settings.site_url else None,
            feedback=frame.feedback(node.id, node.heading),
            edit=frame.edit_link(node),
        )
        if isinstance(node, Question):
            html = frame.fill("question.html", node.path, **vars(_question(frame, node, view)))
        else:
            html = frame.fill("action.html", node.path, **vars(_action(frame, node, view)))
        found = SearchEntry(node.path, node.heading, _words(node), tuple(tags.get(node.id, ())))
        changed = last_change(tree, node, frame.settings.today)
        picture = frame.to_draw(view.picture)
        yield Page(node.path, html, (found,), in_sitemap=True, changed=changed, picture=picture)
        for old in node.redirect_from:
            path = f"steps/{old}/"
            values = {"title": view.title, "description": view.description, "picture": view.picture}
            yield Page(path, frame.fill("redirect.html", path, target=f"../{node.id}/", **values))


def retired_pages(frame: Frame) -> Iterator[Page]:
    """Every page that is no more."""
    tree = frame.tree
    for page in tree.retired.values():
        values = {"page": page, "next": tree.title(page.next), "target": f"../{page.next}/"}
        yield Page(page.path, frame.fill("retired.html", page.path, **values))


def first_question(frame: Frame) -> dict[str, Any]:
    """The first question for the home page: its words, and its answers as its own page has them."""
    question = frame.tree.questions[frame.tree.start]
    (block,) = (_block(frame, question, trail, None) for trail in frame.graph.trails[question.id])
    answers = [option._replace(href=f"steps/{option.href.removeprefix('../')}") for option in block.options]
    return {"ask": question.ask, "help": question.help or "", "answers": answers}


def _question(frame: Frame, node: Question, view: StepView) -> QuestionView:
    return QuestionView(
        **vars(view),
        question=node,
        options=[OptionLink(option, f"../{option.next}/") for option in node.options],
        left=frame.graph.answers_to_come[node.id] - 1,
        fewest=frame.graph.fewest_to_come[node.id] - 1,
    )


def _action(frame: Frame, node: Action, view: StepView) -> ActionView:
    tree = frame.tree
    notes = [(country, at_home(tree, fact, country)) for country, fact in tree.notes(node)]
    return ActionView(
        **vars(view),
        action=node,
        onward=_link(frame, node.not_solved, after(node.id)) if node.not_solved else "",
        onward_title=tree.title(node.not_solved) if node.not_solved else "",
        message=tree.messages[node.message] if node.message else None,
        letters=bool(node.message and frame.letters_for(node.message)),
        notes=notes,
        countries=tree.countries_on(node),
        read_there={
            country.id: languages_of(frame, country, node.message) if node.message else [] for country, _ in notes
        },
        early=early(frame, node.id),
        last_day=_last_day(frame, node),
        used=frame.graph.waits.used(node).days if node.window else 0,
        clocks=tree.clocks_for(node),
        tables=tree.other_clocks(node),
    )


def early(frame: Frame, step: str) -> list[str]:
    """For whom the early last days are that come after a step, each once; whose it is itself knows."""
    actions = frame.tree.actions
    theirs = dict.fromkeys(str(one.for_whom) for one in frame.graph.early[step])
    return [whose for whose in theirs if step not in actions or whose != actions[step].for_whom]


def _last_day(frame: Frame, node: Action) -> LastDay:
    """The last day of an action, the shortest first. What is longer than the box holds goes on below it."""
    rest = whole_sentences(node.by_when) if node.by_when else ()
    headline = ""
    if node.window:
        headline = frame.window(node.window)
    elif node.urgency == "today":
        headline = frame.say("today")
        rest = rest[1:] if _says_today(frame, node) else rest
    elif node.urgency == "countdown":
        headline, rest = rest[0], rest[1:]
    count = 0
    while count < len(rest) and len(" ".join(rest[: count + 1])) <= limits.LONGEST_IN_THE_BOX:
        count += 1
    while count and rest[count - 1].rstrip().endswith(QUESTION_MARKS):
        count -= 1  # A question without its answer tells nobody their last day.
    return LastDay(headline, " ".join(rest[:count]), " ".join(rest[count:]))


def _says_today(frame: Frame, node: Action) -> bool:
    """Whether the first sentence on the last day of an action says no more than the box says in large letters."""
    english = (frame.tree.english or frame.tree).actions[node.id]
    return whole_sentences(english.by_when or "")[0].lower() in ("today.", "now.")


def _picture(frame: Frame, node: Node) -> Picture:
    """The picture of a step: its own words; of an action whom it turns to, in its colour, and the last day."""
    if isinstance(node, Question):
        return frame.picture_of(node.heading, frame.say("kind", question=True))
    label = frame.say("turn_to", who=node.turns_to) if node.turns_to else frame.say("kind", question=False)
    last_day = plain(_last_day(frame, node).headline)
    below = frame.say("by_when", words=last_day) if last_day else ""
    if node.turns_to:
        return frame.picture_of(node.heading, label, below, COLOURS[node.turns_to].strong)
    return frame.picture_of(node.heading, label, below)


def _other_ways(frame: Frame, node_id: str) -> Iterator[Edge]:
    always = frame.graph.always_before[node_id]
    return (edge for edge in frame.graph.into[node_id] if edge not in always)


def _row(frame: Frame, edge: Edge) -> Row:
    title, href = frame.tree.title(edge.source), f"../{edge.source}/"
    return Row(edge.option.summary, href) if edge.option else Row(frame.say("tried", title=title), href, tried=True)


def _way(frame: Frame, edge: Edge) -> tuple[str, str]:
    title = frame.tree.title(edge.source)
    if not edge.option:
        return frame.say("tried", title=title), f"../{edge.source}/"
    return f"{title} {frame.say('sentence', words=edge.option.summary)}", f"../{edge.source}/"


def _block(frame: Frame, node: Node, trail: Trail, general: ToCopy | None) -> Block:
    tree = frame.tree
    rows = []
    if trail.tried:
        rows.append(Row(frame.say("tried", title=tree.title(trail.tried)), f"../{trail.tried}/", tried=True))
    for answer in trail.answers:
        rows.append(Row(answer.option.summary, _link(frame, answer.question, answer.asked)))
    options = []
    if isinstance(node, Question):
        for option in node.options:
            options.append(OptionLink(option, _link(frame, option.next, trail.plus(node.id, option))))
    own = _to_copy(frame, node, frame.graph.answers_by(trail))
    notes = {country.id for country, _ in tree.notes(node)} if isinstance(node, Action) else set()
    lives = (answer.option.country for answer in trail.answers)
    countries = [country for country in dict.fromkeys(lives) if country in notes]
    return Block(
        trail.fragment,
        rows,
        options,
        bool(trail.merged),
        own if own != general else None,
        countries,
    )


def _to_copy(frame: Frame, node: Node, answers: Set[str]) -> ToCopy | None:
    """The text to copy of a step for readers who gave these answers; None where it has none."""
    if not isinstance(node, Action) or not node.message:
        return None
    sent, read = frame.tree.to_send(node.message), frame.tree.messages[node.message]
    text, meaning = (settled(message.text, message.words_for(answers)) for message in (sent, read))
    return ToCopy(text, "" if sent is read or isinstance(read.text, Foreign) else meaning)


def _link(frame: Frame, node_id: str, trail: Trail) -> str:
    fragment = frame.graph.trails.at(node_id, trail)
    return f"../{node_id}/#{fragment}" if fragment else f"../{node_id}/"


def _words(node: Node) -> str:
    """What the search finds a step by, besides its title."""
    if isinstance(node, Question):
        parts = [node.help or "", node.why or "", "; ".join(option.label for option in node.options)]
    else:
        parts = [node.careful or "", *node.steps, *node.only_if, node.why, *node.have_ready, node.by_when or ""]
    return " ".join(plain(part) for part in parts if part)
