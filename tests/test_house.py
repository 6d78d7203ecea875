"""The house keeps its walls: one door to MkDocs, one reader of YAML, imports that only go down, docs that are true."""

from __future__ import annotations

import ast
import inspect
import re
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import guide
from guide.read.files import FILES
from guide.rules import RULES
from samples import ROOT

PACKAGE = ROOT / "hooks" / "guide"
FLOORS = re.findall(r"^    (\w+) +\S", (guide.__doc__ or "").replace("(ground)", "ground"), flags=re.MULTILINE)
GROUND = {"limits", "plural", "problem", "model", "history"}
PYTHON = sorted((ROOT / "hooks").rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, each with all that it takes from it: “guide.text”, “guide.text.markdown” …"""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports in full"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def floor_of(module: str) -> str | None:
    """The floor on which a module of the package stands, if it is one."""
    package, _, rest = module.partition(".")
    name = rest.partition(".")[0]
    if package != "guide" or not name:
        return None
    return "ground" if name in GROUND else name


def files_that_import(package: str) -> list[str]:
    return [path.name for path in PYTHON if any(name.split(".")[0] == package for name in imported(path))]


def test_mkdocs_is_imported_in_one_file() -> None:
    assert files_that_import("mkdocs") == ["mkdocs_guide.py"]


def test_yaml_is_imported_in_one_folder() -> None:
    assert files_that_import("yaml") == ["yaml_lines.py"]


def test_the_map_of_the_house_names_every_folder_and_no_other() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {*FLOORS} == folders | {"ground"}
    assert {path.stem for path in PACKAGE.glob("*.py")} == GROUND | {"__init__", "__main__"}


def test_imports_only_go_down() -> None:
    for number, floor in enumerate(FLOORS):
        allowed = {*FLOORS[: number + 1]}
        files = [PACKAGE / f"{name}.py" for name in GROUND] if floor == "ground" else (PACKAGE / floor).rglob("*.py")
        for path in files:
            used = {floor_of(module) for module in imported(path)} - {None}
            assert used <= allowed, path


def test_rules_and_pages_know_nothing_of_each_other_and_neither_of_files() -> None:
    for folder, stranger in (("rules", "pages"), ("rules", "read"), ("pages", "rules"), ("pages", "read")):
        for path in (PACKAGE / folder).rglob("*.py"):
            assert stranger not in {floor_of(module) for module in imported(path)}, path


def test_no_name_of_the_package_hides_a_folder() -> None:
    for name in guide.__all__:
        assert name not in FLOORS, name


def test_the_doors_are_imported_by_nobody() -> None:
    for path in PYTHON:
        assert not {name.rsplit(".", 1)[-1] for name in imported(path)} & {"mkdocs_guide", "__main__"}, path


def test_the_compiler_never_reads_the_clock() -> None:
    for path in PYTHON:
        assert not re.search(r"\b(today|now|time)\(\)|import time", path.read_text(encoding="utf-8")), path


def test_every_rule_stands_in_contributing_in_its_own_words() -> None:
    contributing = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"- {' '.join((rule.__doc__ or '').split())}\n" in contributing, rule.__name__


def test_every_rule_runs_in_exactly_one_group() -> None:
    """A rule that nobody runs would be a promise that nobody keeps."""
    rooms = [
        guide.rules,
        *(import_module(f"guide.rules.{path.stem}") for path in (PACKAGE / "rules").glob("[a-z]*.py")),
    ]
    written = [
        name
        for room in rooms
        for name, value in vars(room).items()
        if inspect.isgeneratorfunction(value)
        and value.__module__ == room.__name__
        and value.__annotations__["return"] == "Iterator[Problem]"
        and not name.startswith("_")
    ]
    assert sorted(rule.__name__ for rule in RULES) == sorted(written)


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
    files = [*(ROOT / "tests").glob("*.py"), *ROOT.glob("*"), *(path for top in folders for path in top.rglob("*"))]
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
        "docs/data/changes.yaml",
        "docs/data/allowed_hosts.yaml",
        "docs/data/words_to_avoid.yaml",
        "urls.lock",
        "dates.lock",
    ]
