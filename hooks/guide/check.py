"""The rules of the guide. Each rule is a small generator named by what it finds; its docstring is its sentence in
docs/contributing.md. A tree that passes is proven: every path ends at an action, and every link is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from . import limits
from .clock import Clock
from .load import COUNTRIES, DEAD_ENDS, FACTS, HOSTS, LOCK, MESSAGES, PHRASES, TREE
from .model import DecisionTree, Question, Trace
from .problem import Place, Problem, nearest
from .text import fields, links, unknown_markup
from .walk import answers_deep, loop, reachable
from .words import WORDS

Rule = Callable[[DecisionTree], Iterator[Problem]]

RESERVED_IDS = {"a-z", "countries", "index", "print", "search"}
RESERVED_OPTION_IDS = {"from", "tried", "answers", "content", "facts", "message"}
"""Words that stand in the addresses or headings of the pages."""


def problems(tree: DecisionTree) -> list[Problem]:
    """All problems of the first group of rules that finds any, so that one mistake is not told twice."""
    for group in (NAMES, SINGLE_STEPS, THE_WHOLE, WORDS):
        found = [problem for rule in group for problem in rule(tree)]
        if found:
            return found
    return []


def walkable(tree: DecisionTree) -> list[Problem]:
    """The problems that keep one from following the links of `tree` at all."""
    return [problem for rule in (missing_targets, ids_used_twice, loops, unreachable_nodes) for problem in rule(tree)]


def _place(tree: DecisionTree, *trace: str | int, file: str = TREE) -> Place:
    return tree.places[file].get(trace, Place(file))


def _section(tree: DecisionTree, node: str) -> str:
    return "questions" if node in tree.questions else "actions"


def _listed(tree: DecisionTree, key: str) -> Iterator[tuple[str, str, Place]]:
    """Each action that has the key, with each id that stands there, and its place."""
    for action in tree.actions.values():
        for index, name in enumerate(getattr(action, key)):
            yield action.id, name, _place(tree, "actions", action.id, key, index)


# --- Names: everything that is named exists, once ---


def missing_targets(tree: DecisionTree) -> Iterator[Problem]:
    """`start`, `next` and `not_solved` name a step that exists; `first` and `clock_starts_with` name actions."""

    def missing(target: str, what: str, *trace: str | int, file: str = TREE) -> Iterator[Problem]:
        if target not in tree:
            meant = nearest(target, tree)
            hint = f"Did you mean “{meant}” (line {_place(tree, _section(tree, meant), meant).line})?" if meant else ""
            hint = hint or f"Write the action “{target}” under “actions:”, or name one that is there."
            place = _place(tree, *trace, file=file)
            yield Problem(place, f"{what} leads to “{target}”, which does not exist.", hint)

    yield from missing(tree.start, "“start”", "start")
    for question in tree.questions.values():
        for index, option in enumerate(question.options):
            trace = ("questions", question.id, "options", index, "next")
            yield from missing(option.next, f"the answer “{option.label}”", *trace)
    for action in tree.actions.values():
        if action.not_solved:
            what = f"“not_solved” of the action “{action.id}”"
            yield from missing(action.not_solved, what, "actions", action.id, "not_solved")
    for page in tree.retired.values():
        yield from missing(page.next, f"the retired page “{page.id}”", "retired", page.id, "next")
    for phrase in tree.phrases.values():
        yield from missing(phrase.next, f"the phrase “{phrase.words}”", "phrases", phrase.id, "next", file=PHRASES)
    for end in tree.dead_ends.values():
        yield from missing(end.instead, f"the dead end “{end.id}”", "dead_ends", end.id, "instead", file=DEAD_ENDS)
    for key in ("first", "clock_starts_with"):
        for action_id, name, place in _listed(tree, key):
            if name not in tree.actions:
                meant = nearest(name, tree.actions)
                hint = f"Did you mean “{meant}”?" if meant else "Name an action that is there, or delete it."
                yield Problem(place, f"“{key}” of the action “{action_id}” names “{name}”, which is no action.", hint)


def start_that_is_no_question(tree: DecisionTree) -> Iterator[Problem]:
    """The guide starts with a question."""
    if tree.start in tree.actions:
        yield Problem(_place(tree, "start"), f"“start” leads to the action “{tree.start}”.", "Name a question instead.")


def ids_used_twice(tree: DecisionTree) -> Iterator[Problem]:
    """A question and an action never share an id, because each id is one web address."""
    for action in tree.actions:
        if action in tree.questions:
            line = _place(tree, "questions", action).line
            yield Problem(
                _place(tree, "actions", action),
                f"the id “{action}” is also the id of the question in line {line}.",
                "Give one of them another id.",
            )


def ids_that_cannot_be_addresses(tree: DecisionTree) -> Iterator[Problem]:
    """An id has 3 to 60 characters, at least one of them a letter, and is not a word that the site uses itself."""
    places = {node: _place(tree, _section(tree, node), node) for node in tree}
    places |= {node: _place(tree, "retired", node) for node in tree.retired}
    for node, place in places.items():
        if not 3 <= len(node) <= 60 or node.replace("-", "").isdigit() or node in RESERVED_IDS:
            yield Problem(
                place,
                f"“{node}” cannot be an id.",
                "Use 3 to 60 characters, at least one letter, and not one of: " + ", ".join(sorted(RESERVED_IDS)) + ".",
            )
    for question in tree.questions.values():
        for index, option in enumerate(question.options):
            if option.id in RESERVED_OPTION_IDS:
                yield Problem(
                    _place(tree, "questions", question.id, "options", index, "id"),
                    f"“{option.id}” cannot be the id of an option.",
                    "The pages use this word themselves; choose another.",
                )


def old_ids_in_use(tree: DecisionTree) -> Iterator[Problem]:
    """An id under `redirect_from` or `retired` is not in use any more, and stands in one place only."""
    seen = {old: page.next for old, page in tree.retired.items()}
    for old in tree.retired:
        if old in tree:
            place = _place(tree, "retired", old)
            yield Problem(place, f"“{old}” is still the id of a page.", "Delete this entry, or that page.")
    for node in tree:
        for index, old in enumerate(tree[node].redirect_from):
            place = _place(tree, _section(tree, node), node, "redirect_from", index)
            if old in tree:
                yield Problem(place, f"“{old}” is still the id of a page.", "Delete this line, or rename that page.")
            elif old in seen:
                yield Problem(place, f"“{old}” already leads to “{seen[old]}”.", "Delete one of the two lines.")
            seen[old] = node


def options_that_look_alike(tree: DecisionTree) -> Iterator[Problem]:
    """The options of a question differ in their ids and in their labels."""
    for question in tree.questions.values():
        for key in ("id", "label"):
            seen: set[str] = set()
            for index, option in enumerate(question.options):
                value = getattr(option, key)
                if value.casefold() in seen:
                    yield Problem(
                        _place(tree, "questions", question.id, "options", index, key),
                        f"two options of the question “{question.id}” have the {key} “{value}”.",
                        f"Change the {key} of one of them.",
                    )
                seen.add(value.casefold())


def unknown_facts_and_messages(tree: DecisionTree) -> Iterator[Problem]:
    """A fact that is named stands in docs/data/facts.yaml, a message in docs/data/messages.yaml."""
    for node in tree:
        trace: Trace = (_section(tree, node), node)
        for index, fact in enumerate(tree[node].facts):
            if fact not in tree.facts:
                yield _unknown(tree, "fact", fact, tree.facts, FACTS, (*trace, "facts", index))
    for country in tree.countries.values():
        for key, index, fact in country.facts():
            if fact not in tree.facts:
                trace = ("countries", country.id, key, index)
                yield _unknown(tree, "fact", fact, tree.facts, FACTS, trace, at=COUNTRIES)
    for end in tree.dead_ends.values():
        for index, fact in enumerate(end.facts):
            if fact not in tree.facts:
                trace = ("dead_ends", end.id, "facts", index)
                yield _unknown(tree, "fact", fact, tree.facts, FACTS, trace, at=DEAD_ENDS)
    for action in tree.actions.values():
        if action.message and action.message not in tree.messages:
            trace = ("actions", action.id, "message")
            yield _unknown(tree, "message", action.message, tree.messages, MESSAGES, trace)


def _unknown(
    tree: DecisionTree, kind: str, name: str, known: Iterable[str], file: str, trace: Trace, at: str = TREE
) -> Problem:
    meant = nearest(name, known)
    hint = f"Did you mean “{meant}”?" if meant else f"Write it in {file} first."
    return Problem(_place(tree, *trace, file=at), f"there is no {kind} “{name}” in {file}.", hint)


def facts_and_messages_without_use(tree: DecisionTree) -> Iterator[Problem]:
    """Every fact is used by a step, a country or a dead end, every message by a step."""
    used_facts = {fact for node in tree for fact in tree[node].facts}
    used_facts |= {fact for end in tree.dead_ends.values() for fact in end.facts}
    used_facts |= {fact for country in tree.countries.values() for _, _, fact in country.facts()}
    used_messages = {action.message for action in tree.actions.values()}
    for kind, known, used, file in (
        ("fact", tree.facts, used_facts, FACTS),
        ("message", tree.messages, used_messages, MESSAGES),
    ):
        for name in known:
            if name not in used:
                place = _place(tree, f"{kind}s", name, file=file)
                yield Problem(place, f"nothing uses the {kind} “{name}”.", "Name it in a step, or delete it here.")


# --- Single steps, then the whole ---


def too_few_or_many_options(tree: DecisionTree) -> Iterator[Problem]:
    """A question has 2 to 9 options."""
    for question in tree.questions.values():
        count = len(question.options)
        if not 2 <= count <= limits.MOST_OPTIONS:
            has = {0: "no options", 1: "only one option"}.get(count, f"{count} options")
            hint = "Add another, or lead to the next step directly." if count < 2 else "Ask in two questions instead."
            yield Problem(_place(tree, "questions", question.id), f"the question “{question.id}” has {has}.", hint)


def no_way_out_for_the_unsure(tree: DecisionTree) -> Iterator[Problem]:
    """Every question has an option with the id `not-sure`, or says under `everybody_knows` why none is needed."""
    for question in tree.questions.values():
        has = any(option.id == "not-sure" for option in question.options)
        if len(question.options) > 1 and not has and not question.everybody_knows:
            yield Problem(
                _place(tree, "questions", question.id),
                f"the question “{question.id}” has no option with the id “not-sure”.",
                "Add one with the label “I am not sure”; lead it to an action that helps to find out.",
            )
        if has and question.everybody_knows:
            yield Problem(
                _place(tree, "questions", question.id, "everybody_knows"),
                f"the question “{question.id}” has both “not-sure” and “everybody_knows”.",
                "Delete this line.",
            )


def loops(tree: DecisionTree) -> Iterator[Problem]:
    """No way leads back to where it came from, `not_solved` included."""
    found = loop(tree)
    if found:
        way = " → ".join(found)
        place = _leading(tree, found[-2], found[-1])
        yield Problem(place, f"the way goes round in a loop: {way}.", "Let this line lead to another step.")


def _leading(tree: DecisionTree, source: str, target: str) -> Place:
    """Where the link from `source` to `target` stands."""
    node = tree[source]
    if isinstance(node, Question):
        for index, option in enumerate(node.options):
            if option.next == target:
                return _place(tree, "questions", source, "options", index, "next")
    return _place(tree, "actions", source, "not_solved")


def unreachable_nodes(tree: DecisionTree) -> Iterator[Problem]:
    """Some way leads from the start to every question and every action."""
    seen = reachable(tree)
    for node in tree:
        if node not in seen:
            kind = _section(tree, node)[:-1]
            yield Problem(
                _place(tree, _section(tree, node), node),
                f"no way leads to the {kind} “{node}”.",
                f"Let an option lead to it (“next: {node}”), or delete it.",
            )


def paths_that_are_too_long(tree: DecisionTree) -> Iterator[Problem]:
    """A reader gives at most 9 answers on the way to an action."""
    if loop(tree):
        return
    for node, answers in answers_deep(tree).items():
        if answers == limits.MOST_ANSWERS and node in tree.questions:
            yield Problem(
                _place(tree, "questions", node),
                f"the question “{node}” comes after {answers} answers; by then a reader must be at an action.",
                "Ask less on the way.",
            )


def waits_that_let_a_remedy_expire(tree: DecisionTree) -> Iterator[Problem]:
    """Nobody who follows the advice to wait loses a later action by it: its window is longer than all waiting on the
    way, or an earlier step names it in `first` or links to it."""
    if loop(tree):
        return
    clock = Clock(tree)
    for action in tree.actions.values():
        if action.window:
            waiting = clock.unwarned(action)
            days = action.window.days.at_least
            if waiting.days >= days:
                steps = ", ".join(f"“{step}”" for step in waiting.actions)
                yield Problem(
                    _place(tree, "actions", action.id, "window"),
                    f"the waiting in {steps} may take {waiting.days} days, but “{action.id}” has only {days}.",
                    f"Add “first: [{action.id}]” to “{waiting.actions[0]}”, or wait less.",
                )


def windows_without_a_day(tree: DecisionTree) -> Iterator[Problem]:
    """`clock_starts_with` says more about a `window`, and `first` about a `wait`; neither stands alone."""
    for action in tree.actions.values():
        for key, other in (("clock_starts_with", "window"), ("first", "wait")):
            if getattr(action, key) and not getattr(action, other):
                place = _place(tree, "actions", action.id, key)
                yield Problem(
                    place, f"the action “{action.id}” has “{key}” but no “{other}”.", f"Add “{other}: …”, or delete it."
                )


def addresses_that_would_stop_working(tree: DecisionTree) -> Iterator[Problem]:
    """Every address in urls.lock answers for ever: an id that goes stands under `redirect_from` or `retired`."""
    answered = {*tree, *tree.retired, *(old for node in tree for old in tree[node].redirect_from)}
    for address in tree.published:
        found = re.fullmatch(r"/steps/([^/]+)/", address)
        if found and found[1] not in answered:
            meant = nearest(found[1], tree)
            where = f"to “{meant}”" if meant else "to the step that replaces it"
            yield Problem(
                _place(tree, address, file=LOCK),
                f"the address {address} was published, and no step answers there any more.",
                f"Add “redirect_from: [{found[1]}]” {where}, or list “{found[1]}” under “retired:” in {TREE}.",
            )


def actions_that_just_stop(tree: DecisionTree) -> Iterator[Problem]:
    """An action says what to try next (`not_solved`) or why nothing follows (`last_resort`), and names a fact."""
    for action in tree.actions.values():
        place = _place(tree, "actions", action.id)
        if bool(action.not_solved) == bool(action.last_resort):
            has = (
                "both “not_solved” and “last_resort”" if action.not_solved else "neither “not_solved” nor “last_resort”"
            )
            yield Problem(place, f"the action “{action.id}” has {has}.", "Keep exactly one of the two.")
        if not action.facts:
            yield Problem(place, f"the action “{action.id}” names no fact.", "Add “facts: [id of a fact]”.")


def links_that_are_not_allowed(tree: DecisionTree) -> Iterator[Problem]:
    """A link in a text leads to a step, or with https to a host in docs/data/allowed_hosts.yaml."""
    for trace, text in fields(tree):
        for target in links(text):
            reason = link_trouble(tree, target)
            if reason:
                yield Problem(_place(tree, *trace), f"the link to “{target}” is not allowed: {reason}.", _LINK_HINT)


_LINK_HINT = f"Link to the id of a step, or to an https address whose host is in {HOSTS}."


def link_trouble(tree: DecisionTree, target: str) -> str | None:
    """Why the site must not link to `target`, or None."""
    section, _, country = target.partition("/")
    if target in tree or (section == "countries" and (not country or country in tree.countries)):
        return None
    if not target.isascii() or not target.isprintable() or "\\" in target or " " in target:
        return "it holds characters that do not belong in an address"
    try:
        parts = urlsplit(target)
        port = parts.port
    except ValueError:
        return "it is not a web address"
    if not parts.scheme and not parts.netloc:
        return "there is no such step or country"
    if parts.scheme != "https":
        return "it does not begin with https://"
    if parts.username is not None or parts.password is not None or port is not None:
        return "it holds a user name or a port"
    if parts.hostname not in tree.hosts:
        return f"the host “{parts.hostname}” is not on the list"
    return tracking_trouble(target)


TRACKING = re.compile(
    r"utm_.*|aff.*|.*click_?id|gclid|fbclid|msclkid|ref|referrer|partner|pid|sk|tag|spm|scm|terminal_id"
)
"""Names of parameters that tell a shop or an advertiser who sent the reader."""
LONG_WAY_ROUND = re.compile(r"(url|u|to|target|goto|dest(ination)?|redirect(_to|_uri|_url)?|next|continue)")
"""Names of parameters that hold another address to go on to."""
SHORTENERS = {
    *("a.co", "amzn.to", "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly"),
    *("s.click.aliexpress.com", "shorturl.at", "t.co", "t.ly", "t.me", "tiny.cc", "tinyurl.com", "v.gd", "youtu.be"),
}


def tracking_trouble(address: str) -> str | None:
    """Why an address says more, or leads elsewhere, than it seems to; or None."""
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        if TRACKING.fullmatch(name.lower()):
            return f"the part “{name}=…” tracks readers"
        if LONG_WAY_ROUND.fullmatch(name.lower()) and ("." in value or "/" in value):
            return f"the part “{name}=…” leads on to another address"
    return None


def sources_that_track_or_hide(tree: DecisionTree) -> Iterator[Problem]:
    """The address of a source or a body is the page itself: no shortener, no user name or port, no tracking part."""
    for address, place in _addresses(tree):
        reason = _source_trouble(address)
        if reason:
            yield Problem(place, f"the address “{address}” is not allowed: {reason}.", "Type the page's own address.")


def _addresses(tree: DecisionTree) -> Iterator[tuple[str, Place]]:
    for fact in tree.facts.values():
        yield fact.url, _place(tree, "facts", fact.id, "url", file=FACTS)
        for index, address in enumerate(fact.also):
            yield address, _place(tree, "facts", fact.id, "also", index, file=FACTS)
    for country in tree.countries.values():
        for key, body in (("trader_url", country.trader_url), ("bank_url", country.bank_url)):
            if body:
                yield body, _place(tree, "countries", country.id, key, file=COUNTRIES)


def _source_trouble(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "it is not a web address"
    if parts.username is not None or parts.password is not None or port is not None:
        return "it holds a user name or a port"
    return _host_trouble(parts.hostname or "") or tracking_trouble(address)


def _host_trouble(host: str) -> str | None:
    if host in SHORTENERS:
        return "this host hides where it leads"
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host) or "xn--" in host:
        return "it must be a name in small Latin letters, not a number"
    return None


def hosts_that_may_deceive(tree: DecisionTree) -> Iterator[Problem]:
    """A host in docs/data/allowed_hosts.yaml is a whole name in Latin letters: no number, no shortener."""
    for host in tree.hosts:
        reason = _host_trouble(host)
        if reason:
            place = _place(tree, "hosts", host, file=HOSTS)
            yield Problem(place, f"the host “{host}” is not allowed: {reason}.", "Type the host of the page itself.")


def markup_that_is_not_used(tree: DecisionTree) -> Iterator[Problem]:
    """Text is plain, with *emphasis*, lists and links; no HTML, headings, code or pictures."""
    for trace, text in fields(tree):
        odd = unknown_markup(text)
        if odd:
            hint = "Use plain sentences; *emphasis*, lists and [links](some-step) are possible."
            yield Problem(_place(tree, *trace), f"this text holds {odd}, which the pages do not use.", hint)


def countries_without_a_ground(tree: DecisionTree) -> Iterator[Problem]:
    """The `base` of a country is a country with no base of its own; a country names at least one fact, or a base."""
    for country in tree.countries.values():
        base = tree.countries.get(country.base) if country.base else None
        if country.base and (base is None or base.base or base is country):
            place = _place(tree, "countries", country.id, "base", file=COUNTRIES)
            hint = "Name the id of a country without a “base” of its own."
            yield Problem(place, f"“{country.base}” cannot be the base of “{country.id}”.", hint)
        if not country.base and not list(country.facts()):
            place = _place(tree, "countries", country.id, file=COUNTRIES)
            yield Problem(place, f"the country “{country.id}” has no fact.", "Add one, or delete the country.")


def facts_with_dates_in_the_wrong_order(tree: DecisionTree) -> Iterator[Problem]:
    """A fact is checked again after the day on which it was checked, at most 366 days later."""
    for fact in tree.facts.values():
        days = (fact.check_again - fact.checked).days
        if not 0 < days <= 366:
            yield Problem(
                _place(tree, "facts", fact.id, "check_again", file=FACTS),
                f"the fact “{fact.id}” is to be checked again {days} days after it was checked.",
                "Type a day 1 to 366 days after “checked”.",
            )


NAMES: tuple[Rule, ...] = (
    missing_targets,
    start_that_is_no_question,
    ids_used_twice,
    ids_that_cannot_be_addresses,
    old_ids_in_use,
    options_that_look_alike,
    unknown_facts_and_messages,
    countries_without_a_ground,
    facts_with_dates_in_the_wrong_order,
)
SINGLE_STEPS: tuple[Rule, ...] = (
    too_few_or_many_options,
    no_way_out_for_the_unsure,
    actions_that_just_stop,
    links_that_are_not_allowed,
    markup_that_is_not_used,
    sources_that_track_or_hide,
    hosts_that_may_deceive,
    windows_without_a_day,
)
THE_WHOLE: tuple[Rule, ...] = (
    loops,
    unreachable_nodes,
    paths_that_are_too_long,
    facts_and_messages_without_use,
    waits_that_let_a_remedy_expire,
    addresses_that_would_stop_working,
)
RULES = NAMES + SINGLE_STEPS + THE_WHOLE + WORDS
