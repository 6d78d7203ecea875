"""The house keeps its walls: one door to MkDocs, one reader of YAML, imports that only go down, docs that are true."""

from __future__ import annotations

import ast
import inspect
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import guide
from guide import addresses, check, names, news, words
from guide.check import RULES
from guide.load import FILES
from samples import ROOT

ROOMS = re.findall(r"^    (\w+) +\S", guide.__doc__ or "", flags=re.MULTILINE)
PYTHON = sorted((ROOT / "hooks").rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, those of its own package with a dot in front."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level and not node.module:
            yield from (f".{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def files_that_import(package: str) -> list[str]:
    return [path.name for path in PYTHON if any(name.split(".")[0] == package for name in imported(path))]


def test_mkdocs_is_imported_in_one_file() -> None:
    assert files_that_import("mkdocs") == ["mkdocs_guide.py"]


def test_yaml_is_imported_in_one_file() -> None:
    assert files_that_import("yaml") == ["document.py"]


def test_the_map_of_the_house_names_every_room() -> None:
    assert sorted(ROOMS) == sorted(
        path.stem for path in PYTHON if path.parent.name == "guide" and not path.stem.startswith("__")
    )


def test_imports_only_go_down() -> None:
    for number, room in enumerate(ROOMS):
        below = {f".{name}" for name in ROOMS[:number]}
        own = {name for name in imported(ROOT / "hooks" / "guide" / f"{room}.py") if name.startswith(".")}
        assert own <= below, room


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
    written = [
        name
        for room in (names, addresses, news, check, words)
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
        "urls.lock",
        "dates.lock",
    ]
