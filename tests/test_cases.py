"""A case in tests/broken says what it breaks in few lines, and cannot say it wrongly without a test that fails."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cases import BROKEN, changed
from samples import ROOT

FILES = {"a.yaml": b"one\ntwo\ntwo\nthree\n", "b.yaml": b"four\n"}


def test_a_case_changes_lines_adds_some_takes_files_away_and_writes_them_anew() -> None:
    changes = """\
change a.yaml
+zero
 one
-two
 two

-three
+
+ three

+end

write b.yaml
+# “five”
+- six
"""
    files = changed(FILES, changes)
    assert files == {"a.yaml": b"zero\none\ntwo\n\n three\nend\n", "b.yaml": "# “five”\n- six\n".encode()}
    assert changed(FILES, "remove a.yaml\n\nwrite b.yaml\n") == {"a.yaml": None, "b.yaml": b""}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ("change a.yaml\n-two\n", "these lines stand in the file 2 times, not once:\ntwo"),
        ("change a.yaml\n-tw\n", "these lines stand in the file 0 times, not once:\ntw"),
        ("change a.yaml\n-one\n-three\n", "these lines stand in the file 0 times, not once:\none\nthree"),
        ("change a.yaml\n one\n", "nothing becomes of these lines:\none"),
        ("change a.yaml\n-one\ntwo\n", "this line begins with none of the signs: “two”"),
        ("change a.yaml\n-one\n\n\n-three\n", "“” says neither change, write nor remove"),
        ("change c.yaml\n+one\n", "the guide has no file “c.yaml”"),
        ("mend a.yaml\n+one\n", "“mend a.yaml” says neither change, write nor remove"),
        ("+one\n", "“” says neither change, write nor remove"),
        ("", "“” says neither change, write nor remove"),
        ("write a.yaml\n-one\n", "“write a.yaml” needs no such lines"),
        ("write a.yaml\n+one\n\n+two\n", "“” says neither change, write nor remove"),
        ("remove a.yaml\n+one\n", "“remove a.yaml” needs no such lines"),
    ],
)
def test_a_change_that_does_not_fit_the_guide_fails_and_says_why(changes: str, reason: str) -> None:
    with pytest.raises(AssertionError) as failed:
        changed(FILES, changes)
    assert str(failed.value) == reason


def test_reports_that_differ_are_rewritten_when_asked_and_then_the_run_fails(tmp_path: Path) -> None:
    for folder in ("hooks", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "broken"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    broken = tmp_path / "tests" / "broken"
    shutil.copytree(BROKEN / "not-utf-8", broken / "not-utf-8")
    for name in ("loop.txt", "tag.txt"):
        shutil.copy(BROKEN / name, broken)
    (broken / "not-utf-8" / "expected.txt").write_text("Something else.\n", encoding="utf-8")
    new, _, _ = (BROKEN / "loop.txt").read_text(encoding="utf-8").partition("\nreport\n")
    (broken / "loop.txt").write_text(new, encoding="utf-8")

    command = [sys.executable, "-m", "pytest", "--accept", "tests/test_problems.py", "-k", "own_report"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "These reports were rewritten; read each aloud before you commit it: loop, not-utf-8." in done.stdout
    for name in ("loop.txt", "not-utf-8/expected.txt", "tag.txt"):
        assert (broken / name).read_bytes() == (BROKEN / name).read_bytes(), name
