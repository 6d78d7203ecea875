"""Random guides and random damage. `make test` runs a few hundred of each, `make fuzz` ten thousand."""

from __future__ import annotations

import os
import re
import time
import tracemalloc
from collections.abc import Mapping
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import test_site
from guide import DecisionTree, Refused, Settings, all_texts, build, read_files
from guide.catalog import FOLDER, Text
from guide.kinds import TREE
from guide.problem import Problem
from guide.read.catalogs import read_catalogs
from guide.rules.languages import spoken
from reader import BASE, Pages, walk
from samples import ROOT, SMALL, Sketch, files_of, plain_yaml, proven, sketches

FULL = os.environ.get("FUZZ") == "full"
REAL = read_files(ROOT)
GUIDE = [name for name in REAL if not name.startswith(FOLDER)]
LANGUAGES = sorted({name.split("/")[1] for name in REAL if name.startswith(FOLDER)})
KINDS_OF_CATALOGS = sorted({name.split("/")[2] for name in REAL if name.startswith(FOLDER)})
CATALOGS = [
    found
    for number, kind in enumerate(KINDS_OF_CATALOGS)
    if (found := f"{FOLDER}/{LANGUAGES[number % len(LANGUAGES)]}/{kind}") in REAL
]
"""One of each kind, of each language in turn: what reads them knows of a language no more than its name."""


COUNTED = count()


def runs(short: int, full: int = 10_000) -> settings:
    everything = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(
        max_examples=full if FULL else short, deadline=None, derandomize=not FULL, suppress_health_check=everything
    )


# --- Guides that are valid by construction ---


@runs(20)
@given(sketches(most=14))
def test_a_valid_guide_keeps_every_promise_of_the_site(sketch: Sketch) -> None:
    """The same promises, read by the same reader, as those of the real site in test_site."""
    files = files_of(sketch)
    tree = files[TREE]
    assert tree is not None
    source = plain_yaml(tree)
    made = build(files, Settings(site_url=BASE)).files
    site = Pages(made)
    walked = walk(site, source)
    test_site.test_every_path_of_links_from_the_start_ends_at_an_action(site, source)
    test_site.test_every_step_is_reached_by_clicking(site, walked)
    test_site.test_every_question_shows_its_options_once_in_the_order_of_the_file(walked, source)
    test_site.test_the_answers_shown_are_the_answers_given(walked, source)
    test_site.test_change_leads_back_to_the_question_with_the_answers_before_it(walked, source)
    test_site.test_a_walk_never_falls_back_to_the_block_for_strangers(walked)
    test_site.test_a_page_opened_without_answers_offers_every_option_and_the_first_question(site, source)
    test_site.test_what_is_said_of_every_reader_of_a_page_is_true_of_every_way_to_it(site, source)
    test_site.test_the_steps_of_the_file_are_the_steps_of_the_site(site, source)
    test_site.test_in_the_flow_every_way_on_is_inside_the_page(site)
    test_site.test_no_page_but_the_search_holds_a_script_or_a_handler(site)
    test_site.test_ids_are_unique_on_each_page(site)


# --- Damage ---

PIECES = st.sampled_from(
    [
        *(
            ": ",
            "- ",
            "  ",
            "\t",
            "&a ",
            "*a",
            "!x ",
            "---\n",
            "'",
            '"',
            "[",
            "]",
            "{",
            "}",
            "#",
            "|",
            ">",
            "%",
            "@",
            "`",
        ),
        *(
            "\u202e",
            "\u200b",
            "\x07",
            "e\u0301",
            "\ufeff",
            "\udcff",
            "<<: *a\n",
            "next: ",
            "id: ",
            "? ",
            "~",
            "\\",
            "\n",
        ),
    ]
)


