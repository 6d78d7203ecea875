"""The house keeps its walls: one door to MkDocs, one reader of YAML, imports that only go down, docs that are true."""

from __future__ import annotations

import inspect
import re
import unicodedata
from importlib import import_module

import guide
import house
import house_picture
from guide import limits
from guide.problem import HELP, HELP_TO_TRANSLATE
from guide.read.files import FILES
from guide.rules import RULES, code_of
from guide.rules.languages import TOGETHER
from guide.rules.translations import TRANSLATIONS
from samples import ROOT

OF_TRANSLATIONS = (*TRANSLATIONS, *TOGETHER)
FLOORS = [*house.floors()]
GROUND = {
    *("limits", "plural", "problem", "values", "entry", "kinds", "article", "tree", "history"),
    *("language", "catalog"),
}


def test_mkdocs_is_imported_in_one_file() -> None:
    assert house.importers_of("mkdocs") == ["mkdocs_guide"]


def test_yaml_is_imported_in_one_file() -> None:
    assert house.importers_of("yaml") == ["guide.read.yaml_lines"]


def test_the_map_of_the_house_names_every_folder_and_no_other() -> None:
    folders = {path.name for path in house.PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {*FLOORS} == folders | {"ground"}
    assert {path.stem for path in house.PACKAGE.glob("*.py")} == GROUND | {"__init__", "__main__"}


def test_imports_only_go_down() -> None:
    for (floor, other), _ in house.crossings().items():
        if floor in FLOORS:
            assert other in FLOORS[: FLOORS.index(floor)], f"{floor} imports from {other}"


def test_rules_and_pages_know_nothing_of_each_other_and_neither_of_files() -> None:
    strangers = {("rules", "pages"), ("rules", "read"), ("pages", "rules"), ("pages", "read")}
    assert not strangers & {*house.crossings()}


def test_the_picture_of_the_house_shows_the_imports_as_they_are() -> None:
    as_they_are = house_picture.FILE.read_text(encoding="utf-8") == house_picture.drawn()
    assert as_they_are, "Run “make house”, and look at docs/assets/house.svg before you commit it."


def test_no_name_of_the_package_hides_a_folder() -> None:
    for name in guide.__all__:
        assert name not in FLOORS, name


def test_the_doors_are_imported_by_nobody() -> None:
    assert not {other for _, other in house.crossings()} & {*house.DOORS}


def test_the_compiler_never_reads_the_clock() -> None:
    for path in house.PYTHON:
        assert not re.search(r"\b(today|now|time)\(\)|import time", path.read_text(encoding="utf-8")), path


def test_every_rule_stands_in_its_page_in_its_own_words() -> None:
    for page, rules in ((HELP, RULES), (HELP_TO_TRANSLATE, OF_TRANSLATIONS)):
        text = (ROOT / page).read_text(encoding="utf-8")
        for rule in rules:
            assert f"### {code_of(rule)}\n\n{' '.join((rule.__doc__ or '').split())}\n" in text, rule.__name__


def test_the_numbers_in_the_words_of_the_rules_are_the_limits() -> None:
    said = {rule.__name__: rule.__doc__ or "" for rule in (*RULES, *OF_TRANSLATIONS)}
    for name, limit in (
        ("too_few_or_many_options", limits.MOST_OPTIONS),
        ("paths_that_are_too_long", limits.MOST_ANSWERS),
        ("clocks_that_are_too_long", limits.MOST_DAYS_OF_A_CLOCK),
        ("sentences_that_are_too_long", limits.LONGEST_SENTENCE),
        ("sentences_that_are_long_on_average", limits.LONGEST_SENTENCES_ON_AVERAGE),
        ("words_that_are_too_long", limits.LONGEST_WORD),
        ("translations_with_long_sentences", limits.LONGEST_SENTENCE_IN_OTHER_LANGUAGES),
    ):
        assert re.search(rf"\b{limit}\b", said[name]), name


def test_every_rule_runs_in_exactly_one_group() -> None:
    """A rule that nobody runs would be a promise that nobody keeps."""
    rooms = [
        guide.rules,
        *(import_module(f"guide.rules.{path.stem}") for path in (house.PACKAGE / "rules").glob("[a-z]*.py")),
    ]
    written = [
        name
        for room in rooms
        for name, value in vars(room).items()
        if inspect.isgeneratorfunction(value)
        and value.__module__ == room.__name__
        and value.__annotations__["return"] in ("Iterator[Problem]", "Found")
        and not name.startswith("_")
    ]
    assert sorted(rule.__name__ for rule in (*RULES, *OF_TRANSLATIONS)) == sorted(written)


def test_every_direct_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8").lower()
    for path in (ROOT / "requirements").glob("*.in"):
        for line in path.read_text(encoding="utf-8").splitlines():
            name = re.match(r"\w[\w-]*", line)
            if name:
                assert f"| {name[0].lower()} |" in reasons, name[0]


def test_the_lock_files_name_no_package_host() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        assert not re.search(r"https?:|file:|--index|--find-links", path.read_text(encoding="utf-8")), path


def test_no_program_and_no_page_holds_a_character_that_nobody_sees() -> None:
    """Hidden and right-to-left marks make a line mean something else than it shows. The guide's own data has a rule."""
    kinds = {".py", ".html", ".css", ".md", ".yml", ".toml", ".in", ".txt", ".sh"}
    folders = [ROOT / name for name in ("hooks", "overrides", "docs", "requirements", ".github")]
    files = [*(ROOT / "tests").rglob("*.py"), *ROOT.glob("*"), *(path for top in folders for path in top.rglob("*"))]
    for path in files:
        if path.suffix in kinds or path.name == "Makefile":
            text = path.read_text(encoding="utf-8")
            odd = {letter for letter in set(text) - {"\n"} if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")}
            assert odd <= ({"\t"} if path.name == "Makefile" else set()), path


def test_the_files_of_the_guide_are_watched_and_named_once() -> None:
    assert list(FILES) == [
        "decision_tree.yaml",
        "docs/data/facts.yaml",
        "docs/data/messages.yaml",
        "docs/data/phrases.yaml",
        "docs/data/dead_ends.yaml",
        "docs/data/countries.yaml",
        "docs/data/clocks.yaml",
        "docs/data/situations.yaml",
        "docs/data/changes.yaml",
        "docs/data/allowed_hosts.yaml",
        "docs/data/words_to_avoid.yaml",
        "urls.lock",
        "dates.lock",
    ]
