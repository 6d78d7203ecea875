"""“guide check” looks again at that only which is new, and says the same as if it had looked at all of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guide import rules
from guide.__main__ import main
from guide.kinds import TREE
from guide.rules import languages
from pseudo import with_language
from samples import SMALL, small, write

KEPT = Path(".cache", "checked")
SPANISH = "translations/es/actions.po"
Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = shutil.copytree(SMALL, tmp_path / "copy")
    write(with_language(small()), folder)
    return folder


@pytest.fixture
def check(root: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    def done(*arguments: str) -> tuple[int, str, str]:
        languages._problems.cache_clear()  # As in a process of its own.
        languages.spoken.cache_clear()
        return main(["--root", str(root), "check", *arguments]), *capsys.readouterr()

    return done


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the rules are asked about: graphs of the English, and translations."""
    seen: list[object] = []
    found = languages._problems.__wrapped__
    monkeypatch.setattr(languages, "_problems", seeing(found, seen))
    languages._problems.cache_clear = lambda: None  # type: ignore[attr-defined]
    monkeypatch.setattr("guide.__main__.problems", seeing(rules.problems, seen))
    return seen


def seeing(rule: Callable[..., object], seen: list[object]) -> Callable[..., object]:
    def looked(first: object, *others: object) -> object:
        seen.append(first)
        return rule(first, *others)

    return looked


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_right_is_not_looked_at_again(root: Path, check: Check, looked_at: list[object]) -> None:
    first = check()
    assert first[0] == 0
    assert len(looked_at) > 10
    looked_at.clear()
    assert (check(), looked_at) == (first, [])
    edit(root, SPANISH, "comesÿ", "goesÿ")
    assert (check(), len(looked_at)) == (first, 1)


@pytest.mark.parametrize("kept", [None, b"", b"\xff\x00", b"a folder", b"0" * 32])
def test_a_file_that_is_gone_or_damaged_changes_no_answer(root: Path, check: Check, kept: bytes | None) -> None:
    first = check()
    (root / KEPT).unlink()
    if kept == b"a folder":
        (root / KEPT).mkdir()
    elif kept is not None:
        (root / KEPT).write_bytes(kept)
    assert check() == first


@pytest.mark.parametrize("wrong", [(TREE, "next: ask-your-bank", "next: ask-your-bonk"), (SPANISH, "comesÿ", "<b>")])
def test_what_is_wrong_is_told_each_time(root: Path, check: Check, wrong: tuple[str, str, str]) -> None:
    assert check()[0] == 0
    edit(root, *wrong)
    first = check()
    assert first[0] == 1
    assert check() == first


def test_a_change_of_a_stranger_is_looked_at_whole(root: Path, check: Check, looked_at: list[object]) -> None:
    check()
    count = len(looked_at)
    looked_at.clear()
    assert check("--format=github")[0] == 0
    assert len(looked_at) == count