@st.composite
def damage(draw: st.DrawFn, text: str) -> str:
    """`text` after one to four accidents: a line lost, moved, doubled or pushed, or something typed into it."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 5)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, draw(st.sampled_from(lines)))
            case 2:
                lines[at] = " " * draw(st.integers(0, 6)) + lines[at].lstrip()
            case 3:
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + draw(PIECES) + lines[at][column:]
            case 4:
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + draw(st.text(max_size=3)) + lines[at][column + 1 :]
            case 5:
                lines[at] = lines[draw(st.integers(0, len(lines) - 1))]
        lines = lines or [""]
    return "\n".join(lines)


def is_refused_or_proven(files: dict[str, bytes | None]) -> None:
    """Nothing but our own problems, each with a place that exists, whatever the input is. The full run also measures:
    most inputs by their time, and every twentieth by its memory, which takes time itself."""
    weighed = FULL and next(COUNTED) % 20 == 0
    if weighed:
        tracemalloc.start()
    took, report, problems = timed(files)
    if FULL and not weighed and took >= 1:  # A machine may pause once; an input that is slow is slow again.
        took, _, _ = timed(files)
    if weighed:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 200 * 1024 * 1024
    else:
        assert took < 1 or not FULL
    assert re.search(r"Help: docs/contributing\.md(#[a-z0-9-]+)?$", report)
    for problem in problems:
        has_a_place(problem, files)


def has_a_place(problem: Problem, files: Mapping[str, bytes | None]) -> None:
    """A line of a file, and words for whoever wrote it."""
    content = files[problem.place.file] or b""
    assert 1 <= problem.place.line <= content.count(b"\n") + 1
    assert problem.message
    assert problem.hint


def timed(files: dict[str, bytes | None]) -> tuple[float, str, list[Problem]]:
    began = time.process_time()
    report, problems = told(files)
    return time.process_time() - began, report, problems


def told(files: dict[str, bytes | None]) -> tuple[str, list[Problem]]:
    try:
        proven(files)
    except Refused as refused:
        return str(refused), refused.problems
    return "Help: docs/contributing.md", []


def text_of(name: str) -> str:
    content = REAL[name]
    assert content is not None
    return content.decode()


@pytest.mark.parametrize("name", GUIDE)
@runs(4, full=-(-10_000 // len(GUIDE)))
@given(data=st.data())
def test_the_real_guide_after_an_accident_is_proven_or_refused(name: str, data: st.DataObject) -> None:
    damaged = data.draw(damage(text_of(name))).encode("utf-8", "surrogateescape")
    is_refused_or_proven({**REAL, name: damaged})


@pytest.fixture(scope="module")
def translated() -> tuple[DecisionTree, tuple[Text, ...]]:
    """The real guide in English, and its texts."""
    tree = proven(REAL)
    return tree, (*all_texts(tree),)


@pytest.mark.parametrize("name", CATALOGS)
@runs(4, full=-(-10_000 // max(1, len(CATALOGS))))
@given(data=st.data())
def test_a_catalog_after_an_accident_is_shown_or_told(
    name: str, data: st.DataObject, translated: tuple[DecisionTree, tuple[Text, ...]]
) -> None:
    """It is no part of the proven guide, and stops nothing: each problem has a place in it."""
    tree, texts = translated
    damaged = data.draw(damage(text_of(name))).encode("utf-8", "surrogateescape")
    for catalog in read_catalogs({name: damaged}):
        for problem in spoken(catalog, texts, tree).problems:
            has_a_place(problem, {name: damaged})


@runs(200)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbfstart: a")
@example(b"{" * 3000)
@example(b"{")
@example(b"[\n")
@example(b"- " * 3000)
@example(b"a:\n" + b" " * 900 + b"b: 1")
@example(b"? ? ? ?")
@example(b"{a: 1, {b: 2}: 3}")
def test_any_bytes_are_refused(content: bytes) -> None:
    is_refused_or_proven({**read_files(SMALL), TREE: content})


@runs(200)
@given(st.text(alphabet="ab:-?[]{}'\"\n\t #&*!|>%@`,~<\\", max_size=200))
@example("---")
def test_any_text_of_the_marks_of_yaml_is_refused(text: str) -> None:
    is_refused_or_proven({**read_files(SMALL), TREE: text.encode()})
