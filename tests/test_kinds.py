"""A kind of entry says all of itself: whoever adds a key or a kind is told what they forgot, and no key is silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from annotated_types import MaxLen
from bs4 import BeautifulSoup
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from guide import DecisionTree, Refused, Settings, build, draft_problems, prove, read_files
from guide.entry import Entry, marks, parts_of
from guide.graph import Graph
from guide.history import digests, last_change
from guide.kinds import KINDS, Option, Settled
from guide.rules import RULES
from guide.tools.diff import as_text, differences
from guide.values import Days, Link, Mark, Mentioned, Ruled, Silent, Text, Window
from samples import COUNTRIES, FACTS, ROOT, Files, edited, proven

FULL = ROOT / "tests" / "full"
PARTS: list[type[BaseModel]] = [*KINDS.values(), Option, Settled]
FIELDS = [(part, name) for part in PARTS for name in part.model_fields if name != "id"]


def full() -> Files:
    return read_files(FULL)


def parts_of_field(part: type[BaseModel], name: str) -> list[Any]:
    field = part.model_fields[name]
    return [*field.metadata, *parts_of(field.annotation)]


def named(field: tuple[type[BaseModel], str]) -> str:
    return f"{field[0].__name__}.{field[1]}"


# --- Nothing is forgotten ---


@pytest.mark.parametrize("field", FIELDS, ids=named)
def test_every_field_that_holds_text_says_what_it_is_for(field: tuple[type[BaseModel], str]) -> None:
    """If this fails, give the field one of the types `Plain`, `Prose`, `StepId` … of values.py, or mark it `Silent`."""
    parts = parts_of_field(*field)
    if str in parts:
        assert any(isinstance(part, Mark | Silent) for part in parts)


@pytest.mark.parametrize("field", FIELDS, ids=named)
def test_every_field_that_holds_text_has_a_longest_length(field: tuple[type[BaseModel], str]) -> None:
    parts = parts_of_field(*field)
    if str in parts:
        lengths = [part.max_length for part in parts if isinstance(part, MaxLen)]
        inner = [each for part in parts if isinstance(part, FieldInfo) for each in part.metadata]
        assert lengths or any(isinstance(each, MaxLen) for each in inner)


def test_every_silence_has_its_reason_and_every_own_rule_is_there() -> None:
    found = [part for field in FIELDS for part in parts_of_field(*field)]
    assert all(len(part.reason.split()) > 3 for part in found if isinstance(part, Silent))
    assert {part.rule for part in found if isinstance(part, Ruled)} <= {rule.__name__ for rule in RULES}


def test_the_full_guide_fills_every_field_of_every_kind() -> None:
    """If this fails, use the new key in tests/full: then every test below looks at it too."""
    tree = proven(full())
    filled = {
        (type(part), name)
        for entry in tree.entries()
        for part in (entry, *getattr(entry, "options", ()), *getattr(entry, "settled", ()))
        for name in type(part).model_fields
        if getattr(part, name)
    }
    assert {*FIELDS} <= filled


def test_whatever_has_words_can_be_named_by_a_change() -> None:
    change = KINDS["changes"]
    told = {section for mark in marks(change).values() if isinstance(mark, Mentioned) for section in mark.sections}
    assert told == {*KINDS} - {"changes"}


# --- No key is silent ---


def written(tree: DecisionTree, entry: Entry, **values: Any) -> DecisionTree:
    """The same tree with other values in one entry."""
    section = entry.spec.section
    changed = entry.model_copy(update=values)
    changed.__dict__.pop("values", None)
    return replace(tree, **{section: {**getattr(tree, section), entry.id: changed}})


def other(value: Any) -> Any:
    """A value of the same type that is not `value`."""
    match value:
        case str():
            return f"{value}-x"
        case Days():
            return replace(value, count=value.count + 1)
        case Window():
            return replace(value, start=f"{value.start} x")
        case date():
            return value + timedelta(days=1)
        case tuple():
            return (other(value[0]), *value[1:])
        case Option():
            return value.model_copy(update={"label": f"{value.label} x"})
        case Settled():
            return value.model_copy(update={"says": f"{value.says} x"})
    raise AssertionError(value)


def values_of(tree: DecisionTree) -> Iterator[tuple[Entry, str, Any]]:
    for entry in tree.entries():
        for name in type(entry).model_fields:
            if name != "id" and getattr(entry, name):
                yield entry, name, getattr(entry, name)


def test_two_equal_trees_differ_in_nothing() -> None:
    assert as_text(differences(Graph(proven(full())), Graph(proven(full())))) == "Nothing changes for a reader."


def test_a_difference_in_any_value_of_any_entry_is_told_both_ways() -> None:
    tree = proven(full())
    for entry, name, value in values_of(tree):
        if name not in (
            "next",
            "instead",
            "not_solved",
            "first",
            "clock_starts_with",
        ):  # Ways: told, and held to exist.
            changed = written(tree, entry, **{name: other(value)})
            for old, new in ((tree, changed), (changed, tree)):
                assert differences(Graph(old), Graph(new)), (entry.key, name)


def test_a_difference_in_any_value_of_an_answer_is_told_both_ways() -> None:
    """Also in those that open a note or show a picture: only `next` is a way, and told as one."""
    tree = proven(full())
    for question in tree.questions.values():
        for index, option in enumerate(question.options):
            for name in type(option).model_fields:
                if name not in ("id", "next") and getattr(option, name):
                    changed = option.model_copy(update={name: f"{getattr(option, name)}-other"})
                    options = (*question.options[:index], changed, *question.options[index + 1 :])
                    after = replace(
                        tree,
                        questions={**tree.questions, question.id: question.model_copy(update={"options": options})},
                    )
                    for old, new in ((tree, after), (after, tree)):
                        assert f"{option.id} {name}" in as_text(differences(Graph(old), Graph(new))), (option.id, name)


def test_a_value_that_comes_or_goes_is_told_with_its_words() -> None:
    tree = proven(full())
    for entry, name, value in values_of(tree):
        field = type(entry).model_fields[name]
        if not field.is_required() and name not in ("not_solved", "facts"):
            without = written(tree, entry, **{name: field.default})
            gone, come = (
                as_text(differences(Graph(tree), Graph(without))),
                as_text(differences(Graph(without), Graph(tree))),
            )
            words = str(value[0] if isinstance(value, tuple) else value)
            assert words in gone or f"({entry.id}) has lost its last fact." in gone, (entry.key, name)
            assert words in come, (entry.key, name)


def test_an_entry_that_comes_or_goes_is_told_with_all_its_words() -> None:
    tree = proven(full())
    for section in ("facts", "messages", "phrases", "dead_ends", "countries", "clocks", "changes", "retired"):
        for name, entry in getattr(tree, section).items():
            without = replace(tree, **{section: {key: of for key, of in getattr(tree, section).items() if key != name}})
            come = as_text(differences(Graph(without), Graph(tree)))
            for value in entry.values:
                if isinstance(value.mark, Text | Link):
                    assert value.value.splitlines()[0] in come, value.trace
            assert differences(Graph(tree), Graph(without))


def test_what_stands_in_another_order_is_told() -> None:
    tree = proven(full())
    question = tree.questions["what-do-you-see"]
    turned = written(tree, question, options=question.options[::-1])
    assert "“What do you see?” lists its answers in another order now: not-sure, completed." in as_text(
        differences(Graph(tree), Graph(turned))
    )
    assert "Facts stand in another order." in as_text(
        differences(Graph(tree), Graph(replace(tree, facts=dict(reversed(tree.facts.items())))))
    )


# --- All rules reach all texts ---


def texts_with_markdown() -> list[tuple[str, str]]:
    tree = proven(full())
    return [(tree.at(*trace).file, text) for trace, text, markdown in tree.read() if markdown]


@pytest.mark.parametrize(("file", "text"), texts_with_markdown())
def test_no_text_with_links_may_lead_to_another_site(file: str, text: str) -> None:
    evil = edited(full(), file, text, f"{text[:-1]} [here](https://evil.example/pay)")
    with pytest.raises(Refused, match=r"the link to “https://evil\.example/pay” is not allowed"):
        proven(evil)


# --- One answer to what a page shows ---


def test_a_fact_in_a_note_of_a_country_is_on_the_page_of_the_step_for_days_and_changes_alike() -> None:
    """Before, the sitemap and the page of changes knew nothing of the facts that a country brings to a step."""
    tree = proven(full())
    today, earlier = date(2026, 11, 29), date(2026, 1, 1)
    known = {name: (earlier, digest) for name, digest in digests(tree).items()}
    words = edited(full(), FACTS, "Banks in Spain must answer.", "Banks in Spain may answer.")
    changed = replace(proven(words, rules=lambda graph: []), dates=known)

    step, country = changed["ask-your-bank"], changed.countries["spain"]
    assert [fact.id for _, fact in changed.notes(step)] == ["banks-in-spain-answer"]
    assert changed.pages_with(["banks-in-spain-answer"]) == [step, country]
    assert last_change(changed, step, today) == last_change(changed, country, today) == today
    assert last_change(changed, changed["ask-support"], today) == earlier


def test_another_choice_of_note_gives_the_step_a_new_day() -> None:
    tree = proven(full())
    known = {name: (date(2026, 1, 1), digest) for name, digest in digests(tree).items()}
    chosen = edited(full(), COUNTRIES, "card_note: banks-in-spain-answer", "card_note: refunds-can-be-traced")
    changed = replace(proven(chosen, rules=lambda graph: []), dates=known)
    assert last_change(changed, changed["ask-your-bank"], date(2026, 11, 29)) == date(2026, 11, 29)


# --- What the guide holds is shown ---


def test_every_text_and_address_of_every_kind_is_on_some_page() -> None:
    """If this fails, show the new key in a template: a text that nobody reads is a text that nobody corrects."""
    site = build(full(), Settings(site_url="https://guide.example/"), rules=draft_problems)
    pages = [html for name, html in site.files.items() if name.endswith(".html") and name != "changes/index.html"]
    shown = [BeautifulSoup(html, "html.parser") for html in pages]
    words = " ".join(" ".join(page.get_text(" ").split()) for page in shown)
    news = " ".join(BeautifulSoup(site.files["changes/index.html"], "html.parser").get_text(" ").split())
    links = {str(link["href"]) for page in shown for link in page.find_all("a", href=True)}
    for entry in prove(full()).tree.entries():
        for value in entry.values:
            if isinstance(value.mark, Text):
                assert value.value in (news if entry.spec.section == "changes" else words), value.trace
            elif isinstance(value.mark, Link):
                assert value.value in links or value.value in site.files["tree.json"], value.trace
