"""Rules about facts: what each says of its source and its days holds together; none speaks of a past day as coming."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from guide.history import day_of
from guide.kinds import GROUPS
from guide.problem import Problem, nearest
from guide.tree import DecisionTree

_DATED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|([A-Z][a-z]+) (\d{4})|undated")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_PINNED = re.compile(
    r"https://github\.com/[^/]+/[^/]+/(?:blob|raw)/[0-9a-f]{40}/.+|https://web\.archive\.org/web/\d{14}/.+"
)
_FUTURE = re.compile(
    r"\b(will|proposed|proposes|planned|plans|coming|upcoming|not yet|is to|are to|draft|bill)\b"
    rf"|\bfrom (?:\d{{1,2}} )?(?:{'|'.join(_MONTHS)})\b",
    re.IGNORECASE,
)
"""How a text says that something has not come yet."""
_MOST_DAYS_AFTER_A_CHANGE = 7


def facts_with_dates_in_the_wrong_order(tree: DecisionTree) -> Iterator[Problem]:
    """A fact is checked again after the day on which it was checked, at most 366 days later, and at most 7 days after
    the day under `changes_on`."""
    for fact in tree.facts.values():
        place = tree.at("facts", fact.id, "check_again")
        days = (fact.check_again - fact.checked).days
        if not 0 < days <= 366:
            yield Problem(
                place,
                f"the fact “{fact.id}” is to be checked again {days} days after it was checked.",
                "Type a day 1 to 366 days after “checked”.",
            )
        elif fact.changes_on and (fact.check_again - fact.changes_on).days > _MOST_DAYS_AFTER_A_CHANGE:
            yield Problem(
                place,
                f"the rule of “{fact.id}” changes on {fact.changes_on}, and it is checked again only on "
                f"{fact.check_again}.",
                f"Type a day at most {_MOST_DAYS_AFTER_A_CHANGE} days after “changes_on”.",
            )


def sources_with_a_date_that_is_none(tree: DecisionTree) -> Iterator[Problem]:
    """The `dated` of a fact is a day, a month or a year that has come (“2025-03-01”, “2025-03”, “March 2025”, “2025”),
    or “undated”."""
    for fact in tree.facts.values():
        first = _first_day(fact.dated)
        if first is None or to_come(tree, first):
            yield Problem(
                tree.at("facts", fact.id, "dated"),
                f"“{fact.dated}” is no day, month or year that has come.",
                "Type the date of the page, such as “2025-03-01”, “2025-03”, “March 2025” or “2025”; or “undated”.",
            )


def _first_day(dated: str) -> date | None:
    """The first day that it can mean; the first of all for “undated”, and None where it is no date."""
    found = _DATED.fullmatch(dated)
    if not found or (found[4] and found[4] not in _MONTHS):
        return None
    month = _MONTHS.index(found[4]) + 1 if found[4] else int(found[2] or 1)
    try:
        return date(int(found[1] or found[5] or 1), month, int(found[3] or 1))
    except ValueError:
        return None


def to_come(tree: DecisionTree, day: date) -> bool:
    """Whether it has come nowhere on Earth, where somebody says which day it is."""
    return tree.today is not None and day.toordinal() > tree.today.toordinal() + 1


def facts_about_what_is_no_group(tree: DecisionTree) -> Iterator[Problem]:
    """The `about` of a fact is a group of the list of all claims, or the id of a country."""
    known = (*GROUPS, *tree.countries)
    for fact in tree.facts.values():
        if fact.about not in known:
            meant = nearest(fact.about, known)
            hint = f"Did you mean “{meant}”?" if meant else f"Type the id of a country, or: {', '.join(GROUPS)}."
            yield Problem(tree.at("facts", fact.id, "about"), f"there is no group “{fact.about}”.", hint)


def facts_that_changed_and_were_not_read(tree: DecisionTree) -> Iterator[Problem]:
    """Whoever changes the text or the source of a fact reads the source: its `checked` moves on. So does its `second`,
    or it goes: who read other words did not agree with these."""
    for fact in tree.facts.values():
        read, _ = tree.dates.get(fact.key, (None, ""))
        if read is None or day_of(tree, fact.key):
            continue
        for key, day in (("checked", fact.checked), ("second", fact.second)):
            if day and day <= read and not _just_now(tree, day):
                yield Problem(
                    tree.at("facts", fact.id, key),
                    f"the fact “{fact.id}” says something else now, and was last compared with its source on {day}.",
                    "Compare it with its source, and type the day on which you did."
                    if key == "checked"
                    else "Let somebody compare it who has not seen your verdict, or take this line out.",
                )


def _just_now(tree: DecisionTree, day: date) -> bool:
    """Whether it is today somewhere on Earth: a claim may change twice on the day on which it was read."""
    return tree.today is not None and abs(tree.today.toordinal() - day.toordinal()) <= 1


def pinned_copies_that_can_change(tree: DecisionTree) -> Iterator[Problem]:
    """The `pinned` of a fact is an address whose page stays as it is: a file on github.com at a commit, or a page of
    web.archive.org with its time."""
    for fact in tree.facts.values():
        if fact.pinned and not _PINNED.fullmatch(fact.pinned):
            yield Problem(
                tree.at("facts", fact.id, "pinned"),
                "what stands at this address can change.",
                "Type the address of the file at a commit (on github.com: press the key “y”), or leave “pinned” out.",
            )


def facts_that_speak_of_a_past_day_as_coming(tree: DecisionTree) -> Iterator[Problem]:
    """After the day under `changes_on` the text of a fact does not speak of what is to come (“will”, “proposed”, “from
    1 July”)."""
    for fact in tree.facts.values():
        if fact.changes_on and tree.today and fact.changes_on < tree.today and not fact.withdrawn:
            found = _FUTURE.search(fact.text)
            if found:
                yield Problem(
                    tree.at("facts", fact.id, "text"),
                    f"“{found[0]}”: the rule changed on {fact.changes_on}, and the text speaks of it as coming.",
                    "Read what became of it, say what holds now, and take “changes_on” out.",
                )


def withdrawn_facts_in_use(tree: DecisionTree) -> Iterator[Problem]:
    """Nothing names a fact that is `withdrawn`."""
    for fact in (fact for fact in tree.facts.values() if fact.withdrawn):
        users = [entry.key for entry in tree.entries() if fact.id in entry.named("facts")]
        if users:
            yield Problem(
                tree.at("facts", fact.id, "withdrawn"),
                f"the fact “{fact.id}” is withdrawn, and is named in {', '.join(users)}.",
                "Take it out there, with whatever rests on it.",
            )


NAMES_OF_FACTS = (facts_about_what_is_no_group, withdrawn_facts_in_use)
FACTS = (
    facts_with_dates_in_the_wrong_order,
    sources_with_a_date_that_is_none,
    pinned_copies_that_can_change,
    facts_that_speak_of_a_past_day_as_coming,
)
