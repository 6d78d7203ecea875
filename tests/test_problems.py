"""What a contributor reads: one clear report for each way of breaking the guide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from graphlib import CycleError
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown

from cases import CASES, TODAY, Case, refusal
from guide import Graph, Refused, limits, prove
from guide.kinds import LOCK, TREE
from guide.problem import HELP, HELP_TO_TRANSLATE, Place, Problem, as_annotations, report
from guide.read import catalogs, files
from guide.rules import ON_WAYS, PATHS, RULES, draft_problems, problems
from guide.rules.languages import TOGETHER
from guide.rules.translations import TRANSLATIONS
from guide.tools.codes import CODES, OF_THE_GUIDE, OF_TRANSLATIONS
from samples import CHANGES, CLOCKS, FACTS, ROOT, edited, files_of, proven, small


def test_the_small_guide_itself_has_no_problem() -> None:
    proven(small())


@pytest.mark.parametrize("name", CASES)
def test_each_way_of_breaking_the_guide_has_its_own_report(name: str, reported: Callable[[Case, str], None]) -> None:
    """Where a new report is right, “pytest --accept tests/test_problems.py” writes it down."""
    reported(CASES[name], f"{refusal(CASES[name].files)}\n")


def test_one_mistake_is_told_once() -> None:
    for case in CASES.values():
        assert "1 problem in " in case.report, case.name


def test_several_problems_come_in_the_order_of_their_lines_each_once() -> None:
    broken = small(lambda text: text.replace("next: ask-support", "next: ask-suport"))
    assert str(refusal(broken)) == (
        "decision_tree.yaml:14: the answer “I am not sure” leads to “ask-suport”, which does not exist. "
        "[missing-targets]\n"
        "  13 |         summary: I see nothing\n"
        "  14 |         next: ask-suport\n"
        "     |               ^^^^^^^^^^\n"
        "  Did you mean “ask-support” (line 40)?\n"
        "\n"
        "decision_tree.yaml:26: the answer “I am not sure” leads to “ask-suport”, which does not exist. "
        "[missing-targets]\n"
        "  25 |         summary: I do not know how I paid\n"
        "  26 |         next: ask-suport\n"
        "     |               ^^^^^^^^^^\n"
        "  Did you mean “ask-support” (line 40)?\n"
        "\n"
        "2 problems in decision_tree.yaml. The site was not built; the last good one is untouched. "
        "Help: docs/contributing.md#missing-targets"
    )


def test_mistakes_of_which_none_follows_from_another_come_in_one_report() -> None:
    """A name, a link, a word: whoever waits for the check gets all of it."""
    files = small(lambda text: text.replace("next: ask-support", "next: ask-suport", 1))
    files = edited(files, TREE, "Write to support.", "Write to [support](ask-eva), of course.")
    files = edited(files, TREE, "I am not sure", "Maybe")
    found = [problem.message for problem in refusal(files).problems]
    assert found == [
        "“Maybe” is no full answer.",
        "the answer “Maybe” leads to “ask-suport”, which does not exist.",
        "the link to “ask-eva” is not allowed: there is no such step or country.",
        "“of course” is a word to avoid.",
    ]


def test_files_that_cannot_be_read_do_not_hide_what_is_wrong_in_others() -> None:
    files = small(lambda text: text.replace("start: ", "start:"))
    files = edited(files, FACTS, "read: page", "read: all")
    files = {**files, CHANGES: None, CLOCKS: b"clocks:\n\ta: b\n"}
    assert [problem.place.file for problem in refusal(files).problems] == [TREE, CHANGES, CLOCKS, FACTS]


def test_a_message_that_was_published_may_stay_when_no_step_needs_it_any_more() -> None:
    """Its address answers for ever, so it cannot be deleted; and no step has to hold a text that does not fit."""
    files = small(lambda text: text.replace("    message: to-the-bank\n", ""))
    assert refusal(files).problems[0].message == "nothing uses the message “to-the-bank”."
    proven({**files, LOCK: b"/messages/#to-the-bank\n"}, draft_problems)


def test_the_same_problem_found_twice_is_printed_once() -> None:
    problem = Problem(Place("a.yaml", 1), "it is wrong.")
    assert report([problem, problem], {}) == (
        "a.yaml:1: it is wrong.\n\n"
        "1 problem in a.yaml. The site was not built; the last good one is untouched. Help: docs/contributing.md"
    )


def test_problems_of_several_kinds_lead_to_the_page_and_those_of_one_kind_to_its_heading() -> None:
    one, other = Problem(Place("a.yaml", 1), "it is wrong.", code="loops"), Problem(Place("b.yaml", 1), "so is it.")
    assert report([one], {}).endswith("Help: docs/contributing.md#loops")
    assert report([one, replace(other, code="loops")], {}).endswith("Help: docs/contributing.md#loops")
    assert report([one, replace(other, code="lock-lines")], {}).endswith("Help: docs/contributing.md")


def test_problems_of_translations_lead_to_the_page_for_translators() -> None:
    here, there = Problem(Place("a.yaml"), "it is wrong.", code="odd-characters"), Place("translations/es/frame.po")
    assert report([replace(here, place=there)], {}).endswith("Help: docs/translating.md#odd-characters")
    both = report([here, replace(here, place=there)], {})
    assert both.endswith("Help: docs/contributing.md#odd-characters and docs/translating.md#odd-characters")


def test_what_a_guide_says_commands_neither_a_terminal_nor_a_machine_of_github() -> None:
    problem = Problem(
        Place("a.yaml", 1), "“a\n::warning::b\x1b[31m\u202e” is wrong.", "Type “a\n  ::error::\x07”.", "loops"
    )
    told, annotated = report([problem], {}), as_annotations([problem])
    assert told.splitlines()[:3] == [
        "a.yaml:1: “a\ufffd::warning::b\ufffd[31m\ufffd” is wrong. [loops]",
        "  Type “a",
        "\ufffd   ::error::\ufffd”.",
    ]
    assert annotated == (
        "::error file=a.yaml,line=1,col=1,title=loops::“a\ufffd::warning::b\ufffd[31m\ufffd” is wrong. "
        "Type “a%0A\ufffd   ::error::\ufffd”."
    )


def test_every_kind_of_problem_has_a_code_that_never_changes_and_a_case() -> None:
    """If this fails for a new rule, add its code to tests/codes.txt. A code that stands there is a web address, and
    what people search for: it stays. If no case gives it, write one."""
    assert sorted(CODES) == (Path(__file__).parent / "codes.txt").read_text(encoding="utf-8").split()
    assert len(OF_THE_GUIDE) == len(RULES) + len(files.CODES)  # None is used twice, here
    others = (*catalogs.OF_EACH_FILE, *catalogs.CODES, *TRANSLATIONS, *TOGETHER)
    assert len(OF_TRANSLATIONS) == len(others)  # or there; and only those of each file stand in both.
    assert {*OF_THE_GUIDE} & {*OF_TRANSLATIONS} == {*catalogs.OF_EACH_FILE}
    found = {problem.code for case in CASES.values() for problem in refusal(case.files).problems}
    large = refusal({**small(), TREE: b"# " + b"x" * limits.MOST_BYTES}).problems
    many = files_of({"node-a": ["node-b", "node-c"], "node-b": None, "node-c": None})
    with pytest.MonkeyPatch.context() as few:
        few.setattr(limits, "MOST_NODES", 2)
        found |= {problem.code for problem in (*large, *refusal(many).problems)}
    assert found == {*OF_THE_GUIDE}  # Those of translations have their cases in test_catalogs.py, test_translations.py.


@pytest.mark.parametrize(("name", "codes"), [(HELP, OF_THE_GUIDE), (HELP_TO_TRANSLATE, OF_TRANSLATIONS)])
def test_every_code_is_a_heading_of_its_page_with_an_address_of_the_same_name(name: str, codes: dict[str, str]) -> None:
    page = Markdown(extensions=["toc"])
    page.convert((ROOT / name).read_text(encoding="utf-8"))
    headings = {heading["id"]: heading["name"] for part in page.toc_tokens for heading in every(part)}  # type: ignore[attr-defined]
    assert {code: headings.get(code) for code in codes} == {code: code for code in codes}


def test_a_code_is_made_of_small_letters_and_digits() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in CODES)


def every(heading: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield heading
    for below in heading["children"]:
        yield from every(below)


def test_windows_line_ends_are_no_problem() -> None:
    proven(small(lambda text: text.replace("\n", "\r\n")))


def test_every_line_with_an_odd_character_is_told_even_after_the_first() -> None:
    tabs = small(lambda text: text.replace("    ask:", "\task:"))
    assert [(problem.place.line, problem.message) for problem in refusal(tabs).problems] == [
        (5, "there is a tab in this line."),
        (17, "there is a tab in this line."),
    ]


def test_problems_of_several_files_come_in_one_report() -> None:
    broken = {**small(lambda text: text.replace("start: ", "start:")), "urls.lock": b"here\n"}
    refused = refusal(broken)
    assert [problem.place.file for problem in refused.problems] == ["decision_tree.yaml", "urls.lock"]
    assert "2 problems in decision_tree.yaml and urls.lock." in str(refused)


def test_every_rule_is_broken_by_a_case() -> None:
    """If this fails, add a case to tests/broken for the new rule: its report is what contributors will read."""
    untried = {rule.__name__: rule for rule in RULES}

    def all_rules(graph: Graph) -> list[Problem]:
        for name, rule in [*untried.items()]:
            with suppress(LookupError, CycleError):  # A rule may rely on those before it.
                if list(rule(graph if rule in (*PATHS, *ON_WAYS) else graph.tree)):
                    del untried[name]
        return problems(graph)

    for case in CASES.values():
        with suppress(Refused):
            prove(case.files, all_rules, TODAY)
    assert not untried
